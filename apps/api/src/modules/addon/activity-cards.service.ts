import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { activityCard } from '@understudy/cards';
import { type Card, type CardActionCall, LogActivity } from '@understudy/contracts';
import { asId, type AssignmentId, type CustomerId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AnswersService, CoverageService } from '../coverage/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import type { Reader, TypedBack } from './action-desks.js';
import { crmUrlOf, frameOf } from './frame.js';
import { once } from './once.js';

type Log = Extract<CardActionCall, { id: 'activity.log' }>;

/** "Log what I did", beside the mail. */
@Injectable()
export class ActivityCards {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly customers: CustomersRepository,
    private readonly coverage: CoverageService,
    private readonly answers: AnswersService,
  ) {}

  async form(
    caller: CallerContext,
    reader: Reader,
    about: { customer_id: string; assignment_id: string },
    back: TypedBack = {},
  ): Promise<Card> {
    const { requestKey = randomUUID(), ...typed } = back;
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const customerId = asId<CustomerId>(about.customer_id);
      const assignment = await this.coverage.getVisible(tx, caller, asId<AssignmentId>(about.assignment_id));
      const [user, customer, crmIds] = await Promise.all([
        this.directory.getUser(tx, caller.userId),
        this.customers.getById(tx, customerId),
        this.customers.listCrmIds(tx, customerId),
      ]);
      const frame = frameOf(this.env, tx.now, user, reader);
      return activityCard({
        frame,
        customer: {
          id: customerId,
          name: customer.name,
          url: `${frame.publicUrl}/customers/${customerId}`,
          crmUrl: crmUrlOf(this.env, crmIds),
        },
        assignmentId: assignment.id,
        owner: { name: assignment.absent.name, detail: assignment.absent.place },
        requestKey,
        ...typed,
      });
    });
  }

  /** Once per form that was drawn. */
  async log(caller: CallerContext, { parameters, form }: Log): Promise<void> {
    const input = {
      assignment_id: asId<AssignmentId>(parameters.assignment_id),
      customer_id: asId<CustomerId>(parameters.customer_id),
      activity_type: form.kind,
      description: form.summary,
    };
    await once(LogActivity, caller, parameters.request_key, { parameters, form }, (keyed) =>
      this.answers.log(keyed, input),
    );
  }
}
