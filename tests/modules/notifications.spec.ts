import { jest } from '@jest/globals';
import {
  AssignCoverage,
  CreateEscalation,
  CreateRisk,
  CreateTask,
  DeclineCoverage,
  GetNotificationPreferences,
  ListNotifications,
  PatchNotificationPreferences,
  PatchTask,
  ReadAllNotifications,
  ReadNotification,
  ReturnFromAbsence,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { aNoticeStage, type NoticeStage, toMonday } from './noticing.js';
import type { Organisation, Person, World } from './world.js';

/** Days pass in these, and CI's machine is slow. */
jest.setTimeout(120_000);

let stage: NoticeStage;
let world: World;
let org: Organisation;
beforeAll(async () => {
  stage = await aNoticeStage();
  ({ world } = stage);
});
afterAll(() => stage?.close());
beforeEach(async () => {
  org = await world.organisation();
  await toMonday(stage, org);
});

const told = async (who: Person, kind?: string) =>
  (await who.call(ListNotifications, { limit: 100 })).items.filter((item) => kind === undefined || item.kind === kind);
const titles = async (who: Person, kind?: string) => (await told(who, kind)).map(({ title }) => title);

/** Ana is away from today on and Ben stands in. */
async function covered(days = 4): Promise<{ absenceId: string; id: string }> {
  const assignment = await asked(world, org, 0, days);
  await accept(org.ben, assignment.id);
  await world.settle();
  return assignment;
}
const addTask = (title: string, customer = org.customers[0] ?? '', by: Person = org.mia) =>
  by.call(CreateTask, { customer_id: customer, title });
const addRisk = (description: string, by: Person = org.mia) =>
  by.call(CreateRisk, { customer_id: org.customers[0] ?? '', kind: 'churn', description, severity: 'high' });
const received = async (id: string): Promise<number[]> => {
  const [row] = await org.sql<{ counter: number; recount: number }>(
    `select notifications_received as counter, (select count(*)::int from notifications n where n.tenant_id = $1 and n.assignment_id = s.id) as recount
       from coverage_assignments s where tenant_id = $1 and id = $2`,
    [id],
  );
  return [row?.counter ?? -1, row?.recount ?? -1];
};

describe('PRD-258 FR-4.1: the backup hears of covered customers', () => {
  test('what happens at a covered customer comes to the backup, with the reason, and not to who is away', async () => {
    const { id } = await covered();
    await addTask('Send the renewal offer');
    await world.settle();

    const [task] = await told(org.ben, 'customer.task-added');
    expect(task).toMatchObject({
      title: 'New task for Customer 0001: Send the renewal offer',
      why: 'You look after this customer for ana at the moment.',
      link: `/customers/${org.customers[0]}`,
      assignment_id: id,
      urgency: 'normal',
      read_at: null,
    });
    expect(await titles(org.ana, 'customer.task-added')).toEqual([]);
    expect(await received(id)).toEqual([1, 1]);
  });

  test('whoever did it is not told', async () => {
    await covered();
    await addTask('By the backup', org.customers[0], org.ben);
    await world.settle();
    expect(await titles(org.ben, 'customer.task-added')).toEqual([]);
  });

  test('things at one customer within ten minutes are one, and the coverage counts one', async () => {
    const { id } = await covered();
    for (const title of ['One', 'Two', 'Three']) await addTask(title);
    await addTask('Elsewhere', org.customers[1]);
    await world.settle();

    const bundled = (await told(org.ben)).filter(({ customer }) => customer?.customer_id === org.customers[0]);
    expect(bundled).toHaveLength(1);
    expect(bundled[0]?.count).toBe(3);
    expect(bundled[0]?.items.map(({ title }) => title).sort()).toEqual([
      'New task for Customer 0001: One',
      'New task for Customer 0001: Three',
      'New task for Customer 0001: Two',
    ]);
    expect(await received(id)).toEqual([2, 2]);
    await world.forward('PT11M');
    await addTask('Four');
    await world.settle();
    expect(await received(id)).toEqual([3, 3]);
  });

  test('more than twenty an hour are gathered, urgent ones pass, and nothing is lost', async () => {
    org = await world.organisation({ customers: 25 });
    await toMonday(stage, org);
    const { id } = await covered();
    for (const customer of org.customers) await addTask('Call them', customer);
    await addRisk('They look at a competitor');
    await world.settle();

    const about = (await told(org.ben)).filter(({ assignment_id }) => assignment_id === id);
    expect(about.reduce((sum, { count }) => sum + count, 0)).toBe(26);
    expect(about.length).toBeLessThanOrEqual(22);
    expect(about.find(({ urgency }) => urgency === 'urgent')?.title).toMatch(/^New risk at Customer 0001/);
    expect(about.some(({ title }) => title.startsWith('Much is happening'))).toBe(true);
    const [counter, recount] = await received(id);
    expect([counter, recount]).toEqual([about.length, about.length]);
  });

  test('a customer nobody is away from: its owner hears of it', async () => {
    await addTask('Say hello');
    await world.settle();
    expect(await told(org.ana, 'customer.task-added')).toMatchObject([{ why: 'You look after this customer.' }]);
    expect(await titles(org.ben)).toEqual([]);
  });

  test('an escalation reaches its owner and whoever is responsible; P1 the manager too', async () => {
    await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Technical')`);
    await covered();
    await org.ada.call(CreateEscalation, {
      customer_id: org.customers[0] ?? '',
      category: 'Technical',
      severity: 'P1',
      title: 'All is down',
      description: 'Since nine',
      expected_resolution: 'It is up',
      primary_owner_id: org.gus.id,
    });
    await world.settle();

    for (const who of [org.gus, org.ben, org.mia])
      expect(await told(who, 'escalation.created')).toMatchObject([
        { title: 'New escalation, P1 at Customer 0001: All is down', urgency: 'urgent' },
      ]);
    expect(await titles(org.ana, 'escalation.created')).toEqual([]);
    expect(await titles(org.eva, 'escalation.created')).toEqual([]);
  });
});

test('the last one left reads that they stand in, not that briefs came along with it', async () => {
  for (const person of [org.ben, org.eva]) await org.absence(person, 9, 15);
  await org.absence(org.ana, 10, 14);
  await world.settle();
  const [standingIn] = await told(org.mia, 'coverage.accepted');
  expect(standingIn?.title).toMatch(/^You stand in for ana .*: 3 customers/);
  expect(standingIn?.items.map(({ kind }) => kind).toSorted()).toEqual(['briefs.written', 'coverage.accepted']);
});

test('who said no gets no more e-mail about what they were asked, nor about the briefs that came along', async () => {
  const { id } = await asked(world, org, 10, 14);
  const before = stage.mail.to(org.ben.email).length;
  await org.ben.call(DeclineCoverage, { assignment_id: id, reason: 'I am full' });
  await world.forward('PT4H');
  const after = stage.mail.to(org.ben.email).slice(before);
  expect(after.filter(({ text }) => /ready to read|Can you stand in/.test(text))).toEqual([]);
});

describe('who is away is left alone', () => {
  test('a whole week of events: the absent CSM hears of the return only, 24 hours before', async () => {
    const { absenceId } = await covered(4);
    const before = (await told(org.ana)).length;
    for (const title of ['a', 'b']) await addTask(title);
    await addRisk('Something');
    await world.settle();
    expect((await told(org.ana)).length).toBe(before);

    await world.forward('P4DT2H');
    const since = (await told(org.ana)).slice(0, (await told(org.ana)).length - before);
    expect(since.map(({ kind }) => kind)).toEqual(['absence.return-near']);
    expect(await titles(org.ben, 'absence.return-near')).toHaveLength(1);
    expect(since[0]?.absence_id).toBe(absenceId);
  });

  test('an absent manager is passed over', async () => {
    await org.sql('update users set manager_id = $2 where tenant_id = $1 and id = $3', [org.max.id, org.mia.id]);
    await org.absence(org.mia, 0, 4);
    await world.settle();
    await org.absence(org.ana, 6, 8);
    await world.settle();
    expect(await titles(org.mia, 'absence.planned')).toEqual([]);
    expect(await titles(org.max, 'absence.planned')).toHaveLength(2);
  });

  test('who is away when they are asked is told when they are back, if it still holds', async () => {
    await org.absence(org.eva, 0, 0);
    const { absenceId } = await asked(world, org, 20, 24);
    await org.mia.call(AssignCoverage, { absence_id: absenceId, backup_user_id: org.eva.id, tier: 2 });
    await world.settle();
    expect(await titles(org.eva, 'coverage.requested')).toEqual([]);

    await world.forward('PT15H');
    expect(await titles(org.eva, 'coverage.requested')).toHaveLength(1);
  });
});

describe('PRD-258 FR-4.4: when the backup does not see it', () => {
  test('something urgent that is not read goes to the manager after a quarter of an hour', async () => {
    await covered();
    await addRisk('They want to leave', org.ada);
    await world.settle();
    expect(await titles(org.mia, 'customer.risk-opened')).toEqual([]);

    await world.forward('PT16M');
    expect(await told(org.mia, 'customer.risk-opened')).toMatchObject([
      {
        title: 'New risk at Customer 0001: They want to leave',
        why: 'ben has not read it, and you are next in line.',
        urgency: 'urgent',
      },
    ]);
    expect(await titles(org.ana, 'customer.risk-opened')).toEqual([]);
    await world.forward('PT2H');
    expect(await titles(org.mia, 'customer.risk-opened')).toHaveLength(1);
  });

  test('what was read goes nowhere', async () => {
    await covered();
    await addRisk('They want to leave', org.ada);
    await world.settle();
    const [risk] = await told(org.ben, 'customer.risk-opened');
    await org.ben.call(ReadNotification, { notification_id: risk?.id ?? '' });
    await world.forward('PT16M');
    expect(await titles(org.mia, 'customer.risk-opened')).toEqual([]);
  });

  test('a backup who is away is not even tried', async () => {
    await covered();
    await org.absence(org.ben, 0, 2);
    await world.settle();
    await addRisk('They want to leave', org.ada);
    await world.settle();
    expect(await titles(org.ben, 'customer.risk-opened')).toEqual([]);
    expect(await titles(org.mia, 'customer.risk-opened')).toHaveLength(1);
  });
});

describe('reading', () => {
  test('pages, filters, reading one and all', async () => {
    await covered();
    for (const customer of org.customers) await addTask('Call them', customer);
    await world.settle();
    const all = await org.ben.call(ListNotifications, {});
    const first = await org.ben.call(ListNotifications, { limit: 2 });
    const second = await org.ben.call(ListNotifications, { limit: 100, cursor: first.next_cursor ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id));
    expect(all.unread_count).toBe(all.items.length);

    const read = await org.ben.call(ReadNotification, { notification_id: all.items[0]?.id ?? '' });
    expect(read.read_at).not.toBeNull();
    expect((await org.ben.call(ListNotifications, { unread: 'true' })).items).toHaveLength(all.items.length - 1);
    expect((await org.ben.call(ListNotifications, { kind: 'customer.task-added' })).items).toHaveLength(3);
    expect(await org.ben.call(ReadAllNotifications, {})).toEqual({ read: all.items.length - 1, unread_count: 0 });
    expect(await org.ben.refused(ReadNotification, { notification_id: org.ben.id })).toBe(
      '404 notifications.not-found',
    );
    expect(await org.eva.refused(ReadNotification, { notification_id: all.items[0]?.id ?? '' })).toBe(
      '404 notifications.not-found',
    );
  });

  test('"all" is what was on the screen, its newest among it, and nothing that came after', async () => {
    await covered();
    await addTask('Call them');
    await world.settle();
    await org.sql(
      `update notifications set last_at = date_trunc('milliseconds', last_at) + interval '251 microseconds' where tenant_id = $1`,
      [],
    );
    const seen = (await org.ben.call(ListNotifications, { unread: 'true' })).items;
    await world.forward('PT1M');
    await addRisk('They want to leave');
    await world.settle();

    const read = await org.ben.call(ReadAllNotifications, { until: seen[0]?.last_at ?? '' });
    expect(read).toEqual({ read: seen.length, unread_count: 1 });
    expect((await org.ben.call(ListNotifications, { unread: 'true' })).items).toMatchObject([
      { kind: 'customer.risk-opened' },
    ]);
  });

  test('after the coverage nothing of the customer is shown any more', async () => {
    const { id } = await covered(2);
    await addTask('A secret of the customer');
    await world.settle();
    expect(JSON.stringify(await told(org.ben))).toContain('A secret');

    await org.ana.call(ReturnFromAbsence, { coverage_id: id });
    const [closed] = await told(org.ben, 'customer.task-added');
    expect(closed).toMatchObject({ title: 'Something at a customer you looked after for ana', link: null, items: [] });
    expect(JSON.stringify(await told(org.ben))).not.toContain('A secret');
  });
});

describe('e-mails', () => {
  const mails = (who: Person) => stage.mail.to(who.email).filter(({ key }) => key.startsWith('notification-'));

  test('urgent at once; the rest in one, after the time in which things are bundled', async () => {
    await covered();
    await world.forward('PT2H');
    const before = mails(org.ben).length;
    await addTask('One');
    await addTask('Two', org.customers[1]);
    await world.settle();
    expect(mails(org.ben).length).toBe(before);
    await addRisk('They want to leave');
    await world.settle();
    expect(mails(org.ben).at(-1)?.subject).toBe('New risk at Customer 0001: They want to leave');

    await world.forward('PT1H');
    const digest = mails(org.ben).at(-1);
    expect(mails(org.ben).length).toBe(before + 2);
    expect(digest?.text).toContain('New task for Customer 0001: One');
    expect(digest?.text).toContain('New task for Customer 0002: Two');
    await world.forward('PT3H');
    expect(mails(org.ben).length).toBe(before + 2);
  });

  test('in quiet hours only what is urgent; what was read is not sent', async () => {
    await covered();
    await world.forward('PT10H');
    const before = mails(org.ben).length;
    await addTask('At night');
    await world.forward('PT2H');
    expect(mails(org.ben).length).toBe(before);
    await addRisk('At night too');
    await world.settle();
    expect(mails(org.ben).length).toBe(before + 1);
    await org.ben.call(ReadAllNotifications, {});
    await world.forward('P1D');
    expect(mails(org.ben).filter(({ text }) => text.includes('At night')).length).toBe(1);
  });

  test('whoever wants none gets none, and may change their mind with the version in hand', async () => {
    expect(await org.ben.call(GetNotificationPreferences, {})).toEqual({
      email: 'all',
      slack: 'all',
      quiet_hours: 'outside-working-hours',
      email_connected: true,
      slack_connected: false,
      version: 0,
    });
    await org.ben.call(PatchNotificationPreferences, { email: 'none' }, { ifMatch: undefined });
    await covered();
    await addRisk('They want to leave');
    await world.settle();
    expect(mails(org.ben)).toEqual([]);
    expect(
      await org.ben.call(PatchNotificationPreferences, { quiet_hours: { from: '20:00', to: '07:00' } }, { ifMatch: 1 }),
    ).toMatchObject({ email: 'none', quiet_hours: { from: '20:00', to: '07:00' }, version: 2 });
    expect(await org.ben.refused(PatchNotificationPreferences, { email: 'all' }, { ifMatch: 1 })).toBe(
      '409 version.stale',
    );
  });

  test('an e-mail whose answer was lost is not sent twice', async () => {
    await covered();
    stage.mail.trouble(org.ben.email, 'lost-answer');
    await addRisk('They want to leave');
    await world.settle();
    const risk = mails(org.ben).filter(({ text }) => text.includes('They want to leave'));
    expect(risk).toHaveLength(1);
    expect(stage.mail.tries(risk[0]?.key ?? '')).toBeGreaterThan(1);
  });
});

test('a task that is done is told as done', async () => {
  const { id } = await addTask('Send it', org.customers[0], org.ana);
  await covered();
  await org.mia.call(PatchTask, { customer_id: org.customers[0] ?? '', task_id: id, status: 'done' });
  await world.settle();
  expect(await titles(org.ben, 'customer.task-done')).toEqual(['Done for Customer 0001: Send it']);
});
