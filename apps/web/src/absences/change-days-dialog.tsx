import { PatchAbsence } from '@understudy/contracts';
import {
  Button,
  DateField,
  dayOf,
  Dialog,
  Field,
  Input,
  Notice,
  SegmentedControl,
  useNow,
  useToast,
} from '@understudy/ui';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { codeOf, fieldErrorsOf } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { NotSaved } from '../states/not-saved.js';
import { absenceDays, type Absence } from './absence-words.js';

type Scope = 'this' | 'following' | 'all';

/**
 * Moved, longer or shorter; coverage follows. Somebody else's change meanwhile is shown, what was typed stays, and saving again goes on from
 * their version.
 */
export function ChangeDaysDialog({ absence, onClose }: { readonly absence: Absence; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const tell = useToast();
  const today = dayOf(useNow(), absence.time_zone);
  const hasBegun = absence.status === 'active';
  const [base] = useState(absence);
  const [scope, setScope] = useState<Scope>('this');
  const patch = useSend(PatchAbsence);
  const { draft, change, forget } = useDraft(`days:${absence.id}`, {
    first: absence.start_date,
    last: absence.end_date ?? '',
    isOpen: absence.end_date === null ? 'yes' : '',
    hours: absence.partial_hours ?? '',
  });
  const fields = fieldErrorsOf(patch.error);
  const isStale = absence.version !== base.version;
  const wrong = !draft.isOpen && draft.last === '' ? 'Choose the last day away' : undefined;

  const submit = () => {
    if (patch.isPending || wrong) return;
    patch.mutate(
      {
        input: {
          absence_id: absence.id,
          ...(draft.first === absence.start_date ? {} : { start_date: draft.first }),
          end_date: draft.isOpen ? null : draft.last,
          ...(draft.hours === (absence.partial_hours ?? '') ? {} : { partial_hours: draft.hours || null }),
          ...(absence.series ? { scope } : {}),
        },
        ifMatch: absence.version,
      },
      {
        onSuccess: (after) => {
          forget();
          tell({ text: `Away ${absenceDays(after)} now. Who covers is told.` });
          onClose();
        },
        // the newest version is read, so that the dialog can say what changed
        onError: (error) => (codeOf(error) === 'version.stale' ? void queries.invalidateQueries() : undefined),
      },
    );
  };
  return (
    <Dialog
      title="Other days"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Back
          </Button>
          <Button look="filled" type="submit" busy={patch.isPending}>
            {isStale ? 'Save over it' : 'Change the days'}
          </Button>
        </>
      }
    >
      {patch.error && !isStale ? <NotSaved error={patch.error} /> : null}
      {isStale ? (
        <Notice tone="waiting">
          <b>Somebody changed this meanwhile.</b>{' '}
          <span className="mut">
            It was {absenceDays(base)} and is {absenceDays(absence)} now. What you typed is still here.
          </span>
        </Notice>
      ) : null}
      <div className="form-pair">
        <DateField
          label="First day away"
          value={draft.first}
          disabled={hasBegun}
          onChange={(first) => change({ first, ...(draft.last && draft.last < first ? { last: first } : {}) })}
          {...(hasBegun ? { hint: 'It runs already' } : {})}
          {...(fields['start_date'] ? { error: fields['start_date'] } : {})}
        />
        <DateField
          label="Last day away"
          value={draft.isOpen ? '' : draft.last}
          min={hasBegun ? today : draft.first}
          disabled={draft.isOpen !== ''}
          onChange={(last) => change({ last })}
          {...((fields['end_date'] ?? (patch.isError || draft.last ? undefined : wrong))
            ? { error: fields['end_date'] ?? wrong ?? '' }
            : {})}
        />
      </div>
      <label className="setup-check">
        <input
          type="checkbox"
          checked={draft.isOpen !== ''}
          onChange={(event) => change({ isOpen: event.target.checked ? 'yes' : '' })}
        />
        Nobody knows yet when it ends
      </label>
      <Field
        label="Hours of each day"
        note="only for partial days"
        hint="09:00-12:00, 14:00-15:30; empty for whole days"
        {...(fields['partial_hours'] ? { error: fields['partial_hours'] } : {})}
      >
        {(control) => (
          <Input {...control} value={draft.hours} onChange={(event) => change({ hours: event.target.value })} />
        )}
      </Field>
      {absence.series ? (
        <SegmentedControl
          label="Which of the series"
          value={scope}
          onChange={setScope}
          options={[
            { value: 'this', words: 'This one' },
            { value: 'following', words: 'This and later ones' },
            { value: 'all', words: 'All' },
          ]}
        />
      ) : null}
      <p className="text-xs text-ink-2">
        Who said yes stays where the new days allow it; customers who were told something else get one correction.
      </p>
    </Dialog>
  );
}
