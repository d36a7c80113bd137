import { MAIL_CHOICES, NOTIFICATION_KINDS } from '@understudy/domain';
import { z } from 'zod';
import { CustomerRef, paging } from './common.js';
import { endpoint } from './core/endpoint.js';
import { notificationId, uuid } from './core/text.js';
import { instant } from './core/time.js';

/** Something one of our people was told; several things about one subject within a few minutes are one. */
export const Notification = z
  .object({
    id: uuid,
    /** The message that made it, such as "customer.task-added". */
    kind: z.string(),
    urgency: z.enum(['normal', 'urgent']),
    title: z.string(),
    /** The words somebody sent to everybody, in full (Markdown as typed); null where the line says it all. */
    details: z.string().nullable(),
    /** "Why am I getting this", in one sentence. */
    why: z.string(),
    /** Below the dashboard's address; null when what it was about is no longer the reader's to see. */
    link: z.string().nullable(),
    customer: CustomerRef.nullable(),
    absence_id: uuid.nullable(),
    escalation_id: uuid.nullable(),
    /** The coverage by which it came; null for everything that is the reader's own. */
    assignment_id: uuid.nullable(),
    /** How many things happened; they are listed under `items`, the latest first, at most twenty. */
    count: z.int(),
    items: z.array(z.object({ kind: z.string(), title: z.string(), at: instant })),
    first_at: instant,
    last_at: instant,
    read_at: instant.nullable(),
  })
  .meta({ id: 'Notification' });

export const ListNotifications = endpoint({
  method: 'GET',
  path: '/api/notifications',
  summary: 'What I was told, the latest first',
  allow: 'signed-in',
  query: {
    ...paging,
    unread: z.enum(['true', 'false']).optional(),
    kind: z.enum(NOTIFICATION_KINDS).optional(),
    urgency: z.enum(['normal', 'urgent']).optional(),
  },
  response: z
    .object({ items: z.array(Notification), next_cursor: z.string().nullable(), unread_count: z.int() })
    .meta({ id: 'NotificationPage' }),
});
export const ReadNotification = endpoint({
  method: 'POST',
  path: '/api/notifications/{notification_id}/read',
  summary: 'I have read this',
  allow: 'signed-in',
  params: { notification_id: notificationId },
  response: Notification,
  errors: ['notifications.not-found'],
});
/** `until` keeps what came after the page was drawn unread. */
export const ReadAllNotifications = endpoint({
  method: 'POST',
  path: '/api/notifications/read-all',
  summary: 'I have read everything (up to an instant)',
  allow: 'signed-in',
  body: { until: instant.optional() },
  response: z.object({ read: z.int(), unread_count: z.int() }).meta({ id: 'NotificationsRead' }),
});

const wallClock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is a time of day such as "19:30"');
const quietHours = z.union([
  z.enum(['outside-working-hours', 'never']),
  z
    .strictObject({ from: wallClock, to: wallClock })
    .refine(({ from, to }) => from !== to, 'must not begin and end at the same time'),
]);

/** When and how somebody may be disturbed. What is urgent may at any hour; of escalations P0 alone. */
export const NotificationPreferences = z
  .object({
    email: z.enum(MAIL_CHOICES),
    slack: z.enum(MAIL_CHOICES),
    quiet_hours: quietHours,
    /** False: no mail service is connected, so e-mails stay in the app. */
    email_connected: z.boolean(),
    /** False: no Slack workspace is connected, so nothing is said there. */
    slack_connected: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'NotificationPreferences' });

export const GetNotificationPreferences = endpoint({
  method: 'GET',
  path: '/api/me/notification-preferences',
  summary: 'How I want to be told',
  allow: 'signed-in',
  response: NotificationPreferences,
});
export const PatchNotificationPreferences = endpoint({
  method: 'PATCH',
  path: '/api/me/notification-preferences',
  summary: 'Change how I want to be told: e-mails, Slack, quiet hours',
  allow: 'signed-in',
  body: {
    email: z.enum(MAIL_CHOICES).optional(),
    slack: z.enum(MAIL_CHOICES).optional(),
    quiet_hours: quietHours.optional(),
  },
  response: NotificationPreferences,
  errors: ['version.stale'],
});
