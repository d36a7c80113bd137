import { simpleParser, type AddressObject } from 'mailparser';
import { rawOf, type OutgoingMail } from './raw-mail.js';

const aMail = (over: Partial<OutgoingMail> = {}): OutgoingMail => ({
  to: ['lena@corvane.example'],
  cc: [],
  subject: 'Re: Where is our July invoice?',
  body: 'Dear Lena,\n\nI look into it.\n\nBen',
  inReplyTo: '<m1@corvane.example>',
  ...over,
});
const read = (mail: OutgoingMail) => simpleParser(Buffer.from(rawOf(mail), 'base64url'));
const addresses = (field: AddressObject | AddressObject[] | undefined) =>
  [field ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address));

test('an answer arrives as it was written, tied to what it answers', async () => {
  const mail = await read(aMail({ to: ['lena@corvane.example', 'tom@corvane.example'], cc: ['ana@harbor.example'] }));
  expect(addresses(mail.to)).toEqual(['lena@corvane.example', 'tom@corvane.example']);
  expect(addresses(mail.cc)).toEqual(['ana@harbor.example']);
  expect(mail.subject).toBe('Re: Where is our July invoice?');
  expect(mail.text?.trimEnd()).toBe('Dear Lena,\n\nI look into it.\n\nBen');
  expect([mail.inReplyTo, mail.references]).toEqual(['<m1@corvane.example>', '<m1@corvane.example>']);
});

test('subject and text may be in any script, and long', async () => {
  const body = 'Grüße, 你好, مرحبا 🎉 '.repeat(200).trimEnd();
  const mail = await read(aMail({ subject: 'Rückfrage: 見積もり 🎉', body }));
  expect([mail.subject, mail.text?.trimEnd()]).toEqual(['Rückfrage: 見積もり 🎉', body]);
});

test('a line break in the subject does not become a header', async () => {
  const mail = await read(aMail({ subject: 'Hello\r\nBcc: x@evil.example' }));
  expect(mail.bcc).toBeUndefined();
  expect(mail.subject).toBe('Hello Bcc: x@evil.example');
});
