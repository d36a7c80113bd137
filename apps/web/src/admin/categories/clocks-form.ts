import type { FieldWords } from '../../editing/changed-meanwhile.js';
import type { Severity } from '@understudy/ui';
import { hoursWords, minutesWords, wrongNumber } from './clock-words.js';
import type { SlaPolicy } from './category-form.js';

export type SeverityClock = SlaPolicy['severities'][Severity];
export type ClocksForm = Pick<
  SlaPolicy,
  'severities' | 'warn_percents' | 'auto_close_days' | 'pause_in_action_required'
>;

export const toClocksForm = (policy: SlaPolicy): ClocksForm => ({
  severities: policy.severities,
  warn_percents: policy.warn_percents,
  auto_close_days: policy.auto_close_days,
  pause_in_action_required: policy.pause_in_action_required,
});

const LIMITS = {
  resolution_hours: [1, 8760],
  response_minutes: [1, 525_600],
  stale_minutes: [1, 525_600],
  climb_minutes: [1, 10_080],
} as const;

/** What is wrong, by "P0.response_minutes". */
export function clocksErrors({ severities, warn_percents: warnings, auto_close_days: days }: ClocksForm) {
  const errors: Record<string, string> = {};
  for (const [severity, clock] of Object.entries(severities))
    for (const [name, [least, most]] of Object.entries(LIMITS)) {
      const value = clock[name as keyof typeof LIMITS];
      const wrong = value === null ? undefined : wrongNumber(value, least, most);
      if (wrong) errors[`${severity}.${name}`] = wrong;
    }
  if (warnings.some((one) => wrongNumber(one, 1, 99))) errors['warn_percents'] = 'Whole numbers from 1 to 99';
  if (days !== null && wrongNumber(days, 1, 365)) errors['auto_close_days'] = 'A whole number from 1 to 365';
  return errors;
}

const lengthsOf = ({ response_minutes: minutes, resolution_hours: hours, round_the_clock: always }: SeverityClock) =>
  [minutesWords(minutes, always), Number.isFinite(hours) ? hoursWords(hours, always) : '…'] as const;

/** The clocks of one severity in a sentence. */
export function clockSentence(clock: SeverityClock, calendarName: string | undefined): string {
  const when = clock.round_the_clock
    ? 'round the clock'
    : `in the hours of ${calendarName ?? 'Monday to Friday, 09:00 to 17:00, where the CSM is'}`;
  const climb =
    clock.climb_minutes === null
      ? 'It does not climb by itself.'
      : `Unanswered, it climbs after ${minutesWords(clock.climb_minutes)}.`;
  const [answered, solved] = lengthsOf(clock);
  return `Answered in ${answered}, solved in ${solved}, ${when}. ${climb}`;
}

const perSeverity = (severities: ClocksForm['severities']): string =>
  Object.entries(severities)
    .map(
      ([severity, clock]) =>
        `${severity} ${lengthsOf(clock).join(' / ')}${clock.round_the_clock ? ' round the clock' : ''}`,
    )
    .join(', ');

export const CLOCK_FIELDS: FieldWords<ClocksForm> = {
  severities: { label: 'Clocks', words: perSeverity },
  warn_percents: { label: 'Warnings', words: (all) => all.map((one) => `${one}%`).join(', ') },
  auto_close_days: { label: 'Closes by itself', words: (days) => (days === null ? 'never' : `after ${days} days`) },
  pause_in_action_required: { label: 'Pauses in “action required”', words: (on) => (on ? 'yes' : 'no') },
};
