import { firstNameOf, formatCount, formatSpan } from '@understudy/ui';
import { byPressure, coversNow, gapsOf, isAwayAt, type TeamPerson } from './lanes.js';
import { hasGap, type TeamGap } from './team-gaps.js';
import type { Shown } from './timeline-events.js';
import type { PersonLook } from './timeline-nodes.js';

/** From so many people on, those without anything to see are folded away. */
const CROWD = 14;

export interface RowsOf {
  readonly people: readonly TeamPerson[];
  readonly gaps: readonly TeamGap[];
  readonly shown: Shown;
  readonly now: number;
  readonly myId: string;
  readonly personId: string | null;
  /** Whose lane a trial is on. */
  readonly triedId: string | null;
  readonly unfolded: boolean;
  readonly onGo: (day: string) => void;
}

export interface Rows {
  readonly rows: readonly PersonLook[];
  /** How many are there all the time and folded away. */
  readonly folded: number;
}

/** The rows of the timeline, what presses first. Somebody with a gap is never folded away, wherever the gap lies. */
export function rowsOf(of: RowsOf): Rows {
  const sorted = byPressure(of.people);
  const kept =
    of.unfolded || sorted.length <= CROWD
      ? sorted
      : sorted.filter(
          (person) =>
            hasGap(person, of.gaps) ||
            person.absences.length > 0 ||
            [of.personId, of.triedId, of.myId].includes(person.user.user_id),
        );
  return { rows: kept.map((person) => lookOf(person, of)), folded: sorted.length - kept.length };
}

function lookOf(person: TeamPerson, { people, gaps, shown, now, myId, personId, onGo }: RowsOf): PersonLook {
  const { user_id: id } = person.user;
  const isAway = isAwayAt(person, now);
  const far = gapsOf(person).find(({ firstOn, lastOn }) => lastOn < shown.firstOn || firstOn > shown.lastOn);
  const isInSight = gapsOf(person).some(({ firstOn, lastOn }) => lastOn >= shown.firstOn && firstOn <= shown.lastOn);
  const untold = !isInSight && !far ? gaps.find(({ csm }) => csm?.user_id === id) : undefined;
  const elsewhere = far
    ? { words: `Nobody, ${formatSpan(far.firstOn, far.lastOn)}`, day: far.firstOn }
    : untold
      ? { words: `Nobody for ${untold.count}`, day: untold.startsAt.slice(0, 10) }
      : null;
  return {
    person,
    kind: id === myId ? 'you' : isAway ? 'away' : 'other',
    isLookedFor: id === personId,
    note: noteOf(person, coversNow(people, id, now), isAway),
    elsewhere: elsewhere && { words: elsewhere.words, go: () => onGo(elsewhere.day) },
  };
}

/** "38 customers · away", "31 + 17 · 48 of 50", "last in the ladder" is for those who own nothing and are there. */
export function noteOf({ customers, capacity_points: capacity }: TeamPerson, covers: number, isAway: boolean): string {
  if (isAway) return `${formatCount(customers, 'customer')} · away`;
  if (customers === 0 && covers === 0) return 'no own customers';
  if (covers === 0) return `${formatCount(customers, 'customer')}${capacity === null ? '' : ` of ${capacity}`}`;
  return capacity === null
    ? `${customers} + ${covers} customers`
    : `${customers} + ${covers} · ${customers + covers} of ${capacity}`;
}

/** "Team EMEA, 4 people, 120 customers." */
export function crowdWords(teamName: string | null, people: readonly TeamPerson[]): string {
  const customers = people.reduce((sum, person) => sum + person.customers, 0);
  const [only, ...others] = new Set(people.map(({ team }) => team?.name));
  const name = teamName ?? (others.length === 0 ? only : undefined);
  const who = name === undefined ? 'Everybody you see' : `Team ${name}`;
  return `${who}, ${formatCount(people.length, 'person', 'people')}, ${formatCount(customers, 'customer')}.`;
}

/** What is said when one was sent here to look at somebody. */
export const lookedForWords = (person: TeamPerson): string => {
  const [next] = person.absences;
  return next
    ? `${firstNameOf(person.user.name)} is away ${formatSpan(next.start_date, next.end_date)}.`
    : `${firstNameOf(person.user.name)} has no absence in these 13 weeks.`;
};
