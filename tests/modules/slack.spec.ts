import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Secrets } from '@understudy/api/testing';
import {
  AcceptCoverage,
  CheckIntegration,
  DisconnectSlack,
  GetCustomer,
  GetEscalation,
  GetSlack,
  ListAbsences,
  ListEscalations,
  ListIntegrations,
  ListSlackPeople,
  PutCustomer,
  SetSlackPerson,
} from '@understudy/contracts';
import { eventually } from '../support/eventually.js';
import { withCategories, escalate } from './escalating.js';
import { setPolicy } from './covering.js';
import { aSlackWorld, type SlackWorld } from './slacking.js';
import { ask, buttonsOf, homeOf, lastTo, messagesOf, messageTo, modalOf, textOf } from './slack-reading.js';

let world: SlackWorld;
const org = () => world.org;

beforeAll(async () => {
  world = await aSlackWorld();
  await withCategories(world.org);
});
afterAll(async () => {
  await world?.close();
});

describe('the installation', () => {
  test('is an admin’s', async () => {
    expect((await world.install(org().ana)).status).toBe(403);
  });

  test('with fewer scopes than asked for names what does not work', async () => {
    const done = await world.install(org().ada, (asked) => asked.replace(',pins:write', '').replace('commands,', ''));

    expect([done.status, done.headers.get('location')]).toEqual([302, expect.stringContaining('connected=slack')]);
    const state = await org().ada.call(GetSlack, {});
    expect(state).toMatchObject({ state: 'connected', missing_scopes: ['commands', 'pins:write'] });
    expect(state.problem).toMatch(/did not grant commands, pins:write.*install it again/);
  });

  test('again with all of them is whole', async () => {
    await world.install(org().ada);

    expect(await org().ada.call(GetSlack, {})).toMatchObject({ missing_scopes: [], problem: null });
  });

  test('the token is nowhere to be read', async () => {
    const [row] = await org().sql<{ text: string }>(
      'select slack_connections::text as text from slack_connections where tenant_id = $1',
    );
    const shown = JSON.stringify(await org().ada.call(GetSlack, {}));
    expect([row?.text, shown].map((text) => text?.includes('xoxb'))).toEqual([false, false]);
  });

  test('begun in one browser cannot be finished in another', async () => {
    const answer = await fetch(`${world.api.baseUrl}/api/integrations/slack/callback?code=x&state=y`, {
      redirect: 'manual',
    });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, 'slack.install-invalid']);
  });
});

describe('what comes in', () => {
  const app = () =>
    JSON.parse(readFileSync(path.join(world.dataDir, 'sandbox/slack-app.json'), 'utf8')) as Record<string, string>;
  const post = (body: string, { secret = app()['signing_secret'] ?? '', age = 0, kind = 'events' } = {}) => {
    const timestamp = String(Math.floor((performance.timeOrigin + performance.now()) / 1000) - age);
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    return () =>
      fetch(`${world.api.baseUrl}/api/webhooks/slack/${kind}`, {
        method: 'POST',
        headers: {
          'content-type': kind === 'events' ? 'application/json' : 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': signature,
        },
        body,
      });
  };
  const teamId = async () => (await org().ada.call(GetSlack, {})).team?.id ?? '';
  const envelope = async (eventId: string, event: object = { type: 'channel_rename' }) =>
    JSON.stringify({ type: 'event_callback', team_id: await teamId(), event_id: eventId, event });

  test('answers the challenge', async () => {
    const answer = await post(JSON.stringify({ type: 'url_verification', challenge: 'abc' }))();
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'abc' }]);
  });

  test('signed with another secret, or too long ago, is refused', async () => {
    const body = await envelope('Ev1');
    const answers = [
      await post(body, { secret: 'x' })(),
      await post(body, { age: 301 })(),
      await post(body, { age: -330 })(),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });

  test('replayed to the letter is refused, and repeated by Slack is taken once', async () => {
    const body = await envelope('Ev2');
    const [first, again] = [post(body), post(body, { age: 5 })];

    expect([(await first()).status, (await first()).status, (await again()).status]).toEqual([200, 401, 200]);
  });

  test.each(['T0', 'T\u00000', "T'; --"])('of a workspace nobody knows is refused: %j', async (team_id) => {
    const answer = await post(
      JSON.stringify({ type: 'event_callback', team_id, event_id: 'E', event: { type: 'x' } }),
    )();
    expect(answer.status).toBe(404);
  });

  test.each(['interactions', 'commands'])('a replayed request of %s is refused', async (kind) => {
    const payload = { type: 'view_closed', team: { id: await teamId() }, user: { id: 'U1' } };
    const command = {
      team_id: await teamId(),
      user_id: 'U1',
      command: '/understudy',
      trigger_id: '1',
      response_url: 'https://x.example',
    };
    const body = new URLSearchParams(kind === 'commands' ? command : { payload: JSON.stringify(payload) }).toString();
    const send = post(body, { kind });

    expect([(await send()).status, (await send()).status]).toEqual([200, 401]);
  });

  test.each(['', '{', '[]', '{"type":"other"}', 'payload=%7B'])('signed nonsense (%s) is refused', async (body) => {
    for (const kind of ['events', 'interactions', 'commands'])
      expect([kind, (await post(body, { kind })()).status]).toEqual([kind, 400]);
  });
});

describe('/understudy', () => {
  test('who: the customer, and who looks after it', async () => {
    await world.as(org().ben).command('who Customer 0001');

    expect(textOf(await lastTo(world, org().ben))).toMatch(/Customer 0001.*\*ana\*.*Next: mia/);
  });

  test('who: several fit, and one is chosen', async () => {
    const slack = world.as(org().ben);
    await slack.command('who customer');
    const question = await lastTo(world, org().ben);
    expect(textOf(question)).toMatch(/Several customers fit/);

    await slack.click(question, `understudy:customer-who:${org().customers[1]}`);
    await world.settle();

    expect(textOf(await lastTo(world, org().ben))).toMatch(/Customer 0002/);
  });

  test('out: an absence like one entered in the dashboard', async () => {
    const { eva } = org();
    await world.as(eva).command(`out ${await world.day(30)} to ${await world.day(32)}`);
    await world.settle();

    const { items } = await eva.call(ListAbsences, { user_id: eva.id });
    expect(items).toMatchObject([
      { start_date: await world.day(30), end_date: await world.day(32), status: 'coverage_assigned' },
    ]);
    expect(textOf(await lastTo(world, eva))).toMatch(/You are away Wed, .* to Fri, .*nobody has to stand in/);

    await world.as(eva).command(`out ${await world.day(31)}`);
    await world.settle();
    expect(textOf(await lastTo(world, eva))).toMatch(/away in that time already, so nothing was entered/);
  });

  test('out: days nobody can mean enter nothing', async () => {
    await world.as(org().ben).command('out a while');
    await world.settle();

    expect(textOf(await lastTo(world, org().ben))).toMatch(/I did not understand the days/);
    expect((await org().ben.call(ListAbsences, { user_id: org().ben.id })).items).toEqual([]);
  });
});

describe('escalating', () => {
  const values = (more: object = {}) => ({
    customer_id: { value: org().customers[0] },
    severity: 'P2',
    category: 'Technical',
    title: 'Export fails',
    description: 'Since nine.',
    ...more,
  });

  test('from a message: it is in the form already, and the errors stand at their fields', async () => {
    const slack = world.as(org().ben);
    const { channel, ts } = (await slack.call('chat.postMessage', {
      channel: await generalOf(),
      text: 'The export fails',
    })) as { channel: string; ts: string };
    await slack.shortcut('understudy_escalate', { channel, ts });
    const modal = await modalOf(world, org().ben);
    expect(modal.fields['description']).toMatchObject({ element: { initial_value: 'The export fails' } });

    const { options } = (await slack.suggest(modal.id, 'customer_id', 'customer 0001')) as {
      options: { value: string }[];
    };
    expect(options.map(({ value }) => value)).toEqual([org().customers[0]]);
    const refused = await slack.submit({ ...values(), customer_id: options[0], severity: 'P0' });
    expect(refused).toMatchObject({ outcome: 'errors', errors: { expected_resolution: expect.stringMatching(/./) } });

    const done = await slack.submit({
      ...values(),
      customer_id: options[0],
      severity: 'P0',
      expected_resolution: 'It works',
    });
    expect(done).toMatchObject({ outcome: 'updated' });
    const { items } = await org().ben.call(ListEscalations, { q: 'Export fails' });
    expect(items).toMatchObject([{ severity: 'P0', title: 'Export fails' }]);
  });
});

describe('a confidential customer', () => {
  let id: string;
  const shown = async () => JSON.stringify(await world.as(org().ben).inbox());
  /** The message with these words that Ben sees since; others may come in between. */
  const answerTo = async (act: () => Promise<unknown>, words: RegExp) => {
    const before = (await messagesOf(world, org().ben)).map(({ ts }) => ts);
    await act();
    const since = (await messagesOf(world, org().ben)).filter(({ ts }) => !before.includes(ts));
    const found = since.find((message) => words.test(textOf(message)));
    if (!found) throw new Error(`Ben reads nothing like ${words}: ${since.map(textOf).join(' / ')}`);
    return found;
  };

  beforeAll(async () => {
    id = org().customers[2] ?? '';
    const { arr, health_score, stage, segment, industry } = await org().ana.call(GetCustomer, { customer_id: id });
    await org().ana.call(PutCustomer, {
      ...{ arr, health_score, stage, segment, industry },
      customer_id: id,
      name: 'Vantablack Bank',
      csm_id: org().ana.id,
      renewal_on: null,
      special_handling: null,
      domains: [],
      is_confidential: true,
      code_name: 'Blue Falcon',
    });
  });

  test.each(['Vantablack bank', 'vantab', 'blue falcon', 'Falcon'])(
    'is found by "%s", and answered for by its code name',
    async (typed) => {
      const answer = await answerTo(() => world.as(org().ben).command(`who ${typed}`), /Blue Falcon.*\*ana\*/);

      expect(textOf(answer)).not.toMatch(/vantablack/i);
    },
  );

  test('is chosen among others as what it is', async () => {
    const slack = world.as(org().ben);
    await org().sql(`update customers set name = name || ' of Vantablack' where tenant_id = $1 and id = $2`, [
      org().customers[1],
    ]);

    const question = await answerTo(() => slack.command('who Vantablack'), /Several customers fit/);
    expect(JSON.stringify(question.blocks)).toContain('"Blue Falcon (confidential)"');
    const choose = async () => {
      await slack.click(question, `understudy:customer-who:${id}`);
      await world.settle();
    };
    await answerTo(choose, /Blue Falcon.*\*ana\*/);
    expect(await shown()).not.toMatch(/vantablack bank/i);
  });

  test('is escalated for under its code name, and stands so on the home tab', async () => {
    const slack = world.as(org().ben);
    await slack.command('escalate Vantablack Bank');
    const modal = await modalOf(world, org().ben);
    expect(modal.fields['customer_id']).toMatchObject({
      element: { initial_option: { text: { text: 'Blue Falcon (confidential)' }, value: id } },
    });

    const { options } = (await slack.suggest(modal.id, 'customer_id', 'vantablack b')) as { options: object[] };
    expect(options).toMatchObject([{ text: { text: 'Blue Falcon (confidential)' }, value: id }]);
    const done = await slack.submit({
      customer_id: options[0],
      severity: 'P2',
      category: 'Technical',
      title: 'Vantablack Bank cannot log in',
      description: 'Since nine.',
    });
    expect(done).toMatchObject({ outcome: 'updated' });
    expect((await modalOf(world, org().ben)).text).toContain('P2 Blue Falcon cannot log in');
    await slack.openHome();
    await world.settle();
    expect(await shown()).not.toMatch(/vantablack bank/i);
    expect((await homeOf(world, org().ben)).text).toMatch(/Blue Falcon cannot log in.*\(Blue Falcon\)/);
  });
});

const generalOf = async (): Promise<string> => {
  const { channels } = (await world.as(org().ben).inbox()) as { channels: { id: string; name: string }[] };
  return channels.find(({ name }) => name === 'general')?.id ?? '';
};

/** Ana is away from that day on, and Ben is asked, whom she prefers. */
async function benIsAsked(from: number): Promise<{ absenceId: string; assignmentId: string }> {
  const absence = await org().absence(org().ana, from, from + 1, { preferred_backup_user_id: org().ben.id });
  await world.settle();
  const [asked] = (await org().assignments(absence.id)).filter(({ status }) => status === 'pending');
  expect(asked?.backup.user_id).toBe(org().ben.id);
  return { absenceId: absence.id, assignmentId: asked?.id ?? '' };
}

describe('a question with buttons', () => {
  test('is answered as if in the dashboard, and says so', async () => {
    const { absenceId, assignmentId } = await benIsAsked(2);
    const message = await ask(world, org().ben, { kind: 'coverage', subjectId: assignmentId });

    await world.as(org().ben).click(message, `understudy:coverage-accept:${assignmentId}`);
    await world.settle();

    expect(await org().assignments(absenceId)).toMatchObject([{ status: 'accepted' }]);
    expect(textOf(await messageTo(world, org().ben, message))).toMatch(/✓ ben stands in/);
  });

  test('is declined with a reason that a form asks for', async () => {
    const { absenceId, assignmentId } = await benIsAsked(6);
    const message = await ask(world, org().ben, { kind: 'coverage', subjectId: assignmentId });
    const slack = world.as(org().ben);

    await slack.click(message, `understudy:coverage-decline:${assignmentId}`);
    expect(await slack.submit({ reason: '' })).toMatchObject({ outcome: 'held-back' });
    expect(await slack.submit({ reason: 'On a plane' })).toMatchObject({ outcome: 'updated' });
    await world.settle();

    expect((await org().assignments(absenceId)).find(({ id }) => id === assignmentId)).toMatchObject({
      status: 'declined',
    });
    expect(textOf(await messageTo(world, org().ben, message))).toMatch(/✓ ben cannot stand in: On a plane/);
  });

  test('that somebody answered elsewhere says so by itself', async () => {
    const { assignmentId } = await benIsAsked(10);
    const message = await ask(world, org().ben, { kind: 'coverage', subjectId: assignmentId });

    await org().ben.call(AcceptCoverage, { assignment_id: assignmentId });
    await world.settle();

    const now = await messageTo(world, org().ben, message);
    expect([textOf(now), buttonsOf(now)]).toEqual([expect.stringMatching(/✓ ben stands in/), []]);
  });

  test('pressed twice, or by somebody else, has one effect and a sentence for whoever was too late', async () => {
    const { absenceId, assignmentId } = await benIsAsked(14);
    const [mine, theirs] = [
      await ask(world, org().ben, { kind: 'coverage', subjectId: assignmentId }),
      await ask(world, org().eva, { kind: 'coverage', subjectId: assignmentId }),
    ];
    await world.as(org().eva).click(theirs, `understudy:coverage-accept:${assignmentId}`);
    await world.settle();
    expect(await org().assignments(absenceId)).toMatchObject([{ status: 'pending' }]);
    expect(await lastTo(world, org().eva)).toMatchObject({ is_ephemeral: true, text: expect.stringMatching(/./) });

    const press = () => world.as(org().ben).click(mine, `understudy:coverage-accept:${assignmentId}`);
    await Promise.all([press(), press()]);
    await world.settle();
    expect(await org().assignments(absenceId)).toMatchObject([{ status: 'accepted' }]);
    expect(textOf(await messageTo(world, org().eva, theirs))).toMatch(/✓ ben stands in/);
  });

  test('to a manager, whether they agree to a backup, is theirs alone to answer', async () => {
    await setPolicy(org(), { needs_approval: true });
    const { absenceId, assignmentId: id } = await benIsAsked(26);
    const [mine, theirs] = [
      await ask(world, org().mia, { kind: 'approval', subjectId: id }),
      await ask(world, org().gus, { kind: 'approval', subjectId: id }),
    ];

    await world.as(org().gus).click(theirs, `understudy:approval-approve:${id}`);
    await world.settle();
    expect((await org().assignments(absenceId))[0]).toMatchObject({ approval: 'waiting' });

    await world.as(org().mia).click(mine, `understudy:approval-approve:${id}`);
    await world.settle();
    await setPolicy(org(), { needs_approval: false });
    expect((await org().assignments(absenceId))[0]).toMatchObject({ approval: 'approved' });
    expect(textOf(await messageTo(world, org().mia, mine))).toMatch(/✓ .* is approved/);
  });

  test('about an escalation stops its clock', async () => {
    const { id } = await escalate(org(), { title: 'Login is down' });
    await world.settle();
    const message = await ask(world, org().ben, { kind: 'escalation', subjectId: id });

    await world.as(org().ben).click(message, `understudy:escalation-acknowledge:${id}`);
    await world.settle();

    expect(await org().ben.call(GetEscalation, { escalation_id: id })).toMatchObject({ status: 'investigating' });
    expect(textOf(await messageTo(world, org().ben, message))).toMatch(/✓ ben is on it/);
  });

  test('about a gap asks whom one chooses', async () => {
    const absence = await org().absence(org().ana, 60, 61);
    await world.settle();
    const message = await ask(world, org().mia, { kind: 'gap', subjectId: absence.id });
    const slack = world.as(org().mia);

    await slack.click(message, `understudy:cover-ask:${absence.id}`);
    expect((await modalOf(world, org().mia)).text).toMatch(/Who could stand in/);
    expect(await slack.submit({ backup_user_id: org().eva.id })).toMatchObject({ outcome: 'updated' });
    await world.settle();

    const asked = (await org().assignments(absence.id)).filter(({ status }) => status === 'pending');
    expect(asked).toMatchObject([{ backup: { user_id: org().eva.id }, rung: 'by-hand' }]);
    expect(textOf(await messageTo(world, org().mia, message))).toMatch(/✓ eva is asked/);
  });
});

describe('a status', () => {
  const suggested = async () =>
    (await org().ben.call(ListAbsences, { user_id: org().ben.id })).items.filter(
      ({ status }) => status === 'suggested',
    );

  test('that says away is asked about, once, until it ends', async () => {
    const until = (await world.now()).add({ hours: 72 });
    await world.as(org().ben).status('Vacationing', ':palm_tree:', until);
    await world.settle();

    const found = await suggested();
    expect(found).toMatchObject([{ source: 'slack', absence_type: 'vacation', title: 'Vacationing' }]);
    expect(found[0]?.during.ends_at?.slice(0, 16)).toBe(until.toString().slice(0, 16));
  });

  test('is asked about in a direct message, with the buttons to answer', async () => {
    await world.forward('PT1H');

    const asked = (await messagesOf(world, org().ben)).filter((message) =>
      buttonsOf(message).some((action) => action.startsWith('understudy:absence-confirm:')),
    );
    expect(asked).toHaveLength(1);
    expect(textOf(asked[0] ?? { text: '' })).toMatch(/Yes, I am away[\s\S]*Not away/);
  });

  test('that is longer now moves it, and cleared takes it back', async () => {
    const until = (await world.now()).add({ hours: 96 });
    await world.as(org().ben).status('Vacationing until Friday', ':palm_tree:', until);
    await world.settle();
    expect((await suggested())[0]?.during.ends_at?.slice(0, 16)).toBe(until.toString().slice(0, 16));

    await world.as(org().ben).status('', '');
    await world.settle();
    expect(await suggested()).toEqual([]);
  });

  test('that is confirmed is an absence, and dismissed it does not come back', async () => {
    await world.as(org().ben).status('', ':face_with_thermometer:');
    await world.settle();
    const [sick] = await suggested();
    const message = await ask(world, org().ben, { kind: 'absence', subjectId: sick?.id ?? '' });

    await world.as(org().ben).click(message, `understudy:absence-dismiss:${sick?.id}`);
    await world.settle();
    expect(textOf(await messageTo(world, org().ben, message))).toMatch(/✓ Not away/);

    await world.as(org().ben).status('Still sick', ':face_with_thermometer:');
    await world.settle();
    expect(await suggested()).toEqual([]);
    await world.as(org().ben).status('', '');
    await world.settle();
  });

  test('about something else is nobody’s business', async () => {
    await world.as(org().ben).status('In a meeting', ':spiral_calendar_pad:');
    await world.settle();
    expect(await suggested()).toEqual([]);
  });
});

describe('the home tab', () => {
  test('shows for whom I stand in, and changes when that does', async () => {
    await world.as(org().ben).openHome();
    await world.settle();
    const before = await homeOf(world, org().ben);
    expect(before.text).toMatch(/You stand in for[\s\S]*ana[\s\S]*Escalations you own[\s\S]*Login is down/);

    const { assignmentId } = await benIsAsked(20);
    await world.forward('PT10S');
    const asked = await homeOf(world, org().ben);
    expect(asked.buttons).toContain(`understudy:coverage-accept:${assignmentId}`);

    await world.as(org().ben).click({ view_id: asked.id }, `understudy:coverage-accept:${assignmentId}`);
    await world.forward('PT10S');
    expect((await homeOf(world, org().ben)).buttons).not.toContain(`understudy:coverage-accept:${assignmentId}`);
  });
});

describe('when Slack has trouble', () => {
  const fault = (kind: string, method: string, more: object = {}) =>
    world.control('POST', '/faults', { kind, method: `slack.${method}`, ...more });

  test.each(['rate-limited', 'error-500', 'timeout-after', 'timeout-before'])(
    'a message is brought up to date all the same (%s)',
    async (kind) => {
      const { assignmentId } = await benIsAsked(
        { 'rate-limited': 40, 'error-500': 44, 'timeout-after': 48 }[kind] ?? 52,
      );
      const message = await ask(world, org().ben, { kind: 'coverage', subjectId: assignmentId });
      await fault(kind, 'chat.update', kind.startsWith('timeout') ? { delay_ms: 50 } : {});

      await world.as(org().ben).click(message, `understudy:coverage-accept:${assignmentId}`);
      await world.settle();

      expect(textOf(await messageTo(world, org().ben, message))).toMatch(/✓ ben stands in/);
    },
  );
});

describe('who is who', () => {
  test('is by e-mail, and by hand where an admin says so', async () => {
    const { ada, ben, eva } = org();
    const rows = (await ada.call(ListSlackPeople, {})).items;
    const benInSlack = rows.find(({ user_id }) => user_id === ben.id)?.slack_user_id ?? null;
    expect(benInSlack).toMatch(/^U/);

    await ada.call(SetSlackPerson, { user_id: eva.id, mapped_by: 'hand', slack_user_id: benInSlack });
    await world.as(ben).command('out tomorrow');
    await world.settle();
    expect((await eva.call(ListAbsences, { user_id: eva.id })).items).toHaveLength(2);

    await ada.call(SetSlackPerson, { user_id: eva.id, mapped_by: 'email' });
    await ada.call(SetSlackPerson, { user_id: ben.id, mapped_by: 'email' });
  });

  test('whoever is nobody here is told so', async () => {
    await org().sql(`update users set active = false where tenant_id = $1 and id = '${org().sam.id}'`);
    await world.as(org().sam).command('who Customer 0001');

    expect(textOf(await lastTo(world, org().sam))).toMatch(/I do not know you here/);
  });
});

test('everything the product asked of Slack was what Slack takes', async () => {
  const { body } = await world.control('GET', '/requests');
  const { methods, violations } = body as { methods: Record<string, number>; violations: unknown[] };

  expect(violations).toEqual([]);
  expect(Object.keys(methods)).toEqual(
    expect.arrayContaining([
      'slack.chat.update',
      'slack.oauth.v2.access',
      'slack.users.info',
      'slack.views.open',
      'slack.views.publish',
    ]),
  );
});

describe('the end', () => {
  test('taken out of the workspace it is lost; installed again it is back, and says what was answered meanwhile', async () => {
    const { assignmentId } = await benIsAsked(70);
    const message = await ask(world, org().ben, { kind: 'coverage', subjectId: assignmentId });
    await world.control('POST', '/slack/app/uninstall', { domain: org().ana.email.split('@')[1] ?? '' });
    await eventually(async () => expect(await org().ada.call(GetSlack, {})).toMatchObject({ state: 'lost' }));
    expect((await org().ada.call(GetSlack, {})).problem).toMatch(/Install Understudy in Slack again/);
    const { steps } = await org().ada.call(CheckIntegration, { kind: 'slack' });
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({
      name: 'Installed',
      detail: expect.stringMatching(/^The installation in ".+" was lost\. Slack does not know/),
      fix: expect.stringContaining('Install Understudy in Slack again'),
    });
    await org().ben.call(AcceptCoverage, { assignment_id: assignmentId });
    await world.settle();

    await world.install(org().ada);
    await world.settle();

    expect(await org().ada.call(GetSlack, {})).toMatchObject({ state: 'connected', problem: null });
    expect(textOf(await messageTo(world, org().ben, message))).toMatch(/✓ ben stands in/);
  });

  test('a token that no key opens is lost for as long as that is so: nothing fails, and what to do is said', async () => {
    const standing = async () =>
      (
        await org().sql<{ token: string }>('select token_sealed as token from slack_connections where tenant_id = $1')
      )[0]?.token;
    const keep = (token: string | undefined) =>
      org().sql('update slack_connections set token_sealed = $2 where tenant_id = $1', [token]);
    const token = await standing();
    await keep(new Secrets(Buffer.alloc(32, 23)).seal({ tenantId: org().tenantId, owner: 'x', purpose: 'x' }, 'x'));

    const problem = expect.stringMatching(/SECRETS_KEYS_OLD, or install Understudy in Slack again/);
    expect(await org().ada.call(GetSlack, {})).toMatchObject({ state: 'lost', problem });
    const { items } = await org().ada.call(ListIntegrations, {});
    expect(items.find(({ kind }) => kind === 'slack')).toMatchObject({ state: 'lost', problem });
    const { steps } = await org().ada.call(CheckIntegration, { kind: 'slack' });
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({ name: 'Installed', detail: problem });
    await world.as(org().ben).openHome();
    await world.as(org().ben).command('escalate Customer 0001');
    await world.settle();

    await keep(token);
    expect(await org().ada.call(GetSlack, {})).toMatchObject({ state: 'connected', problem: null });
  });

  test('disconnected by an admin the token is given back', async () => {
    expect(await org().ada.call(DisconnectSlack, {})).toMatchObject({ state: 'not_connected', team: null });

    const { body } = await world.control('GET', '/slack/app');
    const standing = (body as { installations: { state: string }[] }).installations.map(({ state }) => state);
    expect(standing).not.toContain('active');
  });
});
