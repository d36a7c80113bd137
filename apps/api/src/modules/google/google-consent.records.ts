import { Injectable } from '@nestjs/common';
import type { UserId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import type { Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { Secrets } from '../../platform/secrets/index.js';
import { accessTo } from './google-access.js';
import { type AccountPerson, type ConsentRequest, GoogleAccountsRepository } from './google-accounts.repository.js';
import type { Granted } from './google-consent-exchange.js';
import type { Access } from './google-connections.repository.js';
import { EVERY_NEED, needRow } from './google-needs.js';
import { refreshTokenPlace } from './google-oauth-client.js';
import { GoogleWork } from './google-work.js';

const STATE_SECONDS = 600;

/** What is kept of consents, and what follows from them. */
@Injectable()
export class ConsentRecords {
  constructor(
    private readonly accounts: GoogleAccountsRepository,
    private readonly history: History,
    private readonly secrets: Secrets,
    private readonly work: GoogleWork,
  ) {}

  /** What the person may read of it. */
  view(access: Access) {
    const { connection, account, email } = access;
    return {
      mode: connection.mode,
      connected: connection.mode === 'user-consent' && account?.refreshToken != null,
      consented_at: account?.consentedAt ?? null,
      lost_at: account?.lostAt ?? null,
      problem: account?.problem ?? null,
      capabilities: EVERY_NEED.filter((need) => need !== 'directory').map((need) => {
        const verdict = accessTo(need, email ?? '', access);
        const { words, purpose } = needRow(need);
        return { need, what: words, purpose, works: verdict.may, because: verdict.may ? null : verdict.because };
      }),
    };
  }

  begin(tx: Tx, stateHash: string, userId: UserId, verifier: string): Promise<void> {
    return this.accounts.addRequest(tx, stateHash, { userId, verifier }, STATE_SECONDS);
  }

  take(tx: Tx, stateHash: string): Promise<ConsentRequest | null> {
    return this.accounts.takeRequest(tx, stateHash);
  }

  person(tx: Tx, userId: UserId): Promise<AccountPerson | null> {
    return this.accounts.findPerson(tx, userId);
  }

  async keep(tx: Tx, userId: UserId, { refreshToken, scopes }: Granted): Promise<void> {
    const before = await this.accounts.lock(tx, userId);
    await this.accounts.consented(tx, userId, { refreshToken: this.seal(tx, userId, refreshToken), scopes });
    if (before.lostAt !== null)
      await this.work.tell(tx, userId, { type: 'integration.restored', what: 'Google account' });
    await this.work.changed(tx);
    // the stream may stand since before: it goes on from where it stopped
    await this.work.sync(tx, userId);
    await this.history.append(tx, {
      type: 'google.consented',
      subject: { kind: 'user', id: userId },
      actor: { kind: 'user', userId, surface: 'web' },
      data: { scopes: [...scopes] },
    });
  }

  /**
   * A consent that is not used is given back. Google then ends all of that account's consents to us, so it stays where the account is
   * somebody's who has connected it: nobody disconnects others by trying to connect as them.
   */
  async refuse(tx: Tx, userId: UserId, { email, refreshToken }: Granted): Promise<void> {
    if (await this.accounts.hasConsented(tx, email)) return;
    await this.work.revoke(tx, userId, this.seal(tx, userId, refreshToken));
  }

  async end(tx: Tx, caller: CallerContext): Promise<void> {
    const given = await this.accounts.forget(tx, caller.userId);
    if (given.length === 0) return;
    for (const { userId, refreshToken } of given) await this.work.revoke(tx, userId, refreshToken);
    await this.work.changed(tx);
    await this.history.append(tx, {
      ...byCaller(caller),
      type: 'google.consent-ended',
      subject: { kind: 'user', id: caller.userId },
      data: {},
    });
  }

  private seal({ tenantId }: Tx, userId: UserId, refreshToken: string): string {
    return this.secrets.seal(refreshTokenPlace(tenantId, userId), refreshToken);
  }
}
