import { Field, Input, Panel, Select, TagInput } from '@understudy/ui';
import { WeekDays } from '../../profile/week-days.js';
import { PickPerson } from '../pick-person.js';
import { useTeams } from '../use-teams.js';
import { isZone, wrongHours, type AdminPerson, type PersonFields } from './person-words.js';
import { RolesField } from './roles-field.js';
import { ZoneField } from './zone-field.js';

export interface PersonFormProps {
  readonly person: AdminPerson;
  readonly values: PersonFields;
  readonly change: (fields: Partial<PersonFields>) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly onSubmit: () => void;
}

/** What the API would refuse, by field. */
export function wrongPerson({
  name,
  roles,
  time_zone,
  working_hours,
  capacity_points,
}: PersonFields): Record<string, string> {
  const hours = wrongHours(working_hours);
  return {
    ...(name.trim() ? {} : { name: 'A name is needed' }),
    ...(roles.length > 0 ? {} : { roles: 'Choose at least one' }),
    ...(isZone(time_zone) ? {} : { time_zone: 'No such zone: choose one of the list' }),
    ...(hours ? { working_hours: hours } : {}),
    ...(Number.isInteger(capacity_points) && capacity_points >= 0 && capacity_points <= 10_000
      ? {}
      : { capacity_points: 'A whole number up to 10,000' }),
  };
}

/** Everything about a person that decides who stands in for whom. Enter saves. */
export function PersonForm({ person, values, change, errors, onSubmit }: PersonFormProps) {
  const teams = useTeams();
  const hours = values.working_hours;
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
      <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true">
        Save
      </button>
      <Panel title="Who they are and what they may do">
        <div className="form">
          <Field label="Name" {...wrong('name')}>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                value={values.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <RolesField roles={values.roles} onChange={(roles) => change({ roles })} error={errors['roles']} />
        </div>
      </Panel>
      <Panel title="Where they belong">
        <div className="form">
          <div className="form-pair">
            <Field label="Team" hint="Its coverage policy counts for their absences." {...wrong('team_id')}>
              {(control) => (
                <Select
                  {...control}
                  value={values.team?.id ?? ''}
                  onChange={({ target }) => {
                    const team = teams.find(({ id }) => id === target.value);
                    change({ team: team ? { id: team.id, name: team.name } : null });
                  }}
                >
                  <option value="">No team</option>
                  {values.team && !teams.some(({ id }) => id === values.team?.id) ? (
                    <option value={values.team.id}>{values.team.name}</option>
                  ) : null}
                  {teams.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Manager" hint="Approves, and is turned to when nobody else answers." {...wrong('manager_id')}>
              {(control) => (
                <PickPerson
                  {...control}
                  clearable
                  except={[person.id]}
                  value={values.manager}
                  onChange={(manager) => change({ manager })}
                />
              )}
            </Field>
          </div>
        </div>
      </Panel>
      <Panel title="When they work">
        <div className="form">
          <div className="form-pair">
            <ZoneField
              zone={values.time_zone}
              onChange={(time_zone) => change({ time_zone })}
              error={errors['time_zone']}
            />
            <Field label="Place" note="optional" {...wrong('place')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={100}
                  autoComplete="off"
                  value={values.place ?? ''}
                  onChange={(event) => change({ place: event.target.value || null })}
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
            <Field label="From" {...wrong('working_hours')}>
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
        </div>
      </Panel>
      <Panel title="What they can carry">
        <div className="form">
          <Field
            label="Capacity"
            hint="In points: a customer is one point, unless the team’s policy weighs customers."
            {...wrong('capacity_points')}
          >
            {(control) => (
              <Input
                {...control}
                className="max-w-[160px]"
                type="number"
                min={0}
                max={10_000}
                value={Number.isNaN(values.capacity_points) ? '' : values.capacity_points}
                onChange={(event) =>
                  change({ capacity_points: event.target.value === '' ? Number.NaN : Number(event.target.value) })
                }
              />
            )}
          </Field>
          <Field
            label="Skills"
            note="optional"
            hint="Segments, industries, languages and needs of customers they know. Enter adds one."
            {...wrong('skills')}
          >
            {(control) => <TagInput {...control} values={values.skills} onChange={(skills) => change({ skills })} />}
          </Field>
        </div>
      </Panel>
    </form>
  );
}
