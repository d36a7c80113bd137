import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type TenantId, type UserId } from '@understudy/domain';
// The APIs in use, one by one: the package's index loads all three hundred of them.
import { admin, type admin_directory_v1 } from 'googleapis/build/src/apis/admin/index.js';
import { auth, calendar, type calendar_v3 } from 'googleapis/build/src/apis/calendar/index.js';
import { docs, type docs_v1 } from 'googleapis/build/src/apis/docs/index.js';
import { drive, type drive_v3 } from 'googleapis/build/src/apis/drive/index.js';
import { gmail, type gmail_v1 } from 'googleapis/build/src/apis/gmail/index.js';
import { ENV, type Env } from '../../config/index.js';
import { Secrets, UnreadableSecret } from '../../platform/secrets/index.js';
import { accessRefused, accessTo, type Capability, capability } from './google-access.js';
import { GoogleConnectionsRepository } from './google-connections.repository.js';
import { type GoogleNeed, needRow } from './google-needs.js';
import { CONSENT_UNREADABLE, consentClient, refreshTokenPlace } from './google-oauth-client.js';
import { GoogleTransport } from './google-transport.js';
import { GoogleTrouble } from './google-trouble.service.js';
import { ServiceAccount } from './service-account.js';

/** Google's APIs, acting as one person. Which calls Google takes is decided by the need they were asked for. */
export interface PersonClients {
  readonly calendar: calendar_v3.Calendar;
  readonly gmail: gmail_v1.Gmail;
  readonly docs: docs_v1.Docs;
  readonly drive: drive_v3.Drive;
}
export interface GooglePerson {
  readonly userId: UserId;
  readonly email: string;
}
type AuthClient = InstanceType<typeof auth.OAuth2>;

const TIMEOUT_MS = 20_000;
const MOST_KEPT = 3_000;

/**
 * The one way to Google's APIs. Each client may do one need and no more: its token carries the scopes of that need only. Call it outside
 * transactions. Requests wait for the quotas, and what Google refuses for good is noticed (GoogleTrouble).
 */
@Injectable()
export class GoogleClients {
  private readonly kept = new Map<string, AuthClient>();

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly connections: GoogleConnectionsRepository,
    private readonly account: ServiceAccount,
    private readonly secrets: Secrets,
    private readonly transport: GoogleTransport,
    private readonly trouble: GoogleTrouble,
  ) {}

  /**
   * Clients that act as this person. Throws `google.not-connected`, `google.scope-missing` or `google.consent-lost`, each with a sentence for
   * people under `because`; readGoogleFailure reads them like Google's own refusals.
   */
  async of(tenantId: TenantId, { userId, email }: GooglePerson, need: GoogleNeed): Promise<PersonClients> {
    const access = await this.connections.access(tenantId, userId);
    const verdict = accessTo(need, email, access);
    if (!verdict.may) throw accessRefused(verdict);
    const refreshToken = access.account?.refreshToken ?? null;
    const client =
      verdict.by === 'delegation' || refreshToken === null
        ? await this.delegated(tenantId, userId, email, needRow(need).scopes)
        : this.consented(tenantId, userId, email, refreshToken);
    const options = { auth: client, retry: false, timeout: TIMEOUT_MS } as const;
    return {
      calendar: calendar({ version: 'v3', ...options }),
      gmail: gmail({ version: 'v1', ...options }),
      docs: docs({ version: 'v1', ...options }),
      drive: drive({ version: 'v3', ...options }),
    };
  }

  /** The directory, read as the admin the tenant named. Throws as {@link of}; under user consent always. */
  async directoryOf(tenantId: TenantId): Promise<admin_directory_v1.Admin> {
    const access = await this.connections.access(tenantId, null);
    const { adminEmail } = access.connection;
    if (access.connection.mode === 'delegation' && adminEmail === null)
      throw new DomainError('google.not-connected', {
        because: 'No admin account is named for reading the directory. Name one under Set up, Integrations, Google.',
      });
    const verdict = accessTo('directory', adminEmail ?? '', access);
    if (!verdict.may) throw accessRefused(verdict);
    const client = await this.delegated(tenantId, null, adminEmail ?? '', needRow('directory').scopes);
    return admin({ version: 'directory_v1', auth: client, retry: false, timeout: TIMEOUT_MS });
  }

  /** From what we know, without asking Google. */
  async can(tenantId: TenantId, userId: UserId, need: GoogleNeed): Promise<Capability> {
    const access = await this.connections.access(tenantId, userId);
    return capability(accessTo(need, access.email ?? '', access));
  }

  private async delegated(
    tenantId: TenantId,
    userId: UserId | null,
    email: string,
    scopes: readonly string[],
  ): Promise<AuthClient> {
    const { client_email, private_key } = await this.account.get();
    return this.keep(['jwt', tenantId, userId, email, ...scopes].join(' '), () => {
      const client = new auth.JWT({ email: client_email, key: private_key, scopes: [...scopes], subject: email });
      return this.ready(client, tenantId, userId, email);
    });
  }

  private consented(tenantId: TenantId, userId: UserId, email: string, sealed: string): AuthClient {
    return this.keep(['consent', tenantId, userId, sealed].join(' '), () => {
      const client = consentClient(this.env);
      client.setCredentials({ refresh_token: this.open(tenantId, userId, sealed) });
      return this.ready(client, tenantId, userId, email);
    });
  }

  private open(tenantId: TenantId, userId: UserId, sealed: string): string {
    try {
      return this.secrets.open(refreshTokenPlace(tenantId, userId), sealed);
    } catch (error) {
      if (!(error instanceof UnreadableSecret)) throw error;
      throw new DomainError('google.consent-lost', { because: CONSENT_UNREADABLE });
    }
  }

  private ready(client: AuthClient, tenantId: TenantId, userId: UserId | null, email: string): AuthClient {
    this.transport.guard(client, email);
    this.trouble.watch(client, tenantId, userId);
    return client;
  }

  /** Clients keep their tokens, so they are kept; the one that was made first goes first. */
  private keep(key: string, make: () => AuthClient): AuthClient {
    const known = this.kept.get(key);
    if (known) return known;
    const made = make();
    this.kept.set(key, made);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return made;
  }
}
