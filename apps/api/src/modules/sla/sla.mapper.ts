import type { CategorySla, InputOf, PutSlaPolicy, SlaPolicy as PolicyView } from '@understudy/contracts';
import {
  DomainError,
  requireSlaPolicy,
  type Severity,
  SEVERITIES,
  type SeveritySla,
  type SlaPolicy,
} from '@understudy/domain';
import type { z } from 'zod';
import type { CategorySlaRecord, SlaSettings } from './sla.repository.js';

type SeverityInput = InputOf<typeof PutSlaPolicy>['severities'][Severity];

export const toCategoryView = (
  { id, name, slaHours, responseMinutes, version }: CategorySlaRecord,
  { severities }: SlaPolicy,
): z.output<typeof CategorySla> => ({
  category_id: id,
  name,
  resolution_hours: { ...slaHours },
  response_minutes: {
    P0: responseMinutes?.P0 ?? severities.P0.responseMinutes,
    P1: responseMinutes?.P1 ?? severities.P1.responseMinutes,
    P2: responseMinutes?.P2 ?? severities.P2.responseMinutes,
    P3: responseMinutes?.P3 ?? severities.P3.responseMinutes,
  },
  own_response: responseMinutes !== null,
  version,
});

const toSeverityView = (own: SeveritySla): SeverityInput => ({
  resolution_hours: own.resolutionHours,
  response_minutes: own.responseMinutes,
  round_the_clock: own.roundTheClock,
  calendar_id: own.calendarId,
  stale_minutes: own.staleMinutes,
  climb_minutes: own.climbMinutes,
});

export const toPolicyView = (
  { policy, version, updatedAt }: SlaSettings,
  categories: readonly CategorySlaRecord[],
): z.output<typeof PolicyView> => ({
  severities: {
    P0: toSeverityView(policy.severities.P0),
    P1: toSeverityView(policy.severities.P1),
    P2: toSeverityView(policy.severities.P2),
    P3: toSeverityView(policy.severities.P3),
  },
  warn_percents: [...policy.warnPercents],
  auto_close_days: policy.autoCloseDays,
  pause_in_action_required: policy.pausesInActionRequired,
  version,
  updated_at: updatedAt,
  categories: categories.map((category) => toCategoryView(category, policy)),
});

const toSeverity = (input: SeverityInput): SeveritySla => ({
  resolutionHours: input.resolution_hours,
  responseMinutes: input.response_minutes,
  roundTheClock: input.round_the_clock,
  calendarId: input.calendar_id,
  staleMinutes: input.stale_minutes,
  climbMinutes: input.climb_minutes,
});

/** Throws sla.percents-out-of-order, sla.two-clocks. */
export function toPolicy({ severities, ...input }: InputOf<typeof PutSlaPolicy>): SlaPolicy {
  const torn = SEVERITIES.find((severity) => severities[severity].round_the_clock && severities[severity].calendar_id);
  if (torn) throw new DomainError('sla.two-clocks', { severity: torn });
  return requireSlaPolicy({
    severities: {
      P0: toSeverity(severities.P0),
      P1: toSeverity(severities.P1),
      P2: toSeverity(severities.P2),
      P3: toSeverity(severities.P3),
    },
    warnPercents: input.warn_percents,
    autoCloseDays: input.auto_close_days,
    pausesInActionRequired: input.pause_in_action_required,
  });
}
