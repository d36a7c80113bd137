import { Field, Panel, Select, type Severity, SeverityMark, Switch } from '@understudy/ui';
import { Link } from 'react-router';
import { minutesWords, hoursWords } from './clock-words.js';
import type { Calendars } from './clocks-editor.js';
import { clockSentence, type SeverityClock } from './clocks-form.js';
import { NumberField } from './number-field.js';

export interface SeverityClockPanelProps {
  readonly severity: Severity;
  readonly clock: SeverityClock;
  readonly calendars: Calendars;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (clock: SeverityClock) => void;
}

/** The clocks of one severity, and how they read. */
export function SeverityClockPanel({ severity, clock, calendars, errors, onChange }: SeverityClockPanelProps) {
  const change = (fields: Partial<SeverityClock>) => onChange({ ...clock, ...fields });
  const error = (name: string) => errors[`${severity}.${name}`];
  const calendar = calendars.find(({ id }) => id === clock.calendar_id);
  return (
    <Panel title={<SeverityMark severity={severity} />}>
      <div className="form">
        <p className="text-ink-2" aria-live="polite">
          {clockSentence(clock, calendar?.name)}
        </p>
        <div className="form-pair">
          <NumberField
            label="Minutes to answer"
            note={minutesWords(clock.response_minutes, clock.round_the_clock)}
            error={error('response_minutes')}
            value={clock.response_minutes}
            onChange={(response_minutes) => change({ response_minutes })}
          />
          <NumberField
            label="Hours to resolve"
            note={
              Number.isFinite(clock.resolution_hours) ? hoursWords(clock.resolution_hours, clock.round_the_clock) : ''
            }
            hint="Where no category says otherwise."
            error={error('resolution_hours')}
            value={clock.resolution_hours}
            onChange={(resolution_hours) => change({ resolution_hours })}
          />
        </div>
        <Switch
          on={clock.round_the_clock}
          onChange={(on) => change({ round_the_clock: on, ...(on ? { calendar_id: null } : {}) })}
        >
          Nights and weekends count
        </Switch>
        {clock.round_the_clock ? null : (
          <Field
            label="Working hours of"
            hint={
              <>
                Kept under{' '}
                <Link className="link" to="/calendars">
                  Calendars
                </Link>
                .
              </>
            }
          >
            {(control) => (
              <Select
                {...control}
                value={clock.calendar_id ?? ''}
                onChange={({ target }) => change({ calendar_id: target.value || null })}
              >
                <option value="">Monday to Friday, 09:00 to 17:00, where the CSM is</option>
                {calendars.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <div className="form-pair">
          <NumberField
            label="Remind after minutes of silence"
            note={minutesWords(clock.stale_minutes)}
            error={error('stale_minutes')}
            value={clock.stale_minutes}
            onChange={(stale_minutes) => change({ stale_minutes })}
          />
          <div className="grid gap-2 content-start">
            <Switch on={clock.climb_minutes !== null} onChange={(on) => change({ climb_minutes: on ? 30 : null })}>
              Climbs when unanswered
            </Switch>
            {clock.climb_minutes === null ? null : (
              <NumberField
                label="After minutes"
                error={error('climb_minutes')}
                value={clock.climb_minutes}
                onChange={(climb_minutes) => change({ climb_minutes })}
              />
            )}
          </div>
        </div>
      </div>
    </Panel>
  );
}
