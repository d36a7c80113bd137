import { barSentence, barWords, byPressure, coversNow, gapsOf, laneBars, mondayOf, type TeamPerson } from './lanes.js';

type Share = TeamPerson['absences'][number]['lane'][number]['shares'][number];
type Tile = TeamPerson['absences'][number]['lane'][number];

const BEN = { user_id: 'ben', name: 'Ben Vogel', place: null };
const EVA = { user_id: 'eva', name: 'Eva Laurent', place: null };
const MIA = { user_id: 'mia', name: 'Mia Kruse', place: null };

const by = (user: Share['user'], customers: number, more: Partial<Share> = {}): Share => ({
  because: user === null ? 'gap' : 'coverage',
  user,
  tier: user === null ? null : 1,
  customers,
  waiting: 0,
  ...more,
});
const tile = (first: number, last: number, ...shares: Share[]): Tile => ({
  first_on: `2026-08-${first}`,
  last_on: `2026-08-${last}`,
  starts_at: `2026-08-${first}T00:00:00.000Z`,
  ends_at: `2026-08-${last}T23:59:59.000Z`,
  shares,
});
const aPerson = (name: string, ...lane: Tile[]): TeamPerson => ({
  user: { user_id: name, name, place: null },
  time_zone: 'UTC',
  team: null,
  customers: 24,
  capacity_points: 50,
  holidays: [],
  absences: [
    {
      id: `absence-${name}`,
      status: 'planned',
      absence_type: 'vacation',
      start_date: lane[0]?.first_on ?? '2026-08-17',
      end_date: lane.at(-1)?.last_on ?? '2026-08-21',
      time_zone: 'UTC',
      during: { starts_at: lane[0]?.starts_at ?? '2026-08-17T00:00:00.000Z', ends_at: null },
      is_partial: false,
      windows: [],
      unplanned: false,
      customer_count: 24,
      lane,
    },
  ],
});
const bars = (...lane: Tile[]) =>
  laneBars({ lane }).map((bar) => `${bar.kind} ${bar.firstOn.slice(8)}-${bar.lastOn.slice(8)} ${barWords(bar)}`);

test('those who cover over the same days share a bar', () => {
  expect(bars(tile(17, 21, by(EVA, 12), by(BEN, 17)))).toEqual(['covered 17-21 Ben 17 · Eva 12']);
});

test('who stays over a change keeps one bar; a gap has its own and says its days', () => {
  expect(bars(tile(17, 18, by(BEN, 18), by(EVA, 6)), tile(19, 21, by(BEN, 18), by(null, 6)))).toEqual([
    'covered 17-21 Ben 18',
    'covered 17-18 Eva 6',
    'gap 19-21 Nobody for 6, 19 to 21 Aug',
  ]);
});

test('a gap never shares a bar, also over the same days', () => {
  expect(bars(tile(17, 21, by(BEN, 18), by(null, 6)))).toEqual([
    'covered 17-21 Ben 18',
    'gap 17-21 Nobody for 6, 17 to 21 Aug',
  ]);
});

test('a gap that grows is one gap, as large as it gets', () => {
  expect(bars(tile(17, 18, by(null, 17)), tile(19, 21, by(null, 24)))).toEqual([
    'gap 17-21 Nobody for 24, 17 to 21 Aug',
  ]);
});

test('the same share after a change is another stretch', () => {
  expect(bars(tile(17, 17, by(BEN, 24)), tile(18, 18, by(null, 24)), tile(19, 21, by(BEN, 24)))).toEqual([
    'covered 17-17 Ben 24',
    'gap 18-18 Nobody for 24, 18 Aug',
    'covered 19-21 Ben 24',
  ]);
});

test('somebody who never said yes is no cover, and whoever is asked is told as asked', () => {
  const held = by(MIA, 9, { because: 'manager', tier: null });
  expect(bars(tile(17, 21, held))).toEqual(['held 17-21 Mia 9, by default']);
  expect(bars(tile(17, 21, { ...held, waiting: 9 }))).toEqual(['waiting 17-21 9 asked']);
});

test('read out, a bar says whose customers, when and who', () => {
  const [bar] = laneBars({ lane: [tile(19, 21, by(null, 6))] });
  expect(bar && barSentence(bar, 'Finn Byrne')).toBe('Gap: 6 customers of Finn Byrne with nobody, 19 to 21 Aug');
});

test('what presses comes first: a gap, then an open answer, then the next to go', () => {
  const people = [
    { ...aPerson('Zoe'), absences: [] },
    aPerson('Late', tile(24, 25, by(BEN, 3))),
    aPerson('Soon', tile(17, 18, by(BEN, 3))),
    aPerson('Asked', tile(27, 28, by(MIA, 3, { waiting: 3 }))),
    aPerson('Gap', tile(28, 29, by(null, 3))),
  ];
  expect(byPressure(people).map(({ user }) => user.name)).toEqual(['Gap', 'Asked', 'Soon', 'Late', 'Zoe']);
  expect(people.map((person) => gapsOf(person).length)).toEqual([0, 0, 0, 0, 1]);
});

test('what somebody covers now is what they said yes to, at this moment', () => {
  const people = [
    aPerson('Ana', tile(17, 18, by(BEN, 17)), tile(19, 21, by(BEN, 5))),
    aPerson('Finn', tile(17, 21, by(BEN, 9, { because: 'manager' }))),
  ];
  expect(coversNow(people, 'ben', Date.parse('2026-08-18T10:00:00Z'))).toBe(17);
  expect(coversNow(people, 'ben', Date.parse('2026-08-20T10:00:00Z'))).toBe(5);
  expect(coversNow(people, 'ben', Date.parse('2026-08-30T10:00:00Z'))).toBe(0);
});

test.each([
  ['2026-07-20', '2026-07-20'],
  ['2026-07-22', '2026-07-20'],
  ['2026-07-26', '2026-07-20'],
  ['2027-01-01', '2026-12-28'],
])('the week of %s begins on %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday);
});
