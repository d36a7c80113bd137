import { asId, type UserId } from '@understudy/domain';
import { accessTo, isConnectedFor } from './google-access.js';
import {
  type Access,
  type GoogleAccount,
  type GoogleConnection,
  NOT_CONNECTED,
} from './google-connections.repository.js';
import { CONSENT_SCOPES, EVERY_NEED, EVERY_SCOPE, type GoogleNeed, needRow } from './google-needs.js';

const now = Temporal.Instant.from('2026-07-06T10:00Z');
const scopesOf = (...needs: GoogleNeed[]) => needs.flatMap((need) => [...needRow(need).scopes]);
const account = (more: Partial<GoogleAccount> = {}): GoogleAccount => ({
  userId: asId<UserId>('018f0000-0000-7000-8000-000000000001'),
  refreshToken: 'sealed',
  scopes: scopesOf('read-calendar', 'vacation'),
  consentedAt: now,
  lostAt: null,
  problem: null,
  ...more,
});
const access = (connection: Partial<GoogleConnection>, of: GoogleAccount | null = null): Access => ({
  connection: { ...NOT_CONNECTED, ...connection },
  account: of,
  email: 'ana@harbor.example',
  domains: ['harbor.example'],
});
const allowed = (given: Access, email = 'ana@harbor.example') =>
  EVERY_NEED.filter((need) => accessTo(need, email, given).may);
const codeOf = (need: GoogleNeed, given: Access, email = 'ana@harbor.example') => {
  const verdict = accessTo(need, email, given);
  return verdict.may ? 'may' : verdict.code;
};

test.each<[string, Access, readonly GoogleNeed[]]>([
  ['nothing connected', access({}), []],
  ['delegation', access({ mode: 'delegation' }), EVERY_NEED],
  [
    'delegation without one scope, which two needs share',
    access({ mode: 'delegation', missingScopes: scopesOf('vacation') }),
    EVERY_NEED.filter((need) => !['vacation', 'filters', 'forwarding', 'delegates'].includes(need)),
  ],
  ['delegation that is lost', access({ mode: 'delegation', lostAt: now, problem: 'x' }), []],
  [
    'delegation, an account unknown at Google',
    access({ mode: 'delegation' }, account({ lostAt: now, problem: 'x' })),
    [],
  ],
  ['consent that nobody gave', access({ mode: 'user-consent' }), []],
  [
    'consent as far as it was ticked',
    access({ mode: 'user-consent' }, account()),
    ['read-calendar', 'vacation', 'filters'],
  ],
  [
    'consent to everything: still no delegates, forwarding addresses or directory',
    access({ mode: 'user-consent' }, account({ scopes: EVERY_SCOPE })),
    EVERY_NEED.filter((need) => needRow(need).byConsent),
  ],
  ['consent that ended', access({ mode: 'user-consent' }, account({ lostAt: now, problem: 'x' })), []],
])('%s', (_tier, given, needs) => {
  expect(allowed(given)).toEqual(needs);
});

test('each refusal says what kind it is, and why in words', () => {
  expect(codeOf('send-mail', access({}))).toBe('google.not-connected');
  expect(codeOf('delegates', access({ mode: 'user-consent' }, account()))).toBe('google.scope-missing');
  expect(codeOf('send-mail', access({ mode: 'user-consent' }, account()))).toBe('google.scope-missing');
  expect(codeOf('send-mail', access({ mode: 'user-consent' }))).toBe('google.not-connected');
  expect(codeOf('send-mail', access({ mode: 'delegation', lostAt: now }))).toBe('google.consent-lost');
  expect(accessTo('send-mail', 'ana@harbor.example', access({ mode: 'user-consent' }, account()))).toMatchObject({
    because: 'This person did not let Understudy send mail as the CSM. They can under Profile, Your Google account.',
  });
});

test.each(['ana@meridian.example', 'ana@harbor.example.evil.example', 'harbor.example', '', 'ana@sub.harbor.example'])(
  'the account "%s" is not of the organisation, whatever is delegated',
  (email) => {
    expect(allowed(access({ mode: 'delegation' }), email)).toEqual([]);
  },
);

test('what Google took back stays connected: it goes on when it is back', () => {
  const read = (given: Access) => isConnectedFor('read-calendar', 'ana@harbor.example', given);
  expect(read(access({ mode: 'delegation', lostAt: now, missingScopes: EVERY_SCOPE }))).toBe(true);
  expect(read(access({ mode: 'user-consent' }, account({ lostAt: now, problem: 'x' })))).toBe(true);
  expect(read(access({ mode: 'user-consent' }))).toBe(false);
  expect(read(access({}))).toBe(false);
});

test('a person is asked for nothing that takes delegation', () => {
  for (const need of ['forwarding', 'delegates', 'directory', 'find-mail'] as const)
    expect(needRow(need).scopes.every((scope) => CONSENT_SCOPES.includes(scope))).toBe(false);
});
