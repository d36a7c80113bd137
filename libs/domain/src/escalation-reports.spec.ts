import {
  AGES,
  ageOf,
  ESCALATION_FILTERS,
  type EscalationFact,
  isCounted,
  isDocumented,
  isOpenCounted,
  isSubstantial,
  percentile,
  resolutionClock,
  resolutionReduction,
  responseClock,
  weekOf,
  weeksOf,
} from './escalation-reports.js';
import { asId, type CustomerId, type EscalationId, type UserId } from './ids.js';

const hour = (n: number) => Temporal.Instant.from('2026-07-06T08:00Z').add({ minutes: Math.round(n * 60) });
const CUSTOMER = asId<CustomerId>('00000000-0000-4000-8000-000000000001');
const OWNER = asId<UserId>('00000000-0000-4000-8000-000000000002');
const WEEK = { startsAt: hour(0), endsAt: hour(168) };

const aFact = (more: Partial<EscalationFact> = {}): EscalationFact => ({
  id: asId<EscalationId>('00000000-0000-4000-8000-000000000003'),
  title: 'Invoices missing',
  status: 'open',
  severity: 'P1',
  category: 'Billing',
  customerId: CUSTOMER,
  segment: 'Enterprise',
  ownerId: OWNER,
  teamId: null,
  createdAt: hour(0),
  acknowledgedAt: null,
  resolvedAt: null,
  dueAt: hour(24),
  responseDueAt: hour(1),
  pausedSince: null,
  outcome: null,
  resolutionSummary: null,
  rootCause: null,
  ...more,
});
const resolved = (more: Partial<EscalationFact> = {}) =>
  aFact({ status: 'resolved', acknowledgedAt: hour(0.5), resolvedAt: hour(10), ...more });

describe('a clock', () => {
  test.each([
    ['resolved in the instant it is due', { resolvedAt: hour(24) }, 'met'],
    ['resolved a minute later', { resolvedAt: hour(24).add({ minutes: 1 }) }, 'missed'],
    ['still open before it is due', {}, 'running', 24],
    ['still open after', {}, 'missed', 24.1],
    ['paused in time, and the day it would have been due is over', { pausedSince: hour(20) }, 'running', 90],
    ['paused when it was late already', { pausedSince: hour(25) }, 'missed', 90],
    ['voided', { status: 'void' as const }, 'running', 90],
  ] as const)('%s: %s', (_, more, kind, now: number = 200) => {
    expect(resolutionClock(aFact(more), hour(now)).kind).toBe(kind);
  });

  test('ends when it ran out: what is resolved later stays missed in the week it was missed in', () => {
    const late = resolved({ resolvedAt: hour(400) });
    expect(resolutionClock(late, hour(500))).toEqual({ kind: 'missed', endedAt: hour(24) });
    expect(isCounted(late, 'sla-missed', WEEK, hour(500))).toBe(true);
    expect(isCounted(late, 'sla-missed', { startsAt: hour(168), endsAt: hour(500) }, hour(500))).toBe(false);
  });

  test('of the response ends with the first acknowledgement', () => {
    expect(responseClock(aFact({ acknowledgedAt: hour(1) }), hour(9))).toEqual({ kind: 'met', endedAt: hour(1) });
    expect(responseClock(aFact(), hour(0.9)).kind).toBe('running');
    expect(responseClock(aFact(), hour(9))).toEqual({ kind: 'missed', endedAt: hour(1) });
  });
});

describe('documentation', () => {
  const words = {
    resolutionSummary: 'The export was repaired and sent again',
    rootCause: 'A changed column in the feed',
  };
  test.each([
    ['three different words and enough letters', words, true],
    ['no root cause', { ...words, rootCause: null }, false],
    ['a word to get past the form', { ...words, rootCause: 'n/a' }, false],
    ['the same word again and again', { ...words, rootCause: 'fixed fixed fixed fixed fixed' }, false],
    ['dots', { ...words, resolutionSummary: '........................' }, false],
    ['Japanese has no spaces', { ...words, rootCause: '請求書の形式が変わっていた' }, true],
    ['no customer: the summary is enough', { ...words, customerId: null, rootCause: null }, true],
    ['no customer and no summary', { customerId: null, resolutionSummary: '' }, false],
  ])('%s: %#', (_, more, isIt) => {
    expect(isDocumented(resolved(more))).toBe(isIt);
  });

  test('nothing is not substantial', () => {
    expect([null, '', ' '].map(isSubstantial)).toEqual([false, false, false]);
  });
});

describe('counts of a period', () => {
  const now = hour(1000);
  const filtersOf = (fact: EscalationFact) => ESCALATION_FILTERS.filter((filter) => isCounted(fact, filter, WEEK, now));

  test('one that is open and late', () => {
    expect(filtersOf(aFact())).toEqual(['created', 'sla-ended', 'sla-missed', 'response-ended', 'response-missed']);
  });

  test('one that was resolved in time, with an outcome and words', () => {
    const fact = resolved({
      outcome: 'saved',
      resolutionSummary: 'The export was repaired and sent again',
      rootCause: 'A changed column in the feed',
    });
    expect(filtersOf(fact)).toEqual([
      'created',
      'answered',
      'resolved',
      'sla-ended',
      'sla-met',
      'response-ended',
      'response-met',
      'documented',
      'with-root-cause',
      'saved',
      'decided',
    ]);
  });

  test('one that was taken back counts as that only', () => {
    expect(filtersOf(aFact({ status: 'void', resolvedAt: hour(2), acknowledgedAt: hour(1) }))).toEqual(['voided']);
  });

  test('the end of a period belongs to the next one', () => {
    expect(isCounted(resolved({ resolvedAt: hour(168) }), 'resolved', WEEK, now)).toBe(false);
    expect(isCounted(resolved({ resolvedAt: hour(0) }), 'resolved', WEEK, now)).toBe(true);
  });
});

describe('the dashboard', () => {
  test.each([
    ['unassigned', { ownerId: null }, 1],
    ['unanswered', {}, 1],
    ['breached', {}, 25],
    ['response-breached', {}, 2],
    ['paused', { pausedSince: hour(1) }, 2],
    ['due-within-a-day', {}, 1],
  ] as const)('%s', (filter, more, at) => {
    expect(isOpenCounted(aFact(more), filter, hour(at))).toBe(true);
    expect(isOpenCounted(resolved(more), filter, hour(at))).toBe(false);
  });

  test('what is late or paused is not due soon', () => {
    expect(isOpenCounted(aFact(), 'due-within-a-day', hour(25))).toBe(false);
    expect(isOpenCounted(aFact({ pausedSince: hour(1) }), 'due-within-a-day', hour(2))).toBe(false);
    expect(isOpenCounted(aFact({ dueAt: hour(25) }), 'due-within-a-day', hour(1))).toBe(false);
  });

  test('an age is a bucket without its upper limit', () => {
    const ages = [0, 3.9, 4, 24, 72, 168, 719.9, 720].map((hours) => ageOf(aFact(), hour(hours)));
    expect(ages).toEqual(['under-4h', 'under-4h', '4h-1d', '1d-3d', '3d-7d', '7d-30d', '7d-30d', 'over-30d']);
    expect(new Set(ages)).toEqual(new Set(AGES));
  });
});

describe('weeks', () => {
  test('begin on Monday in the reader’s zone', () => {
    const sundayNight = Temporal.Instant.from('2026-07-05T23:30Z');
    expect(String(weekOf(sundayNight, 'Europe/Lisbon'))).toBe('2026-07-06'); // half past midnight there
    expect(String(weekOf(sundayNight, 'America/New_York'))).toBe('2026-06-29');
  });

  test('of a period are all there, also those without anything', () => {
    const weeks = weeksOf({ startsAt: hour(0), endsAt: hour(24 * 14) }, 'UTC');
    expect(weeks.map(String)).toEqual(['2026-07-06', '2026-07-13', '2026-07-20']);
    expect(weeksOf({ startsAt: hour(0), endsAt: hour(0) }, 'UTC')).toEqual([]);
  });
});

test('percentiles lie between the two nearest; of nothing there is none', () => {
  expect(percentile([30, 10, 20], 0.5)).toBe(20);
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(percentile([0, 100], 0.9)).toBe(90);
  expect(percentile([7], 0.9)).toBe(7);
  expect(percentile([], 0.5)).toBeNull();
  expect(() => percentile([1], 1.1)).toThrow(RangeError);
});

describe('against the baseline', () => {
  const at = (severity: EscalationFact['severity'], minutes: number) => ({ severity, minutes });
  test('each is compared with its own severity, so more of the slow kind make nothing slower', () => {
    const baseline = { P0: 100, P3: 10_000 };
    expect(resolutionReduction([at('P0', 70), at('P3', 7000), at('P3', 7000)], baseline).reduction).toBeCloseTo(0.3, 9);
    expect(resolutionReduction([at('P0', 150)], baseline).reduction).toBeCloseTo(-0.5, 9);
  });

  test('what has no baseline is not compared', () => {
    expect(resolutionReduction([at('P1', 10)], { P0: 100 })).toEqual({ reduction: null, compared: 0 });
    expect(resolutionReduction([], { P0: 100 }).reduction).toBeNull();
  });
});
