import { Injectable } from '@nestjs/common';
import {
  addClockMinutes,
  type CategoryId,
  climbAfterSeverity,
  clockMoments,
  clockOf,
  type EscalationClock as Clock,
  type EscalationId,
  type EscalationStatus,
  isUnresolved,
  lookAgainAt,
  recategorizedSla,
  type Severity,
  type SlaCalendars,
  type SlaHours,
  type SlaSnapshot,
  snapshotSla,
} from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { fromSnapshot, SlaRepository, type SlaSettings } from '../sla/index.js';
import { currentCalendar, isRouted, policyOf, toldSoFar } from './escalation-clock.reading.js';
import { type ClockHappening, EscalationClockRepository } from './escalation-clock.repository.js';
import { EscalationTimers } from './escalation-timers.js';
import type { CategoryRecord, EscalationRecord } from './escalation.records.js';

export interface StartedClock {
  readonly dueAt: Temporal.Instant;
  readonly responseDueAt: Temporal.Instant;
  readonly warnAt: Temporal.Instant;
  readonly slaPolicy: JsonObject;
}

/** What a clock has to know of a new escalation beside its policy. */
export interface ClockedBirth {
  readonly severity: Severity;
  readonly hasOwner: boolean;
  /** It came through categories and rules. One from a conversation waits for a supporter instead, and does not climb by itself. */
  readonly isRouted: boolean;
}

const isUrgent = (severity: Severity): boolean => severity === 'P0' || severity === 'P1';

/** The clocks of an escalation: what they say when it opens, and what each change does to them (product.md 16, 17). */
@Injectable()
export class EscalationClock {
  constructor(
    private readonly sla: SlaRepository,
    private readonly clocks: EscalationClockRepository,
    private readonly timers: EscalationTimers,
  ) {}

  /** What counts for new ones; one round trip, to travel with others. */
  settings(tx: Tx): Promise<SlaSettings> {
    return this.sla.load(tx);
  }

  /** Decided before the row is written. `category` null: nothing special is agreed. */
  start(given: {
    readonly severity: Severity;
    readonly openedAt: Temporal.Instant;
    readonly settings: SlaSettings;
    readonly category: { readonly id: CategoryId; readonly slaHours: SlaHours } | null;
    readonly multiplier: number;
    readonly timeZone: string;
  }): { readonly started: StartedClock; readonly clock: Clock; readonly policy: SlaSnapshot } {
    const { severity, openedAt, settings, category, multiplier, timeZone } = given;
    const { policy: live, calendars, responseMinutes } = settings;
    const policy = snapshotSla({
      policy: live,
      calendars,
      category: category && {
        slaHours: category.slaHours,
        responseMinutes: responseMinutes.get(category.id) ?? null,
      },
      multiplier,
      timeZone,
    });
    const clock = clockOf([{ kind: 'opened', at: openedAt, severity }], policy);
    const { dueAt, responseDueAt, warnAt } = clock;
    return { started: { dueAt, responseDueAt, warnAt, slaPolicy: fromSnapshot(policy) }, clock, policy };
  }

  /** The row is being written in this transaction. */
  async opened(
    tx: Tx,
    id: EscalationId,
    { clock, policy }: { readonly clock: Clock; readonly policy: SlaSnapshot },
    { severity, hasOwner, isRouted }: ClockedBirth,
  ): Promise<void> {
    const { staleMinutes, climbMinutes } = policy.severities[severity];
    await this.timers.set(tx, id, {
      ...withoutNulls(clockMoments(clock, NOTHING_TOLD, tx.now)),
      stale: addClockMinutes(tx.now, staleMinutes, clock.calendar),
      ...(climbMinutes !== null && isRouted && { climb: tx.now.add({ minutes: climbMinutes }) }),
      ...(!hasOwner && isRouted && { owner: firstLookAt(tx.now, severity) }),
    });
  }

  /** `row` as it stands after the move. */
  async moved(tx: Tx, row: EscalationRecord, from: EscalationStatus): Promise<void> {
    const policy = policyOf(row);
    const happenings = happeningsOf(from, row.status, policy);
    const isBack = !isUnresolved(from) && isUnresolved(row.status);
    if (happenings.length > 0) await this.heard(tx, row, policy, happenings, false);
    const { staleMinutes } = policy.severities[row.severity];
    const { autoCloseDays } = policy;
    const closes =
      row.status === 'resolved' && autoCloseDays !== null ? tx.now.add({ hours: autoCloseDays * 24 }) : null;
    await this.timers.set(tx, row.id, {
      close: closes,
      climb: null, // whatever it moved to: somebody looked
      ...(!isUnresolved(row.status) && { stale: null, owner: null }),
      ...(isBack && { stale: addClockMinutes(tx.now, staleMinutes, currentCalendar(row)) }),
      ...(isBack && row.primaryOwner === null && isRouted(row) && { owner: firstLookAt(tx.now, row.severity) }),
    });
  }

  /**
   * `row` as it stands after another severity, another category (`category`, null when it is the same) or both: the time that was used
   * stays used. Raised to P0 or P1, it begins to climb.
   */
  async thresholdsChanged(
    tx: Tx,
    row: EscalationRecord,
    { severity, category }: { readonly severity: Severity; readonly category: CategoryRecord | null },
  ): Promise<void> {
    const isOther = severity !== row.severity;
    if (!isOther && category === null) return;
    const policy = category === null ? policyOf(row) : await this.recategorize(tx, row, category);
    const happenings: ClockHappening[] = [
      ...(category === null ? [] : [{ kind: 'category' } as const]),
      ...(isOther ? [{ kind: 'severity', severity: row.severity } as const] : []),
    ];
    await this.heard(tx, row, policy, happenings, true);
    if (!isOther) return;
    const { staleMinutes, climbMinutes } = policy.severities[row.severity];
    const climbs = row.status === 'open' && isRouted(row) && climbMinutes !== null;
    await this.timers.set(tx, row.id, {
      stale: addClockMinutes(tx.now, staleMinutes, currentCalendar(row)),
      climb: climbs ? climbAfterSeverity(tx.now, climbMinutes, await this.timers.find(tx, row.id, 'climb')) : null,
    });
  }

  /** Somebody else has it, or nobody: whoever it is has as much time to take it on as the one before. */
  async assigned(tx: Tx, row: EscalationRecord, hasOwner: boolean): Promise<void> {
    if (!isRouted(row)) return;
    const { climbMinutes } = policyOf(row).severities[row.severity];
    await this.timers.set(tx, row.id, {
      owner: hasOwner ? null : firstLookAt(tx.now, row.severity),
      ...(row.status === 'open' && climbMinutes !== null && { climb: tx.now.add({ minutes: climbMinutes }) }),
    });
  }

  /** From now on the open escalation counts by these calendars, whatever it was opened under. The row is locked. */
  async calendarsChanged(tx: Tx, row: EscalationRecord, calendars: SlaCalendars): Promise<void> {
    await this.clocks.useCalendars(tx, row.id, calendars);
    await this.heard(tx, row, policyOf(row), [{ kind: 'calendar', calendars }], false);
  }

  /** As it stands, worked out from its events. */
  async read(tx: Tx, row: EscalationRecord): Promise<Clock> {
    return clockOf(await this.clocks.list(tx, row.id), policyOf(row));
  }

  /** Sets what the clock is waited for by; for handlers that told something, and for a snooze. */
  async wait(tx: Tx, row: EscalationRecord, clock: Clock): Promise<void> {
    await this.timers.set(tx, row.id, clockMoments(clock, toldSoFar(row), tx.now));
  }

  private async recategorize(tx: Tx, row: EscalationRecord, { id, slaHours }: CategoryRecord): Promise<SlaSnapshot> {
    const { policy: live, responseMinutes } = await this.sla.load(tx);
    const { P0, P1, P2, P3 } = live.severities;
    const policy = recategorizedSla(policyOf(row), {
      slaHours,
      responses: responseMinutes.get(id) ?? {
        P0: P0.responseMinutes,
        P1: P1.responseMinutes,
        P2: P2.responseMinutes,
        P3: P3.responseMinutes,
      },
      isAnswered: row.acknowledgedAt !== null,
    });
    await this.clocks.usePolicy(tx, row.id, policy);
    return policy;
  }

  private async heard(
    tx: Tx,
    row: EscalationRecord,
    policy: SlaSnapshot,
    happenings: readonly ClockHappening[],
    forgetsWarnings: boolean,
  ): Promise<void> {
    const clock = clockOf(await this.clocks.append(tx, row.id, happenings), policy);
    const told = toldSoFar(row);
    await Promise.all([
      this.clocks.show(tx, row.id, clock, forgetsWarnings),
      this.timers.set(tx, row.id, clockMoments(clock, forgetsWarnings ? { ...told, warnedPercent: 0 } : told, tx.now)),
    ]);
  }
}

const NOTHING_TOLD = {
  warnedPercent: 0,
  breachedAt: null,
  responseBreachedAt: null,
  snoozedUntil: null,
  isAnswered: false,
} as const;

const withoutNulls = <Key extends string>(moments: Readonly<Record<Key, Temporal.Instant | null>>) =>
  Object.fromEntries(Object.entries(moments).filter(([, at]) => at !== null));

const firstLookAt = (now: Temporal.Instant, severity: Severity): Temporal.Instant =>
  lookAgainAt(now, { isUrgent: isUrgent(severity), times: 0, all: null });

/** What a move means to the clock. One that is resolved stands already when it is closed or void. */
function happeningsOf(
  from: EscalationStatus,
  to: EscalationStatus,
  { pausesInActionRequired }: SlaSnapshot,
): readonly ClockHappening[] {
  if (to === 'closed' || (to === 'void' && !isUnresolved(from))) return [];
  const answered: ClockHappening[] = from === 'open' && to !== 'void' ? [{ kind: 'acknowledged' }] : [];
  if (to === 'void') return [{ kind: 'voided' }];
  if (to === 'resolved') return [...answered, { kind: 'resolved' }];
  if (from === 'resolved') return [{ kind: 'reopened' }];
  if (to === 'action_required') return pausesInActionRequired ? [{ kind: 'paused' }] : [];
  return from === 'action_required' ? (pausesInActionRequired ? [{ kind: 'resumed' }] : []) : answered;
}
