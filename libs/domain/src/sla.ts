import { type BusinessCalendar, DEFAULT_WORKING_HOURS, hasEndlessHolidays, hasWorkingTime } from './business-time.js';
import { DomainError } from './errors.js';
import {
  CLIMB_MINUTES,
  RESPONSE_MINUTES,
  DEFAULT_SLA_HOURS,
  type Severity,
  SEVERITIES,
  type SlaHours,
} from './escalations.js';
import type { BusinessCalendarId } from './ids.js';
import type { WorkingHours } from './directory.js';

/** A calendar as a clock counts by it: which one, and in which version. */
export type SlaCalendar = BusinessCalendar & { readonly name: string; readonly version: number };

/** What an admin may say about one severity (PRD-243 FR-3.3). */
export interface SeveritySla {
  /** For escalations without a category; a category has hours of its own. */
  readonly resolutionHours: number;
  /** Where the category says nothing else. */
  readonly responseMinutes: number;
  /** True: nights and weekends count. Otherwise the calendar, or without one office hours in the zone of the customer's CSM. */
  readonly roundTheClock: boolean;
  readonly calendarId: BusinessCalendarId | null;
  /** Minutes of this clock without anybody doing anything, after which somebody is reminded. */
  readonly staleMinutes: number;
  /** Minutes of real time until an unanswered one climbs; null: it stays. */
  readonly climbMinutes: number | null;
}

/** The organisation's policy; thresholds per category stand with the category. */
export interface SlaPolicy {
  readonly severities: Readonly<Record<Severity, SeveritySla>>;
  /** Ascending, each 1 to 99. */
  readonly warnPercents: readonly number[];
  /** null: resolved ones stay resolved. */
  readonly autoCloseDays: number | null;
  readonly pausesInActionRequired: boolean;
}

const roundTheClock = (
  given: Pick<SeveritySla, 'resolutionHours' | 'responseMinutes' | 'staleMinutes' | 'climbMinutes'>,
): SeveritySla => ({ ...given, roundTheClock: true, calendarId: null });
const officeHours = (
  given: Pick<SeveritySla, 'resolutionHours' | 'responseMinutes' | 'staleMinutes'>,
): SeveritySla => ({ ...given, roundTheClock: false, calendarId: null, climbMinutes: null });

/** product.md 16 and 17; reminded after a quarter of a P0's time, four hours of a P1, one and three working days of P2 and P3. */
export const DEFAULT_SLA_POLICY: SlaPolicy = {
  severities: {
    P0: roundTheClock({
      resolutionHours: DEFAULT_SLA_HOURS.P0,
      responseMinutes: RESPONSE_MINUTES.P0,
      staleMinutes: 60,
      climbMinutes: CLIMB_MINUTES.P0,
    }),
    P1: roundTheClock({
      resolutionHours: DEFAULT_SLA_HOURS.P1,
      responseMinutes: RESPONSE_MINUTES.P1,
      staleMinutes: 240,
      climbMinutes: CLIMB_MINUTES.P1,
    }),
    P2: officeHours({ resolutionHours: DEFAULT_SLA_HOURS.P2, responseMinutes: RESPONSE_MINUTES.P2, staleMinutes: 480 }),
    P3: officeHours({
      resolutionHours: DEFAULT_SLA_HOURS.P3,
      responseMinutes: RESPONSE_MINUTES.P3,
      staleMinutes: 1440,
    }),
  },
  warnPercents: [50, 75, 90],
  autoCloseDays: 7,
  pausesInActionRequired: true,
};

/** Throws sla.percents-out-of-order, unless they ascend, each once, between 1 and 99. */
export const requireSlaPolicy = (policy: SlaPolicy): SlaPolicy => {
  const { warnPercents } = policy;
  const isInOrder = warnPercents.every((percent, n) => n === 0 || percent > (warnPercents[n - 1] ?? 0));
  if (!isInOrder || warnPercents.some((percent) => !Number.isInteger(percent) || percent < 1 || percent > 99))
    throw new DomainError('sla.percents-out-of-order', { warn_percents: [...warnPercents] });
  return policy;
};

const minuteOf = (text: string, isEnd = false): number => {
  const minute = Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return isEnd && minute === 0 ? 1440 : minute;
};

const overlap = (a: WorkingHours, b: WorkingHours): boolean =>
  a.days.some((day) => b.days.includes(day)) &&
  minuteOf(a.from) < minuteOf(b.to, true) &&
  minuteOf(b.from) < minuteOf(a.to, true);

/**
 * What an admin wrote, if a clock can count by it. Throws calendars.backwards for a window that ends before it begins (nights are two
 * windows), calendars.overlap with the two windows, calendars.never-opens, also for more than a year of nothing but holidays.
 */
export const requireCalendar = <
  C extends {
    readonly windows: readonly WorkingHours[];
    readonly holidays?: readonly { readonly on: Temporal.PlainDate }[];
  },
>(
  calendar: C,
): C => {
  const { windows, holidays = [] } = calendar;
  const backwards = windows.findIndex(({ from, to }) => minuteOf(from) >= minuteOf(to, true));
  if (backwards >= 0) throw new DomainError('calendars.backwards', { window: backwards });
  for (const [n, one] of windows.entries()) {
    const other = windows.findIndex((window, m) => m > n && overlap(one, window));
    if (other >= 0) throw new DomainError('calendars.overlap', { windows: [n, other] });
  }
  const daysOff = holidays.map(({ on }) => on);
  if (!hasWorkingTime({ windows }) || hasEndlessHolidays({ windows }, daysOff))
    throw new DomainError('calendars.never-opens');
  return calendar;
};

/** The calendars of a snapshot by key: a calendar's id, or "office" for office hours in somebody's zone. */
export type SlaCalendars = Readonly<Record<string, SlaCalendar>>;
const OFFICE = 'office';

/** What counts for one severity of one escalation. */
export interface SeverityClock {
  /** Times the multiplier of the routing rule. */
  readonly resolutionMinutes: number;
  readonly responseMinutes: number;
  /** Key in `calendars`; null: round the clock. */
  readonly calendar: string | null;
  readonly staleMinutes: number;
  readonly climbMinutes: number | null;
}

/** The policy as it counted when the escalation was opened; all severities, since the severity may change (style.md 28). */
export interface SlaSnapshot {
  readonly multiplier: number;
  readonly severities: Readonly<Record<Severity, SeverityClock>>;
  readonly calendars: SlaCalendars;
  readonly warnPercents: readonly number[];
  readonly autoCloseDays: number | null;
  readonly pausesInActionRequired: boolean;
}

// the days a calendar has opened are kept with it (business-time.ts): the same zone is the same object
const offices = new Map<string, SlaCalendar>();

/** Office hours of whoever looks after the customer: what counts where no calendar is chosen. */
export const officeCalendar = (timeZone: string): SlaCalendar => {
  let office = offices.get(timeZone);
  if (!office)
    offices.set(
      timeZone,
      (office = {
        name: 'Office hours',
        version: 0,
        timeZone,
        windows: [DEFAULT_WORKING_HOURS],
        holidays: [],
      }),
    );
  return office;
};

/** A category's own thresholds; resolution in hours as PRD-243 has them, null response: the policy's. */
export interface CategorySla {
  readonly slaHours: SlaHours;
  readonly responseMinutes: SlaHours | null;
}

/**
 * The snapshot for a new escalation (product.md 17): the category's hours, else the policy's, times the rule's multiplier; the response
 * clock is not stretched. A calendar that is not among `calendars` counts as office hours. Throws RangeError for a multiplier that is
 * not above zero.
 */
export const snapshotSla = (given: {
  readonly policy: SlaPolicy;
  readonly calendars: ReadonlyMap<BusinessCalendarId, SlaCalendar>;
  readonly category: CategorySla | null;
  readonly multiplier?: number;
  readonly timeZone: string;
}): SlaSnapshot => {
  const { policy, calendars, category, multiplier = 1, timeZone } = given;
  if (!(multiplier > 0) || !Number.isFinite(multiplier)) throw new RangeError('the SLA multiplier must be above zero');
  const used: Record<string, SlaCalendar> = {};
  const keyOf = ({ roundTheClock: isAlways, calendarId }: SeveritySla): string | null => {
    if (isAlways) return null;
    const found = calendarId === null ? undefined : calendars.get(calendarId);
    const key = calendarId !== null && found ? calendarId : OFFICE;
    used[key] ??= found ?? officeCalendar(timeZone);
    return key;
  };
  const clockOf = (severity: Severity): SeverityClock => {
    const own = policy.severities[severity];
    return {
      resolutionMinutes: (category?.slaHours[severity] ?? own.resolutionHours) * 60 * multiplier,
      responseMinutes: category?.responseMinutes?.[severity] ?? own.responseMinutes,
      calendar: keyOf(own),
      staleMinutes: own.staleMinutes,
      climbMinutes: own.climbMinutes,
    };
  };
  const [P0, P1, P2, P3] = SEVERITIES;
  return {
    multiplier,
    severities: { P0: clockOf(P0), P1: clockOf(P1), P2: clockOf(P2), P3: clockOf(P3) },
    calendars: used,
    warnPercents: policy.warnPercents,
    autoCloseDays: policy.autoCloseDays,
    pausesInActionRequired: policy.pausesInActionRequired,
  };
};

/**
 * The snapshot after a change of category: its hours times the multiplier the escalation was opened with; calendars, reminders and
 * warnings stay. What `responses` says (the category's own minutes, else the policy's) counts while nobody has answered: an answer
 * that was given stays in time or late.
 */
export const recategorizedSla = (
  snapshot: SlaSnapshot,
  given: { readonly slaHours: SlaHours; readonly responses: SlaHours; readonly isAnswered: boolean },
): SlaSnapshot => {
  const clockOf = (severity: Severity): SeverityClock => ({
    ...snapshot.severities[severity],
    resolutionMinutes: given.slaHours[severity] * 60 * snapshot.multiplier,
    ...(!given.isAnswered && { responseMinutes: given.responses[severity] }),
  });
  const [P0, P1, P2, P3] = SEVERITIES;
  return { ...snapshot, severities: { P0: clockOf(P0), P1: clockOf(P1), P2: clockOf(P2), P3: clockOf(P3) } };
};
