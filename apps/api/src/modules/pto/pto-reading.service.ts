import { Injectable, Logger } from '@nestjs/common';
import type { PtoFeedId, TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { FeedTrouble } from './feed-trouble.js';
import { HibobSource } from './hibob-source.js';
import { PtoAccesses } from './pto-access.js';
import { PtoFeedsRepository } from './pto-feeds.repository.js';
import { type Marks, type Reading, windowAt } from './pto-reading.js';
import { PtoSources } from './pto-sources.js';
import { PtoTaking } from './pto-taking.service.js';
import { PtoWork } from './pto-work.js';
import type { PtoFeedRecord } from './pto.records.js';
import type { SeenEntry, SeenWindow } from './seen-entry.js';

const LONGEST_PAUSE_SECONDS = 900;
const FIRST_PAUSE_SECONDS = 60;

/** Reads PTO systems. They are asked outside any transaction; a failure of theirs is noted and waited out here, only ours rise. */
@Injectable()
export class PtoReading {
  private readonly logger = new Logger('Pto');

  constructor(
    private readonly tenancy: Tenancy,
    private readonly feeds: PtoFeedsRepository,
    private readonly accesses: PtoAccesses,
    private readonly sources: PtoSources,
    private readonly taking: PtoTaking,
    private readonly work: PtoWork,
  ) {}

  /** Safe to repeat, and at once: of two readings the one that began last counts. */
  async read(tenantId: TenantId, id: PtoFeedId): Promise<void> {
    const begun = await this.tenancy.run(tenantId, async (tx) => ({
      feed: await this.feeds.begin(tx, id),
      now: tx.now,
    }));
    if (!begun.feed) return;
    const { feed, now } = begun;
    const marks: Marks | null = feed.isFullDue || feed.failures > 0 ? null : feed;
    const read = await this.ask(tenantId, feed, windowAt(now), marks).catch((error: unknown) => troubleOrRise(error));

    await this.tenancy.run(tenantId, async (tx) => {
      const current = await this.feeds.lock(tx, id).catch(() => null);
      if (current?.reading !== feed.reading || current.paused) return;
      if (read instanceof FeedTrouble) return this.fail(tx, current, read);
      if (read === 'unchanged') return this.succeed(tx, current, current, false);
      await this.take(tx, current, read);
    });
  }

  /** One request of HiBob, of which a webhook said that it changed. Trouble is left to the next reading of everything. */
  async readRequest(
    tenantId: TenantId,
    id: PtoFeedId,
    employeeId: string,
    requestId: string,
    hibob: HibobSource,
  ): Promise<void> {
    const feed = await this.tenancy.run(tenantId, (tx) => this.feeds.find(tx, id));
    if (!feed || feed.removedAt !== null || feed.paused) return;
    const access = this.accesses.find(tenantId, feed);
    // the next reading of everything says so
    if (access === 'unreadable' || access.kind !== 'hibob') return;
    const seen = await hibob
      .readRequest(this.accesses.hibobBase, access, employeeId, requestId)
      .catch((error: unknown) => troubleOrRise(error));
    await this.tenancy.run(tenantId, async (tx) => {
      const current = await this.feeds.lock(tx, id).catch(() => null);
      if (!current || current.paused) return;
      if (seen instanceof FeedTrouble) return this.fail(tx, current, seen);
      await this.takeRequest(tx, id, requestId, seen);
    });
  }

  private async ask(tenantId: TenantId, feed: PtoFeedRecord, window: SeenWindow, marks: Marks | null) {
    return this.sources.read(this.accesses.open(tenantId, feed), window, marks);
  }

  private takeRequest(tx: Tx, id: PtoFeedId, requestId: string, seen: SeenEntry | null): Promise<void> {
    return this.taking.takeOne(tx, id, `request:${requestId}`, seen);
  }

  private async take(tx: Tx, feed: PtoFeedRecord, { entries, window, marks }: Reading): Promise<void> {
    const taken = await this.taking.takeAll(tx, feed.id, entries, window, feed.isHeld);
    if (taken === 'taken') return this.succeed(tx, feed, marks, true);
    const problem =
      'Everything that counted was gone at once. It is believed if it is still so at the next reading, in a minute; until then all stays as it was.';
    this.logger.warn(`feed ${feed.id}: ${problem}`);
    const pauseSeconds = FIRST_PAUSE_SECONDS;
    await this.feeds.failed(tx, feed.id, { problem, isLost: false, isHeld: true, pauseSeconds });
  }

  private async succeed(tx: Tx, feed: PtoFeedRecord, marks: Marks, isWhole: boolean): Promise<void> {
    await this.feeds.succeeded(tx, feed.id, marks, isWhole);
    if (feed.isLost && !(await this.feeds.isAnyLost(tx))) await this.work.restored(tx);
  }

  private async fail(tx: Tx, feed: PtoFeedRecord, { kind, message, retryAfterSeconds }: FeedTrouble): Promise<void> {
    const ever = Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(feed.failures, 6), LONGEST_PAUSE_SECONDS);
    const pauseSeconds = kind === 'lost' ? LONGEST_PAUSE_SECONDS : Math.max(retryAfterSeconds ?? 0, ever);
    this.logger.warn(`feed ${feed.id}: ${message} Next try in ${pauseSeconds} s.`);
    const isLost = kind === 'lost';
    await this.feeds.failed(tx, feed.id, { problem: message, isLost, pauseSeconds });
    if (isLost && !feed.isLost) await this.work.lost(tx, feed.name);
  }
}

function troubleOrRise(error: unknown): FeedTrouble {
  if (error instanceof FeedTrouble) return error;
  throw error;
}
