import { formatMoment, useNow } from '@understudy/ui';
import { useEffect, useRef } from 'react';
import { useMe } from '../session/session.js';
import { threadOf, type Join, type Message } from './thread-words.js';

export interface ThreadProps {
  readonly messages: readonly Message[];
  readonly join: Join | null;
  /** Who asks, by name. */
  readonly asks: string;
}

/** What was said, oldest first, one's own at the right; the newest is in sight, unless somebody reads further up. */
export function Thread({ messages, join, asks }: ThreadProps) {
  const { user } = useMe();
  const now = useNow();
  const end = useRef<HTMLLIElement>(null);
  const box = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const last = messages.at(-1)?.id;
  const toEnd = () => {
    if (atEnd.current) end.current?.scrollIntoView({ block: 'nearest' });
  };
  useEffect(toEnd, [last]);
  // a narrow screen scrolls as a whole, a wide one only this list; what is read late above it moves both
  useEffect(() => {
    const list = box.current;
    if (!list) return undefined;
    const look = () => {
      const shownTo = Math.min(list.getBoundingClientRect().bottom, window.innerHeight);
      atEnd.current = (end.current?.getBoundingClientRect().top ?? 0) < shownTo + 80;
    };
    const sizes = new ResizeObserver(toEnd);
    for (const element of [list, list.parentElement]) if (element) sizes.observe(element);
    document.addEventListener('scroll', look, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      document.removeEventListener('scroll', look, { capture: true });
    };
  }, []);
  return (
    // a list that scrolls takes the focus, or keys could not scroll it (WCAG 2.1.1)
    <ol ref={box} className="thread" aria-label="What was said" tabIndex={0}>
      {threadOf(messages, join, { userId: user.id, asks }).map((entry) =>
        entry.kind === 'join' ? (
          <li key={`join-${entry.at}`} className="thread-join">
            {entry.name} joined, {formatMoment(entry.at, user.time_zone, now)}
          </li>
        ) : (
          <li key={entry.message.id} className={entry.isMine ? 'bubble bubble-mine' : 'bubble'}>
            <span className="bubble-head">
              {entry.who} · <time dateTime={entry.at}>{formatMoment(entry.at, user.time_zone, now)}</time>
            </span>
            <span className="prose">{entry.message.body}</span>
          </li>
        ),
      )}
      <li ref={end} className="thread-end" aria-hidden="true" />
    </ol>
  );
}
