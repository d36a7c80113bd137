import { communicationHistory } from './communication.js';
import type { Activity } from './customers.js';
import { asId, type ActivityId, type CustomerId } from './ids.js';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const now = Temporal.Instant.from('2026-07-17T16:00:00Z');
const ago = (hours: number) => now.subtract({ hours });
const said = (n: number, kind: string, occurredAt: Temporal.Instant): Activity => ({
  id: asId<ActivityId>(uuid(n)),
  customerId: asId<CustomerId>(uuid(0)),
  userId: null,
  kind,
  summary: `${kind} ${n}`,
  occurredAt,
});
const opened = (n: number, createdAt: Temporal.Instant) => ({
  id: uuid(n),
  channel: 'gmail',
  subject: `Thread ${n}`,
  requester: 'lena@corvane.example',
  createdAt,
});
const summaries = (...given: Parameters<typeof communicationHistory>) =>
  communicationHistory(...given).map(({ summary }) => summary);

test('calls, mails and conversations, newest first; notes and usage are no conversation', () => {
  const activities = [
    said(1, 'note', ago(1)),
    said(2, 'Call', ago(3)),
    said(3, 'usage', ago(2)),
    said(4, 'email', ago(30)),
  ];

  expect(summaries(activities, [opened(5, ago(5))], now)).toEqual(['Call 2', 'Thread 5', 'email 4']);
});

test('of ninety days, to the moment, and nothing of tomorrow', () => {
  const activities = [said(1, 'call', ago(90 * 24)), said(2, 'call', ago(90 * 24).subtract({ milliseconds: 1 }))];

  expect(summaries([...activities, said(3, 'call', now.add({ milliseconds: 1 }))], [], now)).toEqual(['call 1']);
});

test('at most ten, the last ones', () => {
  const activities = Array.from({ length: 12 }, (_, n) => said(n, 'call', ago(n)));

  expect(summaries(activities, [], now)).toEqual(Array.from({ length: 10 }, (_, n) => `call ${n}`));
});

test('says who of theirs asked', () => {
  expect(communicationHistory([], [opened(5, ago(5))], now)).toMatchObject([
    { channel: 'gmail', byUserId: null, requester: 'lena@corvane.example' },
  ]);
});
