import { initialsOf, wordsOfDay } from '@understudy/ui';
import type { TeamPerson } from './lanes.js';
import type { BarLook } from './timeline-events.js';

/*
 * The timeline draws outside of React: its contents are made of nodes here. Text is always set as text, never parsed, so that a name
 * with markup in it stays a name.
 */
const SVG = 'http://www.w3.org/2000/svg';

export function node(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/** One of the symbols that `TimelineIcons` puts on the page. */
function icon(name: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#tl-${name}`);
  svg.append(use);
  return svg;
}

/** `id` is found again under the keyboard. */
export function barNodes(id: string, { icon: name, words, sentence }: BarLook): { domNodes: Node[] } {
  const text = node('span', 'tb-words', words);
  text.setAttribute('aria-hidden', 'true');
  const body = node('span', 'tb-in', ...(name ? [icon(name)] : []), text, node('span', 'sr-only', sentence));
  body.title = sentence;
  body.dataset['bar'] = id;
  body.setAttribute('role', 'button');
  body.tabIndex = 0;
  return { domNodes: [body] };
}

export interface PersonLook {
  readonly person: TeamPerson;
  readonly kind: 'you' | 'away' | 'other';
  readonly isLookedFor: boolean;
  /** The second line. */
  readonly note: string;
  /** A gap outside of the days shown: where it is, and the way there. */
  readonly elsewhere: { readonly words: string; readonly go: () => void } | null;
}

export function personNodes({ person: { user }, kind, isLookedFor, note, elsewhere }: PersonLook): {
  domNodes: Node[];
} {
  const avatar = node('span', `av${kind === 'other' ? '' : ` av-${kind}`}`, initialsOf(user.name));
  avatar.setAttribute('aria-hidden', 'true');
  const name = node('span', 'clip font-medium', kind === 'you' ? 'You' : user.name);
  name.title = user.name;
  const lines = node('span', 'lines', name, node('span', 'clip num text-xs text-ink-2', note));
  if (elsewhere) {
    const button = node('button', 'tl-elsewhere', icon('gap'), node('span', 'clip', elsewhere.words));
    button.setAttribute('type', 'button');
    button.addEventListener('click', elsewhere.go);
    lines.append(button);
  }
  return { domNodes: [node('span', isLookedFor ? 'tl-who tl-looked-for' : 'tl-who', avatar, lines)] };
}

/** The head of a day: each of them in two weeks, Mondays with the number of the week in more. */
export function headNodes(day: string, everyDay: boolean): { domNodes: Node[] } {
  const { weekday, day: date, month } = wordsOfDay(day);
  if (everyDay) return { domNodes: [node('span', 'tl-head num', `${weekday} ${date}`)] };
  if (weekday !== 'Mon') return { domNodes: [] };
  return { domNodes: [node('span', 'tl-head num', `${date} ${month}`, node('small', '', `w${weekOf(day)}`))] };
}

/** ISO 8601: the week that holds the Thursday. */
export function weekOf(day: string): number {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 3 - ((date.getUTCDay() + 6) % 7));
  const first = Date.UTC(date.getUTCFullYear(), 0, 4);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * 86_400_000;
  return 1 + Math.floor((date.getTime() - monday) / (7 * 86_400_000));
}

export function holidayNodes(person: TeamPerson | undefined, day: string): { domNodes: Node[] } {
  const holiday = person?.holidays.find(({ on }) => on === day);
  if (!holiday) return { domNodes: [] };
  const mark = node('span', 'tl-holiday');
  mark.title = holiday.name ?? 'Public holiday';
  return { domNodes: [mark] };
}
