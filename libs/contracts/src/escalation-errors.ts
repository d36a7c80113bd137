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
  'escalations.target-in-the-past': {
    status: 422,
    detail: 'The target date lies in the past. Choose one that can still be kept.',
  },
  'escalations.illegal-transition': {
    status: 409,
    detail: 'An escalation in this state cannot move there. Where it can is under "allowed".',
  },
  'escalations.resolution-required': {
    status: 422,
    detail: 'Say how it was resolved and what caused it; what is missing is under "missing".',
  },
  'escalations.over': {
    status: 409,
    detail: 'This escalation is not worked on any more. Reopen it first, if it can be reopened.',
  },
  'escalations.not-resolved': {
    status: 409,
    detail: 'It is not resolved, so there is no resolution to correct. Resolve it.',
  },
  'escalations.is-owner': {
    status: 409,
    detail: 'This person owns the escalation. Assign it to somebody else instead.',
  },
  'escalations.reason-required': { status: 422, detail: 'Say why.' },
});
