import { Injectable } from '@nestjs/common';
import type { InputOf, PutGoogleConnection } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { GoogleAccountsRepository } from './google-accounts.repository.js';
import { GoogleConnectionChanges } from './google-connection.changes.js';
import { type View, viewOf } from './google-connection.view.js';
import { GoogleConnectionsRepository } from './google-connections.repository.js';
import { GoogleProbe } from './google-probe.js';
import { ServiceAccount } from './service-account.js';

/** Connecting a tenant's Workspace, and ending that. */
@Injectable()
export class GoogleConnectionService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: GoogleConnectionsRepository,
    private readonly accounts: GoogleAccountsRepository,
    private readonly account: ServiceAccount,
    private readonly probe: GoogleProbe,
    private readonly changes: GoogleConnectionChanges,
  ) {}

  async get({ tenantId }: Pick<CallerContext, 'tenantId'>): Promise<View> {
    const account = await this.account.find();
    return this.tenancy.run(tenantId, async (tx) => {
      const { connection, domains } = await this.connections.accesses(tx);
      const counts = await this.accounts.counts(tx);
      return viewOf(connection, {
        domains,
        account,
        directory: await this.connections.directory(tx),
        people: { calendars_read: counts.calendarsRead, consented: counts.consented, lost: counts.lost },
      });
    });
  }

  /**
   * Throws `google.no-service-account` and `google.admin-needed` for a delegation that could never work, `users.foreign-domain` for an admin of
   * somebody else's domain, `version.stale`. What works by it is looked at right away; that something does not is a step, not an error.
   */
  async put(caller: CallerContext, input: InputOf<typeof PutGoogleConnection>) {
    if (input.mode === 'delegation' && (await this.account.find()) === null)
      throw new DomainError('google.no-service-account');
    const before = await this.get(caller);
    await this.tenancy.run(caller, (tx) => this.changes.choose(tx, caller, before, input));
    const steps = await this.probe.check(caller.tenantId);
    return { connection: await this.get(caller), steps };
  }

  /** Consents are given back to Google by the worker. */
  async end(caller: CallerContext): Promise<View> {
    const before = await this.get(caller);
    await this.tenancy.run(caller, (tx) => this.changes.choose(tx, caller, before, { mode: 'off', admin_email: null }));
    return this.get(caller);
  }
}
