import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { awayCard } from '@understudy/cards';
import { AWAY_UNTIL, BEST_FIT, type Card, type CardActionCall, CreateAbsence } from '@understudy/contracts';
import { asId, type AbsenceId, hoursLeft, isAwayAt, nextWorkingDay, outNow, type UserId } from '@understudy/domain';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AbsenceChanges } from '../absences/index.js';
import { PresenceRepository } from '../coverage/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import type { Reader, TypedBack } from './action-desks.js';
import { frameOf } from './frame.js';
import { once } from './once.js';

type Start = Extract<CardActionCall, { id: 'away.start' }>;

/** "I am out now" from the pocket: from this minute on, no reason asked (PRD-258 FR-1.4). */
@Injectable()
export class AwayCards {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly changes: AbsenceChanges,
    private readonly presence: PresenceRepository,
  ) {}

  async form(caller: CallerContext, reader: Reader, back: TypedBack = {}): Promise<Card> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const users = await this.directory.listUsers(tx);
      const me = await this.directory.getUser(tx, caller.userId);
      const frame = frameOf(this.env, tx.now, me, reader);
      const absences = await this.presence.listAway(tx, { startsAt: tx.now, endsAt: tx.now.add({ seconds: 1 }) });
      const away = new Set(absences.filter((one) => isAwayAt(one, tx.now)).map(({ userId }) => userId));
      const { requestKey = randomUUID(), ...typed } = back;
      return awayCard({
        frame,
        requestKey,
        hours: hoursLeft(tx.now, frame.timeZone),
        backOn: String(nextWorkingDay(tx.now, frame.timeZone, me.workingHours)),
        colleagues: users
          .filter((one) => isColleague(one, me) && !away.has(one.id))
          .map(({ id, name }) => ({ id, name })),
        ...typed,
      });
    });
  }

  /**
   * Away from this minute on. The form again where the time is none; null when it is done. Once per form that was drawn. Throws
   * absences.overlaps-own for somebody who is away already.
   */
  async start(caller: CallerContext, reader: Reader, { parameters, form }: Start): Promise<Card | null> {
    const { now, timeZone } = await this.clockOf(caller, reader);
    const backOn = form.back_on === undefined ? undefined : Temporal.PlainDate.from(form.back_on);
    const time = outNow({ until: z.enum(AWAY_UNTIL).parse(form.until), backAt: form.back_at, backOn }, now, timeZone);
    if ('field' in time)
      return this.form(caller, reader, {
        form: asTyped(form),
        errors: [{ path: `form.${time.field}`, message: time.message }],
        requestKey: parameters.request_key,
      });
    const wished = form.backup === undefined || form.backup === BEST_FIT ? undefined : asId<UserId>(form.backup);
    await once(CreateAbsence, caller, parameters.request_key, { parameters, form }, (keyed) =>
      this.changes.create(keyed, {
        absence_type: 'other',
        unplanned: true,
        end_date: time.lastOn,
        time_zone: timeZone,
        ...(time.partialHours === null ? {} : { is_partial: true, partial_hours: time.partialHours }),
        ...(wished === undefined ? {} : { preferred_backup_user_id: wished }),
        ...(form.note === undefined ? {} : { special_instructions: form.note }),
      }),
    );
    return null;
  }

  /** I am back, or it was a mistake: it ends now. Over already is fine. */
  async end(caller: CallerContext, absenceId: string, reason: string): Promise<void> {
    await this.changes.cancel(caller, { absence_id: asId<AbsenceId>(absenceId), reason });
  }

  async confirm(caller: CallerContext, absenceId: string): Promise<void> {
    await this.changes.confirm(caller, { absence_id: asId<AbsenceId>(absenceId) });
  }

  async dismiss(caller: CallerContext, absenceId: string): Promise<void> {
    await this.changes.dismiss(caller, asId<AbsenceId>(absenceId));
  }

  private clockOf(caller: CallerContext, reader: Reader): Promise<{ now: Temporal.Instant; timeZone: string }> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const me = await this.directory.getUser(tx, caller.userId);
      return { now: tx.now, timeZone: frameOf(this.env, tx.now, me, reader).timeZone };
    });
  }
}

/** CSMs of the same team can stand in; whether they fit, and are there for all of it, is found when they are asked. */
const isColleague = (one: UserRecord, me: UserRecord): boolean =>
  one.active && one.id !== me.id && one.teamId !== null && one.teamId === me.teamId && one.roles.includes('csm');

const asTyped = (form: Start['form']) =>
  Object.fromEntries(Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]]])));
