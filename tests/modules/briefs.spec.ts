import {
  AcknowledgeBriefs,
  AddBriefNote,
  AssignCoverage,
  CancelAbsence,
  CreateCustomerActivity,
  CreateEvent,
  CreateRisk,
  CreateStakeholder,
  CreateTask,
  DeclineCoverage,
  GetAbsence,
  GetCoverageDashboard,
  GetHandoff,
  ListBriefs,
  ListDepartureCustomers,
  PatchAbsence,
  PatchEvent,
  PutDepartureNote,
  type WireOf,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
}, 60_000);
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

const first = () => org.customers[0] ?? '';
const at = async (span: string) =>
  (await world.now()).add(Temporal.Duration.from(span)).toString({ fractionalSecondDigits: 3 });
const planned = async (from = 3, to = 5) => {
  const { absenceId, id } = await asked(world, org, from, to);
  await accept(org.ben, id);
  await world.settle();
  return { absence_id: absenceId, assignment_id: id };
};
const note = (absence_id: string, more: Partial<WireOf<typeof PutDepartureNote>> = {}) =>
  org.ana.call(PutDepartureNote, { absence_id, customer_id: first(), note: 'Lena decides, ring her first', ...more });
const stored = (assignment_id: string) =>
  org.sql<{
    customer_id: string;
    frozen: boolean;
    generated_at: unknown;
    brief_content: Record<string, { value: unknown }>;
  }>(
    'select customer_id, frozen, generated_at, brief_content from coverage_briefs where tenant_id = $1 and coverage_assignment_id = $2 order by customer_id',
    [assignment_id],
  );

describe('a brief', () => {
  test('holds everything of both documents, each part with source and age', async () => {
    const customer_id = first();
    await org.ana.call(CreateStakeholder, {
      customer_id,
      name: 'Lena',
      email: 'lena@corvane.example',
      is_primary: true,
    });
    await org.ana.call(CreateTask, { customer_id, title: 'Send the invoice', due_at: await at('-PT24H') });
    await org.ana.call(CreateTask, { customer_id, title: 'Some day' });
    await org.ana.call(CreateRisk, { customer_id, kind: 'usage', description: 'Logins fell', severity: 'high' });
    await org.ana.call(CreateCustomerActivity, {
      customer_id,
      kind: 'call',
      summary: 'Asked for the invoice',
      occurred_at: await at('-PT480H'),
    });
    await org.sql(
      `insert into conversations (tenant_id, customer_id, channel, subject, requester_email) values ($1, $2, 'gmail', 'Where is it?', 'lena@corvane.example')`,
      [customer_id],
    );
    const { absence_id, assignment_id } = await planned(0, 4);
    await org.ana.call(CreateEvent, {
      customer_id,
      title: 'QBR',
      starts_at: await at('PT24H'),
      ends_at: await at('PT25H'),
      organizer_id: org.ana.id,
    });
    await note(absence_id, { handling: 'Write in German' });

    const { items } = await org.ben.call(ListBriefs, { assignment_id });
    expect(items[0]).toMatchObject({
      customer_id,
      priority: 'high',
      priority_reason: 'active risk, something urgent within 14 days',
      customer: { health_score: 70, source: 'understudy' },
      key_contacts: { value: [{ name: 'Lena' }] },
      urgent_items: { value: [{ description: 'Send the invoice', overdue: true }] },
      pending_tasks: { value: [{ title: 'Some day' }] },
      recent_activity: { value: [] },
      communication_history: {
        value: [
          { channel: 'gmail', summary: 'Where is it?', requester: 'lena@corvane.example', by: null },
          { channel: 'call', summary: 'Asked for the invoice', by: { name: 'ana' } },
        ],
      },
      scheduled_events: {
        value: [
          {
            title: 'QBR',
            recommendation: 'hand_over',
            recommendation_reason: 'a risk is active there',
            handling: null,
          },
        ],
      },
      risk_flags: { value: [{ description: 'Logins fell' }] },
      ongoing_conversations: { value: [{ subject: 'Where is it?' }] },
      special_notes: { value: 'Lena decides, ring her first', source: 'csm' },
      special_handling: { value: 'Write in German', source: 'csm' },
    });
    for (const part of Object.values(items[0] ?? {}))
      if (typeof part === 'object' && part !== null && 'source' in part)
        expect(part).toMatchObject({ source: expect.stringMatching(/./), as_of: expect.stringMatching(/Z$/) });
  });

  test('comes page by page, most pressing first, with the summary first and how far the backup has read', async () => {
    org = await world.organisation({ customers: 5 });
    await org.sql(`update customers set health_score = 20 where tenant_id = $1 and name = 'Customer 0004'`);
    const { assignment_id } = await planned(0, 4);
    const one = await org.ben.call(ListBriefs, { assignment_id, limit: 2 });
    const two = await org.ben.call(ListBriefs, { assignment_id, limit: 2, cursor: one.next_cursor ?? '' });
    const three = await org.ben.call(ListBriefs, { assignment_id, limit: 2, cursor: two.next_cursor ?? '' });

    expect([one, two, three].flatMap(({ items }) => items.map(({ customer }) => customer.name))).toEqual([
      'Customer 0004',
      'Customer 0001',
      'Customer 0002',
      'Customer 0003',
      'Customer 0005',
    ]);
    expect([one.progress, two.progress, three.progress].map(({ total, viewed }) => [viewed, total])).toEqual([
      [2, 5],
      [4, 5],
      [5, 5],
    ]);
    expect([three.next_cursor, two.summary]).toEqual([null, null]);
    expect(one.summary).toMatch(/^ana is away from .*\. 5 customers with EUR 5,000 a year: 1 high/);
    expect((await org.ana.call(ListBriefs, { assignment_id })).items).toHaveLength(5);
  });

  test('is acknowledged one by one or all at once, by the backup', async () => {
    const { assignment_id } = await planned();
    expect(await org.ana.refused(AcknowledgeBriefs, { assignment_id })).toBe('403 coverage.not-yours');
    expect(await org.ben.call(AcknowledgeBriefs, { assignment_id, customer_ids: [first()] })).toEqual({
      total: 3,
      viewed: 1,
      acknowledged: 1,
    });
    const theirs = await world.organisation();
    expect(await org.ben.refused(AcknowledgeBriefs, { assignment_id, customer_ids: [theirs.customers[0] ?? ''] })).toBe(
      '404 briefs.not-found',
    );
    for (const _ of [1, 2])
      expect(await org.ben.call(AcknowledgeBriefs, { assignment_id })).toMatchObject({ acknowledged: 3 });

    expect(await org.sql(`select 1 from history where tenant_id = $1 and type = 'briefs.acknowledged'`)).toHaveLength(
      2,
    );
    expect(await theirs.ada.refused(AcknowledgeBriefs, { assignment_id })).toBe('404 coverage.assignment-not-found');
  });

  test('eight windows of one reader at once disturb nobody', async () => {
    const { assignment_id } = await planned();
    const answers = await Promise.all(Array.from({ length: 8 }, () => org.ben.call(ListBriefs, { assignment_id })));

    expect(answers.map(({ items }) => items.length)).toEqual(Array(8).fill(3));
  });
});

describe('the snapshot of departure', () => {
  test('is frozen when the absence begins; the brief goes on and says what changed', async () => {
    const { absence_id, assignment_id } = await planned(1, 4);
    expect((await stored(assignment_id)).map(({ frozen }) => frozen)).toEqual([false, false, false]);
    await world.forward('P2D');
    const snapshot = await stored(assignment_id);
    expect(snapshot.map(({ frozen }) => frozen)).toEqual([true, true, true]);
    await org.ben.call(ListBriefs, { assignment_id });
    await org.ben.call(CreateTask, { customer_id: first(), title: 'New and urgent', due_at: await at('PT24H') });
    await note(absence_id, { note: 'One more thing' });
    await world.settle();

    const brief = (await org.ben.call(ListBriefs, { assignment_id })).items.find(
      ({ customer_id }) => customer_id === first(),
    );
    expect(brief).toMatchObject({ frozen: true, special_notes: { value: 'One more thing' } });
    expect(brief?.changed_since_viewed).toEqual(['New, due soon: New and urgent', 'New note of the owner']);
    expect(await stored(assignment_id)).toEqual(snapshot);
    const handoff = await org.ben.call(GetHandoff, { coverage_id: assignment_id });
    expect(handoff.frozen).toBe(true);
    expect(handoff.covered_accounts.find(({ customer_id }) => customer_id === first())).toMatchObject({
      pending_tasks: [],
      context_notes: '',
    });
  });

  test('cannot be rewritten by anything, whatever else of the row is written', async () => {
    const { assignment_id } = await planned(0, 4);
    for (const change of [
      `brief_content = '{}'`,
      'frozen = false',
      'generated_at = app_now()',
      'customer_id = gen_random_uuid()',
    ])
      await expect(org.sql(`update coverage_briefs set ${change} where tenant_id = $1`)).rejects.toMatchObject({
        constraint: 'coverage_briefs_frozen_check',
      });
    const [row] = (await org.ben.call(ListBriefs, { assignment_id })).items;

    expect(await org.ben.call(AddBriefNote, { brief_id: row?.id ?? '', note: 'Talked to Lena' })).toMatchObject({
      notes_added: 'Talked to Lena',
    });
    await expect(org.sql('delete from coverage_briefs where tenant_id = $1')).rejects.toMatchObject({ code: '42501' });
  });

  test('each half of a split portfolio is a snapshot of its own, and nobody sees the other half', async () => {
    const absence = await org.absence(org.ana, 1, 4, { preferred_backup_user_id: org.ben.id });
    await world.settle();
    const [whole] = await org.assignments(absence.id);
    const ask = (backup_user_id: string, covered_customer_ids: string[]) =>
      org.mia.call(AssignCoverage, { absence_id: absence.id, backup_user_id, covered_customer_ids });
    await org.ben.call(DeclineCoverage, { assignment_id: whole?.id ?? '', reason: 'Too many' });
    const [mine, theirs] = [await ask(org.ben.id, [first()]), await ask(org.eva.id, org.customers.slice(1))];
    await accept(org.ben, mine.id);
    await accept(org.eva, theirs.id);
    await world.forward('P2D');

    expect((await stored(mine.id)).map(({ customer_id, frozen }) => [customer_id, frozen])).toEqual([[first(), true]]);
    expect((await stored(theirs.id)).map(({ frozen }) => frozen)).toEqual([true, true]);
    expect((await org.ben.call(GetHandoff, { coverage_id: mine.id })).covered_accounts).toHaveLength(1);
    expect(await org.ben.refused(GetHandoff, { coverage_id: theirs.id })).toBe('403 identity.not-allowed');
  });

  test('who says yes late gets a snapshot of that moment', async () => {
    const { id } = await asked(world, org, 0, 4);
    await org.ana.call(CreateRisk, {
      customer_id: first(),
      kind: 'usage',
      description: 'Since this morning',
      severity: 'high',
    });
    await accept(org.ben, id);
    await world.settle();

    const mine = (await stored(id)).find(({ customer_id }) => customer_id === first());
    expect(mine).toMatchObject({
      frozen: true,
      brief_content: { risk_flags: { value: [{ description: 'Since this morning' }] } },
    });
  });
});

describe('the handoff', () => {
  test('is the portfolio on one page, ordered by risk, with what PRD-131 wants of each account', async () => {
    const customer_id = org.customers[2] ?? '';
    await org.ana.call(CreateStakeholder, {
      customer_id,
      name: 'Lena',
      title: 'CFO',
      email: 'lena@corvane.example',
      is_primary: true,
    });
    await org.ana.call(CreateRisk, { customer_id, kind: 'usage', description: 'Logins fell', severity: 'high' });
    await org.ana.call(CreateTask, { customer_id, title: 'Send it', due_at: await at('PT24H') });
    const absence = await org.absence(org.ana, 3, 5, {
      preferred_backup_user_id: org.ben.id,
      special_instructions: 'Ring me never',
    });
    await world.settle();
    const [assignment] = await org.assignments(absence.id);
    const coverage_id = assignment?.id ?? '';
    expect(await org.ben.refused(GetHandoff, { coverage_id })).toBe('403 identity.not-allowed');
    await accept(org.ben, coverage_id);
    await world.settle();

    expect(await org.mia.call(GetHandoff, { coverage_id })).toMatchObject({
      viewed_at: null,
      document_id: null,
      frozen: false,
    });
    const handoff = await org.ben.call(GetHandoff, { coverage_id });
    expect(handoff).toMatchObject({
      coverage_id,
      absence_id: absence.id,
      csm: { name: 'ana' },
      covering_csm: { name: 'ben' },
      instructions: 'Ring me never',
      progress: { total: 3, viewed: 0, acknowledged: 0 },
      viewed_at: expect.any(String),
    });
    expect(handoff.covered_accounts.map(({ priority }) => priority)).toEqual(['high', 'low', 'low']);
    expect(handoff.covered_accounts[0]).toMatchObject({
      customer_id,
      health_score: 70,
      active_issues: ['Logins fell'],
      pending_tasks: [{ title: 'Send it' }],
      key_contacts: ['Lena, CFO, lena@corvane.example'],
      context_notes: 'Ring me never',
    });
    expect(handoff.summary).toMatch(
      /1\. Customer 0003, high priority \(active risk, something urgent within 14 days\)/,
    );
    expect(handoff.summary.split(/\s+/).length).toBeLessThanOrEqual(400);
    expect((await org.ben.call(GetHandoff, { coverage_id })).viewed_at).toBe(handoff.viewed_at);
    expect(await org.eva.refused(GetHandoff, { coverage_id })).toBe('403 identity.not-allowed');
    expect(await (await world.organisation()).ada.refused(GetHandoff, { coverage_id })).toBe(
      '404 coverage.assignment-not-found',
    );
  });
});

describe('before leaving', () => {
  test('the owner looks over every customer by risk, leaves notes and sets a priority; briefs carry both', async () => {
    const { absence_id, assignment_id } = await planned();
    const saved = await note(absence_id, { priority: 'high', handling: 'Never on Fridays' });
    expect(saved).toMatchObject({
      priority: 'high',
      priority_override: 'high',
      priority_reason: 'set by the owner',
      handling: 'Never on Fridays',
    });
    await world.settle();
    const review = await org.ana.call(ListDepartureCustomers, { absence_id });

    expect(
      review.items.map(({ customer, priority, note: left }) => [customer.customer_id === first(), priority, left]),
    ).toEqual([
      [true, 'high', 'Lena decides, ring her first'],
      [false, 'low', ''],
      [false, 'low', ''],
    ]);
    expect(
      (await stored(assignment_id)).find(({ customer_id }) => customer_id === first())?.brief_content,
    ).toMatchObject({
      priority: 'high',
      special_notes: { value: 'Lena decides, ring her first' },
      special_handling: { value: 'Never on Fridays' },
    });
    expect(await note(absence_id, { note: '' })).toMatchObject({ priority_override: null, priority: 'low', note: '' });
  });

  test('the priority the owner set is the backup’s order of work', async () => {
    const { absence_id } = await planned(0, 4);
    await org.ana.call(PutDepartureNote, {
      absence_id,
      customer_id: org.customers[2] ?? '',
      note: '',
      priority: 'high',
    });
    const { rows } = await org.ben.call(GetCoverageDashboard, {});

    expect(rows.map(({ customer_id, priority }) => [customer_id === org.customers[2], priority])).toEqual([
      [true, 'high'],
      [false, 'low'],
      [false, 'low'],
    ]);
  });

  test('the owner decides what becomes of each meeting', async () => {
    const [customer_id, starts_at, ends_at] = [first(), await at('PT84H'), await at('PT85H')];
    const { absence_id, assignment_id } = await planned(3, 5);
    const meeting = await org.ana.call(CreateEvent, { customer_id, title: 'Check-in', starts_at, ends_at });
    await org.ana.call(CreateEvent, { customer_id, title: 'Theirs', starts_at, ends_at, organizer_id: null });
    const events = async () =>
      (await org.ana.call(ListDepartureCustomers, { absence_id })).items.flatMap((row) => row.scheduled_events);
    expect((await events()).map((row) => [row.title, row.recommendation, row.handling])).toEqual(
      expect.arrayContaining([
        ['Check-in', 'move', null],
        ['Theirs', 'attend', null],
      ]),
    );
    await org.ana.call(PatchEvent, { customer_id, event_id: meeting.id, handling: 'hand_over' });

    const brief = (await org.ben.call(ListBriefs, { assignment_id })).items.find(
      (row) => row.customer_id === customer_id,
    );
    expect(brief?.scheduled_events.value.find(({ id }) => id === meeting.id)).toMatchObject({
      handling: 'hand_over',
      recommendation: 'move',
    });
  });

  test('notes are the absent person’s and their managers’, of their own customers, until it is over', async () => {
    const { absence_id } = await planned();
    const given = { absence_id, customer_id: first(), note: 'x' };
    const theirs = await world.organisation();
    for (const other of [org.ben, org.eva])
      expect(await other.refused(PutDepartureNote, given)).toBe('403 identity.not-allowed');
    expect(await org.gus.refused(PutDepartureNote, given)).toBe('404 absences.not-found');
    expect(await org.sam.refused(PutDepartureNote, given)).toBe('403 identity.not-allowed');
    expect(await theirs.ada.refused(PutDepartureNote, given)).toBe('404 absences.not-found');
    expect(await org.ana.refused(PutDepartureNote, { ...given, customer_id: theirs.customers[0] ?? '' })).toBe(
      '404 customers.not-found',
    );
    expect(await org.mia.call(PutDepartureNote, given)).toMatchObject({ note: 'x' });
    await org.sql('update customers set csm_id = $2 where tenant_id = $1 and id = $3', [org.eva.id, org.customers[1]]);
    expect(await org.ana.refused(PutDepartureNote, { ...given, customer_id: org.customers[1] ?? '' })).toBe(
      '422 coverage.customer-not-in-portfolio',
    );
    await world.forward('P7D');
    expect(await org.ana.refused(PutDepartureNote, given)).toBe('409 absences.ended');
    expect(await org.ben.refused(ListDepartureCustomers, { absence_id })).toBe('403 identity.not-allowed');
  });
});

describe('ready before the start', () => {
  const warnings = async () =>
    (
      await org.sql<{ canonical: string }>(
        `select canonical from history where tenant_id = $1 and type = 'briefs.not-ready' order by seq`,
      )
    ).map(({ canonical }) => JSON.parse(canonical).data as { told: string; missing: Record<string, number> });
  const hoursBefore = async (absence_id: string, hours: number) => {
    const { during } = await org.ana.call(GetAbsence, { absence_id });
    const moment = Temporal.Instant.from(during.starts_at).subtract({ hours });
    await world.forward(`PT${Math.ceil((await world.now()).until(moment).total('seconds'))}S`);
  };
  const contacts = async () => {
    for (const customer_id of org.customers)
      await org.ana.call(CreateStakeholder, { customer_id, name: 'Lena', is_primary: true });
  };

  test('with a yes, briefs, contacts and notes nobody is warned, and the review says so', async () => {
    await contacts();
    const { absence_id } = await planned(3, 5);
    expect(await org.ana.call(ListDepartureCustomers, { absence_id })).toMatchObject({ ready: true, missing: [] });
    await world.forward('P4D');

    expect(await warnings()).toEqual([]);
  });

  test('a day ahead the owner hears what is missing, four hours ahead the manager, each once', async () => {
    await contacts();
    await org.sql('update customers set health_score = 30 where tenant_id = $1 and id = $2', [first()]);
    const { absence_id } = await planned(3, 5);
    const review = await org.ana.call(ListDepartureCustomers, { absence_id });
    expect(review).toMatchObject({
      ready: false,
      missing: [{ what: 'no-owner-note', customers: [{ customer_id: first() }] }],
    });
    await hoursBefore(absence_id, 5);
    expect(await warnings()).toEqual([{ told: 'owner', missing: { 'no-owner-note': 1 } }]);
    await hoursBefore(absence_id, 3);
    await world.forward('P1D');

    expect(await warnings()).toEqual([
      { told: 'owner', missing: { 'no-owner-note': 1 } },
      { told: 'manager', missing: { 'no-owner-note': 1 } },
    ]);
  });

  test('a note in time, and the manager hears nothing', async () => {
    await contacts();
    await org.sql('update customers set health_score = 30 where tenant_id = $1 and id = $2', [first()]);
    const { absence_id } = await planned(3, 5);
    await hoursBefore(absence_id, 5);
    await note(absence_id);
    await world.forward('P1D');

    expect((await warnings()).map(({ told }) => told)).toEqual(['owner']);
  });

  test('other words are no reason to warn again; another first day is', async () => {
    const { absence_id } = await planned(3, 6);
    await hoursBefore(absence_id, 5);
    await org.ana.call(PatchAbsence, { absence_id, special_instructions: 'Ring me never' });
    await world.settle();
    expect((await warnings()).map(({ told }) => told)).toEqual(['owner']);
    await org.ana.call(PatchAbsence, { absence_id, start_date: await world.day(4), end_date: await world.day(6) });
    await world.settle();
    await hoursBefore(absence_id, 5);

    expect((await warnings()).map(({ told }) => told)).toEqual(['owner', 'owner']);
  });

  test('an absence that is called off warns nobody', async () => {
    const { absence_id } = await planned(3, 5);
    await org.ana.call(CancelAbsence, { absence_id });
    await world.forward('P4D');

    expect(await warnings()).toEqual([]);
  });
});
