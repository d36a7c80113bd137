import { Button, dayOf, EmptyState, Field, formatCount, formatDay, Input, Panel, useNow } from '@understudy/ui';
import { CalendarOff, Plus, X } from 'lucide-react';
import { ZoneField } from '../people/zone-field.js';
import { WeekDays } from '../../profile/week-days.js';
import { toWeekdays, type CalendarFields } from './calendar-words.js';

export interface CalendarFormProps {
  readonly values: CalendarFields;
  readonly change: (fields: Partial<CalendarFields>) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly onSubmit: () => void;
}

export function CalendarForm({ values, change, errors, onSubmit }: CalendarFormProps) {
  const wrong = (name: string) => (errors[name] ? { error: errors[name] } : {});
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Panel title="The calendar">
        <div className="form">
          <div className="form-pair">
            <Field label="Name" {...wrong('name')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={100}
                  autoComplete="off"
                  placeholder="Germany"
                  value={values.name}
                  onChange={(event) => change({ name: event.target.value })}
                />
              )}
            </Field>
            <ZoneField
              zone={values.time_zone}
              onChange={(time_zone) => change({ time_zone })}
              error={errors['time_zone']}
            />
          </div>
        </div>
      </Panel>
      <Windows values={values} change={change} errors={errors} />
      <Holidays values={values} change={change} errors={errors} />
    </form>
  );
}

type PartProps = Omit<CalendarFormProps, 'onSubmit'>;

function Windows({ values: { windows }, change, errors }: PartProps) {
  const put = (index: number, fields: Partial<(typeof windows)[number]>) =>
    change({ windows: windows.map((each, at) => (at === index ? { ...each, ...fields } : each)) });
  return (
    <Panel
      title="Open"
      count="a lunch break is two windows"
      actions={
        <Button
          size="panel"
          onClick={() => change({ windows: [...windows, { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] })}
        >
          <Plus className="i" />
          Window
        </Button>
      }
    >
      {errors['windows'] ? (
        <p className="field-error panel-body" role="alert">
          {errors['windows']}
        </p>
      ) : null}
      <ul className="rows rows-top">
        {windows.map(({ days, from, to }, index) => (
          // eslint-disable-next-line react/no-array-index-key -- windows have no name of their own; they are never reordered
          <li key={index}>
            <div className="grow grid gap-2">
              <WeekDays
                label={`Days of window ${index + 1}`}
                days={days}
                onChange={(next) => put(index, { days: toWeekdays(next) })}
              />
              <div className="field-row">
                <Input
                  aria-label={`Window ${index + 1} from`}
                  type="time"
                  value={from}
                  onChange={(event) => put(index, { from: event.target.value })}
                />
                to
                {to === '24:00' ? (
                  <span className="font-medium">midnight</span>
                ) : (
                  <Input
                    aria-label={`Window ${index + 1} to`}
                    type="time"
                    value={to}
                    onChange={(event) => put(index, { to: event.target.value })}
                  />
                )}
                <label className="adm-tick">
                  <input
                    type="checkbox"
                    checked={to === '24:00'}
                    onChange={(event) => put(index, { to: event.target.checked ? '24:00' : '17:00' })}
                  />
                  until midnight
                </label>
              </div>
              {errors[`windows.${index}`] ? (
                <p className="field-error" role="alert">
                  {errors[`windows.${index}`]}
                </p>
              ) : null}
            </div>
            <Button
              look="quiet"
              size="panel"
              icon
              aria-label={`Remove window ${index + 1}`}
              onClick={() => change({ windows: windows.filter((_, at) => at !== index) })}
            >
              <X className="i" />
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Holidays({ values: { holidays, time_zone }, change, errors }: PartProps) {
  const now = useNow();
  const today = dayOf(now, time_zone);
  return (
    <Panel
      title="Holidays"
      count={formatCount(holidays.length, 'day')}
      actions={
        <Button size="panel" onClick={() => change({ holidays: [...holidays, { on: '' }] })}>
          <Plus className="i" />
          Holiday
        </Button>
      }
    >
      {holidays.length === 0 ? (
        <EmptyState icon={<CalendarOff className="i" />} title="No holiday">
          Clocks count on every working day.
        </EmptyState>
      ) : (
        <ul className="rows">
          {holidays.map(({ on, name }, index) => (
            // eslint-disable-next-line react/no-array-index-key -- a holiday that is being typed has no day yet
            <li key={index}>
              <div className="grow grid gap-1">
                <div className="field-row">
                  <Input
                    aria-label={`Holiday ${index + 1}: day`}
                    type="date"
                    value={on}
                    onChange={(event) =>
                      change({
                        holidays: holidays.map((each, at) =>
                          at === index ? { ...each, on: event.target.value } : each,
                        ),
                      })
                    }
                  />
                  <Input
                    aria-label={`Holiday ${index + 1}: name`}
                    className="grow"
                    maxLength={100}
                    placeholder="Name, optional"
                    value={name ?? ''}
                    onChange={(event) =>
                      change({
                        holidays: holidays.map((each, at) =>
                          at === index
                            ? { on: each.on, ...(event.target.value ? { name: event.target.value } : {}) }
                            : each,
                        ),
                      })
                    }
                  />
                </div>
                <span className={errors[`holidays.${index}`] ? 'field-error' : 'text-xs text-ink-2'}>
                  {errors[`holidays.${index}`] ??
                    (on ? `${formatDay(on, today)}${on < today ? ', over' : ''}` : 'Which day')}
                </span>
              </div>
              <Button
                look="quiet"
                size="panel"
                icon
                aria-label={`Remove holiday ${index + 1}`}
                onClick={() => change({ holidays: holidays.filter((_, at) => at !== index) })}
              >
                <X className="i" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
