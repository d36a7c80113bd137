import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  allSetCard,
  datesCard,
  type Frame,
  otherPersonCard,
  splitCard,
  textsCard,
  whoCoversCard,
  whoIsToldCard,
} from '@understudy/cards';
import { type Card, type CardForm, SetUpCoverage, type AnswerOf } from '@understudy/contracts';
import { dayOf, DomainError } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { ChosenSetup, type SetupTable } from '../coverage-setup/index.js';
import { absenceUrl, CalendarFrames, type CalendarReader, timeOf } from './calendar-frame.service.js';
import { type Carried, carriedOn, planOf } from './calendar-plan.js';
import {
  agreedOf,
  backupsOf,
  choicesOf,
  mattersMost,
  othersOf,
  renewalsOf,
  sampleOf,
  textsOf,
  toAskOf,
} from './calendar-setup.view.js';
import { once } from './once.js';

type Errors = readonly { path: string; message: string }[];
const NEXT_WEEK = { days: 7 } as const;

/** The set-up in the calendar, step by step (PRD-131 "OOO Setup Wizard"). Nothing is saved before the last one. */
@Injectable()
export class CalendarSetups {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly frames: CalendarFrames,
    private readonly chosen: ChosenSetup,
  ) {}

  /** Step 1. Throws absences.* of days that cannot be. */
  async whoCovers(caller: CallerContext, reader: CalendarReader, carried: Carried): Promise<Card> {
    const { frame, table } = await this.open(caller, reader, carried);
    const { asked } = table;
    // somebody can be asked more than once, of different customers
    const names = (rows: SetupTable['asked']) =>
      [...new Set(rows.map(({ backupUserId }) => backupUserId))].map((id) => ({
        name: table.people.get(id)?.name ?? '',
      }));
    return whoCoversCard({
      ...stepOf(caller, frame, carried, table),
      time: timeOf(table.absence, frame),
      isFirst: carried.first !== undefined,
      suggestionId: table.known?.status === 'suggested' ? table.known.id : null,
      isFromEvent: table.known?.sources.some(({ source }) => source === 'google_calendar') ?? false,
      choices: choicesOf(table),
      notSuggested: table.suggestions.excluded.map(({ name: who, reason }) => ({ name: who, reason })),
      alreadyAsked: names(asked.filter(({ acceptedAt }) => acceptedAt === null)),
      alreadyAgreed: names(asked.filter(({ acceptedAt }) => acceptedAt !== null)),
    });
  }

  /** Throws absences.* of days that saving would refuse; whatever else it would refuse is met later. */
  async requirePossible(caller: CallerContext, carried: Carried): Promise<void> {
    await this.chosen.check(caller, planOf(carried)).catch((error: unknown) => {
      if (dateErrors(error)) throw error;
      if (!(error instanceof DomainError)) throw error;
    });
  }

  /** The days as known, or the coming week. */
  async dates(
    caller: CallerContext,
    reader: CalendarReader,
    carried: Carried,
    back: { form?: CardForm; errors?: Errors } = {},
  ): Promise<Card> {
    const { frame, days, hours, kind } = await this.daysOf(caller, reader, carried);
    return datesCard({
      frame,
      plan: carriedOn(walking(carried)),
      kind,
      startsOn: String(days.firstOn),
      endsOn: String(days.lastOn ?? days.firstOn),
      hours: hours ?? '',
      ...back,
    });
  }

  async otherPerson(caller: CallerContext, reader: CalendarReader, carried: Carried): Promise<Card> {
    const { frame, table } = await this.open(caller, reader, carried);
    return otherPersonCard({ ...stepOf(caller, frame, carried, table), people: othersOf(table) });
  }

  /** Step 2, where it is shared. */
  async split(caller: CallerContext, reader: CalendarReader, carried: Carried): Promise<Card> {
    const { frame, table } = await this.open(caller, reader, carried);
    const people = table.split.candidates.filter(({ excluded }) => excluded === null).map(({ user }) => user);
    return splitCard({
      ...stepOf(caller, frame, carried, table),
      backups: backupsOf(table),
      asked: mattersMost(table),
      people: people.map(({ id, name }) => ({ id, name })),
      url: table.known && absenceUrl(frame, table.known.id),
    });
  }

  /** Step 3; the words to customers are those they would get. */
  async whoIsTold(caller: CallerContext, reader: CalendarReader, carried: Carried): Promise<Card> {
    const checked = await this.chosen.check(caller, planOf({ ...carried, tell: 'auto' }));
    const { table, notices } = checked;
    const frame = await this.frameOf(caller, reader);
    const [first] = notices.items;
    return whoIsToldCard({
      ...stepOf(caller, frame, carried, table),
      covers: toAskOf(table),
      agreed: agreedOf(table),
      manager: managerOf(table),
      managerApproves: table.policy.needsApproval,
      needsAcceptance: table.policy.needsAcceptance,
      customers: {
        at: first ? String(first.sendAt) : null,
        contacts: notices.items.length,
        sample: sampleOf(checked),
        isConnected: notices.connected,
        isChosen: (carried.tell ?? (table.policy.notices.method === 'none' ? 'none' : 'auto')) === 'auto',
      },
      google: await this.frames.mailChanges(caller.tenantId, table.user.id),
      note: carried.note ?? table.known?.specialInstructions ?? '',
    });
  }

  async texts(caller: CallerContext, reader: CalendarReader, carried: Carried): Promise<Card> {
    const { table, notices } = await this.chosen.check(caller, planOf({ ...carried, tell: 'auto' }));
    const frame = await this.frameOf(caller, reader);
    return textsCard({ plan: carriedOn(carried), ...textsOf(notices.items, table, frame) });
  }

  /** The last look: all of it is gone through and taken back. Throws what saving would throw. */
  async allSet(caller: CallerContext, reader: CalendarReader, carried: Carried): Promise<Card> {
    const { table, proof, notices } = await this.chosen.check(caller, planOf(carried));
    const frame = await this.frameOf(caller, reader);
    const names = new Map(table.portfolio.map(({ id, name }) => [id, name]));
    const [first] = notices.items;
    return allSetCard({
      ...stepOf(caller, frame, carried, table),
      requestKey: randomUUID(),
      time: timeOf(table.absence, frame),
      shares: backupsOf(table),
      asks: toAskOf(table),
      gaps: proof.gaps.map(({ customerId, startsAt, endsAt }) => ({
        customerId,
        name: names.get(customerId) ?? '',
        startsAt: String(startsAt),
        endsAt: String(endsAt),
      })),
      weakCount: new Set(proof.weak.map(({ customerId }) => customerId)).size,
      needsAcceptance: table.policy.needsAcceptance,
      manager: managerOf(table),
      customersTold:
        carried.tell === 'auto' && first
          ? { at: String(first.sendAt), contacts: notices.items.length, isConnected: notices.connected }
          : null,
      renewals: renewalsOf(table),
    });
  }

  /** Once per card that was drawn. */
  save(
    caller: CallerContext,
    { request_key, ...carried }: Carried & { request_key: string },
  ): Promise<AnswerOf<typeof SetUpCoverage>> {
    return once(SetUpCoverage, caller, request_key, carried, (keyed) => this.chosen.save(keyed, planOf(carried)));
  }

  private async open(caller: CallerContext, reader: CalendarReader, carried: Carried) {
    const { table } = await this.chosen.propose(caller, planOf(carried));
    return { table, frame: await this.frameOf(caller, reader) };
  }

  private frameOf(caller: CallerContext, reader: CalendarReader): Promise<Frame> {
    return this.tenancy.run(caller.tenantId, async (tx) => (await this.frames.of(tx, caller, reader)).frame);
  }

  private async daysOf(caller: CallerContext, reader: CalendarReader, carried: Carried) {
    if (carried.absence_id !== undefined || carried.starts_on !== undefined) {
      const { frame, table } = await this.open(caller, reader, carried);
      return { frame, days: table.absence.days, hours: table.absence.partialHours, kind: table.absence.kind };
    }
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { frame, user } = await this.frames.of(tx, caller, reader);
      const today = dayOf(tx.now, user.timeZone);
      const monday = today.add({ days: 8 - today.dayOfWeek });
      const days = { firstOn: monday, lastOn: monday.add(NEXT_WEEK).subtract({ days: 3 }), timeZone: user.timeZone };
      return { frame, days, hours: null, kind: 'vacation' };
    });
  }
}

const stepOf = (caller: CallerContext, frame: Frame, carried: Carried, table: SetupTable) => ({
  frame,
  plan: carriedOn(walking(carried)),
  person: table.user.id === caller.userId ? null : { name: table.user.name, detail: table.user.place },
  customerCount: table.portfolio.length,
  isSplit: table.cover === 'split',
});

/** The first card of a walk names it. */
const walking = (carried: Carried): Carried => ({ ...carried, walk: carried.walk ?? randomUUID() });

const managerOf = ({ manager }: SetupTable) => manager && { name: manager.name, detail: manager.place };

/** What is wrong with days, by the field people see; null for everything else. */
export function dateErrors(error: unknown): Errors | null {
  if (error instanceof RangeError) return [{ path: 'form.starts_on', message: 'is no day' }];
  if (!(error instanceof DomainError)) return null;
  const found = DATE_ERRORS[error.code];
  return found ? [found] : null;
}

const DATE_ERRORS: Readonly<Record<string, Errors[number]>> = {
  'absences.ends-before-start': { path: 'form.ends_on', message: 'is before the first one' },
  'absences.in-the-past': { path: 'form.ends_on', message: 'is over already' },
  'absences.too-long': { path: 'form.ends_on', message: 'is more than two years after the first' },
  'absences.bad-hours': { path: 'form.hours', message: 'are written like 09:00-12:00, 14:00-15:30' },
  'absences.has-begun': { path: 'form.starts_on', message: 'cannot change: it runs already' },
  'absences.overlaps-own': { path: 'form.starts_on', message: 'lies in time off that is entered already' },
};
