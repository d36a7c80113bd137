import { ListNotifications, ReadNotification, type AnswerOf } from '@understudy/contracts';
import { Button, Chip, cn, formatMoment, useNow, useToast } from '@understudy/ui';
import { Check } from 'lucide-react';
import { Link } from 'react-router';
import { wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useMe } from '../session/session.js';

type Notification = AnswerOf<typeof ListNotifications>['items'][number];

/** What happened, why the reader is told, and the earlier things of the same subject. Going there counts as having read it. */
export function NotificationRow({ notification }: { readonly notification: Notification }) {
  const { user } = useMe();
  const now = useNow();
  const read = useSend(ReadNotification);
  const tell = useToast();
  const { id, title, why, details, link, urgency, count, items, last_at, read_at } = notification;
  const markRead = () =>
    read.mutate(
      { input: { notification_id: id } },
      { onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }) },
    );

  return (
    <li className={cn('notification', read_at === null && 'unread')}>
      <div className="lines grow">
        <span className="flex flex-wrap items-center gap-2">
          {link ? (
            <Link className="font-medium hover:underline" to={link} onClick={() => (read_at ? undefined : markRead())}>
              {title}
            </Link>
          ) : (
            <span className="font-medium">{title}</span>
          )}
          {urgency === 'urgent' ? <Chip tone="gap">Urgent</Chip> : null}
          {read_at === null ? <span className="sr-only">(unread)</span> : null}
        </span>
        <span className="text-xs text-ink-2">
          <time dateTime={last_at}>{formatMoment(last_at, user.time_zone, now)}</time> · {why}
        </span>
        {details ? <p className="prose mt-1">{details}</p> : null}
        {count > 1 ? (
          <details className="mt-1 text-xs text-ink-2">
            <summary>{count - 1} before that</summary>
            <ul className="mt-1 grid gap-1">
              {items.slice(1).map((item) => (
                <li key={`${item.at} ${item.title}`}>
                  {item.title} · <time dateTime={item.at}>{formatMoment(item.at, user.time_zone, now)}</time>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
      {read_at === null ? (
        <Button
          size="row"
          look="quiet"
          icon
          aria-label={`Mark “${title}” as read`}
          busy={read.isPending}
          onClick={markRead}
        >
          <Check className="i" />
        </Button>
      ) : null}
    </li>
  );
}
