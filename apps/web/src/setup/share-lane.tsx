import { useDraggable, useDroppable } from '@dnd-kit/core';
import { Avatar, Button, cn, firstNameOf, formatCount, formatMoney } from '@understudy/ui';
import { CalendarClock, GripVertical, TriangleAlert } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Held } from './share-board.js';
import { whyNot, type Lane, type SharedCustomer } from './shares.js';

/** Cards that are drawn before "and 10 more". */
const SHOWN = 7;
const MORE = 200;

interface CardActions {
  readonly held: Held | null;
  readonly lanes: readonly Lane[];
  readonly isFinding: boolean;
  readonly isFound: (customer: SharedCustomer) => boolean;
  readonly onKey: (event: KeyboardEvent, customer: SharedCustomer) => void;
  readonly onPlace: (customer: SharedCustomer, userId: string | null) => void;
}

export interface ShareLaneProps extends CardActions {
  readonly lane: Lane;
  /** What letting go here would come to; null while nothing is held over it. */
  readonly slot: string | null;
}

/** One backup: how much they would carry, and what. */
export function ShareLane({ lane, slot, ...actions }: ShareLaneProps) {
  const { setNodeRef } = useDroppable({ id: lane.userId });
  const { held } = actions;
  const isHere = lane.customers.some(({ customer_id }) => customer_id === held?.customer.customer_id);
  const cannot = held !== null && whyNot(held.customer, lane.userId) !== null;
  const share = lane.capacity > 0 ? Math.min(100, (lane.loadAfter / lane.capacity) * 100) : 100;
  return (
    <section
      ref={setNodeRef}
      className={cn('share-lane', slot !== null && !isHere && (cannot ? 'share-lane-cannot' : 'share-lane-over'))}
      aria-label={`${lane.name}, ${formatCount(lane.customers.length, 'customer')}`}
    >
      <header className="flex items-center gap-2">
        <Avatar name={lane.name} />
        <b className="clip font-medium">{lane.name}</b>
        <span className="ml-auto text-xs text-ink-2 num">{formatMoney(lane.arr)}</span>
      </header>
      <p className="flex items-baseline gap-2 num">
        <span className="font-medium">{formatCount(lane.customers.length, 'customer')}</span>
        <span className={cn('ml-auto text-xs', lane.loadAfter > lane.capacity ? 'font-medium text-ink' : 'text-ink-2')}>
          {Math.round(lane.loadAfter)} of {Math.round(lane.capacity)}
          {lane.loadAfter > lane.capacity ? ', over' : ''}
        </span>
      </p>
      <svg className="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width={share} height="4" />
      </svg>
      {slot !== null && !isHere ? <p className="share-card share-card-slot">{slot}</p> : null}
      <Cards customers={lane.customers} {...actions} />
    </section>
  );
}

interface UnplacedLaneProps extends CardActions {
  readonly customers: readonly SharedCustomer[];
  readonly reasonOf: (customerId: string) => string | null;
}

/** Customers that nobody can be asked for: a gap until somebody drags them to a person. */
export function UnplacedLane({ customers, reasonOf, ...actions }: UnplacedLaneProps) {
  const reasons = [...new Set(customers.flatMap(({ customer_id }) => reasonOf(customer_id) ?? []))];
  return (
    <section className="share-lane share-lane-gap" aria-label={`Nobody, ${formatCount(customers.length, 'customer')}`}>
      <header className="flex items-center gap-2">
        <TriangleAlert className="i text-gap-text" />
        <b className="font-medium">Nobody</b>
        <span className="ml-auto num">{formatCount(customers.length, 'customer')}</span>
      </header>
      {reasons.map((reason) => (
        <p key={reason} className="text-xs text-ink-2">
          {reason}
        </p>
      ))}
      <Cards customers={customers} {...actions} />
    </section>
  );
}

function Cards({ customers, ...actions }: CardActions & { readonly customers: readonly SharedCustomer[] }) {
  const [shown, setShown] = useState(SHOWN);
  const found = customers.filter(actions.isFound);
  const drawn = found.slice(0, actions.isFinding ? MORE : shown);
  return (
    <>
      <ul className="grid gap-1.5">
        {drawn.map((customer) => (
          <li key={customer.customer_id} className="flex min-w-0 items-center gap-1">
            <Card customer={customer} {...actions} />
          </li>
        ))}
      </ul>
      {found.length > drawn.length ? (
        <Button look="quiet" size="row" className="justify-self-start" onClick={() => setShown(shown + MORE)}>
          and {found.length - drawn.length} more
        </Button>
      ) : null}
      {actions.isFinding && found.length === 0 && customers.length > 0 ? (
        <p className="text-xs text-ink-2">None of these {customers.length}.</p>
      ) : null}
    </>
  );
}

function Card({ customer, held, lanes, onKey, onPlace }: CardActions & { readonly customer: SharedCustomer }) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: customer.customer_id });
  const isHeld = held?.customer.customer_id === customer.customer_id;
  const owner = lanes.find(({ customers }) => customers.includes(customer));
  return (
    <>
      <button
        ref={setNodeRef}
        type="button"
        className={cn('share-card', isDragging && 'share-card-away', isHeld && held.by === 'keys' && 'share-card-held')}
        data-customer={customer.customer_id}
        aria-pressed={isHeld}
        aria-roledescription="customer that can be moved"
        title={`${customer.name}: ${customer.why}`}
        onPointerDown={(event) => listeners?.['onPointerDown']?.(event)}
        onKeyDown={(event) => onKey(event, customer)}
      >
        <CardFace customer={customer} />
      </button>
      {lanes.length > 1 || !owner ? (
        <select
          className="input share-card-move only-narrow"
          aria-label={`Who covers ${customer.name}`}
          value={owner?.userId ?? ''}
          onChange={(event) => onPlace(customer, event.target.value || null)}
        >
          {owner ? null : <option value="">Nobody</option>}
          {lanes.map(({ userId, name }) => (
            <option key={userId} value={userId} disabled={whyNot(customer, userId) !== null}>
              {firstNameOf(name)}
            </option>
          ))}
        </select>
      ) : null}
    </>
  );
}

export function CardFace({ customer }: { readonly customer: SharedCustomer }) {
  return (
    <>
      <GripVertical className="i text-ink-3" />
      <span className="clip font-medium">{customer.name}</span>
      <span className="ml-auto flex flex-none items-center gap-1.5 text-ink-2 num">
        {customer.renews_inside ? (
          <>
            <CalendarClock className="i" />
            <span className="sr-only">renews in this time</span>
          </>
        ) : null}
        {formatMoney(customer.arr)}
      </span>
    </>
  );
}
