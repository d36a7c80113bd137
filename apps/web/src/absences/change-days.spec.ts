import { daysChange, daysFields, OPEN } from './change-days.js';

const WEEK = { start_date: '2026-07-20', end_date: '2026-07-24', partial_hours: null };

test.each([
  ['nothing', {}, {}],
  [
    'the first day: the last one stays where the form shows it',
    { first: '2026-07-21' },
    { start_date: '2026-07-21', end_date: '2026-07-24' },
  ],
  ['the last day', { last: '2026-07-22' }, { end_date: '2026-07-22' }],
  ['nobody knows it yet', { last: OPEN }, { end_date: null }],
  ['hours', { hours: '09:00-12:00' }, { partial_hours: '09:00-12:00' }],
  ['whole days again', { hours: '' }, { partial_hours: null }],
])('only what was touched is sent: %s', (_what, edits, sent) => {
  const row = daysFields(WEEK);
  expect(daysChange({ ...row, ...edits }, edits)).toEqual(sent);
});

test('an open end is a choice of its own, not an empty field', () => {
  const row = daysFields({ ...WEEK, end_date: null });
  expect(row.last).toBe(OPEN);
  expect(daysChange({ ...row, first: '2026-07-21' }, { first: '2026-07-21' })).toEqual({
    start_date: '2026-07-21',
    end_date: null,
  });
});
