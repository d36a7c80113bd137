import type { MailMessage, MailThread } from '../api/mailbox.js';
import { hitOf, inboxOf, outsideAddresses, reaches, type LookupHit } from './inbox.js';

const INSIDE = new Set(['ana@harbor.example', 'ben@harbor.example']);
const message = (id: string, from: string, sentAt: string, to = ['ana@harbor.example']): MailMessage => ({
  id,
  from: { name: from, email: from },
  to,
  cc: [],
  sentAt,
  body: 'Hello',
  messageId: `<${id}>`,
  inReplyTo: null,
});
const thread = (id: string, owner: string, messages: MailMessage[], subject = id): MailThread => ({
  id,
  owner,
  subject,
  messages,
});
const lena = thread('lena', 'ana@harbor.example', [message('1', 'lena@corvane.example', '2026-07-07T10:00:00Z')]);
const hit = (responsible: string | null): LookupHit =>
  ({
    customer: { domains: ['Corvane.example'] },
    responsible: { responsible: responsible === null ? null : { user_id: responsible } },
  }) as LookupHit;
const boxes = {
  me: 'ben@harbor.example',
  own: [],
  covered: [{ owner: 'ana@harbor.example', threads: [lena] }],
  inside: INSIDE,
  now: Date.parse('2026-07-08T00:00:00Z'),
};

test('mail of the person one covers is in the inbox, and says whose it was', () => {
  expect(inboxOf(boxes).map(({ thread: { id }, coveredOwner }) => [id, coveredOwner])).toEqual([
    ['lena', 'ana@harbor.example'],
  ]);
});

test('what was in copy anyway is there once, as the own thread', () => {
  const copy = { ...lena, id: 'copy', owner: 'ben@harbor.example' };
  expect(inboxOf({ ...boxes, own: [copy] }).map(({ thread: { id } }) => id)).toEqual(['copy']);
});

test('mail that is dated later has not come yet', () => {
  const later = thread('later', 'ana@harbor.example', [
    message('1', 'lena@corvane.example', '2026-07-07T10:00:00Z'),
    message('2', 'lena@corvane.example', '2026-07-09T10:00:00Z'),
  ]);
  const [row] = inboxOf({ ...boxes, own: [later], covered: [] });
  expect(row?.latest.id).toBe('1');
  expect(inboxOf({ ...boxes, now: Date.parse('2026-07-01T00:00:00Z') })).toEqual([]);
});

test('the newest is first, and the sender shown is the one outside', () => {
  const answered = thread('answered', 'ben@harbor.example', [
    message('1', 'uwe@ostermark.example', '2026-07-06T10:00:00Z'),
    message('2', 'ben@harbor.example', '2026-07-07T11:00:00Z', ['uwe@ostermark.example']),
  ]);
  const rows = inboxOf({ ...boxes, own: [answered] });
  expect(rows.map(({ outsider }) => outsider?.email)).toEqual(['uwe@ostermark.example', 'lena@corvane.example']);
  expect(outsideAddresses(answered, INSIDE)).toEqual(['uwe@ostermark.example']);
});

test.each([
  ['ben', true],
  [null, true],
  ['eva', false],
])('covered mail whose responsible person is %s reaches ben: %s', (responsible, expected) => {
  const [row] = inboxOf(boxes);
  if (!row) throw new Error('no row');
  const found = hitOf(row, [hit(responsible)], INSIDE);
  expect(found).toBeDefined();
  expect(reaches(row, found, 'ben')).toBe(expected);
  expect(reaches(row, undefined, 'ben')).toBe(false);
});

test('what was answered from another mailbox stands in the thread, once, in its order', () => {
  const answer = { ...message('ben-1', 'ben@harbor.example', '2026-07-07T11:00:00Z'), inReplyTo: '<1>' };
  const after = { ...message('ben-2', 'ben@harbor.example', '2026-07-07T12:00:00Z'), inReplyTo: '<ben-1>' };
  const elsewhere = message('ben-3', 'ben@harbor.example', '2026-07-07T12:00:00Z');
  const sent = [
    thread('after', 'ben@harbor.example', [after]),
    thread('answer', 'ben@harbor.example', [answer, elsewhere]),
  ];
  const idsOf = (boxesNow: Parameters<typeof inboxOf>[0]) =>
    inboxOf(boxesNow).map(({ thread: { messages } }) => messages.map(({ id }) => id));

  expect(idsOf({ ...boxes, sent })).toEqual([['1', 'ben-1', 'ben-2']]);
  // a copy that came back to the owner is the same message
  const copied = { ...lena, messages: [...lena.messages, { ...answer, id: 'copy' }] };
  expect(idsOf({ ...boxes, covered: [{ owner: 'ana@harbor.example', threads: [copied] }], sent })).toEqual([
    ['1', 'copy', 'ben-2'],
  ]);
});
