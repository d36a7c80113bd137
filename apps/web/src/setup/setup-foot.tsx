import { Button, formatTime } from '@understudy/ui';
import { ArrowRight } from 'lucide-react';
import { useMe } from '../session/session.js';
import type { StepKey } from './setup-draft.js';
import { STEP_WORDS } from './setup-words.js';

export interface SetupFootProps {
  /** null: this is the last step. */
  readonly next: StepKey | null;
  readonly back: StepKey | null;
  readonly isBlocked: boolean;
  readonly isSaving: boolean;
  /** What the last button says: "Ask Ben". */
  readonly saveWords: string;
  /** Epoch milliseconds of this machine; 0 while nothing was chosen. */
  readonly savedAt: number;
  readonly onGo: (step: StepKey) => void;
  readonly onSave: () => void;
  readonly onStartOver: () => void;
}

/** On, or done; back; and that nothing is lost. */
export function SetupFoot(props: SetupFootProps) {
  const { next, back, isBlocked, isSaving, saveWords, savedAt, onGo, onSave, onStartOver } = props;
  const { user } = useMe();
  return (
    <div className="setup-foot">
      {next ? (
        <Button look="filled" className="w-full" disabled={isBlocked} onClick={() => onGo(next)}>
          Next: {STEP_WORDS[next].toLowerCase()}
          <ArrowRight className="i" />
        </Button>
      ) : (
        <Button look="filled" className="w-full" busy={isSaving} disabled={isBlocked} onClick={onSave}>
          {saveWords}
        </Button>
      )}
      <div className="setup-foot-more">
        {back ? (
          <Button look="quiet" size="panel" onClick={() => onGo(back)}>
            Back
          </Button>
        ) : null}
        {savedAt > 0 ? (
          <>
            <Button look="quiet" size="panel" onClick={onStartOver}>
              Start over
            </Button>
            <span className="ml-auto text-xs text-ink-2">Draft kept, {formatTime(savedAt, user.time_zone)}</span>
          </>
        ) : null}
      </div>
    </div>
  );
}
