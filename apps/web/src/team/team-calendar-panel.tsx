import { Button, buttonClass, cn, dayOf, formatSpan, useNow } from '@understudy/ui';
import { ChevronLeft, ChevronRight, Rss, Table } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { plusDays } from '../session/local-days.js';
import { useMe } from '../session/session.js';
import { GapDialog } from './gap-dialog.js';
import { dayCount, mondayOf, type TeamPerson } from './lanes.js';
import { gapsOfDays, type TeamGap } from './team-gaps.js';
import { TeamFilter } from './team-filter.js';
import { rowsOf } from './team-rows.js';
import { TeamTable } from './team-table.js';
import type { Bar } from './timeline-events.js';
import { useNarrow } from '../parts/use-narrow.js';
import type { TeamView } from './use-team-view.js';

/** The library that draws and drags comes only where there is room for it. */
const Timeline = lazy(async () => ({ default: (await import('./timeline.js')).Timeline }));

export interface TeamCalendarPanelProps {
  readonly view: TeamView;
  readonly team: { readonly id: string; readonly name: string } | null;
  /** Of all teams, for the filter. */
  readonly everybody: readonly TeamPerson[];
  readonly people: readonly TeamPerson[];
  /** Other days are being read. */
  readonly stale: boolean;
  readonly gaps: readonly TeamGap[];
}

/** The timeline or its rows, with the team, the days and how to look at them. */
export function TeamCalendarPanel({ view, team, everybody, people, stale, gaps }: TeamCalendarPanelProps) {
  const { user } = useMe();
  const now = useNow(60_000);
  const narrow = useNarrow();
  const navigate = useNavigate();
  const [unfolded, setUnfolded] = useState(false);
  const [clicked, setClicked] = useState<readonly TeamGap[] | null>(null);
  const { shown, trial, personId, change } = view;
  const today = dayOf(now, user.time_zone);
  const minute = Math.floor(now / 60_000) * 60_000;
  const { rows, folded } = useMemo(
    () =>
      rowsOf({
        people,
        gaps,
        shown,
        now: minute,
        myId: user.id,
        personId,
        triedId: trial?.userId ?? null,
        unfolded,
        onGo: (day) => change({ from: mondayOf(day) }),
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `change` only writes the address; `shown` and `gaps` by their values
    [people, JSON.stringify(gaps), shown.firstOn, shown.lastOn, minute, user.id, personId, trial?.userId, unfolded],
  );
  const onBar = (bar: Bar) => {
    if (bar.is === 'trial') return;
    if (bar.is === 'lane' && bar.bar.kind === 'gap') {
      const behind = gapsOfDays(gaps, bar.person.user.user_id, bar.bar.firstOn, bar.bar.lastOn);
      if (behind.length > 0) return setClicked(behind);
    }
    void navigate(`/absences/${bar.absence.id}`);
  };
  const asTable = narrow || view.asTable;

  return (
    <section
      className={cn('panel min-w-0', asTable && 'overflow-hidden')}
      aria-label={`${asTable ? 'Absences' : 'Timeline'}, ${formatSpan(shown.firstOn, shown.lastOn)}`}
      aria-busy={stale || undefined}
    >
      <div className="tl-bar">
        <TeamFilter
          people={everybody}
          teamId={team?.id ?? null}
          onChange={(id) => change({ team_id: id ?? 'all', person: null })}
        />
        <span className="flex gap-1">
          <Button
            size="row"
            icon
            aria-label="Earlier"
            title="Earlier"
            onClick={() => change({ from: plusDays(shown.firstOn, -stepOf(view)) })}
          >
            <ChevronLeft className="i" />
          </Button>
          <Button size="row" onClick={() => change({ from: null })} disabled={shown.firstOn === mondayOf(today)}>
            Today
          </Button>
          <Button
            size="row"
            icon
            aria-label="Later"
            title="Later"
            onClick={() => change({ from: plusDays(shown.firstOn, stepOf(view)) })}
          >
            <ChevronRight className="i" />
          </Button>
        </span>
        <span className="num font-medium">{formatSpan(shown.firstOn, shown.lastOn)}</span>
        <span className="ml-auto flex items-center gap-2">
          <Link className={buttonClass({ size: 'row', look: 'quiet' })} to="/profile#calendar-feeds">
            <Rss className="i" />
            ICS feed
          </Link>
          {narrow ? null : (
            <Button
              size="row"
              aria-pressed={asTable}
              className={asTable ? 'pressed' : ''}
              onClick={() => change({ view: asTable ? null : 'table' })}
            >
              <Table className="i" />
              {asTable ? 'Show as timeline' : 'Show as table'}
            </Button>
          )}
        </span>
      </div>
      {asTable ? (
        <TeamTable people={rows.map(({ person }) => person)} shown={shown} personId={personId} />
      ) : (
        <Suspense
          fallback={
            <p className="p-4 text-ink-2" aria-busy="true">
              Drawing the timeline
            </p>
          }
        >
          <Timeline
            rows={rows}
            shown={shown}
            nowAt={nowAt(shown.firstOn, shown.lastOn, minute, user.time_zone)}
            trial={trial}
            personId={personId}
            onBar={onBar}
            onTry={view.tryOut}
          />
        </Suspense>
      )}
      {folded > 0 && !asTable ? (
        <div className="border-t border-hair px-3.5 py-2">
          <Button look="quiet" size="row" onClick={() => setUnfolded(true)}>
            {folded} more are there all the time. Show them
          </Button>
        </div>
      ) : null}
      {asTable ? null : <Legend />}
      {clicked ? <GapDialog gaps={clicked} onClose={() => setClicked(null)} /> : null}
    </section>
  );
}

const stepOf = ({ shown }: TeamView): number => Math.max(7, Math.floor(dayCount(shown.firstOn, shown.lastOn) / 14) * 7);

/** Days since the first one began, as the reader's clock shows it; null when it is not among them. */
function nowAt(firstOn: string, lastOn: string, now: number, timeZone: string): number | null {
  const today = dayOf(now, timeZone);
  if (today < firstOn || today > lastOn) return null;
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(now)
    .split(':')
    .map(Number);
  return dayCount(firstOn, today) - 1 + (hour * 60 + minute) / 1440;
}

const KEYS = [
  ['away', 'Away'],
  ['suggested', 'Suggested'],
  ['covered', 'Covered, how many'],
  ['waiting', 'Waiting'],
  ['held', 'By default only'],
  ['gap', 'Gap: nobody'],
  ['holiday', 'Public holiday'],
] as const;

const Legend = () => (
  <p className="legend m-0 border-t border-hair px-3.5 py-2.5">
    {KEYS.map(([key, words]) => (
      <span key={key}>
        <i className={`tl-key tl-key-${key}`} />
        {words}
      </span>
    ))}
    <span className="ml-auto">Drag an absence, or across free days, to see what it would do.</span>
  </p>
);
