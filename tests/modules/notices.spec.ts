import { NoticesService, Tenancy } from '@understudy/api/testing';
import {
  CancelAbsence,
  ChangeUser,
  ListNotices,
  NotifyCustomers,
  ReleaseCoverage,
  SetNoticePlan,
  SetNoticeZone,
} from '@understudy/contracts';
import { type AssignmentId, asId } from '@understudy/domain';
import { accept, asked, setPolicy, whoNow } from './covering.js';
import {
  aContact,
  aNoticeStage,
  covered,
  fallsAway,
  type NoticeStage,
  notices,
  replaced,
  states,
  toDay,
  toMonday,
} from './noticing.js';
import type { Organisation } from './world.js';

let stage: NoticeStage;
let org: Organisation;
beforeAll(async () => {
  stage = await aNoticeStage();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  org = await stage.world.organisation();
  await toMonday(stage, org);
});

const lisbon = (at: string | null | undefined) =>
  at ? Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Lisbon').toPlainDateTime().toString().slice(0, 16) : null;
const dayAt = async (offset: number, clock: string) => `${await stage.world.day(offset)}T${clock}`;

describe('PRD-131 FR-4: customers are told who looks after them', () => {
  test('by themselves, on the working day before: who, when, how to reach, whom to turn to next', async () => {
    const lena = await aContact(org, org.customers[0]);
    await org.sql(`update customers set language = 'de' where tenant_id = $1 and id = $2`, [org.customers[0]]);
    const { absenceId, id } = await covered(stage, org);

    const planned = await notices(org, absenceId);
    expect(planned).toMatchObject({ method: 'auto', connected: true });
    expect(planned.items).toMatchObject([
      {
        kind: 'introduction',
        state: 'planned',
        language: 'de',
        contact: { email: lena.email },
        sent_at: null,
        coverage_id: id,
      },
    ]);
    expect(lisbon(planned.items[0]?.send_at)).toBe(await dayAt(2, '09:00'));

    await toDay(stage, org, 2, '08:59');
    expect(stage.mail.to(lena.email)).toEqual([]);
    await toDay(stage, org, 0, '09:00');
    expect(stage.mail.to(lena.email)).toMatchObject([
      {
        from: { name: 'ana', email: org.ana.email },
        reply_to: { name: 'ben', email: org.ben.email },
        to_names: ['Lena Vogt'],
        subject: 'Während meiner Abwesenheit ist ben für Sie da',
        headers: {
          'List-Unsubscribe': expect.stringMatching(/^<http.*\/api\/notices\/unsubscribe\?token=[\w.-]+>$/),
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      },
    ]);
    const { text = '' } = stage.mail.to(lena.email)[0] ?? {};
    for (const part of ['ben', org.ben.email, 'mia', org.mia.email, 'Customer 0001']) expect(text).toContain(part);
    const [sent] = (await notices(org, absenceId)).items;
    expect(sent).toMatchObject({ state: 'sent', subject: 'Während meiner Abwesenheit ist ben für Sie da' });
    expect(text.startsWith(sent?.text ?? 'nothing')).toBe(true);
    expect(lisbon(sent?.sent_at)).toBe(await dayAt(0, '09:00'));
  });

  test('at once when an absence runs already that nobody planned', async () => {
    const lena = await aContact(org, org.customers[0]);
    await covered(stage, org, { from: 0, until: 0 });
    expect(stage.mail.to(lena.email)).toHaveLength(1);
  });

  test('in the business hours of the customer, where their zone is known', async () => {
    await aContact(org, org.customers[0]);
    const zone = { customer_id: org.customers[0] ?? '', time_zone: 'America/New_York' };
    expect(await org.ana.call(SetNoticeZone, zone)).toEqual(zone);
    expect(await org.gus.refused(SetNoticeZone, zone)).toBe('403 identity.not-allowed');
    const { absenceId } = await covered(stage, org);

    const [planned] = (await notices(org, absenceId)).items;
    expect(Temporal.Instant.from(planned?.send_at ?? '').toZonedDateTimeISO('America/New_York').hour).toBe(9);
  });

  test('never against the policy: not by itself where the method is manual, not at all where it is none', async () => {
    await aContact(org, org.customers[0]);
    const { absenceId, id } = await covered(stage, org, { method: 'manual' });
    expect(await states(org, absenceId)).toEqual([]);

    await org.ana.call(SetNoticePlan, { absence_id: absenceId, method: 'none' });
    expect(await org.ana.refused(NotifyCustomers, { coverage_id: id })).toBe('422 notices.turned-off');
    await org.mia.call(SetNoticePlan, { absence_id: absenceId, method: 'auto' });
    await stage.world.settle();
    expect(await states(org, absenceId)).toEqual(['introduction planned']);
    await org.ana.call(SetNoticePlan, { absence_id: absenceId, method: 'none' });
    await stage.world.settle();
    expect(await states(org, absenceId)).toEqual(['introduction obsolete']);
  });

  test('only people who are the first to write to, and have an address', async () => {
    const lena = await aContact(org, org.customers[0]);
    await aContact(org, org.customers[0], { isPrimary: false });
    await org.sql(
      `insert into stakeholders (tenant_id, customer_id, name, is_primary) values ($1, $2, 'No address', true)`,
      [org.customers[1]],
    );
    const { absenceId } = await covered(stage, org);
    expect((await notices(org, absenceId)).items.map(({ contact }) => contact.email)).toEqual([lena.email]);
  });

  test('once per contact and absence, also when two customers with two backups share the contact', async () => {
    const shared = 'Shared@Consulting.example';
    await aContact(org, org.customers[0], { email: `${org.tenantId.slice(0, 8)}-${shared}` });
    const { email } = await aContact(org, org.customers[1], {
      email: `${org.tenantId.slice(0, 8)}-${shared.toLowerCase()}`,
    });
    const { absenceId } = await covered(stage, org, { from: 0, until: 0 });

    expect(stage.mail.to(email)).toHaveLength(1);
    expect(await states(org, absenceId)).toEqual(['introduction sent']);
  });

  test('is summed up for PRD-131’s customerNotifications', async () => {
    await aContact(org, org.customers[0]);
    const { id } = await covered(stage, org, { from: 0, until: 0 });
    const later = await asked(stage.world, org, 20, 21);
    const [one, two] = [asId<AssignmentId>(id), asId<AssignmentId>(later.id)];
    const { app } = stage.world.api;
    const summary = await app.get(Tenancy).run(org.tenantId, (tx) => app.get(NoticesService).summaryOf(tx, [one, two]));

    expect(summary.get(one)).toMatchObject({ sent: true, sentAt: expect.any(Temporal.Instant), method: 'auto' });
    expect(summary.get(two)).toEqual({ sent: false, sentAt: null, method: 'manual' });
  });
});

describe('what was planned is asked again right before it leaves', () => {
  test('an absence that is called off tells nobody', async () => {
    const lena = await aContact(org, org.customers[0]);
    const { absenceId } = await covered(stage, org);
    await org.ana.call(CancelAbsence, { absence_id: absenceId });
    await toDay(stage, org, 5, '12:00');

    expect(await states(org, absenceId)).toEqual(['introduction obsolete']);
    expect(stage.mail.to(lena.email)).toEqual([]);
  });

  test('a backup who was replaced before is not introduced; the new one is', async () => {
    const lena = await aContact(org, org.customers[0]);
    const coverage = await covered(stage, org);
    const name = await replaced(stage, org, coverage);
    await toDay(stage, org, 2, '09:00');

    expect(stage.mail.to(lena.email)).toMatchObject([{ subject: `While I am away, ${name} is there for you` }]);
    expect(await states(org, coverage.absenceId)).toEqual(['introduction sent']);
  });

  test('when nobody is in charge any more, nothing is said', async () => {
    const lena = await aContact(org, org.customers[0]);
    const coverage = await covered(stage, org);
    await fallsAway(org, coverage);
    await toDay(stage, org, 2, '12:00');

    expect(stage.mail.to(lena.email)).toEqual([]);
    expect(await states(org, coverage.absenceId)).toEqual(['introduction obsolete']);
  });
});

describe('what was said and is not so any more is put right, once', () => {
  test('another backup after the introduction', async () => {
    const lena = await aContact(org, org.customers[0]);
    const coverage = await covered(stage, org, { from: 1, until: 3 });
    expect(stage.mail.to(lena.email)).toHaveLength(1);
    const name = await replaced(stage, org, coverage);
    await stage.world.forward('PT30M');

    expect(stage.mail.to(lena.email).map(({ subject }) => subject)).toEqual([
      'While I am away, ben is there for you',
      `A change while I am away: ${name} is there for you`,
    ]);
    expect(await states(org, coverage.absenceId)).toEqual(['introduction sent', 'update sent']);
  });

  test('the introduced backup leaves the organisation: the next one is asked, and named once they said yes', async () => {
    const lena = await aContact(org, org.customers[0]);
    const { absenceId } = await covered(stage, org, { from: 1, until: 3 });
    await org.ada.call(ChangeUser, { user_id: org.ben.id, active: false });
    await stage.world.settle();
    const next = (await org.assignments(absenceId)).find(({ status }) => status === 'pending');
    expect(next).toMatchObject({ backup: { user_id: org.eva.id } });
    await stage.world.forward('PT15M');
    expect(stage.mail.to(lena.email)).toHaveLength(1);

    await accept(org.eva, next?.id ?? '');
    await stage.world.forward('PT30M');
    expect(stage.mail.to(lena.email).at(-1)).toMatchObject({
      subject: 'A change while I am away: eva is there for you',
      reply_to: { email: org.eva.email },
    });
  });

  test('the introduced backup is gone and nobody accepts: whoever is responsible all the same is named', async () => {
    await setPolicy(org, { ladder: [] });
    const lena = await aContact(org, org.customers[0]);
    const coverage = await covered(stage, org, { from: 1, until: 3 });
    await org.ben.call(ReleaseCoverage, { assignment_id: coverage.id, reason: 'Called away' });
    await stage.world.forward('P2D');

    expect((await org.assignments(coverage.absenceId)).filter(({ status }) => status === 'active')).toEqual([]);
    expect(await whoNow(org, org.customers[0])).toBe('manager: mia');
    expect(stage.mail.to(lena.email).map(({ subject }) => subject)).toEqual([
      'While I am away, ben is there for you',
      'A change while I am away: mia is there for you',
    ]);
  });

  test('an absence that is called off after the introduction', async () => {
    const lena = await aContact(org, org.customers[0]);
    const { absenceId } = await covered(stage, org, { from: 1, until: 3 });
    await org.ana.call(CancelAbsence, { absence_id: absenceId });
    await stage.world.forward('PT30M');

    const [, called] = stage.mail.to(lena.email);
    expect(called).toMatchObject({ subject: 'My plans have changed: I am there for you as usual' });
    expect(called?.text).not.toContain('ben');
    expect(called).not.toHaveProperty('reply_to');
  });

  test('control: an absence that goes on as said brings nothing more', async () => {
    const lena = await aContact(org, org.customers[0]);
    await covered(stage, org, { from: 1, until: 2 });
    await stage.world.forward('P5D');
    expect(stage.mail.to(lena.email)).toHaveLength(1);
  });
});

describe('PRD-131: POST /api/coverage/{coverage_id}/notify-customers', () => {
  test('preview shows the real words for each, in their language, and sends nothing', async () => {
    const [lena, jules] = [
      await aContact(org, org.customers[0]),
      await aContact(org, org.customers[1], { name: 'Jules Roy' }),
    ];
    await org.sql(`update customers set language = 'fr-CA' where tenant_id = $1 and id = $2`, [org.customers[1]]);
    const { id, absenceId } = await asked(stage.world, org, 3, 4);
    const answer = await org.ana.call(NotifyCustomers, { coverage_id: id, preview: true, message: 'All is\r\nquiet.' });

    expect(answer).toMatchObject({ preview: true, connected: true });
    expect(answer.items).toMatchObject([
      { id: null, contact: { email: lena.email }, language: 'en', text: expect.stringContaining('All is\nquiet.') },
      {
        id: null,
        contact: { email: jules.email },
        language: 'fr',
        text: expect.stringContaining('Bonjour Jules Roy,'),
      },
    ]);
    expect(answer.skipped).toMatchObject([
      { contact: null, reason: 'no-contact', customer: { name: 'Customer 0003' } },
    ]);
    await stage.world.settle();
    expect(await states(org, absenceId)).toEqual([]);
    expect(stage.mail.to(lena.email)).toEqual([]);
  });

  test('sends to the chosen customers, with the owner’s words, and says what became of it', async () => {
    const [lena, other] = [await aContact(org, org.customers[0]), await aContact(org, org.customers[1])];
    const { id, absenceId } = await covered(stage, org, { method: 'manual' });
    const asks = { coverage_id: id, customer_ids: [org.customers[0] ?? ''], message: 'See you on Monday.' };
    const first = await org.ana.call(NotifyCustomers, asks);
    await stage.world.settle();

    expect(first.items).toMatchObject([{ state: 'planned', method: 'manual', contact: { email: lena.email } }]);
    expect(stage.mail.to(lena.email)).toMatchObject([{ text: expect.stringContaining('See you on Monday.') }]);
    expect(stage.mail.to(other.email)).toEqual([]);
    expect(await org.ben.call(NotifyCustomers, asks)).toMatchObject({
      items: [],
      skipped: [{ reason: 'already-sent' }],
    });
    expect(await states(org, absenceId)).toEqual(['introduction sent']);
  });

  test('on a Saturday it waits for Monday', async () => {
    await aContact(org, org.customers[0]);
    const { id, absenceId } = await covered(stage, org, { method: 'manual', from: 5, until: 12 });
    await toDay(stage, org, 5, '11:00');
    await org.ben.call(NotifyCustomers, { coverage_id: id });
    await stage.world.settle();

    const [waiting] = (await notices(org, absenceId)).items;
    expect([waiting?.state, lisbon(waiting?.send_at)]).toEqual(['planned', await dayAt(2, '09:00')]);
    await stage.world.forward('P2D');
    expect(await states(org, absenceId)).toEqual(['introduction sent']);
  });

  test('pressed by eight people at once, each contact gets one e-mail', async () => {
    const contacts = await Promise.all(org.customers.map((customer) => aContact(org, customer)));
    const { id, absenceId } = await covered(stage, org, { method: 'manual' });
    await Promise.all(
      [org.ana, org.ben, org.mia, org.ada, org.ana, org.ben, org.mia, org.ada].map((person) =>
        person.call(NotifyCustomers, { coverage_id: id }),
      ),
    );
    await stage.world.settle();

    expect(contacts.map(({ email }) => stage.mail.to(email).length)).toEqual([1, 1, 1]);
    expect(await states(org, absenceId)).toEqual(Array.from({ length: 3 }, () => 'introduction sent'));
  });

  test('is for the person away, the backup and their managers, about customers of that coverage', async () => {
    await aContact(org, org.customers[0]);
    const { id, absenceId } = await asked(stage.world, org, 3, 4);
    const theirs = await stage.world.organisation();
    const ask = { coverage_id: id };

    expect(await org.ana.refused(NotifyCustomers, ask)).toBe('409 notices.nobody-accepted');
    await accept(org.ben, id);
    expect(await org.eva.refused(NotifyCustomers, ask)).toBe('403 identity.not-allowed');
    expect(await org.gus.refused(NotifyCustomers, ask)).toBe('403 identity.not-allowed');
    expect(await org.sam.refused(NotifyCustomers, ask)).toBe('403 identity.not-allowed');
    expect(await theirs.ada.refused(NotifyCustomers, ask)).toBe('404 coverage.assignment-not-found');
    const foreign = { ...ask, customer_ids: [theirs.customers[0] ?? ''] };
    expect(await org.ana.refused(NotifyCustomers, foreign)).toBe('404 customers.not-found');
    expect(await org.ana.refused(NotifyCustomers, { ...ask, message: 'x'.repeat(2_001) })).toBe(
      '400 request.malformed',
    );
    for (const reader of [org.ana, org.ben, org.mia, org.ada])
      expect(await reader.call(ListNotices, { absence_id: absenceId })).toMatchObject({ method: 'manual' });
    expect(await org.eva.refused(ListNotices, { absence_id: absenceId })).toBe('403 identity.not-allowed');
    expect(await theirs.ada.refused(ListNotices, { absence_id: absenceId })).toBe('404 absences.not-found');
    expect(await org.ben.refused(SetNoticePlan, { absence_id: absenceId, method: 'auto' })).toBe(
      '403 identity.not-allowed',
    );
    await org.ana.call(CancelAbsence, { absence_id: absenceId });
    expect(await org.ana.refused(NotifyCustomers, ask)).toBe('409 coverage.absence-over');
  });
});
