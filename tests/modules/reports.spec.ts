import {
  AddConversationMessage,
  AnswerSurvey,
  CancelAbsence,
  CompleteHandback,
  CreateConversation,
  CreateRisk,
  DeclineCoverage,
  GetAssignment,
  GetCoverageReport,
  GetSuccessMetrics,
  ListBriefs,
  ListReportedAbsences,
  ListReportedAssignments,
  ListSurveys,
  LogActivity,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { events } from './happenings.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
/** Days pass on a slow machine. */
const LONG = 180_000;

const metric = async (who: Person, id: string) => {
  const { metrics } = await who.call(GetSuccessMetrics, {});
  const found = metrics.find((one) => one.id === id);
  if (!found) throw new Error(`no metric ${id}`);
  return found;
};

test('without data nothing is measured: no metric is a number', async () => {
  org = await world.organisation();
  const { metrics } = await org.ada.call(GetSuccessMetrics, {});
  expect(metrics.map(({ id, value, status }) => [id, value, status])).toEqual([
    ['coverage-setup-time', null, 'not_measured'],
    ['customer-response-time', null, 'not_measured'],
    ['escalation-rate', null, 'not_measured'],
    ['csm-satisfaction', null, 'not_measured'],
    ['coverage-assignment-rate', null, 'not_measured'],
    ['coverage-acceptance-rate', null, 'not_measured'],
    ['handback-completion', null, 'not_measured'],
    ['escalation-resolution-time', null, 'not_measured'],
    ['sla-compliance', null, 'not_measured'],
    ['escalation-documentation', null, 'not_measured'],
    ['save-rate', null, 'not_measured'],
  ]);
});

/** A P1 of the first customer, now. */
async function escalate({ sql, customers, ana }: Organisation): Promise<void> {
  await sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Product')`);
  await sql(
    `insert into escalations (tenant_id, customer_id, created_by_user_id, category_id, severity, title, description, owner_because,
                              customer_context, arr_at_risk, source, sla_due_at, sla_response_due_at, sla_warn_at)
     select $1, $2, $3, c.id, 'P1', 'Broken', 'Broken', '{}', '{}', 0, '{}', app_now(), app_now(), app_now()
       from escalation_categories c where c.tenant_id = $1`,
    [customers[0], ana.id],
  );
}

describe('a week away, covered by one who said yes before', () => {
  let id: string;
  beforeAll(async () => {
    org = await world.organisation();
    ({ id } = await asked(world, org, 1, 5));
    await accept(org.ben, id);
    await world.settle();
    await org.ben.call(ListBriefs, { assignment_id: id });
    await world.forward('P2D');
    await org.ben.call(LogActivity, {
      assignment_id: id,
      customer_id: org.customers[0] ?? '',
      activity_type: 'call',
      description: 'Spoke with them',
    });
    const [customer = ''] = org.customers;
    await org.mia.call(CreateRisk, { customer_id: customer, kind: 'churn', description: 'New boss', severity: 'high' });
    await escalate(org);
    await world.forward('P6D');
  }, LONG);

  test('set up before it began, assigned, accepted', async () => {
    const inTime = { part: { value: 1 }, whole: { value: 1 } };
    expect(await metric(org.mia, 'coverage-setup-time')).toMatchObject({
      value: 0,
      worst: 0,
      status: 'met',
      ...inTime,
    });
    expect(await metric(org.mia, 'coverage-assignment-rate')).toMatchObject({ value: 1, status: 'met' });
    expect(await metric(org.mia, 'coverage-acceptance-rate')).toMatchObject({ value: 1, status: 'met' });
  });

  test('the quality of the coverage: briefs read before the start, what was done, recounted from the rows', async () => {
    const report = await org.mia.call(GetCoverageReport, {});
    expect(report.quality).toMatchObject({
      assignments: 1,
      customers: 3,
      briefs: 3,
      briefs_read_before_start: 3,
      actions: 1,
    });
    expect(report.by_backup).toMatchObject([{ backup: { name: 'ben' }, quality: { assignments: 1 } }]);
    expect(report.by_team).toMatchObject([{ name: 'EMEA', quality: { assignments: 1 } }]);
    expect(report.response_time).toMatchObject({ during: null, normal: null });
  });

  test('the counters of the assignment equal the recounts', async () => {
    const { items } = await org.mia.call(ListReportedAssignments, { filter: 'accepted' });
    const counters = await org.mia.call(GetAssignment, { assignment_id: id });
    expect(items).toMatchObject([
      { id, answer: 'accepted', actions: counters.actions_taken, notifications: counters.notifications_received },
    ]);
    expect(counters.actions_taken).toBe(1);
    expect(counters.notifications_received).toBeGreaterThan(0);
  });

  test('an escalation while the owner was away is compared with normal days', async () => {
    const found = await metric(org.mia, 'escalation-rate');
    expect(found).toMatchObject({
      normal: 0,
      status: 'missed',
      why: '1 escalations while owners were away, 0 while they were there',
    });
    expect(found.value).toBeCloseTo(100 / 15, 5); // three customers for five days
  });

  test('every count is the total of the list it names', async () => {
    const report = await org.mia.call(GetCoverageReport, {});
    const all = [
      ...Object.values(report.absences).map((count) => ({ ...count, endpoint: ListReportedAbsences })),
      ...Object.values(report.assignments).map((count) => ({ ...count, endpoint: ListReportedAssignments })),
    ];
    for (const { value, list, endpoint } of all) {
      const { pathname, searchParams } = new URL(list, 'http://x');
      expect(pathname).toBe(endpoint.path);
      const page = await org.mia.call(endpoint, Object.fromEntries(searchParams) as never);
      expect({ list, total: page.total, items: page.items.length }).toEqual({ list, total: value, items: value });
    }
    expect(report.assignments).toMatchObject({ asked: { value: 1 }, accepted: { value: 1 }, ended: { value: 1 } });
    const ofBackup = (backup_user_id: string) =>
      org.mia.call(ListReportedAssignments, { filter: 'in-force', backup_user_id });
    expect((await ofBackup(org.ben.id)).total).toBe(report.by_backup[0]?.quality.assignments);
    expect((await ofBackup(org.eva.id)).total).toBe(0);
  });

  test('an admin sees the tenant, a manager the team, a CSM their own, a supporter nothing of others', async () => {
    const begun = async (who: Person) => (await who.call(GetCoverageReport, {})).absences.begun.value;
    expect([await begun(org.ada), await begun(org.mia), await begun(org.ana)]).toEqual([1, 1, 1]);
    expect([await begun(org.max), await begun(org.gus), await begun(org.ben), await begun(org.sam)]).toEqual([
      0, 0, 0, 0,
    ]);
    const own = async (who: Person) => (await who.call(ListReportedAssignments, { filter: 'accepted' })).total;
    expect([await own(org.ben), await own(org.ana), await own(org.gus)]).toEqual([1, 1, 0]);
  });

  test('handback completion: only what was closed counts', async () => {
    const open = { part: { value: 0 }, whole: { value: 1 } };
    expect(await metric(org.mia, 'handback-completion')).toMatchObject({ value: 0, status: 'missed', ...open });
    await org.ana.call(CompleteHandback, { assignment_id: id });
    expect(await metric(org.mia, 'handback-completion')).toMatchObject({ value: 1, status: 'met', part: { value: 1 } });
  });

  test(
    'what the person answers afterwards is the satisfaction; exactly 4 is not more than 4',
    async () => {
      await world.forward('P3D');
      const { items } = await org.ana.call(ListSurveys, { open: 'true' });
      await org.ana.call(AnswerSurvey, { survey_id: items[0]?.id ?? '', rating: 4 });
      expect(await metric(org.ada, 'csm-satisfaction')).toMatchObject({ value: 4, status: 'missed' });
    },
    LONG,
  );
});

test('how fast customers are answered while their CSM is away is compared with normal days', async () => {
  org = await world.organisation();
  const { id } = await asked(world, org, 0, 3);
  await accept(org.ben, id);
  const ask = async (customer: string | undefined, after: string, answers: boolean) => {
    const { id: conversation_id } = await org.eli.call(CreateConversation, {
      channel: 'chat',
      customer_id: customer ?? '',
      subject: 'Invoices',
    });
    await org.eli.call(AddConversationMessage, { conversation_id, body: 'Where are they?' });
    await world.forward(after);
    if (answers) await org.ada.call(AddConversationMessage, { conversation_id, body: 'On their way' });
  };
  await ask(org.customers[0], 'PT20M', true);
  expect(await metric(org.mia, 'customer-response-time')).toMatchObject({ normal: null, status: 'not_measured' });
  await ask(org.customers[1], 'PT1M', false);

  await world.forward('P4D');
  await ask(org.customers[0], 'PT30M', true);
  const found = await metric(org.mia, 'customer-response-time');
  expect(found).toMatchObject({ status: 'met', why: expect.stringContaining('1 wait') });
  expect([found.value, found.normal].map((minutes) => Math.round(minutes ?? 0))).toEqual([20, 30]);
  const { response_time } = await org.mia.call(GetCoverageReport, {});
  expect(response_time).toMatchObject({ during: found.value, normal: found.normal });
  // another manager's customers are not in it
  expect(await metric(org.max, 'customer-response-time')).toMatchObject({ value: null, status: 'not_measured' });
}, 300_000);

test('an emergency covered after minutes is measured in minutes, a gap is missed', async () => {
  org = await world.organisation();
  const { id } = await asked(world, org, 0, 3);
  await world.forward('PT10M');
  expect(await metric(org.mia, 'coverage-setup-time')).toMatchObject({
    value: null,
    status: 'missed',
    part: { value: 0 },
  });
  await accept(org.ben, id);
  const { value, status } = await metric(org.mia, 'coverage-setup-time');
  expect(status).toBe('met');
  expect(value).toBeGreaterThanOrEqual(10);
  expect(value).toBeLessThan(60);
});

test('a no counts against the acceptance rate', async () => {
  org = await world.organisation();
  const { id, absenceId } = await asked(world, org, 5, 9);
  await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'Too much' });
  await world.settle();
  const second = (await org.assignments(absenceId)).find(({ status }) => status === 'pending');
  await accept(org.eva, second?.id ?? '');
  expect(await metric(org.mia, 'coverage-acceptance-rate')).toMatchObject({ value: 0.5, status: 'missed' });
});

test(
  'a counter that is not what the rows say is found when the absence is over',
  async () => {
    org = await world.organisation();
    const { id, absenceId } = await asked(world, org, 0, 3);
    await accept(org.ben, id);
    await world.settle();
    const differing = () =>
      org.sql(
        `select canonical from history where tenant_id = $1 and type = 'coverage.counters-differ' and subject_id = $2`,
        [absenceId],
      );
    await org.sql(
      'update coverage_assignments set actions_taken = actions_taken + 2 where tenant_id = $1 and id = $2',
      [id],
    );
    await org.ana.call(CancelAbsence, { absence_id: absenceId });
    await world.settle();
    expect(await differing()).toHaveLength(1);
  },
  LONG,
);

test('a counter that is not what the rows say is found within a day while the coverage lasts, and told once', async () => {
  org = await world.organisation();
  const { id } = await asked(world, org, 5, 8);
  const countedAgain = async () => {
    // what the worker asks of itself once a day
    await org.sql(`insert into outbox (tenant_id, type, payload) values ($1, 'counters.due', '{}')`);
    await world.settle();
    return events(org, 'coverage.counters-differ');
  };
  expect(await countedAgain()).toEqual([]);
  await org.sql(
    'update coverage_assignments set notifications_received = notifications_received + 1 where tenant_id = $1 and id = $2',
    [id],
  );
  expect(await countedAgain()).toMatchObject([{ assignment_id: id }]);
  expect(await countedAgain()).toHaveLength(1);
});

test('who may not read reports, a foreign team, days that end before they begin', async () => {
  org = await world.organisation();
  expect(await org.eli.refused(GetCoverageReport, {})).toBe('403 identity.not-allowed');
  const theirs = await world.organisation();
  const [{ id } = { id: '' }] = await org.sql<{ id: string }>(
    `select id from teams where tenant_id = $1 and name = 'EMEA'`,
  );
  expect(await theirs.ada.refused(GetSuccessMetrics, { team_id: id })).toBe('404 teams.not-found');
  expect(await org.ada.refused(GetSuccessMetrics, { from: '2026-07-02', to: '2026-07-01' })).toBe(
    '422 absences.ends-before-start',
  );
});
