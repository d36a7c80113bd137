import { Injectable } from '@nestjs/common';
import type { AddonAction, Card, CardActionAnswer, InputOf } from '@understudy/contracts';
import type { CallerContext } from '../../platform/http/index.js';
import type { TypedBack } from './action-desks.js';
import { ActivityCards } from './activity-cards.service.js';
import { update } from './answers.js';
import { AwayCards } from './away-cards.service.js';
import { BriefCards } from './brief-cards.service.js';
import { ContactCards } from './contact-cards.service.js';
import { EscalationCards } from './escalation-cards.service.js';
import { HomeCards } from './home-card.service.js';

type Input = InputOf<typeof AddonAction>;

/** Actions whose card comes back with what was typed when something is missing; the others answer 400, as any endpoint. */
const HAS_FORM = [
  'coverage.decline',
  'coverage.release',
  'escalation.create',
  'activity.log',
  'note.add',
  'contact.find',
  'away.start',
] as const;
type WithForm = (typeof HAS_FORM)[number];
export const hasForm = (id: Input['action_id']): id is WithForm => HAS_FORM.some((one) => one === id);

/** A form once more, with what was typed and what is missing. The parameters have been checked. */
@Injectable()
export class FormsAgain {
  constructor(
    private readonly home: HomeCards,
    private readonly away: AwayCards,
    private readonly escalations: EscalationCards,
    private readonly activities: ActivityCards,
    private readonly briefs: BriefCards,
    private readonly contacts: ContactCards,
  ) {}

  async draw(
    caller: CallerContext,
    input: Input,
    id: WithForm,
    errors: readonly { path: string; message: string }[],
  ): Promise<CardActionAnswer> {
    const { request_key: requestKey } = input.parameters;
    return update(await this.card(caller, input, id, { form: input.form, errors, requestKey }));
  }

  private card(caller: CallerContext, input: Input, id: WithForm, back: TypedBack): Promise<Card> {
    const given = (name: string): string => input.parameters[name] ?? '';
    const about = {
      customer_id: given('customer_id'),
      thread_id: input.parameters['thread_id'],
      subject: input.parameters['subject'],
    };
    switch (id) {
      case 'coverage.decline':
        return this.home.declineForm(caller, input, given('assignment_id'), back);
      case 'coverage.release':
        return this.home.releaseForm(caller, input, given('assignment_id'), back);
      case 'activity.log':
        return this.activities.form(caller, input, { ...about, assignment_id: given('assignment_id') }, back);
      case 'note.add':
        return this.briefs.noteForm(caller, input, { ...about, brief_id: given('brief_id') }, back);
      case 'contact.find':
        return this.contacts.form(caller, input, { address: given('address'), name: given('name') }, back);
      case 'away.start':
        return this.away.form(caller, input, back);
      case 'escalation.create':
        return this.escalations.form(caller, input, about, back);
    }
  }
}
