import { missingIn, NOTHING_TYPED } from './escalation-draft.js';

const written = { ...NOTHING_TYPED, severity: 'P2', title: 'Invoices missing', description: 'None since 3 July' };

test('everything that is missing is told at once', () => {
  expect(Object.keys(missingIn({ ...NOTHING_TYPED, title: '   ' }))).toEqual(['severity', 'title', 'description']);
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
