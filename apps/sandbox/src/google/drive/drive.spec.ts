import type { drive_v3 } from 'googleapis';
import { startFake, type Fake } from '../../testing.js';
import { DOCUMENT } from './state.js';

let fake: Fake;
let ana: drive_v3.Drive;
let ben: drive_v3.Drive;
const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';
const ALL = { fields: '*' } as const;

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(async () => {
  await fake.reset();
  ana = await fake.driveAs(ANA);
  ben = await fake.driveAs(BEN);
});

const HTML =
  '<h1>Acme &amp; Co</h1><p>Renews <b>soon</b>, <a href="https://x.example/a">see</a></p><ul><li>One</li><li>Two</li></ul>';
const aDoc = async (more: drive_v3.Schema$File = {}, body = HTML) =>
  (
    await ana.files.create({
      requestBody: { name: 'Brief: Acme', mimeType: DOCUMENT, ...more },
      media: { mimeType: 'text/html', body },
      fields: 'id,name,version,webViewLink,appProperties',
    })
  ).data;
const share = (
  fileId: string,
  requestBody: drive_v3.Schema$Permission,
  more: Partial<drive_v3.Params$Resource$Permissions$Create> = {},
) => ana.permissions.create({ fileId, sendNotificationEmail: false, requestBody, ...more });
const exported = async (fileId: string, mimeType = 'text/plain', as = ana) =>
  (await as.files.export({ fileId, mimeType })).data;
const refusal = (work: Promise<unknown>, status: number, message: RegExp) =>
  expect(work).rejects.toMatchObject({ status, message: expect.stringMatching(message) });
const outbox = async () =>
  (await fake.control('GET', '/outbox')).data.items as { kind: string; what: Record<string, unknown> }[];

describe('a document', () => {
  test('is made from HTML, and leaves as text or HTML', async () => {
    const { id, webViewLink } = await aDoc();
    expect(webViewLink).toContain(`/document/d/${id}/edit`);
    expect(await exported(id ?? '')).toBe('Acme & Co\nRenews soon, see\n* One\n* Two\n');
    expect(await exported(id ?? '', 'text/html')).toContain(
      '<h1>Acme &#38; Co</h1><p>Renews <b>soon</b>, <a href="https://x.example/a">see</a></p><li>One</li>',
    );
    await refusal(exported(id ?? '', 'application/msword'), 400, /conversion is not supported/);
  });

  test('is refreshed in place', async () => {
    const { id = '', version } = await aDoc();
    const { data } = await ana.files.update({
      fileId: id ?? '',
      media: { mimeType: 'text/plain', body: 'Now\nthis' },
      fields: 'id,version',
    });
    expect([data.id, Number(data.version) > Number(version)]).toEqual([id, true]);
    expect(await exported(id ?? '')).toBe('Now\nthis\n');
  });

  test('cannot be downloaded as it is, nor be given an id of its own', async () => {
    const { id } = await aDoc();
    await refusal(ana.files.get({ fileId: id ?? '', alt: 'media' }), 403, /Use Export/);
    const { data } = await ana.files.generateIds({ count: 1 });
    const [own = ''] = data.ids ?? [];
    await refusal(aDoc({ id: own }), 400, /not supported for Docs Editors/);
    const folder = { id: own, name: 'Briefs', mimeType: 'application/vnd.google-apps.folder' };
    expect((await ana.files.create({ requestBody: folder })).data.id).toBe(own);
    await refusal(ana.files.create({ requestBody: folder }), 409, /already exists/);
  });

  test('is found by what the app wrote on it', async () => {
    const { id } = await aDoc({ appProperties: { coverage: 'c-1' } });
    await aDoc({ appProperties: { coverage: 'c-2' } });
    const found = async (q: string) => (await ana.files.list({ q })).data.files?.map((file) => file.id);
    expect(await found("appProperties has { key='coverage' and value='c-1' } and trashed = false")).toEqual([id]);
    expect(await found("name contains 'brief' and not appProperties has { key='coverage' and value='c-2' }")).toEqual([
      id,
    ]);
    expect(await found(`'${BEN}' in readers`)).toEqual([]);
    await refusal(ana.files.list({ q: 'name ~ 5' }), 400, /Invalid Value/);
    await refusal(ana.files.list({ q: "fullText contains 'x'" }), 400, /Invalid Value/);
  });
});

describe('an answer', () => {
  test('has the fields that were asked for, and few without asking', async () => {
    const { id } = await aDoc();
    const get = async (fields?: string) => (await ana.files.get({ fileId: id ?? '', ...(fields && { fields }) })).data;
    expect(await get()).toEqual({ kind: 'drive#file', id, name: 'Brief: Acme', mimeType: DOCUMENT });
    expect(await get('owners/emailAddress,capabilities(canShare)')).toEqual({
      owners: [{ emailAddress: ANA }],
      capabilities: { canShare: true },
    });
    await refusal(get('id,ownerz'), 400, /Invalid field selection ownerz/);
    await refusal(get('id,owners(email)'), 400, /Invalid field selection email/);
  });
});

describe('sharing', () => {
  test('shows a file to one person, and no longer when it is taken back', async () => {
    const { id = '' } = await aDoc();
    await refusal(ben.files.get({ fileId: id ?? '' }), 404, /File not found/);
    const { data } = await share(id ?? '', { type: 'user', role: 'reader', emailAddress: BEN });
    expect(await exported(id ?? '', 'text/plain', ben)).toMatch(/^Acme/);
    await refusal(ben.files.update({ fileId: id ?? '', requestBody: { name: 'Mine' } }), 403, /sufficient permissions/);
    await refusal(
      ben.permissions.create({ fileId: id ?? '', requestBody: { type: 'anyone', role: 'reader' } }),
      403,
      /sufficient permissions/,
    );

    await ana.permissions.delete({ fileId: id ?? '', permissionId: data.id ?? '' });
    await refusal(ben.files.get({ fileId: id ?? '' }), 404, /File not found/);
    await refusal(
      ana.permissions.delete({ fileId: id ?? '', permissionId: data.id ?? '' }),
      404,
      /Permission not found/,
    );
  });

  test('twice is once: the stronger role stays', async () => {
    const { id = '' } = await aDoc();
    await share(id ?? '', { type: 'user', role: 'writer', emailAddress: BEN });
    await share(id ?? '', { type: 'user', role: 'reader', emailAddress: BEN });
    const { data } = await ana.permissions.list({ fileId: id ?? '', fields: 'permissions(emailAddress,role)' });
    expect(data.permissions).toEqual([
      { emailAddress: ANA, role: 'owner' },
      { emailAddress: BEN, role: 'writer' },
    ]);
  });

  test('writes to the person unless that is turned off', async () => {
    const { id = '' } = await aDoc();
    await share(id ?? '', { type: 'user', role: 'reader', emailAddress: BEN });
    expect((await outbox()).filter(({ kind }) => kind === 'email')).toEqual([]);
    await share(id ?? '', { type: 'user', role: 'writer', emailAddress: BEN }, { sendNotificationEmail: true });
    expect((await outbox()).filter(({ kind }) => kind === 'email')).toMatchObject([
      { what: { via: 'drive-share', to: [BEN] } },
    ]);
  });

  test.each([
    ['nobody in particular', { type: 'user', role: 'reader' }, {}, /emailAddress is invalid/],
    ['a role that is none', { type: 'user', role: 'editor', emailAddress: BEN }, {}, /role is invalid/],
    [
      'a stranger without a mail',
      { type: 'user', role: 'reader', emailAddress: 'x@nowhere.example' },
      {},
      /no Google account/,
    ],
    ['anybody with a mail', { type: 'anyone', role: 'reader' }, {}, /only allowed for users/],
    ['another owner by accident', { type: 'user', role: 'owner', emailAddress: BEN }, {}, /transferOwnership/],
    ['no role', { type: 'user', emailAddress: BEN }, {}, /role field is required/],
  ])('with %s is refused', async (_name, permission, more, message) => {
    const { id = '' } = await aDoc();
    await expect(share(id ?? '', permission, more)).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });

  test('never takes the owner away', async () => {
    const { id = '' } = await aDoc();
    const { data } = await ana.permissions.list({ fileId: id ?? '', ...ALL });
    const permissionId = data.permissions?.[0]?.id ?? '';
    await refusal(ana.permissions.delete({ fileId: id ?? '', permissionId }), 403, /owner of a file/);
  });
});

describe('the narrow scope', () => {
  test("reaches what the product made and nothing of people's own", async () => {
    const own = fake.driveWith(`person:${ANA}`);
    const { data } = await own.files.create({ requestBody: { name: 'Diary', mimeType: DOCUMENT } });
    await refusal(ana.files.get({ fileId: data.id ?? '' }), 404, /File not found/);
    expect((await own.files.get({ fileId: (await aDoc()).id ?? '' })).status).toBe(200);
    expect((await ana.files.list({})).data.files).toHaveLength(1);
  });
});

test.each([
  ['a field of the server', { webViewLink: 'https://x.example' }, /not directly writable/],
  ['a property that is too long', { appProperties: { k: 'x'.repeat(124) } }, /longer than 124 bytes/],
])('%s cannot be written', async (_name, more, message) => {
  await expect(aDoc(more)).rejects.toMatchObject({ message: expect.stringMatching(message) });
});

test('files are kept over a restart', async () => {
  const { id = '' } = await aDoc();
  await fake.restart();
  ana = await fake.driveAs(ANA);
  expect(await exported(id ?? '')).toMatch(/^Acme/);
});
