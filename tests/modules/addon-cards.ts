import { AddonAction, type Card, type CardActionAnswer, type CardForm } from '@understudy/contracts';
import type { Person } from './world.js';

/** How the reader's Google says they read. */
export const READER = { locale: 'en-GB', time_zone: 'Europe/Lisbon' } as const;

interface Button {
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Every button of a card that runs an action of ours, with what it carries. */
export function buttonsOf(card: Card): Button[] {
  const found: Button[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('text' in value && 'onClick' in value && typeof value.text === 'string') {
      const on = value.onClick as { action?: { parameters: { key: string; value: string }[] } };
      if (on.action)
        found.push({
          text: value.text,
          parameters: Object.fromEntries(on.action.parameters.map(({ key, value: given }) => [key, given])),
        });
    }
    Object.values(value).forEach(visit);
  };
  visit(card);
  return found;
}

/** The card's words, as one text. */
export const wordsOf = (card: unknown): string => JSON.stringify(card);

/** What is typed on the card before anything is changed: the form as Google would send it. */
export function formOf(card: Card): CardForm {
  const form: CardForm = {};
  for (const widget of card.sections.flatMap(({ widgets }) => widgets)) {
    if ('textInput' in widget) form[widget.textInput.name] = widget.textInput.value ? [widget.textInput.value] : [];
    if ('selectionInput' in widget) {
      const { name, items } = widget.selectionInput;
      form[name] = items.filter(({ selected }) => selected).map(({ value }) => value);
    }
    if ('dateTimePicker' in widget) {
      const { name, valueMsEpoch } = widget.dateTimePicker;
      form[name] = valueMsEpoch === undefined ? [] : [new Date(Number(valueMsEpoch)).toISOString().slice(0, 10)];
    }
  }
  return form;
}

/** Presses the card's button with this text; what was typed stands over what the card came with. Throws ApiProblem. */
export async function press(who: Person, card: Card, text: string, typed: CardForm = {}): Promise<CardActionAnswer> {
  const button = buttonsOf(card).find((one) => one.text === text);
  if (!button)
    throw new Error(
      `no button "${text}", there is ${buttonsOf(card)
        .map((one) => one.text)
        .join(', ')}`,
    );
  const { action_id: id = '', ...parameters } = button.parameters;
  return who.call(AddonAction, {
    ...READER,
    action_id: id as never,
    parameters,
    form: { ...formOf(card), ...typed },
  });
}

/** The card that an answer shows; throws when it shows none. */
export function shown(answer: CardActionAnswer): Card {
  const step = answer.navigation;
  if (!step || step.kind === 'pop') throw new Error(`no card in ${JSON.stringify(answer)}`);
  return step.card;
}
