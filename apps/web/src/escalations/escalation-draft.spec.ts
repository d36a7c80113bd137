import { beginWith, isBegun, missingIn, NOTHING_TYPED, soundsLike } from './escalation-draft.js';

const written = {
  ...NOTHING_TYPED,
  severity: 'P2',
  category: 'Billing',
  title: 'Invoices missing',
  description: 'None since 3 July',
};

test('everything that is missing is told at once', () => {
  expect(Object.keys(missingIn({ ...NOTHING_TYPED, title: '   ' }))).toEqual([
    'severity',
    'category',
    'title',
    'description',
  ]);
});

test.each([
  ['P0', ['expected_resolution']],
  ['P1', ['expected_resolution']],
  ['P2', []],
  ['P3', []],
])('%s without an expectation lacks %j', (severity, fields) => {
  expect(Object.keys(missingIn({ ...written, severity }))).toEqual(fields);
});

test('a severity nobody knows is none', () => {
  expect(missingIn({ ...written, severity: 'P9' })).toHaveProperty('severity');
});

test('a template fills what is empty and leaves what was typed', () => {
  const template = {
    category: 'Technical',
    severity: 'P1',
    title: 'Down',
    description: 'All is down',
    expected_resolution: null,
  } as const;
  expect(beginWith({ ...NOTHING_TYPED, title: 'Mine' }, template)).toEqual({
    ...NOTHING_TYPED,
    severity: 'P1',
    category: 'Technical',
    title: 'Mine',
    description: 'All is down',
  });
  expect([isBegun(NOTHING_TYPED), isBegun({ ...NOTHING_TYPED, target_on: '2026-07-23' })]).toEqual([false, true]);
});

test.each([
  ['Invoices missing', 'Invoices missing since 3 July', true],
  ['Data export misses rows', 'The export misses three days of data', true],
  ['SSO logins fail', 'Invoices missing', false],
  ['Invoices', 'Invoices missing since 3 July', true],
  ['Is it me', 'Is it so', false],
  ['', 'Invoices missing', false],
])('%j and %j sound alike: %j', (one, other, alike) => {
  expect(soundsLike(one, other)).toBe(alike);
});
