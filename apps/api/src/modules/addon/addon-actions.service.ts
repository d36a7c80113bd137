import { Injectable } from '@nestjs/common';
import {
  type AddonAction,
  type Card,
  type CardActionAnswer,
  type CardActionCall,
  type InputOf,
  parseCardAction,
} from '@understudy/contracts';
import { asId, type AssignmentId, type CustomerId, type TaskId } from '@understudy/domain';
import { type CallerContext, MalformedInput } from '../../platform/http/index.js';
import { AnswersService } from '../coverage/index.js';
import { TasksService } from '../customers/index.js';
import { ActivityCards } from './activity-cards.service.js';
import { EscalationCards } from './escalation-cards.service.js';
import { HomeCards } from './home-card.service.js';
import { MessageCards } from './message-card.service.js';

type Input = InputOf<typeof AddonAction>;
type Call<Id extends CardActionCall['id']> = Extract<CardActionCall, { id: Id }>;

/** Actions whose card comes back with what was typed when something is missing; the others answer 400, as any endpoint. */
const HAS_FORM = ['coverage.decline', 'escalation.create', 'activity.log'] as const;
type WithForm = (typeof HAS_FORM)[number];
const hasForm = (id: Input['action_id']): id is WithForm => HAS_FORM.some((one) => one === id);

/** What the buttons of the cards do. */
@Injectable()
export class AddonActions {
  constructor(
    private readonly answers: AnswersService,
    private readonly tasks: TasksService,
    private readonly home: HomeCards,
    private readonly messages: MessageCards,
    private readonly escalations: EscalationCards,
    private readonly activities: ActivityCards,
  ) {}

  async run(from: CallerContext, input: Input): Promise<CardActionAnswer> {
    // the key on the card counts for what the action does, not for the answer with cards
    const { idempotency: _ofTheRequest, ...caller } = from;
    const parsed = parseCardAction(input.action_id, input.parameters, input.form);
    if (parsed.ok) return this.perform(caller, input, parsed.call);
    if (!hasForm(input.action_id) || parsed.errors.some(({ path }) => path.startsWith('parameters')))
      throw new MalformedInput(parsed.errors);
    return update(await this.again(caller, input, input.action_id, parsed.errors));
  }

  private async perform(caller: CallerContext, input: Input, call: CardActionCall): Promise<CardActionAnswer> {
    switch (call.id) {
      case 'coverage.accept':
        return this.accept(caller, input, call);
      case 'coverage.decline-form':
        return push(await this.home.declineForm(caller, input, call.parameters.assignment_id));
      case 'coverage.decline':
        await this.answers.decline(caller, asId<AssignmentId>(call.parameters.assignment_id), call.form.reason);
        return {
          navigation: { kind: 'restart', card: await this.home.home(caller, input) },
          notification: { text: 'Declined. The next person is asked.' },
        };
      case 'customer.open':
        return push(
          await this.messages.forCustomer(
            caller,
            asId<CustomerId>(call.parameters.customer_id),
            threadOf(call.parameters),
            input,
          ),
        );
      case 'escalation.form':
        return push(await this.escalations.form(caller, input, call.parameters));
      case 'escalation.create':
        return update(await this.escalations.create(caller, input, call));
      case 'task.done':
        return this.done(caller, input, call);
      case 'activity.form':
        return push(await this.activities.form(caller, input, call.parameters));
      case 'activity.log':
        await this.activities.log(caller, call);
        return { navigation: { kind: 'pop' }, notification: { text: 'Logged, and linked to the CSM who is away.' } };
      default:
        return { notification: { text: 'This button is newer than the server. Try again in a few minutes.' } };
    }
  }

  private async accept(
    caller: CallerContext,
    input: Input,
    { parameters }: Call<'coverage.accept'>,
  ): Promise<CardActionAnswer> {
    const accepted = await this.answers.accept(caller, asId<AssignmentId>(parameters.assignment_id));
    return {
      ...update(await this.home.home(caller, input)),
      notification: { text: `You cover for ${accepted.absent.name.slice(0, 80)}. The briefs are ready.` },
    };
  }

  private async done(
    caller: CallerContext,
    input: Input,
    { parameters }: Call<'task.done'>,
  ): Promise<CardActionAnswer> {
    const customer_id = asId<CustomerId>(parameters.customer_id);
    await this.tasks.change(caller, { customer_id, task_id: asId<TaskId>(parameters.task_id), status: 'done' });
    return {
      ...update(await this.messages.forCustomer(caller, customer_id, threadOf(parameters), input)),
      notification: { text: 'Done' },
    };
  }

  /** The form once more, with what was typed and what is missing. */
  private again(
    caller: CallerContext,
    input: Input,
    id: WithForm,
    errors: readonly { path: string; message: string }[],
  ): Promise<Card> {
    const { parameters, form } = input;
    const back = { form, errors };
    if (id === 'coverage.decline') return this.home.declineForm(caller, input, parameters['assignment_id'] ?? '', back);
    if (id === 'activity.log')
      return this.activities.form(
        caller,
        input,
        { customer_id: parameters['customer_id'] ?? '', assignment_id: parameters['assignment_id'] ?? '' },
        back,
      );
    return this.escalations.form(
      caller,
      input,
      { customer_id: parameters['customer_id'] ?? '', thread_id: parameters['thread_id'] },
      { ...back, requestKey: parameters['request_key'] },
    );
  }
}

const push = (card: Card): CardActionAnswer => ({ navigation: { kind: 'push', card } });
const update = (card: Card): CardActionAnswer => ({ navigation: { kind: 'update', card } });
const threadOf = ({ thread_id, subject }: { thread_id?: string | undefined; subject?: string | undefined }) => ({
  threadId: thread_id ?? null,
  subject: subject ?? null,
});
