import { type ImportContext, type ImportRow, type KnownCustomer, planImport } from './customer-imports.js';
import { asId, type CustomerId, type UserId } from './ids.js';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const [ana, ben] = [asId<UserId>(uuid(1)), asId<UserId>(uuid(2))];
const corvane: KnownCustomer = {
  id: asId<CustomerId>(uuid(10)),
  name: 'Corvane',
  csmId: ana,
  arr: 100,
  healthScore: 70,
  stage: 'live',
  segment: 'Enterprise',
  industry: 'Banking',
  renewalOn: Temporal.PlainDate.from('2026-12-12'),
  language: null,
  specialHandling: null,
  ownerNotes: '',
  needs: [],
  domains: ['corvane.example'],
  crmIds: [{ system: 'salesforce', recordId: 'A1' }],
};
const delta: KnownCustomer = {
  ...corvane,
  id: asId<CustomerId>(uuid(11)),
  name: 'Delta',
  domains: ['delta.example'],
  crmIds: [],
};
const context = (more: Partial<ImportContext> = {}): ImportContext => ({
  known: [corvane, delta],
  isShared: (domain) => domain === 'gmail.com',
  owners: new Map([
    ['ana@harbor.example', ana],
    ['ben@harbor.example', ben],
  ]),
  managed: new Set([ana, ben]),
  mayLeaveWithoutOwner: true,
  defaultOwner: null,
  ...more,
});
const row = (line: number, fields: ImportRow['fields']): ImportRow => ({
  line,
  name: fields.name ?? '',
  fields,
  errors: [],
});
const plan = (rows: readonly ImportRow[], more: Partial<ImportContext> = {}) => planImport(rows, context(more));
const problem = (rows: readonly ImportRow[], more: Partial<ImportContext> = {}) =>
  plan(rows, more).at(-1)?.errors[0]?.message;

test('a customer is found by its CRM record or a domain; what the row does not say stays', () => {
  const byCrm = plan([row(2, { arr: 200, crmId: { system: 'salesforce', recordId: 'A1' } })]);
  const byDomain = plan([row(2, { arr: 200, domains: ['corvane.example', 'corvane.test'] })]);

  expect(byCrm).toMatchObject([
    { outcome: 'updated', before: { id: corvane.id }, after: { arr: 200, name: 'Corvane', csmId: ana } },
  ]);
  expect(byDomain).toMatchObject([{ outcome: 'updated', newDomains: ['corvane.test'], after: { arr: 200 } }]);
});

test('the same again changes nothing', () => {
  const same = row(2, {
    name: 'Corvane',
    renewalOn: Temporal.PlainDate.from('2026-12-12'),
    domains: ['corvane.example'],
    needs: [],
  });
  expect(plan([same])).toMatchObject([{ outcome: 'unchanged', newDomains: [], newCrmIds: [] }]);
});

test('what is not there is new, with plain defaults and the owner of the one who imports', () => {
  expect(plan([row(2, { name: 'Nova', domains: ['nova.example'] })], { defaultOwner: ben })).toMatchObject([
    {
      outcome: 'created',
      before: null,
      after: { name: 'Nova', csmId: ben, arr: 0, healthScore: 70, segment: 'unknown' },
      newDomains: ['nova.example'],
    },
  ]);
});

test('null takes an owner away, a name gives one', () => {
  expect(plan([row(2, { csmEmail: null, domains: ['corvane.example'] })])).toMatchObject([{ after: { csmId: null } }]);
  expect(plan([row(2, { csmEmail: 'ben@harbor.example', domains: ['corvane.example'] })])).toMatchObject([
    { after: { csmId: ben } },
  ]);
});

test('a row that cannot be right says why, and the others go on', () => {
  const nova = { name: 'Nova', domains: ['nova.example'] };
  expect(problem([row(2, { name: 'Nova' })])).toMatch(/^give domains/);
  expect(problem([row(2, { domains: ['nova.example'] })])).toBe('a new customer needs a name');
  expect(problem([row(2, { name: 'Nova', domains: ['nova.example', 'gmail.com'] })])).toMatch(/^gmail.com is not one/);
  expect(problem([row(2, { domains: ['corvane.example', 'delta.example'] })])).toMatch(/different customers/);
  expect(problem([row(2, nova), row(3, { ...nova, name: 'Nova again' })])).toBe('line 2 is the same customer');
  expect(
    problem([row(2, { domains: ['corvane.example'] }), row(3, { crmId: { system: 'salesforce', recordId: 'A1' } })]),
  ).toBe('line 2 is the same customer');
  expect(problem([row(2, { ...nova, csmEmail: 'nobody@harbor.example' })])).toMatch(/^nobody with this address/);
  expect(problem([row(2, { arr: 1, domains: ['corvane.example'] })], { managed: new Set([ben]) })).toMatch(/not yours/);
  expect(problem([row(2, { ...nova, csmEmail: 'ana@harbor.example' })], { managed: new Set([ben]) })).toMatch(
    /cannot add customers/,
  );
  expect(problem([row(2, nova)], { mayLeaveWithoutOwner: false })).toMatch(/cannot add customers/);
  expect(problem([{ ...row(2, nova), errors: [{ path: 'arr', message: 'must be a number' }] }])).toBe(
    'must be a number',
  );
  expect(plan([row(2, { name: 'Nova' }), row(3, nova)]).map(({ outcome }) => outcome)).toEqual(['failed', 'created']);
});

test('a row that failed claims nothing: the next one may mean the same customer', () => {
  const outcomes = plan([
    row(2, { domains: ['corvane.example', 'delta.example'] }),
    row(3, { arr: 5, domains: ['delta.example'] }),
  ]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'updated']);
});
