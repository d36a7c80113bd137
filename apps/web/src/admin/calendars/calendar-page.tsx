import {
  CreateCalendar,
  GetSlaPolicy,
  ListCalendars,
  PutCalendar,
  RemoveCalendar,
  SEVERITIES,
} from '@understudy/contracts';
import { Button, Chip, EmptyState, Panel, useToast } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { fieldErrorsOf } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { AdminOnly } from '../admin-only.js';
import { ChangedMeanwhile, type FieldWords } from '../../editing/changed-meanwhile.js';
import { ReasonDialog } from '../reason-dialog.js';
import { useEdit } from '../../editing/use-edit.js';
import { CalendarForm } from './calendar-form.js';
import {
  holidaysInWords,
  refusedCalendar,
  windowsInWords,
  wrongCalendar,
  type BusinessCalendar,
  type CalendarFields,
} from './calendar-words.js';

const CRUMBS = [{ to: '/calendars', words: 'Calendars and holidays' }];
const FIELDS: FieldWords<CalendarFields> = {
  name: { label: 'Name', words: (name) => name },
  time_zone: { label: 'Time zone', words: (zone) => zone },
  windows: { label: 'Open', words: windowsInWords },
  holidays: { label: 'Holidays', words: holidaysInWords },
};

export function CalendarPage() {
  const { id = '' } = useParams();
  return <AdminOnly title="Calendar">{id === 'new' ? <NewCalendar /> : <OneCalendar key={id} id={id} />}</AdminOnly>;
}

function NewCalendar() {
  const { user } = useMe();
  return (
    <Editor
      calendar={null}
      row={{
        name: '',
        time_zone: user.time_zone,
        windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
        holidays: [],
      }}
    />
  );
}

function OneCalendar({ id }: { readonly id: string }) {
  const query = useApi(ListCalendars, {});
  const calendar = query.data?.items.find((each) => each.id === id);
  if (calendar) {
    const { name, time_zone, windows, holidays } = calendar;
    return <Editor calendar={calendar} row={{ name, time_zone, windows, holidays }} />;
  }
  return (
    <Page title="Calendar" crumbs={CRUMBS}>
      <div className="panel">
        <Loaded query={query} what="The calendar" words="Reading the calendar">
          {() => (
            <EmptyState icon={<FileQuestionMark className="i" />} title="This calendar is not there">
              It was put away, or the address has a typo.
            </EmptyState>
          )}
        </Loaded>
      </div>
    </Page>
  );
}

interface EditorProps {
  /** Null: a new one. */
  readonly calendar: BusinessCalendar | null;
  readonly row: CalendarFields;
}

function Editor({ calendar, row }: EditorProps) {
  const edit = useEdit<CalendarFields>(`calendar:${calendar?.id ?? 'new'}`, row, calendar?.version ?? 0);
  const [toOpen, setToOpen] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [tried, setTried] = useState(false);
  const add = useSend(CreateCalendar);
  const save = useSend(PutCalendar);
  const remove = useSend(RemoveCalendar);
  const sla = useApi(GetSlaPolicy, {});
  const navigate = useNavigate();
  const tell = useToast();
  const sent = calendar ? save : add;
  const wrong = wrongCalendar(edit.values);
  const refused = { ...fieldErrorsOf(sent.error), ...refusedCalendar(sent.error) };
  const usedBy = SEVERITIES.filter(
    (severity) => calendar && sla.data?.severities[severity].calendar_id === calendar.id,
  );

  const submit = () => {
    setTried(true);
    if (!edit.dirty || edit.clashes || Object.keys(wrong).length > 0 || sent.isPending) return;
    const values = { ...edit.values, name: edit.values.name.trim() };
    const done = (said: string) => () => {
      edit.asItWas();
      tell({ text: said });
      if (!calendar) void navigate('/calendars');
    };
    if (calendar)
      save.mutate(
        { input: { calendar_id: calendar.id, ...values, apply_to_open: toOpen }, ifMatch: calendar.version },
        { onError: edit.onError, onSuccess: done(`${values.name} is saved`) },
      );
    else add.mutate({ input: values }, { onSuccess: done(`${values.name} is there; no clock counts by it yet`) });
  };

  return (
    <Page
      title={calendar?.name ?? 'A new calendar'}
      crumbs={CRUMBS}
      aside={edit.dirty ? <Chip tone="outlined">{calendar ? 'not saved yet' : 'draft'}</Chip> : null}
      sub={
        calendar
          ? usedBy.length > 0
            ? `The clocks of ${usedBy.join(', ')} count by it.`
            : 'No clock counts by it.'
          : 'Windows when work is done, and days on which it is not.'
      }
      actions={
        <>
          {calendar ? <Button onClick={() => setRemoving(true)}>Put away</Button> : null}
          {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
          <Button
            look={edit.dirty || !calendar ? 'filled' : 'plain'}
            busy={sent.isPending}
            disabled={!edit.dirty || edit.clashes}
            onClick={submit}
          >
            {calendar ? 'Save calendar' : 'Add calendar'}
          </Button>
        </>
      }
    >
      <div className="cols">
        <div className="stack">
          {calendar ? (
            <ChangedMeanwhile edit={edit} fields={FIELDS} subject={{ kind: 'business-calendar', id: calendar.id }} />
          ) : null}
          {sent.error && edit.meanwhile.length === 0 && Object.keys(refused).length === 0 ? (
            <NotSaved error={sent.error} />
          ) : null}
          <CalendarForm
            values={edit.values}
            change={edit.change}
            errors={tried || calendar ? { ...refused, ...wrong } : refused}
            onSubmit={submit}
          />
        </div>
        <aside className="stack">
          {calendar ? (
            <Panel title="Escalations that are open">
              <div className="form">
                <label className="adm-tick">
                  <input type="checkbox" checked={toOpen} onChange={(event) => setToOpen(event.target.checked)} />
                  <span>
                    The change counts for them too, from now on{' '}
                    <small className="mut">else they keep the calendar they began with</small>
                  </span>
                </label>
              </div>
            </Panel>
          ) : null}
        </aside>
      </div>
      {removing && calendar ? (
        <ReasonDialog
          title={`Put ${calendar.name} away`}
          act="Put it away"
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setRemoving(false)}
          onAct={() =>
            remove.mutate(
              { input: { calendar_id: calendar.id }, ifMatch: calendar.version },
              {
                onSuccess: () => {
                  edit.asItWas();
                  tell({ text: `${calendar.name} is put away` });
                  void navigate('/calendars');
                },
              },
            )
          }
        >
          <p>
            {usedBy.length > 0
              ? `The clocks of ${usedBy.join(', ')} count by it: give them another one first, under Routing and SLA.`
              : 'No clock counts by it. Open escalations that began with it keep it.'}
          </p>
        </ReasonDialog>
      ) : null}
    </Page>
  );
}
