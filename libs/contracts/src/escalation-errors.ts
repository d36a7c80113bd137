import { table } from './error-table.js';

export const ESCALATION_ERRORS = table({
  'escalations.not-found': { status: 404, detail: 'There is no such escalation.' },
  'escalations.category-not-found': {
    status: 422,
    detail: 'There is no such category. The active ones are under "categories".',
  },
  'escalations.expected-resolution-required': {
    status: 422,
    detail: 'P0 and P1 need an expected resolution: what has to be true when this is solved.',
  },
  'escalations.illegal-transition': { status: 409, detail: 'An escalation in this state cannot move there.' },
  'escalations.reason-required': { status: 422, detail: 'Say why.' },
});
