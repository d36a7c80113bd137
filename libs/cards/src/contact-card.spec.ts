import type { Card } from '@understudy/contracts';
import { EXAMPLES } from './examples.js';
import { MATCHES_SHOWN } from './index.js';

const words = (value: unknown): string => JSON.stringify(value);
/** The parameters of every button that runs this action. */
function pressesOf(action: string, card: unknown): Record<string, string>[] {
  if (typeof card !== 'object' || card === null) return [];
  const { action: here } = card as { action?: { parameters: { key: string; value: string }[] } };
  const found = here ? [Object.fromEntries(here.parameters.map(({ key, value }) => [key, value]))] : [];
  return [
    ...found.filter(({ action_id: id }) => id === action),
    ...Object.values(card).flatMap((inner) => pressesOf(action, inner)),
  ];
}
const fieldOf = (card: Card | undefined) =>
  card?.sections.flatMap(({ widgets }) => widgets).find((widget) => 'textInput' in widget);

test.each([
  ['contact-found', 'Yours'],
  ['contact-found', 'Owner: Ana Duarte'],
  ['contact-found', 'Mid-market, no owner'],
  ['contact-found', 'Maximiliane von Hohenfeld-Castellanos can link it'],
  ['contact-found', 'A manager can link it'],
  ['contact-nobody', 'No customer has this in its name'],
  ['contact-nobody', 'Try a shorter part of it.'],
  ['contact-errors', 'The name must not be empty'],
  ['contact-hundred', 'More than 100 customers fit, these are 10. Type more of the name.'],
])('%s says "%s"', (name, sentence) => {
  expect(words(EXAMPLES[name])).toContain(sentence);
});

test('linking is offered where the reader may, and nothing is where they may not', () => {
  expect(pressesOf('contact.form', EXAMPLES['unknown'])).toEqual([
    { action_id: 'contact.form', address: 'jo@quillgate.example', name: 'Jo Quill' },
  ]);
  expect(words(EXAMPLES['unknown-not-mine'])).not.toContain('onClick');
});

test('each customer the reader may change has a button with a key of its own', () => {
  const keys = pressesOf('contact.link', EXAMPLES['contact-found']).map(({ request_key: key }) => key);
  expect(new Set(keys).size).toBe(3);
  expect(keys).toHaveLength(3);
});

test('what was looked for stays in its field', () => {
  expect(fieldOf(EXAMPLES['contact'])).toEqual({
    textInput: expect.not.objectContaining({ value: expect.anything() }),
  });
  expect(fieldOf(EXAMPLES['contact-nobody'])).toMatchObject({ textInput: { value: 'Quilgate' } });
});

test('of a hundred customers ten are shown', () => {
  expect(pressesOf('contact.link', EXAMPLES['contact-hundred'])).toHaveLength(MATCHES_SHOWN);
});
