import { Field, Input, Textarea } from '@understudy/ui';
import type { ReactNode } from 'react';

export interface WordsFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly note?: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly oneLine?: boolean;
  readonly maxLength?: number;
}

/** A text of a form: several lines, or one. */
export function WordsField({ label, value, onChange, note, hint, error, oneLine = false, maxLength }: WordsFieldProps) {
  return (
    <Field label={label} {...(note ? { note } : {})} {...(hint ? { hint } : {})} {...(error ? { error } : {})}>
      {(control) =>
        oneLine ? (
          <Input
            {...control}
            value={value}
            maxLength={maxLength}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Textarea
            {...control}
            className="min-h-[54px]"
            value={value}
            maxLength={maxLength}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
