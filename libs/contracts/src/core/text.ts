import { z } from 'zod';
import type {
  AbsenceId,
  AnyId,
  AssignmentId,
  BriefId,
  BusinessCalendarId,
  ConversationId,
  CustomerDraftId,
  CustomerId,
  EscalationId,
  EscalationUpdateId,
  MeetingId,
  NotificationId,
  RiskId,
  RoutingUpdateId,
  StakeholderId,
  SupporterId,
  SurveyId,
  TaskId,
  TeamId,
  UserId,
  AttachmentId,
  TemplateId,
  PlaybookId,
  PtoFeedId,
  EscalationActionId,
  CategoryId,
  WebhookDeliveryId,
  WebhookId,
} from '@understudy/domain';

const storable = (value: string): boolean => value.isWellFormed() && !value.includes('\0');

/** Text of at most `max` characters. NUL bytes and lone surrogates are refused: PostgreSQL cannot store them. */
export const text = (max: number) =>
  z.string().max(max).refine(storable, 'must not contain NUL bytes or broken characters');

/** As `text`, trimmed and not empty. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max)
    .refine(storable, 'must not contain NUL bytes or broken characters');

/** As `line`, and really one line: what becomes a subject or a heading. Line breaks and other control characters are refused. */
export const oneLine = (max: number) =>
  line(max).refine((value) => !/[\p{Cc}\u2028\u2029]/u.test(value), 'must be one line without control characters');

export const email = text(254)
  .pipe(z.email())
  .transform((value) => value.toLowerCase());

/** Letters and digits of any script: what a browser shows, or its punycode. */
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?!\\p{N}+$)${LABEL}$`, 'u');

/** The name of a mail domain, in lower case: "acme.example". No address, no scheme, no IP. */
export const domainName = line(253)
  .refine((value) => DOMAIN.test(value), 'must be a domain such as "acme.example"')
  .meta({ examples: ['northwind.example'] })
  .transform((value) => value.toLowerCase());

/** An IANA zone as the runtime knows it. Checked by use: `Intl` is there in Apps Script and browsers, Temporal is not. */
export const timeZone = text(64).refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}, 'is not a known IANA time zone, for example "Europe/Lisbon"');

/** An http(s) address: nothing a link could run. */
export const webAddress = text(2000).refine(
  (value) => /^https?:\/\/[^\s]+$/i.test(value),
  'must be an http(s) address',
);

export const uuid = z.uuid();

/**
 * An id as an endpoint takes it: a uuid on the wire, branded inside, so that a handler cannot mix up two kinds of id.
 * Answers use plain `uuid`.
 */
const id = <Id extends AnyId>() => z.uuid().pipe(z.custom<Id>());
export const userId = id<UserId>();
export const teamId = id<TeamId>();
export const customerId = id<CustomerId>();
export const taskId = id<TaskId>();
export const stakeholderId = id<StakeholderId>();
export const riskId = id<RiskId>();
export const meetingId = id<MeetingId>();
export const absenceId = id<AbsenceId>();
export const assignmentId = id<AssignmentId>();
export const briefId = id<BriefId>();
export const escalationId = id<EscalationId>();
export const surveyId = id<SurveyId>();
export const notificationId = id<NotificationId>();
export const routingUpdateId = id<RoutingUpdateId>();
export const escalationUpdateId = id<EscalationUpdateId>();
export const customerDraftId = id<CustomerDraftId>();
export const conversationId = id<ConversationId>();
export const supporterId = id<SupporterId>();
export const attachmentId = id<AttachmentId>();
export const templateId = id<TemplateId>();
export const playbookId = id<PlaybookId>();
export const escalationActionId = id<EscalationActionId>();
export const categoryId = id<CategoryId>();
export const businessCalendarId = id<BusinessCalendarId>();
export const webhookId = id<WebhookId>();
export const webhookDeliveryId = id<WebhookDeliveryId>();
export const ptoFeedId = id<PtoFeedId>();
