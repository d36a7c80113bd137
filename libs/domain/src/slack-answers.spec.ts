import { absenceAnswer, approvalAnswer, coverageAnswer, escalationAnswer, gapAnswer } from './slack-answers.js';

const coverage = {
  status: 'pending',
  approval: 'none',
  endedReason: null,
  declinedReason: null,
  approvalReason: null,
  backupName: 'Ben',
} as const;

test.each([
  ['is open while nobody answered', {}, null],
  ['waits for the manager', { approval: 'waiting' }, 'The manager decides first.'],
  ['is open again when the manager agreed', { approval: 'approved' }, null],
  ['was a yes', { status: 'accepted' }, 'Ben stands in.'],
  ['is a yes while it runs', { status: 'active' }, 'Ben stands in.'],
  [
    'was a no, with the reason',
    { status: 'declined', declinedReason: 'On a plane' },
    'Ben cannot stand in: On a plane',
  ],
  ['was a no without one', { status: 'declined', declinedReason: ' ' }, 'Ben cannot stand in'],
  ['was not answered in time', { status: 'completed', endedReason: 'lapsed' }, /not answered in time/],
  ['is not needed any more', { status: 'completed', endedReason: 'absence_cancelled' }, /absence is cancelled/],
  ['is over for no reason we know', { status: 'completed' }, /No answer is needed/],
] as const)('standing in: %s', (_what, change, words) => {
  const answer = coverageAnswer({ ...coverage, ...change });
  if (words instanceof RegExp) expect(answer).toMatch(words);
  else expect(answer).toBe(words);
});

test.each([
  ['is open', { approval: 'waiting' }, null],
  ['was a yes', { approval: 'approved' }, 'Ben is approved.'],
  ['was a no', { approval: 'rejected', approvalReason: 'Too many' }, 'Ben is not approved: Too many'],
  ['is over', { approval: 'waiting', status: 'completed' }, 'No answer is needed any more.'],
  ['was none', {}, 'No answer is needed any more.'],
] as const)('approving: %s', (_what, change, words) => {
  expect(approvalAnswer({ ...coverage, ...change })).toBe(words);
});

test.each([
  ['is open', { status: 'suggested' }, null],
  ['is open for what a colleague entered', { status: 'active', needsConfirmation: true }, null],
  ['was a yes', { status: 'planned' }, 'Away, as planned.'],
  ['was a no', { status: 'cancelled', tombstone: 'dismissed' }, 'Not away.'],
  ['is gone from its source', { status: 'cancelled', tombstone: 'source_gone' }, 'Taken back.'],
  ['is over', { status: 'completed' }, 'Over.'],
] as const)('being away: %s', (_what, change, words) => {
  expect(absenceAnswer({ tombstone: null, needsConfirmation: false, ...change })).toBe(words);
});

test.each([
  ['is open', null, 'planned', null],
  ['somebody was asked', { backupName: 'Eva', status: 'pending' }, 'planned', 'Eva is asked.'],
  ['somebody said yes', { backupName: 'Eva', status: 'accepted' }, 'active', 'Eva stands in.'],
  ['nobody is needed', null, 'cancelled', 'No answer is needed any more.'],
] as const)('asking for cover: %s', (_what, found, status, words) => {
  expect(gapAnswer({ status, found })).toBe(words);
});

test.each([
  ['open', null],
  ['investigating', 'Ben is on it.'],
  ['action_required', 'Ben is on it.'],
  ['resolved', 'Resolved.'],
  ['closed', 'Closed.'],
  ['void', 'Void: it was none.'],
] as const)('an escalation that is %s', (status, words) => {
  expect(escalationAnswer({ status, ownerName: 'Ben' })).toBe(words);
});
