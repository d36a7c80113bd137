import { Injectable } from '@nestjs/common';
import type { GetCoverageCalendar, InputOf, OutputOf } from '@understudy/contracts';
import {
  absenceStatusAt,
  coverageLane,
  type CustomerId,
  dayOf,
  DomainError,
  type LanePart,
  namedIn,
  type Roster,
  roster,
  spanToDays,
  startOfDay,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { type PersonName, toPersonRef } from '../customers/index.js';
import { ResponsibleService } from '../responsibility/index.js';
import { CalendarPeople, type Crowd } from './calendar-people.service.js';

const LONGEST_DAYS = 92;
const DEFAULT_DAYS = 28;
/** Most absences that one page of the calendar shows. */
const LIMIT = 1_000;
const SHOWN = ['suggested', 'planned', 'coverage_assigned', 'active', 'completed'] as const;

type Calendar = OutputOf<typeof GetCoverageCalendar>;
type AbsenceInCalendar = Calendar['people'][number]['absences'][number];

interface Loaded {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly now: Temporal.Instant;
  readonly all: Roster;
  readonly named: ReadonlyMap<CustomerId, string>;
  readonly names: ReadonlyMap<UserId, PersonName>;
  readonly portfolios: ReadonlyMap<UserId, readonly { readonly id: CustomerId; readonly csmId: UserId }[]>;
  readonly managed: ReadonlySet<UserId>;
}

/** The team's absences with the coverage lane under each (PRD-258 FR-1.5). */
@Injectable()
export class CoverageCalendarService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly absences: AbsencesRepository,
    private readonly people: CalendarPeople,
    private readonly responsible: ResponsibleService,
  ) {}

  /**
   * Up to 92 days, from today on when nothing is given; a handful of statements whatever their number. Why somebody is away, and what
   * is only suggested, is for them and their managers. Throws teams.not-found, absences.range-too-long, absences.ends-before-start.
   */
  async get(caller: CallerContext, input: InputOf<typeof GetCoverageCalendar>): Promise<Calendar> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const crowd = await this.people.load(tx, caller, input);
      const { from, to } = rangeOf(input, dayOf(tx.now, crowd.timeZone));
      const userIds = crowd.shown.map(({ id }) => id);
      const rows = (await this.absences.list(tx, { userIds, statuses: SHOWN, from, to, limit: LIMIT })).filter(
        (row) => row.status !== 'suggested' || crowd.managed.has(row.userId),
      );
      const byUser = Map.groupBy(rows, ({ userId }): string => userId);
      const away = new Set(rows.map(({ userId }) => userId));
      const loaded = {
        from,
        to,
        now: tx.now,
        ...(await this.load(tx, crowd, input.everybody ? userIds : [...away], { from, to })),
      };
      const people = await this.people.describe(tx, crowd, away, loaded.portfolios, input);
      return {
        from,
        to,
        people: people.map((person) => ({
          ...person,
          holidays: person.holidays.filter(({ on }) => isWithin(on, from, to)),
          absences: (byUser.get(person.user.user_id) ?? []).map((row) => toWire(row, loaded)),
        })),
      };
    });
  }

  private async load(
    tx: Tx,
    { users, managed }: Crowd,
    userIds: readonly UserId[],
    { from, to }: Pick<Loaded, 'from' | 'to'>,
  ) {
    const portfolio = await this.people.portfoliosOf(tx, userIds);
    // before the first local midnight anywhere on earth
    const earliest = startOfDay(from, 'UTC').subtract({ hours: 15 });
    const loaded = await this.responsible.load(
      tx,
      portfolio.map(({ id }) => id),
      earliest,
    );
    // what begins behind the last midnight on earth is behind every lane: a long series would be walked once for each of its days
    const latest = startOfDay(to, 'UTC').add({ hours: 24 + 15 });
    const absences = loaded.rows.absences.filter(({ during }) => Temporal.Instant.compare(during.startsAt, latest) < 0);
    const all = roster({ ...loaded.rows, absences });
    return {
      all,
      named: namedIn(all),
      names: new Map(users.map(({ id, name, place }) => [id, { userId: id, name, place }])),
      portfolios: Map.groupBy(portfolio, ({ csmId }) => csmId),
      managed,
    };
  }
}

const isWithin = (on: Temporal.PlainDate, from: Temporal.PlainDate, to: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(from, on) <= 0 && Temporal.PlainDate.compare(on, to) <= 0;

/** Throws absences.ends-before-start, absences.range-too-long. */
function rangeOf(
  { from: first, to: last }: InputOf<typeof GetCoverageCalendar>,
  today: Temporal.PlainDate,
): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  const from = first ?? (last && Temporal.PlainDate.compare(last, today) < 0 ? last : today);
  const to = last ?? from.add({ days: DEFAULT_DAYS - 1 });
  const days = from.until(to, { largestUnit: 'days' }).days + 1;
  if (days < 1) throw new DomainError('absences.ends-before-start', { from: String(from), to: String(to) });
  if (days > LONGEST_DAYS) throw new DomainError('absences.range-too-long', { days, at_most: LONGEST_DAYS });
  return { from, to };
}

function toWire(row: AbsenceRecord, loaded: Loaded): AbsenceInCalendar {
  const { from, to, now, all, named, names, portfolios, managed } = loaded;
  const { timeZone } = row.days;
  const portfolio = portfolios.get(row.userId) ?? [];
  const within = { startsAt: startOfDay(from, timeZone), endsAt: startOfDay(to.add({ days: 1 }), timeZone) };
  const lane = row.status === 'suggested' ? [] : coverageLane(all, row, portfolio, within, named);
  const isCovered =
    lane.length > 0 && lane.every(({ shares }) => shares.every(({ because }) => because === 'coverage'));
  return {
    id: row.id,
    status: absenceStatusAt(row, now, isCovered),
    absence_type: managed.has(row.userId) ? row.kind : null,
    start_date: row.days.firstOn,
    end_date: row.days.lastOn,
    time_zone: timeZone,
    during: { starts_at: row.during.startsAt, ends_at: row.during.endsAt },
    is_partial: row.windows.length > 0,
    windows: row.windows.flatMap(({ startsAt, endsAt }) => (endsAt ? [{ starts_at: startsAt, ends_at: endsAt }] : [])),
    unplanned: row.unplanned,
    customer_count: portfolio.length,
    lane: lane.map((part) => toLane(part, timeZone, names)),
  };
}

const toLane = (
  { startsAt, endsAt, shares }: LanePart,
  timeZone: string,
  names: Loaded['names'],
): AbsenceInCalendar['lane'][number] => {
  const { firstOn, lastOn } = spanToDays({ startsAt, endsAt }, timeZone);
  return {
    starts_at: startsAt,
    ends_at: endsAt,
    first_on: firstOn,
    last_on: lastOn,
    shares: shares.map(({ because, userId, tier, customers, waiting }) => {
      const person = userId && names.get(userId);
      return { because, user: person ? toPersonRef(person) : null, tier, customers, waiting };
    }),
  };
};
