import { Button, Dialog, Field, Input, Notice, SegmentedControl } from '@understudy/ui';
import { useState } from 'react';
import type { GoogleEvent } from '../api/google-calendar.js';
import { usePerson } from '../person/person.js';
import { wordsFor } from '../states/loaded.js';
import { faultsOf, withKind, type EventForm, type EventKind } from './event-form.js';
import type { Change } from './use-calendar.js';

export interface EventDialogProps {
  readonly start: EventForm;
  readonly existing: GoogleEvent | null;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onChange: (change: Change) => void;
  readonly onClose: () => void;
}

const KINDS: readonly { readonly value: EventKind; readonly words: string }[] = [
  { value: 'outOfOffice', words: 'Out of office' },
  { value: 'vacation', words: 'All-day event' },
  { value: 'meeting', words: 'Meeting' },
];
const HINTS = {
  outOfOffice: 'Google says that this is an absence: Understudy sets up coverage by itself.',
  vacation: 'Only its title says what it is: Understudy asks before it does anything.',
  meeting: 'An ordinary event.',
} as const satisfies Record<EventKind, string>;

/** Makes or changes an event in the person's Google calendar. */
export function EventDialog({ start, existing, busy, error, onChange, onClose }: EventDialogProps) {
  const { user } = usePerson();
  const [form, setForm] = useState(start);
  const [tried, setTried] = useState(false);
  const faults: Readonly<Record<string, string>> = tried ? faultsOf(form) : {};
  const set = (fields: Partial<EventForm>) => setForm({ ...form, ...fields });
  const hasTimes = form.kind === 'meeting' || (form.kind === 'outOfOffice' && !form.wholeDays);
  const submit = () => {
    setTried(true);
    if (Object.keys(faultsOf(form)).length === 0) onChange({ save: form, existing });
  };
  const fault = (name: string) => (faults[name] ? { error: faults[name] } : {});
  return (
    <Dialog
      title={existing ? 'Change the event' : 'New event'}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Back
          </Button>
          <Button look="filled" type="submit" busy={busy}>
            {busy ? 'Saving' : existing ? 'Save the change' : 'Put it in the calendar'}
          </Button>
        </>
      }
    >
      {error ? <Notice tone="gap">{wordsFor(error)}</Notice> : null}
      {existing ? null : (
        <div className="grid gap-2">
          <SegmentedControl
            label="Kind of event"
            options={KINDS}
            value={form.kind}
            onChange={(kind) => setForm(withKind(form, kind))}
          />
          <p className="text-xs text-ink-2">{HINTS[form.kind]}</p>
        </div>
      )}
      <Field label="Title" {...fault('title')}>
        {(control) => (
          <Input {...control} value={form.title} maxLength={200} onChange={(e) => set({ title: e.target.value })} />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={form.kind === 'meeting' ? 'Day' : 'First day'} {...fault('firstDay')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={form.firstDay}
              onChange={({ target: { value } }) =>
                set({
                  firstDay: value,
                  lastDay: form.kind === 'meeting' || form.lastDay < value ? value : form.lastDay,
                })
              }
            />
          )}
        </Field>
        {form.kind === 'meeting' ? null : (
          <Field label="Last day" {...fault('lastDay')}>
            {(control) => (
              <Input {...control} type="date" value={form.lastDay} onChange={(e) => set({ lastDay: e.target.value })} />
            )}
          </Field>
        )}
      </div>
      {form.kind === 'outOfOffice' ? (
        <label className="flex items-center gap-2">
          <input type="checkbox" checked={form.wholeDays} onChange={(e) => set({ wholeDays: e.target.checked })} />
          Whole days
        </label>
      ) : null}
      {hasTimes ? (
        <div className="grid grid-cols-2 gap-3">
          <Field label="From" hint={`Time in ${user.place ?? user.time_zone}`}>
            {(control) => (
              <Input {...control} type="time" value={form.from} onChange={(e) => set({ from: e.target.value })} />
            )}
          </Field>
          <Field label="To" {...fault('to')}>
            {(control) => (
              <Input {...control} type="time" value={form.to} onChange={(e) => set({ to: e.target.value })} />
            )}
          </Field>
        </div>
      ) : null}
    </Dialog>
  );
}
