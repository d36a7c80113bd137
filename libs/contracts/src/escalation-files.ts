import { z } from 'zod';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { attachmentId, escalationId, line, uuid } from './core/text.js';
import { instant } from './core/time.js';

/** A file of an escalation (PRD-243 FR-1.5). Its bytes are read at `.../attachments/{id}`. */
export const Attachment = z
  .object({
    id: uuid,
    /** As it was called, without folders and hidden characters. */
    name: z.string(),
    /** By what is in it. */
    content_type: z.string(),
    size_bytes: z.int(),
    sha256: z.string(),
    uploaded_by: PersonRef,
    created_at: instant,
    /** Its bytes are kept for auditors, and shown to nobody. */
    removed: z.object({ at: instant, by: PersonRef, reason: z.string() }).nullable(),
  })
  .meta({ id: 'Attachment' });

export const ListAttachments = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/attachments',
  summary: 'The files of an escalation, oldest first, removed ones included',
  allow: 'escalations:read',
  params: { escalation_id: escalationId },
  response: z.object({ items: z.array(Attachment) }).meta({ id: 'AttachmentList' }),
  errors: ['escalations.not-found'],
});
export const AddAttachment = endpoint({
  method: 'POST',
  path: '/api/escalations/{escalation_id}/attachments',
  summary:
    'Attach a file: png, jpg, gif, webp, pdf, docx, xlsx, pptx, txt, log, md, csv, json or eml, at most 25 MB, told by its content',
  allow: 'escalations:read',
  status: 201,
  params: { escalation_id: escalationId },
  upload: true,
  response: Attachment,
  errors: [
    'escalations.not-found',
    'uploads.no-file',
    'uploads.more-than-one',
    'uploads.empty',
    'uploads.too-large',
    'attachments.name-unusable',
    'attachments.type-not-allowed',
    'attachments.content-mismatch',
    'attachments.ambiguous',
    'attachments.too-many',
    'attachments.took-too-long',
  ],
});
export const ReadAttachment = endpoint({
  method: 'GET',
  path: '/api/escalations/{escalation_id}/attachments/{attachment_id}',
  summary: 'The bytes of a file, to be saved: served as an attachment in a sandbox, never shown by the browser',
  allow: 'escalations:read',
  params: { escalation_id: escalationId, attachment_id: attachmentId },
  raw: true,
  response: z.string(),
  errors: ['escalations.not-found', 'attachments.not-found', 'attachments.removed', 'attachments.unreadable'],
});
export const RemoveAttachment = endpoint({
  method: 'DELETE',
  path: '/api/escalations/{escalation_id}/attachments/{attachment_id}',
  summary: 'Take a file away from readers, with a reason; the row stays, and the bytes for auditors',
  allow: 'escalations:read',
  params: { escalation_id: escalationId, attachment_id: attachmentId },
  query: { reason: line(500) },
  response: Attachment,
  errors: ['escalations.not-found', 'attachments.not-found', 'attachments.removed', 'identity.not-allowed'],
});
