import { toAnnounce, type Told } from './needs-state.js';

const told = (id: string, minute: number, more: Partial<Told> = {}): Told => ({
  id,
  kind: 'coverage.requested',
  urgency: 'normal',
  title: id,
  details: null,
  why: 'You were asked.',
  link: `/x/${id}`,
  customer: null,
  absence_id: null,
  escalation_id: null,
  assignment_id: null,
  count: 1,
  items: [],
  first_at: at(minute),
  last_at: at(minute),
  read_at: null,
  ...more,
});
const at = (minute: number): string => `2026-07-22T10:${String(minute).padStart(2, '0')}:00.000Z`;
const announced = (items: readonly Told[], since = at(0)) => toAnnounce(items, since).needs.map(({ id }) => id);

test('questions and urgent things are announced, what is only told is not', () => {
  const items = [
    told('question', 1),
    told('news', 2, { kind: 'customer.task-added' }),
    told('urgent', 3, { kind: 'customer.health-dropped', urgency: 'urgent' }),
  ];
  expect(announced(items)).toEqual(['question', 'urgent']);
});

test('once each, and nothing that was read', () => {
  const items = [told('old', 1), told('at the same instant', 2), told('read', 3, { read_at: at(4) }), told('new', 5)];
  expect(announced(items, at(2))).toEqual(['new']);
  const { until } = toAnnounce(items, at(0));
  expect(until).toBe(at(5));
  expect(toAnnounce(items, until)).toEqual({ needs: [], until });
});

test('what is not announced is not looked at again either', () => {
  expect(toAnnounce([told('news', 7, { kind: 'handback.ready' })], at(0))).toEqual({ needs: [], until: at(7) });
});

test('the oldest first', () => {
  expect(announced([told('b', 4), told('a', 1)])).toEqual(['a', 'b']);
});

test.each([
  ['asked to cover', { assignment_id: 'a1' }, ['accept', 'open']],
  ['an escalation of mine', { kind: 'escalation.created', escalation_id: 'e1' }, ['acknowledge', 'open']],
  ['an escalation that is late', { kind: 'escalation.sla-breached', urgency: 'urgent', escalation_id: 'e1' }, ['open']],
  ['an answer without its assignment', {}, ['open']],
] as const)('%s can be answered where it is shown', (_, more, actions) => {
  expect(toAnnounce([told('x', 1, more)], at(0)).needs[0]?.actions).toEqual(actions);
});
