/** Attachments over HTTP (PRD-243 FR-1.5): what goes in, who reads it, how it comes out, and that nothing is left over. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import {
  type AnswerOf,
  CreateEscalation,
  GetEscalationTimeline,
  ListAttachments,
  RemoveAttachment,
} from '@understudy/contracts';
import { aGif, anOfficeFile, aPdf, aPng, aZip } from '@understudy/testing';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
let escalationId: string;

/** API and worker share one folder, as on one machine. */
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'understudy-files-'));

/** A row that PostgreSQL refuses after the bytes are kept, one whose COMMIT is never answered, and an upload whose entry is gone when it is done. */
const FAULTS = `
  alter table escalation_attachments add constraint planted_check check (name <> 'unlucky.txt');
  create function hang_up() returns trigger language plpgsql as $$ begin
    perform pg_terminate_backend(pg_backend_pid());
    return null;
  end $$;
  create constraint trigger planted_at_commit after insert on escalation_attachments initially deferred
    for each row when (new.name = 'unheard.txt') execute function hang_up();
  create function planted() returns trigger language plpgsql as $$ begin
    if exists (select from escalations where id = (new.payload ->> 'escalation_id')::uuid and title = 'Given up') then return null; end if;
    return new;
  end $$;
  create trigger planted before insert on timers for each row when (new.kind = 'attachment.abandoned') execute function planted();`;

beforeAll(async () => {
  world = await aWorld({ env: { DATA_DIR: dataDir }, asOwner: FAULTS });
  org = await world.organisation({ customers: 2 });
  escalationId = await escalate();
});
afterAll(async () => {
  await world?.close();
  rmSync(dataDir, { recursive: true });
});

async function escalate(title = 'Exports fail'): Promise<string> {
  await org.sql(
    `insert into escalation_categories (tenant_id, name, default_owner_id) values ($1, 'Technical', $2) on conflict do nothing`,
    [org.ben.id],
  );
  const made = await org.ana.call(CreateEscalation, {
    customer_id: org.customers[0] ?? '',
    category: 'Technical',
    severity: 'P2',
    title,
    description: 'Since Monday',
  });
  return made.id;
}

interface Sent {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: AnswerOf<typeof ListAttachments>['items'][number];
  readonly headers: Headers;
}
const addressOf = (id = escalationId) => `${world.api.baseUrl}/api/escalations/${id}/attachments`;
const asWho = async (who: Person) => ({ authorization: `Bearer ${await world.api.tokenOf(who.email)}` });

async function post(who: Person, form: FormData, options: { to?: string; key?: string } = {}): Promise<Sent> {
  const answer = await fetch(addressOf(options.to), {
    method: 'POST',
    body: form,
    headers: { ...(await asWho(who)), ...(options.key && { 'idempotency-key': options.key }) },
  });
  const body = await answer.json();
  return { status: answer.status, code: body.code, body, headers: answer.headers };
}
function aForm(bytes: Buffer | string, name: string, field = 'file'): FormData {
  const form = new FormData();
  form.append(field, new File([Buffer.from(bytes)], name));
  return form;
}
const attach = (who: Person, bytes: Buffer | string, name: string, options?: { to?: string; key?: string }) =>
  post(who, aForm(bytes, name), options);
const read = async (who: Person, id: string, escalation = escalationId) =>
  fetch(`${addressOf(escalation)}/${id}`, { headers: await asWho(who) });
const listed = async (id = escalationId) => (await org.ana.call(ListAttachments, { escalation_id: id })).items;

const storeFolder = () => path.join(world.api.env.dataDir, 'files');
/** Every file on disk that is bytes of an attachment, and those that are still coming in. */
const kept = () =>
  existsSync(path.join(storeFolder(), org.tenantId))
    ? readdirSync(path.join(storeFolder(), org.tenantId), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    : [];
const incoming = () => readdirSync(path.join(storeFolder(), 'incoming'));
/** Refused, and nothing is left: no row, no bytes, no timer. */
async function leavesNothing(attempt: () => Promise<unknown>): Promise<void> {
  const before = { rows: (await listed()).length, bytes: kept().length };
  await attempt();
  expect({ rows: (await listed()).length, bytes: kept().length, incoming: incoming() }).toEqual({
    ...before,
    incoming: [],
  });
}

describe('attaching', () => {
  test('a file is kept as it is, told by its content, and stands in the timeline', async () => {
    const bytes = aPng();
    const sent = await attach(org.ana, bytes, 'screen shot.png');

    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({
      name: 'screen shot.png',
      content_type: 'image/png',
      size_bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      uploaded_by: { user_id: org.ana.id },
      removed: null,
    });
    expect(await listed()).toContainEqual(sent.body);
    const { items } = await org.ana.call(GetEscalationTimeline, { escalation_id: escalationId });
    expect(items).toContainEqual(
      expect.objectContaining({
        type: 'escalation.attached',
        data: expect.objectContaining({ attachment_id: sent.body.id }),
      }),
    );
    const answer = await read(org.ben, sent.body.id);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test.each([
    ['../../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\ana\\notes.txt', 'notes.txt'],
    ['invoice\u202efdp.txt', 'invoicefdp.txt'],
    ['a"; filename="b.txt', 'a%22; filename=%22b.txt'],
  ])('a name that leads elsewhere is cut: %s', async (name, clean) => {
    const sent = await attach(org.ana, 'words', name);
    expect([sent.status, sent.body.name]).toEqual([201, clean]);
    expect((await read(org.ana, sent.body.id)).headers.get('content-disposition')).toMatch(
      /^attachment; filename="[ -~]*"; filename\*=UTF-8''[\w.%~!-]*$/,
    );
  });

  test('with a key it happens once, and the same key with another file is another request', async () => {
    const key = randomUUID();
    const first = await attach(org.ana, 'one', 'one.txt', { key });
    const again = await attach(org.ana, 'one', 'one.txt', { key });
    const other = await attach(org.ana, 'two', 'one.txt', { key });

    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect([other.status, other.code]).toEqual([422, 'idempotency.other-body']);
    expect((await listed()).filter(({ name }) => name === 'one.txt')).toHaveLength(1);
    expect(new Set(kept())).toEqual(new Set((await listed()).map(({ id }) => id)));
  });

  test('25 MB go in', async () => {
    const sent = await attach(org.ana, Buffer.alloc(25_000_000, 'a line of a log\n'), 'long.log');
    expect([sent.status, sent.body.size_bytes]).toEqual([201, 25_000_000]);
  });
});

describe('what is not taken leaves nothing behind', () => {
  test.each([
    ['a page called text', '<!doctype html><script>alert(1)</script>', 'a.txt', 422, 'attachments.ambiguous'],
    ['a picture that is a script', aGif(Buffer.from('/*\x01\0', 'latin1')), 'a.gif', 422, 'attachments.ambiguous'],
    [
      'a picture with an archive behind it',
      Buffer.concat([aPng(), aZip({ x: 'x' })]),
      'a.png',
      422,
      'attachments.ambiguous',
    ],
    [
      'a PDF with an archive behind it',
      Buffer.concat([aPdf(), aZip({ x: 'x' })]),
      'a.pdf',
      422,
      'attachments.ambiguous',
    ],
    ['a picture called PDF', aPng(), 'a.pdf', 415, 'attachments.content-mismatch'],
    ['a document with macros', anOfficeFile('docm'), 'a.docx', 415, 'attachments.content-mismatch'],
    ['a program', 'x', 'a.exe', 415, 'attachments.type-not-allowed'],
    ['a page', 'x', 'a.html', 415, 'attachments.type-not-allowed'],
    ['a drawing', '<svg/>', 'a.svg', 415, 'attachments.type-not-allowed'],
    ['an archive', aZip({ x: 'x' }), 'a.zip', 415, 'attachments.type-not-allowed'],
    ['a file without an ending', 'x', 'LICENSE', 415, 'attachments.type-not-allowed'],
    ['a name of dots', 'x', '..', 422, 'attachments.name-unusable'],
    ['an empty file', '', 'a.txt', 422, 'uploads.empty'],
    ['one byte too many', Buffer.alloc(25_000_001, 'a'), 'a.txt', 413, 'uploads.too-large'],
    ['26 MB', Buffer.alloc(26_000_000, 'a'), 'a.txt', 413, 'uploads.too-large'],
  ] as const)('%s', async (_, bytes, name, status, code) => {
    await leavesNothing(async () => {
      const sent = await attach(org.ana, bytes, name);
      expect([sent.status, sent.code]).toEqual([status, code]);
    });
  });

  test('no file, two files, a field, another part', async () => {
    const two = aForm('x', 'a.txt');
    two.append('file', new File(['y'], 'b.txt'));
    const field = aForm('x', 'a.txt');
    field.append('severity', 'P0');
    const prototype = aForm('x', 'a.txt', '__proto__');
    await leavesNothing(async () => {
      expect((await post(org.ana, new FormData())).code).toBe('uploads.no-file');
      expect((await post(org.ana, two)).code).toBe('uploads.more-than-one');
      expect((await post(org.ana, field)).code).toBe('request.malformed');
      expect((await post(org.ana, aForm('x', 'a.txt', 'picture'))).code).toBe('request.malformed');
      expect((await post(org.ana, prototype)).status).toBe(400);
    });
  });

  test('JSON, a body that is no form, a form without an end, a form cut off', async () => {
    const headers = await asWho(org.ana);
    const send = async (type: string, body: string) =>
      (await (await fetch(addressOf(), { method: 'POST', headers: { ...headers, 'content-type': type }, body })).json())
        .code;
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nwords';
    await leavesNothing(async () => {
      expect(await send('application/json', '{}')).toBe('uploads.no-file');
      expect(await send('multipart/form-data', 'x')).toBe('request.malformed');
      expect(await send('multipart/form-data; boundary=b', head)).toBe('request.malformed');
      expect(await send('multipart/form-data; boundary=b', 'nothing of a form')).toBe('request.malformed');
      // at once, often while the file is still being opened
      for (let n = 0; n < 20; n += 1) await cutOff(head, headers);
    });
  });

  /** Promises more than it sends, and hangs up. */
  const cutOff = (head: string, headers: Record<string, string>) =>
    new Promise<void>((resolve) => {
      const sending = request(addressOf(), {
        method: 'POST',
        headers: { ...headers, 'content-type': 'multipart/form-data; boundary=b', 'content-length': 10_000 },
      });
      sending.on('error', () => resolve());
      sending.write(head, () => sending.destroy(new Error('hung up')));
    }).then(() => eventuallyEmpty());
  const eventuallyEmpty = async () => {
    // the server notices in its own time; another upload is answered after it has
    for (let tries = 0; incoming().length > 0 && tries < 200; tries += 1) await listed();
  };

  test('fifty files, then no more; a removed one makes room', async () => {
    const id = await escalate();
    await org.sql(
      `insert into escalation_attachments (tenant_id, id, escalation_id, name, content_type, size_bytes, sha256, uploaded_by_user_id)
       select $1, gen_random_uuid(), $2, n || '.txt', 'text/plain', 1, 'x', $3 from generate_series(1, 50) n`,
      [id, org.ana.id],
    );
    const refused = await attach(org.ana, 'words', 'more.txt', { to: id });
    expect([refused.status, refused.code]).toEqual([422, 'attachments.too-many']);
    const [first] = await listed(id);
    await org.ana.call(RemoveAttachment, { escalation_id: id, attachment_id: first?.id ?? '', reason: 'not needed' });
    expect((await attach(org.ana, 'words', 'more.txt', { to: id })).status).toBe(201);
  });
});

describe('nobody else', () => {
  test('reads, attaches or removes: not there for strangers, not allowed for lookers-on', async () => {
    const other = await world.organisation({ customers: 1 });
    const { id } = (await attach(org.ana, 'words', 'private.txt')).body;

    for (const stranger of [other.ada, org.gus, org.eli, org.sam]) {
      expect((await read(stranger, id)).status).toBe(404);
      expect((await attach(stranger, 'words', 'a.txt')).code).toBe('escalations.not-found');
      expect(await stranger.refused(ListAttachments, { escalation_id: escalationId })).toBe(
        '404 escalations.not-found',
      );
      expect(
        await stranger.refused(RemoveAttachment, { escalation_id: escalationId, attachment_id: id, reason: 'x' }),
      ).toBe('404 escalations.not-found');
    }
    const bens = (await attach(org.ben, 'words', 'ben.txt')).body;
    expect(
      await org.ana.refused(RemoveAttachment, { escalation_id: escalationId, attachment_id: bens.id, reason: 'x' }),
    ).toBe('403 identity.not-allowed');
  });

  test('finds a file by the id of another escalation', async () => {
    const elsewhere = await escalate();
    const { id } = (await attach(org.ana, 'words', 'here.txt')).body;
    expect((await read(org.ana, id, elsewhere)).status).toBe(404);
    expect((await read(org.ana, randomUUID())).status).toBe(404);
  });

  test('a stranger’s upload is refused before it is read', async () => {
    const answer = await fetch(addressOf(), { method: 'POST', body: aForm(Buffer.alloc(24_000_000, 'a'), 'a.txt') });
    expect(answer.status).toBe(401);
    expect(incoming()).toEqual([]);
  });

  test('a form of another site reaches nothing: elsewhere a form is no body, here its origin is refused', async () => {
    const cookie = await world.api.cookieOf(org.ana.email);
    const elsewhere = await fetch(`${world.api.baseUrl}/api/escalations/${escalationId}/acknowledge`, {
      method: 'POST',
      body: new FormData(),
      headers: await asWho(org.ana),
    });
    expect(elsewhere.status).toBe(415);
    const foreign = await fetch(addressOf(), {
      method: 'POST',
      body: aForm('x', 'a.txt'),
      headers: { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
  });

  test('JSON bodies elsewhere stay at a megabyte', async () => {
    const answer = await fetch(`${world.api.baseUrl}/api/escalations`, {
      method: 'POST',
      body: JSON.stringify({ title: 'x'.repeat(1_100_000) }),
      headers: { ...(await asWho(org.ana)), 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(413);
  });
});

describe('reading', () => {
  test('files come to be saved, in a sandbox, as the type they are', async () => {
    const { id } = (await attach(org.ana, 'a,b\n1,2\n', 'Übersicht.csv')).body;
    const { headers } = await read(org.ana, id);

    expect(
      Object.fromEntries(
        [
          'content-type',
          'content-disposition',
          'content-security-policy',
          'x-content-type-options',
          'cache-control',
          'cross-origin-resource-policy',
        ].map((name) => [name, headers.get(name)]),
      ),
    ).toEqual({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="_bersicht.csv"; filename*=UTF-8''%C3%9Cbersicht.csv`,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  test('a removed file is not read any more; its row, its bytes and the reason stay', async () => {
    const { id } = (await attach(org.ana, 'words', 'wrong.txt')).body;
    const removed = await org.ana.call(RemoveAttachment, {
      escalation_id: escalationId,
      attachment_id: id,
      reason: 'wrong customer',
    });

    expect(removed.removed).toMatchObject({ by: { user_id: org.ana.id }, reason: 'wrong customer' });
    expect(await (await read(org.ana, id)).json()).toMatchObject({ status: 404, code: 'attachments.removed' });
    expect(
      await org.ana.refused(RemoveAttachment, { escalation_id: escalationId, attachment_id: id, reason: 'again' }),
    ).toBe('404 attachments.removed');
    expect(kept()).toContain(id);
    expect((await listed()).find((file) => file.id === id)?.removed?.reason).toBe('wrong customer');
    const { items } = await org.ana.call(GetEscalationTimeline, { escalation_id: escalationId });
    expect(items).toContainEqual(
      expect.objectContaining({
        type: 'escalation.attachment-removed',
        data: expect.objectContaining({ reason: 'wrong customer' }),
      }),
    );
  });
});

describe('no bytes without a row, no row without bytes', () => {
  test('an upload whose transaction fails leaves no row and no bytes', async () => {
    await leavesNothing(async () => expect((await attach(org.ana, 'words', 'unlucky.txt')).status).toBe(500));
  });

  test('an upload whose COMMIT is not answered keeps its bytes until it is clear that no row has them', async () => {
    const before = kept();
    expect((await attach(org.ana, 'words', 'unheard.txt')).status).toBeGreaterThanOrEqual(500);
    const undecided = kept().filter((name) => !before.includes(name));
    expect(undecided).toHaveLength(1);

    await world.forward('PT61M');

    expect(kept()).toEqual(before);
  });

  test('an upload that was given up meanwhile says so, and its bytes go', async () => {
    const id = await escalate('Given up');
    const before = kept();
    expect(await attach(org.ana, 'words', 'late.txt', { to: id })).toMatchObject({
      status: 409,
      code: 'attachments.took-too-long',
    });
    expect([kept(), await listed(id)]).toEqual([before, []]);
  });

  test('what a killed process left goes after an hour; what was attached stays', async () => {
    const [orphan, key] = [randomUUID(), { escalation_id: escalationId }];
    const { id } = (await attach(org.ana, 'words', 'stays.txt')).body;
    const folder = path.join(storeFolder(), org.tenantId, escalationId);
    writeFileSync(path.join(folder, orphan), 'never got its row');
    await org.sql(
      `insert into timers (tenant_id, key, kind, due_at, payload) values ($1, $2, 'attachment.abandoned', app_now() + interval '1 hour', $3::jsonb)`,
      [`attachment:${orphan}:abandoned`, JSON.stringify({ ...key, attachment_id: orphan })],
    );

    await world.forward('PT59M');
    expect(kept()).toContain(orphan);
    await world.forward('PT2M');

    expect(kept()).not.toContain(orphan);
    expect(kept()).toContain(id);
    expect(await org.sql(`select 1 from timers where tenant_id = $1 and kind = 'attachment.abandoned'`)).toEqual([]);
  });

  test('bytes that cannot be reached are said to be so', async () => {
    const { id } = (await attach(org.ana, 'words', 'missing.txt')).body;
    rmSync(path.join(storeFolder(), org.tenantId, escalationId, id));
    expect(await (await read(org.ana, id)).json()).toMatchObject({ status: 503, code: 'attachments.unreadable' });
  });
});
