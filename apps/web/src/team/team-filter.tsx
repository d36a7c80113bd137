import { Select } from '@understudy/ui';
import type { TeamPerson } from './lanes.js';

export interface TeamFilterProps {
  readonly people: readonly TeamPerson[];
  /** null: all. */
  readonly teamId: string | null;
  readonly onChange: (teamId: string | null) => void;
}

/** Whose: all teams that one sees, or one of them; nothing where there is only one. */
export function TeamFilter({ people, teamId, onChange }: TeamFilterProps) {
  const teams = [...new Map(people.flatMap(({ team }) => (team ? [[team.id, team]] : []))).values()];
  if (teams.length < 2) return null;
  return (
    <Select
      className="w-auto"
      aria-label="Team"
      value={teamId ?? 'all'}
      onChange={({ target }) => onChange(target.value === 'all' ? null : target.value)}
    >
      <option value="all">All teams</option>
      {teams
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map(({ id, name }) => (
          <option key={id} value={id}>
            Team {name}
          </option>
        ))}
    </Select>
  );
}
