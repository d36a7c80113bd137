import { ACTION_STATES, PLAYBOOK_ROLES } from '@understudy/domain';
import { z } from 'zod';
import { page, paging, PersonRef, SEVERITIES } from './common.js';
import { endpoint } from './core/endpoint.js';
import {
  categoryId,
  customerId,
  escalationActionId,
  escalationId,
  line,
  oneLine,
  playbookId,
  templateId,
  text,
  uuid,
} from './core/text.js';
import { instant } from './core/time.js';

const severity = z.enum(SEVERITIES);
const severities = z
  .array(severity)
  .max(SEVERITIES.length)
  .refine((given) => new Set(given).size === given.length, 'each severity once');

/** What escalations of one kind begin with; texts may hold {{customer.name}} and the like. */
export const Template = z
  .object({
    id: uuid,
    name: z.string(),
    category_id: uuid.nullable(),
    category: z.string().nullable(),
    severity: severity.nullable(),
    title: z.string(),
    /** Markdown. */
    description: z.string(),
    expected_resolution: z.string().nullable(),
    exit_criteria: z.string().nullable(),
  })
  .meta({ id: 'EscalationTemplate' });
const AdminTemplate = Template.extend({ active: z.boolean(), version: z.int(), created_at: instant }).meta({
  id: 'AdminEscalationTemplate',
});

const template = {
  name: line(100),
  category_id: categoryId.nullable(),
  severity: severity.nullable(),
  title: oneLine(500),
  description: line(20_000),
  expected_resolution: line(4000).nullable(),
  exit_criteria: line(4000).nullable(),
};
const TEMPLATE_ERRORS = [
  'templates.name-taken',
  'templates.unknown-placeholder',
  'escalations.category-not-found',
] as const;

export const ListTemplates = endpoint({
  method: 'GET',
  path: '/api/escalation-templates',
  summary: 'Templates one may begin an escalation with; for a customer, with its facts filled in',
  allow: 'escalations:create',
  query: { customer_id: customerId.optional() },
  response: z.object({ items: z.array(Template) }).meta({ id: 'EscalationTemplateList' }),
  errors: ['customers.not-found'],
});
export const ListAdminTemplates = endpoint({
  method: 'GET',
  path: '/api/admin/templates',
  summary: 'The templates, by name, those out of use included',
  allow: 'admin',
  query: paging,
  response: page(AdminTemplate, 'AdminTemplatePage'),
});
export const GetTemplate = endpoint({
  method: 'GET',
  path: '/api/admin/templates/{template_id}',
  summary: 'One template',
  allow: 'admin',
  params: { template_id: templateId },
  response: AdminTemplate,
  errors: ['templates.not-found'],
});
export const CreateTemplate = endpoint({
  method: 'POST',
  path: '/api/admin/templates',
  summary: 'Add a template',
  allow: 'admin',
  status: 201,
  body: {
    ...template,
    category_id: template.category_id.default(null),
    severity: template.severity.default(null),
    expected_resolution: template.expected_resolution.default(null),
    exit_criteria: template.exit_criteria.default(null),
  },
  response: AdminTemplate,
  errors: TEMPLATE_ERRORS,
});
/** Only what is sent changes; `active: false` takes it out of use, and its name is free again. */
export const ChangeTemplate = endpoint({
  method: 'PATCH',
  path: '/api/admin/templates/{template_id}',
  summary: 'Change a template, or take it out of use',
  allow: 'admin',
  params: { template_id: templateId },
  body: {
    name: template.name.optional(),
    category_id: template.category_id.optional(),
    severity: template.severity.optional(),
    title: template.title.optional(),
    description: template.description.optional(),
    expected_resolution: template.expected_resolution.optional(),
    exit_criteria: template.exit_criteria.optional(),
    active: z.boolean().optional(),
  },
  response: AdminTemplate,
  errors: ['templates.not-found', 'version.stale', ...TEMPLATE_ERRORS],
});

/** One suggested action of a playbook. */
export const PlaybookStep = z
  .strictObject({
    title: line(200),
    details: line(2000).nullable().default(null),
    role: z.enum(PLAYBOOK_ROLES),
    /** Minutes after the escalation is opened; null: whenever. */
    due_minutes: z
      .int()
      .min(1)
      .max(60 * 24 * 365)
      .nullable()
      .default(null),
  })
  .meta({ id: 'PlaybookStep' });
/** Suggested actions for escalations of a category (null: any) and of some severities (empty: any). */
export const Playbook = z
  .object({
    id: uuid,
    name: z.string(),
    category_id: uuid.nullable(),
    category: z.string().nullable(),
    severities: z.array(severity),
    steps: z.array(PlaybookStep),
    active: z.boolean(),
    version: z.int(),
    created_at: instant,
  })
  .meta({ id: 'Playbook' });
const playbook = {
  name: line(100),
  category_id: categoryId.nullable(),
  severities,
  steps: z.array(PlaybookStep).min(1, 'at least one step').max(50),
};
const PLAYBOOK_ERRORS = ['playbooks.name-taken', 'escalations.category-not-found'] as const;

export const ListPlaybooks = endpoint({
  method: 'GET',
  path: '/api/admin/playbooks',
  summary: 'The playbooks, by name, those out of use included',
  allow: 'admin',
  query: paging,
  response: page(Playbook, 'PlaybookPage'),
});
export const GetPlaybook = endpoint({
  method: 'GET',
  path: '/api/admin/playbooks/{playbook_id}',
  summary: 'One playbook',
  allow: 'admin',
  params: { playbook_id: playbookId },
  response: Playbook,
  errors: ['playbooks.not-found'],
});
export const CreatePlaybook = endpoint({
  method: 'POST',
  path: '/api/admin/playbooks',
  summary: 'Add a playbook; the one that says most about an escalation is taken: category before severity',
  allow: 'admin',
  status: 201,
  body: { ...playbook, category_id: playbook.category_id.default(null), severities: severities.default([]) },
  response: Playbook,
  errors: PLAYBOOK_ERRORS,
});
/** Escalations that are there keep the steps they were opened with. */
export const ChangePlaybook = endpoint({
  method: 'PATCH',
  path: '/api/admin/playbooks/{playbook_id}',
  summary: 'Change a playbook, or take it out of use',
  allow: 'admin',
  params: { playbook_id: playbookId },
  body: {
    name: playbook.name.optional(),
    category_id: playbook.category_id.optional(),
    severities: severities.optional(),
    steps: playbook.steps.optional(),
    active: z.boolean().optional(),
  },
  response: Playbook,
  errors: ['playbooks.not-found', 'version.stale', ...PLAYBOOK_ERRORS],
});

/** A suggested action as it was when the escalation was opened, and what became of it. */
export const EscalationAction = z
  .object({
    id: uuid,
    position: z.int(),
    title: z.string(),
    details: z.string().nullable(),
    role: z.enum(PLAYBOOK_ROLES),
    /** Who holds the role now. */
    assignee: PersonRef.nullable(),
    due_at: instant.nullable(),
    state: z.enum(ACTION_STATES),
    note: z.string().nullable(),
    settled_by: PersonRef.nullable(),
    settled_at: instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'EscalationAction' });

export const GetEscalationPlaybook = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/playbook',
  summary: 'The suggested actions of an escalation, in their order',
  allow: 'escalations:read',
  params: { escalation_id: escalationId },
  response: z
    .object({
      /** null: none fitted when it was opened. */
      playbook: z.object({ id: uuid, name: z.string(), version: z.int() }).nullable(),
      items: z.array(EscalationAction),
    })
    .meta({ id: 'EscalationPlaybook' }),
  errors: ['escalations.not-found'],
});
export const SettleAction = endpoint({
  method: 'PATCH',
  path: '/api/escalations/{escalation_id}/playbook/{action_id}',
  summary: 'A suggested action is done, skipped (say why), or open again',
  allow: 'escalations:read',
  params: { escalation_id: escalationId, action_id: escalationActionId },
  body: { state: z.enum(ACTION_STATES), note: text(2000).nullable().default(null) },
  response: EscalationAction,
  errors: [
    'escalations.not-found',
    'playbooks.action-not-found',
    'playbooks.reason-required',
    'version.stale',
    'identity.not-allowed',
  ],
});
