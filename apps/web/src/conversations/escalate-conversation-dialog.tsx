import { EscalateConversation } from '@understudy/contracts';
import { Button, Dialog, SegmentedControl, useToast } from '@understudy/ui';
import { useQueryClient } from '@tanstack/react-query';
import { codeOf, fieldErrorsOf } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { WordsField } from '../escalations/detail/words-field.js';
import { useMe } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';

const PRIORITIES = [
  { value: 'normal', words: 'It hurts' },
  { value: 'high', words: 'Serious harm' },
  { value: 'critical', words: 'All is down' },
] as const;

export interface EscalateConversationDialogProps {
  readonly conversationId: string;
  readonly onClose: () => void;
}

/** Hands one's conversation to a person. Nobody free is no failure: it is kept, and goes to the first who is. */
export function EscalateConversationDialog({ conversationId, onClose }: EscalateConversationDialogProps) {
  const { tenant } = useMe();
  const tell = useToast();
  const queries = useQueryClient();
  const { draft, change, forget } = useDraft(`conversation:${conversationId}:escalate`, {
    reason: '',
    message: '',
    priority: 'normal',
  });
  const escalate = useSend(EscalateConversation);
  const priority = PRIORITIES.find(({ value }) => value === draft.priority)?.value ?? 'normal';
  const reason = draft.reason.trim();
  const message = draft.message.trim();
  const errors = fieldErrorsOf(escalate.error);
  const finish = (words: string) => {
    forget();
    tell({ text: words });
    onClose();
  };
  const submit = () => {
    if (!reason || escalate.isPending) return;
    escalate.mutate(
      {
        input: {
          tenant_id: tenant.id,
          session_id: conversationId,
          reason,
          priority,
          ...(message ? { custom_message: message } : {}),
        },
      },
      {
        onSuccess: ({ assigned_to: to }) =>
          finish(to ? `${to.display_name ?? to.email} has it now.` : 'It is handed on.'),
        onError: (error) => {
          if (codeOf(error) !== 'supporters.none-free') return;
          // the API keeps it and says so with a 503: this is how it was meant, not a failure
          void queries.invalidateQueries();
          finish('Kept. Everybody is busy; it goes to the first who is free.');
        },
      },
    );
  };
  const isKept = codeOf(escalate.error) === 'supporters.none-free';
  return (
    <Dialog
      title="Escalate to a human"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          {reason ? null : <span className="mr-auto text-xs text-ink-2">Say what you need</span>}
          <Button onClick={onClose}>Not now</Button>
          <Button look="filled" type="submit" busy={escalate.isPending} disabled={!reason}>
            Escalate to a human
          </Button>
        </>
      }
    >
      {escalate.error && !isKept && Object.keys(errors).length === 0 ? <NotSaved error={escalate.error} /> : null}
      <WordsField
        label="What do you need a person for?"
        hint="The whole conversation goes along"
        maxLength={10_000}
        value={draft.reason}
        error={errors['reason']}
        onChange={(value) => change({ reason: value })}
      />
      <div className="grid justify-items-start gap-1">
        <p className="font-medium">How bad is it?</p>
        <SegmentedControl
          label="How bad is it"
          options={PRIORITIES}
          value={priority}
          onChange={(value) => change({ priority: value })}
        />
      </div>
      <WordsField
        label="The first thing they should read"
        note="optional"
        maxLength={10_000}
        value={draft.message}
        error={errors['custom_message']}
        onChange={(value) => change({ message: value })}
      />
    </Dialog>
  );
}
