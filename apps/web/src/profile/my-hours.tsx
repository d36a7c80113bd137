import { ChangeMe, type WireOf } from '@understudy/contracts';
import { Button, Field, formatTime, Input, Panel, useNow, useToast } from '@understudy/ui';
import { hoursInWords } from '../admin/people/person-words.js';
import { fieldErrorsOf } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { ChangedMeanwhile, type FieldWords } from '../editing/changed-meanwhile.js';
import { useEdit } from '../editing/use-edit.js';
import { useMe } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';
import { WeekDays } from './week-days.js';

type Form = Required<Omit<WireOf<typeof ChangeMe>, 'place'>> & { readonly place: string };

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const FIELDS: FieldWords<Form> = {
  time_zone: { label: 'Time zone', words: (zone) => zone },
  place: { label: 'Place', words: (place) => place || 'none' },
  working_hours: { label: 'Hours', words: hoursInWords },
};

/** Zone, place and working hours. Deadlines, quiet times and the days of new absences follow them from now on. */
export function MyHours() {
  const { user } = useMe();
  const save = useSend(ChangeMe);
  const tell = useToast();
  const now = useNow();
  const row: Form = { time_zone: user.time_zone, place: user.place ?? '', working_hours: user.working_hours };
  const edit = useEdit<Form>('hours', row, user.version);
  const { values: form, change } = edit;
  const hours = form.working_hours;
  const errors = fieldErrorsOf(save.error);
  const zoneError = isZone(form.time_zone) ? errors.time_zone : 'No such zone: choose one of the list';
  const hoursError = wrongHours(hours) ?? errors.working_hours;

  const submit = () => {
    if (!edit.dirty || edit.clashes || zoneError || hoursError || save.isPending) return;
    save.mutate(
      { input: { ...form, place: form.place.trim() || null }, ifMatch: user.version },
      {
        onError: edit.onError,
        onSuccess: () => {
          edit.asItWas();
          tell({ text: 'Your hours are saved' });
        },
      },
    );
  };

  return (
    <Panel
      title="When you work"
      count={isZone(form.time_zone) ? `${formatTime(now, form.time_zone)} there now` : undefined}
    >
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <ChangedMeanwhile edit={edit} fields={FIELDS} subject={null} />
        {save.error && edit.meanwhile.length === 0 && Object.keys(errors).length === 0 ? (
          <NotSaved error={save.error} />
        ) : null}
        <div className="form-pair">
          <Field label="Time zone" {...(zoneError ? { error: zoneError } : {})}>
            {(control) => (
              <>
                <Input
                  {...control}
                  list="zones"
                  autoComplete="off"
                  value={form.time_zone}
                  onChange={(event) => change({ time_zone: event.target.value })}
                />
                <datalist id="zones">
                  {Intl.supportedValuesOf('timeZone').map((zone) => (
                    <option key={zone} value={zone} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <Field label="Place" note="optional" {...(errors.place ? { error: errors.place } : {})}>
            {(control) => (
              <Input
                {...control}
                value={form.place}
                maxLength={100}
                autoComplete="off"
                onChange={(event) => change({ place: event.target.value })}
              />
            )}
          </Field>
        </div>
        <WeekDays
          label="Working days, the same hours on each"
          days={hours.days}
          onChange={(days) => change({ working_hours: { ...hours, days } })}
        />
        <div className="form-pair">
          <Field label="From" {...(hoursError ? { error: hoursError } : {})}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={hours.from}
                onChange={(event) => change({ working_hours: { ...hours, from: event.target.value } })}
              />
            )}
          </Field>
          <Field label="To">
            {(control) => (
              <Input
                {...control}
                type="time"
                value={hours.to}
                onChange={(event) => change({ working_hours: { ...hours, to: event.target.value } })}
              />
            )}
          </Field>
        </div>
        <div className="form-foot">
          <Button look="filled" size="panel" type="submit" busy={save.isPending} disabled={!edit.dirty || edit.clashes}>
            Save hours
          </Button>
          {edit.dirty ? (
            <Button look="quiet" size="panel" onClick={edit.asItWas}>
              As it was
            </Button>
          ) : null}
        </div>
      </form>
    </Panel>
  );
}

function wrongHours({ days, from, to }: Form['working_hours']): string | undefined {
  if (days.length === 0) return 'Choose at least one day';
  if (!from || !to) return 'Both times are needed';
  return from < to ? undefined : 'They have to end after they start';
}
