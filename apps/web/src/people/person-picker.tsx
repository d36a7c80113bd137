import { Search, type AnswerOf } from '@understudy/contracts';
import { Avatar, Dialog } from '@understudy/ui';
import { Command } from 'cmdk';
import { useDeferredValue, useState } from 'react';
import { wordsFor } from '../api/send.js';
import { useApi } from '../api/use-api.js';

export type FoundPerson = AnswerOf<typeof Search>['people'][number];

export interface PersonPickerProps {
  readonly title: string;
  /** People who cannot be taken here. */
  readonly except?: readonly string[];
  readonly onPick: (person: FoundPerson) => void;
  readonly onClose: () => void;
}

/** Type a part of a name or address, take somebody with the arrows and Enter. */
export function PersonPicker({ title, except = [], onPick, onClose }: PersonPickerProps) {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const found = useApi(Search, { q }, { enabled: q.length > 0, keep: true });
  const people = q ? (found.data?.people ?? []).filter(({ user_id }) => !except.includes(user_id)) : [];
  return (
    <Dialog title={title} onClose={onClose}>
      <Command className="palette" shouldFilter={false} loop label={title}>
        <Command.Input className="input" value={text} onValueChange={setText} placeholder="Name or e-mail address" />
        <p role="status" className="text-xs text-ink-2">
          {found.error ? wordsFor(found.error) : null}
          {q && found.data && !found.isFetching && people.length === 0 ? `Nobody is called “${q}”.` : null}
          {q ? null : 'A part of the name is enough.'}
        </p>
        <Command.List className="palette-list" label="People found">
          {people.map((person) => (
            <Command.Item
              key={person.user_id}
              value={person.user_id}
              className="menu-item"
              onSelect={() => onPick(person)}
            >
              <Avatar name={person.name} />
              <span className="clip font-medium">{person.name}</span>
              <span className="clip ml-auto text-xs text-ink-2">{person.team ?? person.email}</span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
