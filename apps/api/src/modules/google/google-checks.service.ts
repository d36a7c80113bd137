import { Injectable, Logger } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { domainOf } from './google-access.js';
import { type AccountPerson, GoogleAccountsRepository } from './google-accounts.repository.js';
import { type GoogleConnection, GoogleConnectionsRepository } from './google-connections.repository.js';
import { type Grant, GoogleGrants } from './google-grants.js';
import { type Grants, healthOf, newsOf } from './google-health.js';
import { EVERY_SCOPE, needRow } from './google-needs.js';
import { GoogleWork } from './google-work.js';

const LOST_AT_ONCE = 50;
const CONSENT_ENDED =
  'The consent at Google has ended: it was withdrawn there, or ran out. Connect the Google account again under Profile, Your Google account.';
const ACCOUNT_UNKNOWN = 'Google Workspace does not know this account any more, or it is suspended there.';

/**
 * Looks whether Google still lets us in, remembers what it found, and tells once when something is lost or back
 * (`integration.lost`, `integration.restored`). What is back catches up: calendars are read again from where they stopped.
 */
@Injectable()
export class GoogleChecks {
  private readonly logger = new Logger('Google');

  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: GoogleConnectionsRepository,
    private readonly accounts: GoogleAccountsRepository,
    private readonly grants: GoogleGrants,
    private readonly work: GoogleWork,
  ) {}

  /** One person's account (`userId`), or the whole connection and everybody who was lost. */
  async look(tenantId: TenantId, userId: UserId | null): Promise<void> {
    if (userId !== null) return this.lookAt(tenantId, userId);
    await this.lookAtConnection(tenantId);
    const lost = await this.tenancy.run(tenantId, (tx) => this.accounts.listLost(tx, LOST_AT_ONCE));
    for (const person of lost) await this.lookAt(tenantId, person);
  }

  /** Answers the grants it got, by scope; null when there is nothing to look at: not by delegation, no key, nobody to ask as. */
  async lookAtConnection(tenantId: TenantId): Promise<Grants | null> {
    const { connection, domains, email } = await this.tenancy.run(tenantId, async (tx) => {
      const { connection, domains } = await this.connections.accesses(tx);
      return {
        connection,
        domains,
        email: connection.adminEmail ?? (await this.accounts.findReader(tx))?.email ?? null,
      };
    });
    if (connection.mode !== 'delegation' || email === null || !domains.includes(domainOf(email))) return null;

    const grants = new Map<string, Grant>();
    await Promise.all(
      EVERY_SCOPE.map(async (scope) => {
        const grant = await this.grants.delegated(email, [scope]);
        if (grant !== null) grants.set(scope, grant);
      }),
    );
    if (grants.size === 0) return null;
    await this.tenancy.run(tenantId, (tx) => this.settle(tx, connection, grants));
    return grants;
  }

  private async settle(tx: Tx, asked: GoogleConnection, grants: Grants): Promise<void> {
    const before = await this.connections.lock(tx);
    // an admin chose otherwise while Google was asked
    if (before.version !== asked.version) return;
    const after = healthOf(grants, before, tx.now);
    const news = newsOf(before, after, before.checkedAt !== null);

    await this.connections.found(
      tx,
      after,
      [...grants.values()].some(({ state }) => state === 'works'),
    );
    if (news !== null) await this.work.tell(tx, null, news);
    if (news?.type === 'integration.restored') await this.work.pollAll(tx);
  }

  private async lookAt(tenantId: TenantId, userId: UserId): Promise<void> {
    const { person, connection, domains } = await this.tenancy.run(tenantId, async (tx) => ({
      person: await this.accounts.findPerson(tx, userId),
      ...(await this.connections.accesses(tx)),
    }));
    if (person === null || connection.mode === 'off' || !domains.includes(domainOf(person.email))) return;
    // known already: hundreds may have noticed at once, and the periodic look finds it back for all
    if (connection.mode === 'delegation' && connection.lostAt !== null) return;
    const grant = await this.ask(tenantId, connection, person);
    if (grant === null) return;
    // taken from everybody, not from this person
    if (connection.mode === 'delegation' && (grant.state === 'scope-missing' || grant.state === 'key-refused'))
      return void (await this.lookAtConnection(tenantId));
    await this.tenancy.run(tenantId, (tx) => this.settleAccount(tx, person, grant));
  }

  private async ask(tenantId: TenantId, { mode }: GoogleConnection, person: AccountPerson): Promise<Grant | null> {
    if (mode === 'delegation') return this.grants.delegated(person.email, needRow('read-calendar').scopes);
    return person.refreshToken === null
      ? null
      : this.grants.consented(tenantId, person.userId, person.email, person.refreshToken);
  }

  private async settleAccount(tx: Tx, { userId, refreshToken }: AccountPerson, grant: Grant): Promise<void> {
    if (grant.state === 'no-answer') return;
    const before = await this.accounts.lock(tx, userId);
    // connected anew while Google was asked
    if (before.refreshToken !== refreshToken) return;
    if (grant.state === 'works') {
      if (grant.scopes && refreshToken !== null) await this.accounts.setScopes(tx, userId, grant.scopes);
      if (before.lostAt === null) return;
      await this.accounts.setProblem(tx, userId, null);
      await this.work.tell(tx, userId, { type: 'integration.restored', what: 'Google account' });
      return this.work.sync(tx, userId);
    }
    this.logger.warn(`account of ${userId}: ${grant.text}`);
    await this.accounts.setProblem(tx, userId, grant.state === 'ended' ? CONSENT_ENDED : ACCOUNT_UNKNOWN);
    if (before.lostAt === null) await this.work.tell(tx, userId, { type: 'integration.lost', what: 'Google account' });
  }
}
