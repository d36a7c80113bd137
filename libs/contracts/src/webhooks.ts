import { z } from 'zod';
import { endpoint } from './core/endpoint.js';

/**
 * A push message of Google Calendar. It has no body; channel and token come in the headers X-Goog-Channel-ID and X-Goog-Channel-Token
 * (https://developers.google.com/workspace/calendar/api/guides/push).
 */
export const GoogleCalendarPush = endpoint({
  method: 'POST',
  path: '/api/webhooks/google/calendar',
  summary: 'Google Calendar says that a watched calendar changed',
  allow: 'public',
  status: 202,
  response: z.object({ accepted: z.literal(true) }).meta({ id: 'PushAccepted' }),
  errors: ['google.channel-unknown'],
});
