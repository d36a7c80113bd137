import { useDraggable } from '@dnd-kit/core';
import { Avatar, Chip, cn, formatAgo, SeverityMark, SlaChip, StatusMark, useNow } from '@understudy/ui';
import { GripVertical, Hash, Hourglass, MessageSquare } from 'lucide-react';
import { memo } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../session/session.js';
import { type Card, isOver } from './card.js';
import { isUnresolved } from '../unresolved.js';

/** A card that can be taken: anywhere by pointer, at its grip by keys. */
export const BoardCard = memo(function BoardCard({ card }: { readonly card: Card }) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({
    id: card.id,
    data: card,
  });
  const { onKeyDown, ...pointers } = listeners ?? {};
  return (
    <li ref={setNodeRef} className={cn('ecard-li', isDragging && 'gone')} {...pointers}>
      <CardFace
        card={card}
        grip={
          <button
            type="button"
            ref={setActivatorNodeRef}
            className="ecard-grip"
            {...attributes}
            aria-label={`Move “${card.title}”`}
            onKeyDown={(event) => onKeyDown?.(event)}
          >
            <GripVertical className="i i-s" />
          </button>
        }
      />
    </li>
  );
});

/** What a card shows: how severe, how long, what, whose. */
export function CardFace({
  card,
  grip,
  lifted = false,
}: {
  readonly card: Card;
  readonly grip?: React.ReactNode;
  readonly lifted?: boolean;
}) {
  const { user } = useMe();
  const now = useNow();
  const owner = card.primary_owner;
  return (
    <article className={cn('ecard', isOver(card, now) && 'br', lifted && 'lifted')}>
      <div className="ecard-line">
        <SeverityMark severity={card.severity} />
        {card.status === 'closed' ? (
          <StatusMark status="closed" />
        ) : (
          <span className="clip text-xs text-ink-2">since {formatAgo(card.created_at, user.time_zone, now)}</span>
        )}
        {grip}
        <span className="ml-auto">
          <SlaChip
            startedAt={card.created_at}
            warnAt={card.warn_at}
            dueAt={card.due_at}
            paused={card.paused}
            done={!isUnresolved(card)}
            endedAt={card.resolved_at ?? card.closed_at}
          />
        </span>
      </div>
      <Link className="ecard-title hover:underline" to={`/escalations/${card.id}`} draggable={false}>
        {card.title}
      </Link>
      <div className="ecard-line">
        <span className="clip text-xs">
          <b className="font-medium">{card.customer?.name ?? 'Conversation'}</b>
          {card.category ? <span className="text-ink-2"> · {card.category}</span> : null}
        </span>
        <span className="ecard-end">
          {card.war_room ? <Hash className="i i-s text-ink-2" role="img" aria-label="has a room" /> : null}
          {card.comments > 0 ? (
            <span className="num inline-flex items-center gap-1 text-xs text-ink-2">
              <MessageSquare className="i i-s" />
              {card.comments}
              <span className="sr-only">{card.comments === 1 ? 'comment' : 'comments'}</span>
            </span>
          ) : null}
          {owner ? (
            <span title={owner.name}>
              <Avatar name={owner.name} kind={owner.user_id === user.id ? 'you' : 'other'} />
              <span className="sr-only">{owner.user_id === user.id ? 'You have it' : `${owner.name} has it`}</span>
            </span>
          ) : (
            <Chip tone="waiting" icon={<Hourglass className="i" />}>
              In queue
            </Chip>
          )}
        </span>
      </div>
    </article>
  );
}
