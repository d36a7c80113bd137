import { NOTICE_KINDS, NOTICE_METHODS, NOTICE_TEMPLATES } from '@understudy/domain';
import { z } from 'zod';
import { CustomerRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { absenceId, assignmentId, customerId, stakeholderId, text, timeZone, uuid } from './core/text.js';
import { instant } from './core/time.js';

/** One e-mail to one contact of a customer about one absence (PRD-131 FR-4). */
export const CustomerNotice = z
  .object({
    /** null in a preview of what does not exist yet. */
    id: uuid.nullable(),
    absence_id: uuid,
    /** Whose coverage it introduces. */
    coverage_id: uuid,
    customer: CustomerRef,
    contact: z.object({ stakeholder_id: uuid, name: z.string(), email: z.string() }),
    /** An update says that what the introduction said is not so any more; at most one. */
    kind: z.enum(NOTICE_KINDS),
    method: z.enum(['auto', 'manual']),
    /** `draft`: no mail service is connected, copy the text and send it yourself. `obsolete`: not sent, it would not be true any more. */
    state: z.enum(['planned', 'draft', 'sent', 'failed', 'obsolete', 'opted_out']),
    /** BCP 47; null where there is no text. */
    language: z.string().nullable(),
    /** What was sent, or would be sent now; null where nothing will be. */
    subject: z.string().nullable(),
    text: z.string().nullable(),
    /** In business hours of the customer. */
    send_at: instant,
    sent_at: instant.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'CustomerNotice' });

export const NoticeList = z
  .object({
    /** How customers hear of this absence: by itself, when somebody asks, or not. */
    method: z.enum(NOTICE_METHODS),
    /** False: notices become drafts. */
    connected: z.boolean(),
    items: z.array(CustomerNotice),
  })
  .meta({ id: 'NoticeList' });

export const NotifyAnswer = z
  .object({
    preview: z.boolean(),
    connected: z.boolean(),
    items: z.array(CustomerNotice),
    /** Who is not written to, and why. */
    skipped: z.array(
      z.object({
        customer: CustomerRef,
        contact: z.object({ stakeholder_id: uuid, name: z.string(), email: z.string() }).nullable(),
        reason: z.enum(['not-covered', 'no-contact', 'segment', 'opted-out', 'already-sent', 'too-late']),
      }),
    ),
  })
  .meta({ id: 'NotifyAnswer' });

export const NotifyCustomers = endpoint({
  method: 'POST',
  path: '/api/coverage/{coverage_id}/notify-customers',
  summary: 'Tell customers who looks after them, or show what they would read (preview)',
  allow: 'coverage:answer',
  params: { coverage_id: assignmentId },
  body: {
    /** Left out: everybody of this coverage, in the segments of the policy. */
    customer_ids: z.array(customerId).min(1).max(5000).optional(),
    /** Own words, added to each; plain text. */
    message: text(2000).optional(),
    preview: z.boolean().optional(),
  },
  response: NotifyAnswer,
  errors: [
    'coverage.assignment-not-found',
    'coverage.absence-over',
    'coverage.customer-not-in-portfolio',
    'customers.not-found',
    'notices.nobody-accepted',
    'notices.turned-off',
    'identity.not-allowed',
  ],
});
export const ListNotices = endpoint({
  method: 'GET',
  path: '/api/absences/{absence_id}/notices',
  summary: 'What customers are told of an absence: to whom, when, in which words, and whether it left',
  allow: 'absences:own',
  params: { absence_id: absenceId },
  response: NoticeList,
  errors: ['absences.not-found', 'identity.not-allowed'],
});
export const SetNoticePlan = endpoint({
  method: 'PUT',
  path: '/api/absences/{absence_id}/notices',
  summary: 'How customers hear of this absence: auto, manual or none',
  allow: 'absences:own',
  params: { absence_id: absenceId },
  body: { method: z.enum(NOTICE_METHODS) },
  response: NoticeList,
  errors: ['absences.not-found', 'identity.not-allowed'],
});
export const SetNoticeOptOut = endpoint({
  method: 'PUT',
  path: '/api/customers/{customer_id}/stakeholders/{stakeholder_id}/notices',
  summary: 'This contact wants notices about absences, or none; holds for everybody with the same address',
  allow: 'customers:write',
  params: { customer_id: customerId, stakeholder_id: stakeholderId },
  body: { opt_out: z.boolean() },
  response: z.object({ stakeholder_id: uuid, opted_out: z.boolean() }).meta({ id: 'NoticeOptOut' }),
  errors: ['customers.not-found', 'stakeholders.not-found', 'identity.not-allowed'],
});
export const SetNoticeZone = endpoint({
  method: 'PUT',
  path: '/api/customers/{customer_id}/notices',
  summary: 'In whose business hours this customer is written to; null: those of its CSM',
  allow: 'customers:write',
  params: { customer_id: customerId },
  body: { time_zone: timeZone.nullable() },
  response: z.object({ customer_id: uuid, time_zone: z.string().nullable() }).meta({ id: 'NoticeZone' }),
  errors: ['customers.not-found', 'identity.not-allowed'],
});

const languageTag = text(35)
  .refine((tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      return false; // RangeError is how Intl says "no language tag"
    }
  }, 'must be a language tag such as "de" or "pt-BR"')
  .transform((tag) => tag.toLowerCase());

const Template = z.object({
  kind: z.enum(NOTICE_TEMPLATES),
  language: z.string(),
  subject: z.string(),
  body: z.string(),
  /** Ours, or the organisation's own words. */
  built_in: z.boolean(),
});
export const NoticeTemplates = z
  .object({
    templates: z.array(Template),
    /** What can stand in {{double braces}}. */
    placeholders: z.array(z.string()),
  })
  .meta({ id: 'NoticeTemplates' });

export const GetNoticeTemplates = endpoint({
  method: 'GET',
  path: '/api/admin/templates/notices',
  summary: 'The words of notices to customers, by kind and language',
  allow: 'admin',
  response: NoticeTemplates,
});
export const PutNoticeTemplates = endpoint({
  method: 'PUT',
  path: '/api/admin/templates/notices',
  summary: 'Own words for notices; kinds and languages that are left out keep the built-in ones',
  allow: 'admin',
  body: {
    templates: z
      .array(
        z.strictObject({
          kind: z.enum(NOTICE_TEMPLATES),
          language: languageTag,
          subject: text(200),
          body: text(5000),
        }),
      )
      .max(100),
  },
  response: NoticeTemplates,
  errors: ['notices.bad-template'],
});

/** The same function as for real notices, and nothing but public facts of the organisation; nothing is kept or sent. */
export const PreviewNoticeTemplate = endpoint({
  method: 'POST',
  path: '/api/admin/templates/notices/preview',
  summary:
    'What a customer would read with these words, on the example of one of the customers; and what is wrong with them',
  allow: 'admin',
  body: { kind: z.enum(NOTICE_TEMPLATES), language: languageTag, subject: text(200), body: text(5000) },
  response: z
    .object({
      subject: z.string(),
      /** Without the last lines, how to get no more of these; a line whose placeholder has no value is left out. */
      text: z.string(),
      customer: z.string(),
      problems: z.array(z.object({ path: z.string(), message: z.string() })),
    })
    .meta({ id: 'NoticeTemplatePreview' }),
});

/** The link in every notice. Opening it changes nothing (mail scanners open links); the button on the page, or the mail program's own, does. */
export const ShowUnsubscribe = endpoint({
  method: 'GET',
  path: '/api/notices/unsubscribe',
  summary: 'A page that asks whether this contact wants no more notices',
  allow: 'public',
  query: { token: text(300) },
  raw: true,
  response: z.string(),
  errors: ['notices.bad-link'],
});
export const Unsubscribe = endpoint({
  method: 'POST',
  form: true,
  path: '/api/notices/unsubscribe',
  summary: 'No more notices for this contact (RFC 8058: one click, no sign-in)',
  allow: 'public',
  query: { token: text(300) },
  raw: true,
  response: z.string(),
  errors: ['notices.bad-link'],
});
