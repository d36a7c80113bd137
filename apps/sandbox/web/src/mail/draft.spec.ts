import type { MailMessage } from '../api/mailbox.js';
import { addressesIn, changed, EMPTY, faultsOf, forwardOf, received, replyTo, textOfHtml } from './draft.js';
import type { InboxThread } from './inbox.js';

const BEN = 'ben@harbor.example';
const INSIDE = new Set([BEN, 'ana@harbor.example']);
const message = (from: string, over: Partial<MailMessage> = {}): MailMessage => ({
  id: from,
  from: { name: from.split('@')[0] ?? '', email: from },
  to: ['ana@harbor.example'],
  cc: [],
  sentAt: '2026-07-07T10:00:00Z',
  body: 'Hello',
  messageId: `<${from}>`,
  inReplyTo: null,
  ...over,
});
const row = (messages: MailMessage[], coveredOwner: string | null = 'ana@harbor.example'): InboxThread => ({
  thread: { id: 't1', owner: coveredOwner ?? BEN, subject: 'Invoice', messages },
  latest: messages.at(-1) ?? message('x@y.example'),
  coveredOwner,
  outsider: null,
});

test('an answer goes to who wrote last, others outside in copy; not to the absent owner and not to oneself', () => {
  const thread = row([
    message('lena@corvane.example', { cc: ['tom@corvane.example', BEN] }),
    message(BEN, { to: ['lena@corvane.example'] }),
  ]);
  expect(received(thread, BEN).from.email).toBe('lena@corvane.example');
  expect(replyTo(thread, BEN, INSIDE)).toEqual({
    to: 'lena@corvane.example',
    cc: 'tom@corvane.example',
    subject: 'Re: Invoice',
    body: '',
    answers: { messageId: '<lena@corvane.example>', threadId: null },
  });
});

test('a colleague who replies by itself is not answered', () => {
  const lena = message('lena@corvane.example');
  const thread = { ...row([lena, message('ana@harbor.example', { to: [BEN] })]), outsider: lena.from };
  expect(received(thread, BEN)).toBe(lena);
  expect(replyTo(thread, BEN, INSIDE).to).toBe('lena@corvane.example');
});

test('an answer joins a thread of its own; a second one has one Re', () => {
  const own = row([message('ana@harbor.example', { to: [BEN] })], null);
  expect(replyTo(own, BEN, INSIDE)).toMatchObject({ to: 'ana@harbor.example', answers: { threadId: 't1' } });
  const again = { ...own, thread: { ...own.thread, subject: 're: Invoice' } };
  expect(replyTo(again, BEN, INSIDE).subject).toBe('re: Invoice');
});

test('what is passed on says whose it was', () => {
  const draft = forwardOf(row([message('lena@corvane.example')]), BEN);
  expect(draft).toMatchObject({ to: '', subject: 'Fwd: Invoice', answers: null });
  expect(draft.body).toContain('From: lena <lena@corvane.example>\n\nHello');
});

test.each([
  ['a@x.example, b@x.example', ['a@x.example', 'b@x.example']],
  ['Lena Vogt <lena@x.example>; "Kiel, Arno" <arno@x.example>', ['lena@x.example', 'arno@x.example']],
  ['  ', []],
])('%s are addresses', (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});

test('it is not sent to nobody, nor to what is no address', () => {
  expect(faultsOf(EMPTY)).toEqual({ to: 'Say who it is for.' });
  expect(faultsOf({ ...EMPTY, to: 'lena@corvane' })).toEqual({ to: 'lena@corvane is no address.' });
  expect(faultsOf({ ...EMPTY, to: 'l@c.example', cc: 'ana' })).toEqual({ cc: 'ana is no address.' });
  expect(faultsOf({ ...EMPTY, to: 'l@c.example' })).toEqual({});
});

test('a card inserts at the cursor and adds who is not there yet', () => {
  const draft = { ...EMPTY, to: 'lena@corvane.example', cc: 'Tom@corvane.example', body: 'Dear Lena,\n\nBen' };
  const change = { insertHtml: '<p>I look after you &amp; Ana&#39;s back soon.</p>', cc: ['tom@corvane.example', BEN] };
  expect(changed(draft, change, 'Dear Lena,\n\n'.length)).toEqual({
    ...draft,
    cc: `Tom@corvane.example, ${BEN}`,
    body: "Dear Lena,\n\nI look after you & Ana's back soon.\n\nBen",
  });
  expect(changed(draft, { insertHtml: null, cc: [] }, 0)).toEqual(draft);
});

test('tags never become text, escaped ones do', () => {
  expect(textOfHtml('<p>one<br>two</p>\n<p>&lt;b&gt;</p>')).toBe('one\ntwo\n\n<b>\n\n');
});
