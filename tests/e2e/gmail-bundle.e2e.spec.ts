import { readFileSync } from 'node:fs';
import path from 'node:path';
import { jest } from '@jest/globals';
import { Card, CreateAbsence, ListActivities, MoveClock, SandboxSignIn, Settle } from '@understudy/contracts';
import { z } from 'zod';
import { callsTo } from '../support/calls.js';
import { type Stack, startStack } from '../support/stack.js';

jest.setTimeout(600_000);

const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';
const EVA = 'eva@harbor.example';

/*
 * Gmail's cards, each from the trigger's name in the manifest to the printed card and back through its button: the script as it is
 * uploaded, in the strict stand-in of Apps Script, against the product as it runs. Each test goes on where the one before ended.
 */
const manifest = z
  .object({
    addOns: z.object({
      common: z.object({
        homepageTrigger: z.object({ runFunction: z.string() }),
        universalActions: z.array(z.object({ label: z.string(), runFunction: z.string().optional() })),
      }),
      gmail: z.object({
        contextualTriggers: z.tuple([z.object({ onTriggerFunction: z.string() })]),
        composeTrigger: z.object({ selectActions: z.tuple([z.object({ runFunction: z.string() })]) }),
      }),
    }),
  })
  .parse(
    JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../apps/addon/dist/appsscript.json'), 'utf8')),
  ).addOns;
const TRIGGERS = {
  home: manifest.common.homepageTrigger.runFunction,
  message: manifest.gmail.contextualTriggers[0].onTriggerFunction,
  compose: manifest.gmail.composeTrigger.selectActions[0].runFunction,
  outNow: manifest.common.universalActions.find(({ label }) => label === 'I am out now')?.runFunction ?? '',
};

const Step = z.union([
  z.object({ pushCard: Card }),
  z.object({ updateCard: Card }),
  z.object({ popCard: z.literal(true) }),
  z.object({ popToRoot: z.literal(true) }),
]);
const Shown = z.object({
  cards: z.array(Card).optional(),
  action: z
    .object({
      navigations: z.array(Step).optional(),
      notification: z.object({ text: z.string() }).optional(),
      openLink: z.object({ url: z.string() }).optional(),
    })
    .optional(),
  draft: z.object({ insertHtml: z.string().optional(), cc: z.array(z.string()).optional() }).optional(),
});
type Shown = z.infer<typeof Shown>;
interface Event {
  readonly message_id?: string;
  readonly draft?: { readonly to: readonly string[] };
  readonly parameters?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, { readonly values: readonly string[] } | { readonly day_ms: number }>>;
}

/** The card on top after an answer; throws when there is none. */
function top({ cards, action }: Shown): Card {
  const drawn = (action?.navigations ?? []).flatMap((step) =>
    'pushCard' in step ? [step.pushCard] : 'updateCard' in step ? [step.updateCard] : [],
  );
  const card = [...(cards ?? []), ...drawn].at(-1);
  if (!card) throw new Error('no card is shown');
  return card;
}

interface Button {
  readonly text: string;
  readonly onClick: {
    readonly action?: { readonly function: string; readonly parameters: { key: string; value: string }[] };
  };
}
function buttonsOf(value: unknown): Button[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = 'text' in value && 'onClick' in value ? [value as Button] : [];
  return [...here, ...Object.values(value).flatMap(buttonsOf)];
}
const textsOf = (card: Card): string[] => buttonsOf(card).map(({ text }) => text);
const words = (card: Card): string => JSON.stringify(card);

/** What the card's fields hold as they were drawn, in the way Google sends it. */
function fieldsOf(card: Card): NonNullable<Event['form']> {
  const form: Record<string, { values: string[] } | { day_ms: number }> = {};
  for (const widget of card.sections.flatMap(({ widgets }) => widgets)) {
    if ('textInput' in widget && widget.textInput.value)
      form[widget.textInput.name] = { values: [widget.textInput.value] };
    if ('selectionInput' in widget) {
      const chosen = widget.selectionInput.items.filter(({ selected }) => selected).map(({ value }) => value);
      if (chosen.length > 0) form[widget.selectionInput.name] = { values: chosen };
    }
    if ('dateTimePicker' in widget && widget.dateTimePicker.valueMsEpoch)
      form[widget.dateTimePicker.name] = { day_ms: Number(widget.dateTimePicker.valueMsEpoch) };
  }
  return form;
}

describe("Gmail's cards, by the script as it is uploaded", () => {
  let stack: Stack;
  let lena: string;
  let message: string;

  const post = async (address: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${stack.baseUrl}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  const run = async (email: string, name: string, event: Event = {}): Promise<Shown> =>
    Shown.parse(await post('/sandbox/addon/run', { email, function: name, event }));
  /** Presses the card's button; what was typed stands over what the card came with. */
  const press = (email: string, card: Card, text: string, typed: Event['form'] = {}, event: Event = {}) => {
    const button = buttonsOf(card).find((one) => one.text === text);
    const action = button?.onClick.action;
    if (!action) throw new Error(`no button "${text}" among ${textsOf(card).join(', ')}`);
    const parameters = Object.fromEntries(action.parameters.map(({ key, value }) => [key, value]));
    return run(email, action.function, { ...event, parameters, form: { ...fieldsOf(card), ...typed } });
  };
  /** The first mail in that mailbox of somebody so called, from such an address. */
  const mailOf = async (mailbox: string, name: string, address: string) => {
    const threads = z
      .object({
        items: z.array(
          z.object({
            messages: z.array(z.object({ id: z.string(), from: z.object({ name: z.string(), email: z.string() }) })),
          }),
        ),
      })
      .parse(await (await fetch(`${stack.baseUrl}/sandbox/api/mailbox/${mailbox}`)).json());
    const found = threads.items
      .flatMap(({ messages }) => messages)
      .find(({ from }) => from.name.startsWith(name) && from.email.includes(address));
    if (!found) throw new Error(`a mail of ${name} was expected`);
    return found;
  };
  const { call } = callsTo(() => stack.baseUrl);
  const tokenOf = async (email: string) => (await call(SandboxSignIn, { email })).access_token;
  const settle = () => call(Settle, {});

  beforeAll(async () => {
    stack = await startStack();
    // around midnight a day would not be the same for everybody, and on a weekend nobody works
    const today = Temporal.Now.zonedDateTimeISO('Europe/Lisbon');
    const monday = today.add({ days: 8 - today.dayOfWeek }).withPlainTime('11:00');
    await call(MoveClock, { now: monday.toInstant().toString() });
  });
  afterAll(() => stack?.stop());

  test('home says what waits, and "I am out now" is taken back where it was said', async () => {
    const form = top(await press(EVA, top(await run(EVA, TRIGGERS.home)), 'I am out now'));
    expect(form.header.title).toBe('I am out now');
    const wrong = top(await press(EVA, form, 'I am out', { until: { values: ['day'] }, back_on: { day_ms: 0 } }));
    expect(words(wrong)).toContain('The day has to be after today');

    const out = await press(EVA, form, 'I am out');
    expect(out.action?.notification?.text).toBe('You are out. Cover starts at once.');
    expect(words(top(out))).toContain('You are out until tonight');
    const back = await press(EVA, top(out), 'Undo');
    expect(textsOf(top(back))).toContain('I am out now');
    expect(top(await run(EVA, TRIGGERS.outNow)).header.title).toBe('I am out now');
  });

  test('a request is looked into, declined with a reason, and accepted by the next', async () => {
    const ana = await tokenOf(ANA);
    const today = Temporal.Now.zonedDateTimeISO('Europe/Lisbon').toPlainDate();
    const start = today.add({ days: 15 - today.dayOfWeek });
    await call(
      CreateAbsence,
      { absence_type: 'vacation', start_date: String(start), end_date: String(start.add({ days: 4 })) },
      ana,
    );
    await settle();

    const home = top(await run(BEN, TRIGGERS.home));
    expect(words(home)).toContain('Cover for Ana Duarte');
    const why = top(await press(BEN, home, 'Why me?'));
    expect(words(why)).toContain('You are asked as');
    const decline = top(await press(BEN, home, 'Decline'));
    expect(words(top(await press(BEN, decline, 'Decline')))).toContain('The reason must not be empty');
    expect((await press(BEN, decline, 'Back')).action?.navigations).toEqual([{ popCard: true }]);
    const yes = await press(BEN, why, 'Accept');
    expect(yes.action?.notification?.text).toContain('You cover for Ana Duarte');
    await settle();

    await call(MoveClock, {
      now: start.toZonedDateTime({ timeZone: 'Europe/Lisbon', plainTime: '11:00' }).toInstant().toString(),
    });
    await settle();
    expect(words(top(await run(BEN, TRIGGERS.home)))).toContain('You cover 38 customers for Ana');
  });

  test('beside a message of a covered customer everything is done without leaving it', async () => {
    const found = await mailOf(BEN, 'Lena', 'corvane');
    [message, lena] = [found.id, found.from.email];
    const at = { message_id: message };
    const card = top(await run(BEN, TRIGGERS.message, at));
    expect(card.header).toMatchObject({ title: 'Corvane Bank', subtitle: expect.stringMatching(/^You cover for Ana/) });

    const note = top(await press(BEN, card, 'Add note', {}, at));
    const saved = await press(BEN, note, 'Save', { note: { values: ['Wants it as PDF'] } }, at);
    expect(saved.action).toMatchObject({ navigations: [{ popCard: true }] });
    const brief = top(await press(BEN, card, 'Brief', {}, at));
    expect(words(brief)).toContain('Wants it as PDF');
    expect(words(top(await press(BEN, brief, 'I have read it', {}, at)))).toContain('You read it');

    const log = top(await press(BEN, card, 'Log what I did', {}, at));
    await press(BEN, log, 'Save', { summary: { values: ['Sent the invoice again'] } }, at);
    const ben = await tokenOf(BEN);
    const assignment = buttonsOf(card)
      .find(({ text }) => text === 'Log what I did')
      ?.onClick.action?.parameters.find(({ key }) => key === 'assignment_id')?.value;
    const { items } = await call(ListActivities, { assignment_id: assignment ?? '' }, ben);
    expect(items).toMatchObject([{ description: 'Sent the invoice again' }]);

    const escalate = top(await press(BEN, card, 'Escalate', {}, at));
    const typed = { severity: { values: ['P2'] }, description: { values: ['Payments stop on Friday.'] } };
    expect(top(await press(BEN, escalate, 'Escalate', typed, at)).header.title).toMatch(/^Escalated|^Saved/);
  });

  test('a colleague takes it over and gives it back', async () => {
    const at = { message_id: message };
    const other = top(await run(EVA, TRIGGERS.message, at));
    expect(other.header.subtitle).toMatch(/^Ben covers/);
    const taken = await press(EVA, other, 'Take over', {}, at);
    expect(top(taken).header.subtitle).toMatch(/^You cover for Ana/);
    expect(textsOf(top(await run(BEN, TRIGGERS.message, at)))).not.toContain('Log what I did');
    const back = await press(EVA, top(taken), 'Give it back', {}, at);
    expect(top(back).header.subtitle).toMatch(/^Ben covers/);
  });

  test('beside a draft the introduction goes in, and the owner into CC', async () => {
    const card = top(await run(BEN, TRIGGERS.compose, { draft: { to: [lena] } }));
    expect(card.header.title).toBe('To Corvane Bank');
    const insert = await press(BEN, card, 'Insert');
    expect(insert.draft?.insertHtml).toContain('Corvane Bank');
    expect(insert.draft?.cc).toEqual([ANA]);
    expect((await press(BEN, card, 'Add CC')).draft).toEqual({ cc: [ANA] });

    const eva = top(await run(EVA, TRIGGERS.compose, { draft: { to: [lena] } }));
    expect((await press(EVA, eva, 'Insert')).draft).toMatchObject({ cc: [BEN] });
    expect(top(await run(BEN, TRIGGERS.compose, { draft: { to: [] } })).header.title).toBe('No customer in this draft');
  });

  test('who said yes asks to be let go', async () => {
    const form = top(await press(BEN, top(await run(BEN, TRIGGERS.home)), 'I cannot'));
    const asked = await press(BEN, form, 'Ask to be let go', { reason: { values: ['Called away'] } });
    expect(words(top(asked))).toContain('You asked to be let go');
  });

  test('a stranger is linked to a customer where they wrote, and is none from then on', async () => {
    const at = { message_id: (await mailOf(ANA, 'Jo', 'farrow')).id };
    const card = top(await run(ANA, TRIGGERS.message, at));
    expect(card.header).toMatchObject({ title: 'Not a customer', subtitle: 'jo@farrow-partners.example' });
    const form = top(await press(ANA, card, 'Link to a customer', {}, at));
    expect(words(top(await press(ANA, form, 'Find', {}, at)))).toContain('The name must not be empty');
    const found = top(await press(ANA, form, 'Find', { customer: { values: ['orvane ba'] } }, at));
    expect(textsOf(found)).toEqual(['Find', 'Cancel', 'Link']);

    const linked = await press(ANA, found, 'Link', {}, at);
    expect(linked.action).toMatchObject({
      navigations: [{ popToRoot: true }, { updateCard: { header: { title: 'Corvane Bank' } } }],
      notification: { text: 'Jo Farrow is a contact of Corvane Bank now.' },
    });
    expect(words(top(await press(ANA, top(linked), 'Escalate', {}, at)))).toContain('"value":"Partnership"');
    expect(top(await run(ANA, TRIGGERS.message, at)).header.title).toBe('Corvane Bank');
  });
});
