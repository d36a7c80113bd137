import { Field, Input, Select, Textarea } from '@understudy/ui';
import type { ComponentProps } from 'react';
import type { SlackBlock, SlackElement, SlackOption } from '../api/slack.js';
import { optionsOf } from './modal-form.js';
import { Typeahead } from './typeahead.js';

export interface ModalFieldProps {
  readonly viewId: string;
  readonly block: SlackBlock;
  readonly element: SlackElement;
  readonly value: string | SlackOption | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: string | SlackOption) => void;
}
type Control = Parameters<ComponentProps<typeof Field>['children']>[0];

const DATES: Readonly<Record<string, string | undefined>> = {
  datepicker: 'date',
  timepicker: 'time',
  email_text_input: 'email',
  number_input: 'number',
  url_text_input: 'url',
};

/** One input of a dialog, by the kind of its element. */
export function ModalField({ viewId, block, element, value, error, onChange }: ModalFieldProps) {
  const text = typeof value === 'string' ? value : '';
  const placeholder = element.placeholder?.text;
  const control = (given: Control) => {
    if (element.type === 'external_select')
      return <Typeahead control={given} viewId={viewId} element={element} value={value} onChange={onChange} />;
    const options = optionsOf(element);
    if (options.length > 0)
      return (
        <Select {...given} value={text} onChange={(event) => onChange(event.target.value)}>
          <option value="">{placeholder ?? 'Choose'}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text.text}
            </option>
          ))}
        </Select>
      );
    const shared = { ...given, value: text, placeholder, maxLength: element.max_length };
    if (element.multiline) return <Textarea {...shared} rows={3} onChange={(event) => onChange(event.target.value)} />;
    return (
      <Input {...shared} type={DATES[element.type] ?? 'text'} onChange={(event) => onChange(event.target.value)} />
    );
  };
  return (
    <Field
      label={block.label?.text ?? ''}
      {...(block.optional && { note: 'optional' })}
      {...(block.hint && { hint: block.hint.text })}
      {...(error !== undefined && { error })}
    >
      {control}
    </Field>
  );
}
