import { GetCustomer, ImportCustomers, ListCustomers } from '@understudy/contracts';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
  // what is told stays to be read: nobody takes it away
  await world.stopWorker();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation({ customers: 0 });
});

const csv = (...lines: string[]) => ({ format: 'csv' as const, content: lines.join('\r\n') });
const jsonl = (...rows: object[]) => ({
  format: 'jsonl' as const,
  content: rows.map((row) => JSON.stringify(row)).join('\n'),
});
const all = async (who: Person = org.ada) => (await who.call(ListCustomers, {})).items;
const HEAD =
  'name,csm_email,arr,health_score,segment,industry,renewal_on,domains,crm_system,crm_record_id,special_handling';
const nova = () =>
  `Nova,${org.ana.email},12000,64,Enterprise,Retail,2030-02-01,nova.example nova.test,salesforce,N1,"Write, never call"`;
const told = async (type: string) =>
  (await org.sql('select 1 from outbox where tenant_id = $1 and type = $2', [type])).length;

test('an organisation gets its customers from a file, complete and in full', async () => {
  const report = await org.ada.call(ImportCustomers, csv(HEAD, nova(), `Delta,,0,80,SMB,Retail,,delta.example,,,`));

  expect(report).toMatchObject({ created: 2, updated: 0, unchanged: 0, failed: 0 });
  const [delta, novaRow] = await all();
  expect(delta).toMatchObject({ name: 'Delta', csm: null, renewal_on: null });
  expect(await org.ana.call(GetCustomer, { customer_id: novaRow?.id ?? '' })).toMatchObject({
    csm: { name: 'ana' },
    arr: 12000,
    health_score: 64,
    renewal_on: '2030-02-01',
    domains: ['nova.example', 'nova.test'],
    crm_ids: [{ system: 'salesforce', record_id: 'N1' }],
    special_handling: 'Write, never call',
  });
  expect(await told('customer.created')).toBe(2);
});

test('the same file twice changes nothing the second time', async () => {
  await org.ada.call(ImportCustomers, csv(HEAD, nova()));
  const before = await all();

  expect(await org.ada.call(ImportCustomers, csv(HEAD, nova()))).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 1,
  });
  expect(await all()).toEqual(before);
  expect(await told('customer.changed')).toBe(1);
});

test('a row with errors is left out and explained, the others are kept', async () => {
  const report = await org.ada.call(
    ImportCustomers,
    csv(
      'name,arr,domains,csm_email',
      'Good,1,good.example,',
      'Bad,12k,bad.example,',
      ',1,x.example,',
      'Lost,1,lost.example,nobody@x.example',
    ),
  );

  expect(report).toMatchObject({ created: 1, failed: 3 });
  expect(report.rows.map(({ line, outcome, errors }) => [line, outcome, errors[0]?.path])).toEqual([
    [2, 'created', undefined],
    [3, 'failed', 'arr'],
    [4, 'failed', 'name'],
    [5, 'failed', 'csm_email'],
  ]);
  expect((await all()).map(({ name }) => name)).toEqual(['Good']);
});

test('what a spreadsheet would run is refused, what it marks as text is taken', async () => {
  const formula = await org.ada.call(
    ImportCustomers,
    csv(
      'name,domains',
      '"=HYPERLINK(""x"")",a.example',
      '@SUM(1),b.example',
      '+1,c.example',
      "'@home,d.example",
      '" =1+1",e.example',
    ),
  );
  expect(formula.rows.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed', 'created', 'failed']);
  expect((await all()).map(({ name }) => name)).toEqual(['@home']);
  expect(
    await org.ada.call(
      ImportCustomers,
      jsonl({ name: 'Bullets', domains: ['f.example'], owner_notes: '- call first\n- then write' }),
    ),
  ).toMatchObject({ created: 1 });
});

test('JSON lines: what is null is taken away, what is missing stays', async () => {
  await org.ada.call(ImportCustomers, csv(HEAD, nova()));
  const report = await org.ada.call(
    ImportCustomers,
    jsonl({ crm_system: 'salesforce', crm_record_id: 'N1', renewal_on: null, health_score: 40, needs: ['german'] }),
  );

  expect(report).toMatchObject({ updated: 1, rows: [{ line: 1, name: 'Nova' }] });
  const [row] = await all();
  expect(row).toMatchObject({ name: 'Nova', renewal_on: null, health_score: 40, health_change_30d: -24, arr: 12000 });
  expect(await told('customer.health-dropped')).toBe(1);
});

test('a dry run says what would happen, and nothing happens', async () => {
  const report = await org.ada.call(ImportCustomers, { ...csv(HEAD, nova()), dry_run: true });

  expect(report).toMatchObject({ created: 1, rows: [{ outcome: 'created', customer_id: null }] });
  expect(await all()).toEqual([]);
});

test('a CSM adds their own, a manager their people’s; nobody touches customers of others', async () => {
  expect(await org.ana.call(ImportCustomers, csv('name,domains', 'Mine,mine.example'))).toMatchObject({ created: 1 });
  expect((await all())[0]).toMatchObject({ csm: { name: 'ana' } });
  const others = csv('name,domains,csm_email', `New,new.example,${org.ana.email}`, 'Mine again,mine.example,');
  expect(await org.gus.call(ImportCustomers, others)).toMatchObject({ failed: 2 });
  expect(await org.max.call(ImportCustomers, others)).toMatchObject({ failed: 2 });
  expect(await org.mia.call(ImportCustomers, others)).toMatchObject({ created: 1, updated: 1 });
  expect(await org.sam.refused(ImportCustomers, others)).toBe('403 identity.not-allowed');
  expect(await all((await world.organisation({ customers: 0 })).ada)).toEqual([]);
});

test('a text that cannot be read, or is too long, is refused as a whole', async () => {
  const many = Array.from({ length: 2_001 }, (_, n) => `C${n},c${n}.example`);

  expect(await org.ada.refused(ImportCustomers, csv('name,color', 'x,y'))).toBe('422 imports.unreadable');
  expect(await org.ada.refused(ImportCustomers, csv('name,name', 'x,y'))).toBe('422 imports.unreadable');
  expect(await org.ada.refused(ImportCustomers, csv('name,domains', '"x,y'))).toBe('422 imports.unreadable');
  expect(await org.ada.refused(ImportCustomers, csv(''))).toBe('422 imports.unreadable');
  expect(await org.ada.refused(ImportCustomers, csv('name,domains', ...many))).toBe('422 imports.too-long');
  expect(
    await org.ada.call(ImportCustomers, {
      format: 'jsonl',
      content: '[1]\n{"name":"\\u0000","domains":["a.example"]}\nnonsense',
    }),
  ).toMatchObject({ failed: 3 });
});

test('lists in lists however deep, and names of fields that nobody can store, are errors of their row', async () => {
  const deep = `{"name":"Deep","needs":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  const broken = '{"name":"Broken","a\\u0000b\\ud800":"=1"}';
  const fine = '{"name":"Fine","domains":["fine.example"]}';

  const report = await org.ada.call(
    ImportCustomers,
    { format: 'jsonl', content: [deep, broken, fine].join('\n') },
    { idempotencyKey: crypto.randomUUID() },
  );
  expect(report).toMatchObject({ created: 1, failed: 2 });
  expect(report.rows[0]?.errors[0]?.path).toBe('needs');
});

test('two imports of one file at once: every customer is there once', async () => {
  const lines = Array.from({ length: 50 }, (_, n) => `C${n},c${n}.example`);
  const reports = await Promise.all(
    Array.from({ length: 4 }, () => org.ada.call(ImportCustomers, csv('name,domains', ...lines))),
  );

  expect(reports.map(({ created }) => created).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 50]);
  expect(await org.sql('select 1 from customers where tenant_id = $1')).toHaveLength(50);
});

test('two thousand rows go in as one', async () => {
  const lines = Array.from({ length: 2_000 }, (_, n) => `C${n},c${n}.example`);

  expect(await org.ada.call(ImportCustomers, csv('name,domains', ...lines))).toMatchObject({
    created: 2_000,
    failed: 0,
  });
});
