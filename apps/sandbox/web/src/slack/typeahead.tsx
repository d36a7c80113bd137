import { useQuery } from '@tanstack/react-query';
import { Input, type ControlProps } from '@understudy/ui';
import { useState } from 'react';
import { suggestInSlack, type SlackElement, type SlackOption } from '../api/slack.js';
import { usePerson } from '../person/person.js';

export interface TypeaheadProps {
  readonly control: ControlProps;
  readonly viewId: string;
  readonly element: SlackElement;
  readonly value: string | SlackOption | undefined;
  readonly onChange: (value: SlackOption | string) => void;
}

/** A menu whose options the app finds for the letters typed. The list is the browser's own, complete by keyboard. */
export function Typeahead({ control, viewId, element, value, onChange }: TypeaheadProps) {
  const { user } = usePerson();
  const chosen = typeof value === 'object' ? value : null;
  const [letters, setLetters] = useState(chosen?.text.text ?? '');
  const least = Number(element['min_query_length'] ?? 3);
  const offered = useQuery({
    queryKey: ['slack-suggest', user.email, viewId, element.action_id, letters],
    queryFn: () => suggestInSlack(user.email, { view_id: viewId, action_id: element.action_id, value: letters }),
    enabled: letters.length >= least && chosen?.text.text !== letters,
    staleTime: 10_000,
    placeholderData: (before) => before,
  });
  const list = `${control.id}-list`;
  const type = (words: string) => {
    setLetters(words);
    onChange(offered.data?.find(({ text }) => text.text === words) ?? '');
  };
  const options = offered.data ?? [];
  const isOpen = chosen === null && letters.length >= least && offered.isSuccess;
  return (
    <>
      <Input
        {...control}
        value={letters}
        autoComplete="off"
        placeholder={element.placeholder?.text}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        onChange={(event) => type(event.target.value)}
      />
      <ul id={list} className="slack-options" role="listbox" hidden={!isOpen}>
        {options.map((option) => (
          <li key={option.value} role="option" aria-selected="false">
            <button
              type="button"
              onClick={() => {
                setLetters(option.text.text);
                onChange(option);
              }}
            >
              {option.text.text}
            </button>
          </li>
        ))}
        {options.length === 0 ? <li className="mut">No results</li> : null}
      </ul>
    </>
  );
}
