import { formatAgo, useNow } from '@understudy/ui';
import { PageLink } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import type { InboxRow } from './use-inbox.js';
import { WhoChip } from './who-chip.js';

export interface ThreadListProps {
  readonly rows: readonly InboxRow[];
  readonly openId: string | undefined;
  readonly isRead: (messageId: string) => boolean;
}

/** Two lines a thread: who and when, what and who looks after them. */
export function ThreadList({ rows, openId, isRead }: ThreadListProps) {
  const { user } = usePerson();
  const now = useNow();
  return (
    <ul>
      {rows.map((row) => {
        const isNew = row.latest.from.email !== user.email && !isRead(row.latest.id);
        const sender =
          row.outsider?.name ?? (isSent(row, user.email) ? `To ${row.latest.to[0] ?? 'nobody'}` : row.latest.from.name);
        const title = row.hit ? `${sender}, ${row.hit.customer.name}` : sender;
        return (
          <li key={row.thread.id}>
            <PageLink
              to={`/mail/${row.thread.id}`}
              className={isNew ? 'thread thread-new' : 'thread'}
              aria-current={row.thread.id === openId ? 'true' : undefined}
            >
              <span className="thread-dot">{isNew ? <span className="sr-only">New: </span> : null}</span>
              <span className="thread-from clip" title={title}>
                {title}
              </span>
              <time className="thread-time num" dateTime={row.latest.sentAt}>
                {formatAgo(row.latest.sentAt, user.time_zone, now)}
              </time>
              <span className="thread-about">
                <span className="clip thread-subject">{row.thread.subject}</span>
                <WhoChip hit={row.hit} />
              </span>
            </PageLink>
          </li>
        );
      })}
    </ul>
  );
}

const isSent = ({ thread: { messages } }: InboxRow, me: string): boolean =>
  messages.every(({ from }) => from.email === me);
