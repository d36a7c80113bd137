import { Field, Input, Select } from '@understudy/ui';
import { useState } from 'react';

const UNITS = [
  { words: 'minutes', minutes: 1 },
  { words: 'hours', minutes: 60 },
  { words: 'days', minutes: 1440 },
] as const;

export interface LengthFieldProps {
  readonly label: string;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
  readonly error?: string | undefined;
  readonly hint?: string;
}

/** A length of time: a number and its unit; the largest unit that says it in a whole number to begin with. */
export function LengthField({ label, minutes, onChange, error, hint }: LengthFieldProps) {
  const fitting = UNITS.findLast((unit) => minutes >= unit.minutes && minutes % unit.minutes === 0)?.minutes ?? 1;
  const [chosen, setChosen] = useState<number>(fitting);
  const unit = Number.isNaN(minutes) || minutes % chosen === 0 ? chosen : fitting;
  return (
    <Field label={label} {...(error ? { error } : {})} {...(hint ? { hint } : {})}>
      {(control) => (
        <span className="flex gap-2">
          <Input
            {...control}
            className="w-[92px]"
            type="number"
            min={1}
            value={Number.isNaN(minutes) ? '' : minutes / unit}
            onChange={({ target }) =>
              onChange(target.value === '' ? Number.NaN : Math.round(Number(target.value) * unit))
            }
          />
          <Select
            aria-label={`Unit of: ${label}`}
            className="w-auto"
            value={unit}
            onChange={({ target }) => {
              const next = Number(target.value);
              setChosen(next);
              if (!Number.isNaN(minutes)) onChange(Math.max(1, Math.round(minutes / unit)) * next);
            }}
          >
            {UNITS.map(({ words, minutes: each }) => (
              <option key={words} value={each}>
                {words}
              </option>
            ))}
          </Select>
        </span>
      )}
    </Field>
  );
}
