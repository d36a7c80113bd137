import { createRequire } from 'node:module';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';

/** The package has no typings. */
const PROVIDERS: unknown = createRequire(import.meta.url)('email-providers/all.json');
const SHARED: ReadonlySet<string> = new Set(z.array(z.string()).parse(PROVIDERS));

/** True for the domain of a mail provider (gmail.com): people of anywhere write from there, not one customer. */
export const isMailProvider = (domain: string): boolean => SHARED.has(domain.toLowerCase());

/**
 * Domains that cannot be a customer's: with one, letters of strangers and of colleagues would stand beside the customer's brief, and be
 * forwarded to the backup.
 */
@Injectable()
export class CustomerDomains {
  /** Says of each whether nobody can have it for a customer: a mail provider's, or the organisation's own. */
  async judge(tx: Tx): Promise<(domain: string) => boolean> {
    const rows = await tx.query<{ domain: string }>('select domain from tenant_domains where tenant_id = $1', [
      tx.tenantId,
    ]);
    const own = new Set(rows.map(({ domain }) => domain.toLowerCase()));
    return (domain) => isMailProvider(domain) || own.has(domain.toLowerCase());
  }

  /** Throws customers.domain-shared. */
  async require(tx: Tx, domains: readonly string[]): Promise<void> {
    if (domains.length === 0) return;
    const shared = domains.filter(await this.judge(tx));
    if (shared.length > 0) throw new DomainError('customers.domain-shared', { domains: shared });
  }
}
