import { EMPTY, planOf, readDraft, saveOf, type SetupStart } from './setup-draft.js';

const NEW: SetupStart = { absenceId: null, personId: null, firstOn: '2026-07-20', lastOn: '2026-07-24' };
const KNOWN: SetupStart = { ...NEW, absenceId: 'absence' };

test('nothing chosen: the coming week, whatever is best', () => {
  expect(planOf(EMPTY, NEW)).toEqual({ absence_type: 'vacation', start_date: '2026-07-20', end_date: '2026-07-24' });
});

test('of a known absence only what differs is told', () => {
  expect(planOf(EMPTY, KNOWN)).toEqual({ absence_id: 'absence' });
  expect(planOf({ ...EMPTY, lastOn: '2026-07-31', hours: '' }, KNOWN)).toEqual({
    absence_id: 'absence',
    end_date: '2026-07-31',
    partial_hours: '',
  });
  expect(planOf({ ...EMPTY, lastOn: '2026-07-31', isOpenEnded: true }, KNOWN)).toEqual({
    absence_id: 'absence',
    end_date: null,
  });
});

test('one person alone, several, and customers by hand among those who share', () => {
  expect(planOf({ ...EMPTY, among: ['ben'] }, KNOWN)).toMatchObject({ cover: 'ben' });
  const byHand = { corvane: 'eva', lumaris: 'finn' };
  expect(planOf({ ...EMPTY, among: ['ben', 'eva'], byHand }, KNOWN)).toMatchObject({
    cover: 'split',
    among: ['ben', 'eva'],
    by_hand: [{ customer_id: 'corvane', backup_user_id: 'eva' }],
  });
});

test('notes that say nothing are not sent, and words are trimmed', () => {
  const notes = {
    a: { note: ' Call Mona ', priority: null },
    b: { note: ' ', priority: null },
    c: { note: '', priority: 'high' as const },
  };
  expect(saveOf({ ...EMPTY, notes, words: ' Keep calm ' }, NEW, 'none')).toEqual({
    ...planOf(EMPTY, NEW),
    notify_customers: 'none',
    special_instructions: 'Keep calm',
    notes: [
      { customer_id: 'a', note: 'Call Mona', priority: null },
      { customer_id: 'c', note: '', priority: 'high' },
    ],
  });

  const known = saveOf({ ...EMPTY, notes }, KNOWN, null);
  expect(known.notes?.map(({ customer_id }) => customer_id)).toEqual(Object.keys(notes));
  expect(known).not.toHaveProperty('notify_customers');
});

test('a draft comes back as it was kept; one that is too old, broken or of another kind does not', () => {
  const kept = { ...EMPTY, firstOn: '2026-07-20', savedAt: 1_000 };
  expect(readDraft(JSON.stringify(kept), 2_000)).toEqual(kept);
  expect(readDraft(JSON.stringify(kept), 1_000 + 31 * 86_400_000)).toBeNull();
  expect([null, '', '{', '[]', '{"among":3}'].map((text) => readDraft(text, 0))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
