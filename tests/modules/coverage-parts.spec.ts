import { GetBackupSuggestions, ListNotifications } from '@understudy/contracts';
import { accept, setPolicy, whoNow } from './covering.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

/** "ben: 10 to 13", in days from today: who is asked for which part of Ana's absence. */
const parts = async (absenceId: string) => {
  const today = Temporal.PlainDate.from(await world.day(0));
  const rows = await org.assignments(absenceId);
  const dayOf = (at: string | null) =>
    at === null
      ? '…'
      : today.until(Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Lisbon').toPlainDate()).total('days');
  const nameOf = (id: string) => [org.ben, org.eva, org.mia].find((one) => one.id === id)?.name;
  return rows
    .filter(({ status }) => ['pending', 'accepted', 'active'].includes(status))
    .map((row) => ({
      who: `${nameOf(row.backup.user_id)}: ${dayOf(row.during.starts_at)} to ${dayOf(row.during.ends_at)}`,
      by: row.id,
    }))
    .toSorted((a, b) => a.who.localeCompare(b.who));
};
const whoOnly = async (absenceId: string) => (await parts(absenceId)).map(({ who }) => who);
const awayTogether = async (...spans: readonly (readonly [Person, number, number])[]) => {
  for (const [who, from, to] of spans) await org.absence(who, from, to);
  await world.settle();
};

test('two teammates who are each away for a part of a long absence stand in one after the other', async () => {
  await awayTogether([org.ben, 14, 18], [org.eva, 7, 11]);
  const absence = await org.absence(org.ana, 7, 18);
  await world.settle();

  const asked = await parts(absence.id);
  expect(asked.map(({ who }) => who)).toEqual(['ben: 7 to 14', 'eva: 14 to 19']);

  for (const { who, by } of asked) await accept(who.startsWith('ben') ? org.ben : org.eva, by);
  const inside = async (day: number) => whoNow(org, org.customers[0], `${await world.day(day)}T12:00:00Z`);
  expect([await inside(8), await inside(13), await inside(14), await inside(18)]).toEqual([
    'coverage: ben',
    'coverage: ben',
    'coverage: eva',
    'coverage: eva',
  ]);
});

test('the hours in which nobody of the team is there go to the manager, and no more than those', async () => {
  await awayTogether([org.ben, 10, 11], [org.eva, 7, 18]);
  const absence = await org.absence(org.ana, 7, 18);
  await world.settle();
  expect(await whoOnly(absence.id)).toEqual(['ben: 12 to 19', 'ben: 7 to 10', 'mia: 10 to 12']);
});

test('whoever does not answer about several parts hears of it in one line', async () => {
  await awayTogether([org.ben, 10, 11], [org.eva, 7, 18]);
  await org.absence(org.ana, 7, 18);
  await world.settle();
  await world.forward('P2D');
  const { items } = await org.ben.call(ListNotifications, { kind: 'coverage.lapsed' });
  expect(items.map(({ count }) => count)).toEqual([2]);
});

test('suggestions say of whoever is away for a part when they are there, and of whoever is away all the time that they are away', async () => {
  await setPolicy(org, { needs_approval: true });
  await awayTogether([org.ben, 14, 18], [org.eva, 7, 18]);
  const absence = await org.absence(org.ana, 7, 18);
  const { items, excluded } = await org.ana.call(GetBackupSuggestions, { absence_id: absence.id });
  const midnight = async (day: number) =>
    Temporal.PlainDate.from(await world.day(day))
      .toZonedDateTime('Europe/Lisbon')
      .toInstant()
      .toString({ smallestUnit: 'millisecond' });
  expect(items).toEqual([]);
  expect(excluded.filter(({ name }) => name !== 'mia')).toEqual(
    expect.arrayContaining([
      {
        user_id: org.ben.id,
        name: 'ben',
        reason: 'is away for a part of that time',
        free: [{ starts_at: await midnight(7), ends_at: await midnight(14) }],
      },
      { user_id: org.eva.id, name: 'eva', reason: 'is away in that time' },
    ]),
  );
});
