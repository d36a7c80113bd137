import { Injectable } from '@nestjs/common';
import type { AddonCalendarSync, CalendarCards, InputOf } from '@understudy/contracts';
import { type Absence, overlaps, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { CalendarLooks, type SeenEvent } from '../google/index.js';
import { CalendarHomeCards } from './calendar-home.service.js';

/** What stands in somebody's calendar becomes what the product knows, whoever read it: the server, or the add-on where it may not. */
@Injectable()
export class CalendarSightings {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly looks: CalendarLooks,
    private readonly absences: AbsencesRepository,
    private readonly directory: DirectoryRepository,
    private readonly home: CalendarHomeCards,
  ) {}

  /**
   * New, changed and vanished ones of the time the add-on read. Where the server reads, its own reading wins: what was sent is left alone. Safe to
   * repeat.
   */
  async sync(caller: CallerContext, input: InputOf<typeof AddonCalendarSync>): Promise<CalendarCards> {
    if (await this.looks.mayRead(caller.tenantId, { id: caller.userId })) return this.home.home(caller, input);
    await this.tenancy.run(caller.tenantId, async (tx) => {
      const user = await this.directory.getUser(tx, caller.userId);
      const known = await this.known(tx, user.id);
      const seen = new Set(input.events.map(({ id }) => id));
      const window = { startsAt: input.from, endsAt: input.to };
      const gone = input.complete
        ? known.filter(({ id, time }) => !seen.has(id) && overlaps(time.during, window)).map(({ id }) => id)
        : [];
      await this.looks.take(tx, user, input.events, new Set(known.map(({ id }) => id)), gone);
    });
    return this.home.drawn(caller, input, false);
  }

  /** One event as it is now, or that it is not there any more; answers the absence it stands for, also one that was put aside. */
  async see(tx: Tx, user: UserRecord, eventId: string, event: SeenEvent | null): Promise<AbsenceRecord | null> {
    const known = new Set((await this.known(tx, user.id)).map(({ id }) => id));
    await this.looks.take(tx, user, event ? [event] : [], known, event || !known.has(eventId) ? [] : [eventId]);
    return this.find(tx, user.id, eventId);
  }

  /** From what is stored: the one that counts before those that were put aside. */
  async find(tx: Tx, userId: UserId, eventId: string): Promise<AbsenceRecord | null> {
    const found = (await this.absences.lockAllOf(tx, userId)).filter(({ sources }) =>
      sources.some(({ source, externalId }) => source === 'google_calendar' && externalId === eventId),
    );
    return found.find(({ status }) => status !== 'cancelled') ?? found[0] ?? null;
  }

  /** Events that count, each with its time as the calendar showed it. */
  private async known(tx: Tx, userId: UserId): Promise<{ id: string; time: Pick<Absence, 'during'> }[]> {
    const rows = await this.absences.lockAllOf(tx, userId);
    return rows
      .filter(({ status }) => status !== 'cancelled' && status !== 'completed')
      .flatMap((row) =>
        row.sources.flatMap(({ source, externalId, shown }) =>
          source === 'google_calendar' ? [{ id: externalId, time: shown ?? row }] : [],
        ),
      );
  }
}
