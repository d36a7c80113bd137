import { table } from './error-table.js';

export const SUPPORTER_ERRORS = table({
  'supporters.not-found': { status: 404, detail: 'There is no such supporter.' },
  'supporters.none-free': {
    status: 503,
    word: 'pending',
    detail:
      'Every supporter is busy or away. The conversation is escalated and waits under "escalation_id"; it goes to the first who is free. Ask again after Retry-After, with the same session.',
  },
  'supporters.nobody-else-free': {
    status: 409,
    detail: 'Nobody else is free to take what was begun. Name somebody, or try again later.',
  },
  'supporters.at-cap': { status: 409, detail: 'This supporter carries as many escalations as they may.' },
  'supporters.not-available': { status: 409, detail: 'This supporter is switched off, away, or takes none any more.' },
  'supporters.is-absent': {
    status: 409,
    detail: 'They are away by the calendar. End the absence first; then they are available again by themselves.',
  },
  'supporters.notes-required': {
    status: 422,
    detail: 'Say in "notes" how it was resolved; it becomes the resolution summary.',
  },
  'supporters.same-owner': { status: 409, detail: 'They have it already.' },
  'supporters.one-target': { status: 422, detail: 'Name a supporter or a person, not both.' },
  'supporters.period-ends-before-start': { status: 422, detail: 'The period ends before it begins.' },
  'conversations.not-found': { status: 404, detail: 'There is no such conversation.' },
  'conversations.external-id-taken': {
    status: 409,
    detail: 'Another conversation of this channel has this external id.',
  },
  'conversations.escalated-already': {
    status: 409,
    detail: 'This conversation has an escalation that is not resolved yet.',
  },
});
