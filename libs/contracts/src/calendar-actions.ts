import { ABSENCE_KINDS } from '@understudy/domain';
import { z } from 'zod';
import { action, choice, day, optional, requestKey, required } from './card-fields.js';
import { line, text, timeZone, uuid } from './core/text.js';

/** Who covers, as the first step asks: shared among several, one person, or whoever is named next. */
export const COVER_SPLIT = 'split';
export const COVER_OTHER = 'other';
/** What becomes of a customer meeting while its owner is away; `attend`: the owner attends it all the same. */
export const MEETING_DECISIONS = ['hand_over', 'attend', 'move'] as const;
export type MeetingDecision = (typeof MEETING_DECISIONS)[number];
/** Customers whose backup the set-up asks for one by one: those that matter most. */
export const ASKED_SHARES = 3;

/** Somebody who is chosen from a list. */
const person = optional(64).pipe(uuid.optional());
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const listOf = (part: string) => new RegExp(`^(?:${part}(?:,${part})*)?$`);

/**
 * What the set-up knows so far: nothing is saved before its last step, so every button carries it. Of an absence that is known already, or of days.
 * `shares` are pairs `customer:backup` with commas between.
 */
const plan = {
  /** One walk through the steps: what the add-on keeps of it meanwhile is kept under this. */
  walk: uuid.optional(),
  /** Step 1 lies under everything: no card is beneath it. */
  first: z.literal('yes').optional(),
  absence_id: uuid.optional(),
  kind: z.enum(ABSENCE_KINDS).optional(),
  starts_on: z.iso.date().optional(),
  ends_on: z.iso.date().optional(),
  /** "09:00-12:00, 14:00-15:30": only these hours of each day. */
  hours: text(200).optional(),
  time_zone: timeZone.optional(),
  /** `split`, or the id of one person. */
  cover: z.union([z.literal(COVER_SPLIT), uuid]).optional(),
  shares: text(2000)
    .regex(listOf(`${ID}:${ID}`))
    .optional(),
  tell: z.enum(['auto', 'none']).optional(),
  note: text(2000).optional(),
};
const asked = text(200).regex(listOf(ID));
const SHARES = { share_1: person, share_2: person, share_3: person };
/** A box that is not ticked sends nothing. */
const TOLD = { tell: z.array(text(20)).max(5).default([]), note: optional(2000) };
const cover = z.enum([COVER_SPLIT, COVER_OTHER]).or(uuid);

/** The actions of the Calendar cards. */
export const CALENDAR_ACTIONS = {
  'calendar.home': action({}, {}),
  /** The coverage of an absence, or its set-up while nobody has set it up. `again`: the card in sight is drawn anew. */
  'absence.open': action({ absence_id: uuid, again: z.literal('yes').optional() }, {}),
  'absence.cancel-form': action({ absence_id: uuid }, {}),
  'absence.cancel': action({ absence_id: uuid }, { reason: optional(500) }),
  /** Step 1: who covers. Also for changing it later. */
  'setup.open': action(plan, {}),
  /** Other days or hours than those that were read; without an event, the first card. */
  'setup.dates-form': action(plan, { cover: optional(64).pipe(cover.optional()) }),
  'setup.dates': action(plan, { kind: choice(ABSENCE_KINDS), starts_on: day, ends_on: day, hours: optional(200) }),
  /** Next, from step 1: the split, another person, or who is told. */
  'setup.cover': action(plan, { cover: required(64).pipe(cover) }),
  'setup.person': action(plan, { person: required(64).pipe(uuid) }),
  /** Next, from the split; `asked` are the customers that the fields stand for, in their order. */
  'setup.shares': action({ ...plan, asked }, SHARES),
  /** What customers would read, word for word. */
  'setup.texts': action(plan, TOLD),
  /** Next, from who is told: the last look. */
  'setup.check': action(plan, TOLD),
  /** To the step before, which is drawn with all that was typed and chosen since. */
  'setup.back': action(
    {
      ...plan,
      from: z.enum(['split', 'told', 'texts', 'all-set']),
      to: z.enum(['cover', 'split', 'told']),
      asked: asked.optional(),
    },
    { ...SHARES, ...TOLD },
  ),
  'setup.save': action({ ...plan, request_key: requestKey }, {}),
  /** A meeting with a customer while I am away. */
  'meeting.decide': action(
    {
      event_id: line(1100),
      customer_id: uuid,
      absence_id: uuid,
      title: text(300),
      /** I organise it: then it is mine to move. */
      mine: z.literal('yes').optional(),
      starts_at: z.iso.datetime({ offset: true }),
      ends_at: z.iso.datetime({ offset: true }),
    },
    { decision: choice(MEETING_DECISIONS) },
  ),
} as const;
