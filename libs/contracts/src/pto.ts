import { ABSENCE_KINDS, PTO_PROBLEM_CODES } from '@understudy/domain';
import { z } from 'zod';
import { PersonRef, page, paging } from './common.js';
import { endpoint } from './core/endpoint.js';
import { line, oneLine, ptoFeedId, text, userId, uuid } from './core/text.js';
import { day, instant } from './core/time.js';

export const PTO_FEED_KINDS = ['ical', 'hibob', 'bamboohr'] as const;
/** Waiting: not read yet. Failing: it could not be read the last time, and is tried again. Lost: the other side refuses us. */
export const PTO_FEED_STATES = ['waiting', 'connected', 'failing', 'lost', 'paused'] as const;
/**
 * Taken: an absence (or a suggestion) stands for it. Unmatched, ambiguous: nobody, or several people, have its name, and somebody has to say whose
 * it is. Nobody: somebody said it is nobody of ours. Not-away: working from home, a birthday and the like. Unreadable: see its problem.
 */
export const PTO_ENTRY_STATES = ['taken', 'unmatched', 'ambiguous', 'nobody', 'not-away', 'unreadable'] as const;

export const PtoFeed = z
  .object({
    id: uuid,
    kind: z.enum(PTO_FEED_KINDS),
    name: z.string(),
    /** Where it is read; of its address no more is ever shown. */
    host: z.string(),
    state: z.enum(PTO_FEED_STATES),
    /** What is wrong and what to do; null when nothing is. */
    problem: z.string().nullable(),
    /** HiBob: the address to enter in its webhook. */
    webhook_url: z.string().nullable(),
    has_webhook_secret: z.boolean(),
    counts: z.object(
      Object.fromEntries(PTO_ENTRY_STATES.map((state) => [state, z.int()])) as Record<
        (typeof PTO_ENTRY_STATES)[number],
        z.ZodInt
      >,
    ),
    last_read_at: instant.nullable(),
    last_ok_at: instant.nullable(),
    created_at: instant,
    version: z.int(),
  })
  .meta({ id: 'PtoFeed' });

/** Kept sealed; never answered, never logged. Which of them are needed depends on the kind. */
const access = {
  address: text(2_000).optional().describe('ical: the secret address of the feed, https:// or webcal://.'),
  company: oneLine(100)
    .refine((value) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(value), 'must be the part before .bamboohr.com')
    .optional()
    .describe('bamboohr: the company’s part of its address, before .bamboohr.com.'),
  api_key: oneLine(500).optional().describe('bamboohr: an API key that may see who is out.'),
  service_user_id: oneLine(200).optional().describe('hibob: id of the service user.'),
  service_user_token: oneLine(500).optional().describe('hibob: token of the service user.'),
  webhook_secret: oneLine(500).optional().describe('hibob: the secret its webhook shows; may follow later.'),
};

export const ListPtoFeeds = endpoint({
  method: 'GET',
  path: '/api/admin/integrations/pto/feeds',
  summary: 'The PTO systems that are read, how they stand and how many of their entries count',
  allow: 'admin',
  response: z.object({ items: z.array(PtoFeed) }).meta({ id: 'PtoFeeds' }),
});
export const CreatePtoFeed = endpoint({
  method: 'POST',
  path: '/api/admin/integrations/pto/feeds',
  summary: 'Read another PTO system: an iCalendar feed, HiBob, or BambooHR. It is read at once and every 15 minutes',
  allow: 'admin',
  status: 201,
  body: { kind: z.enum(PTO_FEED_KINDS), name: oneLine(100), ...access },
  response: PtoFeed,
  errors: ['pto.name-taken', 'pto.address-refused', 'pto.access-incomplete'],
});
export const ChangePtoFeed = endpoint({
  method: 'PATCH',
  path: '/api/admin/integrations/pto/feeds/{feed_id}',
  summary: 'Rename it, pause it, or enter a new address or key. While it is paused its absences stay as they are',
  allow: 'admin',
  params: { feed_id: ptoFeedId },
  body: { name: oneLine(100).optional(), paused: z.boolean().optional(), ...access },
  response: PtoFeed,
  errors: [
    'pto.feed-not-found',
    'pto.name-taken',
    'pto.address-refused',
    'pto.access-incomplete',
    'pto.access-unreadable',
    'version.stale',
  ],
});
export const RemovePtoFeed = endpoint({
  method: 'DELETE',
  path: '/api/admin/integrations/pto/feeds/{feed_id}',
  summary:
    'Stop reading it and forget its address. Absences that only it knew are taken back, as if they had gone there',
  allow: 'admin',
  params: { feed_id: ptoFeedId },
  response: PtoFeed,
  errors: ['pto.feed-not-found'],
});
export const SyncPtoFeed = endpoint({
  method: 'POST',
  path: '/api/admin/integrations/pto/feeds/{feed_id}/sync',
  summary: 'Read it now, in full',
  allow: 'admin',
  status: 202,
  params: { feed_id: ptoFeedId },
  response: PtoFeed,
  errors: ['pto.feed-not-found'],
});

export const PtoEntry = z
  .object({
    id: uuid,
    state: z.enum(PTO_ENTRY_STATES),
    title: z.string(),
    /** Of an iCalendar feed, from 1. */
    line: z.int().nullable(),
    /** Its own name in the other system (UID, request number). */
    key: z.string(),
    user: PersonRef.nullable(),
    absence_type: z.enum(ABSENCE_KINDS),
    is_suggestion: z.boolean(),
    start_date: day.nullable(),
    end_date: day.nullable(),
    /** What is wrong or was assumed. A taken entry may have one too. */
    problem: z.object({ code: z.enum(PTO_PROBLEM_CODES), text: z.string() }).nullable(),
    seen_at: instant,
  })
  .meta({ id: 'PtoEntry' });

export const ListPtoEntries = endpoint({
  method: 'GET',
  path: '/api/admin/integrations/pto/feeds/{feed_id}/entries',
  summary: 'What a PTO system shows now: what counts, and what does not and why',
  allow: 'admin',
  params: { feed_id: ptoFeedId },
  query: {
    ...paging,
    state: z.enum(PTO_ENTRY_STATES).optional(),
    problems: z.enum(['true', 'false']).optional().describe('true: only those with a problem'),
  },
  response: page(PtoEntry, 'PtoEntryPage'),
  errors: ['pto.feed-not-found'],
});

/** A name of a PTO system and whose it is. */
export const PtoName = z
  .object({
    name: z.string(),
    /** Undecided: its entries wait. */
    state: z.enum(['undecided', 'person', 'nobody']),
    user: PersonRef.nullable(),
    entries: z.int(),
    /** Who it could be, most likely first. */
    candidates: z.array(PersonRef),
    decided_by: PersonRef.nullable(),
    decided_at: instant.nullable(),
  })
  .meta({ id: 'PtoName' });

export const ListPtoNames = endpoint({
  method: 'GET',
  path: '/api/admin/integrations/pto/names',
  summary: 'Names of PTO systems that somebody has to assign, and those that somebody did assign',
  allow: 'admin',
  response: z.object({ items: z.array(PtoName) }).meta({ id: 'PtoNames' }),
});
export const AssignPtoName = endpoint({
  method: 'PUT',
  path: '/api/admin/integrations/pto/names',
  summary:
    'Say whose a name is: a person, or nobody of the organisation (null). Its entries follow at once, now and later',
  allow: 'admin',
  body: { name: line(300), user_id: userId.nullable() },
  response: PtoName,
  errors: ['users.not-found', 'pto.name-not-seen'],
});

export const PtoWebhook = endpoint({
  method: 'POST',
  path: '/api/webhooks/pto/{feed_id}',
  summary:
    'HiBob says that a time-off request changed (webhooks version 2). Signed in Bob-Signature; the same event again changes nothing',
  allow: 'public',
  status: 200,
  signed: true,
  params: { feed_id: text(100) },
  response: z.object({ accepted: z.literal(true) }).meta({ id: 'PtoWebhookAccepted' }),
  errors: ['pto.webhook-unknown', 'pto.webhook-malformed', 'pto.webhook-foreign-url'],
});
