import { asId, type AbsenceId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { chooseOwner, defaultOwnerSteps, type OwnerStep, type TeamMember } from './owner-choice.js';
import { roster } from './roster.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const [ANA, BEN, MIA, SUE, SID, SAM, ADA] = [user(1), user(2), user(3), user(4), user(5), user(6), user(7)];
const support = asId<TeamId>('00000000-0000-4000-a000-000000000009');
const customerId = asId<CustomerId>('00000000-0000-4000-9000-000000000001');
const now = Temporal.Instant.from('2026-07-22T06:41:00Z');
const span = { startsAt: now.subtract({ hours: 1 }), endsAt: now.add({ hours: 1 }) };
const category = { defaultOwnerId: SUE, defaultTeamId: support };

const world = (away: UserId[] = [], covers: [UserId, UserId, CustomerId?][] = []) =>
  roster({
    people: [ANA, BEN, MIA, SUE, SID, SAM, ADA].map((id) => ({
      id,
      teamId: null,
      managerId: id === ANA ? MIA : id === MIA ? ADA : null,
    })),
    absences: away.map((userId) => ({
      id: asId<AbsenceId>(userId),
      userId,
      status: 'active' as const,
      during: span,
      windows: [],
    })),
    assignments: covers.map(([of, backupUserId, only]) => ({
      id: asId<AssignmentId>(backupUserId),
      absenceId: asId<AbsenceId>(of),
      backupUserId,
      tier: 1,
      status: 'active' as const,
      customerIds: only ? [only] : null,
      during: span,
      acceptedAt: span.startsAt,
    })),
    teams: [],
  });
const member = (userId: UserId, openEscalations: number, cap: number | null = 5): TeamMember => ({
  userId,
  openEscalations,
  cap,
});
const choose = (steps: OwnerStep[], all = world(), members = [member(SID, 2), member(SAM, 1)]) =>
  chooseOwner({ steps, at: now, customerId, roster: all, teams: new Map([[support, members]]) });
const all = defaultOwnerSteps({ handPicked: { userId: BEN, reason: 'knows the integration' }, category, csmId: ANA });

test.each<[string, UserId[], UserId | null, string | null]>([
  ['the hand-picked owner', [], BEN, 'hand-picked'],
  ["the category's owner", [BEN], SUE, 'category-owner'],
  ['the least loaded of the team', [BEN, SUE], SAM, 'category-team'],
  ['the next of the team', [BEN, SUE, SAM], SID, 'category-team'],
  ["the CSM's manager", [BEN, SUE, SAM, SID], MIA, 'manager-chain'],
  ["the manager's manager", [BEN, SUE, SAM, SID, MIA], ADA, 'manager-chain'],
  ['nobody', [BEN, SUE, SAM, SID, MIA, ADA], null, null],
])('the owner is %s', (_name, away, ownerId, because) => {
  expect(choose(all, world(away))).toMatchObject({ ownerId, because, standsInFor: null });
});

test('somebody who is away is replaced by whoever covers them', () => {
  expect(choose(all, world([BEN], [[BEN, SID]]))).toMatchObject({
    ownerId: SID,
    because: 'hand-picked',
    standsInFor: BEN,
  });
});

test('coverage of this customer alone is enough, of another one is not', () => {
  const another = asId<CustomerId>('00000000-0000-4000-9000-000000000002');
  expect(choose(all, world([BEN], [[BEN, SID, customerId]])).ownerId).toBe(SID);
  expect(choose(all, world([BEN], [[BEN, SID, another]])).ownerId).toBe(SUE);
});

test('it says what was tried', () => {
  expect(choose(all, world([BEN, SUE])).why).toEqual([
    { kind: 'hand-picked', userId: BEN, outcome: 'absent', ruleId: null },
    { kind: 'category-owner', userId: SUE, outcome: 'absent', ruleId: null },
    { kind: 'category-team', userId: SAM, outcome: 'chosen', ruleId: null },
  ]);
});

test('a full member is passed over, one below the cap is not', () => {
  const team = defaultOwnerSteps({ category: { defaultOwnerId: null, defaultTeamId: support } });
  expect(choose(team, world(), [member(SAM, 5), member(SID, 4)]).ownerId).toBe(SID);
  expect(choose(team, world(), [member(SAM, 9, null), member(SID, 5)]).ownerId).toBe(SAM);
  expect(choose(team, world(), [member(SAM, 5), member(SID, 5)])).toMatchObject({
    ownerId: null,
    why: [{ outcome: 'nobody-free' }],
  });
  expect(choose(team, world(), [])).toMatchObject({ ownerId: null, why: [{ outcome: 'team-empty' }] });
});

test('equal loads go by id, in any order given', () => {
  const team = defaultOwnerSteps({ category: { defaultOwnerId: null, defaultTeamId: support } });
  expect(choose(team, world(), [member(SAM, 1), member(SID, 1)]).ownerId).toBe(SID);
  expect(choose(team, world(), [member(SID, 1), member(SAM, 1)]).ownerId).toBe(SID);
});

test('a rule stands where it is put, and is named', () => {
  const rule: OwnerStep = { kind: 'rule', ruleId: 'r3', ruleName: 'Enterprise technical', target: { teamId: support } };
  expect(choose([rule, ...defaultOwnerSteps({ category, csmId: ANA })])).toMatchObject({
    ownerId: SAM,
    because: 'rule',
    why: [{ kind: 'rule', ruleId: 'r3', outcome: 'chosen' }],
  });
});

test('without steps, or without a manager, there is nobody', () => {
  expect(choose([])).toEqual({ ownerId: null, because: null, standsInFor: null, why: [] });
  expect(choose(defaultOwnerSteps({ csmId: BEN }))).toMatchObject({ ownerId: null, why: [{ outcome: 'no-manager' }] });
});
