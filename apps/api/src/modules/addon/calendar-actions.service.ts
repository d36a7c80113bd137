import { Injectable } from '@nestjs/common';
import { TELL_CUSTOMERS } from '@understudy/cards';
import { type CardActionAnswer, type CardForm, COVER_OTHER, COVER_SPLIT } from '@understudy/contracts';
import { type AbsenceId, asId, DomainError, parsePartialHours } from '@understudy/domain';
import type { CallerContext } from '../../platform/http/index.js';
import type { CalendarCall } from './action-desks.js';
import { back, push, restart, update } from './answers.js';
import { AbsenceCards } from './calendar-absence.service.js';
import type { CalendarReader } from './calendar-frame.service.js';
import { CalendarHomeCards } from './calendar-home.service.js';
import { MeetingCards } from './calendar-meeting.service.js';
import { type Carried, sharesText } from './calendar-plan.js';
import { CalendarSetups, dateErrors } from './calendar-setup.service.js';

type Of<K extends CalendarCall['id']> = Extract<CalendarCall, { id: K }>;

/** What the buttons of the Calendar cards do. */
@Injectable()
export class CalendarActions {
  constructor(
    private readonly home: CalendarHomeCards,
    private readonly absences: AbsenceCards,
    private readonly setups: CalendarSetups,
    private readonly meetings: MeetingCards,
  ) {}

  /** `typed` is the form as it came, for a card that comes back with what is missing. */
  async perform(
    caller: CallerContext,
    reader: CalendarReader,
    call: CalendarCall,
    typed: CardForm,
  ): Promise<CardActionAnswer> {
    switch (call.id) {
      case 'calendar.home':
        return restart(await this.home.card(caller, reader));
      case 'absence.open': {
        const card = await this.absences.state(caller, reader, asId<AbsenceId>(call.parameters.absence_id));
        return call.parameters.again ? update(card) : push(card);
      }
      case 'absence.cancel-form':
        return push(await this.absences.cancelForm(caller, reader, asId<AbsenceId>(call.parameters.absence_id)));
      case 'absence.cancel':
        await this.absences.cancel(caller, asId<AbsenceId>(call.parameters.absence_id), call.form.reason);
        return restart(await this.home.card(caller, reader), 'Done. Everybody concerned is told.');
      case 'setup.open':
        return push(await this.setups.whoCovers(caller, reader, call.parameters));
      case 'setup.dates-form':
        return push(await this.setups.dates(caller, reader, { ...call.parameters, ...chosenCover(call.form.cover) }));
      case 'setup.dates':
        return this.dates(caller, reader, call, typed);
      case 'setup.cover':
        return push(await this.cover(caller, reader, call));
      case 'setup.person':
        // in its place: the way back from who is told is to step 1, which has the person then
        return update(await this.setups.whoIsTold(caller, reader, { ...call.parameters, cover: call.form.person }));
      case 'setup.shares':
        return push(await this.shares(caller, reader, call));
      case 'setup.texts':
        return push(await this.setups.texts(caller, reader, { ...call.parameters, ...toldOf(call.form) }));
      case 'setup.check':
        return push(await this.check(caller, reader, call));
      case 'setup.back':
        return back(await this.before(caller, reader, call));
      case 'setup.save':
        return this.save(caller, reader, call);
      case 'meeting.decide':
        return update(await this.meetings.decide(caller, reader, call), 'Saved');
    }
  }

  /** Days that cannot be come back with what is wrong, and nothing typed is lost. */
  private async dates(
    caller: CallerContext,
    reader: CalendarReader,
    { parameters, form }: Of<'setup.dates'>,
    typed: CardForm,
  ): Promise<CardActionAnswer> {
    const { starts_on, ends_on, hours = '', kind } = form;
    const missing = [
      ...(starts_on === undefined ? [{ path: 'form.starts_on', message: 'must be chosen' }] : []),
      ...(ends_on === undefined ? [{ path: 'form.ends_on', message: 'must be chosen' }] : []),
      ...(starts_on && ends_on && ends_on < starts_on
        ? (dateErrors(new DomainError('absences.ends-before-start')) ?? [])
        : []),
      ...hoursErrors(hours),
    ];
    const again = async (errors: readonly { path: string; message: string }[]) =>
      update(await this.setups.dates(caller, reader, parameters, { form: typed, errors }));
    if (missing.length > 0) return again(missing);
    // it lies on the step 1 that it was opened from
    const carried: Carried = { ...parameters, first: undefined, starts_on, ends_on, hours, kind };
    try {
      await this.setups.requirePossible(caller, carried);
      return update(await this.setups.whoCovers(caller, reader, carried));
    } catch (error) {
      const errors = dateErrors(error);
      if (!errors) throw error;
      return again(errors);
    }
  }

  private async cover(caller: CallerContext, reader: CalendarReader, { parameters, form }: Of<'setup.cover'>) {
    if (form.cover === COVER_OTHER) return this.setups.otherPerson(caller, reader, parameters);
    const carried = { ...parameters, cover: form.cover };
    return form.cover === COVER_SPLIT
      ? this.setups.split(caller, reader, carried)
      : this.setups.whoIsTold(caller, reader, carried);
  }

  private shares(caller: CallerContext, reader: CalendarReader, { parameters, form }: Of<'setup.shares'>) {
    const { asked, ...plan } = parameters;
    return this.setups.whoIsTold(caller, reader, { ...plan, shares: sharesIn(asked, form) });
  }

  /** The step before, with what was typed and chosen on this one. */
  private before(caller: CallerContext, reader: CalendarReader, { parameters, form }: Of<'setup.back'>) {
    const { from, to, asked = '', ...plan } = parameters;
    const carried: Carried = {
      ...plan,
      ...(from === 'split' ? { shares: sharesIn(asked, form) } : {}),
      ...(from === 'told' ? toldOf(form) : {}),
    };
    switch (to) {
      case 'cover':
        return this.setups.whoCovers(caller, reader, carried);
      case 'split':
        return this.setups.split(caller, reader, carried);
      case 'told':
        return this.setups.whoIsTold(caller, reader, carried);
    }
  }

  private check(caller: CallerContext, reader: CalendarReader, { parameters, form }: Of<'setup.check'>) {
    return this.setups.allSet(caller, reader, { ...parameters, ...toldOf(form) });
  }

  private async save(
    caller: CallerContext,
    reader: CalendarReader,
    { parameters }: Of<'setup.save'>,
  ): Promise<CardActionAnswer> {
    const done = await this.setups.save(caller, parameters);
    const all = done.briefs.ready + done.briefs.pending;
    const briefs = { ready: done.briefs.ready, all };
    const card = await this.absences.state(caller, reader, asId<AbsenceId>(done.absence.id), briefs);
    const asked = done.assignments
      .filter(({ status }) => status === 'pending')
      .map(({ backup }) => backup.name.split(' ')[0]);
    return restart(card, asked.length > 0 ? `Set up. ${[...new Set(asked)].join(', ')} asked.` : 'Set up.');
  }
}

/** Customers by the fields that stand for them, in their order. */
const sharesIn = (asked: string, form: Pick<Of<'setup.shares'>['form'], 'share_1' | 'share_2' | 'share_3'>): string => {
  const chosen = [form.share_1, form.share_2, form.share_3];
  return sharesText(
    asked.split(',').flatMap((customer, index): [string, string][] => {
      const user = chosen[index];
      return customer && user ? [[customer, user]] : [];
    }),
  );
};

const toldOf = ({ tell, note }: Pick<Of<'setup.check'>['form'], 'tell' | 'note'>): Pick<Carried, 'tell' | 'note'> => ({
  tell: tell.includes(TELL_CUSTOMERS) ? 'auto' : 'none',
  note: note ?? '',
});

/** Chosen on step 1 while its days are edited; whoever is named next is nobody yet. */
const chosenCover = (cover: string | undefined): Pick<Carried, 'cover'> =>
  cover === undefined || cover === COVER_OTHER ? {} : { cover };

function hoursErrors(hours: string): readonly { path: string; message: string }[] {
  try {
    if (hours !== '') parsePartialHours(hours);
    return [];
  } catch (error) {
    const errors = dateErrors(error);
    if (!errors) throw error;
    return errors;
  }
}
