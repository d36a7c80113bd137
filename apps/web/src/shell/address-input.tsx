import { Input } from '@understudy/ui';
import { type ComponentProps, type FocusEvent, useState } from 'react';
import { isDay } from '../session/local-days.js';

export interface AddressInputProps extends Omit<
  ComponentProps<typeof Input>,
  'value' | 'defaultValue' | 'onChange' | 'onFocus' | 'onBlur'
> {
  /** As the address has it, or what was read for it. */
  readonly value: string;
  /** A text at every key, a day once it is one; a day outside of `min` and `max` when the field is left. Empty for none. */
  readonly onWrite: (value: string) => void;
}

/**
 * A field whose value stands in the address. The router writes the address as a transition, so what comes back lags behind the keys:
 * a field that showed only that would lose letters that are typed fast, and a year after its first digit.
 */
export function AddressInput({ value, onWrite, ...input }: AddressInputProps) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: string } | null>(null);
  const [focused, setFocused] = useState(false);
  const isDate = input.type === 'date';
  // once it was left, it stands until there is something newer
  const shown = typed && (focused || typed.over === value) ? typed.text : value;
  const leave = ({ target }: FocusEvent<HTMLInputElement>) => {
    setFocused(false);
    if (!isDate || !typed) return;
    // emptied as a whole, and not only a part of it on the way to another day
    if (typed.text === '' && value !== '') onWrite('');
    else if (!isDay(typed.text)) setTyped(null);
    // outside of its bounds it is what was wanted only now: on the way to a year it would have been any
    else if (!target.validity.valid) onWrite(typed.text);
  };
  return (
    <Input
      {...input}
      value={shown}
      onFocus={() => {
        setFocused(true);
        if (typed && typed.over !== value) setTyped(null);
      }}
      onBlur={leave}
      onChange={({ target }) => {
        setTyped({ text: target.value, over: value });
        if (!isDate || (isDay(target.value) && target.validity.valid)) onWrite(target.value);
      }}
    />
  );
}
