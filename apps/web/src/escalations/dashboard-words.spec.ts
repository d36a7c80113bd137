import { mostlyWords, pressingWords } from './dashboard-words.js';

const count = (value: number) => ({ value, list: '/api/escalations/dashboard/list?filter=open' });
const counts = (open: number, breached: number, soon: number) => ({
  counts: {
    open: count(open),
    unassigned: count(0),
    unanswered: count(0),
    breached: count(breached),
    'response-breached': count(0),
    paused: count(0),
    'due-within-a-day': count(soon),
  },
});

test.each([
  [counts(0, 0, 0), 'None is open.'],
  [counts(1, 0, 0), '1 is open. None is past its time.'],
  [counts(3, 1, 2), '3 are open. 1 is past the time, 2 due within a day.'],
  [counts(9, 4, 0), '9 are open. 4 are past the time.'],
])('what presses of %j', (board, words) => {
  expect(pressingWords(board)).toBe(words);
});

const of = (...values: readonly (readonly [string | null, number])[]) =>
  values.map(([category, value]) => ({ category, value }));
test.each([
  [of(), 'Nothing is open'],
  [of(['Billing', 0]), 'Nothing is open'],
  [of(['Billing', 2]), 'All that is open: Billing'],
  [of(['Billing', 1], ['Technical', 3]), 'Technical is more than half of what is open'],
  [of(['Billing', 2], ['Technical', 2]), 'Billing and Technical are the most of what is open'],
  [of(['Billing', 1], [null, 2], ['Legal', 1]), 'No category is the most of what is open'],
])('the title over %j', (parts, words) => {
  expect(mostlyWords(parts)).toBe(words);
});
