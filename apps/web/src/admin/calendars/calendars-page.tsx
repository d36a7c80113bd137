import { GetSlaPolicy, ListCalendars, SEVERITIES } from '@understudy/contracts';
import {
  buttonClass,
  DataTable,
  dayOf,
  EmptyState,
  formatCount,
  formatDay,
  Panel,
  placeOf,
  SeverityMark,
  useNow,
} from '@understudy/ui';
import { CalendarClock, Plus } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { CalendarsRead } from './calendars-read.js';
import { comingHolidays, windowsInWords, type BusinessCalendar } from './calendar-words.js';

export function CalendarsPage() {
  return (
    <AdminOnly title="Calendars">
      <Calendars />
    </AdminOnly>
  );
}

/** Business calendars that clocks count by, and how the calendars stand that absences are read from. */
function Calendars() {
  const query = useApi(ListCalendars, {});
  return (
    <Page
      title="Calendars and holidays"
      sub="Clocks of escalations stand still outside of these hours and on these holidays. Without a calendar they count Monday to Friday, 09:00 to 17:00, where the customer’s CSM is."
      actions={
        <Link className={buttonClass({ look: 'filled' })} to="/calendars/new">
          <Plus className="i" />
          Add a calendar
        </Link>
      }
    >
      <div className="cols">
        <Panel title="Business calendars" count={query.data?.items.length}>
          <Loaded query={query} what="The list of calendars" words="Reading the calendars">
            {({ items }) =>
              items.length > 0 ? (
                <CalendarTable rows={items} />
              ) : (
                <EmptyState icon={<CalendarClock className="i" />} title="No calendar yet">
                  Add one with the hours and holidays of a place, then let severities count by it under Routing and SLA.
                </EmptyState>
              )
            }
          </Loaded>
        </Panel>
        <aside className="stack">
          <CalendarsRead />
        </aside>
      </div>
    </Page>
  );
}

function CalendarTable({ rows }: { readonly rows: readonly BusinessCalendar[] }) {
  const sla = useApi(GetSlaPolicy, {});
  const now = useNow();
  const usedBy = (id: string) => SEVERITIES.filter((severity) => sla.data?.severities[severity].calendar_id === id);
  return (
    <DataTable
      caption="Business calendars by name"
      rowKey={(calendar) => calendar.id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'name',
          head: 'Calendar',
          width: '26%',
          cell: (calendar) => (
            <span className="lines">
              <Link className="clip font-medium hover:underline" to={`/calendars/${calendar.id}`}>
                {calendar.name}
              </Link>
              <span className="clip text-xs text-ink-2">{placeOf(calendar.time_zone)} time</span>
            </span>
          ),
        },
        {
          key: 'hours',
          head: 'Open',
          width: '34%',
          narrow: 'wide',
          cell: (calendar) => <span className="num">{windowsInWords(calendar.windows)}</span>,
        },
        {
          key: 'holidays',
          head: 'Next holiday',
          width: '24%',
          narrow: 'wide',
          cell: (calendar) => {
            const today = dayOf(now, calendar.time_zone);
            const coming = comingHolidays(calendar.holidays, today);
            const next = coming[0];
            return next ? (
              <span className="lines">
                <span className="clip">
                  {formatDay(next.on, today)}
                  {next.name ? `, ${next.name}` : ''}
                </span>
                <span className="text-xs text-ink-2">{formatCount(coming.length, 'day')} to come</span>
              </span>
            ) : (
              <span className="text-ink-2">none to come</span>
            );
          },
        },
        {
          key: 'used',
          head: 'Counts for',
          width: '16%',
          cell: (calendar) => {
            const severities = usedBy(calendar.id);
            return severities.length > 0 ? (
              <span className="flex gap-1">
                {severities.map((severity) => (
                  <SeverityMark key={severity} severity={severity} />
                ))}
              </span>
            ) : (
              <span className="text-ink-2">nothing yet</span>
            );
          },
        },
      ]}
    />
  );
}
