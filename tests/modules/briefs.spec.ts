import {
  AcknowledgeBriefs,
  AddBriefNote,
  AssignCoverage,
  CreateCustomerActivity,
  CreateEvent,
  CreateRisk,
  CreateStakeholder,
  CreateTask,
  DeclineCoverage,
  GetHandoff,
  ListBriefs,
} from '@understudy/contracts';
import { briefWords } from './briefing.js';
import { accept, asked } from './covering.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

const { first, at, planned, note, stored } = briefWords(() => ({ world, org }));

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
