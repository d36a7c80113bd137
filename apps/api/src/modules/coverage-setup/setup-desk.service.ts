import { Injectable } from '@nestjs/common';
import type { BackupSuggestions } from '@understudy/contracts';
import {
  type AbsenceId,
  type AbsenceKind,
  answerDeadline,
  type CoveragePolicy,
  type CustomerId,
  isOpenAt,
  type Share,
  type UserId,
  type NoticeMethod,
  type WhyNot,
} from '@understudy/domain';
import type { z } from 'zod';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AbsenceRecord, AbsenceRights, planChange, planNew } from '../absences/index.js';
import { type AssignmentRecord, AssignmentsRepository, SuggestionsService } from '../coverage/index.js';
import type { CustomerRecord } from '../customers/index.js';
import { CustomersRepository } from '../customers/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { NoticePlans } from '../notices/index.js';
import { PoliciesService } from '../policies/index.js';
import { NO_ABSENCE, SplitDesk, type SplitResult } from './split-desk.service.js';

/** What somebody has chosen of a set-up so far. Days of a known absence only where they differ from what is known. */
export interface SetupPlan {
  readonly absenceId: AbsenceId | null;
  /** Whose, while there is no absence yet; left out, the caller's own. */
  readonly userId?: UserId | null;
  readonly kind: AbsenceKind | null;
  readonly firstOn: Temporal.PlainDate | null;
  /** `open`: nobody knows yet. */
  readonly lastOn: Temporal.PlainDate | 'open' | null;
  /** "09:00-12:00"; empty: whole days. null: as it is known. */
  readonly hours: string | null;
  readonly timeZone: string | null;
  /** null: what is best. */
  readonly cover: 'split' | UserId | null;
  /** Only these share; null: whoever fits. */
  readonly among?: ReadonlySet<UserId> | null;
  /** Over the split. */
  readonly byHand: ReadonlyMap<CustomerId, UserId>;
  readonly tell: 'auto' | 'none' | null;
  /** What whoever covers has to know; null: as it is known. */
  readonly note: string | null;
}

/** Everything the steps of a set-up are drawn from and decided by. */
export interface SetupTable {
  readonly user: UserRecord;
  readonly manager: UserRecord | null;
  /** null: not entered yet. */
  readonly known: AbsenceRecord | null;
  readonly absence: Pick<AbsenceRecord, 'kind' | 'days' | 'during' | 'windows' | 'partialHours'>;
  readonly portfolio: readonly CustomerRecord[];
  readonly suggestions: z.output<typeof BackupSuggestions>;
  readonly split: SplitResult;
  /** First backups that wait or said yes. */
  readonly asked: readonly AssignmentRecord[];
  /** It was shared, and one of those who shared it wants out. */
  readonly isDealt: boolean;
  readonly policy: CoveragePolicy;
  /** What was decided before about mails to customers; null: nobody decided, the policy holds. */
  readonly told: NoticeMethod | null;
  readonly people: ReadonlyMap<UserId, UserRecord>;
  /** What is chosen, or asked already, or best; null when nobody at all can be asked. */
  readonly cover: 'split' | UserId | null;
  /** What would be best if nobody had been asked, wished for or chosen. */
  readonly best: 'split' | UserId | null;
  readonly shares: readonly Share[];
  /** As it would be without anybody's choice. */
  readonly proposal: { readonly cover: SetupTable['cover']; readonly shares: readonly Share[] };
  /** As it would be shared among several, whatever is chosen. */
  readonly dealt: Pick<SetupTable, 'shares' | 'unplaced'>;
  /** How long whoever is asked now has to answer, the last of them; minutes. */
  readonly answerMinutes: number;
  /** Nobody can be asked for these. */
  readonly unplaced: readonly CustomerId[];
}

/** Loads what a set-up is decided from, and what the choices so far come to. Nothing is saved. */
@Injectable()
export class SetupDesk {
  constructor(
    private readonly rights: AbsenceRights,
    private readonly directory: DirectoryRepository,
    private readonly customers: CustomersRepository,
    private readonly suggestions: SuggestionsService,
    private readonly desk: SplitDesk,
    private readonly rows: AssignmentsRepository,
    private readonly policies: PoliciesService,
    private readonly notices: NoticePlans,
  ) {}

  /** For oneself, or by a manager of whoever is away. Throws absences.* of the days and as AbsenceRights does. */
  async open(tx: Tx, caller: CallerContext, plan: SetupPlan): Promise<SetupTable> {
    const known = plan.absenceId && (await this.rights.getManaged(tx, caller, plan.absenceId));
    const users = await this.directory.listUsers(tx);
    const people = new Map(users.map((one) => [one.id, one]));
    const user = known
      ? await this.directory.getUser(tx, known.userId)
      : await this.rights.getManagedPerson(tx, caller, plan.userId ?? caller.userId);
    const absence = timeOf(known, plan, user, tx.now);
    const asking = {
      id: known?.id ?? NO_ABSENCE,
      userId: user.id,
      ...absence,
      preferredBackupUserId: known?.preferredBackupUserId ?? user.preferredBackupUserId,
      unplanned: known?.unplanned ?? false,
    };
    const portfolio = await this.customers.listByOwner(tx, user.id);
    const ids = portfolio.map(({ id }) => id);
    const [suggestions, split, rows, policy, told] = await Promise.all([
      this.suggestions.suggest(tx, asking),
      this.desk.split(tx, asking, ids, plan.among ? { only: plan.among } : {}),
      known ? this.rows.listOfAbsences(tx, [known.id]) : [],
      this.policies.ofTeam(tx, user.teamId),
      known ? this.notices.find(tx, known.id) : null,
    ]);
    // who wants out stays in force until somebody else said yes, and is nobody the set-up may deal with
    const open = rows.filter((row) => row.tier === 1 && isOpenAt(row, tx.now));
    const asked = open.filter((row) => row.releaseRequestedAt === null);
    const isDealt = asked.length > 0 && leavesSome(open, asked);
    const given = { portfolio, suggestions, split, asked, isDealt, policy };
    const proposed = bestCover(given, asking.preferredBackupUserId);
    const cover = plan.cover ?? proposed;
    const divided = divide(given, cover, plan);
    const deadlines = divided.shares.flatMap((share) => {
      const person = people.get(share.backupUserId);
      return person ? answerByOf(share, asked, () => answerDeadline(absence.during, policy, tx.now, person)) : [];
    });
    return {
      ...given,
      ...divided,
      proposal: { cover: proposed, shares: divide(given, proposed, { byHand: new Map() }).shares },
      dealt: cover === 'split' ? divided : divide(given, 'split', plan),
      answerMinutes:
        deadlines.length > 0
          ? Math.max(...deadlines.map((one) => Math.max(0, Math.ceil(tx.now.until(one).total('minutes')))))
          : policy.answerWithinMinutes,
      user,
      manager: (user.managerId && people.get(user.managerId)) ?? null,
      known,
      absence,
      told,
      people,
      cover,
      best: bestCover({ ...given, asked: [], isDealt: false }, null),
    };
  }
}

/** Somebody who wants out has customers that nobody else was asked for: the others keep theirs, these are to be dealt. */
function leavesSome(open: readonly AssignmentRecord[], asked: readonly AssignmentRecord[]): boolean {
  const askedFor = new Set(asked.flatMap((row) => row.coveredCustomerIds));
  return open.some((row) => row.releaseRequestedAt !== null && row.coveredCustomerIds.some((id) => !askedFor.has(id)));
}

/** Until when they answer what they would have: nobody waits for a yes that is there, and a question that stays keeps its time. */
function answerByOf(
  { backupUserId, customerIds }: Share,
  asked: readonly AssignmentRecord[],
  fresh: () => Temporal.Instant,
): Temporal.Instant[] {
  const theirs = asked.filter((row) => row.backupUserId === backupUserId);
  const agreed = new Set(theirs.filter((row) => row.acceptedAt !== null).flatMap((row) => row.coveredCustomerIds));
  const open = customerIds.filter((id) => !agreed.has(id));
  if (open.length === 0) return [];
  const waits = theirs.find(
    (row) => row.acceptedAt === null && row.coveredCustomerIds.toSorted().join() === open.join(),
  );
  return [waits?.answerBy ?? fresh()];
}

type Given = Pick<SetupTable, 'portfolio' | 'suggestions' | 'split' | 'asked' | 'isDealt' | 'policy'>;

/**
 * What is chosen until somebody chooses: who is asked already; one person while they can carry it all and the team does not split so many;
 * else a split. As SetupAsking would.
 */
function bestCover(
  { portfolio, suggestions, split, asked, isDealt, policy }: Given,
  preferred: UserId | null,
): SetupTable['cover'] {
  const backups = [...new Set(asked.map(({ backupUserId }) => backupUserId))];
  if (isDealt || backups.length > 1) return 'split';
  if (backups[0] && asked.reduce((sum, row) => sum + row.coveredCustomerIds.length, 0) === portfolio.length)
    return backups[0];
  const { items } = suggestions;
  const roomy = items.filter(({ overloaded }) => !overloaded);
  const one = roomy.find(({ user_id }) => user_id === preferred) ?? roomy[0];
  const isLarge = policy.splitAbove !== null && portfolio.length > policy.splitAbove;
  if (one && !isLarge) return one.user_id as UserId;
  if (new Set(split.split.placed.values()).size > 1) return 'split';
  return (one?.user_id ?? items[0]?.user_id ?? null) as UserId | null;
}

/** Somebody else may fit better or have more room, but nothing stands against the one who was asked. */
const STANDS: ReadonlySet<WhyNot['because']> = new Set(['chosen', 'fits_less', 'spread', 'full']);

/**
 * Nobody is given a customer they must not look after. In a split whoever said yes keeps theirs, and so does whoever was asked in one
 * before and can still take them: looking at a set-up again must not deal it anew.
 */
function divide(
  { portfolio, split, asked, isDealt }: Given,
  cover: SetupTable['cover'],
  { byHand, among }: Pick<SetupPlan, 'byHand' | 'among'>,
): Pick<SetupTable, 'shares' | 'unplaced'> {
  const before = new Set(asked.map(({ backupUserId }) => backupUserId));
  // somebody new among those who share is to get a share
  const staysDealt = (isDealt || before.size > 1) && [...(among ?? [])].every((id) => before.has(id));
  const canStill = (id: CustomerId, userId: UserId): boolean => STANDS.has(split.split.whyNot(id, userId).because);
  const holders = new Map(
    asked.flatMap(({ acceptedAt, backupUserId, coveredCustomerIds }) =>
      coveredCustomerIds
        .filter((id) => acceptedAt !== null || (staysDealt && canStill(id, backupUserId)))
        .map((id) => [id, backupUserId] as const),
    ),
  );
  const mayNot = (id: CustomerId, userId: UserId): boolean => split.split.whyNot(id, userId).because === 'conflict';
  const placed = portfolio.map(({ id }) => {
    const best = split.split.placed.get(id) ?? null;
    if (cover === 'split') return { id, userId: byHand.get(id) ?? holders.get(id) ?? best };
    if (cover === null) return { id, userId: null };
    return { id, userId: mayNot(id, cover) ? (best === cover ? null : best) : cover };
  });
  const groups = Map.groupBy(placed, ({ userId }) => userId);
  const shares = [...groups].flatMap(([backupUserId, rows]): Share[] =>
    backupUserId === null ? [] : [{ backupUserId, customerIds: rows.map(({ id }) => id).toSorted() }],
  );
  return {
    shares: shares.toSorted(
      (a, b) => b.customerIds.length - a.customerIds.length || (a.backupUserId < b.backupUserId ? -1 : 1),
    ),
    unplaced: (groups.get(null) ?? []).map(({ id }) => id),
  };
}

function timeOf(
  known: AbsenceRecord | null,
  { kind, firstOn, lastOn, hours, timeZone }: SetupPlan,
  user: UserRecord,
  now: Temporal.Instant,
): SetupTable['absence'] {
  if (!known)
    return {
      kind: kind ?? 'vacation',
      ...planNew(
        {
          start_date: firstOn ?? undefined,
          end_date: lastOn === 'open' ? null : (lastOn ?? undefined),
          time_zone: timeZone ?? undefined,
          partial_hours: hours || undefined,
        },
        user.timeZone,
        now,
      ),
    };
  const { days, during, windows, partialHours } = known;
  const changed = planChange(known, changesOf({ firstOn, lastOn, hours }), now);
  return { kind: kind ?? known.kind, ...(changed ?? { days, during, windows, partialHours }) };
}

/** Days and hours in the words of a changed absence; nothing of what stays. */
export const changesOf = ({ firstOn, lastOn, hours }: Pick<SetupPlan, 'firstOn' | 'lastOn' | 'hours'>) => ({
  ...(firstOn ? { start_date: firstOn } : {}),
  ...(lastOn ? { end_date: lastOn === 'open' ? null : lastOn } : {}),
  ...(hours === null ? {} : { partial_hours: hours === '' ? null : hours }),
});
