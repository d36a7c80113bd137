import type { Attachment } from '@understudy/contracts';
import type { z } from 'zod';
import { toPersonRef } from '../customers/index.js';
import type { AttachmentRecord } from './attachments.repository.js';

export const toAttachment = (row: AttachmentRecord): z.output<typeof Attachment> => ({
  id: row.id,
  name: row.name,
  content_type: row.contentType,
  size_bytes: row.sizeBytes,
  sha256: row.sha256,
  uploaded_by: toPersonRef(row.uploadedBy),
  created_at: row.createdAt,
  removed:
    row.removedAt && row.removedBy
      ? { at: row.removedAt, by: toPersonRef(row.removedBy), reason: row.removedReason ?? '' }
      : null,
});
