import { CreateTask } from '@understudy/contracts';
import { Button, Dialog, Field, Input, useToast } from '@understudy/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { fieldErrorsOf } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { instantOf } from '../session/local-days.js';
import { useMay, useMe } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';
import type { Named } from './take-over.js';

const END_OF_DAY = '18:00';

/** "Add a task" in the head of a panel; nothing for who may not. */
export function AddTask({ customer }: { readonly customer: Named }) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may('customers:write')) return null;
  return (
    <>
      <Button size="row" onClick={() => setOpen(true)}>
        <Plus className="i i-s" />
        Task
      </Button>
      {open ? <AddTaskDialog customer={customer} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AddTaskDialog({ customer, onClose }: { readonly customer: Named; readonly onClose: () => void }) {
  const { user } = useMe();
  const { draft, change, forget } = useDraft(`task:of:${customer.id}`, { title: '', day: '' });
  const [tried, setTried] = useState(false);
  const add = useSend(CreateTask);
  const tell = useToast();
  const title = draft.title.trim();
  const errors = fieldErrorsOf(add.error);
  const wrong = errors['title'] ?? (tried && !title ? 'Say what is to be done' : undefined);
  const submit = () => {
    setTried(true);
    if (!title || add.isPending) return;
    const due = draft.day ? { due_at: instantOf(draft.day, END_OF_DAY, user.time_zone) } : {};
    add.mutate(
      { input: { customer_id: customer.id, title, ...due } },
      {
        onSuccess: () => {
          forget();
          tell({ text: 'The task is added.' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={`A task for ${customer.name}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <Button type="submit" look="filled" busy={add.isPending}>
          Add the task
        </Button>
      }
    >
      {add.error ? <NotSaved error={add.error} /> : null}
      <Field label="What is to be done" {...(wrong ? { error: wrong } : {})}>
        {(control) => (
          <Input
            {...control}
            maxLength={300}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="By"
        note="optional"
        hint={`Due at ${END_OF_DAY} of that day, your time (${user.place ?? user.time_zone}).`}
      >
        {(control) => (
          <Input {...control} type="date" value={draft.day} onChange={(event) => change({ day: event.target.value })} />
        )}
      </Field>
    </Dialog>
  );
}
