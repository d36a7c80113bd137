import { Button, dayOf, useNow } from '@understudy/ui';
import { ChevronLeft, ChevronRight, Plane } from 'lucide-react';
import { useState } from 'react';
import type { GoogleEvent } from '../api/google-calendar.js';
import { usePerson } from '../person/person.js';
import { Loaded } from '../states/loaded.js';
import { mondayOf, nextMonday, plusDays } from '../time/local-days.js';
import { CoverageAside } from './coverage-aside.js';
import { EventDialog } from './event-dialog.js';
import { emptyForm, formOf, type EventForm } from './event-form.js';
import type { CalendarItem } from './weeks.js';
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

/** The person's Google calendar, four weeks at a time; under an absence, and beside the weeks, what Understudy made of it. */
export function CalendarPage() {
  const { user } = usePerson();
  const today = dayOf(useNow(), user.time_zone);
  const [chosen, setChosen] = useState<string | null>(null);
  const first = chosen ?? mondayOf(today);
  const { weeks, last, events, items, absences, shown } = useWeeks(first, WEEKS);
  const [editing, setEditing] = useState<Editing | null>(null);
  const { change, isReading } = useChange(() => setEditing(null));
  const edit = (next: Editing | null) => (change.reset(), setEditing(next));
  const addAway = () => {
    const monday = nextMonday(today);
    edit({ form: emptyForm('outOfOffice', monday, plusDays(monday, WORK_WEEK_DAYS)), existing: null });
  };
  const add = (day: string) => edit({ form: emptyForm('outOfOffice', day), existing: null });
  const open = ({ event }: CalendarItem) => edit({ form: formOf(event, user.time_zone), existing: event });

  return (
    <main className="sb-calendar">
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
          <h1>
            {longOf(first)} to {longOf(last)} {last.slice(0, 4)}
          </h1>
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
                  onAdd={add}
                  onOpen={open}
                />
              ))}
            </div>
          )}
        </Loaded>
        <p className="cal-foot">
          Google Calendar of {user.name}, in {user.place ?? user.time_zone} time.
        </p>
      </div>
      <CoverageAside query={absences} absences={shown} isReading={isReading} />
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
