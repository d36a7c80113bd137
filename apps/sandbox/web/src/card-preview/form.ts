import type { Card, CardWidget } from '@understudy/contracts';

/** One field as `POST /sandbox/addon/run` takes it. */
export type FieldInput =
  { readonly values: readonly string[] } | { readonly day_ms: number } | { readonly instant_ms: number };
export type FormInput = Readonly<Record<string, FieldInput>>;

const MINUTE_MS = 60_000;
const START = /^\d{4}-\d{2}-\d{2}$/;

/** What a fresh card's fields hold: Google sends fields that were never touched as well. */
export const startOf = (card: Card): FormInput =>
  Object.fromEntries(card.sections.flatMap(({ widgets }) => widgets.flatMap(fieldOf)));

function fieldOf(widget: CardWidget): [string, FieldInput][] {
  if ('textInput' in widget) return [[widget.textInput.name, { values: [widget.textInput.value ?? ''] }]];
  if ('selectionInput' in widget) {
    const chosen = widget.selectionInput.items.filter(({ selected }) => selected).map(({ value }) => value);
    return chosen.length > 0 ? [[widget.selectionInput.name, { values: chosen }]] : [];
  }
  if ('dateTimePicker' in widget && widget.dateTimePicker.valueMsEpoch) {
    const at = Number(widget.dateTimePicker.valueMsEpoch);
    return [
      [widget.dateTimePicker.name, widget.dateTimePicker.type === 'DATE_ONLY' ? { day_ms: at } : { instant_ms: at }],
    ];
  }
  return [];
}

/** The text of `<input type="date">` as the UTC midnight Google sends; an empty field is no field. */
export const dayInput = (text: string): FieldInput | null =>
  START.test(text) ? { day_ms: Date.parse(`${text}T00:00:00Z`) } : null;
export const dayText = (field: FieldInput | undefined): string =>
  field && 'day_ms' in field ? new Date(field.day_ms).toISOString().slice(0, 10) : '';
/** The text of `<input type="datetime-local">`, `offsetMinutes` east of UTC, as the instant Google sends; an empty field is no field. */
export const instantInput = (text: string, offsetMinutes: number): FieldInput | null => {
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? null : { instant_ms: at - offsetMinutes * MINUTE_MS };
};
export const instantText = (field: FieldInput | undefined, offsetMinutes: number): string =>
  field && 'instant_ms' in field
    ? new Date(field.instant_ms + offsetMinutes * MINUTE_MS).toISOString().slice(0, 16)
    : '';
export const textOf = (field: FieldInput | undefined): string =>
  field && 'values' in field ? (field.values[0] ?? '') : '';
export const chosenIn = (field: FieldInput | undefined): readonly string[] =>
  field && 'values' in field ? field.values : [];
