import { Injectable } from '@nestjs/common';
import {
  type CustomerId,
  DomainError,
  type RoutingRule,
  type Severity,
  type TeamId,
  type TeamMember,
  type UserId,
} from '@understudy/domain';
import type { JsonObject, Tx } from '../../platform/database/index.js';
import { person } from '../customers/index.js';
import type { BookVersionRecord, RoutingBook, RoutingDeskFacts, TargetsThere } from './routing.records.js';

/** The active members of a team `t` with what they own unresolved and, for supporters, the most they may; switched off is nothing. */
export const MEMBERS = `
  (select coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'openEscalations', load.open,
            'cap', case when s.id is not null then case when s.is_available then s.max_active_escalations else 0 end end) order by u.id), '[]')
     from users u
     left join supporters s on s.tenant_id = u.tenant_id and s.user_id = u.id and s.serves
    cross join lateral (select count(*)::int as open from escalations e
                         where e.tenant_id = u.tenant_id and e.primary_owner_id = u.id and e.status in ('open', 'investigating', 'action_required')) load
    where u.tenant_id = t.tenant_id and u.team_id = t.id and u.active)`;

const DESK = `
  select b.version, b.rules,
         (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'members', ${MEMBERS})), '[]')
            from teams t
           where t.tenant_id = $1 and t.id in (
             select x.id from routing_targets($1, $2, $3) x
             union all
             select k.default_team_id from escalation_categories k where k.tenant_id = $1 and lower(k.name) = lower($2))) as teams,
         coalesce((select jsonb_build_array(t.name, t.id)
            from customers c join users u on (u.tenant_id, u.id) = (c.tenant_id, c.csm_id) join teams t on (t.tenant_id, t.id) = (u.tenant_id, u.team_id)
           where c.tenant_id = $1 and c.id = $4), '[]') as "csmTeam"
    from routing_books b where b.tenant_id = $1 order by b.version desc limit 1`;

const VERSION = `
  select b.id, b.version, b.rules, b.change, ${person('u')} as by, b.reason, jsonb_array_length(b.accepted_dead_ends) as "acceptedDeadEnds",
         b.created_at as "createdAt"
    from routing_books b left join users u on (u.tenant_id, u.id) = (b.tenant_id, b.by_user_id)
   where b.tenant_id = $1`;

interface DeskRow {
  version: number;
  rules: RoutingRule[];
  teams: { id: TeamId; members: TeamMember[] }[];
  csmTeam: string[];
}

export const toTeams = (rows: DeskRow['teams']): ReadonlyMap<TeamId, readonly TeamMember[]> =>
  new Map(rows.map(({ id, members }) => [id, members]));

/** The book of rules: versions are added and never changed, the highest one counts. */
@Injectable()
export class RoutingBooksRepository {
  /** What a new escalation of this category and severity is routed by. One statement, for the hot path. */
  async desk(
    tx: Tx,
    about: { readonly customerId: CustomerId | null; readonly category: string; readonly severity: Severity },
  ): Promise<RoutingDeskFacts> {
    const [row] = await tx.query<DeskRow>(DESK, [tx.tenantId, about.category, about.severity, about.customerId]);
    if (!row) throw new Error('a tenant without a book of routing rules');
    return { book: row, teams: toTeams(row.teams), csmTeam: row.csmTeam };
  }

  async current(tx: Tx): Promise<RoutingBook> {
    const [row] = await tx.query<RoutingBook>(
      'select b.version, b.rules from routing_books b where b.tenant_id = $1 order by b.version desc limit 1',
      [tx.tenantId],
    );
    if (!row) throw new Error('a tenant without a book of routing rules');
    return row;
  }

  /** Whoever changes the book takes this first: versions are made one after the other. */
  async lock(tx: Tx): Promise<void> {
    await tx.query('select 1 from tenants where tenant_id = $1 for no key update', [tx.tenantId]);
  }

  async add(
    tx: Tx,
    book: RoutingBook & {
      readonly change: string;
      readonly byUserId: UserId;
      readonly reason: string | null;
      readonly acceptedDeadEnds: readonly JsonObject[];
    },
  ): Promise<void> {
    await tx.query(
      `insert into routing_books (tenant_id, version, rules, change, by_user_id, reason, accepted_dead_ends, created_at)
       values ($1, $2, $3::jsonb, $4, $5, $6, $7::jsonb, $8)`,
      [
        tx.tenantId,
        book.version,
        JSON.stringify(book.rules),
        book.change,
        book.byUserId,
        book.reason,
        JSON.stringify(book.acceptedDeadEnds),
        tx.now,
      ],
    );
  }

  /** The newest first. */
  listVersions(tx: Tx, before: number | null, limit: number): Promise<BookVersionRecord[]> {
    return tx.query(`${VERSION} and ($2::int is null or b.version < $2) order by b.version desc limit $3`, [
      tx.tenantId,
      before,
      limit,
    ]);
  }

  /** Throws `routing-rules.version-not-found`. */
  async getVersion(tx: Tx, id: string): Promise<BookVersionRecord> {
    const [row] = await tx.query<BookVersionRecord>(`${VERSION} and b.id = $2`, [tx.tenantId, id]);
    if (!row) throw new DomainError('routing-rules.version-not-found');
    return row;
  }

  /** The active members of a team with their loads. Throws `teams.not-found`. */
  async membersOf(tx: Tx, teamId: TeamId): Promise<readonly TeamMember[]> {
    const [row] = await tx.query<{ members: TeamMember[] }>(
      `select ${MEMBERS} as members from teams t where t.tenant_id = $1 and t.id = $2`,
      [tx.tenantId, teamId],
    );
    if (!row) throw new DomainError('teams.not-found');
    return row.members;
  }

  /** Which of these ids are people or teams of the tenant. */
  async targetsThere(tx: Tx, ids: readonly string[]): Promise<TargetsThere> {
    const [people, teams] = await Promise.all([
      tx.query<{ id: UserId; active: boolean }>(
        'select id, active from users where tenant_id = $1 and id = any($2::uuid[])',
        [tx.tenantId, ids],
      ),
      tx.query<{ id: TeamId }>('select id from teams where tenant_id = $1 and id = any($2::uuid[])', [
        tx.tenantId,
        ids,
      ]),
    ]);
    return { people: new Map(people.map((row) => [row.id, row])), teams: new Set(teams.map(({ id }) => id)) };
  }

  /** Names of all categories, inactive ones as well: rules may wait for one that is out of use. */
  async categoryNames(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ name: string }>('select name from escalation_categories where tenant_id = $1', [
      tx.tenantId,
    ]);
    return rows.map(({ name }) => name);
  }
}
