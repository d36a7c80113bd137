import { formatDay } from '../format/index.js';
import { Input } from './controls.js';
import { Field, type FieldProps } from './field.js';

export interface DateFieldProps extends Pick<FieldProps, 'label' | 'note' | 'error'> {
  /** `YYYY-MM-DD`; empty while nothing is chosen. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly min?: string;
  readonly max?: string;
  readonly disabled?: boolean;
  /** Instead of the day in words. */
  readonly hint?: FieldProps['hint'];
}

/** A calendar day by the browser's own control: typed, by arrows or from its calendar; below it the day in words, so that the weekday is seen. */
export function DateField({ label, note, error, value, onChange, min, max, disabled, hint }: DateFieldProps) {
  return (
    <Field
      label={label}
      hint={hint ?? (value ? formatDay(value, new Date().toISOString().slice(0, 10)) : 'Day, month, year')}
      {...(note ? { note } : {})}
      {...(error ? { error } : {})}
    >
      {(control) => (
        <Input
          {...control}
          type="date"
          className="num"
          value={value}
          min={min}
          max={max}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
