import { crmPattern } from './crm-pattern.js';
import { LONGEST_MATCHED } from './crm-records.js';

const problemsOf = (pattern: string): string[] =>
  crmPattern.safeParse(pattern).error?.issues.map(({ message }) => message) ?? [];
const TOO_LONG = /^could take too long/;

test.each([
  // as admins write them, and as pointing makes them
  ['^/account/(?<id>[^/]+)'],
  ['^/contacts/[^/?#]+/company/(?<id>[^/?#]+)(?:[/?#]|$)'],
  ['^/a/(?:apps|inbox)/.*conversations?/(?<id>\\d+)'],
  ['#/(?:app/)?accounts?/(?:[a-z]+/)?(?<id>\\d+)'],
  ['^(?<name>.+?)(?:\\s*- (?:Saved|Unsaved))?$'],
  ['^.*: (?<name>.+)$'],
  ['(?<name>[^/]+)$'],
  ['^/(?:[\\w-]+/)?x/(?!new)(?<id>[\\w-]{6,})'],
  ['^/\\x41+A/(?<id>\\u0042+)/?$'],
])('%s is taken', (pattern) => expect(problemsOf(pattern)).toEqual([]));

test.each([
  ['three repeats of anything', '^/.*.*(?<id>.*)z'],
  ['the same behind signs that fit them, too', '^/.*a.*a(?<id>.*)z'],
  ['the same where it may begin anywhere', '(?<id>\\d+)\\d*z'],
  ['the same by choice', '^/a|\\d*(?<id>\\d+)\\d*z'],
  ['the same with something between that may be missing', '^/\\d*/?\\d*/?(?<id>\\d+)z'],
  ['the same with something between that only one choice has', '^/\\d*(?:/|\\d*)(?<id>\\d+)z'],
  ['the same with something between that is only looked at', '^/\\d*(?=/)\\d*(?<id>\\d+)z'],
  ['a repeated group among them', '^/[a-z]*(?:ab)*[a-z]*(?<id>[a-z]+)9'],
  ['ends that are far away', '^/\\d{0,300}\\d{0,300}(?<id>\\d{0,300})z'],
  ['many that may be missing', `^/${'a?'.repeat(30)}${'a'.repeat(30)}(?<id>z)`],
  ['many choices', `^/${'(?:a|aa)'.repeat(30)}(?<id>z)`],
])('%s could take too long', (_, pattern) => expect(problemsOf(pattern)).toEqual([expect.stringMatching(TOO_LONG)]));

test.each([
  ['a group that varies, a fixed number of times', '^/(?:a?){30}(?<id>z)', /^must not repeat a group/],
  ['what was matched before', '^/(?<id>a+)\\1z', /^must not refer back/],
  ['what was named before', '^/(?<id>a+)\\k<id>z', /^must not refer back/],
  ['more than 300 signs', `^/${'a'.repeat(300)}(?<id>z)`, /300/],
])('%s is refused', (_, pattern, message) => expect(problemsOf(pattern)).toEqual([expect.stringMatching(message)]));

/** A machine that others use, too, takes its time; one more repeat would be minutes. */
const AT_ONCE_MS = 2_000;

test.each([
  ['^.*: (?<name>.+)z$', ': '],
  ['(?<name>[^/]+)z$', 'a'],
  ['^(?<name>.+?)(?:\\s*- (?:Saved|Unsaved))?z$', ' '],
  ['^/(?<id>.*)a(?:b?)a?.*z', 'a'],
])('what is taken answers at once: %s', (pattern, sign) => {
  expect(problemsOf(pattern)).toEqual([]);
  const text = `/${sign.repeat(LONGEST_MATCHED)}`.slice(0, LONGEST_MATCHED);
  const began = Temporal.Now.instant();
  expect(new RegExp(pattern).exec(text)).toBeNull();
  expect(Temporal.Now.instant().since(began).total('milliseconds')).toBeLessThan(AT_ONCE_MS);
});
