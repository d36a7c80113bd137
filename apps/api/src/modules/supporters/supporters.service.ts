import { Injectable } from '@nestjs/common';
import type {
  ChangeSupporter,
  InputOf,
  ListSupporters,
  OutputOf,
  SetSupporterAvailability,
} from '@understudy/contracts';
import { DomainError, type SupporterId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { afterCommit, Signals, Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { AccessService } from '../directory/index.js';
import { SupportQueueRepository } from './support-queue.repository.js';
import { plainAvailability, toAvailability } from './supporter.mapper.js';
import type { SupporterRecord } from './supporter.records.js';
import { SupportersRepository } from './supporters.repository.js';

/**
 * Who takes conversations, and their switches (supporter document, requirement 4). What follows from a switch (work that goes to
 * others, those who wait) follows from the messages the database writes with it.
 */
@Injectable()
export class SupportersService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly supporters: SupportersRepository,
    private readonly queue: SupportQueueRepository,
    private readonly access: AccessService,
    private readonly history: History,
    private readonly signals: Signals,
  ) {}

  /** Admins see all, managers those they manage, supporters themselves. */
  async list(caller: CallerContext, page: InputOf<typeof ListSupporters>): Promise<OutputOf<typeof ListSupporters>> {
    return this.tenancy.run(caller, async (tx) => {
      const of = await this.reach(tx, caller);
      const [{ items, total }, waiting] = await Promise.all([
        this.supporters.list(tx, of, page),
        this.queue.countWaiting(tx),
      ]);
      return { items: items.map(toAvailability), total, limit: page.limit, offset: page.offset, waiting };
    });
  }

  /** Whose figures a caller may see; null is everybody's. */
  async reach(tx: Tx, caller: CallerContext) {
    if (caller.roles.includes('admin')) return null;
    return caller.roles.includes('manager') ? [...(await this.access.managedIds(tx, caller))] : [caller.userId];
  }

  setAvailability(
    caller: CallerContext,
    { supporter_id: id, is_available: isAvailable }: InputOf<typeof SetSupporterAvailability>,
  ): Promise<OutputOf<typeof SetSupporterAvailability>> {
    return this.change(
      caller,
      id,
      isAvailable ? 'supporter.switched-on' : 'supporter.switched-off',
      async (tx, before) => {
        await this.access.requireManage(tx, caller, before.userId);
        if (isAvailable && !before.serves) throw new DomainError('supporters.not-available');
        if (isAvailable && before.isAbsent) throw new DomainError('supporters.is-absent');
        if (before.isSwitchedOn !== isAvailable) await this.supporters.switch(tx, id, isAvailable, caller.userId);
      },
    );
  }

  setCap(
    caller: CallerContext,
    { supporter_id: id, max_active_escalations: cap }: InputOf<typeof ChangeSupporter>,
  ): Promise<OutputOf<typeof ChangeSupporter>> {
    return this.change(caller, id, 'supporter.cap-changed', async (tx, before) => {
      if (before.cap !== cap) await this.supporters.setCap(tx, id, cap);
    });
  }

  /** The same again changes nothing. Throws `supporters.not-found`, `version.stale`. */
  private async change(
    caller: CallerContext,
    id: SupporterId,
    type: string,
    write: (tx: Tx, before: SupporterRecord) => Promise<void>,
  ) {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.supporters.lock(tx, { id });
      if (!before) throw new DomainError('supporters.not-found');
      if (caller.ifMatch !== undefined && caller.ifMatch !== before.version)
        throw new DomainError('version.stale', { current: plainAvailability(before) });

      await write(tx, before);

      const after = await this.supporters.get(tx, id);
      if (after.version === before.version) return toAvailability(after);
      await this.history.append(tx, {
        ...byCaller(caller),
        type,
        subject: { kind: 'supporter', id },
        data: { user_id: after.userId, before: plainAvailability(before), after: plainAvailability(after) },
      });
      afterCommit(tx, this.signals, this.signals.wakeWorker);
      return toAvailability(after);
    });
  }
}
