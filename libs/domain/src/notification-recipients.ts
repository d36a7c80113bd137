import { managerChain } from './directory.js';
import type { AssignmentId, UserId } from './ids.js';
import {
  mayBeToldWhileAway,
  type NotificationFacts,
  type NotificationKind,
  type NotificationRule,
  rulesOf,
  type Urgency,
  urgencyOf,
} from './notifications.js';
import { ableInOrder, availableInstead, backAt, type Responsibility, responsibleIn } from './responsible.js';
import { isAbsentAt, type Roster } from './roster.js';
import { compareInstants } from './spans.js';

/** Why somebody is told, shown beside it ("why am I getting this"). */
export type NotificationBecause =
  | 'yourself'
  | 'asked'
  | 'coverage'
  | 'owner'
  | 'team-fallback'
  | 'manager'
  | 'escalation-owner'
  | 'previous-owner'
  | 'next';

export interface NotificationRecipient {
  readonly userId: UserId;
  readonly because: NotificationBecause;
  /** In whose place; null for oneself. */
  readonly forUserId: UserId | null;
  /** The coverage by which they hear of a customer; null for everything that is not about a covered customer. */
  readonly assignmentId: AssignmentId | null;
  readonly rule: NotificationRule;
  readonly urgency: Urgency;
}

/** Somebody who is away and is to be asked again when they are back. */
export interface HeldRecipient {
  readonly userId: UserId;
  readonly until: Temporal.Instant;
}

type Found = Omit<NotificationRecipient, 'rule' | 'urgency'>;

const BECAUSE = {
  owner: 'owner',
  coverage: 'coverage',
  'team-fallback': 'team-fallback',
  manager: 'manager',
} as const satisfies Record<Exclude<Responsibility['because'], 'gap'>, NotificationBecause>;

const plain = (userId: UserId | null, because: NotificationBecause, forUserId: UserId | null = null): Found[] =>
  userId === null ? [] : [{ userId, because, forUserId, assignmentId: null }];

/** Whoever looks after the customer at that instant, and by which coverage. */
const responsibleFor = ({ customer, at }: NotificationFacts, all: Roster): Found[] => {
  if (customer === null) return [];
  const { chain, because } = responsibleIn(all, { customer, at });
  const link = chain.find(({ outcome }) => outcome === 'responsible');
  if (!link?.userId || because === 'gap') return [];
  return [
    { userId: link.userId, because: BECAUSE[because], forUserId: link.standsInFor, assignmentId: link.assignmentId },
  ];
};

/** The nearest manager who is there, or who stands in for one: nobody waits for somebody on holiday. */
const managerOf = (userId: UserId | null, { at }: NotificationFacts, all: Roster): Found[] => {
  if (userId === null) return [];
  for (const managerId of managerChain(userId, all.people)) {
    const there = availableInstead(all, managerId, at).userId;
    if (there !== null && there !== userId) return plain(there, 'manager', userId);
  }
  return [];
};

/** P0 tells the whole chain of managers, P1 the first, the others none (product.md 16). */
const managersBySeverity = (facts: NotificationFacts, all: Roster): Found[] => {
  const csmId = facts.customer?.csmId ?? null;
  if (facts.escalation?.severity === 'P1') return managerOf(csmId, facts, all);
  if (facts.escalation?.severity !== 'P0' || csmId === null) return [];
  return managerChain(csmId, all.people).flatMap((managerId) =>
    plain(availableInstead(all, managerId, facts.at).userId, 'manager', csmId),
  );
};

type Find = (facts: NotificationFacts, all: Roster) => Found[];

const FIND: Readonly<Record<NotificationRule['to'], Find>> = {
  absent: ({ absence, customer }) => plain(absence?.userId ?? customer?.csmId ?? null, 'yourself'),
  person: ({ personId }) => plain(personId, 'yourself'),
  backup: ({ assignment, absence }) => plain(assignment?.backupUserId ?? null, 'asked', absence?.userId ?? null),
  backups: ({ backups, absence }) => backups.flatMap(({ userId }) => plain(userId, 'asked', absence?.userId ?? null)),
  'other-backups': ({ backups, customer, absence }) =>
    backups
      .filter(({ customerIds }) => customer !== null && customerIds.includes(customer.id))
      .flatMap(({ userId }) => plain(userId, 'asked', absence?.userId ?? null)),
  'absent-or-backup': (facts, all) => {
    const { absence, at } = facts;
    if (absence === null) return [];
    if (!isAbsentAt(absence.userId, at, all)) return FIND.absent(facts, all);
    const there = facts.backups.filter(({ userId }) => !isAbsentAt(userId, at, all));
    return there.length > 0 ? FIND.backups({ ...facts, backups: there }, all) : managerOf(absence.userId, facts, all);
  },
  manager: (facts, all) => managerOf(facts.absence?.userId ?? facts.customer?.csmId ?? null, facts, all),
  responsible: responsibleFor,
  'escalation-owner': ({ escalation, customer, at }, all) => {
    const ownerId = escalation?.ownerId ?? null;
    if (ownerId === null) return [];
    const there = availableInstead(all, ownerId, at, customer?.id ?? null).userId;
    return plain(there, 'escalation-owner', there === ownerId ? null : ownerId);
  },
  'manager-by-severity': managersBySeverity,
  'new-owner': responsibleFor,
  'previous-owner': ({ previousOwnerId }) => plain(previousOwnerId, 'previous-owner'),
};

/**
 * Everybody who is told what the message says, once each, at `facts.at`; and those who are away and are asked again later. Never
 * somebody who is away (but for the closed list), who left, or who did it themselves. Urgent before normal when two rules mean the
 * same person, then the earlier rule.
 */
export const recipientsOf = (
  kind: NotificationKind,
  facts: NotificationFacts,
  all: Roster,
): { readonly tell: readonly NotificationRecipient[]; readonly held: readonly HeldRecipient[] } => {
  const tell = new Map<UserId, NotificationRecipient>();
  const held: HeldRecipient[] = [];
  for (const rule of rulesOf(kind)) {
    if (rule.holds?.(facts) === false) continue;
    const urgency = urgencyOf(rule, facts);
    for (const found of FIND[rule.to](facts, all)) {
      const person = all.people.get(found.userId);
      const hasLeft = person?.leftAt != null && compareInstants(person.leftAt, facts.at) <= 0;
      if (!person || hasLeft || found.userId === facts.byUserId) continue;
      if (isAbsentAt(found.userId, facts.at, all) && !mayBeToldWhileAway(kind, rule.to)) {
        const until = rule.isHeld ? backAt(found.userId, facts.at, all) : null;
        if (until !== null) held.push({ userId: found.userId, until });
        continue;
      }
      const before = tell.get(found.userId);
      if (before && (before.urgency === 'urgent' || urgency === 'normal')) continue;
      tell.set(found.userId, { ...found, rule, urgency });
    }
  }
  return { tell: [...tell.values()], held };
};

/**
 * Who hears of something urgent that nobody has read (PRD-258 FR-4.4): the next one of those who could look after the customer,
 * managers at the end, and by which coverage. Null when everybody was told.
 */
export const nextToTell = (
  customer: NonNullable<NotificationFacts['customer']>,
  told: ReadonlySet<UserId>,
  at: Temporal.Instant,
  all: Roster,
): { readonly userId: UserId; readonly assignmentId: AssignmentId | null } | null =>
  ableInOrder(all, { customer, at }).find(({ userId }) => !told.has(userId)) ?? null;
