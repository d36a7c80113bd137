import { Button, dayOf, useNow } from '@understudy/ui';
import { ChevronLeft, ChevronRight, Plane } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { AddonDock } from '../addon/addon-dock.js';
import type { GoogleEvent } from '../api/google-calendar.js';
import { PageLink, useAs } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import { Loaded } from '../states/loaded.js';
import { mondayOf, nextMonday, plusDays } from '../time/local-days.js';
import { EventDialog } from './event-dialog.js';
import { emptyForm, formOf, type EventForm } from './event-form.js';
import { EventPanel } from './event-panel.js';
import { isInTheWay } from './weeks.js';
import { useChange, useWeeks } from './use-calendar.js';
import { WeekRow } from './week-row.js';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
/** Monday to Friday. */
const WORK_WEEK_DAYS = 4;
const WEEKS = 4;
const DAYS = WEEKS * 7;
const LONG = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const longOf = (day: string): string => LONG.format(new Date(`${day}T00:00:00Z`));

interface Editing {
  readonly form: EventForm;
  readonly existing: GoogleEvent | null;
}

/**
 * The person's Google calendar, four weeks at a time, what Understudy made of an absence under it; the add-on beside the weeks, or beside
 * the event that is open.
 */
export function CalendarPage() {
  const { eventId } = useParams();
  const { user } = usePerson();
  const navigate = useNavigate();
  const search = useAs();
  const today = dayOf(useNow(), user.time_zone);
  const [chosen, setChosen] = useState<string | null>(null);
  const first = chosen ?? mondayOf(today);
  const { weeks, last, events, items, shown } = useWeeks(first, WEEKS);
  const open = items.find(({ event }) => event.id === eventId);
  // an open event is what the page is about, and the only part of it that a narrow window shows
  const Title = open ? 'h2' : 'h1';
  const [editing, setEditing] = useState<Editing | null>(null);
  const { change, isReading, readAt } = useChange((event) => {
    setEditing(null);
    void navigate({ pathname: event ? `/calendar/${event.id}` : '/calendar', search });
  });
  const edit = (next: Editing | null) => (change.reset(), setEditing(next));
  const addAway = () => {
    const monday = nextMonday(today);
    edit({ form: emptyForm('outOfOffice', monday, plusDays(monday, WORK_WEEK_DAYS)), existing: null });
  };
  const add = (day: string) => edit({ form: emptyForm('outOfOffice', day), existing: null });

  return (
    <main className={eventId ? 'sb-calendar sb-calendar-open' : 'sb-calendar'}>
      <div className="cal">
        <header className="cal-head">
          <Button size="panel" onClick={() => setChosen(null)}>
            Today
          </Button>
          <Button
            look="quiet"
            size="panel"
            icon
            aria-label="The weeks before"
            onClick={() => setChosen(plusDays(first, -DAYS))}
          >
            <ChevronLeft className="i" />
          </Button>
          <Button
            look="quiet"
            size="panel"
            icon
            aria-label="The weeks after"
            onClick={() => setChosen(plusDays(first, DAYS))}
          >
            <ChevronRight className="i" />
          </Button>
          <Title>
            {longOf(first)} to {longOf(last)} {last.slice(0, 4)}
          </Title>
          <Button look="filled" size="panel" onClick={addAway}>
            <Plane className="i" /> Add out of office
          </Button>
        </header>
        <div className="cal-weekdays" aria-hidden="true">
          {WEEKDAYS.map((weekday) => (
            <span key={weekday}>{weekday}</span>
          ))}
        </div>
        <Loaded query={events} what="The calendar" words="Reading the calendar" rows={6}>
          {() => (
            <div className="cal-weeks">
              {weeks.map((monday) => (
                <WeekRow
                  key={monday}
                  monday={monday}
                  today={today}
                  items={items}
                  absences={shown}
                  openId={eventId}
                  onAdd={add}
                />
              ))}
            </div>
          )}
        </Loaded>
        <p className="cal-foot">
          Google Calendar of {user.name}, in {user.place ?? user.time_zone} time.{' '}
          <span role="status">{isReading ? 'Understudy reads it.' : ''}</span>
        </p>
      </div>
      <AddonDock
        place={
          eventId
            ? { kind: 'event', eventId, version: `${open?.event.etag ?? ''} ${readAt}` }
            : { kind: 'calendar-home' }
        }
      >
        {open ? (
          <EventPanel
            item={open}
            inTheWay={isInTheWay(open, items)}
            busy={change.isPending}
            onEdit={() => edit({ form: formOf(open.event, user.time_zone), existing: open.event })}
            onDelete={() => change.mutate({ remove: open.event })}
          />
        ) : eventId ? (
          <NotInSight ready={events.isSuccess} />
        ) : null}
      </AddonDock>
      {editing ? (
        <EventDialog
          start={editing.form}
          existing={editing.existing}
          busy={change.isPending}
          error={change.error}
          onChange={(wanted) => change.mutate(wanted)}
          onClose={() => edit(null)}
        />
      ) : null}
    </main>
  );
}

/** An event of other weeks than those in sight, or one that is gone: the add-on may still know it. */
const NotInSight = ({ ready }: { readonly ready: boolean }) => (
  <p className="text-xs text-ink-2">
    {ready ? 'This event is not in the weeks in sight. ' : ''}
    <PageLink className="link" to="/calendar">
      Back to the calendar
    </PageLink>
  </p>
);
