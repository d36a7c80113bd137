import { createTestDatabase } from '@understudy/testing/postgres';
import { createApp, migrate, type TestApp } from '../../testing.js';
import { type NewTenant, TenantCreation } from './tenant-creation.service.js';

let api: TestApp;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase({
    template: 'migrated',
    prepare: async (url) => void (await migrate({ databaseUrl: url })),
  });
  const { appDatabaseUrl: appUrl, workerDatabaseUrl: workerUrl } = await migrate({ databaseUrl: database.url });
  api = await createApp({ appUrl, workerUrl });
  close = async () => {
    await api.close();
    await database.drop();
  };
});
afterAll(() => close());

let count = 0;
const aTenant = (over: Partial<NewTenant> = {}): NewTenant => {
  const slug = `acme-${++count}`;
  return {
    slug,
    name: 'Acme',
    domain: `${slug}.example`,
    adminEmail: `ida@${slug}.example`,
    adminName: 'Ida Thorn',
    timeZone: 'Europe/Berlin',
    ...over,
  };
};
const create = (tenant: NewTenant) => api.app.get(TenantCreation).create(tenant);

test('the first admin of a new organisation can sign in and find the five categories', async () => {
  const tenant = aTenant();
  const { tenantId } = await create(tenant);

  const headers = { authorization: `Bearer ${await api.tokenOf(tenant.adminEmail)}` };
  const me = await (await fetch(`${api.baseUrl}/api/me`, { headers })).json();
  expect(me).toMatchObject({
    tenant: { id: tenantId, slug: tenant.slug },
    user: { email: tenant.adminEmail, roles: ['admin'] },
  });
  const answer = await fetch(`${api.baseUrl}/api/escalation-categories`, { headers });
  const categories = (await answer.json()) as { items: { name: string }[] };
  expect(categories.items.map(({ name }) => name)).toEqual(['Billing', 'Executive', 'Legal', 'Product', 'Technical']);
});

test('a slug and a domain belong to one organisation', async () => {
  const first = aTenant();
  await create(first);
  await expect(create(aTenant({ slug: first.slug }))).rejects.toMatchObject({ code: 'tenants.slug-taken' });
  await expect(create(aTenant({ domain: first.domain, adminEmail: `ida@${first.domain}` }))).rejects.toMatchObject({
    code: 'tenants.domain-taken',
  });
});

test('everything that is wrong is said at once, and nothing is saved', async () => {
  const refused = create({
    slug: 'Acme!',
    name: '',
    domain: 'nowhere',
    adminEmail: 'ida@elsewhere.example',
    adminName: ' ',
    timeZone: 'Mars/Base',
  });
  await expect(refused).rejects.toMatchObject({ code: 'tenants.malformed', details: { problems: { length: 6 } } });
});

test('no slug may hide an address of the API', async () => {
  await expect(create(aTenant({ slug: 'escalations' }))).rejects.toMatchObject({
    details: { problems: [expect.stringContaining('address of the API')] },
  });
});
