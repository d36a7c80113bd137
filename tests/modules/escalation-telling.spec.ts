/** PRD-243 FR-2.3, FR-4.2 to FR-4.5 and NFR-1 with a mail service and a service of channels: who is told, when, how often. */
import { jest } from '@jest/globals';
import { WarRooms } from '@understudy/api/testing';
import {
  AcknowledgeEscalation,
  AddEscalationStakeholder,
  ApproveCustomerDraft,
  AssignEscalation,
  BroadcastEscalation,
  ChangeCustomerDraft,
  CloseEscalation,
  CreateCustomerDraft,
  CreateTask,
  GetCustomerDraft,
  GetEscalation,
  ListEscalationBroadcasts,
  ListNotifications,
  MoveClock,
  PatchNotificationPreferences,
  PostEscalationUpdate,
  ReadAllNotifications,
  ReopenEscalation,
  ResolveEscalation,
  SendCustomerDraft,
  VoidEscalation,
  type WireOf,
} from '@understudy/contracts';
import { eventually } from '../support/eventually.js';
import { escalate, updates, withCategories } from './escalating.js';
import { aMailSink, type MailSink } from './mail-sink.js';
import { aContact } from './noticing.js';
import { aWarRoomSink, type WarRoomSink } from './war-room-sink.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

jest.setTimeout(120_000);

let mail: MailSink;
let rooms: WarRoomSink;
let world: World;
let org: Organisation;
beforeAll(async () => {
  mail = await aMailSink();
  rooms = aWarRoomSink();
  world = await aWorld({
    env: { SANDBOX_URL: mail.url, SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') },
    prepareWorker: (worker) => rooms.plugInto(worker.get(WarRooms, { strict: false })),
  });
});
afterAll(async () => {
  await world?.close();
  await mail?.close();
});
beforeEach(async () => {
  org = await world.organisation();
  await withCategories(org);
});

/** That wall clock in Lisbon, today. The world begins on a Monday at ten, and an open P0 climbs every quarter of an hour: days are long. */
async function at(clock: string): Promise<void> {
  const today = (await world.now()).toZonedDateTimeISO('Europe/Lisbon').toPlainDate();
  const then = today.toZonedDateTime({ timeZone: 'Europe/Lisbon', plainTime: clock }).toInstant();
  await org.ada.call(MoveClock, { now: then.toString({ fractionalSecondDigits: 3 }) });
}
const resolution = { resolution_summary: 'Restarted it', root_cause: 'A full disk', outcome: 'saved' as const };
const titles = async (who: Person) =>
  (await who.call(ListNotifications, { limit: 100 })).items.flatMap(({ items }) => items.map(({ title }) => title));
const subjects = (who: Person) => mail.to(who.email).map(({ subject, text }) => `${subject}\n${text}`);
const mentions = (who: Person, words: string) => subjects(who).filter((text) => text.includes(words)).length;

describe('NFR-1: within sixty seconds of the change', () => {
  test('by day everybody it concerns has it in the app at once and by e-mail within the minute, whatever the severity', async () => {
    await escalate(org, { severity: 'P2', title: 'Slow' });
    await world.settle();
    expect(await titles(org.ben)).toContain('New escalation, P2 at Customer 0001: Slow');

    await world.forward('PT60S');
    expect(mentions(org.ben, 'New escalation, P2 at Customer 0001: Slow')).toBe(1);
    // also when another e-mail has just left
    await escalate(org, { severity: 'P2', title: 'Slower', customer_id: org.customers[1] ?? '' });
    await world.forward('PT60S');
    expect(mentions(org.ben, 'New escalation, P2 at Customer 0002: Slower')).toBe(1);
  });

  test('what happens in one go is one notification and one e-mail', async () => {
    const { id } = await escalate(org, { title: 'Busy' });
    await org.ben.call(AcknowledgeEscalation, { escalation_id: id });
    // told while it is so: who is on it says nothing any more once it is resolved
    await world.settle();
    await org.ben.call(PostEscalationUpdate, { escalation_id: id, comment: 'On it' });
    await org.ben.call(ResolveEscalation, { escalation_id: id, ...resolution });
    await world.forward('PT60S');

    const about = (await org.ana.call(ListNotifications, {})).items.filter(({ escalation_id: one }) => one === id);
    expect(about).toHaveLength(1);
    expect(about[0]?.items.map(({ title }) => title).sort()).toEqual([
      'Resolved, P2 at Customer 0001: Busy',
      'ben commented, P2 at Customer 0001: Busy',
      'ben is on it, P2 at Customer 0001: Busy',
    ]);
    const [mailed = '', ...others] = subjects(org.ana);
    expect(others).toEqual([]);
    // none of it is hidden behind a number
    for (const { title } of about[0]?.items ?? []) expect(mailed).toContain(title);
  });
});

test('FR-2.3: an executive above the managers, of no role that would show it, opens the P0 they are told of', async () => {
  await org.sql('update users set manager_id = $3 where tenant_id = $1 and id = $2', [org.mia.id, org.eli.id]);
  const told = await escalate(org, { severity: 'P0', title: 'All is down' });
  const other = await escalate(org, { severity: 'P2', title: 'Slow', customer_id: org.customers[1] ?? '' });
  await world.settle();

  expect(await titles(org.eli)).toContain('New escalation, P0 at Customer 0001: All is down');
  const { stakeholders } = await org.eli.call(GetEscalation, { escalation_id: told.id });
  expect(stakeholders).toContainEqual({ user: expect.objectContaining({ name: 'eli' }), role: 'informed' });
  expect(stakeholders.map(({ user }) => user.name)).not.toContain('mia');
  expect(await org.eli.refused(GetEscalation, { escalation_id: other.id })).toBe('404 escalations.not-found');
});

test('what nobody reads goes on to the next in line, not to who made it, and only while nobody has taken it on', async () => {
  await org.sql('update users set manager_id = $3 where tenant_id = $1 and id = $2', [org.mia.id, org.max.id]);
  const goneOn = async (title: string) => {
    const lists = await Promise.all([org.ana, org.eva, org.mia, org.max].map((who) => who.call(ListNotifications, {})));
    return lists.map(
      ({ items }) =>
        items.filter(({ why, title: words }) => why.includes('has not read it') && words.includes(title)).length,
    );
  };
  const { id } = await escalate(org, { severity: 'P1', title: 'Taken on' });
  await escalate(org, { severity: 'P1', title: 'Waits', customer_id: org.customers[1] ?? '' });
  await org.ben.call(AcknowledgeEscalation, { escalation_id: id });
  await world.forward('PT16M');

  const [ana, eva, mia, max] = await goneOn('Waits');
  expect([ana, eva, mia]).toEqual([0, 0, 0]);
  expect(max).toBeGreaterThan(0);
  expect(await goneOn('Taken on')).toEqual([0, 0, 0, 0]);
});

describe('FR-4.3: key state changes', () => {
  test('each reaches who answers for it and who follows it, once, and never whoever did it', async () => {
    const { id } = await escalate(org, { title: 'Story' });
    // who follows it from here on is not told that it is new
    await world.settle();
    await org.mia.call(AddEscalationStakeholder, { escalation_id: id, user_id: org.eli.id, role: 'informed' });
    const ids = { escalation_id: id };
    const steps: [string, () => Promise<unknown>][] = [
      ['ben is on it', () => org.ben.call(AcknowledgeEscalation, ids)],
      ['Resolved', () => org.ben.call(ResolveEscalation, { ...ids, ...resolution })],
      ['Open again', () => org.ben.call(ReopenEscalation, { ...ids, reason: 'Not yet' })],
      ['Resolved', () => org.ben.call(ResolveEscalation, { ...ids, ...resolution })],
      ['Closed', () => org.ben.call(CloseEscalation, ids)],
    ];
    for (const [, step] of steps) {
      await step();
      await world.settle();
    }
    const expected = steps.map(([words]) => `${words}, P2 at Customer 0001: Story`).sort();
    for (const follower of [org.ana, org.eli])
      expect((await titles(follower)).filter((title) => !/follow/.test(title)).sort()).toEqual(expected);
    expect((await titles(org.ben)).filter((title) => expected.includes(title))).toEqual([]);
  });

  test('P0 tells the whole chain of managers, P1 the first, P2 none', async () => {
    await org.sql('update users set manager_id = $3 where tenant_id = $1 and id = $2', [org.mia.id, org.max.id]);
    const heard = async (severity: 'P0' | 'P1' | 'P2') => {
      await escalate(org, { severity, title: severity });
      await world.settle();
      return [org.mia, org.max].map(async (who) =>
        (await titles(who)).some((title) => title.endsWith(`: ${severity}`)),
      );
    };
    expect(await Promise.all(await heard('P0'))).toEqual([true, true]);
    expect(await Promise.all(await heard('P1'))).toEqual([true, false]);
    expect(await Promise.all(await heard('P2'))).toEqual([false, false]);
  });

  test('an address that can never be written to is tried once and given up, and the app still says it', async () => {
    await org.sql(`update users set email = 'ben at home' where tenant_id = $1 and id = $2`, [org.ben.id]);
    await escalate(org, { severity: 'P0', title: 'Unreachable' });
    await world.forward('PT60S');

    const mails = await org.sql<{ state: string }>(
      'select state from notification_mails where tenant_id = $1 and user_id = $2',
      [org.ben.id],
    );
    // one that was overtaken by more news before it left has nothing in it any more
    const tried = mails.filter(({ state }) => state !== 'suppressed');
    expect(tried).not.toEqual([]);
    expect(new Set(tried.map(({ state }) => state))).toEqual(new Set(['failed']));
    expect(await org.sql(`select 1 from deliveries where tenant_id = $1 and done_at is null`)).toEqual([]);
  });
});

describe('FR-4.5: broadcasts', () => {
  test('the words in full by e-mail, and the list says whom they reached how', async () => {
    const { id } = await escalate(org);
    for (const who of [org.eli, org.eva])
      await org.mia.call(AddEscalationStakeholder, { escalation_id: id, user_id: who.id, role: 'informed' });
    await org.eva.call(PatchNotificationPreferences, { email: 'none' });
    await world.forward('PT60S');
    const message = `First line\n\n${'x'.repeat(600)}\nLast line`;
    await org.ben.call(BroadcastEscalation, { escalation_id: id, message });
    await world.settle();
    await org.ana.call(ReadAllNotifications, {});
    await world.forward('PT60S');

    const text = subjects(org.eli).find((one) => one.includes('News from ben')) ?? '';
    expect(text).toContain('x'.repeat(600));
    expect(text).toContain('Last line');
    const { items } = await org.ben.call(ListEscalationBroadcasts, { escalation_id: id });
    const reached = items[0]?.recipients.map(({ user, email, read_at: read }) => [user.name, email, read !== null]);
    expect(reached).toEqual([
      ['ana', 'read_before', true],
      ['eli', 'sent', false],
      ['eva', 'not_wanted', false],
    ]);
  });
});

describe('FR-4.4: the e-mail to the customer', () => {
  async function approved(more: Partial<WireOf<typeof CreateCustomerDraft>> = {}) {
    const { id } = await escalate(org, { title: 'Secret title' });
    const contact = await aContact(org, org.customers[0]);
    const draft = await org.ana.call(CreateCustomerDraft, {
      escalation_id: id,
      to: [{ stakeholder_id: contact.id }],
      subject: 'We are on it',
      body: 'You will hear from us.',
      ...more,
    });
    const ids = { escalation_id: id, draft_id: draft.id };
    await org.mia.call(ApproveCustomerDraft, { ...ids, version: draft.version });
    return { ids, contact, draft };
  }

  test('leaves after approval, as it was approved: from the author, answers to the owner, known by its Message-ID', async () => {
    const { ids, contact, draft } = await approved();
    expect(mail.to(contact.email)).toEqual([]);
    expect(await org.ana.call(SendCustomerDraft, ids)).toMatchObject({ state: 'sending' });
    await world.settle();

    const [sent, ...more] = mail.to(contact.email);
    expect(more).toEqual([]);
    expect(sent).toMatchObject({
      subject: 'We are on it',
      text: 'You will hear from us.\n',
      from: { email: org.ana.email },
      reply_to: { email: org.ben.email },
      key: `draft.${draft.id}.${draft.version}`,
    });
    expect(JSON.stringify(sent)).not.toMatch(/Secret|P2/);
    expect(await org.ana.call(GetCustomerDraft, ids)).toMatchObject({ state: 'sent', sent_by: { name: 'ana' } });
    expect(await org.ana.refused(SendCustomerDraft, ids)).toBe('409 drafts.illegal-step');
    expect(await org.ana.refused(ChangeCustomerDraft, { ...ids, body: 'x' })).toBe('409 drafts.illegal-step');
  });

  test('sixteen presses are one e-mail', async () => {
    const { ids, contact } = await approved();
    const presses = await Promise.allSettled(Array.from({ length: 16 }, () => org.ana.call(SendCustomerDraft, ids)));
    await world.settle();
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(mail.to(contact.email)).toHaveLength(1);
  });

  test('an answer that is lost is asked for again under the same key, and the customer reads it once', async () => {
    const { ids, contact, draft } = await approved();
    mail.trouble(contact.email, 'lost-answer', 'not-now', 'lost-request');
    await org.ana.call(SendCustomerDraft, ids);
    await world.settle();
    expect(mail.to(contact.email)).toHaveLength(1);
    expect(mail.tries(`draft.${draft.id}.${draft.version}`)).toBeGreaterThanOrEqual(4);
    expect((await org.ana.call(GetCustomerDraft, ids)).state).toBe('sent');
  });

  test('refused for good: it says so, the author hears it, and it can be tried again', async () => {
    const { ids, contact } = await approved();
    mail.trouble(contact.email, 'refuse');
    await org.ana.call(SendCustomerDraft, ids);
    await world.settle();
    expect(await org.ana.call(GetCustomerDraft, ids)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('refused'),
    });
    expect(await titles(org.ana)).toContain(
      'The e-mail to the customer could not be sent, P2 at Customer 0001: Secret title',
    );
    await org.ana.call(SendCustomerDraft, ids);
    await world.settle();
    expect(mail.to(contact.email)).toHaveLength(1);
  });
});

describe('FR-4.2: the war room', () => {
  const room = async (id: string) => (await org.ana.call(GetEscalation, { escalation_id: id })).war_room;

  test('a P0 gets a channel with everybody on it and the brief; it hears what happens and ends with it', async () => {
    const { id } = await escalate(org, { severity: 'P0', secondary_owner_id: org.eva.id });
    const ids = { escalation_id: id };
    await world.settle();

    const made = rooms.of(id);
    expect(await room(id)).toMatchObject({ state: 'open', name: made?.name, url: expect.stringContaining('https://') });
    expect((await org.ana.call(GetEscalation, ids)).slack_channel).toMatch(/^C\d+$/);
    expect([...(made?.people ?? [])].sort()).toEqual([org.ana, org.ben, org.eva].map(({ email }) => email).sort());
    expect(made?.posts.get('brief')).toMatch(
      /^P0 at Customer 0001: All is down\nCategory: Technical\nOwner: ben, then eva/,
    );

    await org.mia.call(AddEscalationStakeholder, { ...ids, user_id: org.eli.id, role: 'informed' });
    await org.ben.call(AcknowledgeEscalation, ids);
    await world.settle();
    expect(made?.people.has(org.eli.email)).toBe(true);
    await org.ben.call(ResolveEscalation, { ...ids, ...resolution });
    await world.settle();
    expect([...(made?.posts.values() ?? [])].slice(1)).toEqual(['Taken on. Owner: ben.', 'Resolved: Restarted it']);
    expect(made?.archived).toBe(false);
    await org.ben.call(CloseEscalation, ids);
    await world.settle();
    expect(made?.archived).toBe(true);
    expect((await room(id))?.state).toBe('closed');
    expect((await updates(org.ana, id, { update_type: 'war_room' })).map(({ summary }) => summary)).toEqual([
      'The war room is closed',
      'The war room is open',
      'Asked for a war room',
    ]);
  });

  test('when the answer is lost after it was made, or the service is not there for a while, there is one room', async () => {
    rooms.trouble('not-now', 'lost-answer');
    const { id } = await escalate(org, { severity: 'P1' });
    await world.settle();
    expect(rooms.rooms.filter(({ escalationId }) => escalationId === id)).toHaveLength(1);
    expect((await room(id))?.state).toBe('open');
    expect(
      (await updates(org.ana, id, { update_type: 'war_room' })).filter(({ summary }) => /is open/.test(summary)),
    ).toHaveLength(1);
  });

  /** Handled while there is no room yet, as it happens when the service is slow. */
  const isHandled = (handler: string) =>
    eventually(async () =>
      expect(
        await org.sql('select 1 from deliveries where tenant_id = $1 and handler = $2 and done_at is not null', [
          handler,
        ]),
      ).not.toEqual([]),
    );

  test('whoever got it while the room was being made is let in', async () => {
    let id = '';
    rooms.meanwhile(async () => {
      [{ id = '' } = {}] = await org.sql<{ id: string }>('select id from escalations where tenant_id = $1');
      await org.ada.call(AssignEscalation, { escalation_id: id, primary_owner_id: org.eva.id, reason: 'Eva knows it' });
      await isHandled('war-room');
    });
    await escalate(org, { severity: 'P0' });
    await world.settle();

    await eventually(async () => expect((await room(id))?.state).toBe('open'));
    await eventually(async () => expect(rooms.of(id)?.people.has(org.eva.email)).toBe(true));
  });

  test('taken back while the room was being made, it is closed as soon as it is there', async () => {
    let id = '';
    rooms.meanwhile(async () => {
      [{ id = '' } = {}] = await org.sql<{ id: string }>('select id from escalations where tenant_id = $1');
      await org.ada.call(VoidEscalation, { escalation_id: id, reason: 'Twice' });
      await isHandled('war-room-words');
    });
    await escalate(org, { severity: 'P0' });
    await world.settle();

    await eventually(async () => expect((await room(id))?.state).toBe('closed'));
    expect(rooms.of(id)?.archived).toBe(true);
  });

  test('refused for good: the discussion takes its place, and the note says why', async () => {
    rooms.trouble('refuse');
    const { id } = await escalate(org, { severity: 'P1' });
    await world.settle();
    expect(await room(id)).toMatchObject({ state: 'missing', note: expect.stringContaining('restricted_action') });
  });

  test('every message to it is said once, also when its answer is lost', async () => {
    const { id } = await escalate(org, { severity: 'P0' });
    await world.settle();
    rooms.trouble('lost-answer', 'not-now');
    await org.ben.call(AcknowledgeEscalation, { escalation_id: id });
    await world.settle();
    expect([...(rooms.of(id)?.posts.values() ?? [])].filter((text) => text.startsWith('Taken on'))).toHaveLength(1);
  });
});

test('what is not about escalations is bundled and held back as before', async () => {
  await org.mia.call(CreateTask, { customer_id: org.customers[0] ?? '', title: 'Later' });
  await world.forward('PT60S');
  expect(mentions(org.ana, 'Later')).toBe(0);
  await world.forward('PT10M');
  expect(mentions(org.ana, 'Later')).toBe(1);
});

// the last one: it takes the night
test('FR-4.3: at night P0 wakes its owner, P1 waits for the morning, and nobody who chose no e-mails gets one', async () => {
  await org.mia.call(PatchNotificationPreferences, { email: 'none' });
  await at('23:00');
  await escalate(org, { severity: 'P1', title: 'By morning', customer_id: org.customers[1] ?? '' });
  await world.settle();
  await escalate(org, { severity: 'P0', title: 'Now' });
  await world.forward('PT60S');

  expect(mentions(org.ben, 'P0 at Customer 0001: Now')).toBeGreaterThan(0);
  expect(mentions(org.ben, 'P1 at Customer 0002: By morning')).toBe(0);
  expect(await titles(org.ben)).toContain('New escalation, P1 at Customer 0002: By morning');
  await world.forward('PT10H5M');
  expect(mentions(org.ben, 'By morning')).toBeGreaterThan(0);
  expect(subjects(org.mia)).toEqual([]);
});
