import type { Health } from './google-connections.repository.js';
import type { Grant } from './google-grants.js';
import { healthOf, newsOf } from './google-health.js';
import { EVERY_SCOPE, needRow } from './google-needs.js';

const now = Temporal.Instant.from('2026-07-06T10:00Z');
const well: Health = { missingScopes: [], problem: null, lostAt: null };
const [sending] = needRow('send-mail').scopes;
const [finding] = needRow('find-mail').scopes;
const WORKS: Grant = { state: 'works', scopes: null };
const grants = (all: Grant, but: Readonly<Record<string, Grant['state']>> = {}) =>
  new Map(
    EVERY_SCOPE.map((scope): [string, Grant] => {
      const state = but[scope];
      return [scope, state === undefined ? all : state === 'works' ? WORKS : { state, text: 'x' }];
    }),
  );
const none = (state: Exclude<Grant['state'], 'works'>) => grants({ state, text: 'x' });

test('everything works: there is no problem', () => {
  expect(healthOf(grants(WORKS), well, now)).toEqual(well);
});

test('a scope that is missing is named in words', () => {
  const { missingScopes, problem, lostAt } = healthOf(grants(WORKS, { [sending ?? '']: 'scope-missing' }), well, now);
  expect([missingScopes, lostAt]).toEqual([[sending], null]);
  expect(problem).toContain('cannot send mail as the CSM');
});

test('one that need not be there is no problem', () => {
  const after = healthOf(grants(WORKS, { [finding ?? '']: 'scope-missing' }), well, now);
  expect([after.missingScopes, after.problem]).toEqual([[finding], null]);
  expect(newsOf(well, after, true)).toBeNull();
});

test.each([
  ['scope-missing', "does not let Understudy's service account in"],
  ['key-refused', "refuses the service account's key"],
  ['account-unknown', 'does not know the admin account'],
] as const)('when all is refused by "%s" it is lost, and says why', (state, words) => {
  const after = healthOf(none(state), well, now);
  expect([after.lostAt, after.problem]).toEqual([now, expect.stringContaining(words)]);
});

test('an outage of Google is no loss, and ends none', () => {
  expect(healthOf(none('no-answer'), well, now)).toEqual(well);
  const lost = healthOf(none('scope-missing'), well, now);
  expect(healthOf(none('no-answer'), lost, now.add({ hours: 1 }))).toEqual(lost);
});

test('it is lost since the first time', () => {
  const lost = healthOf(none('scope-missing'), well, now);
  expect(healthOf(none('scope-missing'), lost, now.add({ hours: 1 })).lostAt).toEqual(now);
});

test('everybody is told once of a loss, and once that it is over', () => {
  const lost = healthOf(none('scope-missing'), well, now);
  const partly = healthOf(grants(WORKS, { [sending ?? '']: 'scope-missing' }), well, now);
  expect(newsOf(well, lost, true)).toEqual({ type: 'integration.lost', what: 'Google Workspace' });
  expect(newsOf(lost, lost, true)).toBeNull();
  expect(newsOf(lost, well, true)).toEqual({ type: 'integration.restored', what: 'Google Workspace' });
  expect(newsOf(well, partly, true)).toEqual({ type: 'integration.lost', what: 'Google: send mail as the CSM' });
  expect(newsOf(partly, partly, true)).toBeNull();
  expect(newsOf(partly, well, true)?.type).toBe('integration.restored');
  expect(newsOf(well, well, true)).toBeNull();
});

test('what never worked is not lost: whoever connects it sees it in the answer', () => {
  expect(newsOf(well, healthOf(none('scope-missing'), well, now), false)).toBeNull();
});
