import type { TeamId, UserId } from './ids.js';

/** api.md, the role table; kept equal to ROLES of the contracts. */
export type Role = 'admin' | 'manager' | 'csm' | 'supporter' | 'member';

/** ISO weekday: Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** When somebody works, in their own zone: `from` and `to` are "HH:MM" wall clock, the same on each of the days. */
export interface WorkingHours {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

export interface User {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
  /** Where they sit, as people say it: "Lisbon". */
  readonly place: string;
  readonly teamId: TeamId | null;
  readonly managerId: UserId | null;
  /** Segments, industries and needs they know, in the words of customers. */
  readonly skills: readonly string[];
  /** How many customers (or weighted points) they can carry; 50 unless said otherwise (product.md 8). */
  readonly capacityPoints: number;
}

export interface Team {
  readonly id: TeamId;
  readonly name: string;
  /** Who stands in when nobody else does. */
  readonly fallbackUserId: UserId | null;
}

/** What PRD-258's "100 - accounts × 2" implies. */
export const DEFAULT_CAPACITY_POINTS = 50;

/** The part of a person that a walk over managers needs. */
export interface ReportsTo {
  readonly id: UserId;
  readonly managerId: UserId | null;
}

/**
 * The managers above a person, nearest first. Ends where nobody is named, where somebody is not in the list, or where the chain
 * comes back to a person it passed already.
 */
export const managerChain = (userId: UserId, people: ReadonlyMap<UserId, ReportsTo>): UserId[] => {
  const chain: UserId[] = [];
  const seen = new Set<UserId>([userId]);
  let above = people.get(userId)?.managerId ?? null;
  while (above !== null && !seen.has(above) && people.has(above)) {
    chain.push(above);
    seen.add(above);
    above = people.get(above)?.managerId ?? null;
  }
  return chain;
};

/** True when making `managerId` the manager of `userId` would put somebody above themselves (users.manager-cycle). */
export const wouldCycle = (userId: UserId, managerId: UserId, people: ReadonlyMap<UserId, ReportsTo>): boolean =>
  userId === managerId || managerChain(managerId, people).includes(userId);

/**
 * May the caller see and change other people's absences and coverage? Admins in the whole tenant, managers for their own team
 * and for everybody below them (api.md, the role table).
 */
export const mayManage = (
  caller: Pick<User, 'id' | 'roles' | 'teamId'>,
  person: Pick<User, 'id' | 'teamId'>,
  people: ReadonlyMap<UserId, ReportsTo> = new Map(),
): boolean => {
  if (caller.roles.includes('admin')) return true;
  if (!caller.roles.includes('manager')) return false;
  const isSameTeam = caller.teamId !== null && caller.teamId === person.teamId;
  return isSameTeam || managerChain(person.id, people).includes(caller.id);
};
