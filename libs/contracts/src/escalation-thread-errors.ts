import { table } from './error-table.js';

export const ESCALATION_THREAD_ERRORS = table({
  'escalation-updates.has-its-command': {
    status: 422,
    detail: 'Only comments are written here. What changes the escalation has an address of its own, under "use".',
  },
  'escalation-updates.not-found': { status: 404, detail: 'There is no such comment on this escalation.' },
  'escalation-updates.not-yours': { status: 403, detail: 'Only whoever wrote a comment corrects it.' },
  'escalation-updates.edited-already': {
    status: 409,
    detail: 'This comment was corrected before. Correct the correction.',
  },
  'escalation-updates.too-many-mentions': { status: 422, detail: 'A comment mentions at most 50 people.' },
  'escalations.nobody-to-tell': { status: 422, detail: 'Nobody is on this escalation in these roles.' },
  'drafts.not-found': { status: 404, detail: 'There is no such text on this escalation.' },
  'drafts.no-customer': {
    status: 422,
    detail: 'This escalation has no customer. Answer in its conversation instead.',
  },
  'drafts.foreign-recipient': {
    status: 422,
    detail: 'Some addresses are neither contacts of the customer nor on its domains; they are under "addresses".',
  },
  'drafts.illegal-step': { status: 409, detail: 'This cannot be done with it now. What can is under "allowed".' },
  'drafts.not-yours-to-decide': {
    status: 403,
    detail:
      'A second person approves it: an approver of the escalation, the manager of its owner or of the CSM, or an admin; not whoever wrote it.',
  },
});
