import { Injectable } from '@nestjs/common';
import { compareInstants, type EscalationFilter, isCounted } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type ReportScope, ReportScopes, type WantedPeriod } from '../report-scopes/index.js';
import { EscalationFactsRepository, type EscalationRow, type Reach } from './escalation-facts.repository.js';
import { type Minutes, WorkingMinutes } from './working-minutes.js';

/** The escalations of a period with what narrows them down: what the numbers of a report and their lists are made from alike. */
export interface Counted {
  readonly scope: ReportScope;
  readonly rows: readonly EscalationRow[];
  /** What is counted happened in it; the period, or a week of it. */
  readonly within: ReportScope['within'];
  readonly now: Temporal.Instant;
  /** What makes the same rows of the period, in the address of the list. */
  readonly query: Readonly<Record<string, string>>;
  readonly minutes: WorkingMinutes;
}

/** Loads the escalations of a period once, as far as the caller may report on them (api.md, the role table). */
@Injectable()
export class EscalationFacts {
  constructor(
    private readonly scopes: ReportScopes,
    private readonly facts: EscalationFactsRepository,
  ) {}

  /** Newest first. Throws teams.not-found, absences.ends-before-start, reports.period-too-long. */
  async load(tx: Tx, caller: CallerContext, wanted: WantedPeriod): Promise<Counted> {
    const begun = await this.begin(tx, caller, wanted);
    return { ...begun, rows: await this.facts.listTouching(tx, begun.within, reachOf(begun.scope)) };
  }

  /** As {@link load}, without any row yet: for who reads them in chunks. */
  async begin(tx: Tx, caller: CallerContext, wanted: WantedPeriod): Promise<Counted> {
    const scope = await this.scopes.load(tx, caller, wanted);
    return { scope, rows: [], within: scope.within, now: tx.now, query: {}, minutes: new WorkingMinutes() };
  }
}

export const reachOf = ({ isWholeTenant, people }: ReportScope): Reach =>
  isWholeTenant ? null : people.map(({ id }) => id);

/** What an escalation can be narrowed down by; an empty value means: has none. */
const DIMENSIONS = {
  severity: ({ severity }) => severity,
  category: ({ category }) => category ?? '',
  segment: ({ segment }) => segment ?? '',
  owner_id: ({ ownerId }) => ownerId ?? '',
  owner_team_id: ({ teamId }) => teamId ?? '',
} as const satisfies Record<string, (row: EscalationRow) => string>;
export type Dimension = keyof typeof DIMENSIONS;
export type Narrowing = Readonly<Partial<Record<Dimension, string | undefined>>>;

const NAMES = Object.keys(DIMENSIONS) as Dimension[];
const isAsked = (row: EscalationRow, asked: Narrowing): boolean =>
  NAMES.every((name) => asked[name] === undefined || DIMENSIONS[name](row) === asked[name]);

/** The same period with these rows only. */
export const narrowed = (counted: Counted, asked: Narrowing): Counted => ({
  ...counted,
  rows: counted.rows.filter((row) => isAsked(row, asked)),
  query: {
    ...counted.query,
    ...Object.fromEntries(NAMES.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]]))),
  },
});

/** One part for each value that occurs, by that value. */
export const partsBy = (counted: Counted, name: Dimension): { value: string; part: Counted }[] =>
  [...new Set(counted.rows.map(DIMENSIONS[name]))].sort().map((value) => ({
    value,
    part: narrowed(counted, { [name]: value }),
  }));

/** What happened in one week of the period; `on` is its Monday in the reader's zone. */
export function inWeek(counted: Counted, on: Temporal.PlainDate): Counted {
  const instantOf = (day: Temporal.PlainDate) => day.toZonedDateTime(counted.scope.timeZone).toInstant();
  const [opens, closes] = [instantOf(on), instantOf(on.add({ days: 7 }))];
  const { startsAt, endsAt } = counted.within;
  const from = compareInstants(opens, startsAt) > 0 ? opens : startsAt;
  const until = compareInstants(closes, endsAt) < 0 ? closes : endsAt;
  return {
    ...counted,
    // a week outside of the period is empty
    within: { startsAt: from, endsAt: compareInstants(from, until) < 0 ? until : from },
    query: { ...counted.query, week_on: String(on) },
  };
}

/** The rows a count counts: the count is their number, and nothing else. */
export const rowsOf = ({ rows, within, now }: Counted, filter: EscalationFilter): EscalationRow[] =>
  rows.filter((row) => isCounted(row, filter, within, now));

export const minutesOf = (counted: Counted, filter: EscalationFilter, of: 'resolution' | 'response'): Minutes[] =>
  rowsOf(counted, filter).flatMap((row) => counted.minutes[of](row) ?? []);
