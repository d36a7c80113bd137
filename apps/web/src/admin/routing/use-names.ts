import { useQueries } from '@tanstack/react-query';
import { GetUser } from '@understudy/contracts';
import { MANAGER_OF_CSM } from '@understudy/domain';
import { send } from '../../api/send.js';
import { useTeams } from '../use-teams.js';
import type { NameOf } from './rule-words.js';
import type { RuleForm } from './rule-form.js';

/** Everybody a rule names. */
export const targetsIn = ({ assignTo, assignSecondaryTo, notify }: RuleForm): string[] => [
  assignTo,
  assignSecondaryTo,
  ...notify,
];

/** Names of the people and teams behind these targets; undefined while they are read. */
export function useNames(targets: readonly string[]): NameOf {
  const teams = useTeams();
  const teamNames = new Map(teams.map(({ id, name }) => [id, `the team ${name}`]));
  const people = [...new Set(targets)].filter((id) => id !== '' && id !== MANAGER_OF_CSM && !teamNames.has(id));
  const found = useQueries({
    queries: people.map((id) => ({
      queryKey: [GetUser.method, GetUser.path, { user_id: id }],
      queryFn: ({ signal }: { signal: AbortSignal }) => send(GetUser, { user_id: id }, { signal }),
      staleTime: 300_000,
    })),
  });
  const names = new Map(
    found.flatMap(({ data }) => (data ? [[data.id, data.active ? data.name : `${data.name} (left)`]] : [])) as [
      string,
      string,
    ][],
  );
  return (id) => teamNames.get(id) ?? names.get(id);
}
