import type { KeyboardCoordinateGetter } from '@dnd-kit/core';
import { columnsByKeys } from './board-dragging.js';
import { COLUMNS, moveTo } from './board-moves.js';
import type { Card } from './card.js';
import { applyFilters, isFiltered, NO_FILTERS, readFilters, writeFilters } from './filters.js';
import { byPressing, sortCards } from './order.js';
import { summaryWords } from './summary-words.js';

const NOW = Date.parse('2026-07-22T10:00:00.000Z');
const hours = (count: number): string => new Date(NOW + count * 3_600_000).toISOString();
const aCard = (more: Partial<Card> = {}): Card => ({
  id: '0197f0a0-0000-7000-8000-000000000001',
  title: 'Exports miss rows',
  severity: 'P2',
  status: 'open',
  category: 'Technical',
  customer: { id: 'c1', name: 'Corvane Bank' },
  segment: 'enterprise',
  team: { id: 't1', name: 'EMEA' },
  primary_owner: { user_id: 'sue', name: 'Sue Lindqvist', place: null },
  mine: false,
  arr_at_risk: 100,
  due_at: hours(48),
  warn_at: hours(36),
  response_due_at: hours(1),
  acknowledged_at: null,
  paused: false,
  created_at: hours(-2),
  updated_at: hours(-1),
  resolved_at: null,
  closed_at: null,
  comments: 0,
  war_room: false,
  allowed_statuses: ['investigating', 'resolved', 'void'],
  version: 1,
  ...more,
});
const titles = (cards: readonly Card[]) => cards.map(({ title }) => title);

test('what presses stands first: over, least time left, paused, then what ended, the latest first', () => {
  const cards = [
    aCard({ title: 'ended before', status: 'closed', resolved_at: hours(-30) }),
    aCard({ title: 'paused', paused: true, due_at: hours(1) }),
    aCard({ title: 'later', due_at: hours(90) }),
    aCard({ title: 'ended', status: 'resolved', resolved_at: hours(-3), due_at: hours(-9) }),
    aCard({ title: 'soon', due_at: hours(2) }),
    aCard({ title: 'over', due_at: hours(-1) }),
  ];
  expect(titles(cards.toSorted(byPressing))).toEqual(['over', 'soon', 'later', 'paused', 'ended', 'ended before']);
  expect(titles(sortCards(cards, 'nonsense'))).toEqual(titles(cards.toSorted(byPressing)));
});

test('a column sorts both ways, and equals stand by what presses', () => {
  const cards = [
    aCard({ title: 'b', severity: 'P1', due_at: hours(9) }),
    aCard({ title: 'c', severity: 'P0' }),
    aCard({ title: 'a', severity: 'P1', due_at: hours(3) }),
    aCard({ title: 'Item 10', severity: 'P3' }),
    aCard({ title: 'item 9', severity: 'P3', due_at: hours(99) }),
  ];
  expect(titles(sortCards(cards, 'severity'))).toEqual(['c', 'a', 'b', 'Item 10', 'item 9']);
  expect(titles(sortCards(cards, '-severity'))).toEqual(['Item 10', 'item 9', 'a', 'b', 'c']);
  expect(titles(sortCards(cards, 'title'))).toEqual(['a', 'b', 'c', 'item 9', 'Item 10']);
});

const READER = { userId: 'me-id', now: NOW };
const shown = (query: string, cards: readonly Card[]) =>
  titles(applyFilters(cards, readFilters(new URLSearchParams(query)), READER));
const MANY = [
  aCard({ title: 'mine', primary_owner: { user_id: 'me-id', name: 'Me', place: null }, mine: true }),
  aCard({ title: 'queue', primary_owner: null, severity: 'P0', category: null, customer: null, segment: null }),
  aCard({ title: 'over', due_at: hours(-1), status: 'investigating', acknowledged_at: hours(-1) }),
  aCard({ title: 'today', due_at: hours(5), warn_at: hours(-1), category: 'Billing' }),
  aCard({ title: 'waits', due_at: hours(-5), paused: true, status: 'action_required' }),
  aCard({ title: 'done', due_at: hours(-5), status: 'resolved', resolved_at: hours(-2) }),
];

test.each([
  ['', ['mine', 'queue', 'over', 'today', 'waits', 'done']],
  ['owner=me', ['mine']],
  ['owner=none&owner=me', ['mine', 'queue']],
  ['mine=true', ['mine']],
  ['severity=P0', ['queue']],
  ['severity=P9', ['mine', 'queue', 'over', 'today', 'waits', 'done']],
  ['status=investigating&status=resolved', ['over', 'done']],
  ['category=none', ['queue']],
  ['category=Billing&category=none', ['queue', 'today']],
  ['team=t1&customer=c1&segment=enterprise&status=open', ['mine', 'today']],
  ['due=over', ['over']],
  ['due=day', ['today']],
  ['due=warned', ['today']],
  ['due=paused', ['waits']],
  ['due=unanswered', ['mine', 'queue', 'today', 'waits']],
  ['find=CORVANE&status=resolved', ['done']],
  ['find=lindq&due=day', ['today']],
])('the address %j shows %j', (query, expected) => {
  expect(shown(query, MANY)).toEqual(expected);
});

test('filters are written as they are read, and leave the rest of the address alone', () => {
  const filters = readFilters(
    new URLSearchParams('status=open&category=A, B&category=C&due=over&mine=true&find=x&ended=90&owner=me'),
  );
  const written = writeFilters(new URLSearchParams('order=-sla&status=closed'), filters);
  expect(readFilters(written)).toEqual(filters);
  expect(written.get('order')).toBe('-sla');
  expect([...writeFilters(written, NO_FILTERS).keys()]).toEqual(['order']);
  expect([isFiltered(filters), isFiltered(NO_FILTERS)]).toEqual([true, false]);
});

const ALL = ['investigating', 'action_required', 'resolved', 'closed', 'void'] as const;
test.each([
  ['open', 'open', ALL, { kind: 'stay' }],
  ['open', 'investigating', ['investigating', 'resolved', 'void'], { kind: 'do', to: 'investigating' }],
  ['open', 'action_required', ['investigating', 'resolved', 'void'], { kind: 'refused', words: /Take it on first/ }],
  ['investigating', 'action_required', ['action_required', 'resolved'], { kind: 'ask', form: 'wait' }],
  ['investigating', 'resolved', ['action_required', 'resolved'], { kind: 'ask', form: 'resolve' }],
  ['investigating', 'open', ['action_required', 'resolved'], { kind: 'refused', words: /Nothing goes back to Open/ }],
  ['resolved', 'investigating', ['closed', 'investigating', 'void'], { kind: 'ask', form: 'reopen' }],
  ['resolved', 'action_required', ['closed', 'investigating', 'void'], { kind: 'refused', words: /to reopen it/ }],
  ['closed', 'resolved', [], { kind: 'stay' }],
  ['closed', 'investigating', [], { kind: 'refused', words: /Closed for good/ }],
  ['open', 'investigating', ['void'], { kind: 'refused', words: /Sue Lindqvist has it/ }],
] as const)('%s onto %s with %j', (status, column, allowed, expected) => {
  const { words, ...rest } = { words: undefined, ...expected };
  const move = moveTo(aCard({ status, allowed_statuses: [...allowed] }), column);
  expect(move).toMatchObject(rest);
  if (words) expect(move).toMatchObject({ words: expect.stringMatching(words) });
});

test.each([
  [[], 'None is open.'],
  [[MANY[5]], 'None is open.'],
  [MANY, '5 open in EMEA. 1 is past the time, 1 runs out within a day.'],
  [[MANY[0]], '1 open. None is past its time.'],
])('what the page says of %#', (cards, words) => {
  expect(
    summaryWords(
      cards.filter((card) => card !== undefined),
      NOW,
      cards.length > 1 ? ' in EMEA' : '',
    ),
  ).toBe(words);
});

test('two presses before anything is drawn are two columns, and the next card begins anew', () => {
  const keys = columnsByKeys();
  const rects = new Map(COLUMNS.map((column, at) => [column, { left: at * 100, top: 0 }]));
  const press = (code: string, card: Card) =>
    keys.options.coordinateGetter(
      { code, preventDefault: () => undefined } as unknown as KeyboardEvent,
      {
        context: { active: { id: card.id, data: { current: card } }, droppableRects: rects },
      } as unknown as Parameters<KeyboardCoordinateGetter>[1],
    );
  const card = aCard({ status: 'investigating' });
  expect([press('ArrowRight', card), press('ArrowRight', card)]).toMatchObject([{ x: 208 }, { x: 308 }]);
  expect([press('ArrowRight', card), press('ArrowLeft', card)]).toMatchObject([{ x: 308 }, { x: 208 }]);
  expect(keys.letGo()).toBe('action_required');
  expect(press('ArrowLeft', card)).toMatchObject({ x: 8 });
  expect([keys.letGo(), keys.letGo()]).toEqual(['open', null]);
  expect(press('KeyA', card)).toBeUndefined();
});
