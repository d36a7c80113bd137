import { Injectable } from '@nestjs/common';
import { DomainError, type TenantId, type UserId } from '@understudy/domain';
import type { GoogleIdentity } from './google-tokens.js';
import { PeopleDirectory, type Person } from './people-directory.js';

/** How long a person is believed to be as last read: somebody who left is out within this time, in every process. */
const FRESH_MS = 1_000;
const MAX_KEPT = 10_000;

/** The person behind a token. */
@Injectable()
export class People {
  private kept = new Map<string, { readonly person: Promise<Person | null>; readonly until: number }>();

  constructor(private readonly directory: PeopleDirectory) {}

  /** Throws `identity.unknown-person` when the person is gone or inactive. */
  async getActive(tenantId: TenantId, userId: UserId): Promise<Person> {
    return requireActive(await this.read(tenantId, userId));
  }

  /**
   * The person of a Google account: by (issuer, subject), else by address, which is then linked. The account's Workspace
   * domain must be one of the tenant's. Throws `identity.unknown-person`; to somebody who left, and has shown to be them,
   * `identity.access-ended`.
   */
  async getByGoogle(identity: GoogleIdentity): Promise<Person> {
    const { issuer, subject, email, hostedDomain } = identity;
    const linked = await this.directory.findBySubject(issuer, subject);
    const person = linked ?? (await this.directory.findByEmail(email));
    if (!person?.domains.includes(hostedDomain)) throw new DomainError('identity.unknown-person');
    if (!person.active) throw new DomainError('identity.access-ended');
    if (!linked) await this.directory.linkSubject(person, issuer, subject);
    return person;
  }

  /** After a change made here: the next request reads the person again at once. */
  forget(tenantId: TenantId, userId: UserId): void {
    this.kept.delete(`${tenantId} ${userId}`);
  }

  private read(tenantId: TenantId, userId: UserId): Promise<Person | null> {
    const key = `${tenantId} ${userId}`;
    const now = performance.now();
    const known = this.kept.get(key);
    if (known && known.until > now) return known.person;
    if (this.kept.size >= MAX_KEPT) this.kept = new Map();
    const person = this.directory.findById(tenantId, userId);
    this.kept.set(key, { person, until: now + FRESH_MS });
    // a failed look-up is no answer to keep
    person.catch(() => this.kept.delete(key));
    return person;
  }
}

function requireActive(person: Person | null): Person {
  if (!person?.active) throw new DomainError('identity.unknown-person');
  return person;
}
