import { NotifyCustomers } from '@understudy/contracts';
import { aContact, aNoticeStage, covered, type NoticeStage, notices, states, toDay, toMonday } from './noticing.js';
import { aWorld, type Organisation } from './world.js';

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

describe('when the mail service has trouble', () => {
  const RUNNING = { from: 0, until: 1 };

  test('it is tried again until it is taken', async () => {
    const lena = await aContact(org, org.customers[0]);
    stage.mail.trouble(lena.email, 'not-now', 'not-now');
    const { absenceId } = await covered(stage, org, RUNNING);

    expect(stage.mail.to(lena.email)).toHaveLength(1);
    const [notice] = (await notices(org, absenceId)).items;
    expect(notice).toMatchObject({ state: 'sent', failure: null });
    expect(stage.mail.tries(`notice.${notice?.id}`)).toBe(3);
  });

  test('nobody knows whether it arrived: the same again under the same key, and it comes once', async () => {
    const lena = await aContact(org, org.customers[0]);
    stage.mail.trouble(lena.email, 'lost-answer', 'lost-request', 'lost-answer');
    const { absenceId } = await covered(stage, org, RUNNING);

    const [notice] = (await notices(org, absenceId)).items;
    expect(stage.mail.to(lena.email)).toHaveLength(1);
    expect([notice?.state, stage.mail.tries(`notice.${notice?.id}`)]).toEqual(['sent', 4]);
    expect(stage.mail.to(lena.email)[0]?.text.startsWith(notice?.text ?? 'nothing')).toBe(true);
  });

  test('what is refused for good is shown as failed, told once, and can be asked for again', async () => {
    const lena = await aContact(org, org.customers[0]);
    stage.mail.trouble(lena.email, 'refuse');
    const { absenceId, id } = await covered(stage, org, RUNNING);

    expect((await notices(org, absenceId)).items).toMatchObject([
      { state: 'failed', failure: 'the mail service refused it (400)' },
    ]);
    const told = await org.sql(
      `select count(*)::int as n from history where tenant_id = $1 and canonical like '%"type":"notice.failed"%'`,
    );
    expect(told).toEqual([{ n: 1 }]);
    await org.ben.call(NotifyCustomers, { coverage_id: id });
    await stage.world.settle();
    expect(await states(org, absenceId)).toEqual(['introduction sent']);
    expect(stage.mail.to(lena.email)).toHaveLength(1);
  });

  test('an address that cannot be one fails and stops nobody else', async () => {
    await aContact(org, org.customers[0], { email: 'not an address' });
    const jules = await aContact(org, org.customers[1]);
    const { absenceId } = await covered(stage, org, RUNNING);

    expect(await states(org, absenceId)).toEqual(['introduction failed', 'introduction sent']);
    expect(stage.mail.to(jules.email)).toHaveLength(1);
  });
});

describe('nobody can add a line to a header', () => {
  const NAUGHTY = 'Lena\r\nBcc: everybody@evil.example\r\n\r\nHello';

  test('not by the name of a contact, a colleague or a customer, nor by what an owner adds', async () => {
    const lena = await aContact(org, org.customers[0], { name: NAUGHTY });
    await org.sql('update users set name = $2 where tenant_id = $1 and id = any($3::uuid[])', [
      NAUGHTY,
      [org.ana.id, org.ben.id, org.mia.id],
    ]);
    await org.sql('update customers set name = $2 where tenant_id = $1 and id = $3', [NAUGHTY, org.customers[0]]);
    const { id } = await covered(stage, org, { method: 'manual' });
    await org.ana.call(NotifyCustomers, { coverage_id: id, message: `Hi\r\nBcc: x@evil.example` });
    await stage.world.settle();

    const [mail] = stage.mail.to(lena.email);
    expect(mail).toMatchObject({ to: [lena.email], cc: [] });
    const headers = [
      mail?.from.name,
      mail?.reply_to?.name,
      mail?.to_names[0],
      mail?.subject,
      ...Object.values(mail?.headers ?? {}),
    ];
    expect(headers).toHaveLength(9);
    for (const header of headers) expect(header).toMatch(/^[^\r\n\0\u2028\u2029]+$/);
    expect(mail?.from.name).toBe('Lena Bcc: everybody@evil.example Hello');
  });

  test.each(['lena@acme.example\r\nBcc: x@evil.example', 'lena@acme.example, x@evil.example', '<lena@acme.example>'])(
    'not by an address: %j',
    async (email) => {
      await aContact(org, org.customers[0], { email });
      const { absenceId } = await covered(stage, org, { from: 0, until: 0 });

      const [notice] = (await notices(org, absenceId)).items;
      expect(notice).toMatchObject({ state: 'failed', failure: 'the e-mail address does not work' });
      expect(stage.mail.tries(`notice.${notice?.id}`)).toBe(0);
    },
  );
});

test('a flood of wake-ups at once hands each notice over once', async () => {
  const contacts = await Promise.all(
    Array.from({ length: 12 }, (_, at) => aContact(org, org.customers[at % 3], { name: `Contact ${at}` })),
  );
  const { absenceId } = await covered(stage, org);
  const planned = (await notices(org, absenceId)).items;
  await toDay(stage, org, 2, '08:59');
  await org.sql(
    `insert into outbox (tenant_id, type, payload)
     select $1, 'notice.due', jsonb_build_object('notice_id', id) from unnest($2::uuid[]) id cross join generate_series(1, 4)`,
    [planned.map(({ id }) => id)],
  );
  await toDay(stage, org, 0, '09:00');
  await org.sql(
    `insert into outbox (tenant_id, type, payload)
     select $1, 'notice.due', jsonb_build_object('notice_id', id) from unnest($2::uuid[]) id cross join generate_series(1, 4)`,
    [planned.map(({ id }) => id)],
  );
  await stage.world.settle();

  expect(contacts.map(({ email }) => stage.mail.to(email).length)).toEqual(contacts.map(() => 1));
  expect(planned.map(({ id }) => stage.mail.tries(`notice.${id}`))).toEqual(planned.map(() => 1));
});

test('where no mail service is connected, notices are drafts to copy, and nothing is pretended', async () => {
  const plain = await aWorld();
  try {
    org = await plain.organisation();
    const quiet = { ...stage, world: plain };
    await toMonday(quiet, org);
    const lena = await aContact(org, org.customers[0]);
    const { absenceId, id } = await covered(quiet, org, { from: 3, until: 4 });

    expect(await notices(org, absenceId)).toMatchObject({
      connected: false,
      items: [
        {
          state: 'draft',
          subject: 'While I am away, ben is there for you',
          contact: { email: lena.email },
          sent_at: null,
        },
      ],
    });
    expect(await org.ana.call(NotifyCustomers, { coverage_id: id })).toMatchObject({
      connected: false,
      items: [{ state: 'draft' }],
    });
    await toDay(quiet, org, 2, '12:00');
    expect(await states(org, absenceId)).toEqual(['introduction draft']);
  } finally {
    await plain.close();
  }
});
