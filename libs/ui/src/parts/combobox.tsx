import { X } from 'lucide-react';
import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './button.js';
import { cn } from './class-names.js';
import type { ControlProps } from './field.js';

export interface ComboboxOption {
  readonly value: string;
  /** What is shown and searched. */
  readonly words: string;
  /** In grey behind it: place, team, address. Searched too. */
  readonly note?: string;
  /** Before the words, in the list: an avatar, a mark. */
  readonly icon?: ReactNode;
}

export interface ComboboxProps extends Partial<ControlProps> {
  readonly 'aria-label'?: string;
  readonly value: ComboboxOption | null;
  /** Null: taken away; only where `clearable`. */
  readonly onChange: (option: ComboboxOption | null) => void;
  readonly options: readonly ComboboxOption[];
  /** With it the caller finds the options; without it they are filtered here. */
  readonly onQuery?: (text: string) => void;
  /** The options are not yet those for what is typed: Enter is kept until they are. */
  readonly loading?: boolean;
  readonly clearable?: boolean;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** When nothing fits; "Nobody is called so." */
  readonly nothing?: string;
}

const SHOWN = 60;

/**
 * One of many, found by typing (WAI-ARIA combobox with a list): arrows move, Enter takes, Esc puts back what was chosen. Who types
 * faster than the options arrive gets the first that fits, not what stood there before. The list lies in the top layer, so that no
 * dialog or panel cuts it off.
 */
export function Combobox({
  value,
  onChange,
  options,
  onQuery,
  loading = false,
  clearable = false,
  placeholder,
  disabled,
  nothing = 'Nothing fits.',
  ...control
}: ComboboxProps) {
  /** Null: not typed into; the field shows what is chosen. */
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  /** An arrow chose among what is shown, since the last letter. */
  const [pointed, setPointed] = useState(false);
  /** Enter was pressed before the options for what is typed were there. */
  const [taking, setTaking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const list = useListBelow(field, open);
  const id = useId();
  const found = onQuery || !typed?.trim() ? options : options.filter((option) => fits(option, typed));
  const shown = found.slice(0, SHOWN);
  const active = shown[Math.min(at, shown.length - 1)];

  const show = () => {
    if (open || disabled) return;
    setAt(
      Math.max(
        0,
        shown.findIndex((option) => option.value === value?.value),
      ),
    );
    setOpen(true);
  };
  const close = () => {
    setTaking(false);
    setPointed(false);
    setOpen(false);
    setTyped(null);
    if (typed !== null) onQuery?.('');
  };
  const take = (option: ComboboxOption) => {
    onChange(option);
    close();
  };
  const type = (text: string) => {
    setTaking(false);
    setPointed(false);
    setTyped(text);
    setAt(0);
    setOpen(true);
    onQuery?.(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      // what was pointed at is taken as it stands there
      if (loading && typed !== null && !pointed) setTaking(true);
      else if (active) take(active);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setTaking(false);
      setPointed(true);
      if (!open) show();
      else if (shown.length > 0) setAt((before) => step(Math.min(before, shown.length - 1), event.key, shown.length));
    }
  };

  const takeArrived = useEffectEvent(() => {
    if (active) take(active);
    else if (open) setTaking(false);
    else close();
  });
  useEffect(() => {
    if (taking && !loading) takeArrived();
  }, [taking, loading]);

  return (
    <span className="combo">
      <input
        {...control}
        ref={field}
        className="input"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-busy={taking || undefined}
        {...(open && active ? { 'aria-activedescendant': `${id}-${active.value}` } : {})}
        placeholder={placeholder}
        disabled={disabled}
        value={typed ?? value?.words ?? ''}
        onFocus={(event) => event.target.select()}
        onClick={show}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => (taking ? setOpen(false) : close())}
      />
      {clearable && value && !disabled ? (
        <Button
          look="quiet"
          size="row"
          icon
          className="combo-clear"
          aria-label="Take it away"
          onClick={() => onChange(null)}
        >
          <X className="i" />
        </Button>
      ) : null}
      <div ref={list} className="menu combo-list" popover="manual" onMouseDown={(event) => event.preventDefault()}>
        <ul role="listbox" id={`${id}-list`} aria-label={control['aria-label'] ?? 'To choose from'}>
          {open
            ? shown.map((option) => (
                <li
                  key={option.value}
                  id={`${id}-${option.value}`}
                  role="option"
                  aria-selected={option === active}
                  className={cn('menu-item', option === active && 'pressed')}
                  ref={option === active ? scrollIntoList : undefined}
                  onClick={() => take(option)}
                >
                  {option.icon}
                  <span className="clip">{option.words}</span>
                  {option.note ? <small className="clip">{option.note}</small> : null}
                </li>
              ))
            : null}
        </ul>
        {open && shown.length === 0 ? <p className="combo-none">{loading ? 'Looking' : nothing}</p> : null}
        {found.length > shown.length ? (
          <p className="combo-none">{found.length - shown.length} more: type to find them.</p>
        ) : null}
      </div>
    </span>
  );
}

/** Shows the list right below its field, or above it where there is more room, for as long as it is open. */
function useListBelow(field: { readonly current: HTMLElement | null }, open: boolean) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const popover = list.current;
    if (!open || !popover || !field.current) return undefined;
    const place = () => {
      const box = field.current?.getBoundingClientRect();
      if (!box) return;
      const under = window.innerHeight - box.bottom - 12;
      const above = under < 180 && box.top > under;
      popover.style.left = `${box.left}px`;
      popover.style.width = `${Math.max(box.width, 200)}px`;
      popover.style.maxHeight = `${Math.min(320, above ? box.top - 12 : under)}px`;
      popover.style.top = above ? 'auto' : `${box.bottom + 4}px`;
      popover.style.bottom = above ? `${window.innerHeight - box.top + 4}px` : 'auto';
    };
    place();
    popover.showPopover();
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, true);
    return () => {
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, true);
      if (popover.isConnected && popover.matches(':popover-open')) popover.hidePopover();
    };
  }, [open, field]);
  return list;
}

const scrollIntoList = (item: HTMLElement | null): void => item?.scrollIntoView({ block: 'nearest' });

const step = (at: number, key: string, count: number): number => (at + (key === 'ArrowDown' ? 1 : count - 1)) % count;

const fits = ({ words, note = '' }: ComboboxOption, typed: string): boolean => {
  const text = `${words} ${note}`.toLocaleLowerCase();
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((part) => text.includes(part));
};
