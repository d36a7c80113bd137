import { z } from 'zod';
import { line, text, uuid } from './core/text.js';

/* What the actions of our cards are described with. Google sends every field of a form as a list of texts. */

/** The key a card was drawn with: the same card pressed twice counts once. Sent as Idempotency-Key. */
export const requestKey = uuid;
export const required = (max: number) =>
  z
    .array(z.string())
    .length(1, 'must not be empty')
    // Google leaves a field out that nobody typed in
    .prefault([])
    .transform((values) => values[0] ?? '')
    .pipe(line(max));
export const optional = (max: number) =>
  z
    .array(text(max))
    .max(1)
    .default([])
    .transform((values) => values[0]?.trim() || undefined);
export const choice = <const V extends readonly [string, ...string[]]>(values: V) =>
  z
    .array(z.enum(values))
    .length(1, 'choose one')
    .prefault([])
    .transform((chosen): V[number] => chosen[0] ?? values[0]);
export const day = z
  .array(z.iso.date())
  .max(1)
  .default([])
  .transform((values) => values[0]);

export const action = <P extends z.ZodRawShape, F extends z.ZodRawShape>(parameters: P, form: F) => ({
  parameters: z.strictObject(parameters),
  form: z.object(form),
});
