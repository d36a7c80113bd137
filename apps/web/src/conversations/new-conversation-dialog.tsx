import { AddConversationMessage, CreateConversation } from '@understudy/contracts';
import { Button, Dialog } from '@understudy/ui';
import { useState } from 'react';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { CustomerPicker } from '../customers/customer-picker.js';
import { WordsField } from '../escalations/detail/words-field.js';
import { useMay } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';

export interface NewConversationDialogProps {
  readonly onMade: (conversationId: string) => void;
  readonly onClose: () => void;
}

/** Begins a conversation with what one asks. */
export function NewConversationDialog({ onMade, onClose }: NewConversationDialogProps) {
  const may = useMay();
  const { draft, change, forget } = useDraft('conversation:new', {
    subject: '',
    text: '',
    customerId: '',
    customer: '',
  });
  const [isPicking, setIsPicking] = useState(false);
  const create = useSend(CreateConversation);
  const add = useSend(AddConversationMessage);
  const text = draft.text.trim();
  const subject = draft.subject.trim();
  const submit = async () => {
    if (!subject || !text || create.isPending || add.isPending) return;
    try {
      const { id } = await create.mutateAsync({
        input: { channel: 'chat', subject, ...(draft.customerId ? { customer_id: draft.customerId } : {}) },
      });
      await add.mutateAsync({ input: { conversation_id: id, body: text } });
      forget();
      onMade(id);
    } catch {
      // shown below: the error is that of the step that failed
    }
  };
  const error = create.error ?? add.error;
  if (isPicking) {
    return (
      <Dialog title="Which customer is it about?" onClose={() => setIsPicking(false)}>
        <CustomerPicker
          label="Customer"
          onPick={({ customer }) => {
            change({ customerId: customer.id, customer: customer.name });
            setIsPicking(false);
          }}
        />
      </Dialog>
    );
  }
  return (
    <Dialog
      title="Ask something"
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          {subject && text ? null : <span className="mr-auto text-xs text-ink-2">Say what it is about, and ask</span>}
          <Button onClick={onClose}>Not now</Button>
          <Button look="filled" type="submit" busy={create.isPending || add.isPending} disabled={!subject || !text}>
            Ask
          </Button>
        </>
      }
    >
      {error ? <NotSaved error={error} /> : null}
      <WordsField
        label="What is it about?"
        oneLine
        maxLength={500}
        value={draft.subject}
        onChange={(value) => change({ subject: value })}
      />
      <WordsField
        label="Your question"
        maxLength={50_000}
        value={draft.text}
        onChange={(value) => change({ text: value })}
      />
      {may('customers:read') ? (
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-ink-2">
            {draft.customer ? `About ${draft.customer}` : 'About no customer in particular'}
          </span>
          <Button size="row" onClick={() => setIsPicking(true)}>
            {draft.customer ? 'Another one' : 'Choose a customer'}
          </Button>
        </div>
      ) : null}
    </Dialog>
  );
}
