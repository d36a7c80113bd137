import { z } from 'zod';
import { page, paging } from './common.js';
import { endpoint } from './core/endpoint.js';
import { email, line, teamId, text, timeZone, userId, uuid } from './core/text.js';
import { instant } from './core/time.js';
import { ROLES } from './permissions.js';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like "09:00"');
/** In the person's own zone, the same on each of the days; ISO weekdays, Monday is 1. */
export const WorkingHours = z
  .strictObject({
    days: z
      .array(z.int().min(1).max(7))
      .min(1, 'at least one day')
      .max(7)
      .refine((days) => new Set(days).size === days.length, 'each day once'),
    from: clockTime,
    to: clockTime,
  })
  .refine(({ from, to }) => from < to, 'must end after they start')
  .meta({ id: 'WorkingHours' });

const roles = z
  .array(z.enum(ROLES))
  .min(1, 'at least one role')
  .max(ROLES.length)
  .refine((given) => new Set(given).size === given.length, 'each role once');
const skills = z.array(line(60)).max(50);
const capacityPoints = z.int().min(0).max(10_000);

export const AdminUser = z
  .object({
    id: uuid,
    email: z.string(),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    time_zone: z.string(),
    place: z.string().nullable(),
    working_hours: WorkingHours,
    team: z.object({ id: uuid, name: z.string() }).nullable(),
    manager: z.object({ user_id: uuid, name: z.string() }).nullable(),
    skills: z.array(z.string()),
    /** How many points of portfolio the person can carry; a customer is one point unless the team weighs them. */
    capacity_points: z.int(),
    active: z.boolean(),
    version: z.int(),
    created_at: instant,
  })
  .meta({ id: 'AdminUser' });

export const ListUsers = endpoint({
  method: 'GET',
  path: '/api/admin/users',
  summary: 'The people of the organisation, by name',
  allow: 'admin',
  query: {
    ...paging,
    query: text(200).optional(),
    team_id: teamId.optional(),
    role: z.enum(ROLES).optional(),
    active: z.enum(['true', 'false']).optional(),
  },
  response: page(AdminUser, 'AdminUserPage'),
});
export const GetUser = endpoint({
  method: 'GET',
  path: '/api/admin/users/{user_id}',
  summary: 'One person',
  allow: 'admin',
  params: { user_id: userId },
  response: AdminUser,
  errors: ['users.not-found'],
});

const person = {
  name: line(200),
  roles,
  time_zone: timeZone,
  place: line(100).nullable(),
  working_hours: WorkingHours,
  team_id: teamId.nullable(),
  manager_id: userId.nullable(),
  skills,
  capacity_points: capacityPoints,
};

/** Working hours default to Monday to Friday, 09:00-17:00; capacity to 50 points. */
export const CreateUser = endpoint({
  method: 'POST',
  path: '/api/admin/users',
  summary: 'Add a person',
  allow: 'admin',
  status: 201,
  body: {
    ...person,
    email,
    place: person.place.default(null),
    working_hours: WorkingHours.optional(),
    team_id: person.team_id.default(null),
    manager_id: person.manager_id.default(null),
    skills: skills.default([]),
    capacity_points: capacityPoints.default(50),
  },
  response: AdminUser,
  errors: ['users.email-taken', 'users.foreign-domain', 'users.not-found', 'teams.not-found'],
});

/** Only what is sent changes. `active: false` ends every sign-in of the person within a second. */
export const ChangeUser = endpoint({
  method: 'PATCH',
  path: '/api/admin/users/{user_id}',
  summary: 'Change a person: role, team, manager, zone, hours, skills, capacity, active',
  allow: 'admin',
  params: { user_id: userId },
  body: {
    name: person.name.optional(),
    roles: roles.optional(),
    time_zone: timeZone.optional(),
    place: person.place.optional(),
    working_hours: WorkingHours.optional(),
    team_id: person.team_id.optional(),
    manager_id: person.manager_id.optional(),
    skills: skills.optional(),
    capacity_points: capacityPoints.optional(),
    active: z.boolean().optional(),
  },
  response: AdminUser,
  errors: ['users.not-found', 'teams.not-found', 'users.manager-cycle', 'users.last-admin', 'version.stale'],
});

export const Team = z
  .object({
    id: uuid,
    name: z.string(),
    /** Who looks after customers when nobody of the coverage can. */
    fallback: z.object({ user_id: uuid, name: z.string() }).nullable(),
    member_count: z.int(),
    version: z.int(),
    created_at: instant,
  })
  .meta({ id: 'Team' });

export const ListTeams = endpoint({
  method: 'GET',
  path: '/api/admin/teams',
  summary: 'The teams, by name',
  allow: 'admin',
  query: paging,
  response: page(Team, 'TeamPage'),
});
export const GetTeam = endpoint({
  method: 'GET',
  path: '/api/admin/teams/{team_id}',
  summary: 'One team',
  allow: 'admin',
  params: { team_id: teamId },
  response: Team,
  errors: ['teams.not-found'],
});
export const CreateTeam = endpoint({
  method: 'POST',
  path: '/api/admin/teams',
  summary: 'Add a team',
  allow: 'admin',
  status: 201,
  body: { name: line(100), fallback_user_id: userId.nullable().default(null) },
  response: Team,
  errors: ['teams.name-taken', 'users.not-found'],
});
export const ChangeTeam = endpoint({
  method: 'PATCH',
  path: '/api/admin/teams/{team_id}',
  summary: 'Rename a team or change its fallback',
  allow: 'admin',
  params: { team_id: teamId },
  body: { name: line(100).optional(), fallback_user_id: userId.nullable().optional() },
  response: Team,
  errors: ['teams.not-found', 'teams.name-taken', 'users.not-found', 'version.stale'],
});

export const ApiKey = z
  .object({
    id: uuid,
    name: z.string(),
    /** The readable beginning of the key, to find it again in a configuration. */
    prefix: z.string(),
    /** The key acts as this person, with these roles; once the person is no admin any more, only with those they have. */
    acts_as: z.object({ user_id: uuid, name: z.string() }),
    roles: z.array(z.enum(ROLES)),
    created_at: instant,
    expires_at: instant.nullable(),
    last_used_at: instant.nullable(),
    revoked_at: instant.nullable(),
    revoked_reason: z.string().nullable(),
  })
  .meta({ id: 'ApiKey' });

export const ListApiKeys = endpoint({
  method: 'GET',
  path: '/api/admin/api-keys',
  summary: 'The API keys, newest first, ended ones included',
  allow: 'admin',
  query: paging,
  response: page(ApiKey, 'ApiKeyPage'),
});
export const CreateApiKey = endpoint({
  method: 'POST',
  path: '/api/admin/api-keys',
  summary: 'Make an API key; its secret is shown this once',
  allow: 'admin',
  status: 201,
  body: { name: line(100), roles, expires_in_days: z.int().min(1).max(730).optional() },
  /** `secret` is null in the answer to a repeated Idempotency-Key: it is not kept anywhere. */
  response: z.object({ api_key: ApiKey, secret: z.string().nullable() }).meta({ id: 'NewApiKey' }),
});
export const RevokeApiKey = endpoint({
  method: 'DELETE',
  path: '/api/admin/api-keys/{api_key_id}',
  summary: 'End an API key; it is refused within a second',
  allow: 'admin',
  params: { api_key_id: uuid },
  query: { reason: line(500) },
  response: ApiKey,
  errors: ['api-keys.not-found'],
});

export const AuditEvent = z
  .object({
    seq: z.int(),
    at: instant,
    type: z.string(),
    /** `name`: what people call it now; null for kinds without a name and for what is not there any more. */
    subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
    actor: z.object({
      kind: z.enum(['user', 'system']),
      name: z.string(),
      user_id: uuid.nullable(),
      surface: z.string(),
    }),
    data: z.unknown(),
    request_id: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent' });

const auditFilter = {
  /** "escalation.resolved", or its words: "Escalation resolved". */
  type: line(100).optional(),
  subject_kind: line(60).optional(),
  subject_id: line(100).optional(),
  actor_user_id: userId.optional(),
  /** Half-open: events at `from` are in, those at `to` are not. */
  from: instant.optional(),
  to: instant.optional(),
};

export const ListAudit = endpoint({
  method: 'GET',
  path: '/api/admin/audit',
  summary: 'What happened, newest first; subject_kind and subject_id go together',
  allow: 'admin',
  query: { ...paging, ...auditFilter },
  response: page(AuditEvent, 'AuditPage'),
});
export const VerifyAudit = endpoint({
  method: 'GET',
  path: '/api/admin/audit/verify',
  summary: 'Check that no event was changed, removed or reordered',
  allow: 'admin',
  response: z
    .object({
      intact: z.boolean(),
      events: z.int(),
      /** The first event that does not fit, when not intact. */
      broken_at: z.int().nullable(),
      reason: z.string().nullable(),
    })
    .meta({ id: 'AuditVerification' }),
});
export const ExportAudit = endpoint({
  method: 'GET',
  path: '/api/admin/audit/export',
  summary:
    'The whole history as JSON lines with every hash, oldest first; format=csv: what the filters show, newest first, for reading',
  allow: 'admin',
  raw: true,
  query: { ...auditFilter, format: z.enum(['jsonl', 'csv']).default('jsonl') },
  response: z.string(),
});
