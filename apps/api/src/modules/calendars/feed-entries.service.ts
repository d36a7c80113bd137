import { Injectable } from '@nestjs/common';
import { type CalendarEntry, dayOf, daysToSpan, isSameTime, type TeamId, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository } from '../coverage/index.js';
import { AccessService, DirectoryRepository, type UserRecord } from '../directory/index.js';

const BACK_DAYS = 31;
const AHEAD_DAYS = 365;
const LIMIT = 2_000;
const FACTS = ['planned', 'coverage_assigned', 'active', 'completed'] as const;
const OPEN = ['pending', 'accepted', 'active'] as const;

type Reader = Pick<CallerContext, 'userId' | 'roles' | 'teamId'>;

/** What stands in a calendar feed: who is away and who covers. Never why, and nothing that somebody has yet to confirm. */
@Injectable()
export class FeedEntries {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly directory: DirectoryRepository,
    private readonly access: AccessService,
  ) {}

  /** True when there is such a team and the person may see who of it is away. */
  async maySee(tx: Tx, reader: CallerContext, teamId: TeamId): Promise<boolean> {
    const [users, visible] = await Promise.all([this.directory.listUsers(tx), this.access.visibleUserIds(tx, reader)]);
    return reader.teamId === teamId || users.some((user) => user.teamId === teamId && visible.has(user.id));
  }

  /** Their own absences and what they cover; with a team, everybody of it whom they may see. From a month back to a year ahead. */
  async of(tx: Tx, owner: UserRecord, teamId: TeamId | null): Promise<CalendarEntry[]> {
    const [users, visible] = await Promise.all([
      this.directory.listUsers(tx),
      this.access.visibleUserIds(tx, asReader(tx, owner)),
    ]);
    const shown = users.filter((user) => (teamId === null ? user.id === owner.id : isOf(user, teamId, visible)));
    const today = dayOf(tx.now, owner.timeZone);
    const covered = teamId === null ? await this.assignments.listOfBackup(tx, owner.id, OPEN) : [];
    const [own, coveredAbsences] = await Promise.all([
      this.absences.list(tx, {
        userIds: shown.map(({ id }) => id),
        statuses: FACTS,
        from: today.subtract({ days: BACK_DAYS }),
        to: today.add({ days: AHEAD_DAYS }),
        limit: LIMIT,
      }),
      this.absences.listByIds(
        tx,
        covered.map(({ absenceId }) => absenceId),
      ),
    ]);
    const backups = Map.groupBy(
      await this.assignments.listOfAbsences(
        tx,
        own.map(({ id }) => id),
      ),
      ({ absenceId }) => absenceId,
    );
    const names = new Map(users.map(({ id, name }) => [id, name]));
    return [
      ...own.flatMap((row) => awayEntries(row, names.get(row.userId) ?? '', backups.get(row.id) ?? [], tx.now)),
      ...covered.flatMap((row) => coverEntries(row, coveredAbsences, tx.now)),
    ];
  }
}

const isOf = (user: UserRecord, teamId: TeamId, visible: ReadonlySet<UserId>): boolean =>
  user.teamId === teamId && visible.has(user.id);

/** Whoever holds the address stands where its owner stands today. */
const asReader = (tx: Tx, { id, roles, teamId }: UserRecord): CallerContext => {
  const reader: Reader = { userId: id, roles, teamId };
  return { ...reader, tenantId: tx.tenantId, surface: 'system', requestId: '' };
};

/** "Ben Vogel covers", "Ben Vogel and Eva Roux cover", or that nobody said yes yet. */
const coverWords = (backups: readonly AssignmentRecord[]): string => {
  const accepted = backups.filter(
    ({ acceptedAt, tier, status }) => acceptedAt !== null && tier <= 1 && status !== 'declined',
  );
  const named = [...new Set(accepted.map(({ backup }) => backup.name))];
  if (named.length === 0) return 'nobody covers yet';
  return `${new Intl.ListFormat('en').format(named)} ${named.length === 1 ? 'covers' : 'cover'}`;
};

function awayEntries(
  row: AbsenceRecord,
  name: string,
  backups: readonly AssignmentRecord[],
  now: Temporal.Instant,
): CalendarEntry[] {
  const until = row.during.endsAt === null ? ', end not known yet' : '';
  return entries(row.id, row, `${name} away${until}: ${coverWords(backups)}`, now);
}

function coverEntries(
  row: AssignmentRecord,
  absences: readonly AbsenceRecord[],
  now: Temporal.Instant,
): CalendarEntry[] {
  const absence = absences.find(({ id }) => id === row.absenceId);
  if (!absence) return [];
  const words = row.status === 'pending' ? 'Asked to cover for' : 'You cover for';
  const customers = row.coveredCustomerIds.length;
  const text = `${words} ${row.absent.name} (${customers} ${customers === 1 ? 'customer' : 'customers'})`;
  return entries(row.id, absence, text, now);
}

/** Whole days as days, everything else as times; without an end it is shown up to the day on which somebody looks again. */
function entries(id: string, absence: AbsenceRecord, summary: string, now: Temporal.Instant): CalendarEntry[] {
  const { days, during, windows, reviewOn } = absence;
  const uid = `${id}@understudy`;
  const changedAt = now;
  if (windows.length > 0)
    return windows.flatMap(({ startsAt, endsAt }, index) =>
      endsAt ? [{ uid: `${id}-${index}@understudy`, summary, when: { startsAt, endsAt }, changedAt }] : [],
    );
  const lastOn = days.lastOn ?? later(reviewOn ?? days.firstOn, dayOf(now, days.timeZone));
  const isWholeDays =
    during.endsAt === null ||
    isSameTime({ during, windows: [] }, { during: daysToSpan({ ...days, lastOn }), windows: [] });
  const when =
    isWholeDays || during.endsAt === null
      ? { firstOn: days.firstOn, lastOn }
      : { startsAt: during.startsAt, endsAt: during.endsAt };
  return [{ uid, summary, when, changedAt }];
}

const later = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.compare(a, b) >= 0 ? a : b;
