import { asId, type PtoEntryId, type PtoFeedId, type UserId } from '@understudy/domain';
import { type Known, reconcile } from './pto-reconciling.js';
import type { PtoEntryRecord } from './pto.records.js';
import type { SeenEntry } from './seen-entry.js';

const ANA = asId<UserId>('00000000-0000-0000-0000-000000000001');
const BEN = asId<UserId>('00000000-0000-0000-0000-000000000002');
const KNOWN: Known = {
  people: [
    { id: ANA, name: 'Ana Costa', email: 'ana@harbor.example' },
    { id: BEN, name: 'Ben Weber', email: 'ben@harbor.example' },
  ],
  learned: new Map(),
};
const NOW = Temporal.Instant.from('2026-07-01T00:00:00Z');
const on = (text: string) => Temporal.PlainDate.from(text);
const WINDOW = { firstOn: on('2026-06-01'), lastOn: on('2027-06-01') };

const seen = (key: string, more: Partial<SeenEntry> = {}): SeenEntry => ({
  key,
  line: 1,
  title: 'Ana Costa (Vacation)',
  names: ['Ana Costa'],
  emails: [],
  kind: 'vacation',
  isAway: true,
  certainty: 'fact',
  times: { kind: 'days', firstOn: on('2026-07-06'), lastOn: on('2026-07-10') },
  problem: null,
  ...more,
});
let ids = 0;
const row = (entry: SeenEntry, more: Partial<PtoEntryRecord> = {}): PtoEntryRecord => ({
  ...entry,
  id: asId<PtoEntryId>(`00000000-0000-0000-0001-${String((ids += 1)).padStart(12, '0')}`),
  feedId: asId<PtoFeedId>('00000000-0000-0000-0002-000000000000'),
  state: 'taken',
  userId: ANA,
  candidates: [],
  firstOn: on('2026-07-06'),
  lastOn: on('2026-07-10'),
  endsAt: Temporal.Instant.from('2026-07-10T23:00:00Z'),
  knownUserId: ANA,
  isSettled: true,
  seenAt: NOW,
  ...more,
});
const of = (rows: PtoEntryRecord[], entries: SeenEntry[], known = KNOWN) =>
  reconcile(rows, entries, WINDOW, NOW, known);

test('the same again changes nothing', () => {
  expect(of([row(seen('a'))], [seen('a')])).toEqual({
    changes: [],
    gone: [],
    isMoreToReview: false,
    isSuddenlyEmpty: false,
  });
});

test.each([
  ['moved', { times: { kind: 'days', firstOn: on('2026-07-07'), lastOn: on('2026-07-10') } }],
  ['of another kind', { kind: 'sick' }],
  ['only asked for', { certainty: 'suggestion' }],
] as const)('one that is %s is news', (_what, more) => {
  expect(of([row(seen('a'))], [seen('a', more)]).changes).toMatchObject([{ key: 'a', isNews: true, state: 'taken' }]);
});

test('a line further down in the file is none', () => {
  expect(of([row(seen('a'))], [seen('a', { line: 9 })]).changes).toMatchObject([{ isNews: false, line: 9 }]);
});

test('one that turns out to be somebody else’s, nobody’s or unreadable is news to whoever knew it', () => {
  const learned = new Map([['ana costa', BEN]]);
  expect(of([row(seen('a'))], [seen('a')], { ...KNOWN, learned }).changes).toMatchObject([
    { userId: BEN, isNews: true },
  ]);
  const nobody = new Map([['ana costa', null]]);
  expect(of([row(seen('a'))], [seen('a')], { ...KNOWN, learned: nobody }).changes).toMatchObject([
    { state: 'nobody', userId: null, isNews: true },
  ]);
  expect(of([row(seen('a'))], [seen('a', { times: null, problem: 'bad-rule' })]).changes).toMatchObject([
    { state: 'unreadable', isNews: true },
  ]);
  const unknown = row(seen('a'), { state: 'unmatched', userId: null, knownUserId: null });
  expect(of([unknown], [seen('a', { times: null, problem: 'bad-rule' })]).changes).toMatchObject([{ isNews: false }]);
});

describe('what is not shown any more', () => {
  test('is gone', () => {
    const known = row(seen('a'));
    expect(of([known], [])).toMatchObject({ gone: [known.id], changes: [] });
  });

  test('unless it is over, or outside of what was read', () => {
    const over = row(seen('a'), { endsAt: Temporal.Instant.from('2026-07-01T00:00:00Z') });
    const later = row(seen('b'), { firstOn: on('2027-06-02'), lastOn: on('2027-06-03') });
    const earlier = row(seen('c'), { firstOn: on('2026-05-01'), lastOn: on('2026-05-31'), endsAt: null });
    expect(of([over, later, earlier], []).gone).toEqual([]);
  });

  test('is the same one when it comes back under another key, each once', () => {
    const known = row(seen('a'));
    const { changes, gone } = of([known], [seen('b'), seen('c')]);
    expect(gone).toEqual([]);
    expect(changes.map(({ key, id, isNews }) => [key, id, isNews])).toEqual([
      ['b', known.id, false],
      ['c', null, true],
    ]);
  });

  test('all at once is sudden from three on, and only where nothing else counts', () => {
    const rows = ['a', 'b', 'c'].map((key) => row(seen(key, { title: key })));
    expect(of(rows, []).isSuddenlyEmpty).toBe(true);
    expect(of(rows.slice(1), []).isSuddenlyEmpty).toBe(false);
    expect(of(rows, [seen('d', { title: 'Ana Costa (Sick)', kind: 'sick' })]).isSuddenlyEmpty).toBe(false);
    expect(of(rows, [seen('a', { title: 'a' })]).isSuddenlyEmpty).toBe(false);
  });
});

test('admins hear of an entry that is nobody’s once', () => {
  const stranger = seen('a', { names: ['Zoe'], title: 'Zoe (PTO)' });
  expect(of([], [stranger]).isMoreToReview).toBe(true);
  const known = row(stranger, { state: 'unmatched', userId: null, knownUserId: null });
  expect(of([known], [{ ...stranger, line: 7 }]).isMoreToReview).toBe(false);
});
