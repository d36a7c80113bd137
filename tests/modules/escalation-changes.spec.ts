import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { ApiProblem } from '@understudy/api-client';
import { EscalationMoves, Tenancy } from '@understudy/api/testing';
import {
  AcknowledgeEscalation,
  AddEscalationStakeholder,
  type AnswerOf,
  ChangeEscalation,
  CloseEscalation,
  CreateEscalation,
  GetEscalation,
  GetEscalationTimeline,
  ListEscalationUpdates,
  RemoveEscalationStakeholder,
  ReopenEscalation,
  ResolveEscalation,
  VoidEscalation,
  type WireOf,
} from '@understudy/contracts';
import { asId, type EscalationId, type UserId } from '@understudy/domain';
import pg from 'pg';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
  // what is told stays to be read: nobody takes it away
  await world.stopWorker();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing'), ($1, 'Legal')`);
});

type Escalation = AnswerOf<typeof GetEscalation>;
const SOLVED = { resolution_summary: 'Invoices were sent again', root_cause: 'A job had stopped' } as const;

/** Ana's, about her first customer; Mia, her manager, owns it. */
const escalate = (more: Partial<WireOf<typeof CreateEscalation>> = {}) =>
  org.ana.call(CreateEscalation, {
    customer_id: org.customers[0] ?? '',
    category: 'Billing',
    severity: 'P2',
    title: 'Invoices missing',
    description: 'None since the move.',
    ...more,
  });
const change = (
  who: Person,
  id: string,
  fields: Omit<WireOf<typeof ChangeEscalation>, 'escalation_id'>,
  ifMatch?: number,
) => who.call(ChangeEscalation, { escalation_id: id, ...fields }, ifMatch === undefined ? {} : { ifMatch });
const read = (id: string, who: Person = org.ada) => who.call(GetEscalation, { escalation_id: id });
const timeline = async (id: string) =>
  (await org.ada.call(GetEscalationTimeline, { escalation_id: id, order: 'oldest' })).items;
const messages = async (id: string) =>
  (
    await org.sql<{ type: string; payload: Record<string, unknown> }>(
      `select type, payload from outbox where tenant_id = $1 and payload ->> 'escalation_id' = $2 order by id`,
      [id],
    )
  ).map(({ type, payload }) => ({ type, ...payload }));
const problem = async (answer: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ApiProblem) return error.problem;
    throw error;
  }
  throw new Error('the product did not refuse');
};

/** In any status, by the shortest way. */
const inStatus = async (status: Escalation['status']): Promise<Escalation> => {
  const { id } = await escalate();
  if (status === 'void') return org.mia.call(VoidEscalation, { escalation_id: id, reason: 'entered twice' });
  if (status === 'investigating' || status === 'action_required')
    await org.mia.call(AcknowledgeEscalation, { escalation_id: id });
  if (status === 'action_required') await change(org.mia, id, { status });
  if (status === 'resolved' || status === 'closed')
    await org.mia.call(ResolveEscalation, { escalation_id: id, ...SOLVED });
  if (status === 'closed') await org.mia.call(CloseEscalation, { escalation_id: id });
  return read(id);
};

describe('the status workflow', () => {
  test('goes from open to closed, every status with its time, and says where it may go next', async () => {
    const { id, allowed_statuses } = await escalate();
    expect(allowed_statuses).toEqual(['void']);
    expect((await read(id, org.mia)).allowed_statuses).toEqual(['investigating', 'resolved', 'void']);

    await org.mia.call(AcknowledgeEscalation, { escalation_id: id });
    expect(await change(org.mia, id, { status: 'action_required' })).toMatchObject({ status: 'action_required' });
    await org.mia.call(ResolveEscalation, { escalation_id: id, ...SOLVED, outcome: 'saved' });
    const closed = await org.mia.call(CloseEscalation, { escalation_id: id, reason: 'they agree' });

    expect(closed).toMatchObject({ status: 'closed', ...SOLVED, outcome: 'saved', allowed_statuses: [] });
    const { open, investigating, action_required, resolved, ...rest } = closed.status_times;
    expect(rest).toEqual({ closed: closed.closed_at, void: null });
    expect([open, resolved]).toEqual([closed.created_at, closed.resolved_at]);
    const order = [open, investigating, action_required, resolved, rest.closed].map((at) => Date.parse(at ?? ''));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(closed.sla.first_response_at).toBe(investigating);
  });

  test('what happened stands in the timeline, with who, before and after, and everybody else is told', async () => {
    const { id } = await inStatus('closed');

    const events = await timeline(id);
    expect(events.map(({ type, actor }) => [type, actor.name])).toEqual([
      ['escalation.created', 'ana'],
      ['escalation.resolved', 'mia'],
      ['escalation.closed', 'mia'],
    ]);
    expect(events[1]?.data).toMatchObject({
      before: { status: 'open', resolution_summary: null, root_cause: null, resolved_at: null },
      after: { status: 'resolved', ...SOLVED, resolved_at: expect.any(String) },
    });
    const about = { escalation_id: id, customer_id: org.customers[0] ?? '' };
    const mine = /\.(created|changed|moved|acknowledged|resolved|closed)$/;
    expect((await messages(id)).filter(({ type }) => mine.test(type))).toEqual([
      { type: 'escalation.created', ...about, by_user_id: org.ana.id },
      { type: 'escalation.resolved', ...about, by_user_id: org.mia.id },
      { type: 'escalation.moved', ...about, by_user_id: org.mia.id, from: 'open', to: 'resolved' },
      { type: 'escalation.changed', ...about, by_user_id: org.mia.id },
      { type: 'escalation.closed', ...about, by_user_id: org.mia.id },
      { type: 'escalation.moved', ...about, by_user_id: org.mia.id, from: 'resolved', to: 'closed' },
      { type: 'escalation.changed', ...about, by_user_id: org.mia.id },
    ]);
  });

  test.each([
    ['open', 'action_required', ['investigating', 'resolved']],
    ['open', 'closed', ['investigating', 'resolved']],
    ['investigating', 'open', ['action_required', 'resolved']],
    ['investigating', 'closed', ['action_required', 'resolved']],
    ['resolved', 'open', ['closed', 'investigating']],
    ['resolved', 'action_required', ['closed', 'investigating']],
    ['closed', 'investigating', []],
    ['closed', 'void', []],
    ['void', 'investigating', []],
  ] as const)('from %s to %s is 409 with the allowed ones, and changes nothing', async (from, to, allowed) => {
    const { id, version } = await inStatus(from);

    expect(await problem(change(org.mia, id, { status: to, reason: 'x', ...SOLVED }))).toMatchObject({
      status: 409,
      code: 'escalations.illegal-transition',
      from,
      to,
      allowed,
    });
    expect(await read(id)).toMatchObject({ status: from, version });
  });

  test('taking on is for open ones: it reopens nothing', async () => {
    for (const status of ['investigating', 'action_required', 'resolved', 'closed'] as const) {
      const { id } = await inStatus(status);
      expect(await org.mia.refused(AcknowledgeEscalation, { escalation_id: id })).toBe(
        '409 escalations.illegal-transition',
      );
    }
  });

  test('resolving needs a summary and a root cause, by whichever way', async () => {
    const { id } = await escalate();
    const wanted = { status: 422, code: 'escalations.resolution-required' };

    expect(await problem(org.mia.call(ResolveEscalation, { escalation_id: id }))).toMatchObject({
      ...wanted,
      missing: ['resolution_summary', 'root_cause'],
    });
    const noCause = org.mia.call(ResolveEscalation, { escalation_id: id, resolution_summary: 'x', root_cause: '  ' });
    expect(await problem(noCause)).toMatchObject({ ...wanted, missing: ['root_cause'] });
    expect(await problem(change(org.mia, id, { status: 'resolved' }))).toMatchObject(wanted);
    expect(await read(id)).toMatchObject({ status: 'open', resolution_summary: null, resolved_at: null });
  });

  test('reopening says why, goes back to work, and keeps what the resolution said in the timeline only', async () => {
    const { id } = await inStatus('resolved');
    expect(await problem(change(org.mia, id, { status: 'investigating' }))).toMatchObject({
      code: 'escalations.reason-required',
    });

    const reopened = await org.mia.call(ReopenEscalation, { escalation_id: id, reason: 'still missing in May' });

    expect(reopened).toMatchObject({
      status: 'investigating',
      resolved_at: null,
      resolution_summary: null,
      root_cause: null,
      outcome: null,
    });
    expect(reopened.sla.first_response_at).not.toBeNull();
    expect((await timeline(id)).at(-1)).toMatchObject({
      type: 'escalation.reopened',
      data: { reason: 'still missing in May', before: { status: 'resolved', ...SOLVED } },
    });
    expect(await org.mia.refused(ReopenEscalation, { escalation_id: id, reason: 'x' })).toBe(
      '409 escalations.illegal-transition',
    );
  });

  test('DELETE takes it back with a reason and deletes nothing', async () => {
    const { id } = await inStatus('investigating');
    for (const nothing of [undefined, '  '])
      expect(await org.mia.refused(VoidEscalation, { escalation_id: id, reason: nothing })).toBe(
        '422 escalations.reason-required',
      );

    const voided = await org.mia.call(VoidEscalation, { escalation_id: id, reason: 'entered twice' });

    expect(voided).toMatchObject({ id, status: 'void', voided_reason: 'entered twice', title: 'Invoices missing' });
    expect(await read(id)).toEqual({ ...voided, allowed_statuses: [] });
    expect(await org.sql('select 1 from escalations where tenant_id = $1 and id = $2', [id])).toHaveLength(1);
    expect((await timeline(id)).map(({ type }) => type)).toContain('escalation.voided');
  });

  test('sixteen who resolve at once: one does', async () => {
    const { id } = await escalate();
    const answers = await Promise.allSettled(
      Array.from({ length: 16 }, () => org.mia.call(ResolveEscalation, { escalation_id: id, ...SOLVED })),
    );

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await messages(id)).filter(({ type }) => type === 'escalation.resolved')).toHaveLength(1);
  });

  test('the same key twice resolves once and answers the same', async () => {
    const { id } = await escalate();
    const resolve = () =>
      org.mia.call(ResolveEscalation, { escalation_id: id, ...SOLVED }, { idempotencyKey: 'solved' });

    const first = await resolve();
    expect(await resolve()).toEqual(first);
    expect(await timeline(id)).toHaveLength(2);
  });
});

describe('who may act', () => {
  test('owners, whoever manages them or the customer’s CSM, admins; who only sees it is 403, who does not 404', async () => {
    const { id } = await escalate({ secondary_owner_id: org.gus.id });
    const theirs = await world.organisation();
    const acts = (who: Person) => [
      who.refused(ChangeEscalation, { escalation_id: id, severity: 'P3' }),
      who.refused(ChangeEscalation, { escalation_id: id, title: 'Mine now', status: 'investigating' }),
      who.refused(AcknowledgeEscalation, { escalation_id: id }),
      who.refused(ResolveEscalation, { escalation_id: id, ...SOLVED }),
      who.refused(CloseEscalation, { escalation_id: id }),
      who.refused(ReopenEscalation, { escalation_id: id, reason: 'x' }),
      who.refused(AddEscalationStakeholder, { escalation_id: id, user_id: org.eli.id, role: 'approver' }),
      who.refused(RemoveEscalationStakeholder, { escalation_id: id, user_id: org.mia.id }),
    ];

    expect(new Set(await Promise.all(acts(org.ana)))).toEqual(new Set(['403 identity.not-allowed']));
    for (const stranger of [org.ben, org.sam, org.eli, theirs.ada])
      expect(new Set(await Promise.all(acts(stranger)))).toEqual(new Set(['404 escalations.not-found']));
    for (const [actor, title] of [
      [org.mia, 'a'],
      [org.gus, 'b'],
      [org.max, 'c'],
      [org.ada, 'd'],
    ] as const)
      expect(await change(actor, id, { title })).toMatchObject({ title });
  });

  test('whoever opened it, and the customer’s CSM, correct its words and take it back while it is open, and no longer', async () => {
    const by = async (opener: Person) =>
      opener.call(CreateEscalation, {
        customer_id: org.customers[0] ?? '',
        category: 'Billing',
        severity: 'P1',
        title: 'Wrong',
        description: 'Wrong',
        expected_resolution: 'Wrong',
      });
    const words = {
      title: 'Right',
      description: 'Right',
      expected_resolution: 'Right',
      customer_impact: 'Right',
      metadata: { ticket: 'Right' },
    };
    for (const corrector of [org.eli, org.ana]) {
      const { id, allowed_statuses } = await by(org.eli);
      expect(allowed_statuses).toEqual(['void']);
      expect(await change(corrector, id, words)).toMatchObject(words);
      const { id: other } = await by(org.eli);
      expect(await problem(corrector.call(VoidEscalation, { escalation_id: other }))).toMatchObject({
        code: 'escalations.reason-required',
      });
      expect(await corrector.call(VoidEscalation, { escalation_id: other, reason: 'By mistake' })).toMatchObject({
        status: 'void',
      });

      await org.mia.call(AcknowledgeEscalation, { escalation_id: id });
      expect((await read(id, corrector)).allowed_statuses).toEqual([]);
      expect(await corrector.refused(VoidEscalation, { escalation_id: id, reason: 'x' })).toBe(
        '403 identity.not-allowed',
      );
      const refused = await problem(change(corrector, id, { title: 'Later' }));
      expect(refused).toMatchObject({ status: 403, detail: expect.stringContaining('Ask whoever owns it') });
    }
  });

  test('whoever it is assigned to may act, and whoever had it may not any more', async () => {
    const { id } = await escalate();
    const assigned = await world.api.app.get(Tenancy).run(org.tenantId, (tx) =>
      world.api.app.get(EscalationMoves).assign(tx, { system: 'test' }, asId<EscalationId>(id), {
        primaryOwnerId: asId<UserId>(org.gus.id),
        because: { rule: 'override', explanation: 'Gus knows billing', skipped: [] },
        reason: 'knows billing',
      }),
    );

    expect(assigned.primaryOwner).toMatchObject({ name: 'gus' });
    expect(await change(org.gus, id, { title: 'Mine' })).toMatchObject({
      title: 'Mine',
      primary_owner: { name: 'gus' },
      stakeholders: [
        { user: { name: 'ana' }, role: 'watcher' },
        { user: { name: 'gus' }, role: 'owner' },
      ],
    });
    expect((await timeline(id))[1]).toMatchObject({
      type: 'escalation.assigned',
      actor: { kind: 'system' },
      data: {
        reason: 'knows billing',
        before: { primary_owner_id: org.mia.id },
        after: { primary_owner_id: org.gus.id },
      },
    });
    expect(await messages(id)).toContainEqual({
      type: 'escalation.assigned',
      escalation_id: id,
      customer_id: org.customers[0],
      by_user_id: null,
      user_id: org.gus.id,
      user_id_before: org.mia.id,
    });
  });
});

describe('editing', () => {
  test('every field may be changed; the timeline keeps both', async () => {
    const made = await escalate();
    const after = {
      title: 'No invoices',
      description: 'Not one',
      category: 'Legal',
      severity: 'P1',
      expected_resolution: 'All sent',
      exit_criteria: 'They confirm',
      target_resolution_date: '2099-01-01T00:00:00.000Z',
      customer_impact: 'They cannot pay',
      arr_at_risk: 5,
      metadata: { ticket: 'A-1' },
    } as const;

    const changed = await change(org.mia, made.id, { ...after, category: 'legal' }, made.version);

    expect(changed).toMatchObject({ ...after, version: made.version + 1 });
    expect((await timeline(made.id)).at(-1)).toMatchObject({
      type: 'escalation.changed',
      data: {
        before: { title: 'Invoices missing', category: 'Billing', severity: 'P2', exit_criteria: null, metadata: {} },
        after: { ...after, target_resolution_date: '2099-01-01T00:00:00Z' },
      },
    });
    expect(await messages(made.id)).toContainEqual(
      expect.objectContaining({ type: 'escalation.severity-changed', from: 'P2', to: 'P1' }),
    );
  });

  test('the same again writes nothing, and null empties what may be empty', async () => {
    const { id, version } = await escalate({ customer_impact: 'much' });

    expect(await change(org.mia, id, { title: 'Invoices missing', severity: 'P2', category: 'Billing' })).toMatchObject(
      {
        version,
      },
    );
    expect(await timeline(id)).toHaveLength(1);
    expect(await change(org.mia, id, { customer_impact: null })).toMatchObject({ customer_impact: null });
  });

  test('a stale version is 409 with the row as it is now, also for taking it back', async () => {
    const { id, version } = await escalate();
    await change(org.mia, id, { title: 'Other' }, version);

    expect(await problem(change(org.ada, id, { title: 'Mine' }, version))).toMatchObject({
      status: 409,
      code: 'version.stale',
      current: { id, title: 'Other', version: version + 1 },
    });
    expect(await org.ada.refused(VoidEscalation, { escalation_id: id, reason: 'x' }, { ifMatch: version })).toBe(
      '409 version.stale',
    );
  });

  test('what is over stays as it is; what the resolution says is corrected while it is resolved', async () => {
    for (const status of ['closed', 'void'] as const)
      expect(await problem(change(org.mia, (await inStatus(status)).id, { title: 'x' }))).toMatchObject({
        status: 409,
        code: 'escalations.over',
      });
    const { id } = await inStatus('resolved');
    expect(await change(org.mia, id, { root_cause: 'A job without alarm', outcome: 'lost' })).toMatchObject({
      root_cause: 'A job without alarm',
      outcome: 'lost',
    });
    expect(await problem(change(org.mia, id, { severity: 'P3' }))).toMatchObject({ code: 'escalations.over' });
    const open = await escalate();
    expect(await problem(change(org.mia, open.id, { root_cause: 'x' }))).toMatchObject({
      code: 'escalations.not-resolved',
    });
  });

  test.each([
    ['raised to P1 without an expected resolution', { severity: 'P1' }, '422 escalations.expected-resolution-required'],
    ['a category that is not there', { category: 'Weather' }, '422 escalations.category-not-found'],
    ['a title of 1 MB', { title: 'x'.repeat(1_048_576) }, '413 request.too-large'],
    ['a title that is too long', { title: 'x'.repeat(501) }, '400 request.malformed'],
    ['a NUL byte', { title: 'a\0b' }, '400 request.malformed'],
    ['half a character', { description: 'a\ud800' }, '400 request.malformed'],
    ['a title of two lines', { title: 'Late\r\nBcc: eve@elsewhere.example' }, '400 request.malformed'],
    ['a title with a control character', { title: 'Late\u001b[2J' }, '400 request.malformed'],
    ['an empty title', { title: ' ' }, '400 request.malformed'],
    ['a status there is none of', { status: 'pending' }, '400 request.malformed'],
  ] as const)('%s is refused', async (_, fields, refusal) => {
    const { id } = await escalate();
    expect(await org.mia.refused(ChangeEscalation, { escalation_id: id, ...fields } as never)).toBe(refusal);
    expect(await timeline(id)).toHaveLength(1);
  });

  test.each([
    ['metadata named like a prototype', '{"metadata": {"__proto__": {"admin": true}, "constructor": {"x": 1}}}'],
    ['a field there is none of', '{"primary_owner_id": "00000000-0000-4000-8000-000000000001"}'],
    ['no object', '[]'],
  ])('%s is refused, and changes no object of ours', async (_, body) => {
    const { id } = await escalate();
    const sent = await fetch(`${world.api.baseUrl}/api/escalations/${id}`, {
      method: 'PATCH',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await world.api.tokenOf(org.mia.email)}`,
      },
      body,
    });

    expect(sent.status).toBe(400);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });
});

describe('people on it', () => {
  const put = (who: Person, id: string, person: Person, role: 'watcher' | 'approver' | 'informed') =>
    who.call(AddEscalationStakeholder, { escalation_id: id, user_id: person.id, role });

  test('watchers, approvers and informed people see it, change their role, and are taken off again', async () => {
    const { id } = await escalate();
    await put(org.mia, id, org.sam, 'informed');
    expect((await read(id, org.sam)).stakeholders).toContainEqual({
      user: expect.objectContaining({ name: 'sam' }),
      role: 'informed',
    });
    expect((await put(org.mia, id, org.sam, 'approver')).stakeholders).toContainEqual({
      user: expect.objectContaining({ name: 'sam' }),
      role: 'approver',
    });

    await org.mia.call(RemoveEscalationStakeholder, { escalation_id: id, user_id: org.sam.id });

    expect(await org.sam.refused(GetEscalation, { escalation_id: id })).toBe('404 escalations.not-found');
    expect((await timeline(id)).slice(1).map(({ type, data }) => [type, data])).toEqual([
      ['escalation.stakeholder-added', roles(org.sam, null, 'informed')],
      ['escalation.stakeholder-added', roles(org.sam, 'informed', 'approver')],
      ['escalation.stakeholder-removed', roles(org.sam, 'approver', null)],
    ]);
    expect((await messages(id)).filter(({ type }) => type === 'escalation.stakeholder-added')).toMatchObject([
      { user_id: org.sam.id },
      { user_id: org.sam.id },
    ]);
  });

  const roles = (person: Person, before: string | null, after: string | null) => ({
    before: { user_id: person.id, role: before },
    after: { user_id: person.id, role: after },
  });

  test('whoever sees it may stop watching and watch again, and puts nobody else on it', async () => {
    const { id } = await escalate();
    const left = await org.ana.call(RemoveEscalationStakeholder, { escalation_id: id, user_id: org.ana.id });
    expect(left.stakeholders.map(({ user }) => user.name)).toEqual(['mia']);
    expect((await put(org.ana, id, org.ana, 'watcher')).stakeholders).toHaveLength(2);
    expect(
      await org.ana.refused(AddEscalationStakeholder, { escalation_id: id, user_id: org.ana.id, role: 'approver' }),
    ).toBe('403 identity.not-allowed');
  });

  test('owners are changed by assigning, and nobody from elsewhere is put on it', async () => {
    const { id } = await escalate();
    const theirs = await world.organisation();
    const add = (userId: string) =>
      org.mia.refused(AddEscalationStakeholder, { escalation_id: id, user_id: userId, role: 'informed' });

    expect(await add(org.mia.id)).toBe('409 escalations.is-owner');
    expect(await org.mia.refused(RemoveEscalationStakeholder, { escalation_id: id, user_id: org.mia.id })).toBe(
      '409 escalations.is-owner',
    );
    for (const stranger of [theirs.ana.id, randomUUID()]) expect(await add(stranger)).toBe('404 users.not-found');
    expect(await org.mia.refused(RemoveEscalationStakeholder, { escalation_id: id, user_id: org.ben.id })).toBe(
      '404 users.not-found',
    );
  });
});

describe('the timeline', () => {
  test('reads the people on the page and nobody else, and names who left', async () => {
    const { id } = await escalate();
    await change(org.mia, id, { title: 'Late' });
    await org.sql(
      `insert into users (tenant_id, email, name, roles, time_zone, working_hours)
       select $1, 'crowd' || n || '@crowd.example', 'Crowd ' || n, '{member}', 'UTC', (select working_hours from users where tenant_id = $1 limit 1)
         from generate_series(1, 30) n`,
    );
    await org.sql('update users set active = false, left_at = now() where tenant_id = $1 and id = $2', [org.ana.id]);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    const { items } = await org.ada.call(GetEscalationTimeline, { escalation_id: id, order: 'oldest' });
    const updates = await org.ada.call(ListEscalationUpdates, { escalation_id: id });
    const answers = await Promise.all(query.mock.results.map(({ value }) => value as unknown));
    query.mockRestore();

    expect(items.map(({ actor }) => actor.name)).toEqual(['ana', 'mia']);
    expect(updates.items.map(({ user }) => user?.name)).toEqual(['mia', 'ana']);
    const rows = JSON.stringify(answers.map((answer) => (answer as { rows?: unknown } | undefined)?.rows ?? []));
    expect(rows).toContain('mia');
    expect(rows).not.toContain('Crowd');
  });

  test('comes in pages, the newest or the oldest first, each event once', async () => {
    const { id } = await escalate();
    for (const title of ['a', 'b', 'c', 'd']) await change(org.mia, id, { title });

    const walk = async (order: 'newest' | 'oldest') => {
      const seqs: number[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const page: AnswerOf<typeof GetEscalationTimeline> = await org.ana.call(GetEscalationTimeline, {
          escalation_id: id,
          order,
          limit: 2,
          ...(cursor && { cursor }),
        });
        seqs.push(...page.items.map(({ seq }) => seq));
        cursor = page.next_cursor ?? undefined;
      }
      return seqs;
    };

    const oldest = await walk('oldest');
    expect(oldest).toHaveLength(5);
    expect(oldest).toEqual(oldest.toSorted((a, b) => a - b));
    expect(await walk('newest')).toEqual(oldest.toReversed());
    for (const cursor of ['x', Buffer.from('{"seq":"-1"}').toString('base64url')])
      expect(await org.ana.refused(GetEscalationTimeline, { escalation_id: id, cursor })).toBe('400 request.malformed');
  });
});
