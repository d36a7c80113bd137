import { parseCardAction } from './card-actions.js';

const parameters = { assignment_id: '0197e000-0000-7000-8000-000000000001' };
const errorsOf = (form: Parameters<typeof parseCardAction>[2]) => {
  const result = parseCardAction('coverage.decline', parameters, form);
  return result.ok ? [] : result.errors;
};

test.each([
  ['is left out', {}],
  ['comes without a value', { reason: [] }],
  ['comes as an empty text', { reason: [''] }],
  ['is blank', { reason: ['  \n '] }],
])('a field that %s is told as empty', (_, form) => {
  expect(errorsOf(form)).toEqual([{ path: 'form.reason', message: 'must not be empty' }]);
});

test('what was typed is trimmed', () => {
  expect(parseCardAction('coverage.decline', parameters, { reason: [' Audit week '] })).toMatchObject({
    ok: true,
    call: { form: { reason: 'Audit week' } },
  });
});

test('nothing chosen is told as such, every field at once', () => {
  const key = '0197e000-0000-7000-8000-000000000002';
  const asked = { customer_id: key, assignment_id: key, request_key: key };
  expect(parseCardAction('activity.log', asked, {})).toMatchObject({
    ok: false,
    errors: [
      { path: 'form.kind', message: 'choose one' },
      { path: 'form.summary', message: 'must not be empty' },
    ],
  });
});
