declare const brand: unique symbol;

/** A value that carries a name the compiler keeps apart; at run time it is the plain value. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };

export type TenantId = Brand<string, 'TenantId'>;
export type UserId = Brand<string, 'UserId'>;
export type TeamId = Brand<string, 'TeamId'>;
export type CustomerId = Brand<string, 'CustomerId'>;
export type StakeholderId = Brand<string, 'StakeholderId'>;
export type TaskId = Brand<string, 'TaskId'>;
export type ActivityId = Brand<string, 'ActivityId'>;
export type MeetingId = Brand<string, 'MeetingId'>;
export type RiskId = Brand<string, 'RiskId'>;
export type AbsenceId = Brand<string, 'AbsenceId'>;
export type AbsenceSeriesId = Brand<string, 'AbsenceSeriesId'>;
export type CalendarFeedId = Brand<string, 'CalendarFeedId'>;
export type PtoFeedId = Brand<string, 'PtoFeedId'>;
export type PtoEntryId = Brand<string, 'PtoEntryId'>;
export type AssignmentId = Brand<string, 'AssignmentId'>;
export type BriefId = Brand<string, 'BriefId'>;
export type EscalationId = Brand<string, 'EscalationId'>;
export type CategoryId = Brand<string, 'CategoryId'>;
export type ConversationId = Brand<string, 'ConversationId'>;
export type SupporterId = Brand<string, 'SupporterId'>;
export type ThreadId = Brand<string, 'ThreadId'>;
export type MessageId = Brand<string, 'MessageId'>;
export type NotificationId = Brand<string, 'NotificationId'>;
export type RoutingUpdateId = Brand<string, 'RoutingUpdateId'>;
export type NoticeId = Brand<string, 'NoticeId'>;
export type SurveyId = Brand<string, 'SurveyId'>;
export type EscalationUpdateId = Brand<string, 'EscalationUpdateId'>;
export type CustomerDraftId = Brand<string, 'CustomerDraftId'>;
export type BusinessCalendarId = Brand<string, 'BusinessCalendarId'>;
export type AttachmentId = Brand<string, 'AttachmentId'>;
export type TemplateId = Brand<string, 'TemplateId'>;
export type PlaybookId = Brand<string, 'PlaybookId'>;
export type EscalationActionId = Brand<string, 'EscalationActionId'>;
export type WebhookId = Brand<string, 'WebhookId'>;
export type WebhookDeliveryId = Brand<string, 'WebhookDeliveryId'>;

/** Every id of the product, for helpers that make or parse one. */
export type AnyId =
  | TenantId
  | UserId
  | TeamId
  | CustomerId
  | StakeholderId
  | TaskId
  | ActivityId
  | MeetingId
  | RiskId
  | AbsenceId
  | AbsenceSeriesId
  | CalendarFeedId
  | PtoFeedId
  | PtoEntryId
  | AssignmentId
  | BriefId
  | EscalationId
  | CategoryId
  | ConversationId
  | SupporterId
  | ThreadId
  | MessageId
  | NotificationId
  | RoutingUpdateId
  | NoticeId
  | BusinessCalendarId
  | SurveyId
  | EscalationUpdateId
  | CustomerDraftId
  | AttachmentId
  | TemplateId
  | PlaybookId
  | EscalationActionId
  | WebhookId
  | WebhookDeliveryId;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a uuid as PostgreSQL prints one: lower case, with hyphens, any version. */
export const isId = (text: string): boolean => UUID.test(text);

/**
 * The parsed edge for ids: `asId<UserId>(row.user_id)`. Use it where text comes from outside (a row, a token, a file); inside,
 * ids travel branded. Upper case is folded, as PostgreSQL does. Throws RangeError for anything that is not a uuid, because a
 * wrong id from our own tables is a bug; requests are refused earlier, by their contract.
 */
export const asId = <Id extends AnyId>(text: string): Id => {
  const folded = text.toLowerCase();
  if (!isId(folded)) throw new RangeError(`not an id: ${JSON.stringify(text.slice(0, 60))}`);
  return folded as Id;
};

/** As {@link asId}, and null stays null: for nullable columns. */
export const asIdOrNull = <Id extends AnyId>(text: string | null): Id | null => (text === null ? null : asId<Id>(text));
