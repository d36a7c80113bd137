import { jest } from '@jest/globals';
import {
  AddonAction,
  type Card,
  GmailCompose,
  GmailHome,
  GmailMessage,
  ListAbsences,
  ListActivities,
} from '@understudy/contracts';
import { buttonsOf, formOf, press, READER, shown, wordsOf } from './addon-cards.js';
import { accept, asked, whoNow } from './covering.js';
import { aContact } from './noticing.js';
import { sighting } from './sightings.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

jest.setTimeout(300_000);

let world: World;
let org: Organisation;
let customer: string;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  customer = org.customers[0] ?? '';
});

const only = ({ cards }: { cards: Card[] }): Card => {
  const [card] = cards;
  if (!card) throw new Error('one card was expected');
  return card;
};
const home = async (who: Person) => only(await who.call(GmailHome, READER));
const message = async (who: Person, from: string, subject = 'Where is our invoice?') =>
  only(
    await who.call(GmailMessage, { ...READER, message_id: 'm1', thread_id: 't1', from, to: 'x@y.example', subject }),
  );
const compose = async (who: Person, to: string, cc = '') => only(await who.call(GmailCompose, { ...READER, to, cc }));
const texts = (card: Card): string[] => buttonsOf(card).map(({ text }) => text);
const coveredByBen = async (from = 0, to = 4) => {
  const coverage = await asked(world, org, from, to);
  await accept(org.ben, coverage.id);
  await world.settle();
  return coverage;
};

describe('home', () => {
  test('a request says why me, and is accepted in place', async () => {
    await asked(world, org, 3, 7);
    const card = await home(org.ben);
    expect(texts(card)).toEqual(expect.arrayContaining(['Accept', 'Decline', 'Why me?']));
    expect(wordsOf(card)).toContain('Answer by');

    const why = shown(await press(org.ben, card, 'Why me?'));
    expect(wordsOf(why)).toContain('You are the preferred backup');
    const answer = await press(org.ben, why, 'Accept');
    expect(answer.notification?.text).toContain('You cover for ana');
    expect(wordsOf(shown(answer))).toContain('You cover next');
  });

  test('declining needs a reason, and keeps what was typed', async () => {
    const { absenceId } = await asked(world, org, 3, 7);
    const form = shown(await press(org.ben, await home(org.ben), 'Decline'));
    const again = shown(await press(org.ben, form, 'Decline'));
    expect(wordsOf(again)).toContain('The reason must not be empty');
    await press(org.ben, again, 'Decline', { reason: ['Away too'] });
    expect((await org.assignments(absenceId))[0]).toMatchObject({ status: 'declined', declined_reason: 'Away too' });
  });

  test('who said yes can ask to be let go, and stays until somebody else has', async () => {
    const { absenceId } = await coveredByBen();
    const form = shown(await press(org.ben, await home(org.ben), 'I cannot'));
    const after = shown(await press(org.ben, form, 'Ask to be let go', { reason: ['Called away'] }));
    expect(wordsOf(after)).toContain('You asked to be let go');
    expect(texts(after)).not.toContain('I cannot');
    const [first] = await org.assignments(absenceId);
    expect(first).toMatchObject({ release_reason: 'Called away', status: 'active' });
  });

  test('what a calendar suggests counts when I say so, and only then', async () => {
    const hint = { source: 'slack', externalId: 'status-1', certainty: 'suggestion' } as const;
    await org.sight(org.ana, await sighting(world, org.ana, 3, 4, hint));
    const card = await home(org.ana);
    expect(wordsOf(card)).toContain('From your Slack status');
    expect(wordsOf(card)).toContain('3 customers to cover');
    const answer = await press(org.ana, card, 'Yes, I am away');
    expect(texts(shown(answer))).not.toContain('Yes, I am away');
    expect((await org.ana.call(ListAbsences, {})).items).toMatchObject([{ status: 'planned' }]);
  });

  test('a suggestion I dismiss does not come back', async () => {
    const hint = { source: 'slack', externalId: 'status-2', certainty: 'suggestion' } as const;
    const seen = await sighting(world, org.ana, 3, 4, hint);
    await org.sight(org.ana, seen);
    await press(org.ana, await home(org.ana), 'No');
    await org.sight(org.ana, seen);
    expect(texts(await home(org.ana))).not.toContain('No');
  });

  test('with nothing to show it says so', async () => {
    expect(wordsOf(await home(org.sam))).toContain('Nothing waits for you, and you cover for nobody.');
  });
});

describe('I am out now', () => {
  const away = async (who: Person) => (await who.call(ListAbsences, { user_id: who.id })).items;

  test('one tap is enough, and it can be taken back at once', async () => {
    const form = shown(await press(org.ana, await home(org.ana), 'I am out now'));
    const answer = await press(org.ana, form, 'I am out');
    expect(answer.notification?.text).toContain('You are out');
    expect(wordsOf(shown(answer))).toContain('You are out until tonight');
    expect(texts(shown(answer))).not.toContain('I am out now');
    expect(await away(org.ana)).toMatchObject([{ unplanned: true, status: 'active' }]);
    await world.settle();

    const taken = shown(await press(org.ana, await home(org.ana), 'Undo'));
    expect(texts(taken)).toContain('I am out now');
    expect(await away(org.ana)).toMatchObject([{ status: 'completed' }]);
  });

  test('who is away right now is not offered to stand in', async () => {
    const form = async () => JSON.stringify(shown(await press(org.ana, await home(org.ana), 'I am out now')));
    expect(await form()).toContain(org.eva.id);
    const eva = shown(await press(org.eva, await home(org.eva), 'I am out now'));
    await press(org.eva, eva, 'I am out');
    expect(await form()).not.toContain(org.eva.id);
    expect(await form()).toContain(org.ben.id);
  });

  test('some hours, with a colleague in mind and a word for them', async () => {
    const form = shown(await press(org.ana, await home(org.ana), 'I am out now'));
    const typed = { until: ['hours'], back_at: ['15:00'], backup: [org.eva.id], note: ['The renewal call is at 14.'] };
    const card = shown(await press(org.ana, form, 'I am out', typed));
    expect(wordsOf(card)).toContain('You are out until 15:00');
    expect(await away(org.ana)).toMatchObject([
      {
        is_partial: true,
        preferred_backup_user_id: org.eva.id,
        special_instructions: 'The renewal call is at 14.',
      },
    ]);
  });

  test('pressed twice, it is one absence', async () => {
    const form = shown(await press(org.ana, await home(org.ana), 'I am out now'));
    await press(org.ana, form, 'I am out');
    await press(org.ana, form, 'I am out');
    expect(await away(org.ana)).toHaveLength(1);
  });

  test('a day that is no day back is told at its field, and nothing typed is lost', async () => {
    const form = shown(await press(org.ana, await home(org.ana), 'I am out now'));
    const typed = { until: ['day'], back_on: [await world.day(0)], note: ['Keys are at the desk'] };
    const again = shown(await press(org.ana, form, 'I am out', typed));
    expect(wordsOf(again)).toContain('The day has to be after today');
    expect(wordsOf(again)).toContain('Keys are at the desk');
    expect(await away(org.ana)).toEqual([]);
    await press(org.ana, again, 'I am out', { back_on: [await world.day(3)] });
    expect(await away(org.ana)).toMatchObject([{ end_date: await world.day(2) }]);
  });

  test('back earlier ends it', async () => {
    const form = shown(await press(org.ana, await home(org.ana), 'I am out now'));
    await press(org.ana, form, 'I am out', { until: ['open'] });
    await world.forward('PT20M');
    const card = await home(org.ana);
    expect(wordsOf(card)).toContain('until further notice');
    expect(texts(card)).not.toContain('Undo');
    await press(org.ana, card, 'I am back');
    expect(await away(org.ana)).toMatchObject([{ status: 'completed' }]);
  });
});

describe('beside a message', () => {
  test('a backup reads, notes, marks done and logs without leaving it', async () => {
    const { email } = await aContact(org, customer);
    await org.sql(
      `insert into tasks (tenant_id, id, customer_id, title, kind, due_at) values ($1, gen_random_uuid(), $2, 'Send the order form', 'task', app_now())`,
      [customer],
    );
    const { id } = await coveredByBen();
    const card = await message(org.ben, `Lena <${email}>`);
    expect(card.header.subtitle).toMatch(/^You cover for ana until /);

    const note = shown(await press(org.ben, card, 'Add note'));
    expect(wordsOf(shown(await press(org.ben, note, 'Save')))).toContain('The note must not be empty');
    await press(org.ben, note, 'Save', { note: ['Lena wants it as PDF'] });
    await press(org.ben, note, 'Save', { note: ['Lena wants it as PDF'] });
    const brief = shown(await press(org.ben, await message(org.ben, email), 'Brief'));
    expect(wordsOf(brief).split('Lena wants it as PDF')).toHaveLength(2);

    const done = await press(org.ben, brief, 'Done');
    expect(wordsOf(shown(done))).not.toContain('Send the order form');
    const read = shown(await press(org.ben, shown(done), 'I have read it'));
    expect(wordsOf(read)).toContain('You read it');

    const log = shown(await press(org.ben, card, 'Log what I did'));
    await press(org.ben, log, 'Save', { summary: ['Sent it'] });
    const { items } = await org.ben.call(ListActivities, { assignment_id: id });
    expect(items).toMatchObject([{ activity_type: 'email', description: 'Sent it' }]);
  });

  test('an escalation that is refused comes back with what is wrong now, and everything typed', async () => {
    await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing')`);
    await coveredByBen();
    const { email } = await aContact(org, customer);
    const form = shown(await press(org.ben, await message(org.ben, email), 'Escalate'));
    const typed = {
      severity: ['P1'],
      title: ['Where is it?'],
      description: ['The invoice is wrong.'],
      target_resolution_date: [await world.day(-3)],
    };
    const errors = (card: Card) =>
      card.sections.flatMap(({ widgets }) => widgets).filter((one) => wordsOf(one).includes('"error"'));

    const first = shown(await press(org.ben, form, 'Escalate', typed));
    expect(wordsOf(errors(first))).toContain('What would solve it: P0 and P1 need it. Say what');
    const solved = { ...typed, expected_resolution: ['A right invoice'] };
    const second = shown(await press(org.ben, first, 'Escalate', solved));
    expect(errors(second)).toHaveLength(1);
    expect(wordsOf(errors(second))).toContain('By when lies in the past');
    expect(formOf(second)).toMatchObject(solved);
    const done = shown(await press(org.ben, second, 'Escalate', { target_resolution_date: [await world.day(3)] }));
    expect(wordsOf(done)).toContain('Solved by');
  });

  test('nobody covers: red, and taken over with one button, and given back', async () => {
    const { email } = await aContact(org, customer);
    await org.sql('update teams set fallback_user_id = null where tenant_id = $1');
    await org.sql('update users set manager_id = null where tenant_id = $1');
    await org.absence(org.ana, 0, 4);
    const gap = await message(org.eva, email);
    expect(gap.header.subtitle).toBe('Nobody covers');
    expect(wordsOf(gap)).toContain('#ca244d');

    const taken = shown(await press(org.eva, gap, 'Take over'));
    expect(taken.header.subtitle).toMatch(/^You cover for ana/);
    expect(await whoNow(org, customer)).toBe('coverage: eva');
    const back = shown(await press(org.eva, taken, 'Give it back'));
    expect(back.header.subtitle).toBe('Nobody covers');
  });

  test('one card says one end: the day of whoever is away, also for a reader of another zone', async () => {
    const { email } = await aContact(org, customer);
    await coveredByBen();
    const card = only(
      await org.mia.call(GmailMessage, {
        locale: 'en-GB',
        time_zone: 'Europe/Berlin',
        message_id: 'm1',
        thread_id: 't1',
        from: email,
        to: 'x@y.example',
        subject: 'Where is our invoice?',
      }),
    );
    const [, last] = /^ben covers until (.+)$/.exec(card.header.subtitle ?? '') ?? [];
    expect(last).toMatch(/^\w{3} \d+ \w{3}$/);
    expect(wordsOf(card)).toContain(`away until ${last}`);
  });

  test('taking over is offered to who may, and to nobody else', async () => {
    const { email } = await aContact(org, customer);
    await coveredByBen();
    expect(texts(await message(org.eva, email))).toContain('Take over');
    expect(texts(await message(org.gus, email))).not.toContain('Take over');
    expect(texts(await message(org.sam, email))).not.toContain('Take over');

    const card = await message(org.eva, email);
    await press(org.eva, card, 'Take over');
    expect(texts(await message(org.mia, email))).not.toContain('Take over');
    expect(texts(await message(org.ben, email))).not.toContain('Give it back');
  });

  test('a brief is its backup’s alone', async () => {
    await coveredByBen();
    const open = (who: Person) =>
      who.refused(AddonAction, { action_id: 'brief.open', parameters: { customer_id: customer }, form: {} });
    expect(await open(org.gus)).toBe('404 briefs.not-found');
    expect(await open(org.sam)).toBe('404 briefs.not-found');
  });

  test('a customer of another organisation is not there', async () => {
    const other = await world.organisation();
    const foreign = other.customers[0] ?? '';
    for (const action_id of ['customer.open', 'customer.take-over', 'customer.release', 'brief.open'] as const) {
      const answer = await org.ben.refused(AddonAction, {
        action_id,
        parameters: { customer_id: foreign },
        form: {},
      });
      expect(`${action_id}: ${answer}`).toBe(`${action_id}: 404 customers.not-found`);
    }
    expect(
      await org.ben.refused(AddonAction, {
        action_id: 'draft.introduce',
        parameters: { customer_id: foreign, words: 'short' },
        form: {},
      }),
    ).toBe('404 customers.not-found');
  });
});

describe('beside a draft', () => {
  test('whoever covers introduces themselves, and the owner is copied in', async () => {
    const { email } = await aContact(org, customer, { name: 'Lena Vogt' });
    await org.sql("update customers set language = 'de' where tenant_id = $1 and id = $2", [customer]);
    await coveredByBen();
    const card = await compose(org.ben, `Lena Vogt <${email}>`);
    expect(card.header.subtitle).toMatch(/^You cover for ana/);
    expect(wordsOf(card)).toContain('Guten Tag Lena Vogt,');
    expect(wordsOf(card)).toContain('Who should know');

    const { draft } = await press(org.ben, card, 'Insert');
    expect(draft?.insert_html).toMatch(/^<p>Guten Tag Lena Vogt,<\/p><p>ana ist nicht im Büro: /);
    expect(draft?.cc).toEqual([org.ana.email]);
    expect((await press(org.ben, card, 'Add CC')).draft).toEqual({ cc: [org.ana.email] });
  });

  test('a colleague introduces whoever covers, who is copied in', async () => {
    const { email } = await aContact(org, customer);
    await coveredByBen();
    const card = await compose(org.eva, email);
    expect(card.header.subtitle).toMatch(/^ben covers until/);
    const { draft } = await press(org.eva, card, 'Insert');
    expect(draft?.insert_html).toContain(org.ben.email);
    expect(draft?.cc).toEqual([org.ben.email]);
    expect(texts(await compose(org.eva, email, `Ben <${org.ben.email}>`))).not.toContain('Add CC');
  });

  test('the owner introduces their backup before leaving, in the organisation’s time', async () => {
    const { email } = await aContact(org, customer);
    await coveredByBen(3, 7);
    const card = await compose(org.ana, email);
    expect(wordsOf(card)).toContain('Introduce ben');
    expect((await press(org.ana, card, 'Insert')).draft).toMatchObject({ cc: [org.ben.email] });
  });

  test('nothing of a name becomes markup, and nothing says why', async () => {
    const { email } = await aContact(org, customer, { name: '<img src=x onerror=alert(1)>' });
    await org.sql("update customers set name = 'A<b>&' where tenant_id = $1 and id = $2", [customer]);
    await coveredByBen();
    const { draft } = await press(org.ben, await compose(org.ben, email), 'Insert');
    expect(draft?.insert_html?.replaceAll(/<\/?p>|<br>/g, '')).not.toMatch(/[<>]/);
    expect(draft?.insert_html).toContain('A&lt;b&gt;&amp;');
    expect(draft?.insert_html).not.toMatch(/vacation|holiday/i);
  });

  test('several customers are named one by one, and nobody is introduced', async () => {
    const contacts = await Promise.all(org.customers.map((id) => aContact(org, id)));
    await coveredByBen();
    const card = await compose(org.ben, contacts.map(({ email }) => email).join(', '));
    expect(card.header.title).toBe('To 3 customers');
    expect(texts(card)).not.toContain('Insert');
  });

  test('colleagues and strangers are no customers', async () => {
    expect(wordsOf(await compose(org.ben, ''))).toContain('No customer in this draft');
    expect(wordsOf(await compose(org.ben, org.ana.email, 'jo@quillgate.example'))).toContain(
      'No customer in this draft',
    );
  });

  test('a card that is no longer true inserts nothing', async () => {
    const { email } = await aContact(org, customer);
    await coveredByBen();
    const card = await compose(org.eva, email);
    const stranger = { customer_id: customer, user_id: org.gus.id };
    expect(await org.eva.call(AddonAction, { action_id: 'draft.add-cc', parameters: stranger, form: {} })).toEqual({
      notification: { text: expect.stringContaining('has changed meanwhile') },
    });
    await world.forward('P7D');
    expect(await press(org.eva, card, 'Insert')).toEqual({
      notification: { text: expect.stringContaining('has changed meanwhile') },
    });
  });
});
