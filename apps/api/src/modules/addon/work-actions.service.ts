import { Injectable } from '@nestjs/common';
import type { CardActionAnswer } from '@understudy/contracts';
import type { CallerContext } from '../../platform/http/index.js';
import type { CallOf, Reader } from './action-desks.js';
import { ActivityCards } from './activity-cards.service.js';
import { pop, push, restart, update } from './answers.js';
import { BriefCards } from './brief-cards.service.js';
import { ContactCards } from './contact-cards.service.js';
import { EscalationCards } from './escalation-cards.service.js';
import { MessageCards } from './message-card.service.js';
import { threadOf } from './thread.js';

/** Forms beside a message, and what is saved from them: what I did, a note, an escalation, whose contact the sender is. */
@Injectable()
export class WorkActions {
  constructor(
    private readonly escalations: EscalationCards,
    private readonly activities: ActivityCards,
    private readonly briefs: BriefCards,
    private readonly contacts: ContactCards,
    private readonly messages: MessageCards,
  ) {}

  async perform(caller: CallerContext, reader: Reader, call: CallOf<'work'>): Promise<CardActionAnswer> {
    switch (call.id) {
      case 'escalation.form':
        return push(await this.escalations.form(caller, reader, call.parameters));
      case 'escalation.create':
        return update(await this.escalations.create(caller, reader, call));
      case 'activity.form':
        return push(await this.activities.form(caller, reader, call.parameters));
      case 'activity.log':
        await this.activities.log(caller, call);
        return pop('Logged, and linked to the CSM who is away.');
      case 'note.form':
        return push(await this.briefs.noteForm(caller, reader, call.parameters));
      case 'note.add':
        await this.briefs.addNote(caller, call);
        return pop('Saved in the brief.');
      case 'contact.form':
        return push(await this.contacts.form(caller, reader, call.parameters));
      case 'contact.find':
        return update(await this.contacts.find(caller, reader, call));
      case 'contact.link': {
        const { customerId, said } = await this.contacts.link(caller, call);
        const card = await this.messages.forCustomer(caller, customerId, threadOf(call.parameters), reader);
        return restart(card, said);
      }
    }
  }
}
