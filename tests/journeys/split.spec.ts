import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  type AnswerOf,
  DeclineCoverage,
  GetAbsence,
  GetCoverageDashboard,
  GetResponsible,
  ListAbsenceCoverage,
  ListBriefs,
  PreviewSplit,
  ReleaseCustomer,
  SetUpCoverage,
  TakeOverCustomer,
} from '@understudy/contracts';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, type StoryPerson, tell } from '../support/story.js';

jest.setTimeout(300_000);

let stack: Stack;
let story: Story;
let ana: StoryPerson;
let mia: StoryPerson;
const backups = new Map<string, StoryPerson>();

/** The Monday of the week after next, so that the story never starts in the past. */
let monday: Temporal.PlainDate;
const day = (offset: number): string => monday.add({ days: offset }).toString();

beforeAll(async () => {
  stack = await startStack();
  story = await tell(stack);
  [ana, mia] = [await story.person('ana'), await story.person('mia')];
  for (const name of ['ben', 'eva', 'finn']) {
    const person = await story.person(name);
    backups.set(person.userId, person);
  }
  const today = Temporal.Now.plainDateISO('UTC');
  monday = today.add({ days: 15 - today.dayOfWeek });
});
afterAll(() => stack?.stop());

type Assignment = AnswerOf<typeof ListAbsenceCoverage>['items'][number];
const assignmentsOf = async (absenceId: string): Promise<Assignment[]> =>
  (await ana.call(ListAbsenceCoverage, { absence_id: absenceId })).items;
const open = (rows: readonly Assignment[]) =>
  rows.filter(({ status }) => status === 'pending' || status === 'accepted' || status === 'active');
const customersOf = (rows: readonly Pick<Assignment, 'covered_customer_ids'>[]) =>
  rows.flatMap((row) => row.covered_customer_ids).toSorted();
const personOf = (userId: string): StoryPerson => {
  const person = backups.get(userId) ?? (userId === mia.userId ? mia : undefined);
  if (!person) throw new Error(`nobody of this story is ${userId}`);
  return person;
};

test('A planned week with split and decline: a big portfolio goes to three, one says no, and every customer has somebody', async () => {
  const dates = { start_date: day(0), end_date: day(4), time_zone: 'Europe/Lisbon' };

  // the wizard shows who would get what, and why; nothing is saved yet
  const proposal = await ana.call(PreviewSplit, dates);
  expect(proposal.customers).toHaveLength(38);
  expect(proposal.unplaced).toEqual([]);
  const takers = proposal.backups.filter(({ customers }) => customers > 0);
  expect(takers).toHaveLength(3);
  for (const { load_after, capacity_points } of takers) expect(load_after).toBeLessThanOrEqual(capacity_points);
  for (const row of proposal.customers) expect(row.why_not).toHaveLength(proposal.backups.length - 1);

  // she takes it as it is
  const done = await ana.call(
    SetUpCoverage,
    {
      ...dates,
      absence_type: 'vacation',
      split: true,
      notify_customers: 'none',
      special_instructions: 'Please no escalations before Tuesday.',
    },
    { idempotencyKey: 'split-story' },
  );
  expect(done).toMatchObject({ unplaced: [], gaps: [], absence: { coverage: { customer_count: 38, waiting: 38 } } });
  const wanted = new Map(proposal.customers.map((row) => [row.customer.customer_id, row.backup_user_id]));
  for (const row of done.assignments)
    for (const id of row.covered_customer_ids) expect(wanted.get(id)).toBe(row.backup_user_id);
  const everything = customersOf(done.assignments);
  const absenceId = done.absence.id;
  await story.settle();

  // two say yes, and have the briefs of their share only; the third is on a trip
  const [first, second, third] = done.assignments;
  if (!first || !second || !third) throw new Error('three shares were expected');
  for (const row of [first, second]) {
    const person = personOf(row.backup_user_id);
    expect(await person.call(AcceptCoverage, { assignment_id: row.id })).toMatchObject({ status: 'accepted' });
    const briefs = (await person.call(ListBriefs, { assignment_id: row.id })).items;
    expect(briefs.map(({ customer_id }) => customer_id).toSorted()).toEqual(row.covered_customer_ids.toSorted());
  }
  await personOf(third.backup_user_id).call(DeclineCoverage, { assignment_id: third.id, reason: 'I am at a fair' });
  await story.settle();

  // their share is placed again, with somebody else, and the two who said yes keep theirs
  const now = open(await assignmentsOf(absenceId));
  expect(customersOf(now)).toEqual(everything);
  expect(new Set(now.map(({ backup }) => backup.user_id))).not.toContain(third.backup_user_id);
  const asked = now.filter(({ status }) => status === 'pending');
  expect(customersOf(asked)).toEqual(third.covered_customer_ids.toSorted());
  expect(customersOf(now.filter(({ status }) => status === 'accepted'))).toEqual(customersOf([first, second]));
  for (const row of asked) await personOf(row.backup.user_id).call(AcceptCoverage, { assignment_id: row.id });
  expect((await ana.call(GetAbsence, { absence_id: absenceId })).coverage).toMatchObject({
    accepted: 38,
    uncovered: 0,
  });

  // her week: each customer is looked after by the one who said yes to it
  await story.at(`${day(1)}T09:00:00Z`);
  const running = open(await assignmentsOf(absenceId));
  for (const row of running) {
    const [customer] = row.covered_customer_ids;
    const answer = await mia.call(GetResponsible, { customer_id: customer ?? '' });
    expect(answer).toMatchObject({ because: 'coverage', responsible: { user_id: row.backup.user_id } });
  }
  const dashboard = await personOf(first.backup_user_id).call(GetCoverageDashboard, { show: 'covered' });
  expect(dashboard.counts.covered).toBeGreaterThanOrEqual(first.covered_customer_ids.length);

  // Mia takes one difficult customer herself for a day, and gives it back
  const [difficult = ''] = first.covered_customer_ids;
  await mia.call(TakeOverCustomer, { customer_id: difficult });
  expect(await mia.call(GetResponsible, { customer_id: difficult })).toMatchObject({
    responsible: { user_id: mia.userId },
  });
  await story.at(`${day(2)}T09:00:00Z`);
  await mia.call(ReleaseCustomer, { customer_id: difficult });
  expect(await mia.call(GetResponsible, { customer_id: difficult })).toMatchObject({
    responsible: { user_id: first.backup_user_id },
  });

  // she is back: everything is hers again, and nobody's coverage is left open
  await story.at(`${day(7)}T10:00:00Z`);
  expect(await mia.call(GetResponsible, { customer_id: difficult })).toMatchObject({ because: 'owner' });
  expect(open(await assignmentsOf(absenceId))).toEqual([]);
});
