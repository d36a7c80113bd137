import { randomUUID } from 'node:crypto';
import { ApiProblem } from '@understudy/api-client';
import {
  type AnswerOf,
  CreateConversation,
  EscalateConversation,
  ListSupporters,
  type Role,
  SetSupporterAvailability,
  type WireOf,
} from '@understudy/contracts';
import type { Organisation, Person, World } from './world.js';

/** A supporter of the organisation, beside being a person of it. */
export interface SupportPerson extends Person {
  readonly supporterId: string;
}

type Escalated = AnswerOf<typeof EscalateConversation>;

/** Somebody new, signed in. */
export async function aPerson(
  world: World,
  org: Organisation,
  role: Role,
  name: string = randomUUID(),
): Promise<Person> {
  const [domain] = await org.sql<{ domain: string }>('select domain from tenant_domains where tenant_id = $1');
  const email = `${name}@${domain?.domain}`;
  const [row] = await org.sql<{ id: string }>(
    `insert into users (tenant_id, email, name, roles, time_zone, working_hours) values ($1, $2, $3, array[$4], 'Europe/Lisbon',
       '{"days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:00"}') returning id`,
    [email, name, role],
  );
  return world.signIn({ id: row?.id ?? '', name, email });
}

/** A supporter with room for so many. */
export async function aSupporter(world: World, org: Organisation, name: string, cap = 5): Promise<SupportPerson> {
  const person = await aPerson(world, org, 'supporter', name);
  await org.sql('update supporters set max_active_escalations = $3 where tenant_id = $1 and user_id = $2', [
    person.id,
    cap,
  ]);
  return { ...person, supporterId: await supporterIdOf(org, person) };
}

export async function supporterIdOf(org: Organisation, person: Person): Promise<string> {
  const [row] = await org.sql<{ id: string }>('select id from supporters where tenant_id = $1 and user_id = $2', [
    person.id,
  ]);
  if (!row) throw new Error(`${person.name} is no supporter`);
  return row.id;
}

export const aConversation = async (
  who: Person,
  more: Partial<WireOf<typeof CreateConversation>> = {},
): Promise<string> => (await who.call(CreateConversation, { channel: 'chat', subject: 'Debt', ...more })).id;

/** Hands a new conversation of theirs to a human; throws ApiProblem when nobody is free. */
export const escalate = async (
  org: Organisation,
  who: Person,
  more: Partial<WireOf<typeof EscalateConversation>> = {},
): Promise<Escalated> =>
  who.call(EscalateConversation, {
    tenant_id: org.tenantId,
    session_id: more.session_id ?? (await aConversation(who)),
    reason: 'Unable to resolve debt query',
    ...more,
  });

/** As {@link escalate}, when everybody is busy: the problem's members. */
export async function escalateInVain(
  org: Organisation,
  who: Person,
  more: Partial<WireOf<typeof EscalateConversation>> = {},
): Promise<Readonly<Record<string, unknown>> & { readonly escalation_id: string }> {
  try {
    await escalate(org, who, more);
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.code === 'supporters.none-free')
      return { ...error.problem, escalation_id: String(error.problem['escalation_id']) };
    throw error;
  }
  throw new Error('somebody was free');
}

export const setAvailable = (org: Organisation, who: SupportPerson, is_available: boolean, by: Person = who) =>
  by.call(SetSupporterAvailability, { tenant_id: org.tenantId, supporter_id: who.supporterId, is_available });

/** What each carries, by name. */
export async function loads(org: Organisation): Promise<Record<string, number>> {
  const { items } = await org.ada.call(ListSupporters, { tenant_id: org.tenantId });
  return Object.fromEntries(items.map((row) => [row.display_name ?? row.email, row.active_escalations]));
}

/** By the rows alone: who has each escalation, by name; null for those who wait. */
export async function ownerOf(org: Organisation, escalationId: string): Promise<string | null> {
  const [row] = await org.sql<{ name: string | null }>(
    'select u.name from escalations e left join users u on (u.tenant_id, u.id) = (e.tenant_id, e.primary_owner_id) where e.tenant_id = $1 and e.id = $2',
    [escalationId],
  );
  if (!row) throw new Error(`no escalation ${escalationId}`);
  return row.name;
}

/** Counters that are not what counting says, caps that were passed, and whoever waits while somebody is free: none, ever. */
export const UNSOUND = `
  select format('%s carries %s, counted %s of %s', u.name, s.active_escalations, n.count, s.max_active_escalations) as problem
    from supporters s join users u on (u.tenant_id, u.id) = (s.tenant_id, s.user_id)
    cross join lateral (select count(*) from escalations e where e.tenant_id = s.tenant_id and e.primary_owner_id = s.user_id
       and e.status in ('open', 'investigating', 'action_required')) n
   where s.tenant_id = $1 and (s.active_escalations <> n.count or n.count > s.max_active_escalations)
  union all
  select format('escalation %s waits while %s is free', e.id, u.name)
    from escalations e join supporters s on s.tenant_id = e.tenant_id join users u on (u.tenant_id, u.id) = (s.tenant_id, s.user_id)
   where e.tenant_id = $1 and e.for_supporters and e.primary_owner_id is null and e.status in ('open', 'investigating', 'action_required')
     and u.active and 'supporter' = any (u.roles) and s.is_available and s.active_escalations < s.max_active_escalations
     and not exists (select from csm_absences a where a.tenant_id = u.tenant_id and a.user_id = u.id and a.status not in ('suggested', 'cancelled') and a.during @> app_now())`;

export const unsound = async (org: Organisation): Promise<string[]> =>
  (await org.sql<{ problem: string }>(UNSOUND)).map(({ problem }) => problem);
