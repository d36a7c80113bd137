export interface StoredMessage {
  readonly id: string;
  threadId: string;
  labelIds: string[];
  /** The whole e-mail, RFC 5322, base64. */
  readonly raw: string;
  /** Milliseconds since the epoch, product time. */
  readonly internalDate: number;
  historyId: number;
}
export interface Vacation {
  enableAutoReply: boolean;
  responseSubject?: string;
  responseBodyPlainText?: string;
  responseBodyHtml?: string;
  restrictToContacts?: boolean;
  restrictToDomain?: boolean;
  /** Milliseconds since the epoch, as text: the API's own form. */
  startTime?: string;
  endTime?: string;
}
export interface Filter {
  readonly id: string;
  readonly criteria: {
    readonly from?: string;
    readonly to?: string;
    readonly subject?: string;
    readonly query?: string;
    readonly negatedQuery?: string;
    readonly hasAttachment?: boolean;
    readonly excludeChats?: boolean;
    readonly size?: number;
    readonly sizeComparison?: string;
  };
  readonly action: {
    readonly addLabelIds?: readonly string[];
    readonly removeLabelIds?: readonly string[];
    readonly forward?: string;
  };
}
export type Verification = 'accepted' | 'pending';
export interface SendAs {
  sendAsEmail: string;
  displayName: string;
  replyToAddress: string;
  signature: string;
  isPrimary?: boolean;
  isDefault?: boolean;
  treatAsAlias?: boolean;
  verificationStatus?: Verification;
}
export interface Label {
  readonly id: string;
  name: string;
  messageListVisibility?: string;
  labelListVisibility?: string;
}
/** What one account holds beyond the demo world's threads. */
export interface Account {
  history: number;
  messages: Record<string, StoredMessage>;
  /** Demo messages that were deleted for good. */
  deleted: string[];
  /** Draft id → message id. */
  drafts: Record<string, string>;
  labels: Record<string, Label>;
  filters: Filter[];
  forwarding: Record<string, Verification>;
  autoForwarding: { enabled: boolean; emailAddress?: string; disposition?: string };
  delegates: Record<string, Verification>;
  sendAs: Record<string, SendAs>;
  vacation: Vacation;
  /** Who had a vacation reply, and when (milliseconds). */
  replied: Record<string, number>;
}
export interface GmailState {
  accounts: Record<string, Account>;
  /** Ids of messages, threads, drafts, filters and labels are made from it. */
  made: number;
}

export const emptyGmailState = (): GmailState => ({ accounts: {}, made: 0 });
export const emptyAccount = (): Account => ({
  history: 1000,
  messages: {},
  deleted: [],
  drafts: {},
  labels: {},
  filters: [],
  forwarding: {},
  autoForwarding: { enabled: false },
  delegates: {},
  sendAs: {},
  vacation: { enableAutoReply: false },
  replied: {},
});
