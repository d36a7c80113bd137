import { dayStates, groupHoles, type Hole } from './proof.js';

const hole = (more: Partial<Hole> = {}): Hole => ({
  customer: { customer_id: 'corvane', name: 'Corvane' },
  starts_at: '2026-07-20T23:00:00.000Z',
  ends_at: '2026-07-21T23:00:00.000Z',
  cause: 'nobody-asked',
  responsible: null,
  ...more,
});
const DAYS = [
  { on: '2026-07-20', works: true },
  { on: '2026-07-21', works: true },
  { on: '2026-07-25', works: false },
];
const states = (holes: readonly Hole[], isWaiting = false) =>
  dayStates(DAYS, holes, 'Europe/Lisbon', isWaiting).map(({ state }) => state);

test('a gap fills its day in the zone of the absence, and only that one', () => {
  expect(states([hole()])).toEqual(['covered', 'gap', 'off']);
});

test('while an answer is missing every working day waits; who never said yes is waiting too', () => {
  expect(states([], true)).toEqual(['waiting', 'waiting', 'off']);
  const mia = { user_id: 'mia', name: 'Mia Kruse', place: null };
  expect(states([hole({ responsible: mia })])).toEqual(['covered', 'waiting', 'off']);
});

test('a gap on a day off is a gap', () => {
  const saturday = { starts_at: '2026-07-25T09:00:00.000Z', ends_at: '2026-07-25T10:00:00.000Z' };
  expect(states([hole(saturday)])).toEqual(['covered', 'covered', 'gap']);
});

test('holes of one span and cause are one thing to do; gaps first', () => {
  const mia = { user_id: 'mia', name: 'Mia Kruse', place: null };
  const groups = groupHoles([
    hole({ responsible: mia, starts_at: '2026-07-19T23:00:00.000Z' }),
    hole(),
    hole({ customer: { customer_id: 'lumaris', name: 'Lumaris' } }),
  ]);
  expect(groups.map(({ responsible, customers }) => [responsible?.name ?? null, customers])).toEqual([
    [null, ['Corvane', 'Lumaris']],
    ['Mia Kruse', ['Corvane']],
  ]);
});
