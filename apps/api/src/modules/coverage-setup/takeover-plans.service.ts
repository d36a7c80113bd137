import { Injectable } from '@nestjs/common';
import type { OutputOf, PlanTakeOver } from '@understudy/contracts';
import { availableInstead, type CustomerId, DomainError, managerChain, roster, type UserId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository } from '../customers/index.js';
import { type LoadedRoster, ResponsibleService } from '../responsibility/index.js';
import { TakeoverRights } from './takeover-rights.service.js';
import { TakeoversRepository } from './takeovers.repository.js';

/** What a take-over would mean, before it is confirmed. Nothing is locked and nothing is written. */
@Injectable()
export class TakeoverPlans {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rights: TakeoverRights,
    private readonly takeovers: TakeoversRepository,
    private readonly customers: CustomersRepository,
    private readonly responsible: ResponsibleService,
  ) {}

  /** Throws as domain takeOver, and coverage.taken-over with who has it. */
  of(caller: CallerContext, customerId: CustomerId): Promise<OutputOf<typeof PlanTakeOver>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { absenceId, during } = await this.rights.decideNow(tx, caller, customerId);
      const [holder, backups, customer] = await Promise.all([
        this.takeovers.findHolder(tx, customerId),
        this.takeovers.listBackups(tx, absenceId, customerId),
        this.customers.getById(tx, customerId),
      ]);
      if (holder && holder.userId !== caller.userId)
        throw new DomainError('coverage.taken-over', { backup: { user_id: holder.userId, name: holder.name } });
      const ownerId = customer.csm?.userId;
      if (ownerId === undefined) throw new DomainError('coverage.no-owner');
      const userIds = [...backups.map(({ userId }) => userId), ownerId];
      const loaded = await this.responsible.load(tx, [customerId], tx.now, { userIds });

      return {
        customer_id: customerId,
        absent: refOf(loaded, ownerId),
        ends_at: during.endsAt,
        time_zone: loaded.names.get(ownerId)?.timeZone || 'UTC',
        taken_by_me: holder !== null,
        told: toldOf(
          loaded,
          { ownerId, backupIds: backups.map(({ userId }) => userId), takerId: caller.userId },
          tx.now,
        ),
      };
    });
  }
}

interface Concerned {
  readonly ownerId: UserId;
  readonly backupIds: readonly UserId[];
  readonly takerId: UserId;
}

/** As `coverage.taken-over` tells (domain notifications): the backups who are there, and the nearest manager or whoever stands in. */
function toldOf(loaded: LoadedRoster, { ownerId, backupIds, takerId }: Concerned, at: Temporal.Instant) {
  const all = roster(loaded.rows);
  const there = backupIds.filter((id) => availableInstead(all, id, at).userId === id);
  const manager = managerChain(ownerId, all.people)
    .map((id) => availableInstead(all, id, at).userId)
    .find((id) => id !== null && id !== ownerId);
  const told = new Set([...there, ...(manager ? [manager] : [])]);
  return [...told].filter((id) => id !== takerId).map((id) => refOf(loaded, id));
}

function refOf({ names }: LoadedRoster, id: UserId) {
  const found = names.get(id);
  return { user_id: id, name: found?.name ?? 'somebody who left', place: found?.place ?? null };
}
