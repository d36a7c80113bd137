import { RULE_FIELDS, RULE_OPERATORS, type RuleField, STRATEGIES } from '@understudy/domain';
import { z } from 'zod';
import { CustomerRef, PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { line, teamId, userId, uuid } from './core/text.js';
import { day, instant } from './core/time.js';

const isField = (name: string): name is RuleField => Object.hasOwn(RULE_FIELDS, name);
const scalar = z.union([z.number(), z.boolean(), line(200)]);

export const CoverageRuleCondition = z
  .strictObject({
    field: z.enum(Object.keys(RULE_FIELDS).filter(isField)),
    operator: z.enum(RULE_OPERATORS),
    value: z.union([scalar, z.array(scalar).max(100)]),
  })
  .meta({ id: 'CoverageRuleCondition' });

const action = z.strictObject({
  strategy: z.enum(STRATEGIES).nullable().optional(),
  backup_user_id: userId.nullable().optional(),
  backup_team_id: teamId.nullable().optional(),
  skill: line(60).nullable().optional(),
});
const rule = {
  name: line(200),
  active: z.boolean(),
  conditions: z.array(CoverageRuleCondition).max(20),
  /** A person; or the best of a team, or of those with a skill, by a strategy. */
  action,
};

export const CoverageRule = z
  .object({
    id: uuid,
    position: z.int(),
    name: z.string(),
    active: z.boolean(),
    conditions: z.array(CoverageRuleCondition),
    action: z.object({
      strategy: z.enum(STRATEGIES).nullable(),
      backup_user_id: uuid.nullable(),
      backup_team_id: uuid.nullable(),
      skill: z.string().nullable(),
    }),
    version: z.int(),
    updated_at: instant,
  })
  .meta({ id: 'CoverageRule' });
const list = z.object({ items: z.array(CoverageRule) }).meta({ id: 'CoverageRuleList' });
const refusals = ['coverage-rules.malformed', 'users.not-found', 'teams.not-found'] as const;
const id = { coverage_rule_id: uuid };

export const ListCoverageRules = endpoint({
  method: 'GET',
  path: '/api/admin/coverage-rules',
  summary: 'The coverage rules in their order; for each customer the first that matches decides',
  allow: 'admin',
  response: list,
});
export const CreateCoverageRule = endpoint({
  method: 'POST',
  path: '/api/admin/coverage-rules',
  summary: 'Add a coverage rule, as the last one',
  allow: 'admin',
  status: 201,
  body: { ...rule, active: rule.active.default(true), conditions: rule.conditions.default([]) },
  response: CoverageRule,
  errors: [...refusals],
});
export const ChangeCoverageRule = endpoint({
  method: 'PATCH',
  path: '/api/admin/coverage-rules/{coverage_rule_id}',
  summary: 'Change a coverage rule (If-Match with its version); an action is replaced as a whole',
  allow: 'admin',
  params: id,
  body: {
    name: rule.name.optional(),
    active: rule.active.optional(),
    conditions: rule.conditions.optional(),
    action: action.optional(),
  },
  response: CoverageRule,
  errors: ['coverage-rules.not-found', ...refusals, 'version.stale'],
});
export const RemoveCoverageRule = endpoint({
  method: 'DELETE',
  path: '/api/admin/coverage-rules/{coverage_rule_id}',
  summary: 'Remove a coverage rule; the history keeps it',
  allow: 'admin',
  params: id,
  response: CoverageRule,
  errors: ['coverage-rules.not-found'],
});
export const OrderCoverageRules = endpoint({
  method: 'POST',
  path: '/api/admin/coverage-rules/order',
  summary: 'Put the coverage rules in another order: all their ids, the first to be asked first',
  allow: 'admin',
  body: { rule_ids: z.array(uuid).max(1000) },
  response: list,
  errors: ['coverage-rules.order-incomplete'],
});
export const TryCoverageRules = endpoint({
  method: 'POST',
  path: '/api/admin/coverage-rules/try',
  summary: 'Who would be asked for which customer, and by which rule, if this person were away; nothing is saved',
  allow: 'admin',
  body: { csm_id: userId, start_date: day, end_date: day },
  response: z
    .object({
      items: z.array(
        z.object({
          customer: CustomerRef,
          /** null: no rule matches. */
          rule: z.object({ id: uuid, name: z.string() }).nullable(),
          /** null: nobody can. */
          backup: PersonRef.nullable(),
          because: z.string(),
        }),
      ),
    })
    .meta({ id: 'CoverageRuleTrial' }),
  errors: ['users.not-found', 'absences.ends-before-start', 'absences.in-the-past', 'absences.too-long'],
});
