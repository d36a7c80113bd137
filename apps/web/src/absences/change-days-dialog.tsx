import { PatchAbsence } from '@understudy/contracts';
import {
  Button,
  DateField,
  dayOf,
  Dialog,
  Field,
  formatSpan,
  Input,
  SegmentedControl,
  useNow,
  useToast,
} from '@understudy/ui';
import { useState } from 'react';
import { ChangedMeanwhile, type FieldWords } from '../editing/changed-meanwhile.js';
import { useEdit } from '../editing/use-edit.js';
import { codeOf, fieldErrorsOf } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { NotSaved } from '../states/not-saved.js';
import { absenceDays, type Absence } from './absence-words.js';
import { daysChange, daysFields, type DaysFields, OPEN } from './change-days.js';

type Scope = 'this' | 'following' | 'all';

const dayWords = (day: string): string => (day === OPEN ? 'not known yet' : day ? formatSpan(day, day) : 'none');
const WORDS: FieldWords<DaysFields> = {
  first: { label: 'First day', words: dayWords },
  last: { label: 'Last day', words: dayWords },
  hours: { label: 'Hours', words: (hours) => hours || 'whole days' },
};

/** Moved, longer or shorter; coverage follows. Only what was touched is sent; somebody else's change meanwhile is shown. */
export function ChangeDaysDialog({ absence, onClose }: { readonly absence: Absence; readonly onClose: () => void }) {
  const tell = useToast();
  const today = dayOf(useNow(), absence.time_zone);
  const hasBegun = absence.status === 'active';
  const [scope, setScope] = useState<Scope>('this');
  const patch = useSend(PatchAbsence);
  const edit = useEdit(`days:${absence.id}`, daysFields(absence), absence.version);
  const { values, edits, change } = edit;
  const isOpen = values.last === OPEN;
  const fields = fieldErrorsOf(patch.error);
  const wrong = values.last === '' ? 'Choose the last day away' : undefined;

  const submit = () => {
    if (patch.isPending || wrong || edit.clashes) return;
    patch.mutate(
      {
        input: {
          absence_id: absence.id,
          ...daysChange(values, edits),
          ...(absence.series ? { scope } : {}),
        },
        ifMatch: absence.version,
      },
      {
        onSuccess: (after) => {
          edit.asItWas();
          tell({ text: `Away ${absenceDays(after)} now. Who covers is told.` });
          onClose();
        },
        onError: edit.onError,
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
          <Button look="filled" type="submit" busy={patch.isPending} disabled={edit.clashes || !edit.dirty}>
            {edit.clashes ? 'Choose above first' : 'Change the days'}
          </Button>
        </>
      }
    >
      {patch.error && (codeOf(patch.error) !== 'version.stale' || edit.meanwhile.length === 0) ? (
        <NotSaved error={patch.error} />
      ) : null}
      <ChangedMeanwhile edit={edit} fields={WORDS} subject={{ kind: 'absence', id: absence.id }} />
      <div className="form-pair">
        <DateField
          label="First day away"
          value={values.first}
          disabled={hasBegun}
          onChange={(first) =>
            change({ first, ...(!isOpen && values.last && values.last < first ? { last: first } : {}) })
          }
          {...(hasBegun ? { hint: 'It runs already' } : {})}
          {...(fields['start_date'] ? { error: fields['start_date'] } : {})}
        />
        <DateField
          label="Last day away"
          value={isOpen ? '' : values.last}
          min={hasBegun ? today : values.first}
          disabled={isOpen}
          onChange={(last) => change({ last })}
          {...((fields['end_date'] ?? wrong) ? { error: fields['end_date'] ?? wrong ?? '' } : {})}
        />
      </div>
      <label className="setup-check">
        <input
          type="checkbox"
          checked={isOpen}
          onChange={({ target }) => change({ last: target.checked ? OPEN : (absence.end_date ?? '') })}
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
          <Input {...control} value={values.hours} onChange={(event) => change({ hours: event.target.value })} />
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
