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
  | 'second-owner'
  | 'stakeholder'
  | 'named'
  | 'requester'
  | 'last-resort'
  | 'admin'
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

/** Whose managers a thing concerns: of who is away, of the customer's CSM, of the owner where there is none. */
const managed = ({ absence, customer, escalation }: NotificationFacts): UserId | null =>
  absence?.userId ?? customer?.csmId ?? escalation?.ownerId ?? null;

/** An escalation that no manager hears of goes to the admins: it may have neither customer nor owner, or everybody above is away. */
const orAdmins = (found: Found[], { escalation, adminIds }: NotificationFacts): Found[] =>
  found.length > 0 || escalation === null ? found : adminIds.flatMap((userId) => plain(userId, 'last-resort'));

/** Everybody above, each as they are there or are stood in for. */
const managersOf = (facts: NotificationFacts, all: Roster): Found[] => {
  const below = managed(facts);
  const found = (below === null ? [] : managerChain(below, all.people)).flatMap((managerId) =>
    plain(availableInstead(all, managerId, facts.at).userId, 'manager', below),
  );
  return orAdmins(found, facts);
};

const nearestManager = (below: UserId | null, facts: NotificationFacts, all: Roster): Found[] =>
  orAdmins(managerOf(below, facts, all), facts);

/** P0 tells the whole chain of managers, P1 the first, the others none (product.md 16). */
const managersBySeverity = (facts: NotificationFacts, all: Roster): Found[] => {
  if (facts.escalation?.severity === 'P0') return managersOf(facts, all);
  return facts.escalation?.severity === 'P1' ? nearestManager(managed(facts), facts, all) : [];
};

/** The owner, or whoever stands in for them with this customer. */
const ownerOf = (
  ownerId: UserId | null | undefined,
  because: NotificationBecause,
  { customer, at }: NotificationFacts,
  all: Roster,
): Found[] => {
  if (ownerId == null) return [];
  const there = availableInstead(all, ownerId, at, customer?.id ?? null).userId;
  return plain(there, because, there === ownerId ? null : ownerId);
};

const stakeholders = ({ escalation }: NotificationFacts, roles: readonly string[]): Found[] =>
  (escalation?.stakeholders ?? [])
    .filter(({ role }) => roles.includes(role))
    .flatMap(({ userId }) => plain(userId, 'stakeholder'));

type Find = (facts: NotificationFacts, all: Roster) => Found[];

const FIND: Readonly<Record<NotificationRule['to'], Find>> = {
  absent: ({ absence, customer }) => plain(absence?.userId ?? customer?.csmId ?? null, 'yourself'),
  person: ({ personId, escalation }) => plain(personId, escalation === null ? 'yourself' : 'named'),
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
  manager: (facts, all) => nearestManager(managed(facts), facts, all),
  'owner-manager': (facts, all) => nearestManager(facts.escalation?.ownerId ?? null, facts, all),
  managers: managersOf,
  responsible: responsibleFor,
  'escalation-owner': (facts, all) => ownerOf(facts.escalation?.ownerId, 'escalation-owner', facts, all),
  'second-owner': (facts, all) => ownerOf(facts.escalation?.secondOwnerId, 'second-owner', facts, all),
  stakeholders: (facts) => stakeholders(facts, ['watcher', 'approver', 'informed']),
  watchers: (facts) => stakeholders(facts, ['watcher', 'approver']),
  listed: ({ listedIds }) => listedIds.flatMap((userId) => plain(userId, 'named')),
  admins: ({ adminIds }) => adminIds.flatMap((userId) => plain(userId, 'admin')),
  requester: ({ requesterId }) => plain(requesterId, 'requester'),
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
