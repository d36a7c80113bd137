import { Injectable } from '@nestjs/common';
import type { Span, TenantId, UserId } from '@understudy/domain';

/** When people are busy, from a calendar we may look into. Never throws: what cannot be asked is not known. */
export type BusySource = (
  tenantId: TenantId,
  userIds: readonly UserId[],
  during: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant },
) => Promise<ReadonlyMap<UserId, readonly Span[]>>;

/** Where the module that knows calendars registers them. Asked outside transactions. */
@Injectable()
export class BusyTimes {
  private source: BusySource | null = null;

  register(source: BusySource): void {
    this.source = source;
  }

  async of(...given: Parameters<BusySource>): ReturnType<BusySource> {
    return this.source ? this.source(...given) : new Map();
  }
}
