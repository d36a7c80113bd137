import { Lookup, type AnswerOf } from '@understudy/contracts';
import { Field, Input } from '@understudy/ui';
import { Building2, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { wordsFor } from '../api/send.js';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { responsibleInShort } from './responsible-words.js';

export type LookupHit = AnswerOf<typeof Lookup>['customers'][number];

export interface CustomerPickerProps {
  readonly label: string;
  readonly onPick: (hit: LookupHit) => void;
}

/** Type a name, take one with Tab or the arrows and Enter. Each result already says who is responsible. */
export function CustomerPicker({ label, onPick }: CustomerPickerProps) {
  const { user } = useMe();
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const found = useApi(Lookup, { query }, { enabled: query.length > 0, keep: true });
  const hits = query ? (found.data?.customers ?? []).slice(0, 8) : [];
  return (
    <>
      <Field label={label}>
        {(control) => (
          <span className="input-icon">
            <Search className="i" />
            <Input
              {...control}
              type="search"
              autoComplete="off"
              placeholder="Name or domain"
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                const first = hits[0];
                if (event.key === 'Enter' && first) onPick(first);
                if (event.key === 'ArrowDown') focusResult(event.currentTarget, 1);
              }}
            />
          </span>
        )}
      </Field>
      <div role="status" className="text-xs text-ink-2">
        {found.error ? wordsFor(found.error) : null}
        {query && found.data && hits.length === 0 ? `No customer is called “${query}”.` : null}
        {query ? null : 'Results say who looks after the customer now.'}
      </div>
      <ul className="picks">
        {hits.map((hit) => (
          <li key={hit.customer.id}>
            <button
              type="button"
              className="menu-item"
              onClick={() => onPick(hit)}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown') focusResult(event.currentTarget, 1);
                if (event.key === 'ArrowUp') focusResult(event.currentTarget, -1);
              }}
            >
              <Building2 className="i" />
              <span className="clip font-medium">{hit.customer.name}</span>
              <span className="clip ml-auto text-xs text-ink-2">{responsibleInShort(hit.responsible, user.id)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Moves the focus among the field and the results of its dialog. */
function focusResult(from: HTMLElement, step: 1 | -1): void {
  const stops = from.closest('dialog')?.querySelectorAll<HTMLElement>('.picks button, input[type=search]') ?? [];
  const list = [...stops];
  list[list.indexOf(from) + step]?.focus();
}
