import type { Sla } from '@understudy/contracts';
import {
  type ClockReading,
  isUnresolved,
  readClock,
  type SlaCalendar,
  type SlaSnapshot,
  type ToldSoFar,
} from '@understudy/domain';
import type { z } from 'zod';
import { toCalendars, toSnapshot } from '../sla/index.js';
import type { EscalationRecord } from './escalation.records.js';

// a row is asked several times while it is shown, and checking what is stored costs more than everything else about it
const policies = new WeakMap<EscalationRecord['slaPolicy'], SlaSnapshot>();

/** What counted when it was opened. */
export function policyOf({ slaPolicy }: Pick<EscalationRecord, 'slaPolicy'>): SlaSnapshot {
  let policy = policies.get(slaPolicy);
  if (!policy) policies.set(slaPolicy, (policy = toSnapshot(slaPolicy)));
  return policy;
}

/**
 * It came through categories and rules: it climbs, and an owner is looked for. What was handed to supporters waits for one of them
 * instead, also when it is given a category later: whom it would climb to may be a supporter who carries as many as they may.
 */
export const isRouted = (row: Pick<EscalationRecord, 'categoryId' | 'isForSupporters'>): boolean =>
  row.categoryId !== null && !row.isForSupporters;

type Clocked = Pick<EscalationRecord, 'slaPolicy' | 'slaCalendars' | 'severity'>;

/** What it counts by now; null: round the clock. */
export function currentCalendar(row: Clocked): SlaCalendar | null {
  const policy = policyOf(row);
  const key = policy.severities[row.severity].calendar;
  if (key === null) return null;
  const since = row.slaCalendars === null ? {} : toCalendars(row.slaCalendars);
  return since[key] ?? policy.calendars[key] ?? null;
}

export const toldSoFar = (row: EscalationRecord): ToldSoFar => ({
  warnedPercent: row.warnedPercent,
  breachedAt: row.breachedAt,
  responseBreachedAt: row.responseBreachedAt,
  snoozedUntil: row.snoozedUntil,
  isAnswered: row.acknowledgedAt !== null,
});

/** The clock as its last event left it: enough to read it now without asking for its events. */
const readingOf = (row: EscalationRecord): ClockReading => ({
  state: !isUnresolved(row.status) ? 'stopped' : row.pausedSince === null ? 'running' : 'paused',
  totalMinutes: policyOf(row).severities[row.severity].resolutionMinutes,
  consumedMinutes: row.consumedMinutes,
  countedAt: row.countedAt ?? row.createdAt,
  calendar: currentCalendar(row),
  dueAt: row.dueAt,
});

/** `sla` on the wire (api.md). */
export function toSla(row: EscalationRecord, now: Temporal.Instant): z.output<typeof Sla> {
  const read = readClock(readingOf(row), policyOf(row).warnPercents, now);
  return {
    due_at: row.dueAt,
    response_due_at: row.responseDueAt,
    warn_at: row.warnAt,
    remaining_minutes: read.remainingMinutes,
    percent_used: read.percentUsed,
    next_warning_at: read.nextWarningAt,
    breached: read.isBreached,
    paused: row.pausedSince !== null,
    first_response_at: row.acknowledgedAt,
  };
}
