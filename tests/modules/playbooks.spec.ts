/** What goes into an escalation (PRD-243 FR-1.4, FR-1.6, Notes): templates, suggested actions, the customer as they were, the target. */
import { randomUUID } from 'node:crypto';
import {
  type AnswerOf,
  ChangePlaybook,
  ChangeTemplate,
  CreateEscalation,
  CreatePlaybook,
  CreateTemplate,
  GetEscalation,
  GetEscalationPlaybook,
  GetEscalationTimeline,
  GetPlaybook,
  ListAdminTemplates,
  ListTemplates,
  ChangeEscalation,
  SettleAction,
  type WireOf,
} from '@understudy/contracts';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
let customer: string;
let technical: string;
let billing: string;

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation({ customers: 2 });
  customer = org.customers[0] ?? '';
  const categories = await org.sql<{ id: string }>(
    `insert into escalation_categories (tenant_id, name, default_owner_id) values ($1, 'Technical', $2), ($1, 'Billing', $2) returning id`,
    [org.ben.id],
  );
  [technical = '', billing = ''] = categories.map(({ id }) => id);
});

const typed = (more: Partial<WireOf<typeof CreateEscalation>> = {}) => ({
  customer_id: customer,
  category: 'Technical',
  severity: 'P2' as const,
  title: 'Exports fail',
  description: 'Since **Monday**',
  ...more,
});
const escalate = (who: Person, more: Partial<WireOf<typeof CreateEscalation>> = {}) =>
  who.call(CreateEscalation, typed(more));
const step = (
  title: string,
  role: 'owner' | 'csm' | 'manager' | 'creator' = 'owner',
  dueMinutes: number | null = null,
) => ({
  title,
  role,
  due_minutes: dueMinutes,
});
const aPlaybook = (name: string, more: Partial<WireOf<typeof CreatePlaybook>> = {}) =>
  org.ada.call(CreatePlaybook, { name, steps: [step('Call them', 'csm', 30), step('Write it down')], ...more });
const aTemplate = (more: Partial<WireOf<typeof CreateTemplate>> = {}) =>
  org.ada.call(CreateTemplate, {
    name: 'Outage',
    category_id: technical,
    severity: 'P0',
    title: '{{customer.name}} is down',
    description: 'ARR {{customer.arr}}, of {{csm.name}}, told by {{me.name}}',
    expected_resolution: '{{customer.name}} works again',
    exit_criteria: 'No errors for a day',
    ...more,
  });
const actionsOf = async (who: Person, id: string) => who.call(GetEscalationPlaybook, { escalation_id: id });
const minutesAfter = (start: string, at: string | null) =>
  at && Temporal.Instant.from(start).until(at).total('minutes');

describe('suggested actions', () => {
  test('come from the playbook that says most about it, with their instants and who does them', async () => {
    await aPlaybook('Anything');
    await aPlaybook('Technical', { category_id: technical });
    await aPlaybook('Technical, urgent', {
      category_id: technical,
      severities: ['P0', 'P1'],
      steps: [
        step('Confirm', 'owner', 15),
        step('Call', 'csm', 30),
        step('Tell them', 'manager'),
        step('Read', 'creator'),
      ],
    });

    const urgent = await escalate(org.eva, { severity: 'P1', expected_resolution: 'Exports work' });
    const { playbook, items } = await actionsOf(org.ana, urgent.id);
    expect(playbook).toMatchObject({ name: 'Technical, urgent', version: 1 });
    expect(
      items.map(({ title, assignee, due_at, state }) => [
        title,
        assignee?.name,
        minutesAfter(urgent.created_at, due_at),
        state,
      ]),
    ).toEqual([
      ['Confirm', 'ben', 15, 'open'],
      ['Call', 'ana', 30, 'open'],
      ['Tell them', 'mia', null, 'open'],
      ['Read', 'eva', null, 'open'],
    ]);
    expect((await actionsOf(org.ana, (await escalate(org.ana)).id)).playbook?.name).toBe('Technical');
    const other = await escalate(org.ana, { category: 'bILLING' });
    expect((await actionsOf(org.ana, other.id)).playbook?.name).toBe('Anything');
  });

  test('stay as they were when the playbook changes or goes out of use', async () => {
    const playbook = await aPlaybook('Technical', { category_id: technical });
    const before = await escalate(org.ana);
    await org.ada.call(ChangePlaybook, { playbook_id: playbook.id, steps: [step('Something else')] });
    const after = await escalate(org.ana);
    await org.ada.call(ChangePlaybook, { playbook_id: playbook.id, active: false });
    const without = await escalate(org.ana);

    const titles = async (id: string) => (await actionsOf(org.ana, id)).items.map(({ title }) => title);
    expect(await titles(before.id)).toEqual(['Call them', 'Write it down']);
    expect(await titles(after.id)).toEqual(['Something else']);
    expect(await actionsOf(org.ana, without.id)).toEqual({ playbook: null, items: [] });
  });

  test('are done, skipped for a reason, or opened again; the timeline says by whom', async () => {
    await aPlaybook('Technical');
    const { id } = await escalate(org.ana);
    const [call, write] = (await actionsOf(org.ana, id)).items;
    const settle = (who: Person, action: string | undefined, state: 'open' | 'done' | 'skipped', note?: string) =>
      who.call(SettleAction, {
        escalation_id: id,
        action_id: action ?? '',
        state,
        ...(note !== undefined && { note }),
      });

    expect(await settle(org.ben, call?.id, 'done', 'They know')).toMatchObject({
      state: 'done',
      note: 'They know',
      settled_by: { user_id: org.ben.id },
    });
    expect((await settle(org.ana, call?.id, 'done')).settled_by?.user_id).toBe(org.ben.id);
    await expect(settle(org.ana, write?.id, 'skipped')).rejects.toThrow();
    expect(await settle(org.ana, write?.id, 'skipped', 'Solved otherwise')).toMatchObject({ state: 'skipped' });
    expect(await settle(org.mia, call?.id, 'open')).toMatchObject({
      state: 'open',
      settled_by: null,
      settled_at: null,
    });

    const { items } = await org.ana.call(GetEscalationTimeline, { escalation_id: id });
    const told = items.filter(({ type }) => type === 'escalation.action-settled');
    expect(told.map(({ actor, data }) => [actor.name, data['from'], data['to']])).toEqual([
      ['mia', 'done', 'open'],
      ['ana', 'open', 'skipped'],
      ['ben', 'open', 'done'],
    ]);
  });

  test('are settled by whoever works on it, not by lookers-on or strangers, and not over a newer version', async () => {
    await aPlaybook('Technical');
    const { id } = await escalate(org.ana);
    const [action] = (await actionsOf(org.ana, id)).items;
    const input = { escalation_id: id, action_id: action?.id ?? '', state: 'done' as const };
    await org.sql(
      `insert into escalation_stakeholders (tenant_id, escalation_id, user_id, role) values ($1, $2, $3, 'informed')`,
      [id, org.eli.id],
    );
    const other = await world.organisation();

    expect(await org.eli.refused(SettleAction, input)).toBe('403 identity.not-allowed');
    for (const stranger of [org.gus, org.sam, other.ada]) {
      expect(await stranger.refused(SettleAction, input)).toBe('404 escalations.not-found');
      expect(await stranger.refused(GetEscalationPlaybook, { escalation_id: id })).toBe('404 escalations.not-found');
    }
    expect(await org.ben.refused(SettleAction, { ...input, action_id: randomUUID() })).toBe(
      '404 playbooks.action-not-found',
    );
    const elsewhere = await escalate(org.ana);
    expect(await org.ben.refused(SettleAction, { ...input, escalation_id: elsewhere.id })).toBe(
      '404 playbooks.action-not-found',
    );
    await org.ben.call(SettleAction, input, { ifMatch: 1 });
    expect(await org.ben.refused(SettleAction, { ...input, state: 'open' }, { ifMatch: 1 })).toBe('409 version.stale');
  });
});

describe('templates', () => {
  test('are offered with the facts of the customer, and begin an escalation', async () => {
    const { id } = await aTemplate();
    const [offered] = (await org.eva.call(ListTemplates, { customer_id: customer })).items;
    expect(offered).toMatchObject({
      category: 'Technical',
      title: 'Customer 0001 is down',
      description: 'ARR 1,000, of ana, told by eva',
    });

    const made = await org.eva.call(CreateEscalation, { customer_id: customer, template_id: id });
    expect(made).toMatchObject({
      category: 'Technical',
      severity: 'P0',
      title: 'Customer 0001 is down',
      description: 'ARR 1,000, of ana, told by eva',
      expected_resolution: 'Customer 0001 works again',
      exit_criteria: 'No errors for a day',
    });
  });

  test('give way to what was typed', async () => {
    const { id } = await aTemplate();
    const made = await org.ana.call(CreateEscalation, {
      customer_id: customer,
      template_id: id,
      category: 'Billing',
      severity: 'P3',
      title: 'Mine',
    });
    expect(made).toMatchObject({
      category: 'Billing',
      severity: 'P3',
      title: 'Mine',
      exit_criteria: 'No errors for a day',
    });
  });

  test('without one, and where it does not say it either, what is needed is asked for by name', async () => {
    const { id } = await aTemplate({ category_id: null, severity: null });
    const answer = await fetch(`${world.api.baseUrl}/api/escalations`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await world.api.tokenOf(org.ana.email)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ customer_id: customer, template_id: id }),
    });
    const problem = await answer.json();
    expect([answer.status, problem.errors.map(({ path }: { path: string }) => path)]).toEqual([
      400,
      ['category', 'severity'],
    ]);
    expect(await org.ana.refused(CreateEscalation, { customer_id: customer })).toBe('400 request.malformed');
  });

  test('are kept by admins: one name once, known placeholders only, versions, never another organisation’s', async () => {
    const made = await aTemplate();
    const other = await world.organisation();
    const change = (more: object, options?: { ifMatch: number }) =>
      org.ada.refused(ChangeTemplate, { template_id: made.id, ...more }, options);

    expect(await org.ada.refused(CreateTemplate, { name: 'outage', title: 'x', description: 'x' })).toBe(
      '409 templates.name-taken',
    );
    expect(await org.ada.refused(CreateTemplate, { name: 'x', title: 'Late\nagain', description: 'x' })).toBe(
      '400 request.malformed',
    );
    expect(await org.ada.refused(CreateTemplate, { name: 'x', title: '{{customer.password}}', description: 'x' })).toBe(
      '422 templates.unknown-placeholder',
    );
    expect(await change({ description: '{{__proto__}}' })).toBe('422 templates.unknown-placeholder');
    const foreign = await other.sql<{ id: string }>(
      `insert into escalation_categories (tenant_id, name) values ($1, 'Theirs') returning id`,
    );
    expect(await change({ category_id: foreign[0]?.id })).toBe('422 escalations.category-not-found');
    await org.ada.call(ChangeTemplate, { template_id: made.id, title: 'Other' }, { ifMatch: 1 });
    expect(await change({ title: 'Late' }, { ifMatch: 1 })).toBe('409 version.stale');
    expect(await other.ada.refused(ChangeTemplate, { template_id: made.id, title: 'x' })).toBe(
      '404 templates.not-found',
    );
    expect(await org.mia.refused(ListAdminTemplates, {})).toBe('403 identity.not-allowed');
    expect(
      await other.ana.refused(CreateEscalation, { customer_id: other.customers[0] ?? '', template_id: made.id }),
    ).toBe('404 templates.not-found');

    await org.ada.call(ChangeTemplate, { template_id: made.id, active: false });
    expect(await org.ana.refused(CreateEscalation, { customer_id: customer, template_id: made.id })).toBe(
      '404 templates.not-found',
    );
    expect((await aTemplate()).name).toBe('Outage');
  });

  test('and playbooks are kept by admins likewise', async () => {
    const made = await aPlaybook('Incident', { category_id: billing });
    const other = await world.organisation();

    expect(await org.ada.call(GetPlaybook, { playbook_id: made.id })).toEqual(made);
    expect(await org.ada.refused(CreatePlaybook, { name: 'INCIDENT', steps: [step('x')] })).toBe(
      '409 playbooks.name-taken',
    );
    for (const wrong of [
      { steps: [] },
      { severities: ['P0', 'P0'] as const },
      { steps: [{ ...step('x'), due_minutes: 0 }] },
    ])
      expect(
        await org.ada.refused(ChangePlaybook, {
          playbook_id: made.id,
          ...wrong,
          severities: [...(wrong.severities ?? [])],
        }),
      ).toBe('400 request.malformed');
    expect(await other.ada.refused(GetPlaybook, { playbook_id: made.id })).toBe('404 playbooks.not-found');
    expect(await org.mia.refused(CreatePlaybook, { name: 'x', steps: [step('x')] })).toBe('403 identity.not-allowed');
    await org.ada.call(ChangePlaybook, { playbook_id: made.id, name: 'Other' }, { ifMatch: 1 });
    expect(await org.ada.refused(ChangePlaybook, { playbook_id: made.id, name: 'Late' }, { ifMatch: 1 })).toBe(
      '409 version.stale',
    );
  });
});

describe('the customer as they were (FR-1.4)', () => {
  test('stand in the escalation whatever happens to them later', async () => {
    await org.sql(
      `insert into risks (tenant_id, customer_id, kind, description, severity) values ($1, $2, 'usage', 'Logins fell', 'high')`,
      [customer],
    );
    await org.sql(
      `insert into tasks (tenant_id, customer_id, title) values ($1, $2, 'Send the plan'), ($1, $2, 'Call')`,
      [customer],
    );
    await org.sql(
      `insert into activities (tenant_id, customer_id, user_id, kind, summary, occurred_at) values ($1, $2, $3, 'call', 'They were angry', app_now() - interval '1 day')`,
      [customer, org.ana.id],
    );
    await org.sql(
      `insert into meetings (tenant_id, customer_id, title, starts_at, ends_at, organizer_id)
       values ($1, $2, 'Review', app_now() + interval '2 days', app_now() + interval '49 hours', $3),
              ($1, $2, 'Past', app_now() - interval '2 days', app_now() - interval '47 hours', $3)`,
      [customer, org.ana.id],
    );
    const { id, customer_context: made, created_at: at } = await escalate(org.ada);
    expect(made).toMatchObject({
      frozen_at: at,
      name: 'Customer 0001',
      arr: 1000,
      health_score: expect.any(Number),
      stage: 'live',
      segment: 'Enterprise',
      csm: { user_id: org.ana.id },
      responsible: { user_id: org.ana.id },
      responsible_because: 'owner',
      responsible_until: null,
      recent_activity: [{ kind: 'call', summary: 'They were angry' }],
      open_risks: [{ kind: 'usage', description: 'Logins fell', severity: 'high' }],
      next_meeting: { title: 'Review' },
      open_tasks: 2,
    });

    await org.sql(
      `update customers set name = 'Renamed', arr = 5, health_score = 1, stage = 'churned', segment = 'SMB', renewal_on = '2030-01-01', csm_id = $3 where tenant_id = $1 and id = $2`,
      [customer, org.gus.id],
    );
    await org.sql(`update risks set resolved_at = app_now() where tenant_id = $1`);
    await org.sql(`update tasks set status = 'done' where tenant_id = $1`);

    expect((await org.ada.call(GetEscalation, { escalation_id: id })).customer_context).toEqual(made);
  });

  test('say who covers now, and until when', async () => {
    const absence = await org.absence(org.ana, -1, 3);
    await org.sql(
      `with made as (insert into coverage_assignments (tenant_id, absence_id, backup_user_id, status, in_force, accepted_at, during)
         select $1, $2, $3, 'active', true, app_now(), during from csm_absences where tenant_id = $1 and id = $2 returning id, during)
       insert into covered_customers (tenant_id, assignment_id, customer_id, tier, during, accepted) select $1, id, $4, 1, during, true from made`,
      [absence.id, org.ben.id, customer],
    );
    const { customer_context: context } = await escalate(org.eli);
    expect(context).toMatchObject({
      csm: { user_id: org.ana.id },
      responsible: { user_id: org.ben.id },
      responsible_because: expect.not.stringMatching(/^owner$/),
      responsible_until: absence.during.ends_at,
    });
  });
});

describe('description and target', () => {
  test('the description stays as typed, and comes as HTML in which nothing runs (FR-1.5)', async () => {
    const description =
      'Since **Monday** <script>alert(1)</script> [log](javascript:alert(1)) [ok](https://example.com)';
    const made = await escalate(org.ana, { description });
    expect(made.description).toBe(description);
    expect(made.description_html).toBe(
      '<p>Since <strong>Monday</strong> &lt;script&gt;alert(1)&lt;/script&gt; [log](javascript:alert(1)) <a href="https://example.com" rel="noopener noreferrer nofollow" target="_blank">ok</a></p>',
    );
  });

  test('a target lies ahead; one after the clock has run out is a hint (FR-1.6)', async () => {
    const now = await world.now();
    const target = (hours: number) => String(now.add({ hours }));
    const past = typed({ target_resolution_date: target(-1) });
    expect(await org.ana.refused(CreateEscalation, past)).toBe('422 escalations.target-in-the-past');

    const late = await escalate(org.ana, {
      target_resolution_date: target(24 * 60),
      expected_resolution: 'Exports work',
    });
    expect([late.hints, late.expected_resolution]).toEqual([['target-after-due'], 'Exports work']);
    const fine = await escalate(org.ana, { target_resolution_date: target(2) });
    expect(fine.hints).toEqual([]);
    expect(fine.target_resolution_date).toBe(Temporal.Instant.from(target(2)).toString({ fractionalSecondDigits: 3 }));
    expect(
      await org.ben.refused(ChangeEscalation, { escalation_id: fine.id, target_resolution_date: target(-1) }),
    ).toBe('422 escalations.target-in-the-past');
    const changed: AnswerOf<typeof GetEscalation> = await org.ben.call(ChangeEscalation, {
      escalation_id: fine.id,
      target_resolution_date: null,
    });
    expect(changed.target_resolution_date).toBeNull();
  });
});
