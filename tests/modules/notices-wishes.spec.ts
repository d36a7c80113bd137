import {
  GetNoticeTemplates,
  ListCoveragePolicies,
  NotifyCustomers,
  PreviewNoticeTemplate,
  PutDefaultCoveragePolicy,
  PutNoticeTemplates,
  SetNoticeOptOut,
  SetNoticePlan,
} from '@understudy/contracts';
import {
  type Contact,
  aContact,
  aNoticeStage,
  covered,
  type NoticeStage,
  notices,
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

const optOut = (contact: Contact, opt_out: boolean, at = 0) => ({
  customer_id: org.customers[at] ?? '',
  stakeholder_id: contact.id,
  opt_out,
});

describe('a contact who wants no notices', () => {
  test('gets none, also when one was planned; and gets them again when they change their mind', async () => {
    const lena = await aContact(org, org.customers[0]);
    const { absenceId } = await covered(stage, org);
    expect(await states(org, absenceId)).toEqual(['introduction planned']);

    await org.ana.call(SetNoticeOptOut, optOut(lena, true));
    expect(await states(org, absenceId)).toEqual(['introduction opted_out']);
    await org.mia.call(SetNoticeOptOut, optOut(lena, false));
    expect(await states(org, absenceId)).toEqual(['introduction planned']);
    await org.ana.call(SetNoticeOptOut, optOut(lena, true));
    await toDay(stage, org, 2, '12:00');
    expect(stage.mail.to(lena.email)).toEqual([]);
  });

  test('is left alone when somebody asks by hand, which is said', async () => {
    const lena = await aContact(org, org.customers[0]);
    await org.ana.call(SetNoticeOptOut, optOut(lena, true));
    const { id, absenceId } = await covered(stage, org, { method: 'manual' });
    const answer = await org.ana.call(NotifyCustomers, { coverage_id: id, customer_ids: [org.customers[0] ?? ''] });
    await stage.world.settle();

    expect(answer).toMatchObject({ items: [], skipped: [{ reason: 'opted-out', contact: { email: lena.email } }] });
    expect(stage.mail.to(lena.email)).toEqual([]);
    expect(await states(org, absenceId)).toEqual(['introduction opted_out']);
  });

  test('said so for every customer with the same address', async () => {
    const email = `both-${org.tenantId.slice(0, 8)}@acme.example`;
    const one = await aContact(org, org.customers[0], { email });
    await aContact(org, org.customers[1], { email });
    await org.ana.call(SetNoticeOptOut, optOut(one, true));
    const { absenceId } = await covered(stage, org, { from: 0, until: 0 });

    expect(await states(org, absenceId)).toEqual(['introduction opted_out']);
    expect(stage.mail.to(email)).toEqual([]);
  });

  test('is marked by whoever looks after the customer, and nobody else', async () => {
    const lena = await aContact(org, org.customers[0]);
    const theirs = await stage.world.organisation();

    expect(await org.gus.refused(SetNoticeOptOut, optOut(lena, true))).toBe('403 identity.not-allowed');
    expect(await org.ana.refused(SetNoticeOptOut, optOut(lena, true, 1))).toBe('404 stakeholders.not-found');
    expect(await theirs.ada.refused(SetNoticeOptOut, optOut(lena, true))).toBe('404 customers.not-found');
  });
});

describe('the link in every notice, without sign-in', () => {
  const linkFor = async (): Promise<{ lena: Contact; absenceId: string; link: string }> => {
    const lena = await aContact(org, org.customers[0]);
    const { absenceId } = await covered(stage, org, { from: 1, until: 3 });
    const [mail] = stage.mail.to(lena.email);
    const header = mail?.headers['List-Unsubscribe']?.slice(1, -1) ?? '';
    expect(mail?.text).toContain(header);
    const { pathname, search } = new URL(header);
    return { lena, absenceId, link: `${stage.world.api.baseUrl}${pathname}${search}` };
  };
  const press = (link: string, body = 'List-Unsubscribe=One-Click') =>
    fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
  const isOut = async (contact: Contact) =>
    (
      await org.sql('select opted_out from notice_opt_outs where tenant_id = $1 and stakeholder_id = $2', [contact.id])
    ).map(({ opted_out }) => opted_out);

  test('opened by a scanner it changes nothing; pressed, it ends the notices, as often as it is pressed', async () => {
    const { lena, link } = await linkFor();
    const page = await fetch(link);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('<form method="post"');
    expect(await isOut(lena)).toEqual([]);

    expect((await press(link)).status).toBe(200);
    expect((await press(link)).status).toBe(200);
    expect(await isOut(lena)).toEqual([true]);
    // pressed a thousand times it is still one line in the history
    expect(await org.sql("select 1 from history where tenant_id = $1 and type = 'notice.opted-out'")).toHaveLength(1);
  });

  test('pressed by a mail program that sends a multipart form', async () => {
    const { lena, link } = await linkFor();
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    expect((await fetch(link, { method: 'POST', body: form })).status).toBe(200);
    expect(await isOut(lena)).toEqual([true]);
  });

  test('after it, not even an update comes', async () => {
    const { lena, link, absenceId } = await linkFor();
    await press(link);
    await org.sql(`update notices set told_backup_user_id = $2 where tenant_id = $1`, [org.eva.id]);
    await org.ana.call(SetNoticePlan, { absence_id: absenceId, method: 'auto' });
    await stage.world.forward('PT1H');

    expect(await states(org, absenceId)).toEqual(['introduction sent', 'update opted_out']);
    expect(stage.mail.to(lena.email)).toHaveLength(1);
  });

  test.each<[string, (token: string) => string]>([
    ['cut short', (token) => token.slice(0, -1)],
    ['for another contact', (token) => `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`],
    ['signed by somebody else', (token) => `${token.slice(0, 44)}${'A'.repeat(86)}`],
    ['empty', () => ''],
  ])('is refused when it is %s', async (_, change) => {
    const { lena, link } = await linkFor();
    const url = new URL(link);
    url.searchParams.set('token', change(url.searchParams.get('token') ?? ''));

    expect([(await fetch(url)).status, (await press(url.href)).status]).toEqual([404, 404]);
    expect(await isOut(lena)).toEqual([]);
  });

  test('control: forms are taken here and nowhere else', async () => {
    const answer = await press(`${stage.world.api.baseUrl}/api/lookup`);
    expect(answer.status).toBe(415);
  });
});

describe('per segment and length of the policy', () => {
  const policy = async (notices: { method: 'auto' | 'manual'; segments: string[] | null; min_days: number }) => {
    const { items } = await org.ada.call(ListCoveragePolicies, {});
    const {
      team: _team,
      own: _own,
      version: _version,
      updated_at: _at,
      ...rest
    } = items[0] ??
    (() => {
      throw new Error('the organisation has a policy');
    })();
    await org.ada.call(PutDefaultCoveragePolicy, { ...rest, notices });
  };

  test('only customers of these segments are told by themselves, and a person may still tell the others', async () => {
    const [lena, jules] = [await aContact(org, org.customers[0]), await aContact(org, org.customers[1])];
    await org.sql(`update customers set segment = 'SMB' where tenant_id = $1 and id = $2`, [org.customers[1]]);
    await policy({ method: 'auto', segments: ['Enterprise'], min_days: 1 });
    const { absenceId, id } = await covered(stage, org, { method: null });

    expect((await notices(org, absenceId)).items.map(({ contact }) => contact.email)).toEqual([lena.email]);
    const all = await org.ana.call(NotifyCustomers, { coverage_id: id });
    expect(all.skipped).toContainEqual(
      expect.objectContaining({ reason: 'segment', contact: expect.objectContaining({ email: jules.email }) }),
    );
    const named = await org.ana.call(NotifyCustomers, { coverage_id: id, customer_ids: [org.customers[1] ?? ''] });
    expect(named.items).toMatchObject([{ contact: { email: jules.email }, state: 'planned' }]);
  });

  test('a shorter absence tells nobody', async () => {
    await aContact(org, org.customers[0]);
    await policy({ method: 'auto', segments: null, min_days: 3 });
    const { absenceId } = await covered(stage, org, { method: null });
    expect(await states(org, absenceId)).toEqual([]);
  });
});

describe('an organisation’s own words', () => {
  const own = {
    kind: 'introduction' as const,
    language: 'IT',
    subject: '{{backup_name}} per {{customer_name}}',
    body: 'Sono via: {{dates}}.\nScriva a {{backup_email}} ({{backup_name}}), poi a {{escalation_email}}.',
  };

  test('are used from then on, in the customer’s language', async () => {
    const lena = await aContact(org, org.customers[0]);
    await org.sql(`update customers set language = 'it-CH' where tenant_id = $1 and id = $2`, [org.customers[0]]);
    const put = await org.ada.call(PutNoticeTemplates, { templates: [own] });
    expect(put.templates.filter(({ built_in }) => !built_in)).toMatchObject([{ language: 'it', kind: 'introduction' }]);
    expect(put.templates).toHaveLength(19);
    await covered(stage, org, { from: 0, until: 0 });

    expect(stage.mail.to(lena.email)).toMatchObject([
      {
        subject: 'ben per Customer 0001',
        text: expect.stringMatching(new RegExp(`^Sono via: .*\\.\\nScriva a ${org.ben.email} `)),
      },
    ]);
  });

  test('are shown as a customer would read them, with what is wrong, and nothing that a customer may not know', async () => {
    const shown = await org.ada.call(PreviewNoticeTemplate, { ...own, body: `${own.body}\nSalute {{health_score}}` });
    expect(shown).toMatchObject({
      subject: expect.stringMatching(/ per Customer /),
      text: expect.stringMatching(/^Sono via: .+\.\nScriva a \S+@\S+ \(\w+\), poi a \S+@\S+\.$/),
      problems: [{ path: 'body', message: expect.stringContaining('there is no {{health_score}} here') }],
    });
    expect((await org.ada.call(PreviewNoticeTemplate, own)).problems).toEqual([]);
    expect(await org.mia.refused(PreviewNoticeTemplate, own)).toMatch(/^403 /);
  });

  test('are checked when they are saved, and taken back as a whole', async () => {
    const wrong = { ...own, body: 'Ciao {{health_score}}' };
    expect(await org.ada.refused(PutNoticeTemplates, { templates: [wrong] })).toBe('422 notices.bad-template');
    expect(await org.ada.refused(PutNoticeTemplates, { templates: [{ ...own, language: 'no such language' }] })).toBe(
      '400 request.malformed',
    );
    await org.ada.call(PutNoticeTemplates, { templates: [own] });
    await org.ada.call(PutNoticeTemplates, { templates: [] });
    expect((await org.ada.call(GetNoticeTemplates, {})).templates.every(({ built_in }) => built_in)).toBe(true);
  });
});
