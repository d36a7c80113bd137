import { z } from 'zod';
import { endpoint } from './core/endpoint.js';
import { teamId, text, uuid } from './core/text.js';
import { instant } from './core/time.js';

const Feed = z
  .object({
    id: uuid,
    /** Mine: my absences and what I cover. Otherwise everybody of that team whom I may see. */
    team: z.object({ id: uuid, name: z.string() }).nullable(),
    created_at: instant,
    /** Last fetched by a calendar; null as long as none did. */
    read_at: instant.nullable(),
  })
  .meta({ id: 'CalendarFeed' });
const whose = { team_id: teamId.optional() };

export const ListCalendarFeeds = endpoint({
  method: 'GET',
  path: '/api/me/calendar-feed',
  summary: 'My calendar feeds (their addresses are shown once, when they are made)',
  allow: 'absences:own',
  response: z.object({ items: z.array(Feed) }).meta({ id: 'CalendarFeeds' }),
});
export const MakeCalendarFeed = endpoint({
  method: 'POST',
  path: '/api/me/calendar-feed',
  summary: 'A secret address for my calendar program: who is away, who covers. A new one ends the one before',
  allow: 'absences:own',
  status: 201,
  body: whose,
  response: Feed.extend({ url: z.string() }).meta({ id: 'NewCalendarFeed' }),
  errors: ['teams.not-found'],
});
export const RevokeCalendarFeed = endpoint({
  method: 'DELETE',
  path: '/api/me/calendar-feed',
  summary: 'The address stops working at once',
  allow: 'absences:own',
  query: whose,
  response: Feed,
  errors: ['calendar-feeds.not-found'],
});
export const ReadCalendarFeed = endpoint({
  method: 'GET',
  path: '/api/calendar/{secret}.ics',
  summary: 'Who is away and who covers, as iCalendar (RFC 5545), for whoever holds the secret address; never why',
  allow: 'public',
  params: { secret: text(200) },
  response: z.string().meta({ id: 'CalendarFeedText' }),
  errors: ['calendar-feeds.not-found'],
  raw: true,
});
