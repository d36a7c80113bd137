import { Button, buttonClass, Dialog, Kbd } from '@understudy/ui';
import { Check, ChevronsUp, Ellipsis, Hand, Hash, Play } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useShortcut } from '../../shell/use-shortcut.js';
import type { Escalation } from './escalation.js';
import { nextMove, type Move, type MoveKey } from './moves.js';
import type { Moves } from './use-moves.js';

const ICONS: Partial<Readonly<Record<MoveKey, typeof Hand>>> = {
  acknowledge: Hand,
  resume: Play,
  resolve: Check,
  close: Check,
  raise: ChevronsUp,
};

export interface PageActionsProps {
  readonly escalation: Escalation;
  readonly moves: Moves;
}

/** The room where people meet, one step up, the next thing to do; all moves are under "…". */
export function PageActions({ escalation, moves: { moves, busy, run } }: PageActionsProps) {
  const [isMore, setIsMore] = useState(false);
  useShortcut('m', () => setIsMore(true));
  const next = nextMove(moves);
  const up = moves.find(({ key, whyNot }) => key === 'raise' && whyNot === null);
  const room = escalation.war_room;
  return (
    <>
      {room?.state === 'open' && room.url ? (
        <a className={buttonClass()} href={room.url} target="_blank" rel="noreferrer noopener">
          <Hash className="i" />
          War room
        </a>
      ) : null}
      {up ? <MoveButton move={up} onRun={run} /> : null}
      <Button icon aria-label="All moves" aria-keyshortcuts="M" aria-haspopup="dialog" onClick={() => setIsMore(true)}>
        <Ellipsis className="i" />
      </Button>
      {next ? <MoveButton move={next} filled busy={busy} onRun={run} /> : null}
      {isMore ? <AllMoves moves={moves} onRun={run} onClose={() => setIsMore(false)} /> : null}
    </>
  );
}

interface MoveButtonProps {
  readonly move: Move;
  readonly filled?: boolean;
  readonly busy?: boolean;
  readonly onRun: (key: MoveKey) => void;
}

function MoveButton({ move, filled = false, busy = false, onRun }: MoveButtonProps) {
  const Icon = ICONS[move.key];
  return (
    <Button
      look={filled ? 'filled' : 'plain'}
      busy={busy}
      {...(move.shortcut ? { 'aria-keyshortcuts': move.shortcut.toUpperCase() } : {})}
      onClick={() => onRun(move.key)}
    >
      {Icon ? <Icon className="i" /> : null}
      {move.words}
    </Button>
  );
}

interface AllMovesProps {
  readonly moves: readonly Move[];
  readonly onRun: (key: MoveKey) => void;
  readonly onClose: () => void;
}

/** Every move with its key, and where one is not possible, why. */
function AllMoves({ moves, onRun, onClose }: AllMovesProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    if (step === undefined || buttons.length === 0) return;
    event.preventDefault();
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <Dialog title="What to do with it" onClose={onClose}>
      {moves.length === 0 ? <p>Nothing is left to do: it is over.</p> : null}
      <ul ref={list} className="grid gap-0.5" aria-label="Moves" onKeyDown={walk}>
        {moves.map((move) => (
          <li key={move.key}>
            <button
              type="button"
              className="menu-item"
              aria-disabled={move.whyNot !== null}
              onClick={() => {
                if (move.whyNot !== null) return;
                onClose();
                onRun(move.key);
              }}
            >
              <span className="lines grow">
                <span className={move.whyNot === null ? 'font-medium' : 'text-ink-2'}>{move.words}</span>
                {move.whyNot ? <span className="text-xs text-ink-2">{move.whyNot}</span> : null}
              </span>
              {move.shortcut && move.whyNot === null ? <Kbd>{move.shortcut.toUpperCase()}</Kbd> : null}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
