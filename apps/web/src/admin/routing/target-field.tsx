import { ListUsers } from '@understudy/contracts';
import { MANAGER_OF_CSM } from '@understudy/domain';
import { Avatar, Combobox, type ComboboxOption, type ControlProps, placeOf } from '@understudy/ui';
import { Network, Users } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useApi } from '../../api/use-api.js';
import { useTeams } from '../use-teams.js';
import { type NameOf, targetWords } from './rule-words.js';

export interface TargetFieldProps extends Partial<ControlProps> {
  readonly 'aria-label'?: string;
  readonly value: string;
  readonly nameOf: NameOf;
  readonly clearable?: boolean;
  readonly except?: readonly string[];
  readonly placeholder?: string;
  readonly onChange: (target: string) => void;
}

const MANAGER: ComboboxOption = {
  value: MANAGER_OF_CSM,
  words: 'The manager of the CSM',
  note: 'whoever that is for the customer',
  icon: <Network className="i" />,
};

/** A person, a team (its least loaded member), or the manager of the customer's CSM. */
export function TargetField({ value, nameOf, onChange, except = [], clearable = false, ...control }: TargetFieldProps) {
  const [typed, setTyped] = useState('');
  const text = typed.trim().toLowerCase();
  const query = useDeferredValue(text);
  const found = useApi(ListUsers, { limit: 30, active: 'true', ...(query ? { query } : {}) }, { keep: true });
  const teams = useTeams().map(({ id, name, member_count }) => ({
    value: id,
    words: name,
    note: `team of ${member_count}, least loaded first`,
    icon: <Users className="i" />,
  }));
  const people = (found.data?.items ?? []).map(({ id, name, team, place, time_zone }) => ({
    value: id,
    words: name,
    note: team?.name ?? place ?? placeOf(time_zone),
    icon: <Avatar name={name} />,
  }));
  const fitting = [MANAGER, ...teams].filter(({ words }) => words.toLowerCase().includes(text));
  return (
    <Combobox
      {...control}
      value={value ? { value, words: capital(targetWords(value, nameOf)) } : null}
      options={[...fitting, ...people].filter((option) => !except.includes(option.value))}
      onQuery={setTyped}
      loading={found.isFetching}
      clearable={clearable}
      nothing="No person and no team is called so."
      onChange={(option) => onChange(option?.value ?? '')}
    />
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
