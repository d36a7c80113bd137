import { useRef, type ReactNode } from 'react';

/** Of a menu under its button, in pixels, as in the stylesheet. */
const UNDER_WIDTH = 320;
const MARGIN = 12;

export interface MenuProps {
  /** The accessible name of what opens. */
  readonly label: string;
  readonly className: string;
  readonly button: ReactNode;
  readonly buttonLabel?: string;
  readonly menuClassName?: string;
  /** Opens below the button, left edges aligned, instead of at the right end of the frame. */
  readonly under?: boolean;
  readonly onToggle?: (open: boolean) => void;
  readonly children: (close: () => void) => ReactNode;
}

/** A button with a popover of the browser: Esc and a click elsewhere close it, the focus comes back. */
export function Menu({
  label,
  className,
  button,
  buttonLabel,
  menuClassName = '',
  under = false,
  onToggle,
  children,
}: MenuProps) {
  const popover = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const place = () => {
    const at = trigger.current?.getBoundingClientRect();
    if (!under || !at || !popover.current) return;
    const left = Math.max(MARGIN, Math.min(at.left, document.documentElement.clientWidth - UNDER_WIDTH - MARGIN));
    popover.current.style.left = `${left + scrollX}px`;
    popover.current.style.top = `${at.bottom + scrollY + 6}px`;
  };
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-label={buttonLabel}
        aria-haspopup="dialog"
        onClick={() => {
          place();
          popover.current?.togglePopover({ source: trigger.current ?? undefined });
        }}
      >
        {button}
      </button>
      <div
        ref={popover}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={`menu sb-menu ${under ? 'sb-menu-under' : ''} ${menuClassName}`}
        onToggle={(event) => onToggle?.(event.newState === 'open')}
      >
        {children(() => popover.current?.hidePopover())}
      </div>
    </>
  );
}
