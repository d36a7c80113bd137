import { Injectable } from '@nestjs/common';
import {
  type Absence,
  awaySpans,
  type ChoiceCandidate,
  type ChoiceCustomer,
  type CoveragePolicy,
  type CoverageRule,
  intersect,
  managerChain,
  overlaps,
  type RuleFacts,
  type Span,
  type TeamId,
  type UserId,
} from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { type CustomerRecord, CustomersRepository } from '../customers/index.js';
import { DirectoryRepository, type UserRecord } from '../directory/index.js';
import { PoliciesService } from '../policies/index.js';
import { CandidatesService } from './candidates.service.js';
import { PresenceRepository } from './presence.repository.js';

/** The absence as choosing needs it. */
export interface PoolFor extends Pick<Absence, 'id' | 'userId' | 'kind' | 'during' | 'windows' | 'days'> {
  readonly preferredBackupUserId: UserId | null;
  readonly unplanned: boolean;
}

/** Everything that choosing a backup for one absence is decided from. */
export interface BackupPool {
  readonly policy: CoveragePolicy;
  readonly absentee: UserRecord;
  readonly teamName: string | null;
  readonly fallbackUserId: UserId | null;
  /** Managers of the absent person, nearest first. */
  readonly managerIds: readonly UserId[];
  readonly people: ReadonlyMap<UserId, UserRecord>;
  readonly rules: readonly CoverageRule[];
  readonly absence: RuleFacts['absence'];
  readonly customers: readonly CustomerRecord[];
  readonly choiceCustomers: readonly ChoiceCustomer[];
  /** When everybody is away while the absence lasts. */
  readonly away: ReadonlyMap<UserId, readonly Span[]>;
  /** Everybody active, with who is away in any hour of that time that is to be covered. */
  candidates(during: Span): ChoiceCandidate[];
}

@Injectable()
export class BackupPools {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly directory: DirectoryRepository,
    private readonly presence: PresenceRepository,
    private readonly policies: PoliciesService,
    private readonly candidates: CandidatesService,
  ) {}

  async of(tx: Tx, absence: PoolFor): Promise<BackupPool> {
    const [users, teams, customers, away, rules] = await Promise.all([
      this.directory.listUsers(tx),
      this.directory.listTeams(tx),
      this.customers.listByOwner(tx, absence.userId),
      this.presence.listAway(tx, absence.during),
      this.policies.listRules(tx),
    ]);
    const people = new Map(users.map((user) => [user.id, user]));
    const absentee = people.get(absence.userId);
    if (!absentee) throw new Error(`absence ${absence.id} is of nobody`);
    const team = teams.find(({ id }) => id === absentee.teamId) ?? null;
    const policy = await this.policies.ofTeam(tx, absentee.teamId);
    const ids = customers.map(({ id }) => id);
    const { candidates, pointsOf, presets } = await this.candidates.load(tx, absence, ids, users, policy);
    const today = tx.now.toZonedDateTimeISO(absence.days.timeZone).toPlainDate();
    const spans = awayByPerson(away, users);

    return {
      policy,
      absentee,
      teamName: team?.name ?? null,
      fallbackUserId: team?.fallbackUserId ?? null,
      managerIds: managerChain(absentee.id, people),
      people,
      rules: rules.filter((rule) => isUsable(rule, people, new Set(teams.map(({ id }) => id)))),
      absence: {
        kind: absence.kind,
        days: absence.days.lastOn && absence.days.firstOn.until(absence.days.lastOn).days + 1,
        unplanned: absence.unplanned,
      },
      customers,
      choiceCustomers: customers.map((customer) => ({
        ...customer,
        points: pointsOf(customer.id),
        presetUserId: presets.get(customer.id) ?? null,
        facts: { ...customer, daysToRenewal: customer.renewalOn && today.until(customer.renewalOn).days },
      })),
      away: spans,
      candidates: (during) => {
        const needed = awaySpans(absence).flatMap((part) => intersect(part, during) ?? []);
        const isAway = (id: UserId) => (spans.get(id) ?? []).some((one) => needed.some((part) => overlaps(one, part)));
        return candidates.map((one) => ({ ...one, isAbsent: isAway(one.id) }));
      },
    };
  }
}

/** Whoever has left is away from then on. */
function awayByPerson(
  away: Awaited<ReturnType<PresenceRepository['listAway']>>,
  users: readonly UserRecord[],
): ReadonlyMap<UserId, readonly Span[]> {
  const spans = new Map<UserId, Span[]>(
    users.flatMap(({ id, leftAt }) => (leftAt === null ? [] : [[id, [{ startsAt: leftAt, endsAt: null }]]])),
  );
  for (const one of away) spans.set(one.userId, [...(spans.get(one.userId) ?? []), ...awaySpans(one)]);
  return spans;
}

/** A rule that names somebody who has left chooses nobody. */
const isUsable = (
  { action }: CoverageRule,
  people: ReadonlyMap<UserId, UserRecord>,
  teams: ReadonlySet<TeamId>,
): boolean =>
  (action.backupUserId === null || people.get(action.backupUserId)?.active === true) &&
  (action.backupTeamId === null || teams.has(action.backupTeamId));
