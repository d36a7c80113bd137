import { DomainError } from './errors.js';
import type { UserId } from './ids.js';
import { isMailAddress } from './mail.js';

/** Words to a customer on their way: nothing leaves that a second person has not approved (PRD-243 FR-4.4). */
export const DRAFT_STATES = ['waiting', 'approved', 'rejected', 'sending', 'sent', 'failed', 'to_copy'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** `edit` takes an approval back: what is approved are these words to these people and no others. */
export type DraftStep = 'edit' | 'approve' | 'reject' | 'send';

const TO = { edit: 'waiting', approve: 'approved', reject: 'rejected', send: 'sending' } as const satisfies Record<
  DraftStep,
  DraftState
>;
const STEPS = {
  waiting: ['edit', 'approve', 'reject'],
  approved: ['edit', 'reject', 'send'],
  rejected: ['edit'],
  sending: [],
  sent: [],
  failed: ['edit', 'send'],
  to_copy: ['edit', 'send'],
} as const satisfies Record<DraftState, readonly DraftStep[]>;

export const draftSteps = (state: DraftState): readonly DraftStep[] => STEPS[state];

/** The state after a step. Throws drafts.illegal-step with what may be done. */
export const stepDraft = (state: DraftState, step: DraftStep): DraftState => {
  const allowed = draftSteps(state);
  if (!allowed.includes(step)) throw new DomainError('drafts.illegal-step', { state, step, allowed: [...allowed] });
  return TO[step];
};

export interface DraftPeople {
  readonly authorId: UserId;
  readonly editedByUserId: UserId;
  readonly csmId: UserId | null;
  readonly ownerId: UserId | null;
  /** Who is on the escalation to approve. */
  readonly approverIds: readonly UserId[];
}

/** `managed`: those the person manages, null for everybody (admins). */
export interface DraftReader {
  readonly userId: UserId;
  readonly managed: ReadonlySet<UserId> | null;
}

/**
 * May this person say that it may be sent? Never whoever wrote or changed it; else an approver of the escalation, whoever manages the
 * owner or the customer's CSM, and admins.
 */
export const mayDecideDraft = (
  { authorId, editedByUserId, csmId, ownerId, approverIds }: DraftPeople,
  { userId, managed }: DraftReader,
): boolean => {
  if (userId === authorId || userId === editedByUserId) return false;
  if (managed === null || approverIds.includes(userId)) return true;
  return [csmId, ownerId].some((id) => id !== null && id !== userId && managed.has(id));
};

export interface DraftRecipient {
  readonly name: string;
  readonly email: string;
}

/** Those of them who are not the customer: neither a contact nor on a domain of theirs. Domains count as a whole, not their endings. */
export const foreignRecipients = (
  recipients: readonly DraftRecipient[],
  customer: { readonly domains: readonly string[]; readonly contactEmails: readonly string[] },
): string[] => {
  const domains = new Set(customer.domains.map((domain) => domain.toLowerCase()));
  const contacts = new Set(customer.contactEmails.map((email) => email.toLowerCase()));
  return recipients
    .map(({ email }) => email.toLowerCase())
    .filter(
      (email) =>
        !isMailAddress(email) || !(contacts.has(email) || domains.has(email.slice(email.lastIndexOf('@') + 1))),
    );
};
