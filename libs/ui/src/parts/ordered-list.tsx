import { GripVertical } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { cn } from './class-names.js';
import { placeFor } from './ordering.js';

interface Lifted {
  readonly from: number;
  readonly to: number;
  readonly by: 'keys' | 'pointer';
}

export interface OrderedListProps<Item> {
  /** Read to screen readers. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly itemKey: (item: Item) => string;
  /** What the row is called while it is moved. */
  readonly itemName: (item: Item) => string;
  /** So many rows at the end stay where they are and nothing goes below them. */
  readonly fixedAtEnd?: number;
  /** With a reason in sight nothing can be moved. */
  readonly disabled?: boolean;
  /** Both are places from 0: where it stood, and where it stands in the list afterwards. */
  readonly onMove: (from: number, to: number) => void;
  readonly children: (item: Item, index: number) => ReactNode;
}

/**
 * Rows whose order counts. A row is moved by dragging its handle, or by keys: space lifts it, arrows (Home, End) choose the place,
 * space puts it there, Esc leaves it where it was. A slot shows the result before it is let go.
 */
export function OrderedList<Item>({
  label,
  items,
  itemKey,
  itemName,
  fixedAtEnd = 0,
  disabled = false,
  onMove,
  children,
}: OrderedListProps<Item>) {
  const list = useRef<HTMLOListElement>(null);
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const [said, setSaid] = useState('');
  const focusNext = useRef<string | null>(null);
  const movable = items.length - fixedAtEnd;
  const nameAt = (index: number): string => {
    const item = items[index];
    return item === undefined ? '' : itemName(item);
  };

  useEffect(() => {
    const key = focusNext.current;
    if (key === null) return;
    focusNext.current = null;
    list.current?.querySelector<HTMLElement>(`[data-handle="${CSS.escape(key)}"]`)?.focus();
  }, [items]);

  const lift = (from: number, by: Lifted['by']) => {
    setLifted({ from, to: from, by });
    setSaid(
      `${nameAt(from)} is lifted, place ${from + 1} of ${movable}. Arrows move it, space puts it down, Escape leaves it.`,
    );
  };
  const aim = (to: number) => {
    if (!lifted || to === lifted.to) return;
    setLifted({ ...lifted, to });
    setSaid(`Place ${to + 1} of ${movable}`);
  };
  const drop = (isTaken: boolean) => {
    if (!lifted) return;
    const { from, to } = lifted;
    setLifted(null);
    if (!isTaken || from === to) return setSaid(`${nameAt(from)} stays in place ${from + 1}`);
    const item = items[from];
    if (item !== undefined) focusNext.current = itemKey(item);
    setSaid(`${nameAt(from)} stands in place ${to + 1} of ${movable}`);
    onMove(from, to);
  };

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (!lifted) {
      if (event.key === ' ' || event.key === 'Enter') {
        event.preventDefault();
        lift(index, 'keys');
      }
      return;
    }
    const step = { ArrowUp: lifted.to - 1, ArrowDown: lifted.to + 1, Home: 0, End: movable - 1 }[event.key];
    if (step !== undefined) aim(Math.max(0, Math.min(movable - 1, step)));
    else if (event.key === ' ' || event.key === 'Enter') drop(true);
    else if (event.key === 'Escape') drop(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerMove = ({ clientY }: PointerEvent) => {
    if (lifted?.by !== 'pointer') return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(':scope > [data-row]') ?? [])].slice(0, movable);
    const middles = rows.map((row) => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2;
    });
    aim(placeFor(middles, clientY, lifted.from));
  };

  const slot = lifted ? (
    <li key="slot" className="ordered-slot" aria-hidden="true">
      {nameAt(lifted.from)} comes here, place {lifted.to + 1}
    </li>
  ) : null;
  return (
    <>
      <ol ref={list} className="ordered" aria-label={label}>
        {items.flatMap((item, index) => {
          const key = itemKey(item);
          const isFixed = disabled || index >= movable || movable < 2;
          const row = (
            <li key={key} data-row="" className={cn(lifted?.from === index && 'ordered-lifted')}>
              {isFixed ? (
                <span className="ordered-handle" aria-hidden="true" />
              ) : (
                <button
                  type="button"
                  className="ordered-handle"
                  data-handle={key}
                  aria-label={`Move ${itemName(item)}`}
                  aria-pressed={lifted?.from === index}
                  title="Drag, or press space and use the arrows"
                  onKeyDown={(event) => onKeyDown(event, index)}
                  onPointerDown={(event) => {
                    if (event.button !== 0) return;
                    event.currentTarget.setPointerCapture(event.pointerId);
                    lift(index, 'pointer');
                  }}
                  onPointerMove={onPointerMove}
                  onPointerUp={() => lifted?.by === 'pointer' && drop(true)}
                  onPointerCancel={() => drop(false)}
                  onBlur={() => lifted?.by === 'keys' && drop(false)}
                >
                  <GripVertical className="i" />
                </button>
              )}
              <div className="ordered-row">{children(item, index)}</div>
            </li>
          );
          if (!lifted || lifted.to !== index || lifted.to === lifted.from) return [row];
          return lifted.to < lifted.from ? [slot, row] : [row, slot];
        })}
      </ol>
      <span className="sr-only" role="status">
        {said}
      </span>
    </>
  );
}
