/** CRM sites as data (surfaces.md, "Browser extension"): what an organisation sets, what its extensions get, and what is kept of it. */
import {
  type CrmSite,
  ListAdminCrmSites,
  ListAudit,
  ListCrmSites,
  Lookup,
  PutCrmIds,
  PutCrmSite,
  RemoveCrmSite,
} from '@understudy/contracts';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation({ customers: 1 });
});

const portal = (more: Partial<CrmSite> = {}): CrmSite => ({
  id: 'partner-portal',
  name: 'Partner portal',
  system: 'partner-portal',
  matches: ['https://partners.example/*'],
  records: [{ path: '^/account/(?<id>[^/]+)' }],
  ids: 'as-is',
  anchors: ['header'],
  names: ['h1'],
  record_url: 'https://partners.example/account/{id}',
  ...more,
});
const put = (site: CrmSite | null, enabled = true, id = site?.id ?? '') =>
  org.ada.call(PutCrmSite, { site_id: id, site, enabled });
const forEverybody = () => org.eli.call(ListCrmSites, {});

test('what an admin sets reaches everybody of the organisation, and nobody else', async () => {
  const other = await world.organisation();
  const set = await put(portal());
  expect(set).toMatchObject({ id: 'partner-portal', site: portal(), enabled: true, version: 1 });
  expect(set.updated_by).toMatchObject({ user_id: org.ada.id, name: 'ada' });
  for (const somebody of [org.eli, org.sam, org.ana, org.mia])
    expect(await somebody.call(ListCrmSites, {})).toEqual({ sites: [portal()], off: [] });
  expect(await other.eli.call(ListCrmSites, {})).toEqual({ sites: [], off: [] });
  expect(await other.ada.call(ListAdminCrmSites, {})).toEqual({ items: [] });
});

test('a site is switched off for everybody, one that comes with the extension too, and on again', async () => {
  await put(portal());
  await put(portal(), false);
  await put(null, false, 'hubspot');
  expect(await forEverybody()).toEqual({ sites: [], off: ['hubspot', 'partner-portal'] });
  await put(null, true, 'hubspot');
  await put(portal({ name: 'Portal' }));
  expect(await forEverybody()).toEqual({ sites: [portal({ name: 'Portal' })], off: [] });
});

test('forgetting a site answers it as it was', async () => {
  await put(portal());
  const gone = await org.ada.call(RemoveCrmSite, { site_id: 'partner-portal', reason: 'moved' });
  expect(gone).toMatchObject({ site: portal(), version: 1 });
  expect((await org.ada.call(ListAdminCrmSites, {})).items).toEqual([]);
  expect(await org.ada.refused(RemoveCrmSite, { site_id: 'partner-portal' })).toBe('404 crm-sites.not-found');
});

test('two admins do not undo each other', async () => {
  const { version } = await put(portal());
  const change = (name: string, ifMatch: number) =>
    org.ada.refused(PutCrmSite, { site_id: 'partner-portal', site: portal({ name }) }, { ifMatch });
  await org.ada.call(PutCrmSite, { site_id: 'partner-portal', site: portal({ name: 'First' }) }, { ifMatch: version });
  expect(await change('Second', version)).toBe('409 version.stale');
  expect(await org.ada.refused(RemoveCrmSite, { site_id: 'partner-portal' }, { ifMatch: version })).toBe(
    '409 version.stale',
  );
  expect(await org.ada.refused(PutCrmSite, { site_id: 'other', site: null, enabled: false }, { ifMatch: 1 })).toBe(
    '409 version.stale',
  );
  expect((await forEverybody()).sites.map(({ name }) => name)).toEqual(['First']);
});

test('only admins set sites; what another organisation has looks as if it were not there', async () => {
  const other = await world.organisation();
  await put(portal());
  for (const somebody of [org.mia, org.ana, org.sam, org.eli]) {
    expect(await somebody.refused(PutCrmSite, { site_id: 'zoho', site: null, enabled: false })).toBe(
      '403 identity.not-allowed',
    );
    expect(await somebody.refused(RemoveCrmSite, { site_id: 'partner-portal' })).toBe('403 identity.not-allowed');
    expect(await somebody.refused(ListAdminCrmSites, {})).toBe('403 identity.not-allowed');
  }
  expect(await other.ada.refused(RemoveCrmSite, { site_id: 'partner-portal' })).toBe('404 crm-sites.not-found');
  await other.ada.call(PutCrmSite, { site_id: 'partner-portal', site: portal({ name: 'Theirs' }) });
  expect((await forEverybody()).sites.map(({ name }) => name)).toEqual(['Partner portal']);
});

test.each<readonly [string, Partial<CrmSite>]>([
  ['a path in its origin', { matches: ['https://partners.example/account/*'] }],
  ['every site of the web', { matches: ['https://*/*'] }],
  ['a pattern without the id', { records: [{ path: '^/account/' }] }],
  ['a pattern that takes for ever', { records: [{ path: '^/(?<id>(?:a+)+)$' }] }],
  ['a selector that is none', { anchors: ['header {'] }],
  ['an address that runs something', { record_url: 'javascript:alert("{id}")' }],
  ['another id than the address', { id: 'other' }],
  ['a field that nobody knows', { script: 'alert(1)' } as never],
])('a site with %s is refused', async (_, more) => {
  const site = portal(more);
  expect(await org.ada.refused(PutCrmSite, { site_id: 'partner-portal', site })).toBe('400 request.malformed');
  expect(await forEverybody()).toEqual({ sites: [], off: [] });
});

test('an organisation has a hundred sites, and changes them when it has as many', async () => {
  await org.sql(
    `insert into crm_sites (tenant_id, id, enabled) select $1, 'site-' || n, false from generate_series(1, 100) n`,
  );
  expect(await org.ada.refused(PutCrmSite, { site_id: 'one-more', site: null })).toBe('422 crm-sites.too-many');
  expect(await put(null, true, 'site-1')).toMatchObject({ enabled: true, version: 2 });
});

test('what was said is in the history, with who said it and what was there before', async () => {
  await put(portal());
  await put(portal(), false);
  await org.ada.call(RemoveCrmSite, { site_id: 'partner-portal', reason: 'moved' });
  const { items } = await org.ada.call(ListAudit, { subject_kind: 'crm-site', subject_id: 'partner-portal' });
  expect(items).toMatchObject([
    { type: 'crm-site.removed', data: { enabled: false, reason: 'moved', site: portal() } },
    { type: 'crm-site.set', data: { enabled: false, before: { enabled: true, site: portal() } } },
    { type: 'crm-site.set', data: { enabled: true, before: null } },
  ]);
});

test('an extension that has the sites already is told so, and gets them when they changed', async () => {
  const authorization = `Bearer ${await world.api.tokenOf(org.eli.email)}`;
  const ask = (tag?: string | null) =>
    fetch(`${world.api.baseUrl}/api/crm-sites`, {
      headers: { authorization, ...(tag ? { 'if-none-match': tag } : {}) },
    });
  await put(portal());
  const first = await ask();
  const tag = first.headers.get('etag');
  expect([first.status, tag]).toEqual([200, expect.stringMatching(/^"[\w-]{22}"$/)]);
  expect(await first.json()).toEqual({ sites: [portal()], off: [] });

  for (const same of [tag, `W/${tag}`, `"x", ${tag}`]) {
    const again = await ask(same);
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, tag, '']);
  }
  await put(portal(), false);
  const changed = await ask(tag);
  expect([changed.status, await changed.json()]).toEqual([200, { sites: [], off: ['partner-portal'] }]);
  expect((await fetch(`${world.api.baseUrl}/api/crm-sites`, { headers: { 'if-none-match': tag ?? '' } })).status).toBe(
    401,
  );
});

test("lookups link to a customer's records where a site says how their address reads", async () => {
  const customer = org.customers[0] ?? '';
  const links = async () =>
    (await org.ana.call(Lookup, { crm: { system: 'partner-portal', record_id: 'a/1 2' } })).customers.map(
      ({ links: { crm } }) => crm,
    );
  await org.ana.call(PutCrmIds, {
    customer_id: customer,
    crm_ids: [
      { system: 'partner-portal', record_id: 'a/1 2' },
      { system: 'hubspot', record_id: '7' },
    ],
  });
  expect(await links()).toEqual([[]]);
  await put(portal());
  await put(portal({ id: 'hubspot', name: 'HubSpot', system: 'hubspot', record_url: undefined }));
  expect(await links()).toEqual([[{ name: 'Partner portal', url: 'https://partners.example/account/a%2F1%202' }]]);
  await put(portal(), false);
  expect(await links()).toEqual([[]]);
});
