import { GetNotificationPreferences, PatchNotificationPreferences, type AnswerOf } from '@understudy/contracts';
import { Field, Input, Panel, SegmentedControl, Select, useToast } from '@understudy/ui';
import { wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { Loaded } from '../states/loaded.js';

type Preferences = AnswerOf<typeof GetNotificationPreferences>;
type Choice = Preferences['email'];

const CHOICES: readonly { readonly value: Choice; readonly words: string }[] = [
  { value: 'all', words: 'Everything' },
  { value: 'urgent', words: 'Urgent' },
  { value: 'none', words: 'Nothing' },
];
const NIGHT = { from: '19:00', to: '08:00' };

/** E-mail, Slack and quiet hours. Each choice is saved as it is made. */
export function Telling() {
  const preferences = useApi(GetNotificationPreferences, {});
  return (
    <Panel title="How you are told" count="always here, under the bell">
      <Loaded query={preferences} what="How you are told" words="Reading your choices" rows={3}>
        {(data) => <TellingForm preferences={data} />}
      </Loaded>
    </Panel>
  );
}

function TellingForm({ preferences }: { readonly preferences: Preferences }) {
  const save = useSend(PatchNotificationPreferences);
  const tell = useToast();
  const change = (input: Partial<Pick<Preferences, 'email' | 'slack' | 'quiet_hours'>>) =>
    save.mutate(
      { input, ifMatch: preferences.version },
      {
        onSuccess: () => tell({ text: 'Saved. It counts from the next notification on' }),
        onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
      },
    );
  const { email, slack, quiet_hours: quiet } = preferences;
  const kind = typeof quiet === 'string' ? quiet : 'between';

  return (
    <div className="form">
      <Way
        words="By e-mail"
        value={email}
        onChange={(chosen) => change({ email: chosen })}
        note={preferences.email_connected ? null : 'No mail service is connected yet, so none are sent.'}
      />
      <Way
        words="In Slack"
        value={slack}
        onChange={(chosen) => change({ slack: chosen })}
        note={preferences.slack_connected ? null : 'No Slack workspace is connected yet, so nothing is said there.'}
      />
      <div className="form-pair">
        <Field label="Quiet hours" hint="What is urgent comes at any hour; of escalations only P0">
          {(control) => (
            <Select
              {...control}
              value={kind}
              onChange={({ target: { value } }) =>
                change({
                  quiet_hours: value === 'between' ? NIGHT : value === 'never' ? 'never' : 'outside-working-hours',
                })
              }
            >
              <option value="outside-working-hours">Outside my working hours</option>
              <option value="between">Between two times</option>
              <option value="never">Never quiet</option>
            </Select>
          )}
        </Field>
        {typeof quiet === 'string' ? null : (
          <QuietTimes
            key={`${quiet.from} ${quiet.to}`}
            quiet={quiet}
            onChange={(times) => change({ quiet_hours: times })}
          />
        )}
      </div>
    </div>
  );
}

interface WayProps {
  readonly words: string;
  readonly value: Choice;
  readonly note: string | null;
  readonly onChange: (value: Choice) => void;
}

function Way({ words, value, note, onChange }: WayProps) {
  return (
    <div className="form-line">
      <span className="lines">
        <span className="field-label">{words}</span>
        {note ? <span className="field-hint">{note}</span> : null}
      </span>
      <SegmentedControl label={words} options={CHOICES} value={value} onChange={onChange} />
    </div>
  );
}

interface QuietTimesProps {
  readonly quiet: { readonly from: string; readonly to: string };
  readonly onChange: (times: { from: string; to: string }) => void;
}

/** Saved when a field is left, so that half a time is never sent. */
function QuietTimes({ quiet, onChange }: QuietTimesProps) {
  const leave = (name: 'from' | 'to') => (event: { readonly target: HTMLInputElement }) => {
    const times = { ...quiet, [name]: event.target.value };
    if (event.target.value && times.from !== times.to && times[name] !== quiet[name]) onChange(times);
  };
  return (
    <div className="form-pair">
      <Field label="Quiet from">
        {(control) => <Input {...control} type="time" defaultValue={quiet.from} onBlur={leave('from')} />}
      </Field>
      <Field label="until">
        {(control) => <Input {...control} type="time" defaultValue={quiet.to} onBlur={leave('to')} />}
      </Field>
    </div>
  );
}
