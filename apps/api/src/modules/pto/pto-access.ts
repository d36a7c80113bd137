import { Inject, Injectable } from '@nestjs/common';
import type { CreatePtoFeed, InputOf } from '@understudy/contracts';
import { DomainError, type PtoFeedId, type TenantId } from '@understudy/domain';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import { GuardedFetch, OutboundFailure } from '../../platform/outbound/index.js';
import { type SecretPlace, Secrets, UnreadableSecret } from '../../platform/secrets/index.js';
import { FeedTrouble } from './feed-trouble.js';
import type { PtoFeedKind, PtoFeedRecord } from './pto.records.js';

const Access = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ical'), address: z.string() }),
  z.object({ kind: z.literal('hibob'), userId: z.string(), token: z.string() }),
  z.object({ kind: z.literal('bamboohr'), company: z.string(), apiKey: z.string() }),
]);
/** What it takes to read one PTO system. */
export type PtoAccess = z.infer<typeof Access>;
type Given = Partial<Omit<InputOf<typeof CreatePtoFeed>, 'kind' | 'name'>>;

const NEEDED = {
  ical: ['address'],
  hibob: ['service_user_id', 'service_user_token'],
  bamboohr: ['company', 'api_key'],
} as const satisfies Record<PtoFeedKind, readonly (keyof Given)[]>;
const FIELDS = ['address', 'company', 'api_key', 'service_user_id', 'service_user_token'] as const;

type Sealed = Pick<PtoFeedRecord, 'id' | 'accessSealed'>;
const ACCESS_UNREADABLE =
  'What was entered to read it was sealed with a SECRETS_KEY that is not known here any more. Enter the address or key again under Set up, Integrations, PTO systems.';

const accessPlace = (tenantId: TenantId, id: PtoFeedId): SecretPlace => ({
  tenantId,
  owner: id,
  purpose: 'pto feed access',
});
const webhookPlace = (tenantId: TenantId, id: PtoFeedId): SecretPlace => ({
  tenantId,
  owner: id,
  purpose: 'pto webhook secret',
});

/** Addresses and keys of PTO systems: checked when they are entered, sealed where they are kept. */
@Injectable()
export class PtoAccesses {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly secrets: Secrets,
    private readonly outbound: GuardedFetch,
  ) {}

  /**
   * What was entered, for a new feed (`before` null) or over what it had before; 'unreadable': no key opens that any more. Throws
   * pto.access-incomplete and pto.access-unreadable with the fields, pto.address-refused.
   */
  async accept(kind: PtoFeedKind, given: Given, known: PtoAccess | null | 'unreadable'): Promise<PtoAccess> {
    const needed: readonly string[] = NEEDED[kind];
    const before = known === 'unreadable' ? null : known;
    const isGiven = (field: (typeof FIELDS)[number]) => given[field] !== undefined;
    const foreign: string[] = FIELDS.filter((field) => isGiven(field) && !needed.includes(field));
    if (given.webhook_secret !== undefined && kind !== 'hibob') foreign.push('webhook_secret');
    const missing = before ? [] : FIELDS.filter((field) => needed.includes(field) && !isGiven(field));
    if (known === 'unreadable' && missing.length > 0)
      throw new DomainError('pto.access-unreadable', { fields: missing });
    const fields = [...missing, ...foreign];
    if (fields.length > 0) throw new DomainError('pto.access-incomplete', { fields });
    const access = this.merged(kind, given, before);
    await this.outbound.ensureAllowed(this.addressOf(access)).catch((error: unknown) => {
      if (error instanceof OutboundFailure) throw new DomainError('pto.address-refused', { problem: error.message });
      throw error;
    });
    return access;
  }

  /** Where it is read, without a slash at the end. */
  addressOf(access: PtoAccess): string {
    if (access.kind === 'ical') return access.address;
    if (access.kind === 'hibob') return this.hibobBase;
    if (this.env.mode === 'sandbox') return `${this.env.sandboxUrl}/sandbox/pto/bamboohr/${access.company}/api/v1`;
    return `https://${access.company}.bamboohr.com/api/v1`;
  }

  /** HiBob's own host, or its stand-in. */
  get hibobBase(): string {
    return this.env.mode === 'sandbox' ? `${this.env.sandboxUrl}/sandbox/pto/hibob/v1` : 'https://api.hibob.com/v1';
  }

  seal(tenantId: TenantId, id: PtoFeedId, access: PtoAccess): string {
    return this.secrets.seal(accessPlace(tenantId, id), JSON.stringify(access));
  }

  /** Throws FeedTrouble (lost) when it was sealed with a key that is not known any more. */
  open(tenantId: TenantId, feed: Sealed): PtoAccess {
    const access = this.find(tenantId, feed);
    if (access === 'unreadable') throw new FeedTrouble('lost', ACCESS_UNREADABLE);
    return access;
  }

  find(tenantId: TenantId, { id, accessSealed }: Sealed): PtoAccess | 'unreadable' {
    const text = this.read(accessPlace(tenantId, id), accessSealed ?? '');
    return text === null ? 'unreadable' : Access.parse(JSON.parse(text));
  }

  sealWebhookSecret(tenantId: TenantId, id: PtoFeedId, secret: string): string {
    return this.secrets.seal(webhookPlace(tenantId, id), secret);
  }

  /** Null as long as none was entered, or when no key opens it any more. */
  webhookSecret(tenantId: TenantId, feed: Pick<PtoFeedRecord, 'id' | 'webhookSecretSealed'>): string | null {
    return feed.webhookSecretSealed && this.read(webhookPlace(tenantId, feed.id), feed.webhookSecretSealed);
  }

  private read(place: SecretPlace, sealed: string): string | null {
    try {
      return this.secrets.open(place, sealed);
    } catch (error) {
      if (error instanceof UnreadableSecret) return null;
      throw error;
    }
  }

  private merged(kind: PtoFeedKind, given: Given, before: PtoAccess | null): PtoAccess {
    if (kind === 'ical') {
      const known = before?.kind === 'ical' ? before.address : '';
      return { kind, address: given.address === undefined ? known : this.asHttps(given.address.trim()) };
    }
    if (kind === 'hibob') {
      const known = before?.kind === 'hibob' ? before : { userId: '', token: '' };
      return { kind, userId: given.service_user_id ?? known.userId, token: given.service_user_token ?? known.token };
    }
    const known = before?.kind === 'bamboohr' ? before : { company: '', apiKey: '' };
    return { kind, company: (given.company ?? known.company).toLowerCase(), apiKey: given.api_key ?? known.apiKey };
  }

  /** Calendar programs write webcal:// for https://; the sandbox alone speaks http. */
  private asHttps(address: string): string {
    const rest = /^webcals?:\/\/(.*)$/is.exec(address)?.[1];
    if (rest === undefined) return address;
    const isSandbox =
      this.env.mode === 'sandbox' &&
      [this.env.sandboxUrl, this.env.apiUrl].some(
        (own) => own !== null && URL.parse(`http://${rest}`)?.origin === new URL(own).origin,
      );
    return `${isSandbox ? 'http' : 'https'}://${rest}`;
  }
}
