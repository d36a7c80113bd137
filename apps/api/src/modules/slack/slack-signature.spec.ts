import { isSignedBySlack, signatureOf } from './slack-signature.js';

/** The example of Slack's own documentation (Verifying requests from Slack). */
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const AT = 1_531_420_618;
const example = {
  timestamp: String(AT),
  body: BODY,
  signature: signatureOf(SECRET, { timestamp: String(AT), body: BODY }),
};

test('the documentation’s example has the documentation’s signature', () => {
  expect(example.signature).toBe('v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503');
  expect(isSignedBySlack(SECRET, example, AT)).toBe(true);
});

test.each([
  ['a changed body', { body: `${BODY}&x=1` }],
  ['another moment', { timestamp: String(AT + 1) }],
  ['no signature', { signature: '' }],
  ['a signature of the right length', { signature: `v0=${'0'.repeat(64)}` }],
  ['a signature of another version', { signature: example.signature.replace('v0=', 'v1=') }],
  ['no timestamp', { timestamp: '' }],
  ['a timestamp that is none', { timestamp: '1e9' }],
])('%s is refused', (_what, change) => {
  expect(isSignedBySlack(SECRET, { ...example, ...change }, AT)).toBe(false);
});

test('another secret is refused', () => {
  expect(isSignedBySlack(`${SECRET}x`, example, AT)).toBe(false);
});

test('five minutes are fresh, a second more is too old, and so is the future', () => {
  expect([300, 301, -300, -301].map((age) => isSignedBySlack(SECRET, example, AT + age))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
