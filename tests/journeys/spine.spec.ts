import { jest } from '@jest/globals';
import { ApiProblem } from '@understudy/api-client';
import {
  AcceptCoverage,
  AddonAction,
  CreateEscalation,
  GetBackupSuggestions,
  GetCoverageDashboard,
  GetEscalation,
  GetEscalationTimeline,
  GetResponsible,
  GmailHome,
  GmailMessage,
  ListAbsences,
  ListBriefs,
  VerifyAudit,
} from '@understudy/contracts';
import { type Stack, startStack } from '../support/stack.js';
import { outOfOffice, type Story, type StoryPerson, tell } from '../support/story.js';

jest.setTimeout(300_000);

let stack: Stack;
let story: Story;
let ana: StoryPerson;
let ben: StoryPerson;
let mia: StoryPerson;
let ada: StoryPerson;

/** The Monday of the week after next, so that the story never starts in the past. */
let monday: Temporal.PlainDate;
const day = (offset: number): string => monday.add({ days: offset }).toString();

beforeAll(async () => {
  stack = await startStack();
  story = await tell(stack);
  [ana, ben, mia, ada] = [
    await story.person('ana'),
    await story.person('ben'),
    await story.person('mia'),
    await story.person('ada'),
  ];
  const today = Temporal.Now.plainDateISO('UTC');
  monday = today.add({ days: 15 - today.dayOfWeek });
});
afterAll(() => stack?.stop());

const absenceOf = async (person: StoryPerson) =>
  (await person.call(ListAbsences, { user_id: person.userId })).items.find(({ status }) => status !== 'cancelled');
const corvane = () => {
  const found = story.customers.find(({ name }) => name === 'Corvane Bank');
  if (!found) throw new Error('the story is about Corvane Bank');
  return found;
};
const textOf = (value: unknown): string => JSON.stringify(value);

test('Ana goes away for a week: detected, covered, briefed, escalated, handed back, and all of it is in the history', async () => {
  // she only makes an event in her calendar
  const event = await ana.calendar('POST', outOfOffice(day(0), day(4), 'Europe/Lisbon'));
  await story.settle();

  const found = await absenceOf(ana);
  expect(found).toMatchObject({
    status: 'planned',
    source: 'google_calendar',
    start_date: day(0),
    end_date: day(4),
    time_zone: 'Europe/Lisbon',
    calendar_event_id: event.id,
  });
  expect(found?.during.starts_at).toBe(
    `${monday.toZonedDateTime('Europe/Lisbon').toInstant().toString({ fractionalSecondDigits: 3 })}`,
  );

  // the best suggestion was asked by itself: Ben, whom she prefers
  const suggestions = await ana.call(GetBackupSuggestions, { absence_id: found?.id ?? '' });
  expect(suggestions.items[0]).toMatchObject({ name: 'Ben Vogel', factors: { preference_score: 30 } });
  expect(suggestions.excluded.map(({ name }) => name)).not.toContain('Ana Duarte');
  const asked = found?.coverage.assignments[0];
  expect(asked).toMatchObject({ backup: { name: 'Ben Vogel' }, status: 'pending', tier: 1 });
  expect(found?.coverage).toMatchObject({ customer_count: 38, waiting: 38, accepted: 0 });

  // Ben sees the request in Gmail, and one button is enough
  const home = await ben.call(GmailHome, { locale: 'en-GB', time_zone: 'Europe/Berlin' });
  expect(textOf(home)).toContain('Cover for Ana Duarte');
  const accepted = await ben.call(AddonAction, {
    action_id: 'coverage.accept',
    parameters: { assignment_id: asked?.id ?? '' },
    form: {},
  });
  expect(accepted.notification?.text).toContain('You cover for Ana Duarte');
  await story.settle();
  expect(await absenceOf(ana)).toMatchObject({ status: 'coverage_assigned', coverage: { accepted: 38, uncovered: 0 } });

  expect(textOf(await ben.call(GmailHome, { locale: 'en-GB', time_zone: 'Europe/Berlin' }))).toContain(
    'You cover next',
  );

  // a brief for every customer is there long before she leaves
  const briefs = (await ben.call(ListBriefs, { assignment_id: asked?.id ?? '' })).items;
  expect(briefs).toHaveLength(38);
  expect(briefs[0]?.priority).toBe('high');
  for (const brief of briefs) {
    expect(brief.customer.source).toBe('crm');
    expect(brief.key_contacts.value.length).toBeLessThanOrEqual(3);
    expect(brief.recent_activity.value.length).toBeLessThanOrEqual(5);
  }

  // until she leaves she looks after them herself; the past and the future have their own answers
  const before = await mia.call(GetResponsible, { customer_id: corvane().id });
  expect(before).toMatchObject({ because: 'owner', responsible: { name: 'Ana Duarte' } });
  const later = await mia.call(GetResponsible, { customer_id: corvane().id, at: `${day(2)}T10:00:00Z` });
  expect(later).toMatchObject({ because: 'coverage', responsible: { name: 'Ben Vogel' } });

  // the clock moves into her week: Ben is in charge, and a customer writes
  await story.at(`${day(1)}T09:00:00Z`);
  expect(await absenceOf(ana)).toMatchObject({ status: 'active' });
  const covered = await mia.call(GetResponsible, { customer_id: corvane().id });
  expect(covered).toMatchObject({
    because: 'coverage',
    responsible: { name: 'Ben Vogel' },
    skipped: [{ user: { name: 'Ana Duarte' }, reason: 'is away' }],
  });
  const message = await ben.call(GmailMessage, {
    message_id: 'm1',
    thread_id: 't1',
    from: `Lena Hoffmann <lena@${corvane().domains[0]}>`,
    to: ana.email,
    subject: 'Where is our invoice?',
  });
  expect(message.cards[0]?.header).toMatchObject({
    title: 'Corvane Bank',
    subtitle: expect.stringMatching(/^You cover for Ana until Fri/),
  });

  // it is too big for him alone
  const escalation = await ben.call(
    CreateEscalation,
    {
      customer_id: corvane().id,
      category: 'Billing',
      severity: 'P1',
      title: 'Invoices missing',
      description: 'None since the move.',
      expected_resolution: 'The invoice is sent',
    },
    { idempotencyKey: 'story-1' },
  );
  expect(escalation).toMatchObject({
    status: 'open',
    arr_at_risk: 412_000,
    customer_context: { name: 'Corvane Bank', responsible: { name: 'Ben Vogel' }, csm: { name: 'Ana Duarte' } },
  });
  expect(escalation.primary_owner).not.toBeNull();
  expect(Temporal.Instant.from(escalation.created_at).until(escalation.sla.due_at).total('hours')).toBe(24);
  const again = await ben.call(
    CreateEscalation,
    {
      customer_id: corvane().id,
      category: 'Billing',
      severity: 'P1',
      title: 'Invoices missing',
      description: 'None since the move.',
      expected_resolution: 'The invoice is sent',
    },
    { idempotencyKey: 'story-1' },
  );
  expect(again.id).toBe(escalation.id);
  const board = await ben.call(GetCoverageDashboard, { show: 'covered' });
  expect(board.counts.covered).toBe(38);
  expect(board.rows.find(({ customer_id }) => customer_id === corvane().id)?.open_escalation).toMatchObject({
    id: escalation.id,
    severity: 'P1',
  });

  // she comes back: her customers are hers again, his part is over, his way in is closed
  await story.at(`${day(5)}T09:00:00Z`);
  const after = await mia.call(GetResponsible, { customer_id: corvane().id });
  expect(after).toMatchObject({ because: 'owner', responsible: { name: 'Ana Duarte' } });
  expect(await absenceOf(ana)).toMatchObject({
    status: 'completed',
    coverage: { assignments: [{ status: 'completed', ended_reason: 'returned' }] },
  });
  expect((await ben.call(GetCoverageDashboard, { show: 'covered' })).counts.covered).toBe(0);
  expect(
    (await mia.call(GetResponsible, { customer_id: corvane().id, at: `${day(2)}T10:00:00Z` })).responsible,
  ).toMatchObject({ name: 'Ben Vogel' });

  // nobody looked after the escalation in time: it climbed, was warned about, ran out, and the timeline says so
  const timeline = await ada.call(GetEscalationTimeline, { escalation_id: escalation.id });
  const TURNS = ['created', 'climbed', 'unconfirmed-at-end', 'sla-warning', 'sla-breached'];
  const turns = timeline.items
    .map(({ type }) => type.replace('escalation.', ''))
    .filter((type) => TURNS.includes(type));
  expect(turns).toEqual([
    'sla-breached',
    ...['sla-warning', 'sla-warning', 'sla-warning'],
    'unconfirmed-at-end',
    ...['climbed', 'climbed'],
    'created',
  ]);
  expect((await ada.call(GetEscalation, { escalation_id: escalation.id })).sla.breached).toBe(true);
  expect(await ada.call(VerifyAudit, {})).toMatchObject({ intact: true });
});

test('an event that moves takes its coverage along; one that is deleted ends it, also when Google tells nobody', async () => {
  const chloe = await story.person('chloe');
  const event = await chloe.calendar('POST', outOfOffice(day(21), day(25), 'America/New_York'));
  await story.settle();
  const asked = (await absenceOf(chloe))?.coverage.assignments[0];
  expect(asked?.status).toBe('pending');

  await chloe.calendar(
    'PATCH',
    {
      start: outOfOffice(day(28), day(30), 'America/New_York')['start'],
      end: outOfOffice(day(28), day(30), 'America/New_York')['end'],
    },
    event.id,
  );
  await story.settle();
  const moved = await absenceOf(chloe);
  expect(moved).toMatchObject({ start_date: day(28), end_date: day(30) });
  expect(moved?.coverage.assignments.find(({ id }) => id === asked?.id)?.during).toEqual(moved?.during);

  // push is off: the poll notices
  await story.sandbox('POST', '/sandbox/faults', { kind: 'push-off' });
  await chloe.calendar('DELETE', {}, event.id);
  await story.settle();
  const [gone] = (await chloe.call(ListAbsences, { status: 'cancelled', user_id: chloe.userId })).items;
  expect(gone?.id).toBe(moved?.id);
  // nobody can carry her whole portfolio, so it was split; every share ends
  const shares = gone?.coverage.assignments.map(({ status, ended_reason }) => `${status} ${ended_reason}`);
  expect(new Set(shares)).toEqual(new Set(['completed absence_cancelled']));
});

test('a no is final and somebody else is asked; the one who said no cannot take it back', async () => {
  const gus = await story.person('gus');
  await gus.calendar('POST', outOfOffice(day(42), day(44), 'America/Sao_Paulo'));
  await story.settle();
  const first = (await absenceOf(gus))?.coverage.assignments[0];
  const backup = await story.person((first?.backup.name ?? '').split(' ')[0]?.toLowerCase() ?? '');

  const form = await backup.call(AddonAction, {
    action_id: 'coverage.decline',
    parameters: { assignment_id: first?.id ?? '' },
    form: { reason: ['Audit week'] },
  });
  expect(form.notification?.text).toContain('Declined');
  await story.settle();

  const next = (await absenceOf(gus))?.coverage.assignments;
  expect(next?.find(({ id }) => id === first?.id)).toMatchObject({ status: 'declined', declined_reason: 'Audit week' });
  expect(next?.filter(({ status }) => status === 'pending').map(({ backup: { name } }) => name)).not.toContain(
    first?.backup.name,
  );
  const refused = await backup
    .call(AcceptCoverage, { assignment_id: first?.id ?? '' })
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiProblem);
  expect(refused).toMatchObject({ problem: { code: 'coverage.already-answered', status: 409 } });
});
