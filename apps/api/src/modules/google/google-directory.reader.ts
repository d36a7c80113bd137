import { Injectable } from '@nestjs/common';
import { type DirectoryEntry, DomainError, type TenantId } from '@understudy/domain';
import { z } from 'zod';
import { GoogleClients } from './google-clients.js';
import type { DirectorySettings } from './google-connection.view.js';
import { isGoogleFailure, readGoogleFailure } from './google-failure.js';

const lower = z.string().transform((value) => value.toLowerCase());
const GoogleUser = z.object({
  id: z.string().min(1).max(300),
  primaryEmail: lower,
  name: z.object({ fullName: z.string().nullish() }).nullish(),
  suspended: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  orgUnitPath: z.string().nullish(),
  relations: z.array(z.object({ type: z.string().nullish(), value: lower.nullish() })).nullish(),
  organizations: z.array(z.object({ primary: z.boolean().nullish(), department: z.string().nullish() })).nullish(),
});
type GoogleUser = z.infer<typeof GoogleUser>;

const AT_ONCE = 500;
const LONGEST_NAME = 200;

/** Everybody in a tenant's Google directory, as far as it means something here. */
@Injectable()
export class GoogleDirectoryReader {
  constructor(private readonly clients: GoogleClients) {}

  /**
   * Throws what GoogleClients throws, and `google.busy` or `google.refused` for what Google answers. A directory that cannot be read to its end is
   * not read at all: who is missing in half of it has not left.
   */
  async read(tenantId: TenantId, settings: DirectorySettings): Promise<DirectoryEntry[]> {
    try {
      return (await this.pages(tenantId)).map((user) => entryOf(user, settings));
    } catch (error) {
      if (error instanceof DomainError || !isGoogleFailure(error)) throw error;
      const { kind, text, retryAfterSeconds } = readGoogleFailure(error);
      if (kind === 'wait' && retryAfterSeconds !== null)
        throw new DomainError('google.busy', { retry_after_seconds: retryAfterSeconds });
      throw new DomainError('google.refused', { because: text });
    }
  }

  private async pages(tenantId: TenantId): Promise<GoogleUser[]> {
    const { users } = await this.clients.directoryOf(tenantId);
    const found: GoogleUser[] = [];
    let pageToken: string | undefined;
    do {
      const { data } = await users.list({
        customer: 'my_customer',
        maxResults: AT_ONCE,
        orderBy: 'email',
        projection: 'basic',
        ...(pageToken && { pageToken }),
      });
      found.push(...(data.users ?? []).map((user) => GoogleUser.parse(user)));
      pageToken = data.nextPageToken ?? undefined;
    } while (pageToken);
    return found;
  }
}

function entryOf(user: GoogleUser, { teams_from, org_units }: DirectorySettings): DirectoryEntry {
  const path = user.orgUnitPath ?? '/';
  const department = (user.organizations?.find(({ primary }) => primary) ?? user.organizations?.[0])?.department;
  const team = { none: null, org_unit: path.split('/').at(-1), department }[teams_from]?.trim().slice(0, LONGEST_NAME);
  return {
    externalId: user.id,
    email: user.primaryEmail,
    name: (user.name?.fullName?.trim() || user.primaryEmail).slice(0, LONGEST_NAME),
    managerEmail: user.relations?.find(({ type }) => type === 'manager')?.value ?? null,
    team: team || null,
    isGone: user.suspended === true || user.archived === true,
    isWanted: org_units.length === 0 || org_units.some((unit) => isWithin(path, unit)),
  };
}

/** The unit itself and those below it; "/Sales" is not above "/Sales Ops". */
const isWithin = (path: string, unit: string): boolean => {
  const top = unit.replace(/\/+$/, '').toLowerCase();
  return `${path.toLowerCase()}/`.startsWith(`${top}/`);
};
