import { LogActivity } from '@understudy/contracts';
import { Button, Dialog, Field, Input, Notice, Select, Textarea, useToast } from '@understudy/ui';
import { useState } from 'react';
import { fieldErrorsOf, wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import type { Named } from './take-over.js';

/** Kinds a person picks from; the API takes any text, these are the words of PRD-258. */
const KINDS = ['email', 'call', 'meeting', 'task', 'note'] as const;

export interface LogDialogProps {
  readonly assignmentId: string;
  readonly customer: Named;
  readonly onClose: () => void;
}

/** What the backup did, so that the owner finds it in the handback. */
export function LogDialog({ assignmentId, customer, onClose }: LogDialogProps) {
  const { draft, change, forget } = useDraft(`log:${customer.id}`, { kind: 'email', description: '', outcome: '' });
  const [tried, setTried] = useState(false);
  const log = useSend(LogActivity);
  const tell = useToast();
  const errors = fieldErrorsOf(log.error);
  const missing = tried && !draft.description.trim() ? 'Say what you did' : errors.description;
  const submit = () => {
    setTried(true);
    if (!draft.description.trim() || log.isPending) return;
    const outcome = draft.outcome.trim();
    log.mutate(
      {
        input: {
          assignment_id: assignmentId,
          customer_id: customer.id,
          activity_type: draft.kind,
          description: draft.description.trim(),
          ...(outcome ? { outcome } : {}),
        },
      },
      {
        onSuccess: ({ original_csm }) => {
          forget();
          tell({ text: `Logged. ${original_csm.name} finds it on coming back.` });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={`What did you do for ${customer.name}?`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <Button look="filled" type="submit" busy={log.isPending}>
          Log it
        </Button>
      }
    >
      {log.error && !errors.description ? <Notice tone="gap">Not saved. {wordsFor(log.error)}</Notice> : null}
      <Field label="Kind">
        {(control) => (
          <Select {...control} value={draft.kind} onChange={(event) => change({ kind: event.target.value })}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {kind[0]?.toUpperCase()}
                {kind.slice(1)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="What you did" {...(missing ? { error: missing } : {})}>
        {(control) => (
          <Textarea
            {...control}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
      <Field label="What came of it" note="optional">
        {(control) => (
          <Input {...control} value={draft.outcome} onChange={(event) => change({ outcome: event.target.value })} />
        )}
      </Field>
    </Dialog>
  );
}
