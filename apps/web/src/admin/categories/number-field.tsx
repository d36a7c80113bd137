import { Field, Input } from '@understudy/ui';
import { wholeNumber } from './clock-words.js';

export interface NumberFieldProps {
  readonly label: string;
  /** NaN: nothing whole is typed. */
  readonly value: number;
  readonly hint?: string;
  readonly note?: string;
  readonly error?: string | undefined;
  readonly onChange: (value: number) => void;
}

/** A whole number, typed. */
export function NumberField({ label, value, hint, note, error, onChange }: NumberFieldProps) {
  return (
    <Field label={label} {...(hint ? { hint } : {})} {...(note ? { note } : {})} {...(error ? { error } : {})}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          className="num"
          value={Number.isFinite(value) ? String(value) : ''}
          onChange={({ target }) => onChange(wholeNumber(target.value))}
        />
      )}
    </Field>
  );
}
