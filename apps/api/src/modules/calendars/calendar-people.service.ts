import { Injectable } from '@nestjs/common';
import type { GetCoverageCalendar, InputOf, OutputOf } from '@understudy/contracts';
import { type CustomerId, DomainError, type Team, type TeamId, type UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { CustomersRepository, toPersonRef } from '../customers/index.js';
import { AccessService, DirectoryRepository, type UserRecord } from '../directory/index.js';
import { CalendarsRepository } from '../sla/index.js';

/** Roles that look after customers: without them somebody is in the calendar only while away. */
const LOOKS_AFTER = ['csm', 'manager'] as const;

type Asked = InputOf<typeof GetCoverageCalendar>;
type Person = OutputOf<typeof GetCoverageCalendar>['people'][number];
type Portfolios = ReadonlyMap<UserId, readonly { readonly id: CustomerId; readonly csmId: UserId }[]>;

export interface Crowd {
  /** Of the whole organisation: those who stand in may sit anywhere. */
  readonly users: readonly UserRecord[];
  /** Of these the absences are shown. */
  readonly shown: readonly UserRecord[];
  /** Of these the reader may know why they are away, and how much they carry. */
  readonly managed: ReadonlySet<UserId>;
  /** The reader's. */
  readonly timeZone: string;
}

/** The people in the team calendar, as far as the reader may see them. */
@Injectable()
export class CalendarPeople {
  constructor(
    private readonly directory: DirectoryRepository,
    private readonly access: AccessService,
    private readonly customers: CustomersRepository,
    private readonly calendars: CalendarsRepository,
  ) {}

  /** Throws teams.not-found. */
  async load(tx: Tx, caller: CallerContext, { team_id: teamId }: Asked): Promise<Crowd> {
    const [users, visible, managed] = await Promise.all([
      this.directory.listUsers(tx),
      this.access.visibleUserIds(tx, caller),
      this.access.managedIds(tx, caller),
    ]);
    if (teamId !== undefined && !(await this.directory.findTeam(tx, teamId))) throw new DomainError('teams.not-found');
    return {
      users,
      shown: users.filter((user) => visible.has(user.id) && (teamId === undefined || user.teamId === teamId)),
      managed,
      timeZone: users.find(({ id }) => id === caller.userId)?.timeZone ?? 'UTC',
    };
  }

  portfoliosOf(tx: Tx, userIds: readonly UserId[]) {
    return this.customers.listPortfolios(tx, userIds);
  }

  /** Those who are away; with `everybody` also whoever looks after customers and is there all the time. By name. */
  async describe(
    tx: Tx,
    { shown, managed }: Crowd,
    away: ReadonlySet<UserId>,
    portfolios: Portfolios,
    { everybody = false }: Asked,
  ): Promise<Omit<Person, 'absences'>[]> {
    const [teams, calendars] = await Promise.all([this.directory.listTeams(tx), this.calendars.list(tx)]);
    const known = new Map<TeamId, Team>(teams.map((team) => [team.id, team]));
    const holidays = Map.groupBy(calendars, ({ timeZone }) => timeZone);
    return shown
      .filter((user) => away.has(user.id) || (everybody && looksAfter(user)))
      .map((user) => {
        const team = user.teamId === null ? undefined : known.get(user.teamId);
        return {
          user: toPersonRef({ userId: user.id, name: user.name, place: user.place }),
          time_zone: user.timeZone,
          team: team ? { id: team.id, name: team.name } : null,
          customers: portfolios.get(user.id)?.length ?? 0,
          capacity_points: managed.has(user.id) ? user.capacityPoints : null,
          holidays: (holidays.get(user.timeZone) ?? []).flatMap((calendar) =>
            calendar.holidays.map(({ on, name }) => ({ on, name })),
          ),
        };
      });
  }
}

const looksAfter = ({ active, roles }: UserRecord): boolean =>
  active && LOOKS_AFTER.some((role) => roles.includes(role));
