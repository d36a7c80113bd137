import { Injectable } from '@nestjs/common';
import type { CardActionAnswer } from '@understudy/contracts';
import type { CallerContext } from '../../platform/http/index.js';
import type { CallOf, Reader } from './action-desks.js';
import { ActivityCards } from './activity-cards.service.js';
import { pop, push, update } from './answers.js';
import { BriefCards } from './brief-cards.service.js';
import { EscalationCards } from './escalation-cards.service.js';

/** Forms beside a message, and what is saved from them: what I did, a note, an escalation. */
@Injectable()
export class WorkActions {
  constructor(
    private readonly escalations: EscalationCards,
    private readonly activities: ActivityCards,
    private readonly briefs: BriefCards,
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
    }
  }
}
