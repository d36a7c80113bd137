import { Button, Input, Select } from '@understudy/ui';
import type { SlackElement } from '../api/slack.js';
import { optionsOf } from './modal-form.js';

/** Used: the action, and what was chosen where there was a choice. */
export type Using = (actionId: string, value?: string) => void;

export interface BlockElementProps {
  readonly element: SlackElement;
  readonly onUse: Using;
  readonly busy: boolean;
}

const wordsOf = (text: SlackElement['text']): string => (typeof text === 'string' ? text : (text?.text ?? ''));

/** A button or a menu in a message or a home tab. */
export function BlockElement({ element, onUse, busy }: BlockElementProps) {
  const { type, action_id, style, url } = element;
  if (type === 'button')
    return (
      <Button
        size="panel"
        look={style === 'primary' ? 'filled' : style === 'danger' ? 'red' : 'plain'}
        busy={busy}
        onClick={() => {
          onUse(action_id);
          if (url) window.open(url, '_blank', 'noreferrer');
        }}
      >
        {wordsOf(element.text)}
      </Button>
    );
  if (type === 'datepicker' || type === 'timepicker')
    return (
      <Input
        type={type === 'datepicker' ? 'date' : 'time'}
        aria-label={element.placeholder?.text ?? action_id}
        defaultValue={element.initial_date}
        onChange={(event) => (event.target.value ? onUse(action_id, event.target.value) : undefined)}
      />
    );
  const options = optionsOf(element);
  if (options.length === 0) return <span className="slack-context">[{type}: not drawn here]</span>;
  return (
    <Select
      className="slack-menu"
      aria-label={element.placeholder?.text ?? 'More'}
      value={element.initial_option?.value ?? ''}
      onChange={(event) => onUse(action_id, event.target.value)}
    >
      <option value="" disabled>
        {element.placeholder?.text ?? 'Choose'}
      </option>
      {options.map(({ value, text }) => (
        <option key={value} value={value}>
          {text.text}
        </option>
      ))}
    </Select>
  );
}
