import type { AnswerOf, GetHandback } from '@understudy/contracts';
import { formatCount, formatMoment, listNames } from '@understudy/ui';

export type Handback = AnswerOf<typeof GetHandback>;
type Content = Handback['content'];
export type Item = Content['resolved_issues'][number];
export type Change = Content['changes'][number];
export type Shift = Content['health_changes'][number];

/** A thing of a handback with the backup who knows more of it. */
export type Of<Thing> = Thing & { readonly backup: Handback['backup'] };

/** What several people who stood in hand back, as one: each thing keeps who knows more. */
export interface Whole {
  readonly recommendations: readonly Of<Content['recommendations'][number]>[];
  readonly resolved: readonly Of<Item>[];
  readonly outstanding: readonly Of<Item>[];
  readonly changes: readonly Of<Change>[];
  readonly health: readonly Of<Shift>[];
  readonly feeling: readonly Of<Shift>[];
  readonly activities: readonly Of<Content['activities_during_absence'][number]>[];
  readonly customers: number;
}

export function wholeOf(handbacks: readonly Handback[]): Whole {
  const all = <Thing extends object>(of: (content: Content) => readonly Thing[]): Of<Thing>[] =>
    handbacks.flatMap(({ content, backup }) => of(content).map((thing) => ({ ...thing, backup })));
  return {
    recommendations: all((content) => content.recommendations).toSorted((a, b) => a.within_days - b.within_days),
    resolved: all((content) => content.resolved_issues),
    outstanding: all((content) => content.outstanding_issues).toSorted(byDue),
    changes: foldNew(all((content) => content.changes)),
    health: all((content) => content.health_changes).toSorted(bySize),
    feeling: all((content) => content.sentiment_changes).toSorted(bySize),
    activities: all((content) => content.activities_during_absence).toSorted((a, b) => b.at.localeCompare(a.at)),
    customers: handbacks.reduce((sum, { customers }) => sum + customers, 0),
  };
}

/** What something new is made of is one change: "Escalation "SSO fails": new", not one for each of its fields. */
function foldNew<Row extends Change>(changes: readonly Row[]): readonly Row[] {
  const thingOf = ({ customer, path }: Row): string =>
    `${customer.customer_id} ${path.split('.').slice(0, 2).join('.')}`;
  const things = Map.groupBy(changes, thingOf);
  return [...things.values()].flatMap((rows) => {
    const [first] = rows;
    const isNew = first?.path.split('.').length === 3 && rows.every(({ from }) => from === undefined);
    if (!isNew || !first) return rows;
    return [{ ...first, what: first.what.replace(/: [^:]*$/, ''), to: 'new' }];
  });
}

/** What is due first; without a day last. */
const byDue = (a: Item, b: Item): number => (a.due_at ?? '9').localeCompare(b.due_at ?? '9');
/** The largest fall first. */
const bySize = (a: Shift, b: Shift): number => a.to - a.from - (b.to - b.from);

export const overdueOf = (items: readonly Item[], now: number): number =>
  items.filter(({ due_at }) => due_at !== null && Date.parse(due_at) < now).length;

/** "2 up, 1 down"; "nothing moved" without any. */
export function movesOf(shifts: readonly Shift[]): string {
  const up = shifts.filter(({ from, to }) => to > from).length;
  const down = shifts.filter(({ from, to }) => to < from).length;
  const words = [up > 0 ? `${up} up` : '', down > 0 ? `${down} down` : ''].filter((part) => part).join(', ');
  return words || 'nothing moved';
}

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'] as const;

/** The answer of the page: "Welcome back, Ana. Five things need you first". */
export function titleOf(absent: string, isMe: boolean, first: number): string {
  const count = NUMBERS[first] ?? String(first);
  const things = first === 0 ? 'Nothing presses' : `${count} ${first === 1 ? 'thing needs' : 'things need'} `;
  if (isMe) return `Welcome back, ${absent}. ${first === 0 ? things : `${things}you first`}`;
  return first === 0 ? `${things} for ${absent}` : `${things}${absent} first`;
}

/** "Ben, Eva and Finn looked after 38 customers". */
export const whoCovered = (handbacks: readonly Handback[]): string =>
  `${listNames([...new Set(handbacks.map(({ backup }) => backup.name))])} looked after ${formatCount(wholeOf(handbacks).customers, 'customer')}`;

/** Of the difference, what one wants to know before anything else: not every task that moved. */
export const isImportant = ({ path }: Pick<Change, 'path'>): boolean =>
  !path.startsWith('tasks.') && !path.startsWith('meetings.');

/** A value of a fact for people: "none", "yes", "61"; an instant reads as a moment of the reader's. */
export function valueWords(value: Change['from'], timeZone: string, now: string | number): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' && INSTANT.test(value)) return formatMoment(value, timeZone, now);
  return String(value).replaceAll('_', ' ');
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** "today", "within 2 working days". */
export const withinWords = (days: number): string =>
  days === 0 ? 'today' : days === 1 ? 'within a working day' : `within ${days} working days`;

/** -1 to 1 in words. */
export function feelingWords(value: number): string {
  if (value <= -0.6) return 'very unhappy';
  if (value <= -0.2) return 'unhappy';
  if (value < 0.2) return 'neutral';
  return value < 0.6 ? 'happy' : 'very happy';
}
