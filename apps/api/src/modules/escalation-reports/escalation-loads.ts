import {
  type EscalationLoad,
  type GetEscalationDashboard,
  type GetEscalationReport,
  type OutputOf,
  SEVERITIES,
} from '@understudy/contracts';
import { isUnresolved, type Severity } from '@understudy/domain';
import type { z } from 'zod';
import { toPersonRef } from '../customers/index.js';
import type { UserRecord } from '../directory/index.js';
import type { CoveringLoad, EscalationRow } from './escalation-facts.repository.js';
import { type Counted, narrowed } from './escalation-facts.service.js';
import { count } from './report-numbers.js';

type Report = OutputOf<typeof GetEscalationReport>;
type Board = OutputOf<typeof GetEscalationDashboard>;
type Load = z.output<typeof EscalationLoad>;
type Covering = Pick<CoveringLoad, 'customers' | 'escalations'>;

const NO_COVERING: Covering = { customers: 0, escalations: 0 };
const openOf = (rows: readonly EscalationRow[]) => rows.filter(({ status }) => isUnresolved(status));

/** What is open by first owner, the most first: one part for each, so that together they are all. */
export function openByOwner(rows: readonly EscalationRow[]): Board['by_owner'] {
  return [...Map.groupBy(openOf(rows), ({ ownerId }) => ownerId).values()]
    .map((part) => ({
      owner: part[0]?.owner ? toPersonRef(part[0].owner) : null,
      open: part.length,
      by_severity: bySeverity(part),
    }))
    .toSorted((a, b) => b.open - a.open);
}

/** What nobody owns: with it the load of people is all that is open. */
export const loadOfNobody = (counted: Counted): Load =>
  loadOf(narrowed(counted, { owner_id: '' }), openOf(counted.rows).length, 0, NO_COVERING);

/**
 * Who carries what at this moment, coverage included (PRD-243 FR-5.5). Everybody who works with customers is there, also with nothing:
 * that too is how the load is spread. Others are there with what they own of it.
 */
export function loadOfPeople(counted: Counted, covering: readonly CoveringLoad[]): Report['people'] {
  const standsIn = new Map(covering.map((one) => [one.userId, one]));
  const open = openOf(counted.rows);
  const ours = new Set<string>(counted.scope.people.map(({ id }) => id));
  const others = new Map(
    counted.rows.flatMap(({ ownerId, owner, teamId }) =>
      ownerId === null || owner === null || ours.has(ownerId)
        ? []
        : [[ownerId, { ...owner, id: ownerId, teamId, active: false, roles: [] }] as const],
    ),
  );
  return [...counted.scope.people, ...others.values()]
    .map((user) => ({
      user: { user_id: user.id, name: user.name, place: user.place },
      team_id: user.teamId,
      mayCarry: user.active && user.roles.some((role) => role !== 'member' && role !== 'admin'),
      load: loadOf(
        narrowed(counted, { owner_id: user.id }),
        open.length,
        open.filter((row) => row.secondaryOwnerId === user.id).length,
        standsIn.get(user.id) ?? NO_COVERING,
      ),
    }))
    .filter(({ mayCarry, load }) => mayCarry || isSomething(load))
    .map(({ user, team_id, load }) => ({ user, team_id, load }));
}

/** The same by the owner's team; what nobody owns counts for the team of the customer's CSM. */
export function loadOfTeams(
  counted: Counted,
  covering: readonly CoveringLoad[],
  teams: readonly { readonly id: string; readonly name: string }[],
): Report['teams'] {
  const all = openOf(counted.rows);
  const people = Map.groupBy(counted.scope.people, ({ teamId }) => teamId as string | null);
  const known = [...teams, { id: null, name: 'No team' }];
  return known.flatMap(({ id, name }) => {
    const members = new Set<string>((people.get(id) ?? []).map((user: UserRecord) => user.id));
    const standingIn = covering.filter(({ userId }) => members.has(userId));
    const part = narrowed(counted, { owner_team_id: id ?? '' });
    if (members.size === 0 && part.rows.length === 0) return [];
    return {
      team_id: id,
      name,
      load: loadOf(
        part,
        all.length,
        all.filter(({ secondaryOwnerId }) => secondaryOwnerId !== null && members.has(secondaryOwnerId)).length,
        {
          customers: sum(standingIn.map(({ customers }) => customers)),
          escalations: sum(standingIn.map(({ escalations }) => escalations)),
        },
      ),
    };
  });
}

function loadOf(part: Counted, allOpen: number, secondary: number, covering: Covering): Load {
  const open = openOf(part.rows);
  return {
    open: open.length,
    by_severity: bySeverity(open),
    share: allOpen === 0 ? null : open.length / allOpen,
    secondary,
    created: count(part, 'created'),
    resolved: count(part, 'resolved'),
    covering_customers: covering.customers,
    covering_escalations: covering.escalations,
  };
}

const bySeverity = (open: readonly EscalationRow[]) =>
  Object.fromEntries(
    SEVERITIES.map((severity) => [severity, open.filter((row) => row.severity === severity).length]),
  ) as Record<Severity, number>;

const isSomething = ({ open, secondary, created, resolved, covering_customers: covering }: Load): boolean =>
  open + secondary + created.value + resolved.value + covering > 0;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
