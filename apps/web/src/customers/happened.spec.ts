import { missingFrom } from './brief-words.js';
import type { Brief } from './customer-page.js';
import { happenedAt, kindsOf } from './happened.js';

const ben = { user_id: 'b', name: 'Ben', place: null };
const call = {
  id: '1',
  kind: 'call',
  summary: 'Called',
  occurred_at: '2026-07-20T10:00:00Z',
  by: ben,
  sentiment: null,
};
const sourced = <T>(value: T) => ({ value, source: 'understudy', as_of: '2026-07-20T10:00:00Z' });

test('what the brief repeats is there once, and the newest is on top', () => {
  const entries = happenedAt(
    { activities: [call] },
    {
      recent_activity: sourced([call]),
      communication_history: sourced([
        { id: '2', channel: 'email', at: '2026-07-21T10:00:00Z', summary: 'They wrote', by: null, requester: 'Lena' },
        { id: '1', channel: 'call', at: '2026-07-20T10:00:00Z', summary: 'Called', by: ben, requester: null },
      ]),
    },
  );
  expect(entries.map(({ id, by, from }) => [id, by, from])).toEqual([
    ['2', null, 'Lena'],
    ['1', 'Ben', null],
  ]);
  expect(kindsOf(entries)).toEqual([
    { kind: 'call', count: 1 },
    { kind: 'email', count: 1 },
  ]);
});

test('a brief says what it does not know', () => {
  const empty = {
    special_notes: sourced(''),
    key_contacts: sourced([]),
    customer: { renewal_date: null },
    communication_history: sourced([]),
    recent_activity: sourced([]),
    scheduled_events: sourced([]),
  };
  expect(missingFrom(empty as unknown as Brief)).toHaveLength(5);
  const contact = { id: 'c', name: 'Lena', email: null, title: null, role: null, is_primary: true };
  expect(missingFrom({ ...empty, key_contacts: sourced([contact]) } as unknown as Brief)).toContain(
    'Nobody to talk to has an e-mail address.',
  );
});
