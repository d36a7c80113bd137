import type { CustomerDraft } from '@understudy/contracts';
import { type DraftPeople, type DraftState, mayDecideDraft, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import { toPersonRef, toPersonRefOrNull } from '../customers/index.js';
import type { EscalationRecord } from '../escalations/index.js';
import type { DraftRecord } from './drafts.repository.js';

const NOTES = {
  waiting: 'It waits for a second person to approve it.',
  approved: 'It is approved. Send it.',
  rejected: 'It was not approved. Change it, and it is asked for again.',
  sending: 'It is on its way.',
  sent: 'It has left.',
  failed: 'It could not be sent. Change it, or try again.',
  to_copy: 'No mail service is connected: copy it and send it yourself. It is approved.',
} as const satisfies Record<DraftState, string>;

/** What deciding about a draft asks. */
export const draftPeople = ({ author, editedBy }: DraftRecord, row: EscalationRecord): DraftPeople => ({
  authorId: author.userId,
  editedByUserId: editedBy.userId,
  csmId: row.csmId,
  ownerId: row.primaryOwner?.userId ?? null,
  approverIds: row.stakeholders.filter(({ role }) => role === 'approver').map(({ user }) => user.userId),
});

export const toDraft = (
  draft: DraftRecord,
  row: EscalationRecord,
  reader: { readonly userId: UserId; readonly managed: ReadonlySet<UserId> | null },
): z.output<typeof CustomerDraft> => ({
  id: draft.id,
  escalation_id: draft.escalationId,
  state: draft.state,
  to: draft.recipients.map(({ name, email }) => ({ name, email })),
  subject: draft.subject,
  body: draft.body,
  author: toPersonRef(draft.author),
  edited_by: toPersonRef(draft.editedBy),
  decided_by: toPersonRefOrNull(draft.decidedBy),
  decided_at: draft.decidedAt,
  rejected_reason: draft.rejectedReason,
  sent_by: toPersonRefOrNull(draft.sentBy),
  sent_at: draft.sentAt,
  failure: draft.failure,
  refused: [...draft.refused],
  note: NOTES[draft.state],
  may_decide:
    (draft.state === 'waiting' || draft.state === 'approved') && mayDecideDraft(draftPeople(draft, row), reader),
  version: draft.version,
  created_at: draft.createdAt,
  updated_at: draft.updatedAt,
});
