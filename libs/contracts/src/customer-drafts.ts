import { DRAFT_STATES, NOTICE_LANGUAGES } from '@understudy/domain';
import { z } from 'zod';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { customerDraftId, email, escalationId, line, oneLine, stakeholderId, uuid } from './core/text.js';
import { instant } from './core/time.js';

const params = { escalation_id: escalationId };
const ofOne = { ...params, draft_id: customerDraftId };
/** Contacts of the customer by id, or any address on one of the customer's domains. */
const to = z
  .array(
    z.union([z.strictObject({ stakeholder_id: stakeholderId }), z.strictObject({ email, name: line(120).optional() })]),
  )
  .min(1)
  .max(20);
const DRAFT = ['escalations.not-found', 'drafts.not-found', 'drafts.illegal-step'] as const;

const Recipient = z.object({ name: z.string(), email: z.string() });

/** Words to a customer on their way: nothing leaves that a second person has not approved. */
export const CustomerDraft = z
  .object({
    id: uuid,
    escalation_id: uuid,
    /**
     * `waiting` for approval, `approved`, `rejected`, `sending`, `sent`, `failed`, or `to_copy`: approved, and no mail service is
     * connected, so somebody has to send it by hand.
     */
    state: z.enum(DRAFT_STATES),
    to: z.array(Recipient),
    subject: z.string(),
    body: z.string(),
    author: PersonRef,
    edited_by: PersonRef,
    /** Who approved or rejected it; null while nobody has, and again after an edit. */
    decided_by: PersonRef.nullable(),
    decided_at: instant.nullable(),
    rejected_reason: z.string().nullable(),
    sent_by: PersonRef.nullable(),
    sent_at: instant.nullable(),
    /** Why it could not be sent, or who of several it did not reach. */
    failure: z.string().nullable(),
    refused: z.array(z.string()),
    /** What there is to do next, in one sentence. */
    note: z.string(),
    /** The caller may say that it may be sent, or not. */
    may_decide: z.boolean(),
    version: z.int(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'CustomerDraft' });

export const ProposeCustomerDraft = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/customer-drafts/proposal',
  summary: 'Words to begin with, in the customer’s language and from public facts only, and to whom they may go',
  allow: 'escalations:read',
  params,
  query: { language: z.enum(NOTICE_LANGUAGES).optional() },
  response: z
    .object({
      language: z.enum(NOTICE_LANGUAGES),
      subject: z.string(),
      body: z.string(),
      contacts: z.array(
        z.object({ stakeholder_id: uuid, name: z.string(), email: z.string(), is_primary: z.boolean() }),
      ),
      domains: z.array(z.string()),
      /** False: it cannot be sent from here, only copied. */
      email_connected: z.boolean(),
    })
    .meta({ id: 'CustomerDraftProposal' }),
  errors: ['escalations.not-found', 'drafts.no-customer'],
});
export const CreateCustomerDraft = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/customer-drafts',
  summary: 'Words to the customer; a second person has to approve them',
  allow: 'escalations:read',
  status: 201,
  params,
  body: { to, subject: oneLine(250), body: line(20_000) },
  response: CustomerDraft,
  errors: ['escalations.not-found', 'drafts.no-customer', 'stakeholders.not-found', 'drafts.foreign-recipient'],
});
export const ListCustomerDrafts = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/customer-drafts',
  summary: 'What was written to the customer, the latest first',
  allow: 'escalations:read',
  params,
  response: z.object({ items: z.array(CustomerDraft) }).meta({ id: 'CustomerDraftList' }),
  errors: ['escalations.not-found'],
});
export const GetCustomerDraft = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/customer-drafts/{draft_id}',
  summary: 'One of them',
  allow: 'escalations:read',
  params: ofOne,
  response: CustomerDraft,
  errors: ['escalations.not-found', 'drafts.not-found'],
});
export const ChangeCustomerDraft = endpoint({
  method: 'PATCH',
  path: '/api/escalations/{escalation_id}/customer-drafts/{draft_id}',
  summary:
    'Other words or recipients: an approval does not count any more. For the author and whoever may act on the escalation',
  allow: 'escalations:read',
  params: ofOne,
  body: { to: to.optional(), subject: oneLine(250).optional(), body: line(20_000).optional() },
  response: CustomerDraft,
  errors: [...DRAFT, 'identity.not-allowed', 'version.stale', 'stakeholders.not-found', 'drafts.foreign-recipient'],
});
export const ApproveCustomerDraft = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/customer-drafts/{draft_id}/approve',
  summary:
    'These words may be sent: by an approver of the escalation, the owner’s or the CSM’s manager or an admin, never by whoever wrote them',
  allow: 'escalations:read',
  params: ofOne,
  /** The version that was read: what was changed meanwhile is not approved. */
  body: { version: z.int() },
  response: CustomerDraft,
  errors: [...DRAFT, 'drafts.not-yours-to-decide', 'version.stale'],
});
export const RejectCustomerDraft = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/customer-drafts/{draft_id}/reject',
  summary: 'These words may not be sent, and why',
  allow: 'escalations:read',
  params: ofOne,
  body: { reason: line(2000) },
  response: CustomerDraft,
  errors: [...DRAFT, 'drafts.not-yours-to-decide'],
});
export const SendCustomerDraft = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/customer-drafts/{draft_id}/send',
  summary:
    'Sends what was approved, once; without a mail service it becomes a text to copy. For the author and whoever may act',
  allow: 'escalations:read',
  params: ofOne,
  response: CustomerDraft,
  errors: [...DRAFT, 'identity.not-allowed'],
});
