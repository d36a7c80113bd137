import { AddConversationMessage } from '@understudy/contracts';
import { Button, Kbd, Textarea } from '@understudy/ui';
import { useId, type ReactNode } from 'react';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { useOutgoing } from '../drafts/use-outgoing.js';
import { NotSaved } from '../states/not-saved.js';

export interface AnswerFieldProps {
  readonly conversationId: string;
  readonly label: string;
  readonly placeholder: string;
  /** Beside the button; gets a way to put words into the text. */
  readonly tools?: (insert: (words: string) => void) => ReactNode;
}

/** Where one writes in a conversation. Kept as it is typed; sent once, however often the button is pressed. */
export function AnswerField({ conversationId, label, placeholder, tools }: AnswerFieldProps) {
  const id = useId();
  const { draft, change, leave, answered } = useOutgoing(`conversation:${conversationId}`, { text: '' });
  const add = useSend(AddConversationMessage, { untilAnswered: true });
  const text = draft.text.trim();
  const submit = () => {
    if (!text || add.isPending) return;
    leave();
    settle(add.mutateAsync({ input: { conversation_id: conversationId, body: text } }), {
      onSuccess: () => answered(true),
      onError: () => answered(false),
    });
  };
  const insert = (words: string) => change({ text: text ? `${text}\n${words}` : words });
  return (
    <form
      className="compose answer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {add.error ? (
        <div className="p-3 pb-0">
          <NotSaved error={add.error} done="sent" />
        </div>
      ) : null}
      <label className="sr-only" htmlFor={id}>
        {label}
      </label>
      <Textarea
        id={id}
        value={draft.text}
        maxLength={50_000}
        placeholder={placeholder}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          submit();
        }}
      />
      <div className="compose-foot">
        {tools?.(insert)}
        <span className="ml-auto text-xs text-ink-2">{text ? 'Saved as you type' : ''}</span>
        <Button
          look="filled"
          size="panel"
          type="submit"
          busy={add.isPending}
          disabled={!text}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          Send
          <Kbd>Ctrl ↵</Kbd>
        </Button>
      </div>
    </form>
  );
}
