import {
  type AbsenceId,
  asId,
  type AssignmentId,
  type CustomerId,
  type ProofInput,
  type RosterCover,
  type RosterRows,
  type TeamId,
  type UserId,
} from '@understudy/domain';

export interface ContinuitySizes {
  readonly customers: number;
  readonly people: number;
  readonly days: number;
}

const id = (kind: number, n: number): string =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const START = Temporal.Instant.from('2026-01-05T00:00Z');
const TEAM_SIZE = 10;
/** Minutes from UTC of the places people sit in: a day away begins at each one's own midnight. */
const OFFSETS = [0, 60, 120, -180, -300, -480, 330, 480, 540, 600];

/** The same numbers at every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * An organisation as it plans a quarter: teams of ten with a manager, every person away one to three times for one to ten days, one in
 * five of them for hours only, portfolios split over one to four backups of whom some have not answered, said no, or said yes late; a few
 * leave.
 */
export function continuityWorld({ customers, people, days }: ContinuitySizes): ProofInput {
  const pick = numbers(7);
  const user = (n: number) => asId<UserId>(id(1, n));
  const at = (day: number, hour: number, minutes = 0) => START.add({ minutes: (day * 24 + hour) * 60 + minutes });
  const rows: { [Key in keyof RosterRows]: RosterRows[Key][number][] } = {
    people: [],
    absences: [],
    assignments: [],
    teams: [],
  };
  const owned = new Map<number, CustomerId[]>();
  const all = Array.from({ length: customers }, (_, n) => {
    const owner = n % people;
    const customerId = asId<CustomerId>(id(2, n));
    owned.set(owner, [...(owned.get(owner) ?? []), customerId]);
    return { id: customerId, csmId: user(owner) };
  });
  for (let n = 0; n < people; n++) {
    const team = Math.floor(n / TEAM_SIZE);
    const isManager = n % TEAM_SIZE === 0;
    rows.people.push({
      id: user(n),
      teamId: asId<TeamId>(id(5, team)),
      managerId: isManager ? (n === 0 ? null : user(0)) : user(team * TEAM_SIZE),
      leftAt: pick(100) === 0 ? at(pick(days), 0) : null,
    });
    if (isManager)
      rows.teams.push({ id: asId<TeamId>(id(5, team)), fallbackUserId: pick(2) ? user(team * TEAM_SIZE + 1) : null });
    for (let turn = 0, times = 1 + pick(3); turn < times; turn++) plan(n);
  }
  return { customers: all, from: START, to: at(days, 0), rows };

  function plan(owner: number): void {
    const first = pick(days);
    const length = 1 + pick(10);
    const offset = -(OFFSETS[owner % OFFSETS.length] ?? 0);
    const during = { startsAt: at(first, 0, offset), endsAt: at(first + length, 0, offset) };
    const isPartial = pick(5) === 0;
    const absenceId = asId<AbsenceId>(id(3, rows.absences.length));
    rows.absences.push({
      id: absenceId,
      userId: user(owner),
      status: 'planned',
      during,
      windows: isPartial
        ? Array.from({ length }, (_, n) => ({ startsAt: at(first + n, 9, offset), endsAt: at(first + n, 12, offset) }))
        : [],
    });
    const team = Math.floor(owner / TEAM_SIZE) * TEAM_SIZE;
    const parts = 1 + pick(4);
    for (let part = 0; part < parts; part++) {
      const answer = pick(10);
      // one in ten said yes only when the absence ran already
      const startsAt = pick(10) === 0 ? at(first, 8, offset + pick(600)) : during.startsAt;
      const status: RosterCover['status'] = answer === 0 ? 'declined' : answer === 1 ? 'pending' : 'accepted';
      rows.assignments.push({
        id: asId<AssignmentId>(id(4, rows.assignments.length)),
        absenceId,
        backupUserId: user(Math.min(people - 1, team + pick(TEAM_SIZE))),
        tier: 1,
        status,
        customerIds: parts === 1 ? null : (owned.get(owner) ?? []).filter((_, n) => n % parts === part),
        during: { ...during, startsAt },
        acceptedAt: status === 'accepted' ? START : null,
      });
    }
  }
}
