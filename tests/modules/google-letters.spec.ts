import { jest } from '@jest/globals';
import {
  ApproveCustomerDraft,
  CheckIntegration,
  CompleteHandback,
  CreateCustomerDraft,
  GetCustomerDraft,
  GetHandback,
  GetHandoff,
  PatchAbsence,
  ProposeHandbackMeeting,
  ReleaseCoverage,
  ReturnFromAbsence,
  PutDepartureNote,
  SendCustomerDraft,
} from '@understudy/contracts';
import { simpleParser } from 'mailparser';
import { accept, asked } from './covering.js';
import { escalate, withCategories } from './escalating.js';
import { aContact, covered, notices, states } from './noticing.js';
import { aWorkspace, connectedByDelegation, type Workspace } from './workspace.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

/** Days pass in these, and CI's machine is slow. */
jest.setTimeout(120_000);

const SCOPE = 'https://www.googleapis.com/auth/';
const SECRETS = ['vacation', '1000', 'health', 'ARR'];
let workspace: Workspace;
let world: World;
let org: Organisation;
beforeAll(async () => {
  workspace = await aWorkspace();
  world = await aWorld({ env: { ...workspace.env, SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') } });
});
afterAll(async () => {
  await world?.close();
  await workspace?.close();
});
beforeEach(async () => {
  await workspace.control('DELETE', '/faults');
  org = await world.organisation();
  await connectedByDelegation(workspace, org);
});

const stage = () => ({ world, mail: undefined as never, close: async () => undefined });
const fault = (method: string, kind: string, times = 1) =>
  workspace.control('POST', '/faults', { kind, method, times, ...(kind.startsWith('timeout') && { delay_ms: 50 }) });

/** What stands in Sent, the oldest first, as a mail program reads it. */
const sent = async (who: Person) => {
  const { messages = [] } = (await workspace.as(who, 'GET', '/gmail/v1/users/me/messages?q=in:sent')) as {
    messages?: { id: string; threadId: string }[];
  };
  const raw = await Promise.all(
    messages.map(({ id }) => workspace.as(who, 'GET', `/gmail/v1/users/me/messages/${id}?format=raw`)),
  );
  const mails = await Promise.all(raw.map((one) => simpleParser(Buffer.from(String(one['raw']), 'base64url'))));
  return mails.map((mail, at) => ({ mail, threadId: messages[at]?.threadId })).toReversed();
};

/** An admin at Google's console takes one scope back, and the product has noticed. */
async function takeAway(scope: string): Promise<void> {
  const domain = org.ana.email.split('@')[1];
  const { items } = (await workspace.control('GET', '/google/admin/delegation')) as {
    items: { domain: string; scopes: string[] }[];
  };
  const scopes = items.find((one) => one.domain === domain)?.scopes.filter((one) => one !== SCOPE + scope) ?? [];
  await workspace.control('POST', '/google/admin/delegation', { scopes, domain });
  await org.sql('update google_connections set missing_scopes = array[$2] where tenant_id = $1', [SCOPE + scope]);
}

describe('what customers are told leaves from the mailbox of whoever tells it', () => {
  test('right From, To and Reply-To, no line added to a header, and nothing private', async () => {
    const lena = await aContact(org, org.customers[0], { name: 'Lena\r\nBcc: everybody@evil.example\r\n\r\nHello' });
    await org.sql('update customers set name = $2, health_score = 13 where tenant_id = $1 and id = $3', [
      'Müller & Söhne\r\nX-Evil: yes',
      org.customers[0],
    ]);
    const { absenceId } = await covered(stage(), org, { from: 0, until: 1 });
    expect(await states(org, absenceId)).toEqual(['introduction sent']);

    const [letter, ...more] = await sent(org.ana);
    expect(more).toEqual([]);
    const mail = letter?.mail;
    expect(mail?.from?.value).toEqual([{ name: 'ana', address: org.ana.email }]);
    expect([mail?.to].flat().flatMap((one) => one?.value.map(({ address }) => address))).toEqual([lena.email]);
    expect(mail?.replyTo?.value.map(({ address }) => address)).toEqual([org.ben.email]);
    expect([mail?.bcc, mail?.headers.get('x-evil')]).toEqual([undefined, undefined]);
    expect(mail?.headers.get('list-unsubscribe-post') ?? mail?.headers.get('list')).toBeDefined();
    expect(mail?.text).toContain('Müller & Söhne');
    for (const secret of SECRETS) expect(`${mail?.subject} ${mail?.text}`).not.toContain(secret);
  });

  test('an update belongs to what came before', async () => {
    await aContact(org, org.customers[0]);
    const { absenceId } = await covered(stage(), org, { from: 0, until: 1 });
    await org.ana.call(PatchAbsence, { absence_id: absenceId, end_date: await world.day(4) });
    await world.forward('P1D');
    expect(await states(org, absenceId)).toEqual(['introduction sent', 'update sent']);
    const [first, second] = await sent(org.ana);
    expect(second?.mail.inReplyTo).toBe(first?.mail.messageId);
    expect([second?.mail.references].flat()).toEqual([first?.mail.messageId]);
  });

  test('the answer is lost after Gmail sent it: it is found in Sent, and comes once', async () => {
    await aContact(org, org.customers[0]);
    await fault('gmail.users.messages.send', 'timeout-after');
    const { absenceId } = await covered(stage(), org, { from: 0, until: 1 });
    await world.settle();
    expect([await states(org, absenceId), (await sent(org.ana)).length]).toEqual([['introduction sent'], 1]);
  });

  test('where nobody may look into Sent it is not sent again, and a person is told to look', async () => {
    await takeAway('gmail.readonly');
    await aContact(org, org.customers[0]);
    await fault('gmail.users.messages.send', 'timeout-after');
    const { absenceId } = await covered(stage(), org, { from: 0, until: 1 });
    await world.settle();
    const [notice] = (await notices(org, absenceId)).items;
    expect(notice).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('look into the Sent folder of ana'),
    });
    expect(await sent(org.ana)).toHaveLength(1);
  });

  test('Gmail is out of order before anything was sent: it is tried again', async () => {
    await aContact(org, org.customers[0]);
    await fault('gmail.users.messages.send', 'rate-limited');
    const { absenceId } = await covered(stage(), org, { from: 0, until: 1 });
    expect([await states(org, absenceId), (await sent(org.ana)).length]).toEqual([['introduction sent'], 1]);
  });

  test('a mailbox we may not send from: the organisation’s own way', async () => {
    await takeAway('gmail.send');
    const lena = await aContact(org, org.customers[0]);
    const { absenceId } = await covered(stage(), org, { from: 0, until: 1 });
    expect([await states(org, absenceId), await sent(org.ana)]).toEqual([['introduction sent'], []]);
    const { items } = (await workspace.control('GET', '/outbox')) as {
      items: { what: { to?: string[] } }[];
    };
    expect(items.filter(({ what }) => what.to?.includes(lena.email))).toHaveLength(1);
  });
});

describe('words to a customer in an escalation', () => {
  test('leave from the mailbox of whoever wrote them, and answers go to the owner', async () => {
    await withCategories(org);
    const lena = await aContact(org, org.customers[0]);
    const { id } = await escalate(org);
    const { id: draftId, version } = await org.ana.call(CreateCustomerDraft, {
      escalation_id: id,
      to: [{ stakeholder_id: lena.id }],
      subject: 'We are on it',
      body: 'Soon.',
    });
    const ids = { escalation_id: id, draft_id: draftId };
    await org.mia.call(ApproveCustomerDraft, { ...ids, version });
    await org.ana.call(SendCustomerDraft, ids);
    await world.settle();
    expect((await org.ana.call(GetCustomerDraft, ids)).state).toBe('sent');
    const [letter, ...more] = await sent(org.ana);
    expect([letter?.mail.subject, letter?.mail.replyTo?.value[0]?.address, more]).toEqual([
      'We are on it',
      org.ben.email,
      [],
    ]);
  });
});

describe('briefs and return summaries are Google Docs', () => {
  const readable = async (who: Person, id: string | null) => {
    try {
      const { body } = (await workspace.as(who, 'GET', `/v1/documents/${id}`)) as { body: object };
      return JSON.stringify(body);
    } catch {
      return null;
    }
  };
  const files = async (who: Person) =>
    ((await workspace.as(who, 'GET', '/drive/v3/files')) as { files: { name: string }[] }).files.map(
      ({ name }) => name,
    );
  const handoff = async (id: string, who: Person = org.ana) =>
    (await who.call(GetHandoff, { coverage_id: id })).document_id;

  test('in the Drive of whoever is away, for the backup alone, anew when it changes, and shut at the end', async () => {
    const { absenceId, id } = await asked(world, org, 1, 4);
    expect(await handoff(id)).toBeNull();
    await accept(org.ben, id);
    await world.settle();
    const document = await handoff(id);
    expect(await readable(org.ben, document)).toContain('Customer 0001');
    expect([await readable(org.eva, document), await readable(org.mia, document)]).toEqual([null, null]);
    expect(await files(org.ana)).toEqual(['Handoff: ana → ben']);

    await org.ana.call(PutDepartureNote, {
      absence_id: absenceId,
      customer_id: org.customers[0] ?? '',
      note: 'Call them on Tuesdays only',
    });
    await world.settle();
    expect(await readable(org.ben, document)).toContain('Call them on Tuesdays only');
    expect(await files(org.ana)).toHaveLength(1);

    await world.forward('P1D');
    await org.ana.call(ReturnFromAbsence, { coverage_id: id });
    await world.settle();
    expect(await readable(org.ben, document)).toBeNull();
    const summary = (await org.ana.call(GetHandback, { assignment_id: id })).summary_doc_id;
    expect(await readable(org.ana, summary)).toContain('While you were away');
    expect(await readable(org.ben, summary)).not.toBeNull();
    await org.ana.call(CompleteHandback, { assignment_id: id });
    await world.settle();
    expect(await readable(org.ben, summary)).toBeNull();
  });

  test('a former backup is out, and nobody is mailed about it', async () => {
    const { absenceId, id } = await asked(world, org, 1, 4);
    await accept(org.ben, id);
    await world.settle();
    const first = await handoff(id);
    await org.ben.call(ReleaseCoverage, { assignment_id: id, reason: 'Called away' });
    await world.settle();
    const next = (await org.assignments(absenceId)).find(({ status }) => status === 'pending');
    await accept(org.eva, next?.id ?? '');
    await world.settle();
    expect(await readable(org.ben, first)).toBeNull();
    const second = await handoff(next?.id ?? '');
    expect([await readable(org.ben, second), (await readable(org.eva, second)) === null]).toEqual([null, false]);
  });

  test('not let in when a coverage ends: the former backup is shut out as soon as Google lets us in again', async () => {
    const { id } = await asked(world, org, 0, 3);
    await accept(org.ben, id);
    await world.settle();
    const document = await handoff(id);
    const domain = org.ana.email.split('@')[1];
    await workspace.control('POST', '/google/admin/delegation', { scopes: [], domain });
    await org.ana.call(ReturnFromAbsence, { coverage_id: id });
    await world.settle();
    expect(await readable(org.ben, document)).not.toBeNull();

    await workspace.control('POST', '/google/admin/delegation', { scopes: null, domain });
    await org.ada.call(CheckIntegration, { kind: 'google' });
    await world.settle();
    expect(await readable(org.ben, document)).toBeNull();
  });

  test.each(['timeout-after', 'error-500', 'rate-limited'])(
    '%s on the way: one document, shared, and shut',
    async (kind) => {
      for (const method of ['drive.files.create', 'drive.permissions.create', 'drive.permissions.delete'])
        await fault(method, kind);
      const { id } = await asked(world, org, 0, 3);
      await accept(org.ben, id);
      await world.settle();
      const document = await handoff(id);
      expect(await readable(org.ben, document)).not.toBeNull();
      expect(await files(org.ana)).toHaveLength(1);
      await org.ana.call(ReturnFromAbsence, { coverage_id: id });
      await world.settle();
      expect(await readable(org.ben, document)).toBeNull();
    },
  );
});

describe('a handback meeting', () => {
  const EVENTS = '/calendar/v3/calendars/primary/events';
  const meetings = async (who: Person) => {
    const { items = [] } = (await workspace.as(who, 'GET', EVENTS)) as {
      items?: { summary: string; start: { dateTime: string }; attendees?: { email: string }[] }[];
    };
    return items
      .filter(({ summary }) => summary.startsWith('Handback'))
      .map(({ start, attendees = [] }) => [
        String(Temporal.Instant.from(start.dateTime)),
        attendees.map(({ email }) => email).toSorted(),
      ]);
  };

  const endOf = ({ starts_at }: { starts_at: string }) => Temporal.Instant.from(starts_at).add({ hours: 2 });
  const at = ({ starts_at }: { starts_at: string }) => String(Temporal.Instant.from(starts_at));

  test('stands in both calendars once, moves along, and is where both are free', async () => {
    const { id } = await asked(world, org, 0, 2);
    await accept(org.ben, id);
    await world.settle();
    await org.ana.call(ReturnFromAbsence, { coverage_id: id });
    const free = await org.ana.call(ProposeHandbackMeeting, { assignment_id: id });
    await fault('calendar.events.insert', 'timeout-after');
    await world.settle();
    const both = [org.ana.email, org.ben.email].toSorted();
    expect(await meetings(org.ana)).toEqual([[at(free), both]]);
    expect(await meetings(org.ben)).toEqual([[at(free), both]]);

    await workspace.as(org.ben, 'POST', EVENTS, {
      summary: 'Dentist',
      start: { dateTime: free.starts_at },
      end: { dateTime: String(endOf(free)) },
    });
    const moved = await org.ana.call(ProposeHandbackMeeting, { assignment_id: id });
    await world.settle();
    expect(Temporal.Instant.compare(Temporal.Instant.from(moved.starts_at), endOf(free))).toBeGreaterThanOrEqual(0);
    expect(await meetings(org.ben)).toEqual([[at(moved), both]]);
  });
});
