import { ListTeamAbsences, type AnswerOf } from '@understudy/contracts';
import {
  DataTable,
  EmptyState,
  formatCount,
  Notice,
  Panel,
  Person,
  StateChip,
  useNow,
  buttonClass,
} from '@understudy/ui';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { CalendarPlus } from 'lucide-react';
import { Link } from 'react-router';
import { send } from '../api/send.js';
import { AbsenceCoverageChip } from '../absences/absence-coverage-chip.js';
import { absenceDays, isOver, sourceWords, typeWords, type Absence } from '../absences/absence-words.js';
import { GapsPanel } from '../absences/gaps-panel.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';

type TeamAbsences = Omit<AnswerOf<typeof ListTeamAbsences>, 'next_cursor'>;

/** All of them, page by page: "no gap in the team" is said of everybody or not at all. */
function useTeamAbsences(): UseQueryResult<TeamAbsences, Error> {
  return useQuery<TeamAbsences, Error>({
    queryKey: [ListTeamAbsences.method, ListTeamAbsences.path, 'all'],
    queryFn: async ({ signal }) => {
      let page = await send(ListTeamAbsences, { limit: '100' }, { signal });
      const [items, gaps] = [[...page.items], [...page.gaps]];
      while (page.next_cursor !== null) {
        page = await send(ListTeamAbsences, { limit: '100', cursor: page.next_cursor }, { signal });
        items.push(...page.items);
        gaps.push(...page.gaps);
      }
      return { items, gaps };
    },
  });
}

/** Who of the team is away, and how covered they are. */
export function TeamPage() {
  const { user } = useMe();
  const team = useTeamAbsences();
  return (
    <Page
      title={team.data ? titleOf(team.data) : 'Who is away'}
      here="Team"
      sub={`${user.team ? `Team ${user.team.name}. ` : ''}Days are each person's own local days.`}
    >
      <Loaded query={team} what="The team" words="Reading the absences of the team" rows={5}>
        {(data) => (
          <div className="cols">
            <div className="stack">
              <SuggestedNotice absences={data.items} />
              <AbsenceTable absences={data.items} />
            </div>
            <aside className="stack" aria-label="Gaps">
              <GapsPanel
                gaps={data.gaps}
                waiting={nobodyIsMissing(data.items) && someoneIsAsked(data.items)}
                zoneOf={(gap) => zoneOfGap(gap, data.items) ?? user.time_zone}
              />
            </aside>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** Runs or comes, and is a fact: a suggestion leaves nobody alone until somebody confirms it. */
const isAhead = (absence: Absence): boolean => !isOver(absence) && absence.status !== 'suggested';

/** Every customer of every absence ahead has somebody who was asked: what is open is only the answers. */
const nobodyIsMissing = (absences: readonly Absence[]): boolean =>
  absences.filter(isAhead).every((each) => each.coverage.uncovered === 0);

const someoneIsAsked = (absences: readonly Absence[]): boolean =>
  absences.some((each) => isAhead(each) && each.coverage.waiting > 0);

/** A gap is read in the days of the absence that it lies in. */
const zoneOfGap = (gap: TeamAbsences['gaps'][number], absences: readonly Absence[]): string | undefined =>
  absences.find(
    ({ during }) => during.starts_at <= gap.starts_at && (during.ends_at === null || gap.starts_at < during.ends_at),
  )?.time_zone;

/** The answer to "is everybody looked after?"; each customer counts once, however many absences leave it alone. */
function titleOf({ items, gaps }: TeamAbsences): string {
  const missing = new Set(gaps.map(({ customer }) => customer.customer_id)).size;
  if (missing > 0) return missing === 1 ? '1 customer has nobody' : `${missing} customers have nobody`;
  if (someoneIsAsked(items)) return 'No gap, if everybody who was asked accepts';
  return items.some(isAhead) ? 'No gap in the team' : 'Nobody is away';
}

function SuggestedNotice({ absences }: { readonly absences: readonly Absence[] }) {
  const suggested = absences.filter((absence) => absence.status === 'suggested').length;
  if (suggested === 0) return null;
  return (
    <Notice tone="info">
      <b>{formatCount(suggested, 'possible absence')} to confirm.</b>{' '}
      <span className="mut">Until then nobody is asked to stand in.</span>
    </Notice>
  );
}

function AbsenceTable({ absences }: { readonly absences: readonly Absence[] }) {
  const { user } = useMe();
  const now = useNow();
  const startsLater = (absence: Absence) => Date.parse(absence.during.starts_at) > now;
  const groups = [
    { key: 'now', words: 'Away now', rows: absences.filter((each) => !isOver(each) && !startsLater(each)) },
    { key: 'ahead', words: 'Ahead', rows: absences.filter((each) => !isOver(each) && startsLater(each)) },
    { key: 'over', words: 'Over', rows: absences.filter(isOver) },
  ]
    .filter((group) => group.rows.length > 0)
    .map((group) => ({
      key: group.key,
      rows: group.rows,
      head: (
        <>
          <b>{group.words}</b> · {group.rows.length}
        </>
      ),
    }));
  if (groups.length === 0) {
    return (
      <div className="panel">
        <EmptyState icon={<CalendarPlus className="i" />} title="No absence yet">
          Somebody puts an out-of-office event in their calendar; it appears here within a minute.
        </EmptyState>
      </div>
    );
  }
  return (
    <Panel title="Absences" count={absences.length}>
      <DataTable
        caption="Absences of the team"
        rowKey={(absence) => absence.id}
        groups={groups}
        columns={[
          {
            key: 'who',
            head: 'Who',
            width: '26%',
            cell: (absence) => (
              <Person
                name={absence.user.name}
                note={absence.user.place}
                kind={
                  absence.user.user_id === user.id
                    ? 'you'
                    : !isOver(absence) && !startsLater(absence)
                      ? 'away'
                      : 'other'
                }
              />
            ),
          },
          {
            key: 'days',
            head: 'Days',
            width: '27%',
            narrow: 'wide',
            cell: (absence) => (
              <span className="lines num">
                <Link className="clip font-medium hover:underline" to={`/absences/${absence.id}`}>
                  {absenceDays(absence)}
                </Link>
                <span className="clip text-xs text-ink-2">
                  {typeWords(absence)}, {sourceWords(absence)}
                </span>
              </span>
            ),
          },
          {
            key: 'coverage',
            head: 'Coverage',
            width: '35%',
            narrow: 'wide',
            cell: (absence) => (
              <span className="flex flex-wrap gap-1.5">
                <AbsenceCoverageChip absence={absence} />
                {absence.coverage.uncovered > 0 && absence.coverage.waiting > 0 ? (
                  <StateChip state="waiting">{absence.coverage.waiting} asked</StateChip>
                ) : null}
              </span>
            ),
          },
          {
            key: 'act',
            head: 'Actions',
            headHidden: true,
            width: '12%',
            narrow: 'wide',
            className: 'wide:text-right',
            cell: (absence) => (
              <Link
                className={buttonClass({ size: 'row' })}
                to={`/absences/${absence.id}`}
                aria-label={`Coverage of ${absence.user.name}, ${absenceDays(absence)}`}
              >
                Coverage
              </Link>
            ),
          },
        ]}
      />
    </Panel>
  );
}
