import fc from 'fast-check';
import { asId, type TenantId } from './ids.js';
import { isMailAddress, type MailDraft, mailAddress, oneLine, outgoingMail, plainText } from './mail.js';

const ANA = mailAddress('Ana Costa', 'ana@harbor.example');
const aDraft = (over: Partial<MailDraft> = {}): MailDraft => ({
  tenantId: asId<TenantId>('00000000-0000-4000-8000-000000000001'),
  key: 'notice.1',
  from: ANA,
  to: [mailAddress('Lena', 'lena@acme.example')],
  subject: 'Hello',
  text: 'Hello Lena',
  ...over,
});
/** What could end a header line, or hide in one. */
const BREAKS = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const NAUGHTY = [
  'Ana\r\nBcc: everybody@evil.example',
  'Ana\nBcc: x@evil.example',
  'Ana\rX: y',
  'Ana\0',
  'Ana\u0085X',
  'Ana\u2028Bcc: x',
  'Ana\u2029X',
  'A\u202Ena',
  '\u200F\uFEFF',
  '=?utf-8?q?Ana=0D=0ABcc:_x@evil.example?=',
  '"><script>',
  '%0d%0aBcc: x',
  'A'.repeat(300),
  '\uD800',
];

test.each(NAUGHTY)('no name and no subject can end its header line: %j', (text) => {
  const mail = outgoingMail(aDraft({ from: mailAddress(text, 'ana@harbor.example'), subject: `Re ${text}` }));

  expect(mail.from.name).not.toMatch(BREAKS);
  expect(mail.subject).not.toMatch(BREAKS);
  expect([...mail.subject].length).toBeLessThanOrEqual(250);
});

test('whatever people type, one line stays one line and loses no visible character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const line = oneLine(text, 1_000);
      expect(line).not.toMatch(BREAKS);
      expect(line.isWellFormed()).toBe(true);
      for (const word of text.match(/[a-z0-9]+/gi) ?? []) expect(line).toContain(word);
    }),
  );
});

test.each([
  'lena@acme.example',
  'lena.vogt+renewal@mail.acme.co.uk',
  "o'brien@acme.example",
  'x@xn--mnchen-3ya.example',
])('%s is an address', (email) => {
  expect(mailAddress('Lena', email).email).toBe(email);
});

test.each([
  '',
  'lena',
  'lena@acme',
  'lena@@acme.example',
  'lena@acme.example\r\nBcc: x@evil.example',
  'lena@acme.example\n',
  'lena@acme.example, x@evil.example',
  'lena@acme.example>',
  '"a b"@acme.example',
  'lena@acme.example\0',
  'le na@acme.example',
  'lena@-acme.example',
  `${'a'.repeat(250)}@acme.example`,
])('%j is refused as an address', (email) => {
  expect(isMailAddress(email)).toBe(false);
  expect(() => mailAddress('Lena', email)).toThrow('mail.bad-address');
});

test('a nameless person is called by their address', () => {
  expect(mailAddress(' \r\n ', 'lena@acme.example').name).toBe('lena@acme.example');
});

test.each<[string, Partial<MailDraft>]>([
  ['a key with a space', { key: 'a b' }],
  ['a key with a line end', { key: 'a\nb' }],
  ['no key', { key: '' }],
  ['nobody to send to', { to: [] }],
  ['no subject', { subject: '\r\n' }],
  ['no text', { text: ' \n' }],
  ['a Bcc by the back door', { headers: { Bcc: 'x@evil.example' } }],
  ['a sender by the back door', { headers: { from: 'x@evil.example' } }],
  ['a header value with a line end', { headers: { 'List-Unsubscribe': '<https://x>\r\nBcc: y' } }],
  ['a header name with a line end', { headers: { 'X-A\r\nBcc': 'y' } }],
])('our own mistakes are refused: %s', (_, over) => {
  expect(() => outgoingMail(aDraft(over))).toThrow('mail.malformed');
});

test('headers that are ours to set go through', () => {
  const headers = { 'List-Unsubscribe': '<https://understudy.example/x?token=a>' };
  expect(outgoingMail(aDraft({ headers })).headers).toEqual(headers);
});

test.each([
  ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
  ['a\n\n\n\n\nb', 'a\n\nb'],
  ['a\u202Eb\0c', 'a b c'],
  ['  \n hello  \n', 'hello'],
  ['<b>{{arr}}</b>', '<b>{{arr}}</b>'],
])('plain text keeps lines and drops what cannot be seen: %j', (text, expected) => {
  expect(plainText(text, 100)).toBe(expected);
});

test('plain text ends at its limit, never inside a character', () => {
  expect(plainText('😀😀😀', 2)).toBe('😀😀');
});
