import { isPageOfTheApp, nextFrom } from './next-address.js';

const ORIGIN = 'http://127.0.0.1:4100';

test.each(['/', '/customers/1?x=1#y', '/api/session/authorize?client=extension&state=a%2Fb'])(
  '%s is followed',
  (next) => {
    expect(nextFrom(next, ORIGIN)).toBe(next);
  },
);

test.each([
  null,
  '',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'customers',
  '/sign-in?next=/sign-in',
])('%j leads to the start', (next) => {
  expect(nextFrom(next, ORIGIN)).toBe('/');
});

test('the API and the sandbox are no pages of the dashboard', () => {
  expect(['/', '/team', '/apiary'].every(isPageOfTheApp)).toBe(true);
  expect(['/api', '/api/session/authorize', '/sandbox/mail'].some(isPageOfTheApp)).toBe(false);
});
