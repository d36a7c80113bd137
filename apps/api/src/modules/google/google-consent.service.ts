import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { FinishGoogleConsent, InputOf } from '@understudy/contracts';
import { DomainError, type TenantId, type UserId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { type CallerContext } from '../../platform/http/index.js';
import { Secrets, UnreadableSecret } from '../../platform/secrets/index.js';
import { taggedBy, tenantOf } from './channel-id.js';
import { ConsentExchange, type Granted, randomText } from './google-consent-exchange.js';
import { ConsentRecords } from './google-consent.records.js';
import { GoogleConnectionsRepository } from './google-connections.repository.js';

/** What the browser comes back to the dashboard with. */
export type ConsentOutcome = 'connected' | 'refused' | 'expired' | 'other-account' | 'not-needed' | 'failed';
const hashOf = (state: string): string => createHash('sha256').update(state).digest('hex');

/** A person lets us use their own Google account (tier "user consent"), or ends that. */
@Injectable()
export class GoogleConsentService {
  private readonly logger = new Logger('Google');

  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: GoogleConnectionsRepository,
    private readonly records: ConsentRecords,
    private readonly exchange: ConsentExchange,
    private readonly secrets: Secrets,
  ) {}

  async mine({ tenantId, userId }: CallerContext) {
    return this.records.view(await this.connections.access(tenantId, userId));
  }

  /** Throws `google.not-connected` where the organisation is not, `google.consent-not-needed` under delegation. */
  async begin(caller: CallerContext): Promise<{ url: string }> {
    const { connection, email } = await this.connections.access(caller.tenantId, caller.userId);
    if (connection.mode === 'off' || email === null) throw new DomainError('google.not-connected');
    if (connection.mode === 'delegation') throw new DomainError('google.consent-not-needed');
    const [state, verifier] = [taggedBy(caller.tenantId, randomText()), randomText()];
    const url = this.exchange.address({ state, verifier, email });
    const sealed = this.secrets.seal(verifierPlace(caller.tenantId, caller.userId), verifier);
    await this.tenancy.run(caller, (tx) => this.records.begin(tx, hashOf(state), caller.userId, sealed));
    return { url };
  }

  /**
   * Finishes what `begin` started. The state counts once. Only the person's own account counts: whoever is led to another person's address can neither
   * give theirs away nor get somebody else's. Nothing rises but failures of ours.
   */
  async finish({ state = '', code, error }: InputOf<typeof FinishGoogleConsent>): Promise<ConsentOutcome> {
    const tenantId = tenantOf(state);
    if (tenantId === null) return 'expired';
    const request = await this.tenancy.run(tenantId, (tx) => this.records.take(tx, hashOf(state)));
    if (request === null) return 'expired';
    if (error !== undefined || code === undefined) return error === 'access_denied' ? 'refused' : 'failed';
    const verifier = this.open(tenantId, request);
    if (verifier === null) return 'expired';
    const granted = await this.exchange.exchange(code, verifier).catch((problem: unknown) => {
      if (!(problem instanceof DomainError)) throw problem;
      this.logger.warn(`a consent could not be finished: ${problem.code}`);
      return null;
    });
    return granted === null ? 'failed' : this.keep(tenantId, request.userId, granted);
  }

  async end(caller: CallerContext) {
    await this.tenancy.run(caller, (tx) => this.records.end(tx, caller));
    return this.mine(caller);
  }

  /** Null when it was sealed with a key we no longer have: who begins again is done. */
  private open(tenantId: TenantId, { userId, verifier }: { userId: UserId; verifier: string }): string | null {
    try {
      return this.secrets.open(verifierPlace(tenantId, userId), verifier);
    } catch (error) {
      if (error instanceof UnreadableSecret) return null;
      throw error;
    }
  }

  private async keep(tenantId: TenantId, userId: UserId, granted: Granted): Promise<ConsentOutcome> {
    return this.tenancy.run(tenantId, async (tx) => {
      const person = await this.records.person(tx, userId);
      const { mode } = await this.connections.get(tx);
      if (person === null || person.email !== granted.email) {
        await this.records.refuse(tx, userId, granted);
        return 'other-account';
      }
      if (mode !== 'user-consent') {
        await this.records.refuse(tx, userId, granted);
        return 'not-needed';
      }
      await this.records.keep(tx, userId, granted);
      return 'connected';
    });
  }
}

const verifierPlace = (tenantId: TenantId, userId: UserId) => ({
  tenantId,
  owner: userId,
  purpose: 'google.consent-verifier',
});
