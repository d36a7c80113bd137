import { Button, CoverageBar, formatCount, formatDuring, formatMoney, formatUntil, listNames } from '@understudy/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Dashboard } from './dashboard-page.js';
import { ReleaseButton } from './release-button.js';

/** Named in the bar, and with a way to their page; the others are behind "Show all". */
const NAMED = 3;

/** Who for, until when, how much, who after you: one bar for everybody you stand in for now. */
export function StandingIn({ dashboard }: { readonly dashboard: Dashboard }) {
  const { standing_in: covers, time_zone: timeZone, now } = dashboard;
  const [all, setAll] = useState(false);
  const first = covers[0];
  if (!first) return null;
  const shown = all || covers.length <= NAMED + 1 ? covers : covers.slice(0, NAMED);
  const absentNames = covers.map(({ assignment }) => assignment.absent.name);
  const isInParts = (name: string) => absentNames.indexOf(name) !== absentNames.lastIndexOf(name);
  const names = [...new Set(shown.map(({ assignment }) => assignment.absent.name))];
  const others = new Set(absentNames).size - names.length;
  if (others > 0) names.push(formatCount(others, 'other'));
  const customers = covers.reduce((sum, { assignment }) => sum + assignment.covered_customer_ids.length, 0);
  const arr = covers.reduce((sum, cover) => sum + cover.arr, 0);
  const starts = Date.parse(first.assignment.during.starts_at) > Date.parse(now);
  const until = formatUntil(first.assignment.during.ends_at, first.assignment.time_zone, timeZone, now);
  const when = starts
    ? formatDuring(first.assignment.during.starts_at, first.assignment.during.ends_at, first.assignment.time_zone)
    : `until ${until}`;
  const size = `${formatCount(customers, 'customer')}${arr > 0 ? `, ${formatMoney(arr)}` : ''}`;
  const detail = covers.length === 1 ? [when, size, first.after_me ? `after you ${first.after_me.name}` : ''] : [size];
  return (
    <div className="stack o1">
      <CoverageBar
        state="covered"
        title={`You ${starts ? 'will ' : ''}stand in for ${listNames(names)}`}
        detail={detail.filter((words) => words).join(' · ')}
        actions={
          <>
            {shown.map(({ assignment }) => (
              <Link key={assignment.id} className="btn btn-panel max-w-60" to={`/coverage/${assignment.id}`}>
                <span className="clip">
                  {covers.length > 1
                    ? linkWords(assignment, isInParts(assignment.absent.name))
                    : starts
                      ? 'The briefs'
                      : 'What changed'}
                </span>
              </Link>
            ))}
            {covers.length > NAMED + 1 ? (
              <Button size="panel" look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? 'Show fewer' : `Show all ${covers.length}`}
              </Button>
            ) : null}
            {covers.length === 1 ? <ReleaseButton assignment={first.assignment} size="panel" /> : null}
          </>
        }
      />
      {shown.map(({ assignment, instructions }) =>
        instructions ? (
          <p key={assignment.id} className="prose line-clamp-3 text-ink-2">
            <span className="font-medium text-ink">{assignment.absent.name}:</span> {instructions}
          </p>
        ) : null,
      )}
    </div>
  );
}

type Assignment = Dashboard['standing_in'][number]['assignment'];

/** Somebody whom one stands in for in parts is told apart by the days. */
const linkWords = ({ absent, during, time_zone: zone }: Assignment, isInParts: boolean): string =>
  isInParts ? `${absent.name}, ${formatDuring(during.starts_at, during.ends_at, zone)}` : absent.name;
