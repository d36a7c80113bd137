import type { Calendar } from '@event-calendar/core';
import { firstNameOf, formatSpan } from '@understudy/ui';
import { plusDays } from '../session/local-days.js';
import {
  barSentence,
  barWords,
  dayCount,
  kindWords,
  type LaneBar,
  laneBars,
  type TeamAbsence,
  type TeamPerson,
} from './lanes.js';
import type { Trial } from './trial.js';

/** The days that the timeline shows, both inclusive. */
export interface Shown {
  readonly firstOn: string;
  readonly lastOn: string;
}

/** What a bar of the timeline is, for whoever clicks or drags it. */
export type Bar =
  | { readonly is: 'absence'; readonly person: TeamPerson; readonly absence: TeamAbsence }
  | { readonly is: 'lane'; readonly person: TeamPerson; readonly absence: TeamAbsence; readonly bar: LaneBar }
  | { readonly is: 'trial'; readonly person: TeamPerson; readonly trial: Trial };

export interface BarLook {
  readonly icon: 'moon' | 'asked' | 'covered' | 'waiting' | 'gap' | 'grip' | null;
  /** On the bar. */
  readonly words: string;
  /** In full. */
  readonly sentence: string;
}

const ICONS = { covered: 'covered', waiting: 'waiting', held: null, gap: 'gap' } as const;

/** A gap's words need this much of the width; on a shorter bar they stand beside it. */
const ROOMY = 0.2;

/** What stands on a bar. */
export function lookOf(bar: Bar): BarLook {
  const { name } = bar.person.user;
  switch (bar.is) {
    case 'lane':
      return { icon: ICONS[bar.bar.kind], words: barWords(bar.bar), sentence: barSentence(bar.bar, name) };
    case 'trial':
      return {
        icon: 'grip',
        words: `${firstNameOf(name)} away?`,
        sentence: `What if ${name} is away ${formatSpan(bar.trial.firstOn, bar.trial.lastOn)}`,
      };
    case 'absence': {
      const { absence } = bar;
      const span = formatSpan(absence.start_date, absence.end_date);
      const hours = absence.is_partial ? ', some hours' : '';
      return absence.status === 'suggested'
        ? { icon: 'asked', words: 'Out?', sentence: `${name}: perhaps away, ${span}${hours}` }
        : {
            icon: 'moon',
            words: `${kindWords(absence)} · ${span}`,
            sentence: `${name}: ${kindWords(absence)}, ${span}${hours}`,
          };
    }
  }
}

const NO_EDIT = { startEditable: false, durationEditable: false } as const;

/** All bars of the people, as the timeline wants them; days are `YYYY-MM-DD`, its ends are exclusive. */
export function timelineEvents(people: readonly TeamPerson[], shown: Shown): readonly Calendar.EventInput[] {
  return people.flatMap((person) =>
    person.absences.flatMap((absence, nth) => [
      absenceEvent(person, absence, nth),
      ...laneBars(absence).map((bar, row) => laneEvent(person, absence, bar, { nth, row, shown })),
    ]),
  );
}

function absenceEvent(person: TeamPerson, absence: TeamAbsence, nth: number): Calendar.EventInput {
  const isTheirs = person.capacity_points !== null;
  const isOpen = absence.status !== 'completed' && absence.status !== 'suggested';
  const mayMove = isTheirs && isOpen && !absence.is_partial && absence.end_date !== null;
  const hasBegun = absence.status === 'active';
  const isSuggested = absence.status === 'suggested';
  return {
    id: `absence ${absence.id}`,
    resourceId: person.user.user_id,
    allDay: true,
    start: absence.start_date,
    end: plusDays(absence.end_date ?? plusDays(absence.start_date, 366), 1),
    classNames: [
      'tb',
      'tb-away',
      ...(isSuggested ? ['tb-suggested'] : []),
      ...(absence.is_partial ? ['tb-partial'] : []),
    ],
    startEditable: mayMove && !hasBegun,
    durationEditable: mayMove,
    extendedProps: { bar: { is: 'absence', person, absence } satisfies Bar, order: nth * 100 },
  };
}

function laneEvent(
  person: TeamPerson,
  absence: TeamAbsence,
  bar: LaneBar,
  { nth, row, shown }: { readonly nth: number; readonly row: number; readonly shown: Shown },
): Calendar.EventInput {
  return {
    id: `lane ${absence.id} ${bar.key}`,
    resourceId: person.user.user_id,
    allDay: true,
    start: bar.firstOn,
    end: plusDays(bar.lastOn, 1),
    classNames: ['tb', `tb-${bar.kind}`, ...(bar.kind === 'gap' ? besideIt(bar, shown) : tight(bar, shown))],
    ...NO_EDIT,
    extendedProps: { bar: { is: 'lane', person, absence, bar } satisfies Bar, order: nth * 100 + 1 + row },
  };
}

/** Where a gap's words stand when they do not fit on it: behind it, near the right edge before it. */
export function besideIt({ firstOn, lastOn }: Pick<LaneBar, 'firstOn' | 'lastOn'>, shown: Shown): readonly string[] {
  const days = dayCount(shown.firstOn, shown.lastOn);
  const from = Math.max(0, dayCount(shown.firstOn, firstOn) - 1);
  const to = Math.min(days, dayCount(shown.firstOn, lastOn));
  if ((to - from) / days >= ROOMY) return [];
  return [to / days > 0.8 ? 'tb-before' : 'tb-behind'];
}

/** On a short bar the icon makes room for the name. */
const tight = ({ firstOn, lastOn }: LaneBar, shown: Shown): readonly string[] =>
  dayCount(firstOn, lastOn) / dayCount(shown.firstOn, shown.lastOn) < 0.1 ? ['tb-tight'] : [];

/** What is only tried, as a dashed bar; null when nothing is, or for somebody who is not shown. */
export function trialEvent(people: readonly TeamPerson[], trial: Trial | null): Calendar.EventInput | null {
  const person = trial && people.find(({ user }) => user.user_id === trial.userId);
  if (!person) return null;
  return {
    id: 'trial',
    resourceId: person.user.user_id,
    allDay: true,
    start: trial.firstOn,
    end: plusDays(trial.lastOn, 1),
    classNames: ['tb', 'tb-trial'],
    startEditable: true,
    durationEditable: true,
    extendedProps: { bar: { is: 'trial', person, trial } satisfies Bar, order: 99_000 },
  };
}

/** `YYYY-MM-DD` of the wall-clock day that the timeline gives. */
export function dayOfDate(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
