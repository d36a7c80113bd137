import { buttonClass, formatTime, Panel } from '@understudy/ui';
import { Link } from 'react-router';
import { AbsenceCoverageChip } from '../absences/absence-coverage-chip.js';
import { absenceDays } from '../absences/absence-words.js';
import { useMay } from '../session/session.js';
import type { Dashboard } from './dashboard-page.js';

/** The rest of today: meetings, and my own absences with how covered they are. */
export function DashboardAside({ dashboard }: { readonly dashboard: Dashboard }) {
  const may = useMay();
  const { meetings_today: meetings, my_absences: absences, time_zone: timeZone } = dashboard;
  return (
    <>
      <Panel title="Today's meetings" count={meetings.length || undefined} className="o4">
        {meetings.length > 0 ? (
          <ul className="rows rows-top py-1">
            {meetings.map((meeting) => (
              <li key={meeting.id}>
                <span className="num w-10 flex-none font-medium">{formatTime(meeting.starts_at, timeZone)}</span>
                <span className="lines grow">
                  <Link className="clip font-medium hover:underline" to={`/customers/${meeting.customer_id}`}>
                    {meeting.customer_name}
                  </Link>
                  <span className="text-xs text-ink-2">{meeting.title}</span>
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="panel-body text-ink-2">None with a customer today.</p>
        )}
      </Panel>
      <Panel
        title="Your absences"
        count={absences.length || undefined}
        className="o5"
        actions={
          may('absences:own') ? (
            <Link className={buttonClass({ size: 'row' })} to="/setup">
              Set up time away
            </Link>
          ) : null
        }
      >
        {absences.length > 0 ? (
          <ul className="rows py-1">
            {absences.map((absence) => (
              <li key={absence.id} className="flex-wrap">
                <Link className="grow font-medium hover:underline" to={`/absences/${absence.id}`}>
                  {absenceDays(absence)}
                </Link>
                <AbsenceCoverageChip absence={absence} />
              </li>
            ))}
          </ul>
        ) : (
          <p className="panel-body text-ink-2">
            None ahead. Put an out-of-office event in your calendar, and it appears here within a minute.
          </p>
        )}
      </Panel>
    </>
  );
}
