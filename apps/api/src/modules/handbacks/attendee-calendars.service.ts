import { Injectable } from '@nestjs/common';
import { awaySpans, type Span, type TenantId, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type AssignmentRecord, PresenceRepository } from '../coverage/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { BusyTimes } from './busy-times.js';
import { HandbacksRepository } from './handbacks.repository.js';

const LOOK_AHEAD = { hours: 24 * 30 } as const;

/** When the two can meet: their working hours without absences and meetings we know of. */
@Injectable()
export class AttendeeCalendars {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly presence: PresenceRepository,
    private readonly handbacks: HandbacksRepository,
    private readonly busyTimes: BusyTimes,
  ) {}

  /** The person who was away first. */
  async people(tx: Tx, { absent, backupUserId }: AssignmentRecord): Promise<UserRecord[]> {
    return [await this.directory.getUser(tx, absent.userId), await this.directory.getUser(tx, backupUserId)];
  }

  /** What their own calendars say; asked outside transactions. */
  busyOf(tenantId: TenantId, people: readonly UserRecord[], from: Temporal.Instant) {
    const during = { startsAt: from, endsAt: from.add(LOOK_AHEAD) };
    return this.busyTimes.of(
      tenantId,
      people.map(({ id }) => id),
      during,
    );
  }

  /** `known`: what their own calendars say. */
  async of(
    tx: Tx,
    people: readonly UserRecord[],
    from: Temporal.Instant,
    known: ReadonlyMap<UserId, readonly Span[]> = new Map(),
  ) {
    const ids = people.map(({ id }) => id);
    const [away, meetings] = await Promise.all([
      this.presence.listAway(tx, { startsAt: from, endsAt: from.add(LOOK_AHEAD) }, ids),
      this.handbacks.listMeetings(tx, ids, from),
    ]);
    return people.map(({ id, timeZone, workingHours }) => {
      const busy: Span[] = [
        ...away.filter(({ userId }) => userId === id).flatMap((absence) => awaySpans(absence)),
        ...meetings.filter(({ userId }) => userId === id),
        ...(known.get(id) ?? []),
      ];
      return { calendar: { ...workingHours, timeZone, holidays: [] }, busy };
    });
  }
}
