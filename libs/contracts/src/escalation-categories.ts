import { z } from 'zod';
import { page, paging, PersonRef, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { customerId, escalationId, line, teamId, text, userId, uuid } from './core/text.js';
import { instant } from './core/time.js';
import { Escalation } from './escalations.js';

const slaHours = z.int().min(1).max(8760);
const named = z.object({ id: uuid, name: z.string() });

/** PRD-243's escalation_categories, with what suggests owners: `expertise` are words as they stand in people's skills. */
export const AdminCategory = z
  .object({
    id: uuid,
    name: z.string(),
    description: z.string().nullable(),
    default_owner_id: uuid.nullable(),
    default_owner: PersonRef.nullable(),
    default_secondary_owner_id: uuid.nullable(),
    default_secondary_owner: PersonRef.nullable(),
    default_team_id: uuid.nullable(),
    default_team: named.nullable(),
    expertise: z.array(z.string()),
    sla_hours_p0: z.int(),
    sla_hours_p1: z.int(),
    sla_hours_p2: z.int(),
    sla_hours_p3: z.int(),
    active: z.boolean(),
    open_escalations: z.int(),
    version: z.int(),
    updated_at: instant,
  })
  .meta({ id: 'AdminCategory' });

const category = {
  name: line(100).refine((name) => name !== '*', 'is kept for rules that match every category'),
  description: text(4000).nullable(),
  default_owner_id: userId.nullable(),
  default_secondary_owner_id: userId.nullable(),
  default_team_id: teamId.nullable(),
  expertise: z.array(line(60)).max(50),
  sla_hours_p0: slaHours,
  sla_hours_p1: slaHours,
  sla_hours_p2: slaHours,
  sla_hours_p3: slaHours,
};
const id = { category_id: uuid };
const refusals = ['escalation-categories.name-taken', 'users.not-found', 'teams.not-found'] as const;

export const ListEscalationCategories = endpoint({
  method: 'GET',
  path: '/api/admin/escalation-categories',
  summary: 'All categories, by name, inactive ones as well',
  allow: 'admin',
  query: paging,
  response: page(AdminCategory, 'AdminCategoryPage'),
});
export const GetEscalationCategory = endpoint({
  method: 'GET',
  path: '/api/admin/escalation-categories/{category_id}',
  summary: 'One category',
  allow: 'admin',
  params: id,
  response: AdminCategory,
  errors: ['escalation-categories.not-found'],
});
export const CreateEscalationCategory = endpoint({
  method: 'POST',
  path: '/api/admin/escalation-categories',
  summary: 'Add a category; names are one whatever their case',
  allow: 'admin',
  status: 201,
  body: {
    ...category,
    description: category.description.default(null),
    default_owner_id: category.default_owner_id.default(null),
    default_secondary_owner_id: category.default_secondary_owner_id.default(null),
    default_team_id: category.default_team_id.default(null),
    expertise: category.expertise.default([]),
    sla_hours_p0: slaHours.default(4),
    sla_hours_p1: slaHours.default(24),
    sla_hours_p2: slaHours.default(72),
    sla_hours_p3: slaHours.default(168),
  },
  response: AdminCategory,
  errors: [...refusals],
});
/** Only what is sent changes. A new name is followed by the routing rules that have the old one; open escalations keep their clocks. */
export const ChangeEscalationCategory = endpoint({
  method: 'PATCH',
  path: '/api/admin/escalation-categories/{category_id}',
  summary:
    'Change a category (If-Match with its version); `active: false` takes it out of use, also while escalations are open',
  allow: 'admin',
  params: id,
  body: {
    name: category.name.optional(),
    description: category.description.optional(),
    default_owner_id: category.default_owner_id.optional(),
    default_secondary_owner_id: category.default_secondary_owner_id.optional(),
    default_team_id: category.default_team_id.optional(),
    expertise: category.expertise.optional(),
    sla_hours_p0: slaHours.optional(),
    sla_hours_p1: slaHours.optional(),
    sla_hours_p2: slaHours.optional(),
    sla_hours_p3: slaHours.optional(),
    active: z.boolean().optional(),
  },
  response: AdminCategory,
  errors: ['escalation-categories.not-found', ...refusals, 'escalation-categories.last-active', 'version.stale'],
});
export const RemoveEscalationCategory = endpoint({
  method: 'DELETE',
  path: '/api/admin/escalation-categories/{category_id}',
  summary: 'Take a category out of use; nothing is deleted',
  allow: 'admin',
  params: id,
  query: { reason: text(1000).optional() },
  response: AdminCategory,
  errors: ['escalation-categories.not-found', 'escalation-categories.last-active'],
});

/** Who an escalation goes to is decided by category and rule; these two override and advise (PRD-243 FR-2.4, FR-2.5). */
export const AssignEscalation = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/assign',
  summary: 'Give it to somebody else, or to the least loaded of a team; who is away is replaced by whoever covers them',
  allow: 'escalations:read',
  params: { escalation_id: escalationId },
  body: {
    primary_owner_id: userId.optional(),
    secondary_owner_id: userId.nullable().optional(),
    team_id: teamId.optional(),
    reason: line(2000),
  },
  response: Escalation,
  errors: [
    'escalations.not-found',
    'identity.not-allowed',
    'users.not-found',
    'teams.not-found',
    'escalations.owner-away',
    'escalations.team-empty',
    'escalations.owner-missing',
    'escalations.over',
    'supporters.at-cap',
  ],
});

const percent = z.number();
export const OwnerSuggestions = z
  .object({
    /** What whoever owns it should know: the category's name and tags, the customer's words. */
    wanted_tags: z.array(z.string()),
    items: z.array(
      z.object({
        user_id: uuid,
        name: z.string(),
        place: z.string().nullable(),
        score: percent,
        factors: z.object({ expertise_score: percent, load_score: percent, presence_score: percent }),
        matched_tags: z.array(z.string()),
        open_escalations: z.int(),
        cap: z.int().nullable(),
        /** Named by the category, above the CSM, or a supporter of a conversation: proposed without a matching tag as well. */
        named: z.boolean(),
      }),
    ),
    excluded: z.array(
      z.object({
        user: PersonRef,
        reason: z.enum(['owns_it', 'absent', 'at_capacity', 'unavailable', 'no_expertise']),
        covered_by: PersonRef.nullable(),
      }),
    ),
  })
  .meta({ id: 'OwnerSuggestions' });
export const SuggestOwners = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/owner-suggestions',
  summary: 'Who would be a good owner, by expertise tags, load and presence; and who is left out, with the reason',
  allow: 'escalations:read',
  params: { escalation_id: escalationId },
  response: OwnerSuggestions,
  errors: ['escalations.not-found'],
});
export const SuggestOwnersForNew = endpoint({
  method: 'GET',
  path: '/api/escalations/owner-suggestions',
  summary: 'The same before it is created',
  allow: 'escalations:create',
  query: { customer_id: customerId, category: line(100), severity: z.enum(SEVERITIES) },
  response: OwnerSuggestions,
  errors: ['customers.not-found', 'escalations.category-not-found'],
});
