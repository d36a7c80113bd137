import { ListUsers } from '@understudy/contracts';
import { Avatar, Combobox, placeOf, type ControlProps } from '@understudy/ui';
import { useLookup } from '../api/use-lookup.js';

export interface PickedPerson {
  readonly user_id: string;
  readonly name: string;
}

export interface PickPersonProps extends Partial<ControlProps> {
  readonly 'aria-label'?: string;
  readonly value: PickedPerson | null;
  readonly onChange: (person: PickedPerson | null) => void;
  readonly except?: readonly string[];
  /** People who are no longer active too: for looking into the past. */
  readonly everybody?: boolean;
  readonly clearable?: boolean;
  readonly placeholder?: string;
}

/** One of the people of the organisation, found by name or address. */
export function PickPerson({ value, onChange, except = [], everybody = false, placeholder, ...rest }: PickPersonProps) {
  const { answer, query, onQuery, loading, nothing } = useLookup(ListUsers, (text) => ({
    limit: 50,
    ...(everybody ? {} : { active: 'true' as const }),
    ...(text ? { query: text } : {}),
  }));
  const people = (answer?.items ?? []).filter(({ id }) => !except.includes(id));
  return (
    <Combobox
      {...rest}
      value={value ? { value: value.user_id, words: value.name } : null}
      onChange={(option) => onChange(option ? { user_id: option.value, name: option.words } : null)}
      onQuery={onQuery}
      loading={loading}
      placeholder={placeholder ?? 'Name or e-mail address'}
      nothing={nothing(query ? `Nobody is called “${query}”.` : 'Nobody is here.')}
      options={people.map(({ id, name, place, team, time_zone }) => ({
        value: id,
        words: name,
        note: team?.name ?? place ?? placeOf(time_zone),
        icon: <Avatar name={name} />,
      }))}
    />
  );
}
