import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  AnswerSurvey,
  AssignCoverage,
  CompleteHandback,
  CreateAbsence,
  GetCustomer,
  GetHandback,
  GetResponsible,
  GiveFeedback,
  ListSurveys,
  LogActivity,
  PatchTask,
  ProposeHandbackMeeting,
  ReturnFromAbsence,
} from '@understudy/contracts';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, type StoryPerson, tell } from '../support/story.js';

jest.setTimeout(300_000);

let stack: Stack;
let story: Story;
let eva: StoryPerson;
let finn: StoryPerson;
/** The Monday of the week after next, so that the story never starts in the past. */
let monday: Temporal.PlainDate;
const day = (offset: number): string => monday.add({ days: offset }).toString();

beforeAll(async () => {
  stack = await startStack();
  story = await tell(stack);
  [eva, finn] = [await story.person('eva'), await story.person('finn')];
  const today = Temporal.Now.plainDateISO('UTC');
  monday = today.add({ days: 15 - today.dayOfWeek });
});
afterAll(() => stack?.stop());

const mails = async () => {
  const { items } = (await story.sandbox('GET', '/sandbox/outbox')) as {
    items: { kind: string; what: { to?: string[]; subject?: string } }[];
  };
  return items.filter(({ kind }) => kind === 'email').map(({ what }) => what);
};

test('Eva comes back two days early: what happened is told, attributed, talked through and closed', async () => {
  const absence = await eva.call(CreateAbsence, {
    absence_type: 'vacation',
    start_date: day(0),
    end_date: day(6),
    preferred_backup_user_id: finn.userId,
  });
  await story.settle();
  const customer = story.customers.find(({ csm_email }) => csm_email === eva.email);
  const mine = [customer?.id ?? ''];
  const assignment = await eva.call(AssignCoverage, {
    absence_id: absence.id,
    backup_user_id: finn.userId,
    covered_customer_ids: mine,
  });
  await finn.call(AcceptCoverage, { assignment_id: assignment.id });

  // Finn looks after the customer: an open task is done, and he writes down what he promised
  await story.at(`${day(1)}T10:00:00Z`);
  const detail = await finn.call(GetCustomer, { customer_id: mine[0] ?? '' });
  const [open] = detail.tasks.filter(({ status }) => status === 'open');
  if (open) await finn.call(PatchTask, { customer_id: mine[0] ?? '', task_id: open.id, status: 'done' });
  await finn.call(LogActivity, {
    assignment_id: assignment.id,
    customer_id: mine[0] ?? '',
    activity_type: 'promise',
    description: 'New price list by Friday',
    outcome: 'They wait for it',
  });
  expect(await finn.call(GetHandback, { assignment_id: assignment.id })).toMatchObject({ status: 'preview' });

  // two days early Eva is back: with one call everything is hers again, and Finn is out
  await story.at(`${day(4)}T08:00:00Z`);
  const { absence: ended, handbacks } = await eva.call(ReturnFromAbsence, { coverage_id: assignment.id });
  expect(ended.status).toBe('completed');
  expect(await eva.call(GetResponsible, { customer_id: mine[0] ?? '' })).toMatchObject({
    because: 'owner',
    responsible: { user_id: eva.userId },
  });
  expect((await finn.call(GetCustomer, { customer_id: mine[0] ?? '' })).summary_only).toBe(true);

  // the summary says what was done, by whom, and what to do first
  const [handback] = handbacks.filter(({ assignment_id }) => assignment_id === assignment.id);
  expect(handback?.content.activities_during_absence).toContainEqual(
    expect.objectContaining({ description: 'New price list by Friday', by: handback?.backup.name }),
  );
  if (open)
    expect(handback?.content.resolved_issues).toContainEqual(
      expect.objectContaining({ title: open.title, by: handback?.backup.name }),
    );
  expect(handback?.content.recommendations).toContainEqual(
    expect.objectContaining({ rule: 'promise-made', evidence: ['New price list by Friday'] }),
  );

  // they meet, in both their working hours, and both are invited
  const meeting = await eva.call(ProposeHandbackMeeting, { assignment_id: assignment.id });
  for (const zone of ['Europe/Paris', 'Europe/Dublin']) {
    const local = Temporal.Instant.from(meeting.starts_at).toZonedDateTimeISO(zone);
    expect(local.hour).toBeGreaterThanOrEqual(8);
    expect(local.hour).toBeLessThan(19);
    expect(local.dayOfWeek).toBeLessThan(6);
  }
  await story.settle();
  expect(meeting.delivered).toBe('sent');
  const invited = (await mails()).filter(({ subject }) => subject === meeting.title).flatMap(({ to }) => to ?? []);
  expect(invited.toSorted()).toEqual([eva.email, finn.email]);

  // Finn says how it went and hands back; Eva closes it
  await finn.call(GiveFeedback, {
    assignment_id: assignment.id,
    items: [{ customer_id: mine[0] ?? '', feedback: 'Friendly, in a hurry.', rating: 4 }],
  });
  await finn.call(CompleteHandback, { assignment_id: assignment.id, notes: 'Price list is in the drive.' });
  const closed = await eva.call(CompleteHandback, { assignment_id: assignment.id });
  expect(closed).toMatchObject({
    status: 'completed',
    notes: 'Price list is in the drive.',
    feedback: [{ feedback: 'Friendly, in a hurry.', rating: 4 }],
  });

  // the next working morning both are asked how it was
  await story.at(`${day(7)}T12:00:00Z`);
  const [survey] = (await eva.call(ListSurveys, { open: 'true' })).items;
  expect(survey).toMatchObject({ asked_as: 'csm', absence_id: absence.id });
  expect(await eva.call(AnswerSurvey, { survey_id: survey?.id ?? '', rating: 5 })).toMatchObject({ rating: 5 });
  expect((await finn.call(ListSurveys, { open: 'true' })).items).toMatchObject([{ asked_as: 'backup' }]);
});
