import {
  AddCrmId,
  CreateCustomer,
  GetCustomer,
  ImportCustomers,
  PutCrmIds,
  PutCustomer,
  type WireOf,
} from '@understudy/contracts';
import * as happenings from './happenings.js';
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
  org = await world.organisation();
});

const first = () => org.customers[0] ?? '';
const read = (who: Person = org.ana) => who.call(GetCustomer, { customer_id: first() });
const messages = (type: string) => happenings.messages(org, type);
const events = (type: string) => happenings.events(org, type);

describe('a new customer', () => {
  const nova = (more: Partial<WireOf<typeof CreateCustomer>> = {}): WireOf<typeof CreateCustomer> => ({
    name: 'Nova',
    segment: 'Enterprise',
    industry: 'Retail',
    domains: ['Nova.example'],
    crm_ids: [{ system: 'salesforce', record_id: 'N1' }],
    needs: ['german'],
    language: 'de',
    special_handling: 'Never on Fridays',
    owner_notes: 'Ring Max',
    is_confidential: true,
    code_name: 'Falcon',
    ...more,
  });

  test('is a CSM’s own, or whom a manager or an admin says', async () => {
    expect(await org.ana.call(CreateCustomer, nova())).toMatchObject({
      csm: { name: 'ana' },
      domains: ['nova.example'],
      crm_ids: [{ system: 'salesforce', record_id: 'N1' }],
      needs: ['german'],
      language: 'de',
      special_handling: 'Never on Fridays',
      owner_notes: 'Ring Max',
      is_confidential: true,
      code_name: 'Falcon',
      summary_only: false,
      version: 2,
    });
    expect(await messages('customer.created')).toHaveLength(1);
    const other = nova({ domains: [], crm_ids: [] });
    expect(await org.ana.refused(CreateCustomer, { ...other, csm_id: org.ben.id })).toBe('403 identity.not-allowed');
    expect(await org.ana.refused(CreateCustomer, { ...other, csm_id: null })).toBe('403 identity.not-allowed');
    expect(await org.mia.call(CreateCustomer, { ...other, csm_id: org.ben.id })).toMatchObject({
      csm: { name: 'ben' },
    });
    expect(await org.mia.refused(CreateCustomer, { ...other, csm_id: org.gus.id })).toBe('403 identity.not-allowed');
    expect(await org.ada.call(CreateCustomer, other)).toMatchObject({ csm: null });
    expect(await org.ada.refused(CreateCustomer, { ...other, csm_id: org.eli.id })).toBe(
      '422 customers.owner-not-eligible',
    );
    for (const nobody of [org.sam, org.eli])
      expect(await nobody.refused(CreateCustomer, other)).toBe('403 identity.not-allowed');
  });

  test('keeps its domains and CRM records for itself, also when two add it at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => org.ana.call(CreateCustomer, nova())));

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await org.ana.refused(CreateCustomer, nova({ domains: [] }))).toBe('409 customers.crm-id-taken');
    expect(await org.ana.refused(CreateCustomer, nova({ crm_ids: [] }))).toBe('409 customers.domain-taken');
  });

  test.each([
    'nova',
    'max@nova.example',
    'https://nova.example',
    'nova.example/x',
    '10.0.0.1',
    'no va.example',
    '-x.example',
    'x..example',
  ])('knows its mail by domains: %s is none', async (domain) => {
    expect(await org.ana.refused(CreateCustomer, nova({ domains: [domain] }))).toMatch(/^400 /);
  });

  test('a domain of a mail provider, or its own, is no customer’s: strangers and colleagues write from there', async () => {
    const own = org.ada.email.split('@')[1] ?? '';
    for (const domains of [['GMail.com'], ['nova.example', 'web.de'], [own]])
      expect(await org.ana.refused(CreateCustomer, nova({ domains }))).toBe('422 customers.domain-shared');
    const { id, name, arr, health_score, stage, segment, industry } = await org.ana.call(CreateCustomer, nova());
    const change = { customer_id: id, name, arr, health_score, stage, segment, industry, csm_id: org.ana.id };
    const rest = { renewal_on: null, special_handling: null };
    expect(await org.ana.refused(PutCustomer, { ...change, ...rest, domains: ['nova.example', 'outlook.com'] })).toBe(
      '422 customers.domain-shared',
    );
    expect(
      await org.ada.call(ImportCustomers, {
        format: 'jsonl',
        content: JSON.stringify({ name: 'Free', domains: [own] }),
      }),
    ).toMatchObject({ failed: 1, rows: [{ errors: [{ path: 'domains', message: expect.stringContaining(own) }] }] });
  });

  test('a domain may be of any script, and is kept in lower case', async () => {
    const domains = ['Bücher.Example', 'xn--bcher-kva.example', 'mail.NOVA.co.uk'];
    expect(await org.ana.call(CreateCustomer, nova({ domains, crm_ids: [] }))).toMatchObject({
      domains: expect.arrayContaining(['bücher.example', 'xn--bcher-kva.example', 'mail.nova.co.uk']),
    });
  });

  test('the same key twice is one customer', async () => {
    const one = await org.ana.call(CreateCustomer, nova(), { idempotencyKey: 'k' });
    const two = await org.ana.call(CreateCustomer, nova(), { idempotencyKey: 'k' });

    expect(two.id).toBe(one.id);
  });

  test('its CRM records are replaced by whoever looks after it', async () => {
    const given = { customer_id: first(), crm_ids: [{ system: 'hubspot', record_id: '7' }] };
    expect(await org.eva.refused(PutCrmIds, given)).toBe('403 identity.not-allowed');
    expect(await org.ana.call(PutCrmIds, given)).toMatchObject({ crm_ids: given.crm_ids });
    expect(await org.ana.call(PutCrmIds, { ...given, crm_ids: [] })).toMatchObject({ crm_ids: [] });
  });
});

test('a CRM record is linked beside the others, once, and no other customer takes it', async () => {
  const [one, two] = [first(), org.customers[1] ?? ''];
  const link = (customer_id: string, record_id: string) => ({ customer_id, system: 'hubspot', record_id });
  await Promise.all(['7', '8', '9'].map((record_id) => org.ana.call(AddCrmId, link(one, record_id))));
  const again = await org.ana.call(AddCrmId, link(one, '8'));
  expect(again.crm_ids.map(({ record_id }) => record_id).toSorted()).toEqual(['7', '8', '9']);

  expect(await org.ana.refused(AddCrmId, link(two, '8'))).toBe('409 customers.crm-id-taken');
  expect(await org.eva.refused(AddCrmId, link(one, '10'))).toBe('403 identity.not-allowed');
  expect(await (await world.organisation()).ana.refused(AddCrmId, link(one, '10'))).toBe('404 customers.not-found');
  const full = Array.from({ length: 20 }, (_, n) => ({ system: 'hubspot', record_id: `full-${n}` }));
  await org.ana.call(PutCrmIds, { customer_id: two, crm_ids: full });
  expect(await org.ana.refused(AddCrmId, link(two, '10'))).toBe('409 customers.crm-ids-full');
  expect((await org.ana.call(AddCrmId, link(two, 'full-3'))).crm_ids).toHaveLength(20);
});

describe('health over time', () => {
  const put = (health_score: number, csm_id = org.ana.id) =>
    org.ana.call(PutCustomer, {
      customer_id: first(),
      name: 'Corvane',
      csm_id,
      arr: 1,
      health_score,
      stage: 'live',
      segment: 'Enterprise',
      industry: 'Software',
      renewal_on: null,
      special_handling: null,
      domains: [],
    });

  test('every change leaves a measurement, and the change in thirty days follows', async () => {
    expect((await put(60)).health_change_30d).toBe(-10);
    expect((await put(65)).health_change_30d).toBe(-5);
    await put(65);
    const measured = await org.sql<{ score: number }>(
      'select health_score as score from customer_health where tenant_id = $1 and customer_id = $2 order by measured_at, id',
      [first()],
    );
    expect(measured.map(({ score }) => score)).toEqual([70, 60, 65]);
    await expect(org.sql('update customer_health set health_score = 1 where tenant_id = $1')).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('what was measured thirty days ago is what counts, once it is that long ago', async () => {
    await put(60);
    await org.sql(
      `insert into customer_health (tenant_id, customer_id, health_score, measured_at) values ($1, $2, 90, app_now() - interval '31 days')`,
      [first()],
    );
    expect((await read()).health_change_30d).toBe(-30);
  });

  test('a fall of fifteen, or under fifty, is told; less is not', async () => {
    await put(56);
    expect(await messages('customer.health-dropped')).toEqual([]);
    await put(49);
    expect(await messages('customer.health-dropped')).toMatchObject([{ customer_id: first() }]);
    await put(34);
    expect(await messages('customer.health-dropped')).toHaveLength(2);
    expect((await events('customer.changed')).at(-1)).toMatchObject({ health_score: 34, health_score_before: 49 });
  });

  test('a new owner is told with the one before', async () => {
    await put(70, org.eva.id);
    expect(await messages('customer.owner-changed')).toMatchObject([
      { customer_id: first(), csm_id: org.eva.id, csm_id_before: org.ana.id },
    ]);
  });

  test('what is not sent stays: notes, needs, language', async () => {
    await org.sql(
      `update customers set owner_notes = 'Ring Lena', needs = '{german}', language = 'de' where tenant_id = $1`,
    );
    expect(await put(70)).toMatchObject({
      owner_notes: 'Ring Lena',
      needs: ['german'],
      language: 'de',
      is_confidential: false,
    });
  });
});
