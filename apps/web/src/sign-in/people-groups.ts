import type { AnswerOf, GetWorld } from '@understudy/contracts';

type Tenant = AnswerOf<typeof GetWorld>['tenants'][number];
type User = Tenant['users'][number];

/** The people of the story, by the part before the @, in the order a newcomer should try them. */
const FIRST = ['ben', 'mia', 'ana', 'sam'] as const;

/** The demo organisations, the one with the most to see first. */
export const biggestFirst = (tenants: readonly Tenant[]): readonly Tenant[] =>
  tenants.toSorted((a, b) => b.customers.length - a.customers.length || a.name.localeCompare(b.name));

/** The people of a demo organisation: those of the story first, then team by team. */
export function groupsOf({ users }: Tenant): readonly { readonly words: string; readonly users: readonly User[] }[] {
  const first = FIRST.flatMap((name) => users.filter((user) => user.email.startsWith(`${name}@`)));
  const rest = users.filter((user) => !first.includes(user));
  const teams = [...new Set([...first, ...rest].flatMap((user) => (user.team ? [user.team] : [])))];
  return [
    { words: 'Start with one of these', users: first },
    ...teams.map((team) => ({ words: `The others in ${team}`, users: rest.filter((user) => user.team === team) })),
    { words: 'Elsewhere', users: rest.filter((user) => !user.team) },
  ].filter((group) => group.users.length > 0);
}
