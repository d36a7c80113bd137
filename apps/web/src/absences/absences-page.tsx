import { ListAbsences } from '@understudy/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { buttonClass, EmptyState, formatDay, formatDays, dayOf, daysBetween, Panel, useNow } from '@understudy/ui';
import { CalendarPlus } from 'lucide-react';
import { Link } from 'react-router';
import { send } from '../api/send.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { AbsenceCoverageChip } from './absence-coverage-chip.js';
import { absenceDays, sourceWords, typeWords, type Absence } from './absence-words.js';
import { groupsOf, titleOf } from './absence-groups.js';

/** All of mine, page by page: "nothing planned" is said of everything or not at all. */
function useMyAbsences(userId: string): UseQueryResult<readonly Absence[], Error> {
  return useQuery<readonly Absence[], Error>({
    queryKey: [ListAbsences.method, ListAbsences.path, 'all', userId],
    queryFn: async ({ signal }) => {
      const items: Absence[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await send(
          ListAbsences,
          { user_id: userId, limit: '100', ...(cursor ? { cursor } : {}) },
          { signal },
        );
        items.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor !== null);
      return items;
    },
  });
}

/** My time away: now, ahead, to confirm and over; how covered each is. */
export function AbsencesPage() {
  const { user } = useMe();
  const now = useNow();
  const mine = useMyAbsences(user.id);
  const groups = mine.data ? groupsOf(mine.data, now) : [];
  const setUp = (
    <Link className={buttonClass({ look: 'filled' })} to="/setup">
      Set up time away
    </Link>
  );
  return (
    <Page
      title={mine.data ? titleOf(mine.data, now) : 'Your time away'}
      here="Time away"
      sub="What your calendar shows comes here by itself. Days are your own local days."
      actions={setUp}
    >
      <Loaded query={mine} what="Your time away" words="Reading your absences" rows={5}>
        {(all) =>
          all.length === 0 ? (
            <div className="panel">
              <EmptyState icon={<CalendarPlus className="i" />} title="No time away yet">
                Put an out-of-office event in your calendar, or set it up here: five steps, everything filled in.
              </EmptyState>
            </div>
          ) : (
            <div className="stack">
              {groups.map(({ key, words, rows }) => (
                <Panel key={key} title={words} count={rows.length}>
                  <ul className="rows py-1">
                    {rows.map((absence) => (
                      <AbsenceRow key={absence.id} absence={absence} now={now} />
                    ))}
                  </ul>
                </Panel>
              ))}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function AbsenceRow({ absence, now }: { readonly absence: Absence; readonly now: number }) {
  const today = dayOf(now, absence.time_zone);
  const distance = daysBetween(today, absence.start_date);
  const isAhead = distance > 0 && (absence.status === 'planned' || absence.status === 'suggested');
  const needsSetUp = absence.status === 'planned' && absence.coverage.uncovered > 0;
  return (
    <li className="flex-wrap">
      <span className="lines grow basis-52">
        <Link className="clip font-medium hover:underline num" to={`/absences/${absence.id}`}>
          {absenceDays(absence)}
        </Link>
        <span className="clip text-xs text-ink-2">
          {typeWords(absence)}, {sourceWords(absence)}
          {isAhead ? ` · ${formatDays(distance)}, ${formatDay(absence.start_date, today)}` : ''}
          {absence.reported_by ? ` · entered by ${absence.reported_by.name}` : ''}
        </span>
      </span>
      <AbsenceCoverageChip absence={absence} />
      <Link
        className={buttonClass({ size: 'row' })}
        to={needsSetUp ? `/setup?absence=${absence.id}` : `/absences/${absence.id}`}
        aria-label={`${needsSetUp ? 'Set up' : 'Open'} ${absenceDays(absence)}`}
      >
        {needsSetUp ? 'Set up' : 'Open'}
      </Link>
    </li>
  );
}
