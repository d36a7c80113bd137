import { X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { ControlProps } from './field.js';

export interface TagInputProps extends Partial<ControlProps> {
  readonly 'aria-label'?: string;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  /** Offered while typing. */
  readonly known?: readonly string[];
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly disabled?: boolean;
}

/** Several short words: Enter or a comma adds one, the cross or Backspace in the empty field takes the last away. */
export function TagInput({
  values,
  onChange,
  known = [],
  maxLength = 60,
  placeholder,
  disabled,
  ...control
}: TagInputProps) {
  const [typed, setTyped] = useState('');
  const listId = `${control.id ?? 'tags'}-known`;
  const add = (text: string) => {
    const more = text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (more.length > 0) onChange([...new Set([...values, ...more])]);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && typed.trim()) {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '') onChange(values.slice(0, -1));
  };
  return (
    <span className="input tags">
      {values.map((value) => (
        <span key={value} className="tag">
          <span className="clip">{value}</span>
          {disabled ? null : (
            <button
              type="button"
              aria-label={`Take ${value} away`}
              onClick={() => onChange(values.filter((one) => one !== value))}
            >
              <X className="i i-s" />
            </button>
          )}
        </span>
      ))}
      <input
        {...control}
        list={listId}
        autoComplete="off"
        value={typed}
        maxLength={maxLength}
        disabled={disabled}
        placeholder={values.length === 0 ? placeholder : undefined}
        onChange={({ target }) => (target.value.includes(',') ? add(target.value) : setTyped(target.value))}
        onKeyDown={onKeyDown}
        onBlur={() => add(typed)}
      />
      <datalist id={listId}>
        {known
          .filter((one) => !values.includes(one))
          .map((one) => (
            <option key={one} value={one} />
          ))}
      </datalist>
    </span>
  );
}
