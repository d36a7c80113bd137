import { ListPtoEntries, type PTO_ENTRY_STATES } from '@understudy/contracts';
import { Button, Dialog, formatSpan } from '@understudy/ui';
import { useState } from 'react';
import { useApi } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';
import { ENTRY_STATES, type Feed } from './feed-words.js';

export interface EntriesDialogProps {
  readonly feed: Feed;
  readonly state: (typeof PTO_ENTRY_STATES)[number];
  readonly onClose: () => void;
}

/** The entries behind a number: what each is, whose, when, and what is wrong with it. */
export function EntriesDialog({ feed, state, onClose }: EntriesDialogProps) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const list = useApi(
    ListPtoEntries,
    { feed_id: feed.id, state, limit: 50, ...(cursor ? { cursor } : {}) },
    { keep: true },
  );
  const next = list.data?.next_cursor;
  return (
    <Dialog
      title={`${feed.name}: ${feed.counts[state]} ${ENTRY_STATES[state]}`}
      onClose={onClose}
      footer={
        <>
          {cursors.length > 0 ? <Button onClick={() => setCursors(cursors.slice(0, -1))}>Back</Button> : null}
          {next ? <Button onClick={() => setCursors([...cursors, next])}>More</Button> : null}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <Loaded query={list} what="The entries" words="Reading the entries" rows={4}>
        {({ items }) => (
          <ul className="rows rows-top">
            {items.map(({ id, title, user, start_date: first, end_date: last, problem, line, key }) => (
              <li key={id}>
                <span className="grow">
                  <b className="font-medium wrap-anywhere">{title || key}</b>
                  <span className="block text-ink-2">
                    {user ? `${user.name}, ` : ''}
                    {first ? formatSpan(first, last) : 'without days'}
                    {line === null ? '' : `, line ${line}`}
                  </span>
                  {problem ? <span className="block">{problem.text}</span> : null}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Dialog>
  );
}
