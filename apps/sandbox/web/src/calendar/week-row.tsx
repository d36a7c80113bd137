import { formatDay, formatShortDay, wordsOfDay } from '@understudy/ui';
import { Plane } from 'lucide-react';
import { PageLink } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import { plusDays } from '../time/local-days.js';
import { laneOf, type Absence } from './coverage.js';
import { Lane } from './lane.js';
import { barsIn, hoursOf, isInTheWay, meetingsOn, rowsFor, type Bar, type CalendarItem } from './weeks.js';

export interface WeekRowProps {
  readonly monday: string;
  readonly today: string;
  readonly items: readonly CalendarItem[];
  readonly absences: readonly Absence[];
  /** The event that is open. */
  readonly openId: string | undefined;
  readonly onAdd: (day: string) => void;
}

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** One week: days, bars over several of them (an absence with its coverage below), and the meetings of each day. */
export function WeekRow({ monday, today, items, absences, openId, onAdd }: WeekRowProps) {
  const bars = rowsFor(barsIn(monday, items));
  const barRows = Math.max(0, ...bars.map(({ row }) => row + 1));
  const lastRow = barRows + 2;
  return (
    <section
      className="cal-week"
      aria-label={`Week of ${formatShortDay(monday)}`}
      style={{ gridTemplateRows: ['auto', ...Array(barRows).fill('auto'), '1fr'].join(' ') }}
    >
      {DAYS.map((index) => {
        const day = plusDays(monday, index);
        const classes = ['cal-day', day < today ? 'cal-past' : '', day === today ? 'cal-today' : ''];
        return (
          <div key={day} className={classes.join(' ')} style={{ gridColumn: index + 1, gridRow: `1 / ${lastRow + 1}` }}>
            <button type="button" aria-label={`Add an event on ${formatDay(day)}`} onClick={() => onAdd(day)}>
              <span className="cal-number">{numberOf(day)}</span>
            </button>
          </div>
        );
      })}
      {bars.map(({ bar, row }) => (
        <BarPiece key={bar.item.event.id} bar={bar} row={row + 2} absences={absences} openId={openId} />
      ))}
      {DAYS.map((index) => {
        const day = plusDays(monday, index);
        const meetings = meetingsOn(day, items);
        if (meetings.length === 0) return null;
        return (
          <ul
            key={day}
            className="cal-meetings"
            style={{ gridColumn: index + 1, gridRow: lastRow }}
            aria-label={formatDay(day)}
          >
            {meetings.map((item) => (
              <li key={item.event.id}>
                <Meeting item={item} inTheWay={isInTheWay(item, items)} isOpen={item.event.id === openId} />
              </li>
            ))}
          </ul>
        );
      })}
    </section>
  );
}

/** "23"; the first of a month says which. */
function numberOf(date: string): string {
  const { day, month } = wordsOfDay(date);
  return day === '1' ? `1 ${month}` : day;
}

interface BarPieceProps {
  readonly bar: Bar;
  readonly row: number;
  readonly absences: readonly Absence[];
  readonly openId: string | undefined;
}

function BarPiece({ bar: { item, from, to, startsHere, endsHere }, row, absences, openId }: BarPieceProps) {
  const { user } = usePerson();
  const absence = absences.find(({ calendar_event_id }) => calendar_event_id === item.event.id);
  const kind = item.isAway || absence ? 'cal-away' : 'cal-allday';
  const edges = `${startsHere ? '' : ' cal-goes-before'}${endsHere ? '' : ' cal-goes-on'}`;
  const hours = item.isAway ? hoursOf(item, user.time_zone) : null;
  const until = hours ? `, ${hours}` : item.lastDay === item.firstDay ? '' : `, until ${formatDay(item.lastDay)}`;
  return (
    <div className="cal-piece" style={{ gridColumn: `${from} / ${to + 1}`, gridRow: row }}>
      <PageLink
        className={`cal-bar ${kind}${edges}`}
        to={`/calendar/${item.event.id}`}
        aria-current={item.event.id === openId ? 'true' : undefined}
      >
        {item.isAway || absence ? <Plane className="i i-s" aria-hidden="true" /> : null}
        <span className="clip">
          {item.event.summary}
          {until}
        </span>
      </PageLink>
      {absence ? <Lane parts={laneOf(absence)} /> : null}
    </div>
  );
}

interface MeetingProps {
  readonly item: CalendarItem;
  readonly inTheWay: boolean;
  readonly isOpen: boolean;
}

const Meeting = ({ item, inTheWay, isOpen }: MeetingProps) => (
  <PageLink
    className={inTheWay ? 'cal-meeting cal-in-the-way' : 'cal-meeting'}
    title={inTheWay ? `${item.event.summary}: its owner is away` : item.event.summary}
    to={`/calendar/${item.event.id}`}
    aria-current={isOpen ? 'true' : undefined}
  >
    {inTheWay ? <Plane className="i i-s" aria-label="Its owner is away" /> : null}
    <span className="num">{item.time}</span> <span className="clip">{item.event.summary}</span>
  </PageLink>
);
