import type { LookupHit, Responsible } from '../worker/answers.js';
import { wordsOf } from '../testing/words.js';
import { describeWho, type Reader } from './describe-who.js';
import { offlineView } from './other-views.js';

const say = wordsOf('en');
const person = (id: string, name: string) => ({ user_id: id, name, place: null });
const [ana, ben, eva] = [person('ana', 'Ana Duarte'), person('ben', 'Ben Vogel'), person('eva', 'Eva Laurent')];
const reader: Reader = { userId: 'mia', timeZone: 'Europe/Berlin', language: 'en', roles: ['manager'] };

/** Wednesday, 22 Jul 2026; Ana is away until the end of Friday, 24 Jul, in Lisbon. */
const covered: Responsible = {
  responsible: ben,
  because: 'coverage',
  at: '2026-07-22T10:00:00.000Z',
  until: '2026-07-24T23:00:00.000Z',
  time_zone: 'Europe/Lisbon',
  owner: ana,
  next: eva,
  skipped: [{ user: ana, reason: 'is away' }],
  explanation: [],
};

function described(answer: Responsible, who: Reader = reader, language: 'en' | 'de' = 'en') {
  const customer = { id: 'c1', name: 'Corvane Bank' } as LookupHit['customer'];
  const hit: LookupHit = { customer, responsible: answer, links: { dashboard: '/customers/c1', crm: [] } };
  return describeWho(hit, null, who, wordsOf(language), 'https://us.example');
}
const bar = (answer: Responsible, who?: Reader, language?: 'en' | 'de'): string => {
  const { name, rest } = described(answer, who, language).bar;
  return [name, rest].filter(Boolean).join(' ');
};

test.each<[string, Partial<Responsible>, string]>([
  ['covered', {}, 'Ben covers until Fri'],
  ['over eight letters', { responsible: person('m', 'Maximiliane von Hohenfeld') }, 'Maximiliane until Fri'],
  ['a far day', { until: '2026-08-07T16:00:00.000Z' }, 'Ben until 7 Aug'],
  ['no end', { until: null }, 'Ben covers'],
  ['the manager', { because: 'manager', responsible: eva }, 'Eva covers until Fri'],
  ['the owner', { because: 'owner', responsible: ana, until: null, skipped: [], next: null }, 'Ana is here'],
  ['nobody', { because: 'gap', responsible: null, next: null }, 'Nobody covers'],
])('the bar says %s', (_, part, words) => expect(bar({ ...covered, ...part })).toBe(words));

test('to the person it is, the bar says "you"', () => {
  expect(bar(covered, { ...reader, userId: 'ben' })).toBe('You cover until Fri');
  expect(bar({ ...covered, until: '2026-08-07T16:00:00.000Z' }, { ...reader, userId: 'ben' })).toBe('You until 7 Aug');
  expect(bar({ ...covered, because: 'owner', responsible: ana }, { ...reader, userId: 'ana' })).toBe('You are here');
});

test('a midnight where the owner is counts as the day before, in every zone; any other end has its hour', () => {
  const detail = (timeZone: string, until = covered.until) =>
    described({ ...covered, until }, { ...reader, timeZone }).detail;
  expect(detail('Europe/Lisbon')).toBe('until Fri 24 Jul');
  expect(detail('Asia/Kolkata')).toBe('until Fri 24 Jul');
  expect(detail('America/New_York')).toBe('until Fri 24 Jul');
  expect(detail('Europe/Berlin', '2026-07-24T16:00:00.000Z')).toBe('until Fri 24 Jul, 18:00');
  expect(detail('Europe/Berlin', '2027-01-08T16:00:00.000Z')).toBe('until Fri 8 Jan 2027, 17:00');
});

test('the chain gives a reason for each step: owner, skipped, who covers, who is next', () => {
  const max = person('max', 'Max Kruse');
  const view = described({ ...covered, skipped: [...covered.skipped, { user: max, reason: 'has not answered yet' }] });
  expect(view.chain?.items.map(({ mark, name, reason }) => [mark, name, reason])).toEqual([
    ['away', 'Ana Duarte', 'Away'],
    ['gap', 'Max Kruse', 'Has not answered yet'],
    ['covered', 'Ben Vogel', 'Here now'],
    ['next', 'Eva Laurent', 'If Ben is away'],
  ]);
});

test('who was asked before in vain and covers now is told of once', () => {
  const before = { user: ben, reason: 'has not answered yet' };
  const view = described({ ...covered, skipped: [...covered.skipped, before] });
  expect(view.chain?.items.map(({ mark, name }) => [mark, name])).toEqual([
    ['away', 'Ana Duarte'],
    ['covered', 'Ben Vogel'],
    ['next', 'Eva Laurent'],
  ]);
});

test('an owner who is here needs no chain; a gap says why and that it is nobody', () => {
  expect(described({ ...covered, because: 'owner', responsible: ana, skipped: [] }).chain).toBeNull();
  const gap = described({ ...covered, because: 'gap', responsible: null, next: null });
  expect([gap.state, gap.headline, gap.bar.mark, gap.bar.sentence]).toEqual([
    'gap',
    'Nobody covers',
    'gap',
    'Nobody until Fri 24 Jul',
  ]);
});

test('without a connection the last answer stays, with its time', () => {
  const view = offlineView({ view: described(covered), time: '10:02' }, say);
  expect([view.state, view.headline, view.bar.name, view.bar.rest]).toEqual([
    'offline',
    'Ben Vogel covers',
    'Ben',
    'until Fri, 10:02',
  ]);
  expect(view.notice).toContain('10:02');
  expect(offlineView(null, say).headline).toBe('');
});

test('German says the same', () => {
  expect(bar(covered, { ...reader, userId: 'ben', language: 'de' }, 'de')).toBe('Du vertrittst bis Fr');
  // where even that is too wide for the page's font the bar has a shorter one, with the day (bar-view.ts)
  expect(described(covered, { ...reader, userId: 'ben', language: 'de' }, 'de').bar.short).toBe('Bei dir bis Fr');
  const later = { ...covered, until: '2026-08-07T16:00:00.000Z' };
  expect(bar(later, { ...reader, userId: 'ben', language: 'de' }, 'de')).toBe('Bei dir bis 7. Aug.');
  expect(bar(covered, { ...reader, language: 'de' }, 'de')).toBe('Ben vertritt bis Fr');
  expect(described(covered, { ...reader, language: 'de' }, 'de').detail).toBe('bis Fr. 24. Juli');
});

test('a gap is taken over from the bar, cover by someone else from the answer; never by the owner, nor by who may not', () => {
  const gap = { ...covered, because: 'gap', responsible: null, next: null } as const;
  const taking = (answer: Responsible, who: Partial<Reader> = {}) => {
    const view = described(answer, { ...reader, ...who });
    return [view.bar.act, view.canTakeOver];
  };
  expect(taking(gap)).toEqual(['take-over', true]);
  expect(taking(covered)).toEqual(['escalate', true]);
  expect(taking(covered, { userId: 'ben' })).toEqual(['escalate', false]);
  expect(taking(gap, { userId: 'ana' })).toEqual(['escalate', false]);
  expect(taking(gap, { roles: ['supporter', 'member'] })).toEqual(['escalate', false]);
  expect(taking({ ...covered, because: 'owner', responsible: ana })).toEqual(['escalate', false]);
});

test('who is away at that time is not offered to take over; who declined or did not answer is', () => {
  const gapAfter = (reason: string) => {
    const skipped = [...covered.skipped, { user: ben, reason }];
    const answer = { ...covered, because: 'gap', responsible: null, next: null, skipped } as const;
    const { bar, canTakeOver } = described(answer, { ...reader, userId: 'ben' });
    return [bar.act, canTakeOver];
  };
  expect(gapAfter('is away')).toEqual(['escalate', false]);
  expect(gapAfter('declined')).toEqual(['take-over', true]);
  expect(gapAfter('has not answered yet')).toEqual(['take-over', true]);
});
