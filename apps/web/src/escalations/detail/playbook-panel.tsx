import { GetEscalationPlaybook, SettleAction, type AnswerOf } from '@understudy/contracts';
import { Button, formatMoment, Panel, useNow } from '@understudy/ui';
import { useState } from 'react';
import { useApi } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import { useMe } from '../../session/session.js';
import { mayAct, type Escalation } from './escalation.js';
import { isUnresolved } from '../unresolved.js';
import { MoveDialog, useMove } from './move-dialog.js';
import { doerWords } from './stands-in.js';
import { useResponsible } from './use-responsible.js';
import { WordsField } from './words-field.js';

type Action = AnswerOf<typeof GetEscalationPlaybook>['items'][number];

/** What one does about such a thing, step by step: ticked by whom and when, skipped with a reason. */
export function PlaybookPanel({ escalation }: { readonly escalation: Escalation }) {
  const playbook = useApi(GetEscalationPlaybook, { escalation_id: escalation.id });
  const [skipping, setSkipping] = useState<Action | null>(null);
  if (!playbook.data || playbook.data.items.length === 0) return null;
  const { items, playbook: named } = playbook.data;
  const next = items.find(({ state }) => state === 'open');
  const settled = items.filter(({ state }) => state !== 'open').length;
  return (
    <Panel
      title={named ? `Playbook: ${named.name}` : 'Playbook'}
      count={`${settled} of ${items.length}`}
      className="o7"
    >
      <ul className="rows rows-top py-1">
        {items.map((action) => (
          <Step
            key={action.id}
            escalation={escalation}
            action={action}
            isNext={action === next}
            onSkip={() => setSkipping(action)}
          />
        ))}
      </ul>
      {skipping ? <SkipDialog escalation={escalation} action={skipping} onClose={() => setSkipping(null)} /> : null}
    </Panel>
  );
}

interface StepProps {
  readonly escalation: Escalation;
  readonly action: Action;
  /** Only of the next one is said how it is done. */
  readonly isNext: boolean;
  readonly onSkip: () => void;
}

function Step({ escalation, action: read, isNext, onSkip }: StepProps) {
  const { user } = useMe();
  const now = useNow();
  // a tick taken back at once is one more press, not the same one: it stands on what was answered, read again or not
  const settle = useMove(SettleAction, { untilAnswered: true });
  const action = settle.data && settle.data.version > read.version ? settle.data : read;
  const responsible = useResponsible(escalation);
  const moment = (at: string) => formatMoment(at, user.time_zone, now);
  const isMine = mayAct(escalation) || action.assignee?.user_id === user.id;
  // shown as ticked at once; where it was refused, it is read again as it stands
  const state = settle.isPending ? settle.variables.input.state : action.state;
  const isOpen = state === 'open';
  const set = (state: 'done' | 'open') =>
    settle.move(
      { input: { escalation_id: escalation.id, action_id: action.id, state }, ifMatch: action.version },
      { loud: true },
    );
  const by = action.settled_by?.user_id === user.id ? 'you' : action.settled_by?.name;
  return (
    <li>
      <label className="step">
        <input
          type="checkbox"
          checked={!isOpen}
          disabled={!isMine || !isUnresolved(escalation)}
          onChange={() => set(isOpen ? 'done' : 'open')}
        />
        <span className="lines">
          <span className={isOpen ? '' : 'text-ink-2'}>
            {state === 'skipped' ? <s>{action.title}</s> : action.title}
          </span>
          {action.details && isNext ? <span className="text-xs text-ink-2">{action.details}</span> : null}
          <span className="num text-xs text-ink-2">
            {isOpen
              ? [doerWords(action.assignee, responsible), action.due_at ? `by ${moment(action.due_at)}` : null]
                  .filter((part) => part)
                  .join(', ')
              : `${state === 'skipped' ? 'Skipped' : 'Done'}${by ? ` by ${by}` : ''}${action.settled_at ? `, ${moment(action.settled_at)}` : ''}`}
          </span>
          {action.note ? <span className="text-xs text-ink-2">“{action.note}”</span> : null}
        </span>
      </label>
      {isOpen && isMine && isUnresolved(escalation) ? (
        <Button size="row" look="quiet" className="ml-auto" aria-label={`Skip ${action.title}`} onClick={onSkip}>
          Skip
        </Button>
      ) : null}
    </li>
  );
}

interface SkipDialogProps {
  readonly escalation: Escalation;
  readonly action: Action;
  readonly onClose: () => void;
}

function SkipDialog({ escalation, action, onClose }: SkipDialogProps) {
  const { draft, change, forget } = useDraft(`action:${action.id}:skip`, { note: '' });
  const skip = useMove(SettleAction);
  const note = draft.note.trim();
  return (
    <MoveDialog
      escalation={escalation}
      title={`Skip “${action.title}”`}
      words="Skip it"
      busy={skip.isPending}
      missing={note ? null : 'Say why'}
      error={skip.error}
      onClose={onClose}
      onSubmit={() =>
        skip.move(
          {
            input: { escalation_id: escalation.id, action_id: action.id, state: 'skipped', note },
            ifMatch: action.version,
          },
          { onDone: () => (forget(), onClose()) },
        )
      }
    >
      <WordsField
        label="Why is it not needed?"
        maxLength={2000}
        value={draft.note}
        onChange={(value) => change({ note: value })}
      />
    </MoveDialog>
  );
}
