import { limitFor, spokenLanguages } from './backup-limits.js';
import { type CoverageRule, firstMatch, type RuleFacts } from './coverage-rules.js';
import { fitOf, hoursOverlap } from './customer-fit.js';
import type { User } from './directory.js';
import type { CustomerId, TeamId, UserId } from './ids.js';
import type { CoveragePolicy, Strategy } from './policies.js';
import { splitPortfolio, type SplitExclusion } from './split.js';
import { orderByStrategy } from './strategies.js';
import { type Candidate, isTeammate, suggestBackups, type SuggestedCustomer, type Suggestion } from './suggestions.js';
import { byText } from './ordering.js';

/** A customer that needs a backup. */
export interface ChoiceCustomer extends SuggestedCustomer {
  /** Pre-configured for exactly this customer. */
  readonly presetUserId: UserId | null;
  readonly facts: RuleFacts['customer'];
}

/** `isAbsent` is about the time that needs somebody. */
export interface ChoiceCandidate extends Candidate, Pick<User, 'timeZone' | 'workingHours'> {
  /** Of their last round-robin turn; null comes first. */
  readonly turn: number | null;
  /** Customers they covered before. */
  readonly coveredCustomerIds: readonly CustomerId[];
}

export interface ChoiceInput {
  readonly absentee: Pick<User, 'id' | 'teamId' | 'timeZone' | 'workingHours'>;
  /** Of the absence, or pre-configured for the absent person. */
  readonly preferredBackupUserId: UserId | null;
  readonly policy: Pick<CoveragePolicy, 'strategy' | 'weights' | 'splitAbove'>;
  readonly rules: readonly CoverageRule[];
  readonly absence: RuleFacts['absence'];
  readonly teamName: string | null;
  readonly customers: readonly ChoiceCustomer[];
  readonly candidates: readonly ChoiceCandidate[];
  /** Nobody of these, for no customer: they said no, did not answer, were refused. */
  readonly refused: ReadonlySet<UserId>;
  /** Who holds a customer at another tier already. */
  readonly holders: ReadonlyMap<CustomerId, ReadonlySet<UserId>>;
  readonly at: Temporal.Instant;
}

export type ChoiceReason =
  | { readonly kind: 'customer-backup' }
  | { readonly kind: 'preferred' }
  | { readonly kind: 'rule'; readonly ruleId: string }
  | { readonly kind: 'strategy'; readonly strategy: Strategy }
  | { readonly kind: 'split' };

/** Somebody to ask, for these customers. */
export interface BackupPick {
  readonly userId: UserId;
  readonly customerIds: readonly CustomerId[];
  readonly reasonOf: ReadonlyMap<CustomerId, ChoiceReason>;
  /** Over all the customers of the pick; null for somebody named whom the score leaves out. */
  readonly suggestion: Suggestion | null;
}

export interface BackupChoice {
  readonly picks: readonly BackupPick[];
  /** Customers that nobody can take. */
  readonly unplaced: readonly CustomerId[];
  /** Whose round-robin turn it was, in order. */
  readonly turns: readonly UserId[];
  readonly ruleOf: ReadonlyMap<CustomerId, string>;
}

const NAMED_ROLES = ['csm', 'manager'] as const;
interface Pool {
  readonly teamId: TeamId | null;
  readonly skill: string | null;
  readonly strategy: Strategy;
  readonly reason: ChoiceReason;
}

/** The choice as it grows: who was given what so far, so that nobody's capacity is spent twice. */
class Choosing {
  readonly given = new Map<UserId, Map<CustomerId, ChoiceReason>>();
  readonly added = new Map<UserId, number>();
  readonly unplaced: CustomerId[] = [];
  readonly turns: UserId[] = [];
  readonly ruleOf = new Map<CustomerId, string>();

  private readonly people: ReadonlyMap<UserId, ChoiceCandidate>;

  constructor(private readonly input: ChoiceInput) {
    const { candidates, refused, absentee } = input;
    const able = candidates.filter(({ id }) => id !== absentee.id && !refused.has(id));
    this.people = new Map(able.map((one) => [one.id, one]));
  }

  give(userId: UserId, customers: readonly ChoiceCustomer[], reason: ChoiceReason): void {
    const theirs = this.given.get(userId) ?? new Map<CustomerId, ChoiceReason>();
    for (const { id } of customers) theirs.set(id, reason);
    this.given.set(userId, theirs);
    const points = customers.reduce((sum, one) => sum + (one.points ?? 1), 0);
    this.added.set(userId, (this.added.get(userId) ?? 0) + points);
  }

  /** Candidates with what this very choice has given them on top. */
  candidates(): ChoiceCandidate[] {
    return [...this.people.values()].map((one) => ({
      ...one,
      coverageLoad: one.coverageLoad + (this.added.get(one.id) ?? 0),
    }));
  }

  /** Named by a person or a rule: capacity and language only warn then; being away and conflicts do not. */
  canBeNamed(userId: UserId | null, customer: ChoiceCustomer): userId is UserId {
    const person = userId === null ? undefined : this.people.get(userId);
    return (
      person !== undefined &&
      !person.isAbsent &&
      NAMED_ROLES.some((role) => person.roles.includes(role)) &&
      !person.conflicts?.has(customer.id) &&
      !this.input.holders.get(customer.id)?.has(person.id)
    );
  }

  isFree(candidate: ChoiceCandidate, customer: ChoiceCustomer, spoken: ReadonlySet<string>): boolean {
    return limitFor(candidate, customer, spoken) === null && !this.input.holders.get(customer.id)?.has(candidate.id);
  }
}

/**
 * Who is asked for which customers (PRD-131 FR-2, PRD-258 FR-2.1). For each customer the first of: who is pre-configured for it; whom the first
 * matching rule names; who is preferred for the absence or by the absent person, unless a rule chooses otherwise; else the best by
 * the strategy among those the rule leaves or the CSMs of the team. Customers that fall into one group go to one person, when
 * somebody can carry them all; otherwise, or above `splitAbove`, they are split (product.md 9). Deterministic.
 */
export const chooseBackups = (input: ChoiceInput): BackupChoice => {
  const choosing = new Choosing(input);
  const pools = new Map<string, { pool: Pool; customers: ChoiceCustomer[] }>();
  const named = new Map<string, { userId: UserId; reason: ChoiceReason; customers: ChoiceCustomer[] }>();
  const name = (userId: UserId, reason: ChoiceReason, customer: ChoiceCustomer) => {
    const key = `${userId} ${JSON.stringify(reason)}`;
    const group = named.get(key) ?? { userId, reason, customers: [] };
    group.customers.push(customer);
    named.set(key, group);
  };

  for (const customer of input.customers.toSorted((a, b) => byText(a.id, b.id))) {
    const rule = firstMatch(input.rules, { customer: customer.facts, absence: input.absence, team: input.teamName });
    if (rule) choosing.ruleOf.set(customer.id, rule.id);
    const { presetUserId } = customer;
    if (choosing.canBeNamed(presetUserId, customer)) name(presetUserId, { kind: 'customer-backup' }, customer);
    else if (rule && choosing.canBeNamed(rule.action.backupUserId, customer))
      name(rule.action.backupUserId, { kind: 'rule', ruleId: rule.id }, customer);
    else if (!narrows(rule) && choosing.canBeNamed(input.preferredBackupUserId, customer))
      name(input.preferredBackupUserId, { kind: 'preferred' }, customer);
    else {
      const pool = poolOf(rule, input);
      const key = JSON.stringify(pool);
      const group = pools.get(key) ?? { pool, customers: [] };
      group.customers.push(customer);
      pools.set(key, group);
    }
  }
  for (const { userId, reason, customers } of named.values()) choosing.give(userId, customers, reason);
  for (const { pool, customers } of pools.values()) fillPool(choosing, input, pool, customers);
  return finish(choosing, input);
};

/** A rule that sends the customer elsewhere than to the preferred backup. */
const narrows = (rule: CoverageRule | null): boolean =>
  rule !== null &&
  (rule.action.backupTeamId !== null ||
    rule.action.skill !== null ||
    (rule.action.strategy ?? 'primary') !== 'primary');

const poolOf = (rule: CoverageRule | null, { absentee, policy }: ChoiceInput): Pool => {
  const strategy = rule?.action.strategy ?? policy.strategy;
  return {
    teamId: rule?.action.backupTeamId ?? absentee.teamId,
    skill: rule?.action.skill ?? null,
    strategy,
    reason: rule ? { kind: 'rule', ruleId: rule.id } : { kind: 'strategy', strategy },
  };
};

const membersOf = (choosing: Choosing, { teamId, skill }: Pool): ChoiceCandidate[] => {
  const wanted = skill?.trim().toLowerCase();
  return choosing
    .candidates()
    .filter((one) => isTeammate(one, teamId))
    .filter(({ skills }) => wanted === undefined || skills.some((one) => one.trim().toLowerCase() === wanted));
};

const fillPool = (choosing: Choosing, input: ChoiceInput, pool: Pool, wanted: readonly ChoiceCustomer[]): void => {
  let customers = wanted;
  const { splitAbove } = input.policy;
  let isSplit = splitAbove !== null && wanted.length > splitAbove;
  while (customers.length > 0 && !isSplit) {
    const best = bestFor(choosing, input, pool, customers);
    if (best === null) break;
    isSplit = best.evidence.loadAfter > best.evidence.capacityPoints;
    if (isSplit) break;
    const blocked = new Set(best.evidence.blocked.map(({ customerId }) => customerId));
    const taken = customers.filter((one) => !blocked.has(one.id) && !input.holders.get(one.id)?.has(best.userId));
    if (taken.length === 0) break;
    choosing.give(best.userId, taken, pool.reason);
    if (pool.strategy === 'round_robin') choosing.turns.push(best.userId);
    customers = customers.filter((one) => !taken.includes(one));
  }
  if (isSplit) customers = splitAmong(choosing, input, pool, customers);
  choosing.unplaced.push(...customers.map(({ id }) => id));
};

/** Who can carry them all comes first; among those, and when nobody can, the strategy decides. */
const bestFor = (
  choosing: Choosing,
  input: ChoiceInput,
  pool: Pool,
  customers: readonly ChoiceCustomer[],
): Suggestion | null => {
  const members = membersOf(choosing, pool).filter((one) =>
    customers.some((customer) => !input.holders.get(customer.id)?.has(one.id)),
  );
  const { items } = suggestBackups({
    absentee: { id: input.absentee.id, teamId: pool.teamId },
    preferredBackupUserId: input.preferredBackupUserId,
    portfolio: customers,
    candidates: members,
    weights: input.policy.weights,
  });
  const turns = new Map(members.map(({ id, turn }) => [id, turn]));
  const ordered = orderByStrategy(pool.strategy, items, turns);
  return ordered.find(({ evidence }) => evidence.loadAfter <= evidence.capacityPoints) ?? ordered[0] ?? null;
};

/** Splits the customers; answers those nobody can take. */
const splitAmong = (
  choosing: Choosing,
  input: ChoiceInput,
  pool: Pool,
  customers: readonly ChoiceCustomer[],
): ChoiceCustomer[] => {
  const members = membersOf(choosing, pool).filter(({ isAbsent }) => !isAbsent);
  const spoken = spokenLanguages(members, customers);
  const overlap = new Map(members.map((one) => [one.id, hoursOverlap(input.absentee, one, input.at)]));
  const { placed } = splitPortfolio({
    customers: customers.map((customer) => ({
      id: customer.id,
      load: customer.points ?? 1,
      fit: new Map(members.map((one) => [one.id, fitFor(input, customer, one, overlap.get(one.id) ?? 0)])),
      excluded: new Map(members.flatMap((one) => limitOf(choosing, one, customer, spoken))),
    })),
    backups: members.map((one) => ({ id: one.id, capacity: one.capacityPoints - one.load - one.coverageLoad })),
  });
  for (const member of members) {
    const theirs = customers.filter(({ id }) => placed.get(id) === member.id);
    if (theirs.length > 0) choosing.give(member.id, theirs, { kind: 'split' });
  }
  return customers.filter(({ id }) => !placed.has(id));
};

const limitOf = (
  choosing: Choosing,
  member: ChoiceCandidate,
  customer: ChoiceCustomer,
  spoken: ReadonlySet<string>,
): [UserId, SplitExclusion][] =>
  choosing.isFree(member, customer, spoken) ? [] : [[member.id, limitFor(member, customer, spoken) ?? 'declined']];

const fitFor = (input: ChoiceInput, customer: ChoiceCustomer, member: ChoiceCandidate, overlap: number): number =>
  fitOf(
    { ...customer, language: customer.language ?? null },
    {
      skills: member.skills,
      isFamiliar: member.knownCustomerIds.includes(customer.id),
      hasCovered: member.coveredCustomerIds.includes(customer.id),
      isPreferred: member.id === input.preferredBackupUserId,
      isCustomersBackup: member.id === customer.presetUserId,
    },
    overlap,
  ).score;

const finish = (choosing: Choosing, input: ChoiceInput): BackupChoice => {
  const picks = [...choosing.given].map(([userId, reasonOf]): BackupPick => {
    const { items } = suggestBackups({
      absentee: input.absentee,
      preferredBackupUserId: input.preferredBackupUserId,
      portfolio: input.customers.filter(({ id }) => reasonOf.has(id)),
      candidates: input.candidates.filter(({ id }) => id === userId),
      weights: input.policy.weights,
    });
    return { userId, customerIds: [...reasonOf.keys()].toSorted(byText), reasonOf, suggestion: items[0] ?? null };
  });
  return {
    picks: picks.toSorted((a, b) => byText(a.userId, b.userId)),
    unplaced: choosing.unplaced.toSorted(byText),
    turns: choosing.turns,
    ruleOf: choosing.ruleOf,
  };
};
