import { Button, EmptyState, formatCount, formatMoment, sentence, useNow } from '@understudy/ui';
import { Calendar, Mail, MessageSquare, Send, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useOutbox, type OutboxItem } from '../api/outbox.js';
import { usePerson } from '../person/person.js';
import { Loaded } from '../states/loaded.js';
import { wordsFor } from './sent-words.js';

const KINDS = {
  google: { words: 'Google', Icon: Calendar },
  email: { words: 'E-mail', Icon: Mail },
  slack: { words: 'Slack', Icon: MessageSquare },
} as const satisfies Record<OutboxItem['kind'], { words: string; Icon: LucideIcon }>;
const AT_ONCE = 50;

/** What left the product, newest first: nothing of it leaves this machine. */
export function SentPage() {
  const outbox = useOutbox();
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <main className="sb-page sent">
      <h1>What was sent</h1>
      <p className="mut">
        E-mails, Slack posts and changes at Google, as the product sent them. Nothing leaves this machine.
      </p>
      <Loaded query={outbox} what="The list" words="Reading what was sent" rows={5}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={<Send className="i" />} title="Nothing was sent yet">
              Mail to people, Slack posts and changes in calendars show up here as the product makes them.
            </EmptyState>
          ) : (
            <>
              <ol className="panel sent-list" aria-label={formatCount(items.length, 'message')}>
                {[...items]
                  .reverse()
                  .slice(0, shown)
                  .map((item) => (
                    <SentRow key={item.seq} item={item} />
                  ))}
              </ol>
              {items.length > shown ? (
                <Button size="panel" onClick={() => setShown(shown + AT_ONCE)}>
                  Show earlier ones
                </Button>
              ) : null}
            </>
          )
        }
      </Loaded>
    </main>
  );
}

function SentRow({ item }: { readonly item: OutboxItem }) {
  const { user } = usePerson();
  const now = useNow();
  const { Icon, words } = KINDS[item.kind];
  const { title, to, text } = wordsFor(item);
  return (
    <li>
      <Icon className="i" aria-hidden="true" />
      <div className="sent-what">
        <p className="sent-title">
          <b className="clip">{title}</b>
          <time className="num mut" dateTime={item.at}>
            {sentence(formatMoment(item.at, user.time_zone, now))}
          </time>
        </p>
        <p className="mut">
          {words}
          {to ? `, ${to}` : ''}
        </p>
        {text && item.kind !== 'google' ? <p className="sent-text">{text}</p> : null}
        {item.kind === 'google' ? (
          <details>
            <summary>{text ?? 'As it went to Google'}</summary>
            <pre tabIndex={0}>{JSON.stringify(item.what, null, 2)}</pre>
          </details>
        ) : null}
      </div>
    </li>
  );
}
