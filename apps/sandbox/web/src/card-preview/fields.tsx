import type { CardWidget } from '@understudy/contracts';
import { useId } from 'react';
import { chosenIn, dayInput, dayText, instantInput, instantText, textOf, type FieldInput } from './form.js';

type Part<K extends string> = CardWidget extends infer W ? (W extends Record<K, infer P> ? P : never) : never;
interface Field<P> {
  readonly model: P;
  readonly value: FieldInput | undefined;
  readonly onChange: (value: FieldInput | null) => void;
}

export function TextField({ model, value, onChange }: Field<Part<'textInput'>>) {
  const shared = {
    name: model.name,
    placeholder: model.hintText ?? '',
    maxLength: model.validation?.characterLimit,
    value: textOf(value),
    onChange: (event: { target: { value: string } }) => onChange({ values: [event.target.value] }),
  };
  return (
    <label className="cp-field">
      <small>{model.label}</small>
      {model.type === 'MULTIPLE_LINE' ? <textarea rows={3} {...shared} /> : <input type="text" {...shared} />}
    </label>
  );
}

export function DateField({ model, value, onChange }: Field<Part<'dateTimePicker'>>) {
  const isDay = model.type === 'DATE_ONLY';
  // Google shows times in the zone of the reader where the card does not say which
  const offset = model.timezoneOffsetDate ?? -new Date().getTimezoneOffset();
  return (
    <label className="cp-field">
      <small>{model.label}</small>
      <input
        name={model.name}
        type={isDay ? 'date' : 'datetime-local'}
        value={isDay ? dayText(value) : instantText(value, offset)}
        onChange={({ target }) => onChange(isDay ? dayInput(target.value) : instantInput(target.value, offset))}
      />
    </label>
  );
}

export function ChoiceField({ model, value, onChange }: Field<Part<'selectionInput'>>) {
  // Radio buttons of one name belong together on the whole page: two cards must not share one.
  const group = useId();
  const chosen = chosenIn(value);
  if (model.type === 'DROPDOWN') {
    return (
      <label className="cp-field">
        <small>{model.label}</small>
        <select
          name={model.name}
          value={chosen[0] ?? ''}
          onChange={({ target }) => onChange({ values: [target.value] })}
        >
          {model.items.map((item) => (
            <option key={item.value} value={item.value}>
              {item.text}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const one = model.type === 'RADIO_BUTTON';
  const toggle = (item: string): readonly string[] =>
    one ? [item] : chosen.includes(item) ? chosen.filter((other) => other !== item) : [...chosen, item];
  return (
    <fieldset className={`cp-choice cp-${model.type.toLowerCase()}`}>
      {model.label ? <legend>{model.label}</legend> : null}
      {model.items.map((item) => (
        <label key={item.value}>
          <input
            type={one ? 'radio' : 'checkbox'}
            {...(model.type === 'SWITCH' ? { role: 'switch' } : {})}
            name={`${group}-${model.name}`}
            value={item.value}
            checked={chosen.includes(item.value)}
            onChange={() => {
              const values = toggle(item.value);
              onChange(values.length > 0 ? { values } : null);
            }}
          />
          <span>{item.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
