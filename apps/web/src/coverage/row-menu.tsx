import { Button } from '@understudy/ui';
import { Ellipsis } from 'lucide-react';
import { useId, useRef, type ReactNode } from 'react';

const MARGIN = 8;

/** "…" of a row: the browser's own popover, beside its button; arrow keys move, Esc closes, a choice closes it too. */
export function RowMenu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  const place = () => {
    const [from, box] = [button.current?.getBoundingClientRect(), menu.current];
    if (!from || !box) return;
    const { offsetHeight: height, offsetWidth: width } = box;
    const below = from.bottom + height + MARGIN <= window.innerHeight;
    box.style.top = `${Math.max(MARGIN, below ? from.bottom + 4 : from.top - height - 4)}px`;
    box.style.left = `${Math.max(MARGIN, Math.min(from.right - width, window.innerWidth - width - MARGIN))}px`;
    itemsOf(box)[0]?.focus();
  };
  const move = (key: string) => {
    const items = menu.current ? itemsOf(menu.current) : [];
    const at = items.findIndex((item) => item === document.activeElement);
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    const next = key === 'Home' ? 0 : key === 'End' ? items.length - 1 : (at + step + items.length) % items.length;
    items[next]?.focus();
  };
  return (
    <>
      <Button ref={button} look="quiet" size="row" icon aria-label={label} popoverTarget={id} aria-haspopup="menu">
        <Ellipsis className="i" />
      </Button>
      <div
        id={id}
        ref={menu}
        popover="auto"
        role="menu"
        aria-label={label}
        className="menu row-menu"
        onToggle={(event) => {
          if (event.newState === 'open') place();
        }}
        onClick={() => menu.current?.hidePopover()}
        onKeyDown={(event) => {
          if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
          event.preventDefault();
          move(event.key);
        }}
      >
        {children}
      </div>
    </>
  );
}

const itemsOf = (box: HTMLElement): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('[role=menuitem]')];
