import type { AnswerOf, GetWorld } from '@understudy/contracts';

export type Tenant = AnswerOf<typeof GetWorld>['tenants'][number];
export type User = Tenant['users'][number];

/** Who a newcomer is: in the calendar the one who goes away, elsewhere the one who stands in. */
const FIRST_IN_CALENDAR = 'ana@';
const FIRST_ELSEWHERE = 'ben@';

/** The person with this address, else who the story starts with on this page. Throws in a world without people. */
export function personIn(
  tenants: readonly Tenant[],
  email: string | null,
  pathname: string,
): { readonly tenant: Tenant; readonly user: User } {
  const people = tenants.flatMap((tenant) => tenant.users.map((user) => ({ tenant, user })));
  const first = pathname.startsWith('/calendar') ? FIRST_IN_CALENDAR : FIRST_ELSEWHERE;
  const found =
    people.find(({ user }) => user.email === email) ??
    people.find(({ user }) => user.email.startsWith(first)) ??
    people[0];
  if (!found) throw new Error('The demo world has no people.');
  return found;
}

/** The person's own organisation first, then the larger ones. */
export const organisations = (tenants: readonly Tenant[], own: Tenant): readonly Tenant[] =>
  [...tenants].sort((a, b) => Number(b === own) - Number(a === own) || b.users.length - a.users.length);
