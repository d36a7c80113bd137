import { COVERAGE_ERRORS } from './coverage-errors.js';
import { ESCALATION_ERRORS } from './escalation-errors.js';
import { SLA_ERRORS } from './sla-errors.js';
import { ROUTING_RULE_ERRORS } from './routing-rule-errors.js';
import { SUPPORTER_ERRORS } from './supporter-errors.js';
import { ESCALATION_FILE_ERRORS } from './escalation-file-errors.js';
import { ESCALATION_THREAD_ERRORS } from './escalation-thread-errors.js';
import { ESCALATION_REPORT_ERRORS } from './escalation-report-errors.js';
import { INTEGRATION_ERRORS } from './integration-errors.js';
import { SLACK_ERRORS } from './slack-errors.js';
import { SLACK_ROOM_ERRORS } from './slack-room-errors.js';
import { PTO_ERRORS } from './pto-errors.js';
import { OUTGOING_WEBHOOK_ERRORS } from './outgoing-webhook-errors.js';
import { type ErrorRow, table } from './error-table.js';

export type { ErrorRow };

const request = table({
  'request.malformed': { status: 400, detail: 'Some fields are not right; each is listed under "errors".' },
  'request.not-found': { status: 404, detail: 'There is nothing at this address.' },
  'request.too-large': { status: 413, detail: 'The request is larger than this endpoint takes (1 MB).' },
  'request.unsupported-type': { status: 415, detail: 'Send JSON with content-type application/json.' },
  'request.wrong-host': {
    status: 421,
    detail: 'The sandbox answers under its own address only: 127.0.0.1, localhost, or the host of API_URL.',
  },
  'request.too-many': { status: 429, detail: 'Too many requests. Wait as long as Retry-After says, then go on.' },
  'request.failed': {
    status: 500,
    detail: 'Something broke on our side. Nothing was saved. Try again; if it stays, tell us the request number.',
  },
  'request.unavailable': { status: 503, detail: 'The service is not ready. Nothing was saved. Try again in a moment.' },
});

const identity = table({
  'identity.sign-in-required': { status: 401, detail: 'Sign in first.' },
  'identity.token-invalid': { status: 401, detail: 'This sign-in is not valid here. Sign in again.' },
  'identity.token-expired': { status: 401, detail: 'This sign-in has ended. Sign in again.' },
  'identity.unknown-person': {
    status: 401,
    detail: 'Your organisation does not use Understudy with this account. Ask your admin to add you.',
  },
  /** Google vouches for the person, but for an add-on that nobody entered here. */
  'identity.addon-unknown': {
    status: 401,
    detail: 'This add-on is not entered in your organisation’s Understudy yet. Its admin does that once.',
  },
  'identity.access-ended': {
    status: 401,
    detail: 'Your access to Understudy has ended. If that is a mistake, ask your admin.',
  },
  'identity.origin-refused': { status: 403, detail: 'This request did not come from the dashboard.' },
  'identity.not-allowed': {
    status: 403,
    detail:
      'This is not yours to do: your role or your part in it does not allow it. Ask whoever owns it, their manager or an admin.',
  },
  'identity.code-invalid': { status: 422, detail: 'The sign-in code is used or too old. Start signing in again.' },
});

const writes = table({
  'idempotency.other-body': {
    status: 422,
    detail: 'This Idempotency-Key was used for another request. Use a new key.',
  },
  'idempotency.in-flight': {
    status: 409,
    detail: 'The first request with this Idempotency-Key is still running. Try again in a second.',
  },
  'version.stale': {
    status: 409,
    detail: 'Somebody changed this meanwhile; the current row is under "current". Look at it and try again.',
  },
});

const directory = table({
  'users.not-found': { status: 404, detail: 'There is no such person.' },
  'users.email-taken': { status: 409, detail: 'Somebody with this e-mail address is here already.' },
  'users.manager-cycle': { status: 422, detail: 'A person cannot be above themselves in the chain of managers.' },
  'users.last-admin': { status: 422, detail: 'This is the last admin. Make somebody else admin first.' },
  'users.foreign-domain': { status: 422, detail: 'The address is not in a domain of your organisation.' },
  'teams.not-found': { status: 404, detail: 'There is no such team.' },
  'teams.name-taken': { status: 409, detail: 'A team has this name already.' },
  'api-keys.not-found': { status: 404, detail: 'There is no such key.' },
  'tenants.malformed': {
    status: 422,
    detail: 'The new organisation is not complete; each problem is listed under "problems".',
  },
  'tenants.slug-taken': { status: 409, detail: 'Another organisation has this slug.' },
  'tenants.domain-taken': { status: 409, detail: 'This domain belongs to another organisation.' },
  'tenants.not-found': { status: 404, detail: 'There is no such organisation.' },
});

const customers = table({
  'customers.not-found': { status: 404, detail: 'There is no such customer.' },
  'customers.owner-not-eligible': {
    status: 422,
    detail: 'The new owner must be an active CSM or manager of your organisation.',
  },
  'customers.domain-taken': { status: 409, detail: 'Another customer has this domain.' },
  'customers.domain-shared': {
    status: 422,
    detail:
      'A domain of a mail provider or of your own organisation is not one customer\'s; "domains" lists them. Leave it out, and add the people there as stakeholders by their addresses.',
  },
  'customers.crm-ids-full': {
    status: 409,
    detail: 'This customer is linked to 20 CRM records, the most there can be. Take one away first.',
  },
  'customers.crm-id-taken': { status: 409, detail: 'Another customer is linked to this CRM record.' },
  'tasks.not-found': { status: 404, detail: 'There is no such task.' },
});

const crmSites = table({
  'crm-sites.not-found': { status: 404, detail: 'Nothing is set for a CRM site of this id.' },
  'crm-sites.too-many': { status: 422, detail: 'There can be 100 CRM sites. Remove one that nobody uses first.' },
});

/** Of what is known of a customer. */
const customerRecords = table({
  'stakeholders.not-found': { status: 404, detail: 'There is no such person at this customer.' },
  'stakeholders.email-taken': { status: 409, detail: 'Another customer has a person with this address already.' },
  'risks.not-found': { status: 404, detail: 'There is no such risk.' },
  'risks.resolved': { status: 409, detail: 'This risk is closed. Open a new one when it is back.' },
  'events.not-found': { status: 404, detail: 'There is no such meeting.' },
  'events.ends-before-start': { status: 422, detail: 'A meeting ends after it starts.' },
  'activities.in-the-future': { status: 422, detail: 'What was done cannot lie in the future.' },
  'imports.unreadable': {
    status: 422,
    detail: 'The text cannot be read; what is wrong is under "problem". A CSV begins with a row of column names.',
  },
  'imports.too-long': { status: 422, detail: 'An import takes at most 2,000 rows. Send several.' },
});

const google = table({
  'google.channel-unknown': { status: 404, detail: 'This push channel is not ours.' },
  'google.not-connected': {
    status: 503,
    detail: 'Google Workspace is not connected. An admin connects it under Set up, Integrations.',
  },
  'google.scope-missing': {
    status: 409,
    detail: 'Google does not let Understudy do this; what is missing is under "because". Grant it, then try again.',
  },
  'google.consent-lost': {
    status: 409,
    detail: 'Google no longer lets Understudy in; why is under "because". Connect again, then try again.',
  },
  'google.refused': {
    status: 503,
    detail: 'Google does not answer, or not as it should; what it said is under "because". Try again in a few minutes.',
  },
  'google.no-service-account': {
    status: 422,
    detail:
      'This installation has no service account: set GOOGLE_SERVICE_ACCOUNT_FILE to the file with its key, or connect by consent.',
  },
  'google.admin-needed': {
    status: 422,
    detail: 'Name an admin of your Workspace under "admin_email": the directory is read with their rights.',
  },
  'google.many-leave': {
    status: 409,
    detail:
      'Unusually many people would leave; how many is under "leaving". Look at the preview, then send "even_if_many_leave".',
  },
  'google.consent-not-needed': {
    status: 409,
    detail: 'Your organisation has connected Google Workspace for everybody. There is nothing for you to do.',
  },
  'google.busy': {
    status: 503,
    detail:
      'So much is asked of Google now that its limits are reached. Try again as late as "retry_after_seconds" says.',
  },
});

const sandbox = table({
  'sandbox.unknown-person': {
    status: 422,
    detail: 'No demo person has this e-mail address. GET /sandbox/world lists them.',
  },
  'sandbox.clock-backwards': { status: 422, detail: 'The clock only moves forward.' },
  'sandbox.not-settled': { status: 503, detail: 'Work is still going on after a minute. Look at the worker log.' },
});

/** Every code the API can answer with. Closed: a code that is not here cannot be thrown (libs/domain DomainError). */
export const ERRORS = {
  ...request,
  ...identity,
  ...writes,
  ...directory,
  ...customers,
  ...customerRecords,
  ...crmSites,
  ...COVERAGE_ERRORS,
  ...ESCALATION_ERRORS,
  ...SLA_ERRORS,
  ...ROUTING_RULE_ERRORS,
  ...SUPPORTER_ERRORS,
  ...ESCALATION_FILE_ERRORS,
  ...ESCALATION_THREAD_ERRORS,
  ...ESCALATION_REPORT_ERRORS,
  ...google,
  ...INTEGRATION_ERRORS,
  ...SLACK_ERRORS,
  ...SLACK_ROOM_ERRORS,
  ...PTO_ERRORS,
  ...OUTGOING_WEBHOOK_ERRORS,
  ...sandbox,
} as const satisfies Record<string, ErrorRow>;
export type ErrorCode = keyof typeof ERRORS;
