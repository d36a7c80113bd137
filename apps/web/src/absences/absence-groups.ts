import { firstNameOf, formatCount, listNames } from '@understudy/ui';
import { absenceDays, counts, coverageState, isOver, type Absence } from './absence-words.js';

export type GroupKey = 'confirm' | 'now' | 'ahead' | 'over';
export interface AbsenceGroup {
  readonly key: GroupKey;
  readonly words: string;
  readonly rows: readonly Absence[];
}

const WORDS = {
  confirm: 'To confirm',
  now: 'Now',
  ahead: 'Ahead',
  over: 'Over',
} as const satisfies Record<GroupKey, string>;

const groupOf = (absence: Absence, now: number): GroupKey => {
  if (isOver(absence)) return 'over';
  if (absence.status === 'suggested' || absence.needs_confirmation) return 'confirm';
  return Date.parse(absence.during.starts_at) <= now ? 'now' : 'ahead';
};

/** What waits for me first, then now, ahead (soonest first), over (latest first). Empty groups are left out. */
export function groupsOf(absences: readonly Absence[], now: number): AbsenceGroup[] {
  const groups = Map.groupBy(absences, (absence) => groupOf(absence, now));
  const byStart = (a: Absence, b: Absence) => a.during.starts_at.localeCompare(b.during.starts_at);
  return (['confirm', 'now', 'ahead', 'over'] as const).flatMap((key): AbsenceGroup[] => {
    const rows = (groups.get(key) ?? []).toSorted(key === 'over' ? (a, b) => byStart(b, a) : byStart);
    return rows.length > 0 ? [{ key, words: WORDS[key], rows }] : [];
  });
}

/** The answer to "am I covered?": of what runs, else of what comes next. */
export function titleOf(absences: readonly Absence[], now: number): string {
  const groups = groupsOf(absences, now);
  const find = (key: GroupKey) => groups.find((group) => group.key === key)?.rows[0];
  const [running, next] = [find('now'), find('ahead')];
  const absence = running ?? next;
  if (!absence) return find('confirm') ? 'Are you going away?' : 'Nothing planned';
  const when = running ? 'You are away' : `You are away ${absenceDays(absence)}`;
  const names = [...new Set(absence.coverage.assignments.filter(counts).map(({ backup }) => firstNameOf(backup.name)))];
  switch (coverageState(absence)) {
    case 'gap':
      return `${when}, and ${formatCount(absence.coverage.uncovered, 'customer has', 'customers have')} nobody`;
    case 'waiting':
      return `${when}, ${listNames(names)} ${names.length > 1 ? 'have' : 'has'} not answered`;
    case 'covered':
      return names.length > 0
        ? `${when}, ${listNames(names)} ${names.length > 1 ? 'cover' : 'covers'}`
        : `${when}, nobody is left alone`;
    case 'none':
      return when;
  }
}
