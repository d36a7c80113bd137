import { Injectable } from '@nestjs/common';
import type { CardActionAnswer } from '@understudy/contracts';
import type { CallerContext } from '../../platform/http/index.js';
import type { CallOf, Reader } from './action-desks.js';
import { push, restart, update } from './answers.js';
import { AwayCards } from './away-cards.service.js';
import { CalendarHomeCards } from './calendar-home.service.js';
import { HomeCards } from './home-card.service.js';

/** Absences of the reader: suggestions, and "I am out now". */
@Injectable()
export class AwayActions {
  constructor(
    private readonly away: AwayCards,
    private readonly home: HomeCards,
    private readonly calendarHome: CalendarHomeCards,
  ) {}

  async perform(caller: CallerContext, reader: Reader, call: CallOf<'away'>): Promise<CardActionAnswer> {
    const isCalendars = 'from' in call.parameters && call.parameters.from === 'calendar';
    const home = () => (isCalendars ? this.calendarHome.card(caller, reader) : this.home.home(caller, reader));
    const back = async (text: string) => restart(await home(), text);
    switch (call.id) {
      case 'absence.confirm':
        await this.away.confirm(caller, call.parameters.absence_id);
        return back('It counts. Somebody is asked to cover.');
      case 'absence.dismiss':
        await this.away.dismiss(caller, call.parameters.absence_id);
        return back('Dismissed. It does not come back.');
      case 'away.form':
        return push(await this.away.form(caller, reader));
      case 'away.start': {
        const again = await this.away.start(caller, reader, call);
        return again ? update(again) : back('You are out. Cover starts at once.');
      }
      case 'away.undo':
        await this.away.end(caller, call.parameters.absence_id, 'Taken back at once');
        return back('Taken back. You are here.');
      case 'away.end':
        await this.away.end(caller, call.parameters.absence_id, 'Back earlier');
        return back('Welcome back. What happened comes as a return summary.');
    }
  }
}
