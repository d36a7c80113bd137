import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf, SetNoticeOptOut, SetNoticeZone } from '@understudy/contracts';
import { type CustomerId, DomainError } from '@understudy/domain';
import { type Actor, History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { CustomersRepository } from '../customers/index.js';
import { AccessService } from '../directory/index.js';
import { NoticeContactsRepository } from './notice-contacts.repository.js';
import { NoticePlanning } from './notice-planning.service.js';
import type { Unsubscriber } from './unsubscribe-links.service.js';

const BY_LINK = { kind: 'system', name: 'unsubscribe-link' } as const satisfies Actor;

/** What customers wish: no notices, or only in the hours of their own zone. */
@Injectable()
export class NoticeWishes {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly customers: CustomersRepository,
    private readonly contacts: NoticeContactsRepository,
    private readonly access: AccessService,
    private readonly planning: NoticePlanning,
    private readonly history: History,
  ) {}

  /** By whoever looks after the customer or manages its owner. Throws stakeholders.not-found, identity.not-allowed. */
  async setOptOut(
    caller: CallerContext,
    input: InputOf<typeof SetNoticeOptOut>,
  ): Promise<OutputOf<typeof SetNoticeOptOut>> {
    return this.tenancy.run(caller, async (tx) => {
      await this.requireKeeper(tx, caller, input.customer_id);
      if (!(await this.contacts.isOfCustomer(tx, input.customer_id, input.stakeholder_id)))
        throw new DomainError('stakeholders.not-found');

      const who = { tenantId: tx.tenantId, stakeholderId: input.stakeholder_id };
      await this.write(tx, who, input.opt_out, { ...byCaller(caller), userId: caller.userId });
      return { stakeholder_id: input.stakeholder_id, opted_out: input.opt_out };
    });
  }

  /** The contact themselves, by the link in a notice. Safe to repeat. Throws notices.bad-link when they are not there any more. */
  async unsubscribe(who: Unsubscriber): Promise<void> {
    await this.tenancy.run(who.tenantId, (tx) => this.write(tx, who, true, { actor: BY_LINK, userId: null }));
  }

  async setZone(caller: CallerContext, input: InputOf<typeof SetNoticeZone>): Promise<OutputOf<typeof SetNoticeZone>> {
    return this.tenancy.run(caller, async (tx) => {
      await this.requireKeeper(tx, caller, input.customer_id);

      await this.contacts.setZone(tx, input.customer_id, input.time_zone);
      await this.history.append(tx, {
        type: 'customer.notice-zone-set',
        subject: { kind: 'customer', id: input.customer_id },
        ...byCaller(caller),
        data: { time_zone: input.time_zone },
      });
      return { customer_id: input.customer_id, time_zone: input.time_zone };
    });
  }

  private async write(
    tx: Tx,
    { stakeholderId }: Unsubscriber,
    optedOut: boolean,
    by: { readonly actor: Actor; readonly requestId?: string; readonly userId: CallerContext['userId'] | null },
  ): Promise<void> {
    const { userId, ...who } = by;
    const wish = await this.contacts.setOptOut(tx, stakeholderId, optedOut, userId);
    if (wish === null) throw new DomainError('notices.bad-link');
    if (!wish.isNew) return;
    await this.history.append(tx, {
      type: optedOut ? 'notice.opted-out' : 'notice.opted-in',
      subject: { kind: 'stakeholder', id: stakeholderId },
      ...who,
      data: { stakeholder_id: stakeholderId },
    });
    for (const absenceId of wish.absenceIds.toSorted()) await this.planning.plan(tx, absenceId);
  }

  private async requireKeeper(tx: Tx, caller: CallerContext, id: CustomerId): Promise<void> {
    const { csm } = await this.customers.getById(tx, id);
    const manages =
      csm === null
        ? caller.roles.some((role) => role === 'admin' || role === 'manager')
        : await this.access.mayManage(tx, caller, csm.userId);
    if (!manages && !(await this.customers.isCoveredBy(tx, id, caller.userId)))
      throw new DomainError('identity.not-allowed');
  }
}
