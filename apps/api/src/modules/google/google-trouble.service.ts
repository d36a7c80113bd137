import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import type { auth } from 'googleapis/build/src/apis/calendar/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { isAccessLost } from './google-failure.js';
import { GoogleWork } from './google-work.js';

type AuthClient = InstanceType<typeof auth.OAuth2>;

/**
 * Notices when Google no longer lets us in (a token or consent withdrawn, a scope taken back, an account suspended) and asks for a look at what works.
 * What follows is decided there, once, however many calls failed.
 */
@Injectable()
export class GoogleTrouble {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly work: GoogleWork,
  ) {}

  /** Tokens that are refused count as well; the caller gets the error as it was. */
  watch(client: AuthClient, tenantId: TenantId, userId: UserId | null): void {
    client.transporter.interceptors.response.add({
      rejected: async (error) => {
        if (isAccessLost(error)) await this.notice(tenantId, userId);
        throw error;
      },
    });
  }

  private async notice(tenantId: TenantId, userId: UserId | null): Promise<void> {
    // without a database nothing can be noted; the periodic look finds the same
    await this.tenancy.run(tenantId, (tx) => this.work.check(tx, userId)).catch(() => undefined);
  }
}
