import { randomUUID } from 'node:crypto';
import {
  type AnswerOf,
  CheckRoutingRules,
  CreateRoutingRule,
  GetRoutingRule,
  GetRoutingVersion,
  ListRoutingRules,
  ListRoutingVersions,
  MoveRoutingRule,
  RemoveRoutingRule,
  ReplaceRoutingRule,
  ReplaceRoutingRules,
  TryRoutingRules,
} from '@understudy/contracts';
import { aRule, MANAGER, problemOf, routingIn, type Rule } from './routing-in.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
type Routing = Awaited<ReturnType<typeof routingIn>>;
let teams: Routing['teams'];
let add: Routing['add'];
let escalate: Routing['escalate'];
let cover: Routing['cover'];
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  ({ teams, add, escalate, cover } = await routingIn(org));
});

const pathsOf = ({ problems }: Record<string, unknown>) => (problems as { path: string }[]).map(({ path }) => path);
const book = () => org.ada.call(ListRoutingRules, {});

describe('the book of rules', () => {
  test('a new organisation begins with everything going to the managers of the CSM', async () => {
    expect(await book()).toMatchObject({
      version: 1,
      items: [{ position: 1, category: '*', severity: [], conditions: [], actions: { assignTo: MANAGER } }],
    });
    expect((await escalate()).owner_because).toMatchObject({
      rule: 'catch-all',
      explanation: 'mia: by the routing rule for everything else "Everything else"',
    });
  });

  test('a rule is answered word for word as PRD-243 writes it', async () => {
    const sent = {
      category: 'Technical',
      severity: ['P0', 'P1'] satisfies Rule['severity'],
      conditions: [
        { field: 'customer.arr', operator: 'gte', value: 500 },
        { field: 'customer.segment', operator: 'in', value: ['Enterprise', 'Mid-Market'] },
      ],
      actions: {
        assignTo: teams.americas,
        notify: [org.eli.id, MANAGER],
        createSlackChannel: true,
        slaMultiplier: 0.5,
      },
    };
    const { id, position, version, ...rule } = await add(sent);

    expect(rule).toEqual(sent);
    expect([position, version]).toEqual([1, 2]);
    expect(await org.ada.call(GetRoutingRule, { routing_rule_id: id })).toEqual({ id, position, version, ...sent });
  });

  test('rules are added, replaced, moved and removed; every step is a version that stays', async () => {
    const first = await add(aRule(org.max.id, { name: 'First' }));
    const second = await add(aRule(org.gus.id, { name: 'Second', position: 1 }));
    const names = async () => (await book()).items.map(({ name }) => name);
    expect(await names()).toEqual(['Second', 'First', 'Everything else']);

    await org.ada.call(MoveRoutingRule, { routing_rule_id: second.id, position: 2 });
    await org.ada.call(ReplaceRoutingRule, { routing_rule_id: first.id, ...aRule(org.eva.id, { name: 'Newer' }) });
    await org.ada.call(RemoveRoutingRule, { routing_rule_id: second.id, reason: 'not needed' });
    expect(await names()).toEqual(['Newer', 'Everything else']);

    const { items } = await org.ada.call(ListRoutingVersions, {});
    expect(items.map(({ version, change, rule_count }) => [version, change, rule_count])).toEqual([
      [6, 'rule-removed', 2],
      [5, 'rule-replaced', 3],
      [4, 'rule-moved', 3],
      [3, 'rule-added', 3],
      [2, 'rule-added', 2],
      [1, 'begun', 1],
    ]);
    expect(items[0]).toMatchObject({ by: { name: 'ada' }, reason: 'not needed' });
    const third = await org.ada.call(GetRoutingVersion, { routing_book_id: items[3]?.id ?? '' });
    expect(third.rules.map(({ name }) => name)).toEqual(['Second', 'First', 'Everything else']);
    await expect(org.sql(`update routing_books set change = 'x' where tenant_id = $1`)).rejects.toThrow(
      'permission denied',
    );
  });

  test('it is put in place as a whole, and the same rules keep their ids', async () => {
    const { items } = await book();
    const catchAll = items[0];
    if (!catchAll) throw new Error('no catch-all');
    const { position: _, version: __, ...rule } = catchAll;
    const put = await org.ada.call(ReplaceRoutingRules, { rules: [aRule(org.max.id), rule] });

    expect(put.items.map(({ id }) => id)).toEqual([expect.any(String), catchAll.id]);
    expect(await problemOf(org.ada.call(ReplaceRoutingRules, { rules: [aRule(org.max.id)] }))).toMatchObject({
      status: 422,
      code: 'routing-rules.malformed',
    });
  });

  test('the catch-all stays the last and cannot be taken away', async () => {
    const catchAll = (await book()).items[0]?.id ?? '';
    await add(aRule(org.max.id));
    for (const refused of [
      org.ada.refused(MoveRoutingRule, { routing_rule_id: catchAll, position: 1 }),
      org.ada.refused(RemoveRoutingRule, { routing_rule_id: catchAll }),
      org.ada.refused(CreateRoutingRule, aRule(org.max.id, { position: 2 + 1 })),
      org.ada.refused(ReplaceRoutingRule, {
        routing_rule_id: catchAll,
        ...aRule(org.max.id, { category: '*', severity: ['P0'] }),
      }),
    ])
      expect(await refused).toBe('422 routing-rules.malformed');
    expect((await book()).version).toBe(2);
  });

  test.each<[string, Partial<Rule>, string[]]>([
    [
      'an unknown field',
      { conditions: [{ field: 'customer.name', operator: 'eq', value: 'x' }] },
      ['conditions.0.field'],
    ],
    [
      '__proto__ as a field',
      { conditions: [{ field: '__proto__', operator: 'eq', value: 'x' }] },
      ['conditions.0.field'],
    ],
    [
      'constructor as a field',
      { conditions: [{ field: 'constructor', operator: 'neq', value: 'x' }] },
      ['conditions.0.field'],
    ],
    [
      'an unknown operator',
      { conditions: [{ field: 'hour', operator: 'matches', value: 5 }] },
      ['conditions.0.operator'],
    ],
    [
      '__proto__ as an operator',
      { conditions: [{ field: 'hour', operator: '__proto__', value: 5 }] },
      ['conditions.0.operator'],
    ],
    [
      'an operator that does not fit',
      { conditions: [{ field: 'csm.absent', operator: 'gt', value: true }] },
      ['conditions.0.operator'],
    ],
    [
      'a value that does not fit',
      { conditions: [{ field: 'weekday', operator: 'in', value: [8] }] },
      ['conditions.0.value'],
    ],
    [
      'a target that would have to be evaluated',
      { actions: { assignTo: 'manager_of:{{csm_id}}; drop', notify: ['{{csm_id}}'], createSlackChannel: false } },
      ['actions.assignTo', 'actions.notify.0'],
    ],
    [
      'a clock that never runs',
      { actions: { assignTo: MANAGER, notify: [], createSlackChannel: false, slaMultiplier: 0 } },
      ['actions.slaMultiplier'],
    ],
    ['a category there is not', { category: 'Weather' }, ['rules.0.category']],
  ])('%s is refused with its path, and nothing is saved', async (_, more, paths) => {
    const problem = await problemOf(add({ ...aRule(MANAGER), ...more }));
    expect([problem.status, problem.code, pathsOf(problem)]).toEqual([422, 'routing-rules.malformed', paths]);
    expect((await book()).version).toBe(1);
  });

  test('somebody of another organisation is not there; somebody who left cannot be meant', async () => {
    const theirs = await world.organisation();
    for (const stranger of [theirs.mia.id, randomUUID()])
      expect(await problemOf(add(aRule(stranger)))).toMatchObject({
        status: 404,
        code: 'routing-rules.target-not-found',
        targets: [{ path: 'rules.0.actions.assignTo', id: stranger }],
      });
    await org.sql('update users set active = false where tenant_id = $1 and id = $2', [org.ben.id]);
    expect(await org.ada.refused(CreateRoutingRule, aRule(org.ben.id))).toBe('422 routing-rules.malformed');
    await org.sql('update users set active = true where tenant_id = $1 and id = $2', [org.ben.id]);
    const old = await add(aRule(org.ben.id));
    await org.sql('update users set active = false where tenant_id = $1 and id = $2', [org.ben.id]);
    expect((await add(aRule(org.gus.id))).position).toBe(2);
    await org.ada.call(RemoveRoutingRule, { routing_rule_id: old.id });
    const rule = await add(aRule(org.max.id));
    expect(await theirs.ada.refused(GetRoutingRule, { routing_rule_id: rule.id })).toBe('404 routing-rules.not-found');
  });

  test('two admins never overwrite each other unseen; an id is taken once', async () => {
    const rule = await add(aRule(org.max.id));
    const stale = await problemOf(
      org.ada.call(ReplaceRoutingRule, { routing_rule_id: rule.id, ...aRule(org.gus.id) }, { ifMatch: 1 }),
    );
    expect(stale).toMatchObject({ status: 409, code: 'version.stale', current: { version: 2 } });
    expect(await org.ada.refused(CreateRoutingRule, { ...aRule(org.gus.id), id: rule.id })).toBe(
      '409 routing-rules.id-taken',
    );

    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, n) => add(aRule(org.max.id, { name: `Rule ${n}` }))),
    );
    expect(new Set(answers.map(({ version }) => version)).size).toBe(5);
    expect((await book()).items).toHaveLength(7);
  });

  test('only admins', async () => {
    for (const person of [org.mia, org.ana, org.sam, org.eli]) {
      expect(await person.refused(ListRoutingRules, {})).toBe('403 identity.not-allowed');
      expect(await person.refused(CreateRoutingRule, aRule(org.max.id))).toBe('403 identity.not-allowed');
    }
  });

  test('who changed which rule from what to what stands in the history', async () => {
    const rule = await add(aRule(org.max.id));
    const [event] = await org.sql<{ canonical: string }>(
      `select canonical from history where tenant_id = $1 and subject_kind = 'routing-rule' and subject_id = $2`,
      [rule.id],
    );
    expect(JSON.parse(event?.canonical ?? '{}')).toMatchObject({
      type: 'routing-rules.rule-added',
      data: { version: 2, before: null, after: { id: rule.id, actions: { assignTo: org.max.id } } },
    });
  });
});

describe('dead ends', () => {
  test('a book that leaves somebody without an owner is refused with the counterexamples', async () => {
    const { id: routing_rule_id } = await add(aRule(org.max.id));
    await org.absence(org.mia, 0, 4);
    const problem = await problemOf(org.ada.call(ReplaceRoutingRule, { routing_rule_id, ...aRule(org.mia.id) }));

    expect([problem.status, problem.code]).toEqual([422, 'routing-rules.dead-ends']);
    const found = problem['dead_ends'] as AnswerOf<typeof CheckRoutingRules>['dead_ends'];
    expect(found.map(({ category, severity }) => `${category} ${severity}`)).toEqual(
      // billing finds nobody with or without the change, so it stands in the way of no change
      ['P0', 'P1', 'P2', 'P3'].map((severity) => `Technical ${severity}`),
    );
    expect(found[0]).toMatchObject({
      weekday: 1,
      hour: 10,
      customer: { name: expect.stringContaining('Customer 000') },
      customers: 3,
      rule: { title: 'Technical' },
      why: [
        'by the routing rule "Technical": mia is not there and nobody covers them',
        'by the routing rule for everything else "Everything else": nobody of them is there',
        'next in the chain of managers of the CSM: nobody of them is there',
      ],
    });
    expect((await book()).version).toBe(2);
  });

  test('tried dry, what the change adds is told apart from what finds nobody anyway', async () => {
    const { id } = await add(aRule(org.max.id));
    await org.absence(org.mia, 0, 4);
    const rules = (await book()).items.map(({ position: _position, version: _version, ...rule }) =>
      rule.id === id ? { ...rule, actions: { ...rule.actions, assignTo: org.mia.id } } : rule,
    );
    const { dead_ends, added_dead_ends } = await org.ada.call(TryRoutingRules, { rules });
    expect([dead_ends.length, added_dead_ends.map(({ category }) => category)]).toEqual([
      8,
      ['P0', 'P1', 'P2', 'P3'].map(() => 'Technical'),
    ]);
    expect((await org.ada.call(TryRoutingRules, {})).added_dead_ends).toEqual([]);
  });

  test('what finds nobody already stands in the way of no change, and is still shown', async () => {
    await org.absence(org.mia, 0, 4);
    expect((await org.ada.call(CheckRoutingRules, {})).dead_ends).toHaveLength(8);
    await add(aRule(org.max.id));
    expect((await org.ada.call(CheckRoutingRules, {})).dead_ends.map(({ category }) => category)).toEqual(
      ['P0', 'P1', 'P2', 'P3'].map(() => 'Billing'),
    );
  });

  test('it is saved all the same by somebody who says why, and that stands in the history', async () => {
    const { id } = await add(aRule(org.max.id));
    await org.absence(org.mia, 0, 4);
    const rule = { routing_rule_id: id, ...aRule(org.mia.id, { accept_dead_ends: true }) };
    expect(await org.ada.refused(ReplaceRoutingRule, rule)).toBe('422 routing-rules.reason-required');
    await org.ada.call(ReplaceRoutingRule, { ...rule, reason: 'the office is closed' });

    const { items } = await org.ada.call(ListRoutingVersions, { limit: 1 });
    expect(items).toMatchObject([{ version: 3, reason: 'the office is closed', accepted_dead_ends: 4 }]);
    const [event] = await org.sql<{ canonical: string }>(
      `select canonical from history where tenant_id = $1 and subject_id = $2 order by seq desc limit 1`,
      [id],
    );
    expect(JSON.parse(event?.canonical ?? '{}').data).toMatchObject({
      reason: 'the office is closed',
      accepted_dead_ends: 4,
    });
  });

  test('who covers the absent manager, the manager above or a category’s team is enough; the check says what it looked at', async () => {
    const absence = await org.absence(org.mia, 20, 24);
    expect((await org.ada.call(CheckRoutingRules, {})).dead_ends).toHaveLength(8);

    await org.sql('update users set manager_id = $2 where tenant_id = $1 and id = $3', [org.ada.id, org.mia.id]);
    expect(await org.ada.call(CheckRoutingRules, {})).toMatchObject({
      horizon_days: 90,
      checked: { categories: 2, severities: 4, weekly_hours: 168, customers: 3 },
      dead_ends: [],
    });
    await org.sql('update users set manager_id = null where tenant_id = $1 and id = $2', [org.mia.id]);
    await cover(absence.id, org.max);
    expect((await org.ada.call(CheckRoutingRules, {})).dead_ends).toEqual([]);
  });
});

describe('dry run', () => {
  test('past escalations by rules that are not saved yet: which rule, which owner, what would be different', async () => {
    const first = await escalate({ title: 'One' });
    await escalate({ title: 'Two', category: 'Billing' });
    const tried = await org.ada.call(TryRoutingRules, {
      rules: [aRule(org.gus.id, { name: 'New' }), { ...aRule(MANAGER), category: '*' }],
    });

    expect(
      tried.past.map(({ title, primary_owner, owner_then, differs }) => [
        title,
        primary_owner?.name,
        owner_then?.name,
        differs,
      ]),
    ).toEqual([
      ['Two', 'mia', 'mia', false],
      ['One', 'gus', 'mia', true],
    ]);
    expect(tried.past[1]).toMatchObject({
      escalation_id: first.id,
      rule: { title: 'New' },
      rule_then: { title: 'Everything else' },
      because: 'rule',
      because_then: 'catch-all',
    });
    expect(tried.summary).toMatchObject({ tried: 2, differ: 1, without_owner: 0, truncated: false });
    expect(tried.dead_ends).toEqual([]);
    expect((await book()).version).toBe(1);
  });

  test('what was true of the customer then counts, not what is true now', async () => {
    await escalate();
    await org.sql('update customers set arr = 5 where tenant_id = $1');
    const rich = aRule(org.gus.id, { conditions: [{ field: 'customer.arr', operator: 'gte', value: 1000 }] });
    const { past, invented } = await org.ada.call(TryRoutingRules, {
      rules: [rich, { ...aRule(MANAGER), category: '*' }],
      days: 1,
      escalation: { customer_id: org.customers[0] ?? '', category: 'technical', severity: 'P3' },
    });
    expect(past[0]?.primary_owner).toMatchObject({ name: 'gus' });
    expect(invented).toMatchObject({ primary_owner: { name: 'mia' }, because: 'catch-all', slack_channel: false });
  });

  test('one that is made up, at any time, by the rules as they stand', async () => {
    await add(
      aRule(org.eva.id, {
        name: 'Night',
        conditions: [{ field: 'hour', operator: 'gte', value: 20 }],
        actions: { assignTo: org.eva.id, notify: [org.eli.id], createSlackChannel: true, slaMultiplier: 2 },
      }),
    );
    const at = (await world.now()).toZonedDateTimeISO('Europe/Lisbon').with({ hour: 21 }).toInstant();
    const escalation = {
      customer_id: org.customers[0] ?? '',
      category: 'Technical',
      severity: 'P2',
      at: String(at),
    } as const;
    const { invented, past, version } = await org.ada.call(TryRoutingRules, { escalation });

    expect(invented).toMatchObject({
      rule: { title: 'Night' },
      primary_owner: { name: 'eva' },
      notify: [{ name: 'eli' }],
      sla_multiplier: 2,
      slack_channel: true,
    });
    expect([past, version]).toEqual([[], 2]);
    const theirs = await world.organisation();
    expect(
      await org.ada.refused(TryRoutingRules, { escalation: { ...escalation, customer_id: theirs.customers[0] ?? '' } }),
    ).toBe('404 customers.not-found');
    expect(await org.ada.refused(TryRoutingRules, { escalation: { ...escalation, category: 'Weather' } })).toBe(
      '422 escalations.category-not-found',
    );
  });
});
