import type { AnswerOf, GetCustomerBrief } from '@understudy/contracts';
import { wordsOf } from '../testing/words.js';
import { Days } from '../view/days.js';
import { briefView } from './brief-view.js';

type Brief = AnswerOf<typeof GetCustomerBrief>;

const NOW = '2026-12-01T09:00:00Z';
const sourced = <T>(value: T) => ({ value, source: 'crm', as_of: NOW });
const aContact = (fields: object) => ({
  id: 'c',
  name: 'Lena Hoffmann',
  email: null,
  title: null,
  role: null,
  is_primary: false,
  ...fields,
});

/** Nothing known but what matters. */
const viewOf = (fields: object) => {
  const brief = {
    customer_id: 'corvane',
    changed_since_viewed: [],
    customer: { arr: 412_000, health_score: 43, health_change_30d: 0, renewal_date: null },
    open_escalations: sourced([]),
    urgent_items: sourced([]),
    scheduled_events: sourced([]),
    special_handling: sourced(null),
    special_notes: sourced(''),
    notes_added: '',
    risk_flags: sourced([]),
    key_contacts: sourced([]),
    ...fields,
  };
  const telling = {
    userId: 'ben',
    days: new Days('en', 'UTC'),
    now: NOW,
    say: wordsOf('en'),
    apiUrl: 'https://us.example',
  };
  return briefView(brief as unknown as Brief, telling);
};

test('the note of the owner is what the owner wrote; what others noted since stands apart', () => {
  const view = viewOf({ special_notes: sourced('Never before 9.\n'), notes_added: 'Ben: they moved to Thursday.\n' });
  expect([view.note, view.notedSince]).toEqual(['Never before 9.', 'Ben: they moved to Thursday.']);
});

test('a note of the one who stands in is no note of the owner', () =>
  expect(viewOf({ notes_added: 'They moved to Thursday.' })).toMatchObject({ note: '' }));

test.each([
  [{ title: 'Head of IT', role: 'daily contact', is_primary: true }, 'Head of IT, daily contact'],
  [{ role: 'signs the renewal', is_primary: true }, 'signs the renewal'],
  [{ title: 'CFO' }, 'CFO'],
  [{ is_primary: true }, ''],
])('of people the panel prints what is known of them, and does not make up what they decide: %o', (fields, role) =>
  expect(viewOf({ key_contacts: sourced([aContact(fields)]) }).people[0]?.role).toBe(role),
);
