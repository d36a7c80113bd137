import { jest } from '@jest/globals';
import { AddonAction, type Card, CreateStakeholder, GetCustomer, GmailMessage } from '@understudy/contracts';
import { buttonsOf, press, READER, shown, wordsOf } from './addon-cards.js';
import { accept, asked } from './covering.js';
import { events } from './happenings.js';
import { aContact } from './noticing.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

jest.setTimeout(300_000);

const JO = { address: 'jo@quillgate.example', name: 'Jo Quill' };
const FROM = `${JO.name} <${JO.address}>`;

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

const message = async (who: Person, from = FROM): Promise<Card> => {
  const headers = { message_id: 'm1', thread_id: 't1', from, to: 'x@y.example', subject: 'Where is our invoice?' };
  const [card] = (await who.call(GmailMessage, { ...READER, ...headers })).cards;
  if (!card) throw new Error('one card was expected');
  return card;
};
const texts = (card: Card): string[] => buttonsOf(card).map(({ text }) => text);
const find = async (who: Person, part: string): Promise<Card> => {
  const form = shown(await press(who, await message(who), 'Link to a customer'));
  return shown(await press(who, form, 'Find', { customer: [part] }));
};
const contacts = (who: Person, id = customer) =>
  who.call(GetCustomer, { customer_id: id }).then(({ stakeholders }) => stakeholders);
const KEY = '0197e000-0000-7000-8000-000000000001';
const link = (id: string, key = KEY) => ({
  action_id: 'contact.link' as const,
  parameters: { customer_id: id, request_key: key, ...JO },
  form: {},
});
const called = (id: string, name: string) =>
  org.sql('update customers set name = $3 where tenant_id = $1 and id = $2', [id, name]);

describe('a sender whom no customer has', () => {
  test('becomes a contact of the customer that is found, and the mail shows that customer from then on', async () => {
    await called(customer, 'Quillgate');
    const form = shown(await press(org.ana, await message(org.ana), 'Link to a customer'));
    expect(wordsOf(form)).toContain(JO.address);
    const found = await press(org.ana, form, 'Find', { customer: ['uillGA'] });
    expect(found.navigation?.kind).toBe('update');
    expect(wordsOf(found)).toContain('"value":"uillGA"');
    expect(wordsOf(found)).toContain('"bottomLabel":"Yours"');

    const linked = await press(org.ana, shown(found), 'Link');
    expect(linked).toMatchObject({
      navigation: {
        kind: 'restart',
        card: { header: { title: 'Quillgate', subtitle: 'You look after this customer' } },
      },
      notification: { text: 'Jo Quill is a contact of Quillgate now.' },
    });
    expect(await contacts(org.ana)).toMatchObject([{ name: 'Jo Quill', email: JO.address, is_primary: false }]);
    expect(await events(org, 'stakeholder.added')).toMatchObject([{ name: 'Jo Quill' }]);
    expect((await message(org.eva)).header.title).toBe('Quillgate');
  });

  test('without a name is called as the address begins', async () => {
    const form = shown(await press(org.ana, await message(org.ana, JO.address), 'Link to a customer'));
    await press(org.ana, shown(await press(org.ana, form, 'Find', { customer: ['0001'] })), 'Link');
    expect(await contacts(org.ana)).toMatchObject([{ name: 'jo', email: JO.address }]);
  });

  test('is linked by whoever stands in, who reads the brief then, with the conversation', async () => {
    const coverage = await asked(world, org, 0, 4);
    await accept(org.ben, coverage.id);
    await world.settle();
    const card = shown(
      await org.ben.call(AddonAction, {
        ...READER,
        ...link(customer),
        parameters: { ...link(customer).parameters, thread_id: 't1', subject: 'Where is our invoice?' },
      }),
    );
    expect(card.header.subtitle).toMatch(/^You cover for ana until /);
    expect(wordsOf(shown(await press(org.ben, card, 'Escalate')))).toContain('Where is our invoice?');
  });

  test('is linked once, also when the button is pressed twice, at once, or on two cards', async () => {
    const [one, other] = [await find(org.ana, '0001'), await find(org.ana, '0001')];
    const first = await press(org.ana, one, 'Link');
    expect(await press(org.ana, one, 'Link')).toEqual(first);
    expect(await press(org.ana, other, 'Link')).toEqual(first);
    expect(await contacts(org.ana)).toHaveLength(1);
    expect(await events(org, 'stakeholder.added')).toHaveLength(1);

    const kim = { ...link(customer), parameters: { ...link(customer).parameters, address: 'kim@quillgate.example' } };
    const keyed = (n: number) => ({
      ...kim,
      parameters: { ...kim.parameters, request_key: KEY.replace(/1$/, `${n}`) },
    });
    await Promise.all([2, 3, 4, 5, 6, 7, 8, 9].map((n) => org.ana.call(AddonAction, keyed(n))));
    expect(await contacts(org.ana)).toHaveLength(2);
  });

  test('whom a colleague linked to another customer meanwhile is refused, and nothing is changed', async () => {
    const card = await find(org.ana, '0001');
    const elsewhere = org.customers[1] ?? '';
    await org.ana.call(CreateStakeholder, { customer_id: elsewhere, name: 'Jo', email: JO.address });
    await expect(press(org.ana, card, 'Link')).rejects.toMatchObject({
      problem: { status: 409, code: 'stakeholders.email-taken' },
    });
    expect(await contacts(org.ana)).toEqual([]);
    expect(await contacts(org.ana, elsewhere)).toHaveLength(1);
  });

  test('who had left this customer is back', async () => {
    const card = await find(org.ana, '0001');
    await aContact(org, customer, { email: JO.address, name: 'Jo' });
    await org.sql('update stakeholders set active = false where tenant_id = $1');
    await press(org.ana, card, 'Link');
    expect(await contacts(org.ana)).toMatchObject([{ name: 'Jo', email: JO.address }]);
  });
});

describe('finding the customer', () => {
  test('an empty field is told, and a form that is no form is refused', async () => {
    const form = shown(await press(org.ana, await message(org.ana), 'Link to a customer'));
    expect(wordsOf(shown(await press(org.ana, form, 'Find')))).toContain('The name must not be empty');
    expect(wordsOf(shown(await press(org.ana, form, 'Find', { customer: ['   '] })))).toContain('must not be empty');
    for (const parameters of [{}, { ...JO, address: 'jo' }, { ...JO, name: ' ' }, { ...JO, else: 'x' }])
      expect(
        await org.ana.refused(AddonAction, { action_id: 'contact.find', parameters, form: { customer: ['a'] } }),
      ).toBe('400 request.malformed');
  });

  test('nothing found says what to do, and keeps what was typed', async () => {
    const typed = '株式会社🚢'.padEnd(80, 'é%_');
    const card = await find(org.ana, typed);
    expect(wordsOf(card)).toContain('No customer has this in its name');
    expect(wordsOf(card)).toContain('Try a shorter part of it.');
    expect(wordsOf(card)).toContain(typed);
    expect(texts(card)).toEqual(['Find', 'Cancel']);
  });

  test('of too many the first ten are shown, one’s own before others', async () => {
    org = await world.organisation({ customers: 120 });
    const mine = (await org.ana.call(GetCustomer, { customer_id: org.customers[90] ?? '' })).name;
    await org.sql('update customers set csm_id = $2 where tenant_id = $1 and name <> $3', [org.gus.id, mine]);
    const many = await find(org.ana, 'Customer 0');
    expect(wordsOf(many)).toContain('More than 100 customers fit, these are 10. Type more of the name.');
    expect(texts(many).filter((text) => text === 'Link')).toHaveLength(1);
    expect(wordsOf(many)).toMatch(new RegExp(`${mine}.*Yours.*gus can link it`));
    const few = await find(org.ana, 'Customer 000');
    expect(wordsOf(few)).not.toContain('Type more');
  });

  test('names of eighty characters of any script are found, shown and said', async () => {
    const name = [...'Halvorsund-株式会社東京国際-مجموعة الخليج للشحن🚢'.repeat(3)].slice(0, 80).join('');
    await called(customer, name);
    const answer = await press(org.ana, await find(org.ana, '東京国際'), 'Link');
    expect(shown(answer).header.title).toBe(name);
    expect(answer.notification?.text).toMatch(/^Jo Quill is a contact of Halvorsund-/);
  });
});

describe('who may link', () => {
  test('is who may change customers: nobody else is offered it, and nobody else can', async () => {
    for (const who of [org.ana, org.mia, org.ada]) expect(texts(await message(who))).toEqual(['Link to a customer']);
    for (const who of [org.sam, org.eli]) {
      expect(texts(await message(who))).toEqual([]);
      expect(await who.refused(AddonAction, link(customer))).toBe('403 identity.not-allowed');
      for (const action_id of ['contact.form', 'contact.find'] as const)
        expect(await who.refused(AddonAction, { action_id, parameters: JO, form: { customer: ['a'] } })).toBe(
          '403 identity.not-allowed',
        );
    }
  });

  test('a customer of somebody else is named with who can, and refused', async () => {
    const card = await find(org.gus, '0001');
    expect(texts(card)).toEqual(['Find', 'Cancel']);
    expect(wordsOf(card)).toContain('ana can link it');
    expect(await org.gus.refused(AddonAction, link(customer))).toBe('403 identity.not-allowed');
    expect(texts(await find(org.mia, '0001'))).toContain('Link');

    await org.sql('update customers set csm_id = null where tenant_id = $1');
    expect(wordsOf(await find(org.ana, '0001'))).toContain('A manager can link it');
    expect(wordsOf(await find(org.max, '0001'))).toContain('Enterprise, no owner');
  });

  test('a customer of another organisation is not there, neither found nor linked', async () => {
    const other = await world.organisation();
    const foreign = other.customers[0] ?? '';
    await other.sql("update customers set name = 'Foreign one' where tenant_id = $1");
    expect(wordsOf(await find(org.ada, 'Foreign'))).toContain('No customer has this in its name');
    expect(await org.ada.refused(AddonAction, link(foreign))).toBe('404 customers.not-found');
    expect(await other.sql('select 1 from stakeholders where tenant_id = $1')).toEqual([]);
  });

  test('a colleague is nobody’s contact, wherever they write from, nor is what no address book takes', async () => {
    expect(texts(await message(org.ana, `Eva <${org.eva.email}>`))).toEqual([]);
    await org.sql("update users set email = 'eva@elsewhere.example' where tenant_id = $1 and id = $2", [org.eva.id]);
    expect(texts(await message(org.ana, 'Eva <Eva@Elsewhere.example>'))).toEqual([]);
    expect(texts(await message(org.ana, 'Jo <jo..quill@quillgate.example>'))).toEqual([]);
    expect(texts(await message(org.ana, 'undisclosed-recipients:;'))).toEqual([]);
  });
});
