import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  AcknowledgeBrief,
  CreateCustomerActivity,
  CreateEvent,
  CreateTask,
  ENDPOINTS,
  GetCoverageDashboard,
  GetCurrentCoverage,
  GetCustomerBrief,
  GetHandback,
  GetResponsible,
  ListActivities,
  ListAudit,
  LogActivity,
  ReturnFromAbsence,
  SetUpCoverage,
} from '@understudy/contracts';
import { fromNow, plannedCoverage } from './briefing.js';
import { accept, asked } from './covering.js';
import { aWorld, type Organisation, type World } from './world.js';

/** Promises of PRD-131 and PRD-258 that no other file shows; docs/requirements.md says which. Days pass here. */
jest.setTimeout(180_000);

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

const first = () => org.customers[0] ?? '';

describe('addresses stay exactly as the documents write them', () => {
  const WRITTEN = {
    'PRD-131': `
      POST /api/coverage/setup
      GET /api/coverage/:csmId/current
      GET /api/coverage/:coverageId/handoff
      POST /api/coverage/:coverageId/notify-customers
      POST /api/coverage/:coverageId/return`,
    'PRD-258': `
      POST /api/absences
      GET /api/absences
      GET /api/absences/:id
      PATCH /api/absences/:id
      DELETE /api/absences/:id
      GET /api/absences/:id/coverage
      POST /api/absences/:id/coverage
      PATCH /api/coverage-assignments/:id
      POST /api/coverage-assignments/:id/accept
      POST /api/coverage-assignments/:id/decline
      GET /api/absences/:id/backup-suggestions
      GET /api/coverage-assignments/:id/briefs
      POST /api/coverage-briefs/:id/notes
      POST /api/coverage-assignments/:id/activities
      GET /api/coverage-assignments/:id/activities
      GET /api/coverage-assignments/:id/summary
      POST /api/coverage-assignments/:id/complete
      GET /api/team/absences
      GET /api/team/coverage-calendar`,
    'PRD-243': `
      POST /api/escalations
      GET /api/escalations
      GET /api/escalations/:id
      PATCH /api/escalations/:id
      DELETE /api/escalations/:id
      POST /api/escalations/:id/updates
      GET /api/escalations/:id/updates
      POST /api/escalations/:id/assign
      POST /api/escalations/:id/escalate
      POST /api/escalations/:id/resolve
      GET /api/escalations/dashboard
      GET /api/escalations/metrics`,
    'the supporter document': `
      POST /api/:tenantId/escalate
      GET /api/:tenantId/escalations
      PATCH /api/:tenantId/escalations/:id/status
      PATCH /api/:tenantId/supporters/:id/availability`,
  };
  const served = new Set(
    Object.values(ENDPOINTS).map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, ':')}`),
  );

  test.each(Object.entries(WRITTEN))('every endpoint of %s', (_document, lines) => {
    const wanted = lines
      .trim()
      .split('\n')
      .map((line) => line.trim().replace(/:\w+/g, ':'));
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted.filter((line) => !served.has(line))).toEqual([]);
  });
});

describe('when a customer writes during the coverage (PRD-258 FR-4.3)', () => {
  test('the backup has the brief of that customer in one step; before and afterwards they have not', async () => {
    const { assignment_id } = await plannedCoverage(world, org, 1, 3);
    await world.forward('P1DT1H');

    const brief = await org.ben.call(GetCustomerBrief, { customer_id: first() });
    expect(brief).toMatchObject({ customer_id: first(), customer: { name: 'Customer 0001' } });
    await org.ben.call(AcknowledgeBrief, { brief_id: brief.id ?? '' });
    expect(await org.eva.refused(GetCustomerBrief, { customer_id: first() })).toBe('404 briefs.not-found');

    await org.ana.call(ReturnFromAbsence, { coverage_id: assignment_id });
    expect(await org.ben.refused(GetCustomerBrief, { customer_id: first() })).toBe('404 briefs.not-found');
  });

  test('what the backup does is the backup’s, and stays linked to the CSM: in the list, the handback and the history', async () => {
    const { assignment_id } = await plannedCoverage(world, org, 0, 3);
    await org.ben.call(LogActivity, {
      assignment_id,
      customer_id: first(),
      activity_type: 'email',
      description: 'Sent the invoice',
      outcome: 'Paid',
    });

    const { items } = await org.mia.call(ListActivities, { assignment_id });
    expect(items).toMatchObject([
      { backup: { user_id: org.ben.id }, original_csm: { user_id: org.ana.id }, customer_id: first(), outcome: 'Paid' },
    ]);
    const { content } = await org.mia.call(GetHandback, { assignment_id });
    expect(content.activities_during_absence).toMatchObject([{ description: 'Sent the invoice', by: 'ben' }]);
    const audit = await org.ada.call(ListAudit, { actor_user_id: org.ben.id, type: 'coverage.activity-logged' });
    expect(audit.items).toHaveLength(1);
    expect(JSON.stringify(audit.items[0]?.data)).toContain(org.ana.id);
  });
});

test('PRD-131 FR-7: how a customer felt before and meanwhile is in the handback, with what shows it', async () => {
  const call = { customer_id: first(), kind: 'call' };
  await org.ana.call(CreateCustomerActivity, { ...call, summary: 'They like it', sentiment: 'positive' });
  const { assignment_id } = await plannedCoverage(world, org, 1, 4);
  await world.forward('P2D');
  await org.ben.call(CreateCustomerActivity, { ...call, summary: 'They are angry', sentiment: 'negative' });
  await org.ana.call(ReturnFromAbsence, { coverage_id: assignment_id });

  const { content } = await org.ana.call(GetHandback, { assignment_id });
  expect(content.sentiment_changes).toMatchObject([
    { customer: { customer_id: first() }, from: 1, to: -1, evidence: expect.arrayContaining(['They are angry']) },
  ]);
});

test('PRD-131 OOOCoverage says how customers are told, and the meetings of each account', async () => {
  const { absence } = await org.ana.call(SetUpCoverage, {
    start_date: await world.day(3),
    end_date: await world.day(5),
    absence_type: 'vacation',
    preferred_backup_user_id: org.ben.id,
    notify_customers: 'auto',
  });
  await org.ana.call(CreateEvent, {
    customer_id: first(),
    title: 'QBR',
    starts_at: await fromNow(world, 'PT84H'),
    ends_at: await fromNow(world, 'PT85H'),
  });
  await world.settle();

  const { items } = await org.ana.call(GetCurrentCoverage, { csm_id: org.ana.id });
  expect(items).toMatchObject([
    { absence_id: absence.id, customer_notifications: { sent: false, sent_at: null, method: 'auto' } },
  ]);
  const account = items[0]?.covered_accounts.find(({ customer_id }) => customer_id === first());
  expect(account).toMatchObject({ health_score: 70, upcoming_meetings: [{ title: 'QBR' }] });
});

test('PRD-131 FR-6: the dashboard says of a covered customer what is due and what was said last, the most pressing first', async () => {
  const { assignment_id } = await plannedCoverage(world, org, 0, 4);
  await org.ana.call(CreateTask, {
    customer_id: first(),
    title: 'Send the offer',
    due_at: await fromNow(world, '-PT1H'),
  });
  await org.ben.call(LogActivity, {
    assignment_id,
    customer_id: first(),
    activity_type: 'call',
    description: 'They wait for the offer',
  });

  const board = await org.ben.call(GetCoverageDashboard, { show: 'covered' });
  expect(board.rows).toHaveLength(3);
  expect(board.rows[0]).toMatchObject({
    customer_id: first(),
    priority: 'medium',
    covered_for: { name: 'ana' },
    assignment_id,
    due: { what: 'Send the offer', overdue: true },
    last_word: { text: 'They wait for the offer', by: 'ben' },
  });
  expect(board.rows.slice(1).map(({ due, priority }) => [due, priority])).toEqual([
    [null, 'low'],
    [null, 'low'],
  ]);
});

test('PRD-258 NFR-3: the audit says who was asked, who said yes, and when it began and ended, each with who did it', async () => {
  const { id } = await asked(world, org, 1, 3);
  await accept(org.ben, id);
  await world.forward('P6D');

  const { items } = await org.ada.call(ListAudit, { limit: 100 });
  const story = items
    .filter(({ type, data }) => type.startsWith('coverage.') && JSON.stringify(data).includes(id))
    .map(({ type, actor }) => `${type} ${actor.kind === 'user' ? actor.name : 'by itself'}`)
    .toReversed();
  expect(story.filter((line) => /requested|accepted|started|ended/.test(line))).toEqual([
    'coverage.requested by itself',
    'coverage.accepted ben',
    'coverage.started by itself',
    'coverage.ended by itself',
  ]);
  // what is written at the same moment stands in the order of writing: only then may a later line be the earlier by milliseconds
  const times = items.map(({ at }) => Temporal.Instant.from(at).epochMilliseconds);
  for (const [n, at] of times.entries()) expect(at - (times[n + 1] ?? 0)).toBeGreaterThan(-1000);
});

test('PRD-131 NFR-1: from out of office to somebody in charge in less than an hour, also when nobody answers', async () => {
  const today = await world.day(0);
  const began = await world.now();
  const { absence } = await org.ana.call(SetUpCoverage, {
    start_date: today,
    end_date: await world.day(4),
    absence_type: 'sick',
    notify_customers: 'none',
  });
  // from the first moment somebody answers for every customer, by assignment within the hour
  for (const customer_id of org.customers)
    expect((await org.mia.call(GetResponsible, { customer_id })).responsible?.name).toBe('mia');
  await world.forward('PT59M');
  for (const customer_id of org.customers)
    expect(await org.mia.call(GetResponsible, { customer_id })).toMatchObject({ because: 'coverage' });
  const rows = (await org.assignments(absence.id)).filter(({ status }) => status === 'active');
  expect(rows.flatMap((row) => row.covered_customer_ids).toSorted()).toEqual(org.customers.toSorted());
  for (const { accepted_at } of rows) expect(began.until(accepted_at ?? '').total('minutes')).toBeLessThan(60);
});

test('PRD-131 partial days: a customer is the backup’s in the hours away and the owner’s around them', async () => {
  const absence = await org.absence(org.ana, 3, 3, {
    partial_hours: '09:00-12:00',
    preferred_backup_user_id: org.ben.id,
  });
  await world.settle();
  const [row] = await org.assignments(absence.id);
  await org.ben.call(AcceptCoverage, { assignment_id: row?.id ?? '' });
  const who = async (clock: string) => {
    const at = Temporal.PlainDateTime.from(`${await world.day(3)}T${clock}`).toZonedDateTime('Europe/Lisbon');
    return (await org.mia.call(GetResponsible, { customer_id: first(), at: at.toInstant().toString() })).responsible
      ?.name;
  };
  expect([await who('08:59'), await who('09:00'), await who('11:59'), await who('12:00')]).toEqual([
    'ana',
    'ben',
    'ben',
    'ana',
  ]);
});
