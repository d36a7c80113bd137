import fc from 'fast-check';
import type { Severity } from './escalations.js';
import { asId, type CustomerId } from './ids.js';
import {
  byRisk,
  type CustomerPriority,
  daysToRenewal,
  type PortfolioRow,
  priorityOf,
  type PriorityInput,
  type PriorityReason,
} from './priorities.js';

const on = Temporal.PlainDate.from('2026-07-22');
const quiet = {
  customer: { healthScore: 80, renewalOn: null },
  urgentItems: 0,
  openSeverities: [],
  activeRisks: 0,
  on,
};

test.each<[string, Partial<PriorityInput>, CustomerPriority, PriorityReason[]]>([
  ['nothing', {}, 'low', []],
  ['health 50', { customer: { healthScore: 50, renewalOn: null } }, 'low', []],
  ['health 49', { customer: { healthScore: 49, renewalOn: null } }, 'high', ['health']],
  ['health 0', { customer: { healthScore: 0, renewalOn: null } }, 'high', ['health']],
  ['health unknown', { customer: { healthScore: null, renewalOn: null } }, 'low', []],
  ['renewal today', { customer: { healthScore: 80, renewalOn: on } }, 'high', ['renewal']],
  ['renewal in 30 days', { customer: { healthScore: 80, renewalOn: on.add({ days: 30 }) } }, 'high', ['renewal']],
  ['renewal in 31 days', { customer: { healthScore: 80, renewalOn: on.add({ days: 31 }) } }, 'low', []],
  ['renewal yesterday', { customer: { healthScore: 80, renewalOn: on.subtract({ days: 1 }) } }, 'low', []],
  ['a P0', { openSeverities: ['P0'] }, 'high', ['escalation']],
  ['a P1 among others', { openSeverities: ['P3', 'P1'] }, 'high', ['escalation']],
  ['a P2', { openSeverities: ['P2', 'P3'] }, 'low', []],
  ['a risk', { activeRisks: 1 }, 'high', ['risk']],
  ['an urgent item', { urgentItems: 1 }, 'medium', ['urgent-item']],
  ['a risk and an urgent item', { activeRisks: 1, urgentItems: 2 }, 'high', ['risk', 'urgent-item']],
  ['a risk, set to low by the owner', { activeRisks: 1, override: 'low' }, 'low', ['override', 'risk']],
])('%s', (_name, given, priority, reasons) => {
  expect(priorityOf({ ...quiet, ...given })).toEqual({ priority, reasons });
});

test('days to the renewal are calendar days', () => {
  expect(daysToRenewal({ renewalOn: Temporal.PlainDate.from('2026-08-12') }, on)).toBe(21);
  expect(daysToRenewal({ renewalOn: on.subtract({ days: 2 }) }, on)).toBe(-2);
  expect(daysToRenewal({ renewalOn: null }, on)).toBeNull();
});

const due = (hour: number) => Temporal.Instant.from('2026-07-22T00:00:00Z').add({ hours: hour });
const row = (
  name: string,
  given: Partial<PortfolioRow> & { healthScore?: number | null; arr?: number | null } = {},
): PortfolioRow => ({
  customer: {
    id: asId<CustomerId>('00000000-0000-4000-9000-000000000001'),
    name,
    healthScore: given.healthScore ?? null,
    arr: given.arr ?? null,
  },
  priority: given.priority ?? 'low',
  worstSeverity: given.worstSeverity ?? null,
  nextDueAt: given.nextDueAt ?? null,
});

test('the list of the mock-up: the P1, then what is overdue, then what is due next', () => {
  const rows = [
    row('Vantoro', { priority: 'medium', nextDueAt: due(-9) }),
    row('Quillgate', { priority: 'high', nextDueAt: due(34), healthScore: 38 }),
    row('Lumaris', { priority: 'high', nextDueAt: due(13), healthScore: 71 }),
    row('Ostermark', { priority: 'high', nextDueAt: due(-20), healthScore: 47 }),
    row('Corvane', { priority: 'high', nextDueAt: due(9), healthScore: 43, worstSeverity: 'P1' }),
  ];
  expect(rows.toSorted(byRisk).map(({ customer }) => customer.name)).toEqual([
    'Corvane',
    'Ostermark',
    'Lumaris',
    'Quillgate',
    'Vantoro',
  ]);
});

test('then low health, then more ARR, unknown last, then the name', () => {
  const rows = [
    row('E'),
    row('D', { arr: 10 }),
    row('C', { healthScore: 60, arr: 10 }),
    row('B', { healthScore: 60, arr: 20 }),
    row('A', { healthScore: 55 }),
  ];
  expect(rows.toSorted(byRisk).map(({ customer }) => customer.name)).toEqual(['A', 'B', 'C', 'D', 'E']);
});

test('it is an order: nothing depends on how rows came in', () => {
  const anyRow = fc
    .record({
      n: fc.nat(999),
      priority: fc.constantFrom<CustomerPriority>('high', 'medium', 'low'),
      worst: fc.constantFrom<Severity | null>('P0', 'P2', null),
      health: fc.option(fc.nat(3)),
      hour: fc.option(fc.nat(3)),
    })
    .map(({ n, priority, worst, health, hour }) => ({
      ...row(`c${n % 3}`, {
        priority,
        worstSeverity: worst,
        healthScore: health,
        nextDueAt: hour === null ? null : due(hour),
      }),
      n,
    }))
    .map(({ n, ...one }) => ({
      ...one,
      customer: { ...one.customer, id: asId<CustomerId>(`00000000-0000-4000-9000-${String(n).padStart(12, '0')}`) },
    }));
  fc.assert(
    fc.property(fc.uniqueArray(anyRow, { maxLength: 8, selector: ({ customer }) => customer.id }), (rows) => {
      expect(rows.toReversed().toSorted(byRisk)).toEqual(rows.toSorted(byRisk));
    }),
  );
});
