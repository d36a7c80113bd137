import type { AbsenceId, Notice, NoticeContact, NoticeMethod, Told, UserId } from '@understudy/domain';

/** A notice with what people read of it; words only from the moment it is handed over. */
export interface NoticeRecord extends Notice {
  readonly absenceId: AbsenceId;
  readonly contactName: string;
  /** As the CRM writes it. */
  readonly email: string;
  readonly customerName: string;
  readonly customerLanguage: string | null;
  readonly message: string | null;
  readonly requestedByUserId: UserId | null;
  readonly language: string | null;
  readonly subject: string | null;
  readonly body: string | null;
  readonly sentAt: Temporal.Instant | null;
  readonly failure: string | null;
  /** The message that hands it over, from then on; a retry of that message may do it again. */
  readonly sendingMessageId: string | null;
}

/** A contact with what their notice is made of. Only what is public of a customer, and its segment for the rules. */
export interface ContactRecord extends NoticeContact {
  readonly contactName: string;
  readonly email: string;
  readonly customerName: string;
  readonly customerLanguage: string | null;
}

/** The words an e-mail left with, and what they told. */
export interface SentWords {
  readonly language: string;
  readonly subject: string;
  readonly body: string;
  readonly told: Told;
}

/** PRD-131's `customerNotifications` of one assignment. */
export interface NoticeSummary {
  readonly sent: boolean;
  readonly sentAt: Temporal.Instant | null;
  readonly method: NoticeMethod;
}
