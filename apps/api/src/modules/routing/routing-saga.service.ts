import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import {
  isRoutingSettled,
  onRoutingFault,
  onRoutingRead,
  type RoutingProgress,
  routingRetryAt,
  type RoutingUpdateId,
  type RoutingValue,
  type TenantId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { RoutingNews } from './routing-news.service.js';
import { progressOf } from './routing-planner.service.js';
import { type RoutingContext, RoutingFault, type RoutingTarget } from './routing-target.js';
import { RoutingTargets } from './routing-targets.js';
import { type RoutingRecord, RoutingRepository } from './routing.repository.js';

/** Longer than any step takes; a process that died in the middle holds nothing for longer. */
const LEASE_SECONDS = 30;
/** Writing again and again what does not stay is a fault of the other system. */
const MOST_WRITES = 3;
const DO_NOT_STAY = 'what was set did not stay';
const NO_ANSWER = 'The other system does not answer as it should; it is tried again';
const UNKNOWN = { words: null, retryAfterSeconds: null };

const laterOf = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) > 0 ? a : b);

interface Step {
  readonly record: RoutingRecord;
  readonly target: RoutingTarget;
  readonly context: RoutingContext;
}

/**
 * Brings one change to where it is wanted: look, decide, persist the decision, write, look again. Nothing outside is touched inside a
 * transaction, and nothing is written whose intent is not persisted before; so whatever dies whenever, the next one who drives it looks
 * first and knows what is ours.
 */
@Injectable()
export class RoutingSaga {
  private readonly logger = new Logger('Routing');

  constructor(
    private readonly tenancy: Tenancy,
    private readonly updates: RoutingRepository,
    private readonly timers: Timers,
    private readonly news: RoutingNews,
    private readonly targets: RoutingTargets,
  ) {}

  /**
   * Until it is settled, or a fault postpones it. Safe to call at any time: while another process drives it, that one sees what was
   * wished meanwhile, and a timer looks again in case it died.
   */
  async drive(tenantId: TenantId, id: RoutingUpdateId): Promise<void> {
    const claim = randomUUID();
    try {
      for (let writes = 0; ;) {
        const step = await this.tenancy.run(tenantId, (tx) => this.claimed(tx, id, claim));
        if (!step) return;
        const write = await this.look(tenantId, step, claim);
        if (!write) continue;
        if (++writes > MOST_WRITES) throw new Error(DO_NOT_STAY);
        await step.target.write(step.context, write.value, `${id}:${step.record.wish}`);
      }
    } catch (error) {
      await this.tenancy.run(tenantId, (tx) => this.postpone(tx, id, claim, error));
    }
  }

  /** Null when nothing is left to do. */
  private async claimed(tx: Tx, id: RoutingUpdateId, claim: string): Promise<Step | null> {
    const record = await this.updates.lock(tx, id);
    if (!record) return null;
    if (isRoutingSettled(record)) return this.letGo(tx, id, claim);
    if (!(await this.updates.claim(tx, id, claim, LEASE_SECONDS))) return this.lookAgain(tx, id);
    const { assignmentId, absenceId, absentUserId, backupUserId, part } = record;
    return {
      record,
      target: this.targets.of(record.type),
      context: { tenantId: tx.tenantId, assignmentId, absenceId, absentUserId, backupUserId, part },
    };
  }

  /** Looks, decides and persists; answers what is to be written now. What was wished meanwhile is decided anew. */
  private async look(
    tenantId: TenantId,
    { record, target, context }: Step,
    claim: string,
  ): Promise<{ readonly value: RoutingValue } | null> {
    const current = await target.read(context);
    return this.tenancy.run(tenantId, async (tx) => {
      const now = await this.updates.lock(tx, record.id);
      if (!now || isRoutingSettled(now)) return null;
      // frozen for so long that another one took over: what it does is not ours to touch, the next turn finds out
      if (!(await this.updates.isHeld(tx, record.id, claim))) return null;
      const { update, write } = onRoutingRead(progressOf(now), current);
      await this.keep(
        tx,
        now,
        update,
        update.state === 'conflict' ? 'Changed by somebody else meanwhile; left alone' : null,
      );
      return write;
    });
  }

  /** Together with the last look: whoever wishes something after it finds nobody driving. */
  private async letGo(tx: Tx, id: RoutingUpdateId, claim: string): Promise<null> {
    await this.updates.release(tx, id, claim);
    return null;
  }

  private async lookAgain(tx: Tx, id: RoutingUpdateId): Promise<null> {
    const dueAt = tx.now.add({ seconds: LEASE_SECONDS });
    await this.timers.set(tx, { key: retryKey(id), kind: 'routing.retry', dueAt, payload: { routing_update_id: id } });
    return null;
  }

  private async keep(
    tx: Tx,
    before: RoutingRecord,
    update: RoutingProgress,
    problem: string | null,
    release = false,
  ): Promise<void> {
    await this.updates.save(tx, before.id, update, problem, release);
    if (isRoutingSettled(update)) await this.timers.cancel(tx, retryKey(before.id));
    await this.news.moved(tx, before, update.state);
  }

  /** The words of a fault are ours: those of another system may hold anything, and go to the log by their name only. */
  private async postpone(tx: Tx, id: RoutingUpdateId, claim: string, error: unknown): Promise<void> {
    const name = error instanceof Error ? error.name : 'unknown';
    const before = await this.updates.lock(tx, id);
    if (!before || isRoutingSettled(before)) return void (await this.letGo(tx, id, claim));
    const update = onRoutingFault(progressOf(before));
    this.logger.warn(`${before.type} of coverage ${before.assignmentId}: fault ${update.faults} (${name})`);
    const { words, retryAfterSeconds } = error instanceof RoutingFault ? error : UNKNOWN;
    await this.keep(tx, before, update, words ?? NO_ANSWER, true);
    await this.timers.set(tx, {
      key: retryKey(id),
      kind: 'routing.retry',
      dueAt: laterOf(routingRetryAt(update, tx.now), tx.now.add({ seconds: Math.ceil(retryAfterSeconds ?? 0) })),
      payload: { routing_update_id: id },
    });
  }
}

export const retryKey = (id: RoutingUpdateId): string => `routing:${id}:retry`;
