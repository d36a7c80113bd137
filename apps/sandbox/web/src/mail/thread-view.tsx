import { Avatar, Button, formatMoment, useNow } from '@understudy/ui';
import { ArrowLeft, Forward, Reply } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { MailMessage } from '../api/mailbox.js';
import { PageLink } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import type { InboxRow } from './use-inbox.js';

export interface ThreadViewProps {
  readonly row: InboxRow;
  readonly onReply: () => void;
  readonly onForward: () => void;
  /** The answer that is being written; nothing else can be begun meanwhile. */
  readonly children: ReactNode;
}

/** One thread, the newest message open; earlier ones open with a click. */
export function ThreadView({ row, onReply, onForward, children }: ThreadViewProps) {
  const { thread, latest, coveredOwner } = row;
  return (
    <article className="mail" aria-labelledby="subject">
      <PageLink className="mail-back link" to="/mail">
        <ArrowLeft className="i" /> Inbox
      </PageLink>
      <header className="mail-head">
        <h1 id="subject">{thread.subject}</h1>
      </header>
      {thread.messages.map((message) => (
        <Letter key={message.id} message={message} coveredOwner={coveredOwner} startsOpen={message === latest} />
      ))}
      {children ?? (
        <div className="mail-acts">
          <Button size="panel" onClick={onReply}>
            <Reply className="i" /> Reply
          </Button>
          <Button size="panel" onClick={onForward}>
            <Forward className="i" /> Forward
          </Button>
        </div>
      )}
    </article>
  );
}

interface LetterProps {
  readonly message: MailMessage;
  readonly coveredOwner: string | null;
  readonly startsOpen: boolean;
}

function Letter({ message, coveredOwner, startsOpen }: LetterProps) {
  const { user, tenant } = usePerson();
  const now = useNow();
  const [open, setOpen] = useState(startsOpen);
  const { from, to, cc, sentAt, body } = message;
  const nameOf = (email: string) =>
    email === user.email ? 'you' : (tenant.users.find((one) => one.email === email)?.name ?? email);
  const names = (emails: readonly string[]) => emails.map(nameOf).join(', ');
  const reached = coveredOwner && to.includes(coveredOwner) ? ', reached you because you cover' : '';
  return (
    <div className={open ? 'letter' : 'letter letter-shut'}>
      <button type="button" className="letter-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Avatar name={from.name} kind={from.email === user.email ? 'you' : 'other'} size={open ? 'large' : 'row'} />
        {open ? (
          <span className="letter-who">
            <span className="clip">
              <b>{from.name}</b> <span className="mut">{from.email}</span>
            </span>
            <span className="letter-to">
              to {names(to)}
              {cc.length > 0 ? `, copy to ${names(cc)}` : ''}
              {reached}
            </span>
          </span>
        ) : (
          <span className="letter-who clip">
            <b>{from.name}</b> <span className="mut">{body.replaceAll(/\s+/g, ' ')}</span>
          </span>
        )}
        <time className="thread-time num" dateTime={sentAt}>
          {formatMoment(sentAt, user.time_zone, now)}
        </time>
      </button>
      {open ? body.split(/(?:\r?\n){2,}/).map((part, index) => <p key={index}>{part}</p>) : null}
    </div>
  );
}
