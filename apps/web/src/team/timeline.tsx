import { type Calendar, createCalendar, destroyCalendar, Interaction, ResourceTimeline } from '@event-calendar/core';
import '@event-calendar/core/index.css';
import './timeline.css';
import { CircleHelp, GripVertical, Hourglass, Moon, ShieldCheck, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { plusDays } from '../session/local-days.js';
import { dayCount } from './lanes.js';
import { type Bar, dayOfDate, lookOf, type Shown, timelineEvents, trialEvent } from './timeline-events.js';
import { barNodes, headNodes, holidayNodes, type PersonLook, personNodes } from './timeline-nodes.js';
import type { Trial } from './trial.js';

export interface TimelineProps {
  readonly rows: readonly PersonLook[];
  readonly shown: Shown;
  /** How many days after the start of the first one it is now; null when today is not shown. */
  readonly nowAt: number | null;
  readonly trial: Trial | null;
  /** The row to look at. */
  readonly personId: string | null;
  readonly onBar: (bar: Bar) => void;
  /** Something was drawn or dragged. */
  readonly onTry: (trial: Trial) => void;
}

/** Between the bars of a row, in pixels. */
const BAR_GAP = 3;

/**
 * Who is away, a row each, with the coverage lane under every absence. Made for eyes and a pointer: the same as a table is beside it.
 * The library sets styles through the object model and injects no style element, so our content security policy holds.
 */
export function Timeline({ rows, shown: { firstOn, lastOn }, nowAt, trial, personId, onBar, onTry }: TimelineProps) {
  const shown = useMemo(() => ({ firstOn, lastOn }), [firstOn, lastOn]);
  const element = useRef<HTMLDivElement>(null);
  const calendar = useRef<Calendar | null>(null);
  const people = useSameItems(rows.map(({ person }) => person));
  const handlers = useRef({ onBar, onTry, rows });
  handlers.current = { onBar, onTry, rows };
  const options = useMemo<Calendar.Options>(() => {
    const days = dayCount(shown.firstOn, shown.lastOn);
    return {
      date: shown.firstOn,
      duration: { days },
      dayHeaderFormat: (date) => headNodes(dayOfDate(date), days <= 14),
      resources: rows.map(({ person, elsewhere, isLookedFor }) => ({
        id: person.user.user_id,
        title: person.user.name,
        extendedProps: { elsewhere: elsewhere?.words ?? null, isLookedFor },
      })),
    };
  }, [rows, shown]);
  // apart from the rows: a bar keeps its element, and with it the focus, as long as its event is the same
  const events = useMemo(() => [...timelineEvents(people, shown)], [people, shown]);
  const tried = useMemo(() => trialEvent(people, trial), [people, trial]);

  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const made = createCalendar(target, [ResourceTimeline, Interaction], {
      ...fixed(handlers, calendar),
      ...options,
      events,
    });
    calendar.current = made;
    const watcher = new MutationObserver(() => unrole(target));
    watcher.observe(target, { childList: true, subtree: true });
    unrole(target);
    return () => {
      watcher.disconnect();
      calendar.current = null;
      void destroyCalendar(made);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- made once; what changes is set below
  }, []);

  useEffect(() => {
    const made = calendar.current;
    if (!made) return undefined;
    for (const name of ['date', 'duration', 'dayHeaderFormat', 'resources'] as const)
      if (made.getOption(name) !== options[name]) made.setOption(name, options[name]);
    return stackAgain(made);
  }, [options]);
  useEffect(() => {
    const made = calendar.current;
    if (!made) return undefined;
    made.setOption('events', events);
    return stackAgain(made);
  }, [events]);
  useEffect(() => {
    const made = calendar.current;
    if (!made) return undefined;
    // the library draws every bar anew
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['bar'] : undefined;
    made.removeEventById('trial');
    if (tried) made.addEvent(tried);
    return stackAgain(made, () => {
      if (focused !== undefined && document.activeElement === document.body)
        element.current?.querySelector<HTMLElement>(`[data-bar="${CSS.escape(focused)}"]`)?.focus();
    });
  }, [events, tried]);

  useEffect(() => {
    if (personId === null) return undefined;
    const frame = requestAnimationFrame(() =>
      element.current?.querySelector('.tl-looked-for')?.scrollIntoView({ block: 'nearest' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [personId]);

  // keys may be faster than the address
  const latest = useRef(trial);
  latest.current = trial;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const id = event.target instanceof HTMLElement ? event.target.dataset['bar'] : undefined;
    const found = by === undefined || !id ? null : calendar.current?.getEventById(id);
    const moved = found && movedBy(found, latest.current, by ?? 0, event.shiftKey);
    if (!moved) return;
    latest.current = moved;
    event.preventDefault();
    onTry(moved);
  };
  const days = dayCount(shown.firstOn, shown.lastOn);
  return (
    <div className={days > 60 ? 'tl tl-quarter' : 'tl'} onKeyDown={onKeyDown}>
      <TimelineIcons />
      <div ref={element} />
      {nowAt === null ? null : (
        <>
          <span className="tl-now" style={{ left: placeOf(nowAt / days) }} aria-hidden="true" />
          <b className="tl-today" style={{ left: placeOf(nowAt / days) }} aria-hidden="true">
            Today
          </b>
        </>
      )}
    </div>
  );
}

/** Bars are stacked before those that came are bound: once more when they are, which a gap of another size asks for. */
function stackAgain(made: Calendar, then?: () => void): () => void {
  const frame = requestAnimationFrame(() => {
    const gap = made.getOption('eventGap');
    made.setOption('eventGap', gap === BAR_GAP ? BAR_GAP + 0.01 : BAR_GAP);
    then?.();
  });
  return () => cancelAnimationFrame(frame);
}

/** The same array as long as it holds the same items. */
function useSameItems<Item>(items: readonly Item[]): readonly Item[] {
  const kept = useRef(items);
  const isSame = kept.current.length === items.length && kept.current.every((item, index) => item === items[index]);
  if (!isSame) kept.current = items;
  return kept.current;
}

const placeOf = (share: number): string => `calc(var(--who) + (100% - var(--who)) * ${share})`;

/** Arrows move what has the focus by a day, with Shift its last day; null for what stays where it is. */
function movedBy(event: Calendar.Event, trial: Trial | null, by: number, onlyEnd: boolean): Trial | null {
  const bar = barOf(event);
  if (!bar || bar.is === 'lane' || event.durationEditable === false || (!onlyEnd && event.startEditable === false))
    return null;
  const absenceId = bar.is === 'absence' ? bar.absence.id : bar.trial.absenceId;
  const isTried = trial !== null && (bar.is === 'trial' || trial.absenceId === absenceId);
  const from = isTried
    ? trial
    : {
        userId: bar.person.user.user_id,
        firstOn: dayOfDate(event.start),
        lastOn: plusDays(dayOfDate(event.end), -1),
        absenceId,
      };
  const firstOn = onlyEnd ? from.firstOn : plusDays(from.firstOn, by);
  const lastOn = plusDays(from.lastOn, by);
  return lastOn < firstOn ? null : { ...from, firstOn, lastOn };
}

/** The library calls it a table, with rows that hold no cells and cells outside of rows; screen readers are better off with our table. */
function unrole(target: HTMLElement): void {
  for (const element of target.querySelectorAll(
    '[role=table], [role=row], [role=rowgroup], [role=rowheader], [role=columnheader], [role=cell]',
  )) {
    element.removeAttribute('role');
    element.removeAttribute('aria-colindex');
    element.querySelector(':scope > time')?.removeAttribute('aria-label');
  }
  // an article cannot be a button: what stands on it is one
  for (const bar of target.querySelectorAll('article[role=button]')) {
    bar.removeAttribute('role');
    bar.removeAttribute('tabindex');
  }
}

interface Handlers {
  readonly current: Pick<TimelineProps, 'onBar' | 'onTry' | 'rows'>;
}

const isBar = (value: unknown): value is Bar => typeof value === 'object' && value !== null && 'is' in value;
const barOf = ({ extendedProps }: Calendar.Event): Bar | null => {
  const bar = extendedProps['bar'];
  return isBar(bar) ? bar : null;
};

function fixed(handlers: Handlers, calendar: { readonly current: Calendar | null }): Calendar.Options {
  const personOf = (id: unknown) =>
    handlers.current.rows.find(({ person }) => person.user.user_id === String(id))?.person;
  /** A bar was dropped: it goes back, and what it would mean is shown. */
  const dropped = (event: Calendar.Event, revert: () => void, resource?: Calendar.Resource) => {
    revert();
    const bar = barOf(event);
    if (!bar || bar.is === 'lane') return;
    const [firstOn, lastOn] = [dayOfDate(event.start), plusDays(dayOfDate(event.end), -1)];
    const absenceId = bar.is === 'absence' ? bar.absence.id : bar.trial.absenceId;
    const userId = bar.is === 'trial' && resource ? resource.id : bar.person.user.user_id;
    handlers.current.onTry({
      userId,
      firstOn,
      lastOn,
      absenceId: userId === bar.person.user.user_id ? absenceId : null,
    });
  };
  return {
    view: 'resourceTimelineMonth',
    headerToolbar: { start: '', center: '', end: '' },
    height: 'auto',
    columnWidth: 'minmax(0, 1fr)',
    eventGap: BAR_GAP,
    firstDay: 1,
    timeZone: 'local',
    eventResizableFromStart: true,
    selectable: true,
    unselectAuto: true,
    longPressDelay: 400,
    eventOrder: (a, b) => orderOf(a) - orderOf(b),
    eventContent: ({ event }) => {
      const bar = barOf(event);
      return bar ? barNodes(String(event.id), lookOf(bar)) : '';
    },
    resourceLabelContent: ({ resource }) => {
      const look = handlers.current.rows.find(({ person }) => person.user.user_id === resource.id);
      return look ? personNodes(look) : '';
    },
    dayCellContent: ({ date, resource }) => holidayNodes(personOf(resource?.id), dayOfDate(date)),
    eventClick: ({ event }) => {
      const bar = barOf(event);
      if (bar) handlers.current.onBar(bar);
    },
    dragConstraint: ({ event, newResource }) =>
      !newResource || (barOf(event)?.is === 'trial' && personOf(newResource.id)?.capacity_points !== null),
    eventDrop: ({ event, revert, newResource }) => dropped(event, revert, newResource),
    eventResize: ({ event, revert }) => dropped(event, revert),
    selectConstraint: ({ resource }) => personOf(resource.id)?.capacity_points !== null,
    select: ({ start, end, resource }) => {
      requestAnimationFrame(() => calendar.current?.unselect());
      handlers.current.onTry({
        userId: resource.id,
        firstOn: dayOfDate(start),
        lastOn: plusDays(dayOfDate(end), -1),
        absenceId: null,
      });
    },
  };
}

const orderOf = ({ extendedProps }: Calendar.Event): number => Number(extendedProps['order'] ?? 0);

/** Drawn once; every bar points at them. */
function TimelineIcons() {
  const icons = {
    moon: Moon,
    asked: CircleHelp,
    covered: ShieldCheck,
    waiting: Hourglass,
    gap: TriangleAlert,
    grip: GripVertical,
  };
  return (
    <svg className="sr-only" aria-hidden="true">
      {Object.entries(icons).map(([name, Icon]) => (
        <symbol key={name} id={`tl-${name}`} viewBox="0 0 24 24">
          <Icon width="24" height="24" />
        </symbol>
      ))}
    </svg>
  );
}
