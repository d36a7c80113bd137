import { CompleteHandback, GiveFeedback } from '@understudy/contracts';
import { Button, Dialog, Field, firstNameOf, Input, Select, Textarea, useToast } from '@understudy/ui';
import { useState } from 'react';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { NotSaved } from '../states/not-saved.js';
import type { Handback } from './handback-words.js';

export interface HandBackDialogProps {
  readonly handback: Handback;
  readonly onClose: () => void;
}

/** The backup hands back: a note, and open tasks they would rather finish themselves. */
export function HandBackDialog({ handback, onClose }: HandBackDialogProps) {
  const { assignment_id: id, absent, content } = handback;
  const { draft, change, forget } = useDraft(`hand-back:${id}`, { notes: handback.notes, kept: '' });
  const complete = useSend(CompleteHandback);
  const tell = useToast();
  const tasks = content.outstanding_issues.filter(({ kind }) => kind === 'task');
  const kept = new Set(draft.kept.split(' ').filter((one) => one));
  const toggle = (task: string) =>
    change({ kept: [...(kept.has(task) ? [...kept].filter((one) => one !== task) : [...kept, task])].join(' ') });
  const submit = () => {
    if (complete.isPending) return;
    const notes = draft.notes.trim();
    settle(
      complete.mutateAsync({
        input: {
          assignment_id: id,
          ...(notes ? { notes } : {}),
          ...(kept.size > 0
            ? { keep: tasks.filter((task) => kept.has(task.id)).map((task) => ({ task_id: task.id })) }
            : {}),
        },
      }),
      {
        onSuccess: () => {
          forget();
          tell({ text: `Handed back. ${absent.name} finds it on the return summary.` });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={`Hand back to ${absent.name}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" look="filled" busy={complete.isPending}>
            Hand back
          </Button>
        </>
      }
    >
      {complete.error ? <NotSaved error={complete.error} /> : null}
      <Field
        label={`What ${firstNameOf(absent.name)} should know first`}
        note="optional"
        hint="Two sentences help most. Stays inside the organisation."
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={4000}
            value={draft.notes}
            onChange={(event) => change({ notes: event.target.value })}
          />
        )}
      </Field>
      {tasks.length > 0 ? (
        <fieldset className="grid gap-1">
          <legend className="field-label">Open tasks you would rather finish yourself</legend>
          <ul className="picks">
            {tasks.map((task) => (
              <li key={task.id}>
                <label className="pick">
                  <input type="checkbox" checked={kept.has(task.id)} onChange={() => toggle(task.id)} />
                  <span className="grow">
                    {task.title} <span className="text-ink-2">{task.customer.name}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      ) : null}
    </Dialog>
  );
}

export interface FeedbackDialogProps {
  readonly handback: Handback;
  /** Of the coverage: whom one can say something about. */
  readonly customers: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

/** What the backup says of one customer; again for the same one replaces it. A low rating becomes something to talk about. */
export function FeedbackDialog({ handback, customers, onClose }: FeedbackDialogProps) {
  const { draft, change, forget } = useDraft(`feedback:${handback.assignment_id}`, {
    customer: customers[0]?.id ?? '',
    feedback: '',
    rating: '',
  });
  const [tried, setTried] = useState(false);
  const give = useSend(GiveFeedback);
  const tell = useToast();
  const feedback = draft.feedback.trim();
  const submit = () => {
    setTried(true);
    if (!feedback || !draft.customer || give.isPending) return;
    const rating = draft.rating ? { rating: Number(draft.rating) } : {};
    settle(
      give.mutateAsync({
        input: {
          assignment_id: handback.assignment_id,
          items: [{ customer_id: draft.customer, feedback, ...rating }],
        },
      }),
      {
        onSuccess: () => {
          forget();
          tell({ text: `Kept for ${handback.absent.name}.` });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="How was it with a customer?"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <Button type="submit" look="filled" busy={give.isPending}>
          Keep it
        </Button>
      }
    >
      {give.error ? <NotSaved error={give.error} /> : null}
      <Field label="Customer">
        {(control) => (
          <Select {...control} value={draft.customer} onChange={(event) => change({ customer: event.target.value })}>
            {customers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={`What ${firstNameOf(handback.absent.name)} should know`}
        {...(tried && !feedback ? { error: 'Say it in a few words' } : {})}
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={2000}
            value={draft.feedback}
            onChange={(event) => change({ feedback: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="How easy it was, 1 (hard) to 5 (easy)"
        note="optional"
        hint="1 or 2 becomes something to talk about."
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={5}
            value={draft.rating}
            onChange={(event) => change({ rating: event.target.value.replace(/[^1-5]/g, '').slice(0, 1) })}
          />
        )}
      </Field>
    </Dialog>
  );
}
