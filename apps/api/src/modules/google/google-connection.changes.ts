import { Injectable } from '@nestjs/common';
import { GoogleConnection as Wire, type InputOf, type PutGoogleConnection } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { domainOf } from './google-access.js';
import { GoogleAccountsRepository } from './google-accounts.repository.js';
import type { View } from './google-connection.view.js';
import { type ConnectionMode, GoogleConnectionsRepository } from './google-connections.repository.js';
import { GoogleWork } from './google-work.js';

interface Choice {
  readonly mode: ConnectionMode;
  readonly admin_email?: string | null | undefined;
  readonly directory?: InputOf<typeof PutGoogleConnection>['directory'];
}

/** What changes with the connection of a tenant, in one transaction. */
@Injectable()
export class GoogleConnectionChanges {
  constructor(
    private readonly connections: GoogleConnectionsRepository,
    private readonly accounts: GoogleAccountsRepository,
    private readonly history: History,
    private readonly work: GoogleWork,
  ) {}

  async choose(tx: Tx, caller: CallerContext, seen: View, { mode, admin_email, directory }: Choice): Promise<void> {
    const before = await this.connections.lock(tx);
    if (caller.ifMatch !== undefined && caller.ifMatch !== before.version)
      throw new DomainError('version.stale', { current: z.encode(Wire, seen) });
    const adminEmail = admin_email === undefined ? before.adminEmail : admin_email;
    if (mode === 'delegation' && adminEmail === null) throw new DomainError('google.admin-needed');
    const { domains } = await this.connections.accesses(tx);
    if (adminEmail !== null && !domains.includes(domainOf(adminEmail)))
      throw new DomainError('users.foreign-domain', { domains });

    const isSame = before.mode === mode && before.adminEmail === adminEmail;
    if (!isSame) await this.connections.choose(tx, mode, adminEmail);
    if (directory) await this.connections.setDirectory(tx, directory);
    const { nightly } = await this.connections.directory(tx);
    await this.work.nightlyAt(tx, nightly && mode === 'delegation' ? tx.now : null);
    if (mode !== 'user-consent') await this.giveBack(tx);
    if (!isSame) await this.work.changed(tx);
    await this.history.append(tx, {
      ...byCaller(caller),
      type: mode === 'off' ? 'google.disconnected' : 'google.connected',
      subject: { kind: 'integration', id: 'google' },
      data: { mode, admin_email: adminEmail, ...(directory && { directory: { ...directory } }) },
    });
  }

  /** Where nobody's own consent is used, none is kept. */
  private async giveBack(tx: Tx): Promise<void> {
    for (const { userId, refreshToken } of await this.accounts.forget(tx, null))
      await this.work.revoke(tx, userId, refreshToken);
  }
}
