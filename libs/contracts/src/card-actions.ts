import { z } from 'zod';
import { CALENDAR_ACTIONS } from './calendar-actions.js';
import { action, choice, day, optional, requestKey, required } from './card-fields.js';
import { SEVERITIES } from './common.js';
import { email, line, text, uuid } from './core/text.js';

/*
 * What the buttons of our cards can do: `POST /api/addon/action {action_id, parameters, form}`. Parameters are what the card
 * itself carries (always text, as Google requires), the form is what the person typed or chose. Names are snake_case.
 */

const thread = { thread_id: line(200).optional() };
/** Which customer beside which conversation: what the message card is drawn again from. */
const conversation = { customer_id: uuid, ...thread, subject: text(998).optional() };
/** Who wrote, as they would stand among a customer's people. */
const sender = { address: email, name: line(200) };
/** Which home the card that comes back is. */
const home = { from: z.enum(['gmail', 'calendar']).default('gmail') };

/** Fields that stand empty arrive as `[]`; days as `YYYY-MM-DD`; a checked box as its value. */
export const CardForm = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), z.array(text(4000)).max(100));
export type CardForm = z.infer<typeof CardForm>;
export const CardParameters = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), text(2000));
export type CardParameters = z.infer<typeof CardParameters>;

export const ACTIVITY_KINDS = ['email', 'call', 'meeting', 'other'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];
/** When somebody who leaves now is back: tomorrow morning, at an hour of today, on a day, or nobody knows. */
export const AWAY_UNTIL = ['today', 'hours', 'day', 'open'] as const;
export type AwayUntil = (typeof AWAY_UNTIL)[number];
/** Instead of a person: whoever fits best. */
export const BEST_FIT = 'best';
/** Two sentences; or the whole notice in the words of the organisation. */
export const INTRODUCTIONS = ['short', 'full'] as const;
export type Introduction = (typeof INTRODUCTIONS)[number];
export type CardSeverity = (typeof SEVERITIES)[number];

/** Every action the API takes, with what it needs. Closed: a button with another id does not compile. */
export const CARD_ACTIONS = {
  /** Say yes to covering; the same card comes back without the request. */
  'coverage.accept': action({ assignment_id: uuid }, {}),
  /** Opens the card that asks why not. */
  'coverage.decline-form': action({ assignment_id: uuid }, {}),
  'coverage.decline': action({ assignment_id: uuid }, { reason: required(500) }),
  /** One of several customers of a thread. */
  'customer.open': action(conversation, {}),
  /** Opens the form; the subject of the thread becomes the title. */
  'escalation.form': action(conversation, {}),
  'escalation.create': action(
    { customer_id: uuid, request_key: requestKey, ...thread },
    {
      severity: choice(SEVERITIES),
      category: required(100),
      title: required(200),
      description: required(4000),
      expected_resolution: optional(2000),
      target_resolution_date: day,
    },
  ),
  /** Marks an item of the brief done. The card it was on is drawn again, for the same thread. */
  'task.done': action({ task_id: uuid, ...conversation, on: z.enum(['message', 'brief']).default('message') }, {}),
  /** Opens the card that asks what was done. */
  'activity.form': action({ customer_id: uuid, assignment_id: uuid }, {}),
  'activity.log': action(
    { customer_id: uuid, assignment_id: uuid, request_key: requestKey },
    { kind: choice(ACTIVITY_KINDS), summary: required(4000) },
  ),
  /** Why I am the one who is asked. */
  'coverage.why': action({ assignment_id: uuid }, {}),
  /** I cannot go on standing in: asks why. */
  'coverage.release-form': action({ assignment_id: uuid }, {}),
  'coverage.release': action({ assignment_id: uuid }, { reason: required(500) }),
  /** A suggestion (a Slack status, an all-day event) is an absence, or none and does not come back. */
  'absence.confirm': action({ absence_id: uuid, ...home }, {}),
  'absence.dismiss': action({ absence_id: uuid, ...home }, {}),
  /** "I am out now": the form, from now on, taken back at once, and back again. */
  'away.form': action({}, {}),
  'away.start': action(
    { request_key: requestKey },
    {
      until: choice(AWAY_UNTIL),
      back_at: optional(5),
      back_on: day,
      backup: optional(64).pipe(z.enum([BEST_FIT]).or(uuid).optional()),
      note: optional(2000),
    },
  ),
  'away.undo': action({ absence_id: uuid }, {}),
  'away.end': action({ absence_id: uuid }, {}),
  /** I look after it until the owner is back, or I release it. */
  'customer.take-over': action(conversation, {}),
  'customer.release': action(conversation, {}),
  /** A note of mine in the brief. */
  'note.form': action({ brief_id: uuid, ...conversation }, {}),
  'note.add': action({ brief_id: uuid, request_key: requestKey, ...conversation }, { note: required(4000) }),
  /**
   * The sender, whom no customer has, becomes a contact of one: the form, customers by a part of their name, and the one it is. The add-on
   * adds the conversation to the last when it is pressed: the card of a stranger is kept for all their mails.
   */
  'contact.form': action(sender, {}),
  'contact.find': action(sender, { customer: required(200) }),
  'contact.link': action({ request_key: requestKey, ...conversation, ...sender }, {}),
  /** All of the brief, as one card. */
  'brief.open': action(conversation, {}),
  'brief.acknowledge': action({ brief_id: uuid, ...conversation }, {}),
  /** Beside a draft: the introduction goes in, greeting the contact, and the responsible person into CC; or only the latter. Answers `draft`. */
  'draft.introduce': action({ customer_id: uuid, words: z.enum(INTRODUCTIONS), contact: line(254).optional() }, {}),
  'draft.add-cc': action({ customer_id: uuid, user_id: uuid }, {}),
  ...CALENDAR_ACTIONS,
} as const;
export type CardActionId = keyof typeof CARD_ACTIONS;
export const CARD_ACTION_IDS = Object.keys(CARD_ACTIONS) as readonly CardActionId[];

/** What a card has to carry for an action. */
export type CardActionParameters<K extends CardActionId> = z.input<(typeof CARD_ACTIONS)[K]['parameters']>;
/** Names of the fields an action reads from the form. */
export type CardActionField<K extends CardActionId> = keyof z.input<(typeof CARD_ACTIONS)[K]['form']> & string;
/** An action with everything checked; `switch (action.id)` narrows both. */
export type CardActionCall = {
  [K in CardActionId]: {
    id: K;
    parameters: z.output<(typeof CARD_ACTIONS)[K]['parameters']>;
    form: z.output<(typeof CARD_ACTIONS)[K]['form']>;
  };
}[CardActionId];

/** These two never reach the API: the add-on does them itself, also when the API is away. */
export const LOCAL_ACTION_IDS = ['card.back', 'card.retry'] as const;
export type LocalActionId = (typeof LOCAL_ACTION_IDS)[number];

export type CardActionResult =
  { ok: true; call: CardActionCall } | { ok: false; errors: { path: string; message: string }[] };

/**
 * Checks what a button sent against its action. Never throws; all errors together, each with its path
 * (`parameters.customer_id`, `form.title`), so that the answer can be the form again with what is missing.
 */
export function parseCardAction(id: CardActionId, parameters: CardParameters, form: CardForm): CardActionResult {
  const read = z.object({ parameters: CARD_ACTIONS[id].parameters, form: CARD_ACTIONS[id].form });
  const result = read.safeParse({ parameters, form });
  if (!result.success) {
    return {
      ok: false,
      errors: result.error.issues.map((issue) => ({ path: issue.path.slice(0, 2).join('.'), message: issue.message })),
    };
  }
  return { ok: true, call: { id, ...result.data } as CardActionCall };
}
