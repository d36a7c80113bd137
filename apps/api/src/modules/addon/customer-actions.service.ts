import { Injectable } from '@nestjs/common';
import type { CardActionAnswer } from '@understudy/contracts';
import type { ThreadView } from '@understudy/cards';
import { asId, type CustomerId, type TaskId } from '@understudy/domain';
import type { CallerContext } from '../../platform/http/index.js';
import { TakeoversService } from '../coverage-setup/index.js';
import { TasksService } from '../customers/index.js';
import type { CallOf, Reader } from './action-desks.js';
import { push, update } from './answers.js';
import { BriefCards } from './brief-cards.service.js';
import { ComposeCards } from './compose-card.service.js';
import { MessageCards } from './message-card.service.js';
import { threadOf } from './thread.js';

type Call = CallOf<'customer'>;

/** What is done about one customer beside a message or a draft; the card is drawn again with what is true then. */
@Injectable()
export class CustomerActions {
  constructor(
    private readonly tasks: TasksService,
    private readonly takeovers: TakeoversService,
    private readonly messages: MessageCards,
    private readonly briefs: BriefCards,
    private readonly compose: ComposeCards,
  ) {}

  async perform(caller: CallerContext, reader: Reader, call: Call): Promise<CardActionAnswer> {
    const customerId = asId<CustomerId>(call.parameters.customer_id);
    const card = (thread: ThreadView) => this.messages.forCustomer(caller, customerId, thread, reader);
    switch (call.id) {
      case 'customer.open':
        return push(await card(threadOf(call.parameters)));
      case 'customer.take-over':
        await this.takeovers.takeOver(caller, customerId);
        return update(
          await card(threadOf(call.parameters)),
          'You look after it now. The owner and the manager are told.',
        );
      case 'customer.release':
        await this.takeovers.release(caller, customerId);
        return update(await card(threadOf(call.parameters)), 'Given back. The backups count again.');
      case 'task.done':
        await this.tasks.change(caller, {
          customer_id: customerId,
          task_id: asId<TaskId>(call.parameters.task_id),
          status: 'done',
        });
        return update(
          call.parameters.on === 'brief'
            ? await this.briefs.brief(caller, reader, call.parameters)
            : await card(threadOf(call.parameters)),
          'Done',
        );
      case 'brief.open':
        return push(await this.briefs.brief(caller, reader, call.parameters));
      case 'brief.acknowledge':
        await this.briefs.acknowledge(caller, call.parameters.brief_id);
        return update(await this.briefs.brief(caller, reader, call.parameters), 'Noted that you have read it.');
      case 'draft.introduce':
        return this.compose.introduce(caller, call.parameters);
      case 'draft.add-cc':
        return this.compose.copyIn(caller, call.parameters.customer_id, call.parameters.user_id);
    }
  }
}
