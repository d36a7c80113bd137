import type { CardForm, CardWidget } from '@understudy/contracts';
import { cut, html, join, toned } from './markup.js';
import type { FieldError } from './form-views.js';
import { grey, row } from './widgets.js';

/** A form field takes plain text as it was typed, without what PostgreSQL cannot store; `max` in UTF-16 units. */
const storable = (raw: string, max: number): string => raw.replaceAll('\0', '').slice(0, max).toWellFormed();

/** What was typed before, so that a form that comes back has lost nothing. */
export const typed = (form: CardForm | undefined, name: string): string | undefined => form?.[name]?.[0];

export const textField = (
  field: { name: string; label: string; hint?: string; lines?: 'one' | 'many'; max: number },
  value: string | undefined,
): CardWidget => ({
  textInput: {
    name: field.name,
    label: field.label,
    ...(field.hint ? { hintText: field.hint } : {}),
    ...(value ? { value: storable(value, field.max) } : {}),
    type: field.lines === 'many' ? 'MULTIPLE_LINE' : 'SINGLE_LINE',
    validation: { characterLimit: field.max },
  },
});

export const choiceField = (
  field: { name: string; label: string; type: 'RADIO_BUTTON' | 'DROPDOWN' },
  items: readonly { readonly value: string; readonly text: string }[],
  chosen: string | undefined,
): CardWidget => ({
  selectionInput: {
    name: field.name,
    label: field.label,
    type: field.type,
    items: items
      .slice(0, 100)
      .map(({ value, text }) => ({ value, text: cut(text, 120) || '–', selected: value === chosen })),
  },
});

/** Only the day counts: Google takes the UTC midnight of it. */
export const dayField = (name: string, label: string, on: string | undefined): CardWidget => ({
  dateTimePicker: {
    name,
    label,
    type: 'DATE_ONLY',
    ...utcMidnight(on),
  },
});

/** A day that came back from a form and is none stays empty. */
function utcMidnight(on: string | undefined): { valueMsEpoch?: string } {
  const at = Date.parse(`${on ?? ''}T00:00:00Z`);
  return Number.isNaN(at) ? {} : { valueMsEpoch: String(at) };
}

/** First on a form that came back: what is missing, by the names people see. */
export const errorRows = (
  errors: readonly FieldError[] | undefined,
  labels: Readonly<Record<string, string>>,
): CardWidget[] =>
  (errors ?? []).slice(0, 8).map(({ path, message }) => {
    const label = labels[path.replace(/^form\./, '')];
    // "The title must not be empty"; a sentence of its own stands behind the label
    const said = html(label ? `${label}${/^\p{Lu}/u.test(message) ? ':' : ''} ${message}` : message, 200);
    return row({ icon: grey('error'), text: toned('gap', join([said])) });
  });
