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

test.each([
  ['setup.cover', {}, { cover: ['Ben'] }, 'form.cover'],
  ['setup.person', {}, { person: ['Ben'] }, 'form.person'],
  ['setup.shares', { asked: '' }, { share_1: ['Ben'] }, 'form.share_1'],
  ['setup.shares', { asked: 'Corvane Bank' }, {}, 'parameters.asked'],
  ['setup.check', { shares: '-'.repeat(36) + ':' + '-'.repeat(36) }, {}, 'parameters.shares'],
  ['setup.check', { shares: 'abc:def' }, {}, 'parameters.shares'],
  ['setup.check', { shares: '0197e000-0000-7000-8000-000000000001' }, {}, 'parameters.shares'],
  ['away.start', { request_key: parameters.assignment_id }, { until: ['today'], backup: ['Ben'] }, 'form.backup'],
] as const)('%s with %j and %j is told before anything looks for such a person', (id, carried, form, path) => {
  const lists = Object.fromEntries(Object.entries(form).map(([name, values]) => [name, [...values]]));
  expect(parseCardAction(id, carried, lists)).toMatchObject({ ok: false, errors: [{ path }] });
});

test('who is chosen is a person, or what stands for one', () => {
  const one = parameters.assignment_id;
  const pair = `${one}:${one}`;
  for (const cover of ['split', 'other', one])
    expect(parseCardAction('setup.cover', {}, { cover: [cover] })).toMatchObject({ ok: true });
  for (const shares of ['', pair, `${pair},${pair}`])
    expect(parseCardAction('setup.check', { shares }, {})).toMatchObject({ ok: true });
  for (const backup of [[], ['best'], [one]])
    expect(parseCardAction('away.start', { request_key: one }, { until: ['today'], backup })).toMatchObject({
      ok: true,
    });
});
