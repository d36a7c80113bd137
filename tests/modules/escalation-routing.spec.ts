import { randomUUID } from 'node:crypto';
import {
  type AnswerOf,
  AssignEscalation,
  ChangeEscalationCategory,
  CheckRoutingRules,
  CreateEscalation,
  CreateEscalationCategory,
  GetEscalation,
  GetEscalationTimeline,
  ListCategories,
  ListEscalationCategories,
  ListRoutingRules,
  RemoveEscalationCategory,
  RemoveRoutingRule,
  SuggestOwners,
  SuggestOwnersForNew,
  type WireOf,
} from '@understudy/contracts';
import { aRule, MANAGER, problemOf, routingIn } from './routing-in.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

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

const book = () => org.ada.call(ListRoutingRules, {});

describe('FR-2: an escalation goes by the rules', () => {
  test('the first rule that matches gives the owner, and the answer names it', async () => {
    await add(aRule(org.gus.id, { name: 'Urgent', severity: ['P0', 'P1'] }));
    await add(
      aRule(org.eva.id, { name: 'Big', conditions: [{ field: 'customer.arr', operator: 'gte', value: 1000 }] }),
    );
    await add(aRule(org.max.id, { name: 'Never reached' }));

    const made = await escalate();
    expect(made).toMatchObject({
      primary_owner: { name: 'eva' },
      owner_because: { rule: 'rule', explanation: 'eva: by the routing rule "Big"' },
    });
    const urgent = await escalate({ severity: 'P1', expected_resolution: 'It runs' });
    expect(urgent.primary_owner).toMatchObject({ name: 'gus' });
    expect((await escalate({ category: 'Billing' })).owner_because.rule).toBe('catch-all');
  });

  test('product.md 15: picked by hand, rule, category’s owner, category’s team, catch-all, in this order', async () => {
    const [category] = await org.sql<{ id: string }>(
      `update escalation_categories set default_owner_id = $2, default_team_id = $3 where tenant_id = $1 and name = 'Technical' returning id`,
      [org.max.id, teams.americas],
    );
    const rule = await add(aRule(org.eva.id));
    const ruleOf = async (more = {}) => {
      const { primary_owner, owner_because } = await escalate(more);
      return [primary_owner?.name, owner_because.rule];
    };
    expect(await ruleOf({ primary_owner_id: org.ben.id, owner_reason: 'wrote the connector' })).toEqual([
      'ben',
      'hand-picked',
    ]);
    expect(await ruleOf()).toEqual(['eva', 'rule']);
    await org.absence(org.eva, 0, 3);
    expect(await ruleOf()).toEqual(['max', 'category-owner']);
    await org.ada.call(RemoveRoutingRule, { routing_rule_id: rule.id });
    expect(await ruleOf()).toEqual(['max', 'category-owner']);
    await org.sql('update escalation_categories set default_owner_id = null where tenant_id = $1 and id = $2', [
      category?.id,
    ]);
    await org.absence(org.max, 0, 3);
    expect(await ruleOf()).toEqual(['gus', 'category-team']);
    await org.absence(org.gus, 0, 3);
    expect(await ruleOf()).toEqual(['mia', 'catch-all']);
  });

  test('an owner picked by hand keeps the reason in the words', async () => {
    const made = await escalate({ primary_owner_id: org.ben.id, owner_reason: 'wrote the connector' });
    expect(made.owner_because.explanation).toBe('ben: picked by hand (wrote the connector)');
  });

  test('an absent owner of a rule is replaced by whoever covers them', async () => {
    await add(aRule(org.ben.id));
    const absence = await org.absence(org.ben, 0, 3);
    await cover(absence.id, org.eva);
    expect(await escalate()).toMatchObject({
      primary_owner: { name: 'eva' },
      owner_because: { rule: 'rule', explanation: expect.stringContaining('standing in for ben') },
    });
  });

  test('a team gives its least loaded member who is there', async () => {
    await add(aRule(teams.emea));
    const owners = [];
    for (let n = 0; n < 5; n += 1) owners.push((await escalate()).primary_owner?.name);
    expect(owners.slice(0, 4).toSorted()).toEqual(['ana', 'ben', 'eva', 'mia']);

    await org.absence(org.ana, 0, 2);
    await org.absence(org.ben, 0, 2);
    await org.absence(org.eva, 0, 2);
    expect((await escalate()).primary_owner).toMatchObject({ name: 'mia' });
  });

  test('supporters’ caps count in a team, and whoever switched themselves off gets nothing', async () => {
    await org.sql('update users set team_id = $2 where tenant_id = $1 and id = $3', [teams.americas, org.sam.id]);
    await org.absence(org.max, 0, 2);
    await add(aRule(teams.americas));
    await org.sql('update supporters set max_active_escalations = 1 where tenant_id = $1 and user_id = $2', [
      org.sam.id,
    ]);
    const owners = [];
    for (let n = 0; n < 4; n += 1) owners.push((await escalate()).primary_owner?.name);
    expect(owners.filter((name) => name === 'sam')).toHaveLength(1);
    expect(owners.filter((name) => name === 'gus')).toHaveLength(3);

    await org.sql(
      'update supporters set max_active_escalations = 9, is_available = false where tenant_id = $1 and user_id = $2',
      [org.sam.id],
    );
    expect((await escalate()).primary_owner).toMatchObject({ name: 'gus' });
  });

  test('FR-2.2: the second owner comes from the rule, else from the category, and is optional', async () => {
    expect((await escalate()).secondary_owner).toBeNull();
    await org.sql(
      `update escalation_categories set default_secondary_owner_id = $2 where tenant_id = $1 and name = 'Technical'`,
      [org.ben.id],
    );
    expect((await escalate()).secondary_owner).toMatchObject({ name: 'ben' });
    await add(
      aRule(org.max.id, {
        actions: { assignTo: org.max.id, assignSecondaryTo: teams.americas, notify: [], createSlackChannel: false },
      }),
    );
    expect(await escalate()).toMatchObject({ primary_owner: { name: 'max' }, secondary_owner: { name: 'gus' } });
    expect((await escalate({ secondary_owner_id: org.eva.id })).secondary_owner).toMatchObject({ name: 'eva' });
  });

  test('whom the rule tells is on it as informed; owners stay owners', async () => {
    await add(
      aRule(org.max.id, {
        actions: { assignTo: org.max.id, notify: [teams.americas, org.eli.id, MANAGER], createSlackChannel: false },
      }),
    );
    const { stakeholders } = await escalate();
    const roles = Object.fromEntries(stakeholders.map(({ user, role }) => [user.name, role]));
    expect(roles).toEqual({ max: 'owner', gus: 'informed', eli: 'informed', mia: 'informed', ana: 'watcher' });
    const eli = await org.eli.call(GetEscalation, { escalation_id: (await escalate()).id });
    expect(eli.status).toBe('open');
  });

  test('a rule’s multiplier makes the clock shorter or longer', async () => {
    const minutes = ({ sla, created_at }: AnswerOf<typeof CreateEscalation>) =>
      Temporal.Instant.from(created_at).until(sla.due_at).total('minutes');
    const urgent = { severity: 'P1', expected_resolution: 'It runs' } as const;
    expect(minutes(await escalate(urgent))).toBe(24 * 60);
    await add(
      aRule(org.max.id, {
        actions: { assignTo: org.max.id, notify: [], createSlackChannel: false, slaMultiplier: 0.25 },
      }),
    );
    expect(minutes(await escalate(urgent))).toBe(6 * 60);
  });

  test('the rule is kept word for word with the escalation, whatever becomes of it', async () => {
    const rule = await add(
      aRule(org.max.id, { name: 'War', actions: { assignTo: org.max.id, notify: [], createSlackChannel: true } }),
    );
    const made = await escalate();
    await org.ada.call(RemoveRoutingRule, { routing_rule_id: rule.id });

    const [row] = await org.sql<{ routing: Record<string, unknown> }>(
      'select routing from escalations where tenant_id = $1 and id = $2',
      [made.id],
    );
    const { position: _, version, ...kept } = rule;
    expect(row?.routing).toMatchObject({
      book_version: version,
      rule: kept,
      rule_title: 'War',
      because: 'rule',
      create_slack_channel: true,
      sla_multiplier: 1,
      decided_by: { hour: 10, weekday: 1, csm_absent: false, csm_team: 'EMEA' },
    });
  });

  test('hours and weekdays are those of the CSM; csm.absent and csm.team are true of that moment', async () => {
    const on = (field: string, operator: string, value: string | number | boolean) => ({
      conditions: [{ field, operator, value }],
    });
    await add(aRule(org.gus.id, { name: 'Away', ...on('csm.absent', 'eq', true) }));
    await add(aRule(org.max.id, { name: 'Americas', ...on('csm.team', 'eq', 'Americas') }));
    await add(
      aRule(org.eva.id, {
        name: 'Monday morning',
        conditions: [
          { field: 'hour', operator: 'lt', value: 12 },
          { field: 'weekday', operator: 'eq', value: 1 },
        ],
      }),
    );
    expect((await escalate()).owner_because.explanation).toContain('"Monday morning"');
    await org.sql(`update users set time_zone = 'Asia/Tokyo' where tenant_id = $1 and id = $2`, [org.ana.id]);
    expect((await escalate()).owner_because.rule).toBe('catch-all');
    await org.absence(org.ana, 0, 2, { time_zone: 'Europe/Lisbon' });
    expect((await escalate({}, org.mia)).owner_because.explanation).toContain('"Away"');
  });

  test('a circle in the chain of managers ends', async () => {
    await org.sql('update users set manager_id = $2 where tenant_id = $1 and id = $3', [org.ana.id, org.mia.id]);
    await org.absence(org.mia, 0, 2);
    // Ana's manager is Mia, and Mia's is Ana: she is above herself only by way of Mia, and nobody else is left
    expect(await escalate()).toMatchObject({ primary_owner: null, owner_because: { rule: 'nobody' } });
    expect((await org.ada.call(CheckRoutingRules, {})).dead_ends.length).toBeGreaterThan(0);
  });
});

describe('FR-2.5: manual override', () => {
  const assign = (by: Person, id: string, more: Partial<WireOf<typeof AssignEscalation>> = {}) =>
    by.call(AssignEscalation, { escalation_id: id, reason: 'knows the connector', ...more });
  const refused = (by: Person, id: string, more: Partial<WireOf<typeof AssignEscalation>> = {}) =>
    by.refused(AssignEscalation, { escalation_id: id, reason: 'knows the connector', ...more });

  test('owners, managers and admins give it to somebody else with a reason; the timeline has both owners', async () => {
    const { id } = await escalate({ primary_owner_id: org.ben.id });
    const given = await assign(org.ben, id, { primary_owner_id: org.eva.id, secondary_owner_id: org.gus.id });
    expect(given).toMatchObject({
      primary_owner: { name: 'eva' },
      secondary_owner: { name: 'gus' },
      owner_because: { rule: 'override', explanation: 'eva: picked by hand, by ben: knows the connector' },
    });
    await assign(org.mia, id, { primary_owner_id: org.max.id });
    await assign(org.ada, id, { secondary_owner_id: null });
    expect(await org.max.call(GetEscalation, { escalation_id: id })).toMatchObject({
      primary_owner: { name: 'max' },
      secondary_owner: null,
    });

    const { items } = await org.ada.call(GetEscalationTimeline, { escalation_id: id });
    const assigned = items.filter(({ type }) => type === 'escalation.assigned');
    expect(assigned).toHaveLength(3);
    expect(assigned.map(({ actor }) => actor.name).toSorted()).toEqual(['ada', 'ben', 'mia']);
    expect(JSON.stringify(assigned)).toContain('knows the connector');
  });

  test('creators and strangers may not', async () => {
    const { id } = await escalate({ primary_owner_id: org.ben.id }, org.eli);
    expect(await refused(org.eli, id, { primary_owner_id: org.eli.id })).toBe('403 identity.not-allowed');
    expect(await refused(org.max, id, { primary_owner_id: org.max.id })).toBe('404 escalations.not-found');
    const theirs = await world.organisation();
    expect(await refused(theirs.ada, id, { primary_owner_id: theirs.mia.id })).toBe('404 escalations.not-found');
  });

  test('whoever is away is replaced by their cover; without one it is refused, saying until when', async () => {
    const { id } = await escalate();
    const absence = await org.absence(org.ben, 0, 2);
    const problem = await problemOf(assign(org.mia, id, { primary_owner_id: org.ben.id }));
    expect(problem).toMatchObject({
      status: 422,
      code: 'escalations.owner-away',
      user: { name: 'ben' },
      away_until: absence.during.ends_at,
    });
    expect(await refused(org.mia, id, { secondary_owner_id: org.ben.id })).toBe('422 escalations.owner-away');

    await cover(absence.id, org.eva);
    expect(await assign(org.mia, id, { primary_owner_id: org.ben.id })).toMatchObject({
      primary_owner: { name: 'eva' },
      owner_because: { explanation: expect.stringContaining('standing in for ben') },
    });
  });

  test('a team gives its least loaded member; an empty one is refused', async () => {
    const { id } = await escalate();
    await escalate({ primary_owner_id: org.gus.id });
    expect(await assign(org.mia, id, { team_id: teams.americas })).toMatchObject({
      primary_owner: { name: 'max' },
      owner_because: { explanation: 'max: least loaded of the team that was picked, by mia: knows the connector' },
    });
    await org.absence(org.gus, 0, 1);
    await org.absence(org.max, 0, 1);
    expect(await refused(org.mia, id, { team_id: teams.americas })).toBe('422 escalations.team-empty');
  });

  test.each<[string, () => Partial<WireOf<typeof AssignEscalation>>, string]>([
    ['nobody named', () => ({}), '422 escalations.owner-missing'],
    ['no reason', () => ({ primary_owner_id: org.eva.id, reason: ' ' }), '400 request.malformed'],
    ['a person there is not', () => ({ primary_owner_id: randomUUID() }), '404 users.not-found'],
    ['a team there is not', () => ({ team_id: randomUUID() }), '404 teams.not-found'],
  ])('%s is refused', async (_, more, refusal) => {
    const { id } = await escalate();
    expect(await refused(org.mia, id, more())).toBe(refusal);
  });
});

describe('FR-2.4: owners are suggested', () => {
  test('by expertise, load and presence, with the excluded and why', async () => {
    await org.sql(
      `update escalation_categories set expertise = array['API', 'sso'], default_owner_id = $2 where tenant_id = $1 and name = 'Technical'`,
      [org.max.id],
    );
    const skill = (who: Person, ...skills: string[]) =>
      org.sql('update users set skills = $3 where tenant_id = $1 and id = $2', [who.id, skills]);
    await skill(org.gus, 'api', 'SSO', 'technical');
    await skill(org.eva, 'enterprise');
    await skill(org.sam, 'api');
    await skill(org.ben, 'api');
    await org.sql('update supporters set is_available = false where tenant_id = $1 and user_id = $2', [org.sam.id]);
    await org.absence(org.ben, 0, 2);

    const customer_id = org.customers[0] ?? '';
    const { items, excluded, wanted_tags } = await org.ana.call(SuggestOwnersForNew, {
      customer_id,
      category: 'TECHNICAL',
      severity: 'P2',
    });
    expect(wanted_tags).toEqual(['api', 'enterprise', 'live', 'software', 'sso', 'technical']);
    expect(items.map(({ name, matched_tags, named }) => [name, matched_tags, named])).toEqual([
      ['gus', ['api', 'sso', 'technical'], false],
      ['eva', ['enterprise'], false],
      ...[
        ['max', [], true],
        ['mia', [], true],
      ]
        .toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
        .sort(byIdOf(items)),
    ]);
    expect(items[0]).toMatchObject({
      factors: { load_score: 100, presence_score: 100 },
      open_escalations: 0,
      cap: null,
    });
    const reasons = Object.fromEntries(excluded.map(({ user, reason }) => [user.name, reason]));
    expect(reasons).toMatchObject({ ben: 'absent', sam: 'unavailable', ana: 'no_expertise', eli: 'no_expertise' });
  });

  test('for one that is there: whoever owns it is left out; only whoever sees it may ask', async () => {
    await org.sql(`update users set skills = array['technical'] where tenant_id = $1 and id = any($2)`, [
      [org.gus.id, org.eva.id],
    ]);
    const { id } = await escalate({ primary_owner_id: org.gus.id });
    const { items, excluded } = await org.ana.call(SuggestOwners, { escalation_id: id });

    expect(items.map(({ name }) => name)).toEqual(['eva', 'mia']);
    expect(excluded).toContainEqual({
      user: expect.objectContaining({ name: 'gus' }),
      reason: 'owns_it',
      covered_by: null,
    });
    expect(await org.ben.refused(SuggestOwners, { escalation_id: id })).toBe('404 escalations.not-found');
    const customer_id = org.customers[0] ?? '';
    expect(await org.ana.refused(SuggestOwnersForNew, { customer_id, category: 'Weather', severity: 'P2' })).toBe(
      '422 escalations.category-not-found',
    );
    expect(
      await org.ana.refused(SuggestOwnersForNew, { customer_id: randomUUID(), category: 'Billing', severity: 'P2' }),
    ).toBe('404 customers.not-found');
  });
});

const byIdOf = (items: readonly { user_id: string; name: string }[]) => {
  const place = (name: unknown) => items.findIndex((item) => item.name === name);
  return (a: readonly unknown[], b: readonly unknown[]) => place(a[0]) - place(b[0]);
};

describe('categories', () => {
  test('are configured with owners, team, tags and hours, and used at once', async () => {
    const made = await org.ada.call(CreateEscalationCategory, {
      name: 'Security',
      description: 'Whatever smells',
      default_owner_id: org.max.id,
      default_secondary_owner_id: org.gus.id,
      default_team_id: teams.americas,
      expertise: ['GDPR', 'gdpr', 'sso'],
      sla_hours_p1: 2,
    });
    expect(made).toMatchObject({
      expertise: ['GDPR', 'sso'],
      default_owner: { name: 'max' },
      default_team: { name: 'Americas' },
      sla_hours_p0: 4,
      sla_hours_p1: 2,
      active: true,
      open_escalations: 0,
      version: 1,
    });
    const escalation = await escalate({ category: 'security', severity: 'P1', expected_resolution: 'Closed again' });
    expect(escalation).toMatchObject({
      category: 'Security',
      primary_owner: { name: 'max' },
      secondary_owner: { name: 'gus' },
    });
    expect(Temporal.Instant.from(escalation.created_at).until(escalation.sla.due_at).total('hours')).toBe(2);
    expect((await org.ada.call(ListEscalationCategories, { limit: 2 })).items.map(({ name }) => name)).toEqual([
      'Billing',
      'Security',
    ]);
  });

  test('a name is one whatever its case; foreign people and teams are not there', async () => {
    expect(await org.ada.refused(CreateEscalationCategory, { name: 'bILLING' })).toBe(
      '409 escalation-categories.name-taken',
    );
    expect(await org.ada.refused(CreateEscalationCategory, { name: '*' })).toBe('400 request.malformed');
    const theirs = await world.organisation();
    for (const name of ['default_owner_id', 'default_secondary_owner_id'])
      expect(await org.ada.refused(CreateEscalationCategory, { name: 'New', [name]: theirs.mia.id })).toBe(
        '404 users.not-found',
      );
    expect(await org.ada.refused(CreateEscalationCategory, { name: 'New', default_team_id: randomUUID() })).toBe(
      '404 teams.not-found',
    );
    expect(await org.mia.refused(CreateEscalationCategory, { name: 'New' })).toBe('403 identity.not-allowed');
  });

  test('rules follow a new name; an old version is refused', async () => {
    await add(aRule(org.gus.id));
    const { items } = await org.ada.call(ListEscalationCategories, {});
    const technical = items.find(({ name }) => name === 'Technical');
    const category_id = technical?.id ?? '';
    await org.ada.call(ChangeEscalationCategory, { category_id, name: 'Engineering' }, { ifMatch: 1 });

    expect((await book()).items[0]).toMatchObject({ category: 'Engineering' });
    expect((await escalate({ category: 'Engineering' })).primary_owner).toMatchObject({ name: 'gus' });
    const stale = await problemOf(
      org.ada.call(ChangeEscalationCategory, { category_id, name: 'Other' }, { ifMatch: 1 }),
    );
    expect(stale).toMatchObject({ status: 409, code: 'version.stale', current: { name: 'Engineering', version: 2 } });
  });

  test('one with open escalations may be taken out of use, the last active one not', async () => {
    const { id } = await escalate({ category: 'Billing' });
    const { items } = await org.ada.call(ListEscalationCategories, {});
    const [billing, technical] = items;
    const gone = await org.ada.call(RemoveEscalationCategory, { category_id: billing?.id ?? '', reason: 'merged' });
    expect(gone).toMatchObject({ active: false, open_escalations: 1 });
    expect(await org.ana.call(GetEscalation, { escalation_id: id })).toMatchObject({
      category: 'Billing',
      status: 'open',
    });
    expect((await org.ana.call(ListCategories, {})).items.map(({ name }) => name)).toEqual(['Technical']);
    expect(
      await org.ana.refused(CreateEscalation, {
        customer_id: org.customers[0] ?? '',
        category: 'Billing',
        severity: 'P3',
        title: 'x',
        description: 'y',
      }),
    ).toBe('422 escalations.category-not-found');

    expect(await org.ada.refused(ChangeEscalationCategory, { category_id: technical?.id ?? '', active: false })).toBe(
      '409 escalation-categories.last-active',
    );
    expect(await org.ada.refused(RemoveEscalationCategory, { category_id: technical?.id ?? '' })).toBe(
      '409 escalation-categories.last-active',
    );
    await org.ada.call(ChangeEscalationCategory, { category_id: billing?.id ?? '', active: true });
    expect((await org.ada.call(RemoveEscalationCategory, { category_id: technical?.id ?? '' })).active).toBe(false);
  });
});
