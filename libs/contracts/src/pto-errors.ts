import { table } from './error-table.js';

export const PTO_ERRORS = table({
  'pto.feed-not-found': { status: 404, detail: 'There is no such PTO system.' },
  'pto.name-taken': { status: 409, detail: 'Another PTO system has this name.' },
  'pto.address-refused': {
    status: 422,
    detail: 'This address is not called; why is under "problem". It must be https, on a host of the public Internet.',
  },
  'pto.access-incomplete': {
    status: 422,
    detail: 'What this kind of system needs is missing, or belongs to another kind; each field is under "fields".',
  },
  'pto.access-unreadable': {
    status: 422,
    detail:
      'What was entered before was sealed with a key this installation does not have any more. Enter everything again; what is missing is under "fields".',
  },
  'pto.name-not-seen': { status: 404, detail: 'No entry of a PTO system has this name.' },
  'pto.webhook-unknown': {
    status: 404,
    detail: 'This webhook is not ours, or it is not signed with the secret that was entered for it.',
  },
  'pto.webhook-malformed': { status: 422, detail: 'This is not an event of HiBob (webhooks version 2).' },
  'pto.webhook-foreign-url': {
    status: 422,
    detail: 'The event names an address that is not the request on HiBob’s own host. It was not called.',
  },
});
