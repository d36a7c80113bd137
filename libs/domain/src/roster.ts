import { type Away, isAwayAt } from './absences.js';
import type { Cover, EndedReason } from './assignments.js';
import type { AbsenceId, TeamId, UserId } from './ids.js';
import { compareInstants } from './spans.js';
import { byText } from './ordering.js';

export interface ResponsiblePerson {
  readonly id: UserId;
  readonly teamId: TeamId | null;
  readonly managerId: UserId | null;
  /** From then on they are no longer with us: nobody's owner, backup or fallback, but still a step towards team and managers. */
  readonly leftAt?: Temporal.Instant | null;
}

/** An assignment as the walk reads it; why it ended is only told, nothing is decided by it. */
export interface RosterCover extends Cover {
  readonly endedReason?: EndedReason | null;
}

/** The people, absences and assignments that a question can touch; more than that does no harm. Indexed once, asked often. */
export interface Roster {
  readonly people: ReadonlyMap<UserId, ResponsiblePerson>;
  readonly absences: ReadonlyMap<UserId, readonly Away[]>;
  readonly covers: ReadonlyMap<AbsenceId, readonly RosterCover[]>;
  readonly fallbacks: ReadonlyMap<TeamId, UserId | null>;
}

export interface RosterRows {
  readonly people: readonly ResponsiblePerson[];
  readonly absences: readonly Away[];
  readonly assignments: readonly RosterCover[];
  readonly teams: readonly { readonly id: TeamId; readonly fallbackUserId: UserId | null }[];
}

/** Who is asked first: the lower tier, then who began earlier; the id only decides what nothing else does. */
export const byTurn = (a: Cover, b: Cover): number =>
  a.tier - b.tier || compareInstants(a.during.startsAt, b.during.startsAt) || byText(a.id, b.id);

const grouped = <Key, Row>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> => {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
};

/** Puts rows where the walk finds them. The order of the rows never matters: ties go by tier, then start, then id. */
export const roster = ({ people, absences, assignments, teams }: RosterRows): Roster => ({
  people: new Map(people.map((person) => [person.id, person])),
  absences: grouped(
    absences.toSorted((a, b) => compareInstants(a.during.startsAt, b.during.startsAt) || byText(a.id, b.id)),
    ({ userId }) => userId,
  ),
  covers: grouped(assignments, ({ absenceId }) => absenceId),
  fallbacks: new Map(teams.map((team) => [team.id, team.fallbackUserId])),
});

/** The person's absences that hold the instant. */
export const absencesAt = (userId: UserId, at: Temporal.Instant, { absences }: Roster): readonly Away[] =>
  (absences.get(userId) ?? []).filter((absence) => isAwayAt(absence, at));

/** True when the person is away at that instant. */
export const isAbsentAt = (userId: UserId, at: Temporal.Instant, all: Roster): boolean =>
  absencesAt(userId, at, all).length > 0;
