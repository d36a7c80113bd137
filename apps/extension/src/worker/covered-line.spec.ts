import type { AnswerOf, GetCoverageDashboard } from '@understudy/contracts';
import { wordsOf } from '../testing/words.js';
import { Days } from '../view/days.js';
import { coveredLine } from './covered-line.js';

type Row = AnswerOf<typeof GetCoverageDashboard>['rows'][number];

/** Tuesday. */
const NOW = '2026-12-01T09:00:00Z';
const telling = {
  userId: 'ben',
  days: new Days('en', 'UTC'),
  now: NOW,
  say: wordsOf('en'),
  apiUrl: 'https://us.example',
};
const lineOf = (fields: object) => {
  const row = {
    customer_id: 'c',
    name: 'Corvane',
    priority: 'high',
    due: null,
    open_escalation: null,
    days_to_renewal: null,
  };
  const { detail, when, isLate } = coveredLine({ ...row, ...fields } as Row, telling);
  return [detail, when, isLate];
};
const due = (at: string, kind = 'task') => ({ due: { kind, what: 'Call about the migration', due_at: at } });

test.each([
  ['what is over says so', due('2026-11-23T13:00:00Z'), ['Call about the migration', 'was due 23 Nov', true]],
  ['since a while ago', due('2026-12-01T08:59:00Z'), ['Call about the migration', 'was due 08:59', true]],
  ['what is due now is not over', due(NOW), ['Call about the migration', '09:00', false]],
  ['what comes has its day', due('2026-12-02T13:00:00Z'), ['Call about the migration', 'Wed 2 Dec, 13:00', false]],
  [
    'a meeting is never overdue',
    due('2026-11-30T13:00:00Z', 'meeting'),
    ['Call about the migration', 'Mon 30 Nov, 13:00', false],
  ],
  [
    'an escalation',
    { open_escalation: { severity: 'P0', due_at: '2026-12-01T13:02:00Z' } },
    ['P0 open, due 13:02', '', false],
  ],
  [
    'a late one',
    { open_escalation: { severity: 'P0', due_at: '2026-12-01T08:02:00Z' } },
    ['P0, was due 08:02', '', true],
  ],
  ['a renewal', { days_to_renewal: 60 }, ['Renewal in 60 days', '', false]],
  ['one that is far off', { days_to_renewal: 61 }, ['Nothing is due', '', false]],
  ['nothing', {}, ['Nothing is due', '', false]],
])('of a covered customer the popup says what presses: %s', (_, fields, words) =>
  expect(lineOf(fields)).toEqual(words),
);
