import { RULE_OPERATORS, ROUTING_FIELDS } from '@understudy/domain';
import { z } from 'zod';
import { CustomerRef, PersonRef, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import { customerId, line, text, uuid } from './core/text.js';
import { instant } from './core/time.js';

const scalar = z.union([z.number(), z.boolean(), line(200)]);

/** As typed: an unknown field or operator is 422 with its path and what there is. */
export const RoutingCondition = z
  .strictObject({
    field: line(200).describe(Object.keys(ROUTING_FIELDS).join(', ')),
    operator: line(50).describe(RULE_OPERATORS.join(', ')),
    value: z.union([scalar, z.array(scalar).max(100)]),
  })
  .meta({ id: 'RoutingCondition' });

const target = line(200).describe('A person’s id, a team’s id, or manager_of:{{csm_id}}');
const actions = z.strictObject({
  assignTo: target,
  assignSecondaryTo: target.optional(),
  notify: z.array(target).max(100).default([]),
  createSlackChannel: z.boolean().default(false),
  slaMultiplier: z.number().optional(),
});
const rule = {
  name: line(200).optional(),
  category: line(100).describe('A category’s name, or * for every one'),
  severity: z.array(z.enum(SEVERITIES)).max(SEVERITIES.length).default([]).describe('Empty: every severity'),
  conditions: z.array(RoutingCondition).max(20).default([]),
  actions,
};

/** PRD-243's RoutingRule, its JSON verbatim; `position` from 1 is where it stands, `version` that of the whole book (If-Match). */
export const RoutingRule = z
  .object({
    id: uuid,
    position: z.int(),
    name: z.string().optional(),
    category: z.string(),
    severity: z.array(z.enum(SEVERITIES)),
    conditions: z.array(RoutingCondition),
    actions: z.object({
      assignTo: z.string(),
      assignSecondaryTo: z.string().optional(),
      notify: z.array(z.string()),
      createSlackChannel: z.boolean(),
      slaMultiplier: z.number().optional(),
    }),
    version: z.int(),
  })
  .meta({ id: 'RoutingRule' });

/** One escalation that would find nobody in time; hours and weekdays (1 is Monday) in the zone of the customer's CSM. */
export const RoutingDeadEnd = z
  .object({
    category: z.string(),
    severity: z.enum(SEVERITIES),
    weekday: z.int(),
    hour: z.int(),
    at: instant,
    until: instant.nullable(),
    customer: CustomerRef,
    customers: z.int(),
    rule: z.object({ id: uuid, title: z.string() }).nullable(),
    why: z.array(z.string()),
  })
  .meta({ id: 'RoutingDeadEnd' });

export const RoutingCheck = z
  .object({
    version: z.int(),
    checked_at: instant,
    horizon_days: z.int(),
    checked: z.object({ categories: z.int(), severities: z.int(), weekly_hours: z.int(), customers: z.int() }),
    dead_ends: z.array(RoutingDeadEnd),
  })
  .meta({ id: 'RoutingCheck' });

const book = z.object({ version: z.int(), items: z.array(RoutingRule) }).meta({ id: 'RoutingBook' });
/** Saving a book that leaves somebody without an owner who has one by the book before needs both; it stands in the history. */
const acceptance = { accept_dead_ends: z.boolean().optional(), reason: line(1000).optional() };
const saving = [
  'routing-rules.malformed',
  'routing-rules.target-not-found',
  'routing-rules.dead-ends',
  'routing-rules.reason-required',
] as const;
const id = { routing_rule_id: uuid };

export const ListRoutingRules = endpoint({
  method: 'GET',
  path: '/api/admin/routing-rules',
  summary: 'The routing rules in their order: the first that matches decides; the last matches everything',
  allow: 'admin',
  response: book,
});
export const ReplaceRoutingRules = endpoint({
  method: 'PUT',
  path: '/api/admin/routing-rules',
  summary: 'Put a whole book of rules in place; rules keep the id they are sent with',
  allow: 'admin',
  body: { rules: z.array(z.strictObject({ id: uuid.optional(), ...rule })).max(1000), ...acceptance },
  response: book,
  errors: [...saving, 'version.stale'],
});
export const GetRoutingRule = endpoint({
  method: 'GET',
  path: '/api/admin/routing-rules/{routing_rule_id}',
  summary: 'One routing rule',
  allow: 'admin',
  params: id,
  response: RoutingRule,
  errors: ['routing-rules.not-found'],
});
export const CreateRoutingRule = endpoint({
  method: 'POST',
  path: '/api/admin/routing-rules',
  summary: 'Add a routing rule at a position; the last before the catch-all when none is given',
  allow: 'admin',
  status: 201,
  body: { id: uuid.optional(), ...rule, position: z.int().min(1).max(1000).optional(), ...acceptance },
  response: RoutingRule,
  errors: ['routing-rules.id-taken', ...saving],
});
export const ReplaceRoutingRule = endpoint({
  method: 'PUT',
  path: '/api/admin/routing-rules/{routing_rule_id}',
  summary: 'Replace a routing rule where it stands (If-Match with the version)',
  allow: 'admin',
  params: id,
  body: { ...rule, ...acceptance },
  response: RoutingRule,
  errors: ['routing-rules.not-found', ...saving, 'version.stale'],
});
export const MoveRoutingRule = endpoint({
  method: 'POST',
  path: '/api/admin/routing-rules/{routing_rule_id}/move',
  summary: 'Move a routing rule to another position; the catch-all stays the last',
  allow: 'admin',
  params: id,
  body: { position: z.int().min(1).max(1000), ...acceptance },
  response: book,
  errors: ['routing-rules.not-found', ...saving],
});
export const RemoveRoutingRule = endpoint({
  method: 'DELETE',
  path: '/api/admin/routing-rules/{routing_rule_id}',
  summary: 'Remove a routing rule; earlier versions keep it',
  allow: 'admin',
  params: id,
  query: { accept_dead_ends: z.enum(['true', 'false']).optional(), reason: text(1000).optional() },
  response: RoutingRule,
  errors: ['routing-rules.not-found', ...saving, 'version.stale'],
});

const BookVersion = z
  .object({
    id: uuid,
    version: z.int(),
    change: z.string(),
    by: PersonRef.nullable(),
    reason: z.string().nullable(),
    accepted_dead_ends: z.int(),
    created_at: instant,
    rule_count: z.int(),
  })
  .meta({ id: 'RoutingBookVersion' });
export const ListRoutingVersions = endpoint({
  method: 'GET',
  path: '/api/admin/routing-rules/versions',
  summary: 'Every version of the book, the newest first: who changed what, and why',
  allow: 'admin',
  query: {
    limit: z.coerce.number().int().min(1).max(100).default(50),
    before: z.coerce.number().int().min(1).max(1e9).optional(),
  },
  response: z.object({ items: z.array(BookVersion) }).meta({ id: 'RoutingBookVersions' }),
});
export const GetRoutingVersion = endpoint({
  method: 'GET',
  path: '/api/admin/routing-rules/versions/{routing_book_id}',
  summary: 'The rules as they stood in a version',
  allow: 'admin',
  params: { routing_book_id: uuid },
  response: BookVersion.extend({ rules: z.array(RoutingRule) }).meta({ id: 'RoutingBookOfVersion' }),
  errors: ['routing-rules.version-not-found'],
});
export const CheckRoutingRules = endpoint({
  method: 'GET',
  path: '/api/admin/routing-rules/check',
  summary: 'Is there a category, severity and hour of the next 90 days at which nobody would be reachable?',
  allow: 'admin',
  response: RoutingCheck,
});

const Routed = z.object({
  rule: z.object({ id: uuid, title: z.string() }).nullable(),
  primary_owner: PersonRef.nullable(),
  secondary_owner: PersonRef.nullable(),
  /** Which step gave the owner: rule, category-owner, category-team, catch-all, manager-chain, nobody. */
  because: z.string(),
  explanation: z.string(),
});
export const TryRoutingRules = endpoint({
  method: 'POST',
  path: '/api/admin/routing-rules/try',
  summary: 'Dry run: past escalations, or an invented one, by the rules of now or by those sent; nothing is saved',
  allow: 'admin',
  body: {
    /** Not saved yet; left out, the book as it stands. */
    rules: z
      .array(z.strictObject({ id: uuid.optional(), ...rule }))
      .max(1000)
      .optional(),
    days: z.int().min(1).max(365).optional(),
    escalation: z
      .strictObject({
        customer_id: customerId,
        category: line(100),
        severity: z.enum(SEVERITIES),
        arr_at_risk: z.number().min(0).max(1e12).optional(),
        at: instant.optional(),
      })
      .optional(),
  },
  response: z
    .object({
      version: z.int().nullable(),
      invented: Routed.extend({ notify: z.array(PersonRef), sla_multiplier: z.number(), slack_channel: z.boolean() })
        .meta({ id: 'RoutedEscalation' })
        .nullable(),
      past: z.array(
        Routed.extend({
          escalation_id: uuid,
          title: z.string(),
          customer: CustomerRef,
          category: z.string(),
          severity: z.enum(SEVERITIES),
          created_at: instant,
          rule_then: z.object({ id: uuid, title: z.string() }).nullable(),
          owner_then: PersonRef.nullable(),
          because_then: z.string(),
          differs: z.boolean(),
        }).meta({ id: 'ReroutedEscalation' }),
      ),
      summary: z.object({
        tried: z.int(),
        differ: z.int(),
        without_owner: z.int(),
        /** More than were tried lie in these days. */
        truncated: z.boolean(),
        by_rule: z.array(z.object({ rule: z.object({ id: uuid, title: z.string() }).nullable(), count: z.int() })),
      }),
      dead_ends: z.array(RoutingDeadEnd),
      /** Of them those that the rules sent add to the book as it stands: what saving them is refused for. Empty where none were sent. */
      added_dead_ends: z.array(RoutingDeadEnd),
    })
    .meta({ id: 'RoutingTrial' }),
  errors: [
    'routing-rules.malformed',
    'routing-rules.target-not-found',
    'customers.not-found',
    'escalations.category-not-found',
  ],
});
