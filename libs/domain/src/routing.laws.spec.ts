import fc from 'fast-check';
import { type CheckedCustomer, deadEnds, type DeadEndInput } from './dead-ends.js';
import { stepsOf } from './escalation-routing.js';
import { RESPONSE_MINUTES, SEVERITIES } from './escalations.js';
import { type AbsenceId, asId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { chooseOwner } from './owner-choice.js';
import { isAbsentAt, roster } from './roster.js';
import { matchingRule, type RoutingFacts, routingConditionHolds, ruleMatches, weekHourOf } from './routing-match.js';
import {
  MANAGER_OF_CSM,
  problemsOfRule,
  requireRoutingBook,
  ROUTING_FIELDS,
  type RoutingRule,
} from './routing-rules.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const isSoak = process.env['UNDERSTUDY_SOAK'] === '1';

const uuid = (kind: number, n: number) => `00000000-0000-4000-${8000 + kind}-${String(n).padStart(12, '0')}`;
const PEOPLE = [1, 2, 3, 4, 5].map((n) => asId<UserId>(uuid(0, n)));
const TEAMS = [1, 2].map((n) => asId<TeamId>(uuid(1, n)));
const CUSTOMERS = [1, 2].map((n) => asId<CustomerId>(uuid(2, n)));
const person = fc.constantFrom(...PEOPLE);
const personOrNull = fc.option(person, { nil: null });

const scalar = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean());
const anything = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }));
const name = fc.oneof(
  fc.constantFrom(...Object.keys(ROUTING_FIELDS)),
  fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', 'customer'),
  fc.string(),
);
const operator = fc.oneof(
  fc.constantFrom('eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in', 'contains'),
  fc.string(),
);
const condition = fc.record({ field: name, operator, value: anything });
const facts: fc.Arbitrary<RoutingFacts> = fc.record({
  category: fc.constantFrom('Technical', 'Billing'),
  severity: fc.constantFrom(...SEVERITIES),
  arrAtRisk: fc.option(fc.integer(), { nil: null }),
  customer: fc.record({
    arr: fc.option(fc.integer(), { nil: null }),
    healthScore: fc.option(fc.integer(), { nil: null }),
    segment: fc.option(fc.string(), { nil: null }),
    industry: fc.option(fc.string(), { nil: null }),
    stage: fc.option(fc.string(), { nil: null }),
    daysToRenewal: fc.option(fc.integer(), { nil: null }),
  }),
  csm: fc.record({ team: fc.array(fc.string(), { maxLength: 2 }), isAbsent: fc.option(fc.boolean(), { nil: null }) }),
  hour: fc.integer({ min: 0, max: 23 }),
  weekday: fc.integer({ min: 1, max: 7 }),
});

describe('rules', () => {
  const numRuns = isSoak ? 20_000 : 400;

  test('whatever a condition says, it answers yes or no; what is refused at saving never decides by accident', () => {
    fc.assert(
      fc.property(condition, facts, (one, of) => {
        const answer = routingConditionHolds(one, of);
        expect(typeof answer).toBe('boolean');
        const isKnown = Object.hasOwn(ROUTING_FIELDS, one.field);
        if (!isKnown) expect(answer).toBe(false);
        const rule = aRule(0, [one], MANAGER_OF_CSM);
        if (!isKnown) expect(problemsOfRule(rule)).not.toEqual([]);
      }),
      { numRuns },
    );
  });

  test('the first that matches decides: all before it do not, and a book with a catch-all always decides', () => {
    fc.assert(
      fc.property(fc.array(fc.array(condition, { maxLength: 3 }), { maxLength: 5 }), facts, (lists, of) => {
        const book = [...lists.map((list, n) => aRule(n, list, MANAGER_OF_CSM)), aRule(99, [], MANAGER_OF_CSM, '*')];
        const decided = matchingRule(book, of);
        const place = book.findIndex(({ id }) => id === decided?.id);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(book.slice(0, place).filter((rule) => ruleMatches(rule, of))).toEqual([]);
      }),
      { numRuns },
    );
  });
});

const aRule = (
  n: number,
  conditions: RoutingRule['conditions'],
  assignTo: string,
  category = 'Technical',
): RoutingRule => ({
  id: uuid(3, n),
  category,
  severity: [],
  conditions,
  actions: { assignTo, notify: [], createSlackChannel: false },
});

/** A Monday, 00:00 UTC. All edges lie on full hours, so that a walk hour by hour sees everything. */
const FROM = Temporal.Instant.from('2026-07-06T00:00:00Z');
const DAYS = 5;
const hours = { min: -30, max: DAYS * 24 + 30 };
const during = fc
  .tuple(fc.integer(hours), fc.integer({ min: 1, max: 60 }))
  .map(([start, length]) => ({ startsAt: FROM.add({ hours: start }), endsAt: FROM.add({ hours: start + length }) }));
const absence = fc.record({
  userId: person,
  during,
  cover: fc.option(fc.record({ backup: person, only: fc.option(fc.constantFrom(...CUSTOMERS), { nil: null }) }), {
    nil: null,
  }),
});
const changing = fc.oneof(
  fc.record({
    field: fc.constant('hour'),
    operator: fc.constantFrom('lt', 'gte'),
    value: fc.integer({ min: 0, max: 23 }),
  }),
  fc.record({
    field: fc.constant('weekday'),
    operator: fc.constantFrom('eq', 'neq'),
    value: fc.integer({ min: 1, max: 7 }),
  }),
  fc.record({ field: fc.constant('csm.absent'), operator: fc.constant('eq'), value: fc.boolean() }),
  fc.record({
    field: fc.constant('customer.days_to_renewal'),
    operator: fc.constant('lte'),
    value: fc.integer({ min: 0, max: 5 }),
  }),
  fc.record({
    field: fc.constant('customer.arr'),
    operator: fc.constant('gte'),
    value: fc.constantFrom(100, 200, 300),
  }),
  fc.record({
    field: fc.constant('escalation.arr_at_risk'),
    operator: fc.constant('lt'),
    value: fc.constantFrom(100, 250),
  }),
  fc.record({
    field: fc.constant('escalation.severity'),
    operator: fc.constant('in'),
    value: fc.constant(['P0', 'P2']),
  }),
);
const target = fc.oneof(person, fc.constantFrom(...TEAMS), fc.constant(MANAGER_OF_CSM));
const world: fc.Arbitrary<DeadEndInput> = fc
  .record({
    rules: fc.array(fc.tuple(fc.array(changing, { maxLength: 2 }), target, fc.constantFrom('Technical', '*')), {
      maxLength: 3,
    }),
    last: target,
    managers: fc.array(personOrNull, { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
    absences: fc.array(absence, { maxLength: 7 }),
    members: fc.tuple(fc.uniqueArray(person, { maxLength: 2 }), fc.uniqueArray(person, { maxLength: 2 })),
    categoryOwner: personOrNull,
    categoryTeam: fc.option(fc.constantFrom(...TEAMS), { nil: null }),
    csms: fc.tuple(personOrNull, personOrNull),
    zones: fc.tuple(fc.constantFrom('UTC', 'Asia/Tokyo'), fc.constantFrom('Europe/Lisbon', 'America/New_York')),
  })
  .map((given) => {
    const [first, second] = given.members;
    const rules = given.rules.filter(([conditions, , category]) => conditions.length > 0 || category !== '*');
    return {
      book: requireRoutingBook([
        ...rules.map(([conditions, to, category], n) => aRule(n, conditions, to, category)),
        aRule(99, [], given.last, '*'),
      ]),
      categories: [
        { name: 'Technical', defaultOwnerId: given.categoryOwner, defaultTeamId: given.categoryTeam },
        { name: 'Billing', defaultOwnerId: null, defaultTeamId: null },
      ],
      customers: CUSTOMERS.map((id, n): CheckedCustomer => ({
        id,
        csmId: given.csms[n] ?? null,
        timeZone: given.zones[n] ?? 'UTC',
        csmTeam: [],
        arr: n === 0 ? 100 : 250,
        healthScore: null,
        segment: null,
        industry: null,
        stage: null,
        renewalOn: Temporal.PlainDate.from('2026-07-10').add({ days: n }),
      })),
      members: new Map([
        [asId<TeamId>(String(TEAMS[0])), first],
        [asId<TeamId>(String(TEAMS[1])), second],
      ]),
      roster: roster({
        people: PEOPLE.map((id, n) => ({
          id,
          teamId: null,
          managerId: given.managers[n] === id ? null : (given.managers[n] ?? null),
        })),
        absences: given.absences.map(({ userId, during: span }, n) => ({
          id: asId<AbsenceId>(uuid(4, n)),
          userId,
          status: 'planned' as const,
          during: span,
          windows: [],
        })),
        assignments: given.absences.flatMap(({ cover, during: span, userId }, n) =>
          cover && cover.backup !== userId
            ? [
                {
                  id: asId<AssignmentId>(uuid(5, n)),
                  absenceId: asId<AbsenceId>(uuid(4, n)),
                  backupUserId: cover.backup,
                  tier: 1,
                  status: 'accepted' as const,
                  customerIds: cover.only ? [cover.only] : null,
                  during: span,
                  acceptedAt: span.startsAt,
                },
              ]
            : [],
        ),
        teams: [],
      }),
      from: FROM,
      days: DAYS,
    };
  });

/** Hour by hour, escalation by escalation, as they would be made; no gaps, no classes. */
function bruteForce(input: DeadEndInput): Map<string, Temporal.Instant> {
  const { book, roster: all } = input;
  const teams = new Map(
    [...input.members].map(([id, ids]) => [id, ids.map((userId) => ({ userId, openEscalations: 0, cap: null }))]),
  );
  const asked = new Map<string, boolean>();
  const isNobodyThere = (
    rule: RoutingRule | null,
    category: DeadEndInput['categories'][number],
    customer: CheckedCustomer,
    hour: number,
  ): boolean => {
    const key = [rule?.id, category.name, customer.id, hour].join();
    const known = asked.get(key);
    if (known !== undefined) return known;
    const steps = stepsOf(rule, book, { category, csmId: customer.csmId, known: { people: all.people, teams } });
    const at = FROM.add({ hours: hour });
    const answer = chooseOwner({ steps, at, customerId: customer.id, roster: all, teams }).ownerId === null;
    asked.set(key, answer);
    return answer;
  };

  const first = new Map<string, Temporal.Instant>();
  for (const category of input.categories)
    for (const severity of SEVERITIES)
      for (let hour = 0; hour < DAYS * 24 && !first.has(`${category.name} ${severity}`); hour += 1)
        for (const customer of input.customers)
          for (const arrAtRisk of [customer.arr, 0, 99, 100, 101, 249, 250, 251]) {
            const at = FROM.add({ hours: hour });
            const rule = matchingRule(
              book,
              factsAt(input, customer, { category: category.name, severity, arrAtRisk }, at),
            );
            const wait = Math.ceil(RESPONSE_MINUTES[severity] / 60);
            const isLost = Array.from({ length: wait }, (_, later) => hour + later).every((then) =>
              isNobodyThere(rule, category, customer, then),
            );
            if (isLost) first.set(`${category.name} ${severity}`, at);
          }
  return first;
}

const factsAt = (
  { roster: all }: DeadEndInput,
  customer: CheckedCustomer,
  asked: Pick<RoutingFacts, 'category' | 'severity' | 'arrAtRisk'>,
  at: Temporal.Instant,
): RoutingFacts => {
  const today = at.toZonedDateTimeISO(customer.timeZone).toPlainDate();
  return {
    ...asked,
    customer: { ...customer, daysToRenewal: customer.renewalOn && today.until(customer.renewalOn).days },
    csm: { team: [], isAbsent: customer.csmId === null ? null : isAbsentAt(customer.csmId, at, all) },
    ...weekHourOf(at, customer.timeZone),
  };
};

test('the check at saving finds a dead end exactly where an hour-by-hour walk over every escalation does, and the same first one', () => {
  let found = 0;
  fc.assert(
    fc.property(world, (input) => {
      const expected = bruteForce(input);
      const answered = new Map(deadEnds(input).map(({ category, severity, at }) => [`${category} ${severity}`, at]));
      found += expected.size;
      expect([...answered].map(([key, at]) => [key, String(at)]).toSorted()).toEqual(
        [...expected].map(([key, at]) => [key, String(at)]).toSorted(),
      );
    }),
    { numRuns: isSoak ? 400 : 20 },
  );
  // control: worlds in which nothing is ever wrong would prove nothing
  expect(found).toBeGreaterThan(0);
});

/** Would one made at this instant find nobody until its answer is due? Everything in these worlds changes at full hours. */
function isLostAt(
  input: DeadEndInput,
  asked: { readonly name: string; readonly severity: (typeof SEVERITIES)[number]; readonly arrAtRisk: number | null },
  customer: CheckedCustomer,
  at: Temporal.Instant,
): boolean {
  const { book, roster: all } = input;
  const category = input.categories.find(({ name }) => name === asked.name);
  if (!category) throw new Error('the category is one of those');
  const { severity, arrAtRisk } = asked;
  const teams = new Map(
    [...input.members].map(([id, ids]) => [id, ids.map((userId) => ({ userId, openEscalations: 0, cap: null }))]),
  );
  const rule = matchingRule(book, factsAt(input, customer, { category: asked.name, severity, arrAtRisk }, at));
  const steps = stepsOf(rule, book, { category, csmId: customer.csmId, known: { people: all.people, teams } });
  const isNobodyThere = (then: Temporal.Instant) =>
    chooseOwner({ steps, at: then, customerId: customer.id, roster: all, teams }).ownerId === null;
  const until = at.add({ minutes: RESPONSE_MINUTES[severity] });
  if (!isNobodyThere(at)) return false;
  for (let then = FROM; Temporal.Instant.compare(then, until) < 0; then = then.add({ hours: 1 }))
    if (Temporal.Instant.compare(then, at) > 0 && !isNobodyThere(then)) return false;
  return true;
}

test('a change of rules is refused for nothing that was a dead end before, and for everything that was none', () => {
  let found = 0;
  fc.assert(
    fc.property(world, world, (input, { book: before }) => {
      const old = { ...input, book: before };
      const added = new Map(
        deadEnds({ ...input, before }).map(({ category, severity, at }) => [`${category} ${severity}`, at]),
      );
      for (const { name } of input.categories)
        for (const severity of SEVERITIES) {
          const isNew = (at: Temporal.Instant) =>
            input.customers.some((customer) =>
              [customer.arr, 0, 99, 100, 101, 249, 250, 251].some(
                (arrAtRisk) =>
                  isLostAt(input, { name, severity, arrAtRisk }, customer, at) &&
                  !isLostAt(old, { name, severity, arrAtRisk }, customer, at),
              ),
            );
          const at = added.get(`${name} ${severity}`);
          if (at) {
            found += 1;
            expect(isNew(at)).toBe(true);
          }
          const isEarlier = (hour: number) => !at || Temporal.Instant.compare(FROM.add({ hours: hour }), at) < 0;
          for (let hour = 0; hour < DAYS * 24 && isEarlier(hour); hour += 1)
            expect(isNew(FROM.add({ hours: hour }))).toBe(false);
        }
    }),
    { numRuns: isSoak ? 100 : 4 },
  );
  // control: changes that never leave anybody alone would prove nothing
  expect(found).toBeGreaterThan(0);
});
