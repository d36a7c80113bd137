import { table } from './error-table.js';

export const OUTGOING_WEBHOOK_ERRORS = table({
  'webhooks.not-found': { status: 404, detail: 'There is no such webhook.' },
  'webhooks.delivery-not-found': {
    status: 404,
    detail: 'This webhook has no such delivery; they are kept for 30 days.',
  },
  'webhooks.address-refused': {
    status: 422,
    detail: 'This address is not called; why stands under "because". It must be https and lead to the public Internet.',
  },
  'webhooks.too-many': { status: 422, detail: 'An organisation has at most 20 webhooks. End one that is not needed.' },
});
