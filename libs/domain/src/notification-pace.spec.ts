import fc from 'fast-check';
import {
  type Arriving,
  bundleKeyOf,
  disturbableAt,
  HOURLY_LIMIT,
  isQuietAt,
  leadsBundle,
  leavesAt,
  paceOf,
  type Recent,
  type Rhythm,
} from './notification-pace.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

const at = (text: string) => Temporal.Instant.from(text);
const WORKER: Rhythm = {
  email: 'all',
  slack: 'all',
  quietHours: 'outside-working-hours',
  timeZone: 'Europe/Lisbon',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
};
// Wednesday, 11:00 in Lisbon
const NOW = at('2026-07-08T10:00:00Z');

describe('quiet hours', () => {
  test.each([
    ['in working hours', NOW, NOW],
    ['at closing', at('2026-07-08T16:00:00Z'), at('2026-07-09T08:00:00Z')],
    ['just before closing', at('2026-07-08T15:59:30Z'), at('2026-07-08T15:59:30Z')],
    ['on Friday evening', at('2026-07-10T20:00:00Z'), at('2026-07-13T08:00:00Z')],
  ])('%s', (_, from, until) => {
    expect(disturbableAt(from, WORKER)).toEqual(until);
  });

  test('between two times of one’s own clock, also over midnight', () => {
    const night: Rhythm = { ...WORKER, quietHours: { from: '20:00', to: '07:00' } };
    expect(disturbableAt(at('2026-07-08T22:00:00Z'), night)).toEqual(at('2026-07-09T06:00:00Z'));
    expect(disturbableAt(at('2026-07-09T02:00:00Z'), night)).toEqual(at('2026-07-09T06:00:00Z'));
    expect(isQuietAt(at('2026-07-09T06:00:00Z'), night)).toBe(false);
    const noon: Rhythm = { ...WORKER, quietHours: { from: '12:00', to: '13:00' } };
    expect(disturbableAt(at('2026-07-08T11:30:00Z'), noon)).toEqual(at('2026-07-08T12:00:00Z'));
  });

  test('hours that are empty silence nobody', () => {
    const nothing = { ...WORKER, workingHours: { days: [], from: '09:00', to: '17:00' } } satisfies Rhythm;
    expect(disturbableAt(NOW, nothing)).toEqual(NOW);
  });

  test('for every instant of a year and every kind of rest: never earlier, and not quiet then', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 366 * 24 * 60 }),
        fc.constantFrom('Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
        fc.constantFrom<Rhythm['quietHours']>('outside-working-hours', 'never', { from: '22:30', to: '01:30' }),
        (minute, timeZone, quietHours) => {
          const from = at('2026-01-01T00:00:00Z').add({ minutes: minute });
          const rhythm = { ...WORKER, timeZone, quietHours };
          const then = disturbableAt(from, rhythm);
          return Temporal.Instant.compare(then, from) >= 0 && !isQuietAt(then, rhythm);
        },
      ),
      { numRuns: process.env['UNDERSTUDY_SOAK'] ? 20_000 : 500 },
    );
  });
});

const URGENT = paceOf('coverage.gap', 'urgent', null);
const NORMAL = paceOf('customer.task-added', 'normal', null);

describe('e-mails', () => {
  test('urgent at once and at night; none for who wants none', () => {
    const night = at('2026-07-08T23:00:00Z');
    expect(leavesAt('email', URGENT, night, WORKER, night)).toEqual(night);
    expect(leavesAt('email', URGENT, night, { ...WORKER, email: 'none' }, null)).toBeNull();
    expect(leavesAt('email', NORMAL, night, { ...WORKER, email: 'urgent' }, null)).toBeNull();
    expect(leavesAt('slack', NORMAL, night, { ...WORKER, slack: 'urgent' }, null)).toBeNull();
    expect(leavesAt('slack', URGENT, night, { ...WORKER, email: 'none' }, night)).toEqual(night);
  });

  test('the rest after ten minutes, an hour after the last, not at night', () => {
    expect(leavesAt('email', NORMAL, NOW, WORKER, null)).toEqual(NOW.add({ minutes: 10 }));
    expect(leavesAt('email', NORMAL, NOW, WORKER, NOW.subtract({ minutes: 5 }))).toEqual(NOW.add({ minutes: 55 }));
    expect(leavesAt('email', NORMAL, at('2026-07-08T15:55:00Z'), WORKER, null)).toEqual(at('2026-07-09T08:00:00Z'));
  });
});

describe('e-mails about escalations (PRD-243 FR-4.3, NFR-1)', () => {
  const night = at('2026-07-08T23:00:00Z');
  const morning = at('2026-07-09T08:00:00Z');
  const of = (severity: 'P0' | 'P1' | 'P2', urgency: 'urgent' | 'normal' = 'urgent') =>
    paceOf('escalation.created', urgency, { severity });

  test('P0 passes quiet hours, the others wait for the morning', () => {
    expect(leavesAt('email', of('P0'), night, WORKER, null)).toEqual(night);
    expect(leavesAt('email', of('P1'), night, WORKER, null)).toEqual(morning);
    expect(leavesAt('email', of('P2', 'normal'), night, WORKER, null)).toEqual(morning);
    expect(leavesAt('email', of('P0', 'normal'), night, WORKER, null)).toEqual(morning);
  });

  test('by day all of them leave within a minute, whatever has left before', () => {
    for (const pace of [of('P0'), of('P1'), of('P2', 'normal')]) {
      const leaves = leavesAt('email', pace, NOW, WORKER, NOW.subtract({ minutes: 1 }));
      expect(leaves && NOW.until(leaves).total('seconds')).toBeLessThan(60);
    }
  });

  test('what somebody chose counts', () => {
    expect(leavesAt('email', of('P0'), NOW, { ...WORKER, email: 'none' }, null)).toBeNull();
    expect(leavesAt('email', of('P2', 'normal'), NOW, { ...WORKER, email: 'urgent' }, null)).toBeNull();
    expect(leavesAt('email', of('P1'), night, { ...WORKER, quietHours: 'never' }, null)).toEqual(night);
  });
});

describe('bundling', () => {
  const arriving = (over: Partial<Arriving> = {}): Arriving => ({
    kind: 'customer.task-added',
    urgency: 'normal',
    subjectId: 'acme',
    coverageId: 'cover',
    ...over,
  });
  const recent = (over: Partial<Recent> = {}): Recent => ({
    bundleKey: 'normal:acme',
    firstAt: NOW.subtract({ minutes: 5 }),
    isUrgent: false,
    isRead: false,
    ...over,
  });

  test.each([
    ['unread about the same, five minutes old', recent(), true],
    ['read meanwhile', recent({ isRead: true }), false],
    ['ten minutes old', recent({ firstAt: NOW.subtract({ minutes: 10 }) }), false],
    ['about another one', recent({ bundleKey: 'normal:other' }), false],
    ['urgent', recent({ bundleKey: 'urgent:acme', isUrgent: true }), false],
  ])('%s', (_, before, joins) => {
    expect(bundleKeyOf(arriving(), [before], NOW).joins).toBe(joins);
  });

  const many = Array.from({ length: HOURLY_LIMIT }, (_, n) => recent({ bundleKey: `normal:c${n}`, isRead: true }));

  test('a question stands on its own: news about the same absence neither covers it nor takes it along', () => {
    const question = arriving({ kind: 'coverage.requested' });
    const alone = { key: 'question:normal:acme', joins: false, isGathered: false };
    expect(bundleKeyOf(question, [recent()], NOW)).toEqual(alone);
    expect(bundleKeyOf(question, many, NOW)).toEqual(alone);
    expect(bundleKeyOf(arriving(), [recent({ bundleKey: alone.key })], NOW).joins).toBe(false);
    expect(bundleKeyOf(arriving({ kind: 'coverage.answer-due' }), [recent({ bundleKey: alone.key })], NOW).joins).toBe(
      true,
    );
  });

  test('above the limit it is gathered for the hour; urgent passes', () => {
    expect(bundleKeyOf(arriving(), many, NOW)).toEqual({ key: 'more:cover', joins: false, isGathered: true });
    expect(bundleKeyOf(arriving(), [...many, recent({ bundleKey: 'more:cover' })], NOW).joins).toBe(true);
    expect(bundleKeyOf(arriving({ urgency: 'urgent' }), many, NOW).isGathered).toBe(false);
    expect(bundleKeyOf(arriving(), many.slice(1), NOW).isGathered).toBe(false);
  });
});

test('a question stays above its bundle when its briefs come along', () => {
  expect(leadsBundle('briefs.written')).toBe(false);
  expect(leadsBundle('coverage.requested')).toBe(true);
  expect(leadsBundle('coverage.answer-due')).toBe(true);
});
