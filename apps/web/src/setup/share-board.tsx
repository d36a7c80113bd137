import { DndContext, DragOverlay, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { Button, firstNameOf, Input, SegmentedControl } from '@understudy/ui';
import { Undo2 } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { Proposal } from './setup-draft.js';
import { CardFace, ShareLane, UnplacedLane } from './share-lane.js';
import { dropWords, whyNot, type SharedCustomer, type Shares } from './shares.js';

export interface ShareBoardProps {
  readonly shares: Shares;
  readonly best: Proposal['best'];
  readonly isChanged: boolean;
  readonly isStale: boolean;
  /** Who could have all of it. */
  readonly alone: Proposal['people'][number] | null;
  readonly onPlace: (customerId: string, userId: string) => void;
  readonly onAlone: (userId: string) => void;
  readonly onBest: () => void;
  readonly reasonOf: (customerId: string) => string | null;
}

/** From so many customers on there is a field to find one. */
const MANY = 15;

/** A customer that is held, over a lane. By pointer, or by keys: space, arrows, space. */
interface Held {
  readonly customer: SharedCustomer;
  readonly overId: string | null;
  readonly by: 'pointer' | 'keys';
}

/** How they share: a lane for each, customers are cards. The slot says what letting go would come to. */
export function ShareBoard(props: ShareBoardProps) {
  const { shares, isChanged, alone, onPlace, onAlone, onBest } = props;
  const { lanes, unplaced } = shares;
  const [held, setHeld] = useState<Held | null>(null);
  const [said, setSaid] = useState('');
  const [find, setFind] = useState('');
  const board = useRef<HTMLDivElement>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const all = [...lanes.flatMap(({ customers }) => customers), ...unplaced];
  const customerOf = (id: unknown) => all.find(({ customer_id }) => customer_id === id);
  const laneOf = (id: string) => lanes.find(({ customers }) => customers.some((each) => each.customer_id === id));

  const place = (customer: SharedCustomer, userId: string | null) => {
    setHeld(null);
    const lane = lanes.find((each) => each.userId === userId);
    if (!lane || userId === null || laneOf(customer.customer_id)?.userId === userId)
      return setSaid(`${customer.name} stays.`);
    const reason = whyNot(customer, userId);
    if (reason) return setSaid(`Not moved: ${firstNameOf(lane.name)} ${reason}.`);
    onPlace(customer.customer_id, userId);
    setSaid(`${customer.name} goes to ${lane.name}.`);
    // the card is drawn anew in its lane: whoever works by keys goes on from there
    requestAnimationFrame(() =>
      board.current?.querySelector<HTMLElement>(`[data-customer="${customer.customer_id}"]`)?.focus(),
    );
  };

  const onKey = (event: KeyboardEvent, customer: SharedCustomer) => {
    const isHeld = held?.by === 'keys' && held.customer.customer_id === customer.customer_id;
    if (event.key === ' ' || (isHeld && event.key === 'Enter')) {
      event.preventDefault();
      if (isHeld) return place(customer, held.overId);
      const overId = laneOf(customer.customer_id)?.userId ?? null;
      setHeld({ customer, overId, by: 'keys' });
      return setSaid(
        `${customer.name} is held. Left and right arrows choose who gets it, space lets go, Escape keeps it.`,
      );
    }
    if (!isHeld) return;
    if (event.key === 'Escape') {
      setHeld(null);
      return setSaid(`${customer.name} stays.`);
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || lanes.length === 0) return;
    event.preventDefault();
    const index = lanes.findIndex(({ userId }) => userId === held.overId);
    const over = lanes[(index + step + lanes.length) % lanes.length];
    if (!over) return;
    setHeld({ ...held, overId: over.userId });
    setSaid(`${over.name}. ${dropWords(shares, customer, over.userId)}`);
  };

  const end = ({ active, over }: DragEndEvent) => {
    const customer = customerOf(active.id);
    if (customer) place(customer, over ? String(over.id) : null);
  };
  const wanted = find.trim().toLowerCase();
  const isFound = (customer: SharedCustomer) => wanted === '' || customer.name.toLowerCase().includes(wanted);
  const common = { isFound, isFinding: wanted !== '', onKey, onPlace: place, lanes };
  const isAlone = lanes.length === 1 && unplaced.length === 0;

  return (
    <section aria-labelledby="shares-title" aria-busy={props.isStale || undefined}>
      <header className="shares-head">
        <h2 id="shares-title">How they share them</h2>
        <span className="text-ink-2">
          {isAlone ? 'one person has them all' : 'each goes where it fits best; drag to change'}
        </span>
        <span className="shares-acts">
          {all.length > MANY ? (
            <Input
              className="shares-find"
              type="search"
              aria-label="Find a customer"
              placeholder="Find a customer"
              value={find}
              onChange={(event) => setFind(event.target.value)}
            />
          ) : null}
          {alone && lanes.length > 0 ? (
            <SegmentedControl
              label="Share"
              size="row"
              value={isAlone && lanes[0]?.userId === alone.user_id ? 'alone' : isAlone ? null : 'split'}
              onChange={(value) => (value === 'alone' ? onAlone(alone.user_id) : onBest())}
              options={[
                { value: 'split', words: 'Split' },
                { value: 'alone', words: `All to ${firstNameOf(alone.name)}` },
              ]}
            />
          ) : null}
          <Button size="panel" disabled={!isChanged} onClick={onBest}>
            <Undo2 className="i" />
            Best fit
          </Button>
        </span>
      </header>
      <p role="status" className="sr-only">
        {said}
      </p>
      <DndContext
        sensors={sensors}
        accessibility={{
          screenReaderInstructions: { draggable: 'Space takes it, arrows choose who gets it, space lets go.' },
        }}
        onDragStart={({ active }) => {
          const customer = customerOf(active.id);
          if (customer) setHeld({ customer, overId: null, by: 'pointer' });
        }}
        onDragOver={({ over }) => setHeld((before) => before && { ...before, overId: over ? String(over.id) : null })}
        onDragEnd={end}
        onDragCancel={() => setHeld(null)}
      >
        <div ref={board} className="share-lanes">
          {lanes.map((lane) => (
            <ShareLane
              key={lane.userId}
              lane={lane}
              held={held}
              slot={held?.overId === lane.userId ? dropWords(shares, held.customer, lane.userId) : null}
              {...common}
            />
          ))}
          {unplaced.length > 0 ? (
            <UnplacedLane customers={unplaced} held={held} reasonOf={props.reasonOf} {...common} />
          ) : null}
        </div>
        <DragOverlay dropAnimation={null}>
          {held?.by === 'pointer' ? (
            <div className="share-card share-card-held">
              <CardFace customer={held.customer} />
            </div>
          ) : null}
        </DragOverlay>
      </DndContext>
    </section>
  );
}

export type { Held };
