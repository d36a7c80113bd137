import { awaySpans, isAwayAt } from './absences.js';
import { managerChain } from './directory.js';
import type { CustomerId, TeamId, UserId } from './ids.js';
import type { OwnerStep } from './owner-choice.js';
import { targetOfStep } from './owner-choice.js';
import { availableInstead, changesOf } from './responsible.js';
import type { Roster } from './roster.js';
import { compareInstants, contains, intersect, type Span, union } from './spans.js';

/** A bounded span: the horizon of a check. */
export interface Horizon {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** The instants that both lists of spans hold; each list by start, without overlaps. */
export const intersectAll = (a: readonly Span[], b: readonly Span[]): Span[] => {
  const both: Span[] = [];
  for (const one of a)
    for (const other of b) {
      const common = intersect(one, other);
      if (common) both.push(common);
    }
  return both;
};

/** Everybody whose presence can matter for the person: who covers their absences, and those of each of them. */
const circleOf = (userId: UserId, all: Roster): Set<UserId> => {
  const circle = new Set([userId]);
  for (const member of circle)
    for (const { id } of all.absences.get(member) ?? [])
      for (const { backupUserId } of all.covers.get(id) ?? []) circle.add(backupUserId);
  return circle;
};

/**
 * When nobody can be reached, over a horizon: for a person, a team, a chain of managers, or an order of steps. Each answer is worked out
 * once; whoever has no absence costs nothing.
 */
export class Reach {
  private readonly people = new Map<string, readonly Span[]>();
  private readonly teams = new Map<TeamId, readonly Span[]>();
  private readonly chains = new Map<string, readonly Span[]>();
  private readonly aways = new Map<UserId, readonly Span[]>();
  private readonly orders = new Map<string, readonly Span[]>();

  constructor(
    private readonly all: Roster,
    private readonly members: ReadonlyMap<TeamId, readonly UserId[]>,
    private readonly horizon: Horizon,
  ) {}

  /**
   * When every one of the steps gives nobody, by start. `customerId` is any of those that share `covers`: a text that names the
   * coverage of single customers it is in.
   */
  gapsOf(steps: readonly OwnerStep[], customerId: CustomerId | null, covers: string): readonly Span[] {
    let gaps: readonly Span[] = [this.horizon];
    for (const step of steps) {
      if (gaps.length === 0) return gaps;
      gaps = intersectAll(gaps, this.gapsOfStep(step, customerId, covers));
    }
    return gaps;
  }

  /** Worked out at the first call for this key. */
  once(key: string, gaps: () => readonly Span[]): readonly Span[] {
    const known = this.orders.get(key);
    if (known) return known;
    const made = gaps();
    this.orders.set(key, made);
    return made;
  }

  /** When the person is not there themselves, whoever covers them; by start. */
  away(userId: UserId): readonly Span[] {
    const known = this.aways.get(userId);
    if (known) return known;
    const away = this.ownAway(userId);
    this.aways.set(userId, away);
    return away;
  }

  private gapsOfStep(step: OwnerStep, customerId: CustomerId | null, covers: string): readonly Span[] {
    const target = targetOfStep(step);
    if ('userId' in target) return this.ofPerson(target.userId, customerId, covers);
    if ('teamId' in target) return this.ofTeam(target.teamId);
    if ('unknownId' in target || target.managersOf === null) return [this.horizon];
    return this.ofManagers(target.managersOf, customerId, covers);
  }

  private ofPerson(userId: UserId, customerId: CustomerId | null, covers: string): readonly Span[] {
    const key = `${userId} ${covers}`;
    const known = this.people.get(key);
    if (known) return known;
    const edges = [...circleOf(userId, this.all)]
      .flatMap((member) => changesOf(member, this.all))
      .filter((edge) => contains(this.horizon, edge));
    const starts = [this.horizon.startsAt, ...edges].toSorted(compareInstants);
    const gaps = union(
      starts.flatMap((startsAt, index) => {
        const endsAt = starts[index + 1] ?? this.horizon.endsAt;
        const isEmpty = compareInstants(startsAt, endsAt) >= 0;
        return isEmpty || availableInstead(this.all, userId, startsAt, customerId).userId !== null
          ? []
          : [{ startsAt, endsAt }];
      }),
    );
    this.people.set(key, gaps);
    return gaps;
  }

  /** Colleagues stand in for each other, so nobody's own coverage is asked; loads and caps change by the minute and are left out. */
  private ofTeam(teamId: TeamId): readonly Span[] {
    const known = this.teams.get(teamId);
    if (known) return known;
    let gaps: readonly Span[] = [this.horizon];
    for (const userId of this.members.get(teamId) ?? []) gaps = intersectAll(gaps, this.away(userId));
    this.teams.set(teamId, gaps);
    return gaps;
  }

  private ownAway(userId: UserId): Span[] {
    const person = this.all.people.get(userId);
    if (!person) return [this.horizon];
    const left: Span[] = person.leftAt ? [{ startsAt: person.leftAt, endsAt: null }] : [];
    const away = (this.all.absences.get(userId) ?? [])
      .filter((absence) => isAwayAt({ ...absence, windows: [] }, absence.during.startsAt))
      .flatMap((absence) => awaySpans(absence).flatMap((part) => intersect(part, absence.during) ?? []));
    return intersectAll([this.horizon], union([...away, ...left]));
  }

  private ofManagers(of: UserId, customerId: CustomerId | null, covers: string): readonly Span[] {
    const key = `${of} ${covers}`;
    const known = this.chains.get(key);
    if (known) return known;
    let gaps: readonly Span[] = [this.horizon];
    for (const managerId of managerChain(of, this.all.people))
      gaps = intersectAll(gaps, this.ofPerson(managerId, customerId, covers));
    this.chains.set(key, gaps);
    return gaps;
  }
}
