import { ListUsers } from '@understudy/contracts';
import { MANAGER_OF_CSM } from '@understudy/domain';
import { Avatar, Combobox, type ComboboxOption, type ControlProps, placeOf } from '@understudy/ui';
import { Network, Users } from 'lucide-react';
import { useLookup } from '../../api/use-lookup.js';
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
  const { answer, query, onQuery, loading, nothing } = useLookup(ListUsers, (text) => ({
    limit: 30,
    active: 'true' as const,
    ...(text ? { query: text } : {}),
  }));
  const teams = useTeams().map(({ id, name, member_count }) => ({
    value: id,
    words: name,
    note: `team of ${member_count}, least loaded first`,
    icon: <Users className="i" />,
  }));
  const people = (answer?.items ?? []).map(({ id, name, team, place, time_zone }) => ({
    value: id,
    words: name,
    note: team?.name ?? place ?? placeOf(time_zone),
    icon: <Avatar name={name} />,
  }));
  const fitting = [MANAGER, ...teams].filter(({ words }) => words.toLowerCase().includes(query.toLowerCase()));
  return (
    <Combobox
      {...control}
      value={value ? { value, words: capital(targetWords(value, nameOf)) } : null}
      options={[...fitting, ...people].filter((option) => !except.includes(option.value))}
      onQuery={onQuery}
      loading={loading}
      clearable={clearable}
      nothing={nothing('No person and no team is called so.')}
      onChange={(option) => onChange(option?.value ?? '')}
    />
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
