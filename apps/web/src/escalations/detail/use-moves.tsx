import { AcknowledgeEscalation, ChangeEscalation } from '@understudy/contracts';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../session/session.js';
import { useShortcut } from '../../shell/use-shortcut.js';
import { CorrectDialog } from './correct-dialog.js';
import type { Escalation } from './escalation.js';
import { HandOnDialog } from './hand-on-dialog.js';
import { useMove } from './move-dialog.js';
import { movesOf, type Move, type MoveKey } from './moves.js';
import {
  CloseDialog,
  QuietDialog,
  RaiseDialog,
  ReopenDialog,
  TakeBackDialog,
  WaitDialog,
  type MoveFormProps,
} from './reason-dialogs.js';
import { RegradeDialog } from './regrade-dialog.js';
import { ResolveDialog } from './resolve-dialog.js';

/** Moves that ask for something first; the others happen at once. */
const DIALOGS: Partial<Readonly<Record<MoveKey, (props: MoveFormProps) => ReactNode>>> = {
  wait: WaitDialog,
  resolve: ResolveDialog,
  close: CloseDialog,
  reopen: ReopenDialog,
  'hand-on': HandOnDialog,
  raise: RaiseDialog,
  quiet: QuietDialog,
  regrade: RegradeDialog,
  correct: CorrectDialog,
  'take-back': TakeBackDialog,
};

export interface Moves {
  readonly moves: readonly Move[];
  readonly busy: boolean;
  readonly run: (key: MoveKey) => void;
  /** The form that is open, and the keys; put it somewhere on the page. */
  readonly parts: ReactNode;
}

/** What can be done with an escalation by this person, and doing it: by button, from the menu, by key. */
export function useMoves(escalation: Escalation): Moves {
  const { user } = useMe();
  const [open, setOpen] = useState<MoveKey | null>(null);
  const acknowledge = useMove(AcknowledgeEscalation);
  const resume = useMove(ChangeEscalation);
  const moves = movesOf(escalation, user.id);

  const run = (key: MoveKey) => {
    if (moves.find((move) => move.key === key)?.whyNot !== null) return;
    if (key === 'acknowledge') acknowledge.move({ input: { escalation_id: escalation.id } }, { loud: true });
    else if (key === 'resume')
      resume.move(
        { input: { escalation_id: escalation.id, status: 'investigating' }, ifMatch: escalation.version },
        { loud: true },
      );
    else setOpen(key);
  };
  const Form = open ? DIALOGS[open] : undefined;
  return {
    moves,
    busy: acknowledge.isPending || resume.isPending,
    run,
    parts: (
      <>
        {moves.map(({ key, shortcut, whyNot }) =>
          shortcut && whyNot === null ? <KeyOfMove key={key} shortcut={shortcut} onPress={() => run(key)} /> : null,
        )}
        {Form ? <Form escalation={escalation} onClose={() => setOpen(null)} /> : null}
      </>
    ),
  };
}

interface KeyOfMoveProps {
  readonly shortcut: string;
  readonly onPress: () => void;
}
function KeyOfMove({ shortcut, onPress }: KeyOfMoveProps) {
  useShortcut(shortcut, onPress);
  return null;
}
