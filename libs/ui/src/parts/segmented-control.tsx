import { useId, type ReactNode } from 'react';
import { cn } from './class-names.js';

export interface SegmentedControlProps<Value extends string> {
  /** Read to screen readers. */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly words: ReactNode }[];
  /** Null: undecided; nothing is selected. */
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly size?: 'page' | 'row';
}

/** Two or three ways to see or decide; arrow keys move, as in any group of radio buttons. */
export function SegmentedControl<Value extends string>({
  label,
  options,
  value,
  onChange,
  size = 'page',
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className={cn('seg', size === 'row' && 'seg-row')}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.words}
        </label>
      ))}
    </fieldset>
  );
}
