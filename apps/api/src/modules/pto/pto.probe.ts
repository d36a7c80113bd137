import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import {
  type CheckStep,
  failed,
  type IntegrationProbe,
  IntegrationProbes,
  type IntegrationStatus,
  passed,
  skipped,
} from '../integrations/index.js';
import { FeedTrouble } from './feed-trouble.js';
import { PtoAccesses } from './pto-access.js';
import { PtoFeedsRepository } from './pto-feeds.repository.js';
import { windowAt } from './pto-reading.js';
import { PtoSources } from './pto-sources.js';
import { stateOf } from './pto.mapper.js';
import type { PtoFeedRecord } from './pto.records.js';

const WHERE = 'Set up, Integrations, PTO systems';

/** How the PTO systems stand, and what to do where one does not work. */
@Injectable()
export class PtoProbe implements IntegrationProbe, OnModuleInit {
  readonly kind = 'pto';

  constructor(
    private readonly probes: IntegrationProbes,
    private readonly tenancy: Tenancy,
    private readonly feeds: PtoFeedsRepository,
    private readonly accesses: PtoAccesses,
    private readonly sources: PtoSources,
  ) {}

  onModuleInit(): void {
    this.probes.register(this);
  }

  async status(tx: Tx): Promise<IntegrationStatus> {
    const feeds = await this.feeds.list(tx);
    const states = feeds.map(stateOf);
    const wrong = feeds.filter(({ paused, problem }) => !paused && problem !== null);
    const okAt = feeds.flatMap((feed) => feed.okAt ?? []).toSorted(Temporal.Instant.compare);
    const active = states.filter((state) => state !== 'paused');
    const isAllLost = active.length > 0 && active.every((state) => state === 'lost');
    return {
      state: active.length === 0 ? 'not_connected' : isAllLost ? 'lost' : wrong.length > 0 ? 'degraded' : 'connected',
      detail: feeds.length === 0 ? 'No PTO system is read.' : `Read: ${feeds.map(({ name }) => name).join(', ')}.`,
      problem: wrong.length === 0 ? null : wrong.map(({ name, problem }) => `${name}: ${problem}`).join(' '),
      last_ok_at: okAt.at(-1) ?? null,
    };
  }

  /** Reads each system once, and keeps nothing of it. */
  async check(tenantId: TenantId): Promise<CheckStep[]> {
    const { feeds, counts, now } = await this.tenancy.run(tenantId, async (tx) => ({
      feeds: await this.feeds.list(tx),
      counts: await this.feeds.countEntries(tx),
      now: tx.now,
    }));
    if (feeds.length === 0) return [skipped('PTO systems', `None is read. An admin adds one under ${WHERE}.`)];
    const steps: CheckStep[] = [];
    for (const feed of feeds) {
      steps.push(await this.readOnce(tenantId, feed, now));
      const open = counts
        .filter(({ feedId, state }) => feedId === feed.id && (state === 'unmatched' || state === 'ambiguous'))
        .reduce((sum, { count }) => sum + count, 0);
      if (open > 0)
        steps.push(
          failed(
            `${feed.name}: names`,
            `${open} entries belong to nobody we can tell.`,
            `Say whose they are: ${WHERE}, Names (GET and PUT /api/admin/integrations/pto/names).`,
          ),
        );
      if (feed.kind === 'hibob' && this.accesses.webhookSecret(tenantId, feed) === null)
        steps.push(
          failed(
            `${feed.name}: webhook`,
            `${feed.webhookSecretSealed === null ? 'No webhook secret was entered' : 'The webhook secret was sealed with a key that is not known any more'}; changes arrive only every 15 minutes.`,
            'In HiBob, Settings > Integrations > Webhooks: add one for the time-off events with this feed’s webhook_url, and enter the secret it shows as webhook_secret.',
          ),
        );
    }
    return steps;
  }

  private async readOnce(tenantId: TenantId, feed: PtoFeedRecord, now: Temporal.Instant): Promise<CheckStep> {
    const name = `${feed.name}: reading`;
    if (feed.paused) return skipped(name, 'It is paused.');
    try {
      const read = await this.sources.read(this.accesses.open(tenantId, feed), windowAt(now), null);
      const entries = read === 'unchanged' ? [] : read.entries;
      const bad = entries.filter(({ times }) => times === null);
      if (bad.length === 0) return passed(name, `${entries.length} entries on ${feed.host}.`);
      const places = bad
        .slice(0, 5)
        .map(({ line, title, key }) => (line === null ? key : `line ${line} (${title || key})`));
      return failed(
        name,
        `${bad.length} of ${entries.length} entries cannot be read: ${places.join(', ')}.`,
        `See what is wrong with each: GET /api/admin/integrations/pto/feeds/${feed.id}/entries?problems=true.`,
      );
    } catch (error) {
      if (!(error instanceof FeedTrouble)) throw error;
      return failed(name, `Not read from ${feed.host}.`, error.message);
    }
  }
}
