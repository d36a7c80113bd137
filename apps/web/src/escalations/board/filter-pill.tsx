import { cn, Input } from '@understudy/ui';
import { Check } from 'lucide-react';
import { useId, useRef, useState, type ReactNode } from 'react';

export interface PillOption {
  readonly value: string;
  readonly words: ReactNode;
  /** What is searched, when the words are a mark. */
  readonly text: string;
  /** How many would be shown; the list is as long. */
  readonly count: number;
}

export interface FilterPillProps {
  readonly label: string;
  readonly chosen: readonly string[];
  /** Asked for when it opens. */
  readonly options: () => readonly PillOption[];
  /** One at most; picking it again takes it away. */
  readonly single?: boolean;
  readonly onChange: (chosen: readonly string[]) => void;
}

const SEARCHED_FROM = 9;
const MOST_SHOWN = 100;

/** Dashed: does not filter. Solid: does, and says by what. Opens a list to choose from. */
export function FilterPill({ label, chosen, options, single = false, onChange }: FilterPillProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const isOn = chosen.length > 0;
  const all = open || isOn ? options() : [];
  const first = all.find(({ value }) => value === chosen[0]);
  const toggle = (value: string) => {
    if (chosen.includes(value)) onChange(chosen.filter((one) => one !== value));
    else onChange(single ? [value] : [...chosen, value]);
  };

  return (
    <>
      <button ref={button} type="button" className={cn('fil', isOn && 'on')} popoverTarget={id} aria-expanded={open}>
        <span className="clip">
          {label}
          {first ? <>: {first.words}</> : isOn ? ': chosen' : null}
          {chosen.length > 1 ? ` +${chosen.length - 1}` : null}
        </span>
      </button>
      <div
        id={id}
        popover="auto"
        className="menu fil-menu"
        onBeforeToggle={(event) => {
          if (event.newState === 'open') placeUnder(event.currentTarget, button.current);
        }}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open ? (
          <Options label={label} all={all} chosen={chosen} onToggle={toggle} onClear={() => onChange([])} />
        ) : null}
      </div>
    </>
  );
}

interface OptionsProps {
  readonly label: string;
  readonly all: readonly PillOption[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
  readonly onClear: () => void;
}

function Options({ label, all, chosen, onToggle, onClear }: OptionsProps) {
  const [typed, setTyped] = useState('');
  const words = typed.trim().toLocaleLowerCase();
  const found = words ? all.filter(({ text }) => text.toLocaleLowerCase().includes(words)) : all;
  return (
    <>
      {all.length >= SEARCHED_FROM ? (
        <Input
          type="search"
          autoFocus
          aria-label={`Find in ${label.toLocaleLowerCase()}`}
          placeholder="Find"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      <ul className="fil-list" aria-label={label}>
        {found.slice(0, MOST_SHOWN).map(({ value, words: shown, count }) => (
          <li key={value}>
            <label className="menu-item">
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => onToggle(value)} />
              <span className="fil-box" aria-hidden="true">
                <Check className="i i-s" />
              </span>
              <span className="clip">{shown}</span>
              <span className="num ml-auto text-xs text-ink-2">{count}</span>
            </label>
          </li>
        ))}
      </ul>
      {found.length > MOST_SHOWN ? (
        <p className="px-2 py-1 text-ink-2">{found.length - MOST_SHOWN} more: type to find them.</p>
      ) : null}
      {found.length === 0 ? <p className="px-2 py-1 text-ink-2">Nothing is called so.</p> : null}
      {chosen.length > 0 ? (
        <button type="button" className="menu-item text-ink-2" onClick={onClear}>
          Take this filter away
        </button>
      ) : null}
    </>
  );
}

/** Right below its button, inside of the window. */
export function placeUnder(menu: HTMLElement, button: HTMLElement | null): void {
  if (!button) return;
  const box = button.getBoundingClientRect();
  const width = Math.min(280, window.innerWidth - 16);
  menu.style.inset = 'auto';
  menu.style.margin = '0';
  menu.style.top = `${box.bottom + 4}px`;
  menu.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
  menu.style.width = `${width}px`;
  menu.style.maxHeight = `${Math.max(160, window.innerHeight - box.bottom - 16)}px`;
}
