import { Injectable } from '@nestjs/common';
import {
  type AddonAction,
  type CardActionAnswer,
  type CardActionCall,
  type InputOf,
  parseCardAction,
} from '@understudy/contracts';
import { type CallerContext, MalformedInput } from '../../platform/http/index.js';
import { isOf, isOfCalendar } from './action-desks.js';
import { AwayActions } from './away-actions.service.js';
import { CalendarActions } from './calendar-actions.service.js';
import { CoverageActions } from './coverage-actions.service.js';
import { CustomerActions } from './customer-actions.service.js';
import { FormsAgain, hasForm } from './forms-again.service.js';
import { WorkActions } from './work-actions.service.js';

type Input = InputOf<typeof AddonAction>;

/** What the buttons of the cards do: checked here, done at the desk whose action it is. */
@Injectable()
export class AddonActions {
  constructor(
    private readonly coverage: CoverageActions,
    private readonly away: AwayActions,
    private readonly customer: CustomerActions,
    private readonly work: WorkActions,
    private readonly calendar: CalendarActions,
    private readonly again: FormsAgain,
  ) {}

  /** A form with something missing comes back as the card, with what was typed; everything else that is malformed is 400. */
  async run(from: CallerContext, input: Input): Promise<CardActionAnswer> {
    // the key on the card counts for what the action does, not for the answer with cards
    const { idempotency: _ofTheRequest, ...caller } = from;
    const parsed = parseCardAction(input.action_id, input.parameters, input.form);
    if (parsed.ok) return this.perform(caller, input, parsed.call);
    if (!hasForm(input.action_id) || parsed.errors.some(({ path }) => path.startsWith('parameters')))
      throw new MalformedInput(parsed.errors);
    return this.again.draw(caller, input, input.action_id, parsed.errors);
  }

  private async perform(caller: CallerContext, input: Input, call: CardActionCall): Promise<CardActionAnswer> {
    if (isOf(call, 'coverage')) return this.coverage.perform(caller, input, call);
    if (isOf(call, 'away')) return this.away.perform(caller, input, call);
    if (isOf(call, 'customer')) return this.customer.perform(caller, input, call);
    if (isOf(call, 'work')) return this.work.perform(caller, input, call);
    if (isOfCalendar(call)) return this.calendar.perform(caller, input, call, input.form);
    throw new MalformedInput([{ path: 'action_id', message: 'is not taken here' }]);
  }
}
