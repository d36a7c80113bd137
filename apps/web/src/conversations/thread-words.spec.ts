import { placeWords, standing, threadOf, unseenOf, waitsForAnswer, type Message } from './thread-words.js';

const SAM = { user_id: 'sam', name: 'Sam Okoro', place: null };
const say = (id: string, at: string, by: 'kim' | 'sam'): Message => ({
  id,
  author: by === 'sam' ? SAM : null,
  author_email: by === 'sam' ? null : 'kim@x.example',
  from_requester: by === 'kim',
  body: id,
  sent_at: at,
});
const MESSAGES = [
  say('a', '2026-07-22T08:26:00Z', 'kim'),
  say('b', '2026-07-22T08:33:00Z', 'sam'),
  say('c', '2026-07-22T08:39:00Z', 'kim'),
];

test('who joined stands where they came in, and everybody has a name', () => {
  const thread = threadOf(MESSAGES, { name: 'Sam', at: '2026-07-22T08:31:00Z' }, { userId: 'sam', asks: 'Kim Soler' });
  expect(thread.map((entry) => (entry.kind === 'join' ? entry.name : entry.who))).toEqual([
    'Kim Soler',
    'Sam',
    'You',
    'Kim Soler',
  ]);
});

test('what is new is what came after one’s own last word and after one looked', () => {
  expect(unseenOf(MESSAGES, 'sam', null)).toBe(1);
  expect(unseenOf(MESSAGES, 'sid', null)).toBe(2);
  expect(unseenOf(MESSAGES, 'sid', '2026-07-22T08:30:00Z')).toBe(1);
  expect(unseenOf(MESSAGES, 'sam', '2026-07-22T08:40:00Z')).toBe(0);
  expect([waitsForAnswer(MESSAGES), waitsForAnswer(MESSAGES.slice(0, 2)), waitsForAnswer([])]).toEqual([
    true,
    false,
    false,
  ]);
});

const escalated = { escalation_id: 'e', assigned_at: null, ahead: null };
test.each([
  [{ status: 'open', escalation: null }, 'Not handed to a person'],
  [
    { status: 'escalated', escalation: { ...escalated, status: 'pending', assigned_to: null, ahead: 0 } },
    'You are next',
  ],
  [
    { status: 'escalated', escalation: { ...escalated, status: 'pending', assigned_to: null, ahead: 2 } },
    '2 before you',
  ],
  [{ status: 'escalated', escalation: { ...escalated, status: 'assigned', assigned_to: SAM } }, 'Sam Okoro has it'],
  [
    { status: 'escalated', escalation: { ...escalated, status: 'on_hold', assigned_to: SAM } },
    'Sam Okoro waits for you',
  ],
  [{ status: 'completed', escalation: { ...escalated, status: 'resolved', assigned_to: SAM } }, 'Solved by Sam Okoro'],
] as const)('%j', (conversation, words) => {
  expect(standing(conversation).words).toBe(words);
});

test('without a place nothing is promised', () => {
  expect(placeWords(null)).toBe('Waits for somebody to be free');
});
