import { randomUUID } from 'node:crypto';
import { Heartbeat } from '@understudy/api/testing';
import {
  CreateEscalation,
  GetEscalationBaseline,
  GetEscalationDashboard,
  GetEscalationMetrics,
  GetEscalationReport,
  GetSuccessMetrics,
  ListDashboardEscalations,
  ListReportedEscalations,
  PutEscalationBaseline,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld({
    asOwner: `insert into service_uptime (up_since, up_until) values (clock_timestamp() - interval '10 days', clock_timestamp() - interval '1 hour')`,
  });
});
afterAll(() => world?.close());

interface Planted {
  readonly daysAgo: number;
  readonly severity?: 'P0' | 'P1' | 'P2' | 'P3';
  readonly category?: string;
  readonly title?: string;
  readonly owner?: Person | null;
  readonly status?: 'open' | 'investigating' | 'action_required' | 'resolved' | 'closed' | 'void';
  readonly answeredAfter?: number;
  /** Hours from its beginning. */
  readonly resolvedAfter?: number;
  readonly dueAfter?: number;
  readonly outcome?: 'saved' | 'lost' | 'not_applicable';
  readonly summary?: string;
  readonly cause?: string;
  readonly segment?: string;
  readonly paused?: boolean;
}

const SUMMARY = 'The export was repaired and everything sent again';
const CAUSE = 'A renamed column in the nightly feed';

async function plant({ sql, customers, ana, mia }: Organisation, given: Planted): Promise<string> {
  const id = randomUUID();
  const { category = 'Billing', owner = mia } = given;
  const status = given.status ?? (given.resolvedAfter === undefined ? 'open' : 'resolved');
  await sql(
    `insert into escalation_categories (tenant_id, name) select $1, $2
      where not exists (select from escalation_categories where tenant_id = $1 and lower(name) = lower($2))`,
    [category],
  );
  await sql(
    `with at as materialized (select app_now() - make_interval(days => $3::int) as opened)
     insert into escalations (tenant_id, id, customer_id, created_by_user_id, category_id, severity, title, description, status, primary_owner_id,
                              owner_because, customer_context, arr_at_risk, source, created_at, acknowledged_at, actual_resolution_date,
                              sla_due_at, sla_response_due_at, sla_warn_at, sla_paused_since, outcome, resolution_summary, root_cause)
     select $1, $2, $4, $5, k.id, $6, $7, 'x', $8, $9, '{}', jsonb_build_object('segment', $10::text), 0, '{}', opened,
            opened + make_interval(hours => $11::int), opened + make_interval(hours => $12::int), opened + make_interval(hours => $13::int),
            opened + interval '1 hour', opened, case when $14::boolean then app_now() - interval '1 minute' end, $15, $16, $17
       from at, escalation_categories k where k.tenant_id = $1 and k.name = $18`,
    [
      id,
      given.daysAgo,
      customers[0],
      ana.id,
      given.severity ?? 'P2',
      given.title ?? 'Invoices missing',
      status,
      owner?.id ?? null,
      given.segment ?? 'Enterprise',
      given.answeredAfter ?? given.resolvedAfter ?? null,
      given.resolvedAfter ?? null,
      given.dueAfter ?? 72,
      given.paused ?? false,
      given.outcome ?? null,
      given.summary ?? null,
      given.cause ?? null,
      category,
    ],
  );
  return id;
}

/** Every number with a list, wherever it stands in an answer. */
function countsIn(value: unknown): { value: number; list: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('value' in value && 'list' in value) return [value as { value: number; list: string }];
  return Object.values(value).flatMap(countsIn);
}

const metric = async (who: Person, id: string) =>
  (await who.call(GetSuccessMetrics, {})).metrics.find((one) => one.id === id);

describe('without any escalation', () => {
  beforeAll(async () => {
    org = await world.organisation();
  });

  test('every count is 0, and no share, time or percentage is a number', async () => {
    const report = await org.ada.call(GetEscalationReport, {});
    expect(new Set(countsIn(report).map(({ value }) => value))).toEqual(new Set([0]));
    expect([report.sla, report.response_sla, report.documentation, report.save_rate].map(({ share }) => share)).toEqual(
      [null, null, null, null],
    );
    expect(report).toMatchObject({ reduction: null, resolution: { median_minutes: null, p90_minutes: null } });
    expect(report.baseline).toMatchObject({ source: null, minutes: { P0: null, P3: null } });
    expect((await org.ada.call(GetEscalationDashboard, {})).counts.open.value).toBe(0);
  });

  test('everybody who works with customers is in the load, with nothing', async () => {
    const { people } = await org.ada.call(GetEscalationReport, {});
    expect(people.map(({ user, load }) => [user.name, load.open, load.share])).toEqual(
      ['ana', 'ben', 'eva', 'gus', 'max', 'mia', 'sam'].map((name) => [name, 0, null]),
    );
  });
});

describe('two weeks of escalations', () => {
  let cause: string;
  beforeAll(async () => {
    org = await world.organisation();
    const words = { summary: SUMMARY, cause: CAUSE };
    cause = await plant(org, { daysAgo: 10, resolvedAfter: 10, outcome: 'saved', ...words });
    await plant(org, { daysAgo: 9, resolvedAfter: 20, outcome: 'saved', summary: SUMMARY, cause: `${CAUSE}!` });
    await plant(org, {
      daysAgo: 9,
      severity: 'P1',
      category: 'Legal',
      resolvedAfter: 100,
      outcome: 'lost',
      cause: 'n/a',
    });
    await plant(org, { daysAgo: 3, severity: 'P1', category: 'Legal', status: 'closed', resolvedAfter: 30, ...words });
    await plant(org, { daysAgo: 5, severity: 'P0', title: '=SUM(A1)', dueAfter: 4, segment: 'SMB' });
    await plant(org, { daysAgo: 1, severity: 'P3', owner: null, segment: 'SMB' });
    await plant(org, {
      daysAgo: 4,
      status: 'action_required',
      answeredAfter: 1,
      dueAfter: 200,
      paused: true,
      owner: org.gus,
    });
    await plant(org, { daysAgo: 2, status: 'void', resolvedAfter: 1 });
    await plant(org, { daysAgo: 200, resolvedAfter: 5 });
  });

  test('every number of the dashboard, the metrics and the report is the total of the list it names', async () => {
    for (const who of [org.ada, org.mia, org.gus]) {
      const counts = [
        ...countsIn(await who.call(GetEscalationDashboard, {})),
        ...countsIn(await who.call(GetEscalationMetrics, {})),
        ...countsIn(await who.call(GetEscalationReport, {})),
      ];
      expect(counts.length).toBeGreaterThan(50);
      const seen = new Map<string, number>();
      for (const { value, list } of counts) {
        const { pathname, searchParams } = new URL(list, 'http://x');
        const endpoint = [ListDashboardEscalations, ListReportedEscalations].find(({ path }) => path === pathname);
        expect(endpoint).toBeDefined();
        if (!endpoint) continue;
        const total = seen.get(list) ?? (await who.call(endpoint, Object.fromEntries(searchParams) as never)).total;
        seen.set(list, total);
        expect({ list, total }).toEqual({ list, total: value });
      }
    }
  }, 300_000);

  test('the dashboard counts what is open: by category, severity, status and age, what nobody owns, what is late, what is next', async () => {
    const board = await org.ada.call(GetEscalationDashboard, {});
    const values = Object.fromEntries(Object.entries(board.counts).map(([name, { value }]) => [name, value]));
    expect(values).toEqual({
      open: 3,
      unassigned: 1,
      unanswered: 2,
      breached: 1,
      'response-breached': 2,
      paused: 1,
      'due-within-a-day': 0,
    });
    expect(board.by_severity.map(({ severity, open }) => [severity, open.value])).toEqual([
      ['P0', 1],
      ['P1', 0],
      ['P2', 1],
      ['P3', 1],
    ]);
    expect(board.by_category.map(({ category, open }) => [category, open.value])).toEqual([['Billing', 3]]);
    expect(board.by_status.map(({ open }) => open.value)).toEqual([2, 0, 1]);
    expect(board.by_age.filter(({ open }) => open.value > 0).map(({ age }) => age)).toEqual(['1d-3d', '3d-7d']);
    expect(board.next_due.map(({ severity, breached }) => [severity, breached])).toEqual([
      ['P0', true],
      ['P3', false],
      ['P2', false],
    ]);
  });

  test('resolution times: median and p90 as PostgreSQL calculates them, wall and working minutes', async () => {
    const { resolution, by_severity, response } = await org.ada.call(GetEscalationMetrics, {});
    const [raw] = await org.sql<{ median: number; p90: number }>(
      `select percentile_cont(0.5) within group (order by m) as median, percentile_cont(0.9) within group (order by m) as p90
         from (select extract(epoch from actual_resolution_date - created_at)::float8 / 60 as m from escalations
                where tenant_id = $1 and status in ('resolved', 'closed') and created_at > app_now() - interval '89 days') x`,
    );
    expect(resolution.count.value).toBe(4);
    expect(resolution.median_minutes).toBeCloseTo(raw?.median ?? NaN, 3);
    expect(resolution.p90_minutes).toBeCloseTo(raw?.p90 ?? NaN, 3);
    // worlds begin on a Monday at ten: Friday ten to Saturday four is seven working hours, Saturday's is none
    const p1 = by_severity.find(({ severity }) => severity === 'P1');
    expect(p1?.resolution.median_minutes).toBeCloseTo(65 * 60, 0);
    expect(resolution.p90_business_minutes).toBeLessThan(resolution.p90_minutes ?? 0);
    expect(response.count.value).toBe(5);
  });

  test('SLA compliance: a clock that ran out is missed, a paused or running one is neither', async () => {
    const { sla } = await org.ada.call(GetEscalationReport, {});
    expect([sla.part.value, sla.whole.value, sla.share]).toEqual([3, 5, 0.6]);
    expect(await metric(org.ada, 'sla-compliance')).toMatchObject({
      value: 0.6,
      status: 'missed',
      whole: { value: 5 },
    });
  });

  test('documentation quality and save rate, of those that were resolved', async () => {
    const report = await org.ada.call(GetEscalationReport, {});
    expect([report.documentation.part.value, report.documentation.whole.value]).toEqual([3, 4]);
    expect([report.save_rate.part.value, report.save_rate.whole.value]).toEqual([2, 3]);
    expect(await metric(org.ada, 'escalation-documentation')).toMatchObject({ value: 0.75, status: 'missed' });
    expect(await metric(org.ada, 'save-rate')).toMatchObject({ value: 2 / 3, status: 'missed' });
  });

  test('root causes: the same in other words is one, the largest first, with examples', async () => {
    const { root_causes: causes } = await org.ada.call(GetEscalationReport, {});
    expect(causes.groups.map(({ cause: said, count, share }) => [said, count.value, share])).toEqual([
      [CAUSE, 3, 0.75],
      ['n/a', 1, 0.25],
    ]);
    expect(causes.groups[0]?.examples.map(({ id }) => id)).toContain(cause);
    expect(causes.without.value).toBe(0);
  });

  test('trends: each week of the period by segment, weeks without any included', async () => {
    const { trends } = await org.ada.call(GetEscalationReport, {});
    expect(new Set(trends.map(({ week_on }) => week_on)).size).toBeGreaterThanOrEqual(13);
    const sums = (segment: string) => {
      const rows = trends.filter((one) => one.segment === segment);
      const sum = (of: 'created' | 'resolved' | 'sla_missed') => rows.reduce((all, row) => all + row[of].value, 0);
      return [sum('created'), sum('resolved'), sum('sla_missed')];
    };
    expect(sums('Enterprise')).toEqual([5, 4, 1]);
    expect(sums('SMB')).toEqual([2, 0, 1]);
  });

  test('weeks: all segments together, with the spread of times and what was in time', async () => {
    const { weeks, counts, resolution, sla } = await org.ada.call(GetEscalationReport, {});
    const sum = (of: 'created' | 'resolved') => weeks.reduce((all, week) => all + week[of].value, 0);
    expect([sum('created'), sum('resolved')]).toEqual([counts.created.value, counts.resolved.value]);
    expect(weeks.reduce((all, week) => all + week.sla.part.value, 0)).toBe(sla.part.value);
    expect(weeks.reduce((all, week) => all + week.sla.whole.value, 0)).toBe(sla.whole.value);
    const measured = weeks.filter(({ resolved }) => resolved.value > 0);
    expect(measured.length).toBeGreaterThan(0);
    for (const { median_minutes: median, p90_minutes: p90 } of measured) {
      expect(p90).toBeGreaterThanOrEqual(median ?? Number.NaN);
      expect(median).toBeLessThanOrEqual(resolution.p90_minutes ?? Number.NaN);
    }
    for (const week of weeks.filter(({ resolved }) => resolved.value === 0))
      expect([week.median_minutes, week.p90_minutes]).toEqual([null, null]);
  });

  test('load: who owns what, its share, and the team’s', async () => {
    const { people, teams } = await org.ada.call(GetEscalationReport, {});
    const of = (name: string) => people.find(({ user }) => user.name === name)?.load;
    expect(of('mia')).toMatchObject({ open: 1, by_severity: { P0: 1 }, created: { value: 5 }, resolved: { value: 4 } });
    expect(of('gus')).toMatchObject({ open: 1, share: 1 / 3 });
    // what nobody owns is with the team of the customer's CSM
    expect(teams.map(({ name, load }) => [name, load.open])).toEqual([
      ['Americas', 1],
      ['EMEA', 2],
      ['No team', 0],
    ]);
  });

  test('an admin sees the tenant, a manager their people’s, a CSM their own, a member reads no report', async () => {
    const created = async (who: Person) => (await who.call(GetEscalationReport, {})).counts.created.value;
    expect([await created(org.ada), await created(org.mia), await created(org.ana)]).toEqual([7, 7, 7]);
    expect([await created(org.gus), await created(org.max), await created(org.ben), await created(org.sam)]).toEqual([
      1, 1, 0, 0,
    ]);
    expect(await org.eli.refused(GetEscalationReport, {})).toBe('403 identity.not-allowed');
    const open = async (who: Person) => (await who.call(GetEscalationDashboard, {})).counts.open.value;
    expect([await open(org.ada), await open(org.gus), await open(org.eli), await open(org.sam)]).toEqual([3, 1, 0, 0]);
    const theirs = await world.organisation();
    expect([await open(theirs.ada), await created(theirs.ada)]).toEqual([0, 0]);
  });

  test('a team that is not there, days that end before they begin, a filter nobody knows', async () => {
    const theirs = await world.organisation();
    const [{ id } = { id: '' }] = await theirs.sql<{ id: string }>('select id from teams where tenant_id = $1 limit 1');
    for (const endpoint of [GetEscalationReport, GetEscalationMetrics, GetEscalationDashboard, ListReportedEscalations])
      expect(await org.ada.refused(endpoint, { team_id: id })).toBe('404 teams.not-found');
    expect(await org.ada.refused(GetEscalationMetrics, { from: '2026-07-02', to: '2026-07-01' })).toBe(
      '422 absences.ends-before-start',
    );
    expect(await org.ada.refused(ListReportedEscalations, { filter: 'sunny' as never })).toBe('400 request.malformed');
  });

  test('two years at most: more is refused before a row is read', async () => {
    for (const endpoint of [GetEscalationReport, GetEscalationMetrics, ListReportedEscalations, GetSuccessMetrics])
      expect(await org.ada.refused(endpoint, { from: '1900-01-01' })).toBe('422 reports.period-too-long');
    const { trends } = await org.ada.call(GetEscalationReport, { from: '2024-01-01', to: '2026-01-01' });
    expect(new Set(trends.map(({ week_on }) => week_on)).size).toBe(105);
    expect(await org.ada.refused(GetEscalationReport, { from: '2024-01-01', to: '2026-01-02' })).toBe(
      '422 reports.period-too-long',
    );
  });

  describe('as CSV', () => {
    const csv = async (who: Person, address: string) => {
      const token = await world.api.tokenOf(who.email);
      const answer = await fetch(world.api.baseUrl + address, { headers: { authorization: `Bearer ${token}` } });
      return { answer, lines: (await answer.text()).split('\r\n') };
    };

    test('a list holds every row, and what a spreadsheet would calculate is text', async () => {
      const { answer, lines } = await csv(org.ada, '/api/reports/escalations/list?format=csv&limit=1');
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="escalations.csv"');
      expect(lines[0]).toMatch(/^\uFEFF?id,title,customer_id,customer,/);
      expect(lines).toHaveLength(1 + 7 + 1);
      expect(lines.join('\n')).toContain(",'=SUM(A1),");
      const open = await csv(org.ada, '/api/escalations/dashboard/list?format=csv');
      expect(open.lines).toHaveLength(1 + 3 + 1);
    });

    test('a narrowed list holds the same rows as its JSON', async () => {
      const query = `caused_like=${cause}&filter=with-root-cause`;
      const { lines } = await csv(org.ada, `/api/reports/escalations/list?${query}&format=csv`);
      const { items } = await org.ada.call(ListReportedEscalations, { caused_like: cause, filter: 'with-root-cause' });
      expect(lines.slice(1, -1).map((line) => line.slice(0, 36))).toEqual(items.map(({ id }) => id));
    });

    test.each(['trends', 'root_causes', 'people', 'teams'])('the report’s %s', async (section) => {
      const { answer, lines } = await csv(org.ada, `/api/reports/escalations?format=csv&section=${section}`);
      const report = await org.ada.call(GetEscalationReport, {});
      const rows = section === 'root_causes' ? report.root_causes.groups : Reflect.get(report, section);
      expect(answer.status).toBe(200);
      expect(lines).toHaveLength(1 + rows.length + 1);
    });

    test('what is refused is a problem, not a file', async () => {
      const { answer } = await csv(org.eli, '/api/reports/escalations/list?format=csv');
      expect(answer.status).toBe(403);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    });
  });
});

describe('the baseline', () => {
  test('entered by an admin, it is what resolution is compared with, each severity by itself; it is in the history', async () => {
    org = await world.organisation();
    await plant(org, { daysAgo: 5, severity: 'P1', resolvedAfter: 10 });
    await plant(org, { daysAgo: 5, severity: 'P2', resolvedAfter: 40 });
    expect(await metric(org.ada, 'escalation-resolution-time')).toMatchObject({ value: null, status: 'not_measured' });

    const entered = { P0: null, P1: 1200, P2: 4800, P3: null, reason: 'From the old ticket system' };
    expect(await org.ada.call(PutEscalationBaseline, entered)).toMatchObject({
      source: 'entered',
      minutes: { P1: 1200 },
      entered_by: { name: 'ada' },
    });
    const found = await metric(org.mia, 'escalation-resolution-time');
    expect(found).toMatchObject({ status: 'met' });
    expect(found?.value).toBeCloseTo(0.5, 6);
    const [event] = await org.sql<{ canonical: string }>(
      `select canonical from history where tenant_id = $1 and type = 'escalation-baseline.entered'`,
    );
    expect(JSON.parse(event?.canonical ?? '{}').data).toMatchObject({ before: { P1: null }, after: { P1: 1200 } });
  });

  test('without one, the first 30 days are it, and only what came after them is compared', async () => {
    org = await world.organisation();
    await plant(org, { daysAgo: 60, severity: 'P2', resolvedAfter: 20 });
    await plant(org, { daysAgo: 20, severity: 'P2', resolvedAfter: 15 });
    const baseline = await org.ada.call(GetEscalationBaseline, {});
    expect(baseline.source).toBe('first-30-days');
    expect(baseline.minutes.P2).toBeCloseTo(1200, 6);
    const found = await metric(org.ada, 'escalation-resolution-time');
    expect(found?.value).toBeCloseTo(0.25, 6);
    expect(found?.status).toBe('missed');
  });

  test('nobody but an admin enters it, and no time is nothing or less', async () => {
    const entered = { P0: null, P1: null, P2: null, P3: null, reason: 'x' };
    expect(await org.mia.refused(PutEscalationBaseline, entered)).toBe('403 identity.not-allowed');
    expect(await org.ada.refused(PutEscalationBaseline, { ...entered, P0: 0 })).toBe('400 request.malformed');
  });
});

test('load is all that is open, of owners who are not the reader’s people too, in the report and on the dashboard', async () => {
  org = await world.organisation();
  await plant(org, { daysAgo: 1 });
  await plant(org, { daysAgo: 1, owner: org.sam, severity: 'P1' });
  await plant(org, { daysAgo: 1, owner: null });
  const { people, unowned } = await org.mia.call(GetEscalationReport, {});
  const loads = people.map(({ user, load }) => [user.name, load.open] as const).filter(([, open]) => open > 0);
  expect(loads.toSorted()).toEqual([
    ['mia', 1],
    ['sam', 1],
  ]);
  expect(unowned.open).toBe(1);

  const { counts, by_owner } = await org.mia.call(GetEscalationDashboard, {});
  expect(by_owner.map(({ owner, open }) => [owner?.name ?? null, open])).toHaveLength(3);
  expect(by_owner.reduce((sum, { open }) => sum + open, 0)).toBe(counts.open.value);
  expect(by_owner.find(({ owner }) => owner?.name === 'sam')).toMatchObject({ open: 1, by_severity: { P1: 1 } });
});

test('load says what somebody carries for others while they cover', async () => {
  org = await world.organisation();
  await plant(org, { daysAgo: 1 });
  const { id } = await asked(world, org, 0, 5);
  await accept(org.ben, id);
  const { people } = await org.mia.call(GetEscalationReport, {});
  expect(people.find(({ user }) => user.name === 'ben')?.load).toMatchObject({
    open: 0,
    covering_customers: 3,
    covering_escalations: 1,
  });
});

test('what was made a moment ago is in the dashboard, the CSM’s and the supporter’s only where they may see it', async () => {
  org = await world.organisation();
  await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Technical')`);
  const { id } = await org.ana.call(CreateEscalation, {
    customer_id: org.customers[0] ?? '',
    category: 'Technical',
    severity: 'P2',
    title: 'Down',
    description: 'Nothing loads',
  });
  const shown = async (who: Person) => (await who.call(ListDashboardEscalations, {})).items.map((item) => item.id);
  expect([await shown(org.ana), await shown(org.mia), await shown(org.ada)]).toEqual([[id], [id], [id]]);
  expect([await shown(org.ben), await shown(org.sam)]).toEqual([[], []]);
});

describe('availability', () => {
  const stretches = () => org.sql('select up_since, up_until from service_uptime where $1::uuid is not null');

  test('a beat after a long silence begins a stretch, the next one goes on with it', async () => {
    org = await world.organisation();
    expect(await world.api.app.get(Heartbeat).beat()).toBe(true);
    const before = await stretches();
    expect(await world.api.app.get(Heartbeat).beat()).toBe(true);
    const after = await stretches();
    expect([before.length, after.length]).toEqual([2, 2]);
    expect(after).not.toEqual(before);
  });

  test('an hour without heartbeats in ten days is 99.58 % and too little, and stands among the outages', async () => {
    const { availability } = await org.ada.call(GetEscalationReport, {});
    expect(availability).toMatchObject({ target: 0.999, status: 'missed' });
    expect(availability.share).toBeCloseTo(1 - 60 / (10 * 24 * 60), 2);
    expect(availability.outages).toHaveLength(1);
    expect(availability.down_minutes).toBeGreaterThan(60);
  });

  test('the time before anybody watched is no measurement', async () => {
    const long = { from: '2020-01-01', to: '2020-02-01' };
    const { availability } = await org.ada.call(GetEscalationReport, long);
    expect(availability).toMatchObject({ share: null, status: 'not_measured', watched_minutes: 0, outages: [] });
    expect(availability.why).toMatch(/^Not measured/);
  });
});
