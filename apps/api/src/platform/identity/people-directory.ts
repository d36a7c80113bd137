import type { Role } from '@understudy/contracts';
import type { TeamId, TenantId, UserId } from '@understudy/domain';

/** A person as sign-in and permission checks need one. */
export interface Person {
  readonly tenantId: TenantId;
  /** Stands in addresses such as `/api/{tenant_id}/escalate`, where the id may stand too. */
  readonly tenantSlug: string;
  readonly userId: UserId;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly teamId: TeamId | null;
  /** False for somebody who left: every token of theirs is refused within a second. */
  readonly active: boolean;
  /** The tenant's verified e-mail domains, lower case: a Google sign-in must come from one of them. */
  readonly domains: readonly string[];
}

/**
 * Where identity finds people. An abstract class, so that it is its own injection token: the directory module provides
 * it (`{ provide: PeopleDirectory, useExisting: ... }` in a global module). All of them read committed state; none caches.
 */
export abstract class PeopleDirectory {
  /** Over all tenants, any letter case. Null when nobody has the address. Inactive people are found too. */
  abstract findByEmail(email: string): Promise<Person | null>;
  abstract findById(tenantId: TenantId, userId: UserId): Promise<Person | null>;
  /** By an account of an identity provider, e.g. ('https://accounts.google.com', '1098...'). */
  abstract findBySubject(issuer: string, subject: string): Promise<Person | null>;
  /** Remembers the account; from then on it is found by subject, even after the address changed. Safe to repeat. */
  abstract linkSubject(person: Pick<Person, 'tenantId' | 'userId'>, issuer: string, subject: string): Promise<void>;
}
