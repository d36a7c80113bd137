import { createHmac } from 'node:crypto';
import { Secrets } from '@understudy/api/testing';
import {
  AssignPtoName,
  ChangePtoFeed,
  CheckIntegration,
  CreatePtoFeed,
  ListIntegrations,
  ListPtoEntries,
  ListPtoFeeds,
  ListPtoNames,
  RemovePtoFeed,
  SyncPtoFeed,
} from '@understudy/contracts';
import { entry, type Pto, ptoOf } from './pto-feeding.js';
import { aWorkspace, type Workspace } from './workspace.js';
import { aWorld, type Organisation, type World } from './world.js';

let workspace: Workspace;
let world: World;
beforeAll(async () => {
  workspace = await aWorkspace();
  world = await aWorld({ env: workspace.env });
});
afterAll(async () => {
  await world?.close();
  await workspace?.close();
});

const FIRST = 20;
let org: Organisation;
let pto: Pto;
/** So many days from the twentieth from now on, and the name of this test's feed. */
let on: (day: number) => string;
let name: string;
let count = 0;
beforeEach(async () => {
  org = await world.organisation();
  pto = ptoOf(world, workspace, org);
  const first = Temporal.PlainDate.from(await world.day(FIRST));
  on = (day) => String(first.add({ days: day }));
  name = `feed-${(count += 1)}`;
  await workspace.control('DELETE', '/faults');
});

describe('an iCalendar feed', () => {
  test('approved time off is an absence, and moving, shortening and taking it back follow through', async () => {
    await pto.publish(name, [entry('a', 'ana (Vacation)', on(0), on(4))]);
    const feed = await pto.subscribe(name);
    expect(await pto.absences(org.ana)).toEqual([`${on(0)}/${on(4)} planned vacation`]);
    expect(await pto.feed(feed)).toMatchObject({
      state: 'connected',
      problem: null,
      counts: { taken: 1, unmatched: 0 },
    });

    await pto.publish(name, [entry('a', 'ana (Vacation)', on(7), on(9))]);
    await pto.read(feed);
    expect(await pto.absences(org.ana)).toEqual([`${on(7)}/${on(9)} planned vacation`]);

    await pto.publish(name, []);
    await pto.read(feed);
    expect(await pto.absences(org.ana)).toEqual([]);
    expect(await pto.entries(feed)).toEqual([]);
  });

  test('what is not approved yet is a suggestion, and becomes a fact with the approval', async () => {
    await pto.publish(name, [entry('a', 'ana - Vacation', on(0), on(1), 'STATUS:TENTATIVE')]);
    const feed = await pto.subscribe(name);
    expect(await pto.absences(org.ana)).toEqual([`${on(0)}/${on(1)} suggested vacation`]);

    await pto.publish(name, [entry('a', 'ana - Vacation', on(0), on(1))]);
    await pto.read(feed);
    expect(await pto.absences(org.ana)).toEqual([`${on(0)}/${on(1)} planned vacation`]);
  });

  test('one bad entry is named with its line and what to do, and no other is affected', async () => {
    await pto.publish(name, [
      entry('a', 'ana (Vacation)', on(0), on(1)),
      entry('rule', 'ben (Vacation)', on(0), on(1), 'RRULE:FREQ=BOGUS'),
      entry('fine', 'eva (Vacation)', on(0), on(1), 'RRULE:FREQ=SECONDLY'),
      [
        'UID:zone',
        'SUMMARY:eva (Vacation)',
        `DTSTART;TZID=Mars/Olympus:${on(5).replaceAll('-', '')}T090000`,
        'DURATION:PT1H',
      ],
      entry('wfh', 'eva - Working from home', on(3), on(3)),
      entry('gus', 'gus (Sick leave)', on(2), on(2)),
    ]);
    const feed = await pto.subscribe(name);

    expect(await pto.absences(org.ana)).toEqual([`${on(0)}/${on(1)} planned vacation`]);
    expect(await pto.absences(org.gus)).toEqual([`${on(2)}/${on(2)} planned sick`]);
    // read in her own zone, and said so
    expect(await pto.absences(org.eva)).toEqual([`${on(5)}/${on(5)} planned vacation`]);
    expect(await pto.absences(org.ben)).toEqual([]);
    const { items } = await org.ada.call(ListPtoEntries, { feed_id: feed.id, problems: 'true' });
    expect(items.map(({ key, line, state, problem }) => [key, line, state, problem?.code]).toSorted()).toEqual([
      ['fine#bad', 16, 'unreadable', 'rule-too-fine'],
      ['rule#bad', 9, 'unreadable', 'bad-rule'],
      ['zone', 23, 'taken', 'unknown-zone'],
    ]);
    expect(items.every(({ problem }) => (problem?.text.length ?? 0) > 30)).toBe(true);
    expect((await pto.feed(feed)).counts).toMatchObject({ taken: 3, 'not-away': 1, unreadable: 2 });
  });

  test('spans beyond every calendar, and texts that are no Unicode, hurt no other entry', async () => {
    const from = `DTSTART;VALUE=DATE:${on(0).replaceAll('-', '')}`;
    await pto.publish(name, [
      entry('a', 'ana (Vacation)', on(0), on(1)),
      ['UID:long', 'SUMMARY:ben (Vacation)', from, 'DURATION:P99999999D'],
      ['UID:later', 'SUMMARY:ben (Vacation)', from, 'DURATION:P9999999D'],
      ['UID:early', 'SUMMARY:ben (Vacation)', 'DTSTART;VALUE=DATE:00000101', from.replace('DTSTART', 'DTEND')],
      ['UID:series', 'SUMMARY:ben (Vacation)', from, 'DURATION:P90000000D', 'RRULE:FREQ=DAILY'],
      entry('cut', `eva (Vacation) ${'-'.repeat(284)}😀`, on(2), on(2)),
    ]);
    const feed = await pto.subscribe(name);

    expect(await pto.absences(org.ana)).toEqual([`${on(0)}/${on(1)} planned vacation`]);
    expect(await pto.absences(org.eva)).toEqual([`${on(2)}/${on(2)} planned vacation`]);
    expect(await pto.absences(org.ben)).toEqual([]);
    const bad = (await pto.entries(feed)).filter(({ problem }) => problem !== null);
    expect(bad.map(({ key, problem }) => `${key} ${problem?.code}`).toSorted()).toEqual([
      'early#bad too-long',
      'later#bad too-long',
      'long#bad too-long',
      'series#bad too-long',
    ]);
  });

  test('a name that fits nobody, or two people, waits for an admin; what they say holds from then on', async () => {
    await pto.publish(name, [
      entry('a', 'A. Costa (Vacation)', on(0), on(1)),
      entry('b', 'a costa (Vacation)', on(5), on(6)),
      entry('c', 'Visitor (Vacation)', on(0), on(1)),
    ]);
    const feed = await pto.subscribe(name);
    expect((await pto.feed(feed)).counts).toMatchObject({ taken: 0, unmatched: 3 });
    const undecided = (await org.ada.call(ListPtoNames, {})).items;
    expect(undecided.map((one) => [one.name, one.state, one.entries])).toEqual([
      ['A. Costa', 'undecided', 2],
      ['Visitor', 'undecided', 1],
    ]);

    await org.ada.call(AssignPtoName, { name: 'a. costa', user_id: org.ana.id });
    const nobody = await org.ada.call(AssignPtoName, { name: 'Visitor', user_id: null });
    await world.settle();
    expect(nobody).toMatchObject({ state: 'nobody', decided_by: { user_id: org.ada.id } });
    expect(await pto.absences(org.ana)).toEqual([
      `${on(0)}/${on(1)} planned vacation`,
      `${on(5)}/${on(6)} planned vacation`,
    ]);

    // said wrongly, and corrected: the absences go where they belong
    await org.ada.call(AssignPtoName, { name: 'A. Costa', user_id: org.ben.id });
    await world.settle();
    expect([await pto.absences(org.ana), (await pto.absences(org.ben)).length]).toEqual([[], 2]);
    await pto.publish(name, [
      entry('d', 'A Costa (PTO)', on(9), on(9)),
      entry('c', 'Visitor (Vacation)', on(0), on(1)),
    ]);
    await pto.read(feed);
    expect(await pto.absences(org.ben)).toEqual([`${on(9)}/${on(9)} planned vacation`]);
    expect(await org.ada.refused(AssignPtoName, { name: 'Never seen', user_id: org.ana.id })).toBe(
      '404 pto.name-not-seen',
    );
    expect(await org.ana.refused(AssignPtoName, { name: 'Visitor', user_id: org.ana.id })).toMatch(/^403/);
  });

  test('two people of one name are not guessed between; an address in the entry decides', async () => {
    await org.sql(`update users set name = 'Kim Lee' where tenant_id = $1 and id = any($2)`, [
      [org.ana.id, org.ben.id],
    ]);
    await pto.publish(name, [
      entry('a', 'Kim Lee (Vacation)', on(0), on(1)),
      entry('b', 'Kim Lee (Vacation)', on(5), on(6), `DESCRIPTION:Employee ${org.ben.email}`),
    ]);
    const feed = await pto.subscribe(name);
    expect((await pto.entries(feed)).map(({ key, state, user }) => [key, state, user?.user_id]).toSorted()).toEqual([
      ['a', 'ambiguous', undefined],
      ['b', 'taken', org.ben.id],
    ]);
    const [kim] = (await org.ada.call(ListPtoNames, {})).items;
    expect(kim?.candidates.map(({ user_id }) => user_id).toSorted()).toEqual([org.ana.id, org.ben.id].toSorted());
  });

  test('new keys at every reading for the same entries move nothing', async () => {
    await pto.publish(name, [entry('a-1', 'ana (Vacation)', on(0), on(1))]);
    const feed = await pto.subscribe(name);
    const before = await org.sql('select id, status from csm_absences where tenant_id = $1');
    await pto.publish(name, [entry('a-2', 'ana (Vacation)', on(0), on(1))]);
    await pto.read(feed);
    expect(await org.sql('select id, status from csm_absences where tenant_id = $1')).toEqual(before);
    expect((await pto.entries(feed)).map(({ key }) => key)).toEqual(['a-2']);
  });

  test('everything gone at once is believed only when it is still so at the next reading', async () => {
    await pto.publish(
      name,
      ['ana', 'ben', 'eva'].map((who) => entry(who, `${who} (Vacation)`, on(0), on(1))),
    );
    const feed = await pto.subscribe(name);
    await pto.publish(name, []);
    await pto.read(feed);
    expect(await pto.feed(feed)).toMatchObject({ state: 'failing', problem: expect.stringContaining('gone at once') });
    expect(await pto.absences(org.ana)).toHaveLength(1);
    await pto.read(feed);
    expect(await pto.feed(feed)).toMatchObject({ state: 'connected', problem: null });
    expect(await pto.absences(org.ana)).toEqual([]);
  });

  test.each([
    ['a page to sign in', '<html>Sign in</html>', /no iCalendar feed/],
    ['half a feed', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\n', /ends in the middle/],
    ['five megabytes', `BEGIN:VCALENDAR\r\n${'X-A:b\r\n'.repeat(750_000)}END:VCALENDAR\r\n`, /larger than/],
  ])('%s takes nobody’s absence away', async (_what, text, problem) => {
    await pto.publish(name, [entry('a', 'ana (Vacation)', on(0), on(1))]);
    const feed = await pto.subscribe(name);
    await pto.publish(name, text);
    await pto.read(feed);
    expect(await pto.feed(feed)).toMatchObject({ state: 'failing', problem: expect.stringMatching(problem) });
    expect(await pto.absences(org.ana)).toHaveLength(1);
  });

  test('an address that is gone is lost and said so; when it is back it is restored', async () => {
    await pto.publish(name, [entry('a', 'ana (Vacation)', on(0), on(1))]);
    const feed = await pto.subscribe(name);
    await workspace.control('DELETE', `/pto/feeds/${name}`);
    await pto.read(feed);
    expect(await pto.feed(feed)).toMatchObject({ state: 'lost', problem: expect.stringMatching(/404.*enter it here/) });
    expect(await pto.absences(org.ana)).toHaveLength(1);
    const losses = () =>
      org.sql(
        `select what, restored_at is not null as "isBack" from integration_losses where tenant_id = $1 and integration = 'pto'`,
      );
    expect(await losses()).toEqual([{ what: name, isBack: false }]);
    await pto.publish(name, [entry('a', 'ana (Vacation)', on(0), on(1))]);
    await pto.read(feed);
    expect(await pto.feed(feed)).toMatchObject({ state: 'connected' });
    expect(await losses()).toEqual([{ what: name, isBack: true }]);
  });

  test('a busy host is asked again, and nothing changes meanwhile', async () => {
    await pto.publish(name, [entry('a', 'ana (Vacation)', on(0), on(1))]);
    const feed = await pto.subscribe(name);
    await workspace.control('POST', '/faults', { kind: 'rate-limited', method: 'pto.feed.get', retry_after: 120 });
    await pto.read(feed);
    expect(await pto.feed(feed)).toMatchObject({ state: 'failing', problem: expect.stringContaining('429') });
    const [wait] = await org.sql<{ seconds: number }>(
      'select extract(epoch from poll_due_at - clock_timestamp())::float8 as seconds from pto_feeds where tenant_id = $1',
    );
    expect(wait?.seconds).toBeGreaterThan(100);
  });

  test('removing it takes back what only it knew; pausing does not', async () => {
    await pto.publish(name, [entry('a', 'ana (Vacation)', on(0), on(1))]);
    const feed = await pto.subscribe(name);
    await org.ada.call(ChangePtoFeed, { feed_id: feed.id, paused: true });
    await pto.publish(name, []);
    await pto.read(feed);
    expect([(await pto.feed(feed)).state, (await pto.absences(org.ana)).length]).toEqual(['paused', 1]);

    await org.ada.call(RemovePtoFeed, { feed_id: feed.id });
    await world.settle();
    expect(await pto.absences(org.ana)).toEqual([]);
    expect((await org.ada.call(ListPtoFeeds, {})).items).toEqual([]);
    const [row] = await org.sql('select access_sealed from pto_feeds where tenant_id = $1');
    expect(row).toEqual({ access_sealed: null });
    expect(await org.ada.refused(RemovePtoFeed, { feed_id: feed.id })).toBe('404 pto.feed-not-found');
  });

  test('nothing is read twice: an unchanged feed is answered with 304', async () => {
    await pto.publish(name, [entry('a', 'ana (Vacation)', on(0), on(1))]);
    const feed = await pto.subscribe(name);
    const seen = () =>
      org.sql(
        'select id, seen_at, read_in_full_at from pto_entries e join pto_feeds f using (tenant_id) where tenant_id = $1'.replace(
          'select id',
          'select e.id',
        ),
      );
    const before = await seen();
    await org.ada.call(ChangePtoFeed, { feed_id: feed.id, name: `${name} renamed` });
    await world.settle();
    expect(await seen()).toEqual(before);
    expect((await pto.feed(feed)).state).toBe('connected');
  });
});

describe('setting one up', () => {
  test.each([
    ['https://169.254.169.254/feed.ics'],
    ['https://2852039166/feed.ics'],
    ['https://[::ffff:169.254.169.254]/feed.ics'],
    ['webcal://localhost/feed.ics'],
    ['http://feeds.example.com/feed.ics'],
    ['https://feeds.example.com/feed.ics'],
    ['file:///etc/passwd'],
    ['nonsense'],
  ])('%s is refused', async (address) => {
    expect(await org.ada.refused(CreatePtoFeed, { kind: 'ical', name, address })).toBe('422 pto.address-refused');
  });

  test('the address is sealed, and never answered', async () => {
    await pto.publish(name, []);
    const feed = await pto.subscribe(name, {
      address: `webcal://${new URL(workspace.url).host}/sandbox/pto/feeds/${name}.ics?token=geheim`,
    });
    expect(feed.host).toBe(new URL(workspace.url).host);
    const shown = JSON.stringify([await pto.feed(feed), await org.sql('select * from pto_feeds where tenant_id = $1')]);
    expect(shown).not.toMatch(/geheim|feed-\d+\.ics/);
    const history = await org.sql<{ canonical: string }>('select canonical from history where tenant_id = $1');
    expect(JSON.stringify(history)).toContain('pto.feed-added');
    expect(JSON.stringify(history)).not.toMatch(/geheim|\.ics/);
  });

  test('what a kind needs, and nothing of another, is asked for', async () => {
    expect(await org.ada.refused(CreatePtoFeed, { kind: 'ical', name })).toBe('422 pto.access-incomplete');
    expect(await org.ada.refused(CreatePtoFeed, { kind: 'bamboohr', name, company: 'harbor' })).toBe(
      '422 pto.access-incomplete',
    );
    const mixed = {
      kind: 'bamboohr',
      name,
      company: 'harbor',
      api_key: 'x',
      address: 'https://a.example.com',
    } as const;
    expect(await org.ada.refused(CreatePtoFeed, mixed)).toBe('422 pto.access-incomplete');
  });

  test('is an admin’s, once per name, and another organisation’s is not there', async () => {
    await pto.publish(name, []);
    const feed = await pto.subscribe(name);
    expect(await org.mia.refused(ListPtoFeeds, {})).toMatch(/^403/);
    const again = {
      kind: 'ical',
      name: name.toUpperCase(),
      address: `${workspace.url}/sandbox/pto/feeds/x.ics`,
    } as const;
    expect(await org.ada.refused(CreatePtoFeed, again)).toBe('409 pto.name-taken');
    const others = await world.organisation();
    expect(await others.ada.refused(ListPtoEntries, { feed_id: feed.id })).toBe('404 pto.feed-not-found');
    expect(await others.ada.refused(ChangePtoFeed, { feed_id: feed.id, paused: true })).toBe('404 pto.feed-not-found');
    expect(await org.ada.refused(ChangePtoFeed, { feed_id: feed.id, paused: true }, { ifMatch: 7 })).toBe(
      '409 version.stale',
    );
  });
});

test('the check reads each system and says, step by step, what is wrong and what to do', async () => {
  await pto.publish(name, [
    entry('a', 'ana (Vacation)', on(0), on(1)),
    entry('z', 'Zoe Stranger (Vacation)', on(0), on(1)),
    entry('b', 'ben (Vacation)', on(0), on(1), 'RRULE:FREQ=BOGUS'),
  ]);
  await pto.subscribe(name);
  const steps = async () => (await org.ada.call(CheckIntegration, { kind: 'pto' })).steps;
  const found = (await steps()).filter((step) => step.name.startsWith(name));
  expect(found.map((step) => [step.name, step.state])).toEqual([
    [`${name}: reading`, 'failed'],
    [`${name}: names`, 'failed'],
  ]);
  expect(found[0]?.detail).toContain('1 of 3 entries cannot be read: line 15 (ben (Vacation))');
  expect(found.every(({ fix }) => (fix?.length ?? 0) > 20)).toBe(true);
  const shown = (await org.ada.call(ListIntegrations, {})).items.find(({ kind }) => kind === 'pto');
  expect(shown).toMatchObject({ state: 'connected', problem: null });

  await workspace.control('DELETE', `/pto/feeds/${name}`);
  const [gone] = (await steps()).filter((step) => step.name.startsWith(name));
  expect(gone).toMatchObject({ state: 'failed', fix: expect.stringContaining('enter it here') });
  expect(JSON.stringify(await steps())).not.toContain(`${name}.ics`);
});

test('read by two workers at once, an entry is one absence, and the reading that began last counts', async () => {
  await pto.publish(
    name,
    Array.from({ length: 8 }, (_, n) => entry(`e${n}`, 'ana (Vacation)', on(n * 3), on(n * 3))),
  );
  const feed = await pto.subscribe(name);
  await Promise.all(Array.from({ length: 4 }, () => org.ada.call(SyncPtoFeed, { feed_id: feed.id })));
  await world.settle();
  expect(await pto.absences(org.ana)).toHaveLength(8);
  const [row] = await org.sql<{ unsettled: number; entries: number }>(
    `select count(*) filter (where not is_settled)::int as unsettled, count(*)::int as entries from pto_entries where tenant_id = $1`,
  );
  expect(row).toEqual({ unsettled: 0, entries: 8 });
});

describe('BambooHR', () => {
  test('who is out is away; holidays of the company are nobody’s; taken back follows through', async () => {
    await workspace.addPeople([org.ana]);
    const off = (await workspace.control('POST', '/pto/bamboohr/time-off', {
      email: org.ana.email,
      start: on(0),
      end: on(2),
    })) as { id: number };
    await workspace.control('POST', '/pto/bamboohr/time-off', { holiday: 'Founders day', start: on(1), end: on(1) });
    const feed = await pto.subscribe(name, {
      kind: 'bamboohr',
      address: undefined,
      company: 'harbor',
      api_key: 'sandbox-bamboohr-key',
    });
    expect(await pto.absences(org.ana)).toEqual([`${on(0)}/${on(2)} planned other`]);

    await workspace.control('DELETE', `/pto/bamboohr/time-off/${off.id}`);
    await pto.read(feed);
    expect(await pto.absences(org.ana)).toEqual([]);
    await org.ada.call(ChangePtoFeed, { feed_id: feed.id, api_key: 'wrong' });
    await world.settle();
    expect(await pto.feed(feed)).toMatchObject({ state: 'lost', problem: expect.stringMatching(/401.*API Keys/) });
  });
});

describe('sealed with a key that is gone', () => {
  const unreadable = () =>
    new Secrets(Buffer.alloc(32, 23)).seal({ tenantId: org.tenantId, owner: 'x', purpose: 'x' }, 'x');

  test('what it takes to read is lost and said so; entered again, and all of it, it is read again', async () => {
    await workspace.addPeople([org.ana]);
    const access = { company: 'harbor', api_key: 'sandbox-bamboohr-key' };
    const feed = await pto.subscribe(name, { kind: 'bamboohr', address: undefined, ...access });
    await org.sql('update pto_feeds set access_sealed = $2 where tenant_id = $1', [unreadable()]);
    await pto.read(feed);

    const problem = expect.stringMatching(/SECRETS_KEY.*Enter the address or key again/);
    expect(await pto.feed(feed)).toMatchObject({ state: 'lost', problem });
    expect((await org.ada.call(ListIntegrations, {})).items.find(({ kind }) => kind === 'pto')).toMatchObject({
      state: 'lost',
      problem,
    });
    expect((await org.ada.call(CheckIntegration, { kind: 'pto' })).steps).toMatchObject([
      { state: 'failed', fix: problem },
    ]);
    expect(await org.ada.refused(ChangePtoFeed, { feed_id: feed.id, api_key: access.api_key })).toBe(
      '422 pto.access-unreadable',
    );
    await org.ada.call(ChangePtoFeed, { feed_id: feed.id, name: `${name} again` });

    await org.ada.call(ChangePtoFeed, { feed_id: feed.id, ...access });
    await world.settle();
    expect(await pto.feed(feed)).toMatchObject({ state: 'connected', problem: null });
  });

  test('a webhook secret is no secret: events are refused, and the check says what to do', async () => {
    const feed = await pto.subscribe(name, {
      kind: 'hibob',
      address: undefined,
      service_user_id: 'SERVICE-4711',
      service_user_token: 'sandbox-hibob-token',
      webhook_secret: 'shown by HiBob once',
    });
    await org.sql('update pto_feeds set webhook_secret_sealed = $2 where tenant_id = $1', [unreadable()]);

    const answer = await fetch(feed.webhook_url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'bob-signature': 'x' },
      body: '{}',
    });
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'pto.webhook-unknown' }]);
    expect((await org.ada.call(CheckIntegration, { kind: 'pto' })).steps).toContainEqual({
      name: `${name}: webhook`,
      state: 'failed',
      detail: expect.stringMatching(/sealed with a key.*not known any more/),
      fix: expect.stringContaining('enter the secret it shows as webhook_secret'),
    });
  });
});

describe('HiBob', () => {
  const ACCESS = {
    kind: 'hibob',
    address: undefined,
    service_user_id: 'SERVICE-4711',
    service_user_token: 'sandbox-hibob-token',
  } as const;
  const SECRET = 'shown by HiBob once';
  interface Request {
    readonly requestId: number;
    readonly delivered: readonly (number | string)[];
  }
  const submit = (body: object) => workspace.control('POST', '/pto/hibob/requests', body) as Promise<Request>;
  const change = (id: number, body: object) =>
    workspace.control('PATCH', `/pto/hibob/requests/${id}`, body) as Promise<Request>;
  /** Connected, with its webhook established and the secret entered, as the guide says. */
  const connected = async () => {
    await workspace.control('DELETE', '/pto/hibob/requests');
    await workspace.addPeople([org.ana, org.ben]);
    const feed = await pto.subscribe(name, ACCESS);
    await workspace.control('PUT', '/pto/hibob/webhook', { url: feed.webhook_url, secret: SECRET });
    await org.ada.call(ChangePtoFeed, { feed_id: feed.id, webhook_secret: SECRET });
    await world.settle();
    return feed;
  };

  test('asked for, approved, moved and cancelled: each webhook follows through', async () => {
    await connected();
    const asked = await submit({ email: org.ana.email, status: 'pending', startDate: on(0), endDate: on(2) });
    await world.settle();
    expect(asked.delivered).toEqual([200]);
    expect(await pto.absences(org.ana)).toEqual([`${on(0)}/${on(2)} suggested vacation`]);

    await change(asked.requestId, { status: 'approved' });
    await world.settle();
    expect(await pto.absences(org.ana)).toEqual([`${on(0)}/${on(2)} planned vacation`]);

    await change(asked.requestId, { startDate: on(1), endDate: on(1), startPortion: 'afternoon' });
    await world.settle();
    expect(await pto.absences(org.ana)).toEqual([`${on(1)}/${on(1)} planned vacation`]);

    await change(asked.requestId, { status: 'canceled' });
    await world.settle();
    expect(await pto.absences(org.ana)).toEqual([]);
  });

  test('what the webhook did not bring, reading everything does, and both speak of one absence', async () => {
    const feed = await connected();
    await org.ada.call(ChangePtoFeed, { feed_id: feed.id, webhook_secret: 'another' });
    const lost = await submit({ email: org.ben.email, policy: 'Sick', startDate: on(0), endDate: on(0) });
    expect(lost.delivered).toEqual([404, 404]);
    await pto.read(feed);
    expect(await pto.absences(org.ben)).toEqual([`${on(0)}/${on(0)} planned sick`]);
    await org.ada.call(ChangePtoFeed, { feed_id: feed.id, webhook_secret: SECRET });
    await change(lost.requestId, { endDate: on(1) });
    await world.settle();
    expect(await pto.absences(org.ben)).toEqual([`${on(0)}/${on(1)} planned sick`]);
    expect((await pto.feed(feed)).counts.taken).toBe(1);
  });

  test('hours that nobody can place are named, an open end has none', async () => {
    const feed = await connected();
    await submit({ email: org.ana.email, type: 'hours', startDate: on(0), endDate: on(0) });
    await submit({ email: org.ben.email, type: 'openEnded', policy: 'Parental leave', startDate: on(0) });
    await world.settle();
    expect((await pto.entries(feed)).map(({ state, problem }) => [state, problem?.code]).toSorted()).toEqual([
      ['taken', undefined],
      ['unreadable', 'hours-unknown'],
    ]);
    expect(await pto.absences(org.ben)).toEqual([`${on(0)}/null planned parental`]);
  });

  test('an event must be signed with this feed’s secret, over these bytes, and name HiBob’s own host', async () => {
    const feed = await connected();
    const { requestId } = await submit({ email: org.ana.email, startDate: on(0), endDate: on(0) });
    await world.settle();
    const [row] = await org.sql<{ key: string }>('select key from pto_entries where tenant_id = $1');
    expect(row?.key).toBe(`request:${requestId}`);
    const base = `${workspace.url}/sandbox/pto/hibob/v1/timeoff/employees`;
    const event = (getApi: string, id: unknown = requestId) =>
      JSON.stringify({ type: 'timeoff.request.updated', data: { timeoffRequestId: id, employeeId: '1', getApi } });
    const post = async (body: string, signature: string, url = feed.webhook_url ?? '') => {
      const headers = { 'content-type': 'application/json', 'bob-signature': signature };
      const answer = await fetch(url, { method: 'POST', headers, body });
      return `${answer.status} ${((await answer.json()) as { code?: string }).code ?? 'accepted'}`;
    };
    const sign = (body: string, secret = SECRET) => createHmac('sha512', secret).update(body).digest('base64');
    const right = event(`${base}/1/requests/${requestId}`);

    expect(await post(right, '')).toBe('404 pto.webhook-unknown');
    expect(await post(right, sign(right, 'forged'))).toBe('404 pto.webhook-unknown');
    expect(await post(`${right} `, sign(right))).toBe('404 pto.webhook-unknown');
    expect(await post(right, sign(right), `${world.api.baseUrl}/api/webhooks/pto/nothing`)).toBe(
      '404 pto.webhook-unknown',
    );
    for (const foreign of [
      'http://169.254.169.254/',
      `https://evil.example/1/requests/${requestId}`,
      `${base}/2/requests/${requestId}`,
      'nonsense',
    ]) {
      const body = event(foreign);
      expect(await post(body, sign(body))).toBe('422 pto.webhook-foreign-url');
    }
    const climbing = event(`${base}/1/requests/${requestId}`, '../../../people');
    expect(await post(climbing, sign(climbing))).toBe('422 pto.webhook-malformed');
    expect(await post('{', sign('{'))).toBe('422 pto.webhook-malformed');
    // the same event again, as a replay or because our answer was lost, is looked at once
    expect([await post(right, sign(right)), await post(right, sign(right))]).toEqual(['200 accepted', '200 accepted']);
    const receipts = await org.sql('select digest from pto_webhook_receipts where tenant_id = $1');
    expect(receipts).toHaveLength(3);
  });
});
