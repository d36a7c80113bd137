import { Injectable, type OnModuleInit } from '@nestjs/common';
import { compareInstants, isUnresolved, lookAgainAt, unconfirmedAgainMinutes } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { type FiredTimer, Handlers } from '../../platform/jobs/index.js';
import {
  EscalationNews,
  type EscalationRecord,
  EscalationsRepository,
  EscalationTimers,
  isRouted,
} from '../escalations/index.js';
import { Climbing, climbMinutesOf } from './climbing.service.js';
import { escalationIdOf } from './escalation-id.js';
import { OwnerSearch } from './owner-search.service.js';

/** Sooner than anybody could foresee when it was last looked: nobody waits for the next time then. */
const COMES_BACK = ['absence.ended', 'absence.cancelled', 'absence.changed'] as const;
const BY_CLOCK = { system: 'climbing' } as const;

/** Nobody answers, or nobody was found: it goes on by itself until somebody has it (product.md 2, 16). */
@Injectable()
export class ClimbJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly escalations: EscalationsRepository,
    private readonly climbing: Climbing,
    private readonly search: OwnerSearch,
    private readonly timers: EscalationTimers,
    private readonly news: EscalationNews,
  ) {}

  onModuleInit(): void {
    this.handlers.onTimer('escalation.climb', (tx, timer) => this.climb(tx, timer));
    this.handlers.onTimer('escalation.owner', (tx, timer) => this.find(tx, timer));
    for (const type of COMES_BACK)
      this.handlers.onMessage(
        type,
        ({ tenantId }) => this.tenancy.run(tenantId, (tx) => this.timers.ringNow(tx, 'owner')),
        'owner-search',
      );
  }

  private async climb(tx: Tx, { payload }: FiredTimer): Promise<void> {
    const row = await this.escalations.lock(tx, escalationIdOf(payload));
    const minutes = climbMinutesOf(row);
    if (minutes === null) return;
    const answerBy = (row.assignedAt ?? row.createdAt).add({ minutes });
    if (compareInstants(answerBy, tx.now) > 0) return this.timers.set(tx, row.id, { climb: answerBy });

    const reason = `not acknowledged within ${minutes} minutes`;
    if (await this.climbing.up(tx, BY_CLOCK, row, reason)) return;
    await this.tellTheTop(tx, row, minutes, timesOf(payload));
  }

  /** Told again and again; it stands in the timeline once. */
  private async tellTheTop(tx: Tx, row: EscalationRecord, minutes: number, times: number): Promise<void> {
    const userId = row.primaryOwner?.userId ?? null;
    const messages = { 'escalation.unconfirmed-at-end': { user_id: userId, level: row.climbLevel, times: times + 1 } };
    if (times === 0)
      await this.news.tell(tx, BY_CLOCK, row, {
        type: 'escalation.unconfirmed-at-end',
        said: { user_id: userId, level: row.climbLevel },
        messages,
      });
    else await this.news.send(tx, BY_CLOCK, row, messages);
    const again = tx.now.add({ minutes: unconfirmedAgainMinutes(minutes, times) });
    await this.timers.set(tx, row.id, { climb: again }, { times: times + 1 });
  }

  private async find(tx: Tx, { payload }: FiredTimer): Promise<void> {
    const row = await this.escalations.lock(tx, escalationIdOf(payload));
    if (!isUnresolved(row.status) || row.primaryOwner !== null || !isRouted(row)) return;
    const { isFound, all } = await this.search.find(tx, row);
    if (isFound) return;
    const times = timesOf(payload) + 1;
    const isUrgent = row.severity === 'P0' || row.severity === 'P1';
    await this.timers.set(tx, row.id, { owner: lookAgainAt(tx.now, { isUrgent, times, all }) }, { times });
  }
}

const timesOf = ({ times }: FiredTimer['payload']): number => (typeof times === 'number' ? times : 0);
