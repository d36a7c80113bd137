/** One line of a closed error table: the HTTP status of a code and the sentence people read (what is true, what to do). */
export interface ErrorRow {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 421 | 422 | 429 | 500 | 503;
  readonly detail: string;
}
const table = <const T extends Record<string, ErrorRow>>(rows: T): T => rows;

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
  'identity.origin-refused': { status: 403, detail: 'This request did not come from the dashboard.' },
  'identity.not-allowed': { status: 403, detail: 'Your role does not allow this. Ask an admin of your organisation.' },
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
  'customers.crm-id-taken': { status: 409, detail: 'Another customer is linked to this CRM record.' },
  'tasks.not-found': { status: 404, detail: 'There is no such task.' },
});

/** Of what is known of a customer. */
const customerRecords = table({
  'stakeholders.not-found': { status: 404, detail: 'There is no such person at this customer.' },
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

const absences = table({
  'absences.not-found': { status: 404, detail: 'There is no such absence.' },
  'absences.overlaps-own': {
    status: 409,
    detail: 'This person is away in that time already; the absence is under "absence_id". Change that one.',
  },
  'absences.ends-before-start': { status: 422, detail: 'The last day is before the first.' },
  'absences.in-the-past': { status: 422, detail: 'These days are over. Enter days from today on.' },
  'absences.too-long': { status: 422, detail: 'An absence can be at most two years long.' },
  'absences.too-many': {
    status: 422,
    detail:
      'This person has very many absences ahead already. Cancel some, or say with one series what several say now.',
  },
  'absences.bad-hours': {
    status: 422,
    detail: 'Hours read like "09:00-12:00, 14:00-15:30" or "9am-12pm", each ending after it starts.',
  },
  'absences.ended': { status: 409, detail: 'This absence is over or cancelled and cannot be changed.' },
  'absences.has-begun': {
    status: 409,
    detail: 'This absence runs already, so its start stays. Change its end, or end it and enter the later days.',
  },
  'absences.not-a-suggestion': { status: 409, detail: 'This absence is not a suggestion any more.' },
  'absences.open-ended-hours': {
    status: 422,
    detail: 'Hours need a last day. Give one, or leave the hours out.',
  },
  'absences.unplanned-starts-now': {
    status: 422,
    detail: 'An unplanned absence begins now. For later days, enter a planned one.',
  },
  'absences.words-are-theirs': {
    status: 422,
    detail:
      'For a teammate you can say that they are away and until when. Instructions, preferences and series are theirs.',
  },
  'absences.bad-recurrence': {
    status: 422,
    detail:
      'This cannot come again like that: weekdays go with "weekly", either "until" or "count", and each time must end before the next begins.',
  },
  'absences.not-a-series': { status: 422, detail: 'This absence is not part of a series.' },
  'absences.range-too-long': { status: 422, detail: 'At most 92 days at once.' },
});

const calendarFeeds = table({
  'calendar-feeds.not-found': { status: 404, detail: 'There is no such calendar.' },
});

const coverage = table({
  'coverage.assignment-not-found': { status: 404, detail: 'There is no such coverage assignment.' },
  'coverage.not-yours': { status: 403, detail: 'Only the backup who was asked can answer.' },
  'coverage.already-answered': { status: 409, detail: 'This was answered already.' },
  'coverage.already-asked': {
    status: 409,
    detail:
      'A colleague asked somebody for this just now; the question is under "assignment_id". Change that one instead.',
  },
  'coverage.already-covered': { status: 409, detail: 'Somebody accepted these customers for that time already.' },
  'coverage.backup-is-absent': { status: 422, detail: 'This person is away in that time.' },
  'coverage.backup-is-self': { status: 422, detail: 'Nobody can stand in for themselves.' },
  'coverage.backup-not-eligible': { status: 422, detail: 'This person does not look after customers.' },
  'coverage.customer-not-in-portfolio': {
    status: 422,
    detail: 'One of the customers is not looked after by the person who is away.',
  },
  'coverage.nobody-available': {
    status: 422,
    detail: 'Nobody is available for that time. The gap is shown to the manager.',
  },
  'coverage.absence-over': { status: 409, detail: 'The absence is over or cancelled.' },
  'briefs.not-found': { status: 404, detail: 'There is no such brief.' },
});

const handbacks = table({
  'handbacks.nothing-to-hand-back': {
    status: 409,
    detail: 'This coverage never began, so there is nothing to hand back.',
  },
  'handbacks.not-ready': {
    status: 409,
    detail: 'This coverage is still running. End it first: the absent person comes back, or the backup is released.',
  },
  'handbacks.completed': { status: 409, detail: 'This handback is completed already.' },
  'handbacks.not-begun': {
    status: 409,
    detail: 'This absence has not begun, so nobody can come back from it. Cancel it instead.',
  },
  'handbacks.customer-not-covered': {
    status: 422,
    detail: 'One of the customers was not covered by this assignment.',
  },
  'handbacks.keep-one-thing': { status: 422, detail: 'Each thing that is kept names either a task or a customer.' },
  'handbacks.meeting-in-the-past': { status: 422, detail: 'The meeting would be in the past.' },
  'handbacks.no-common-time': {
    status: 422,
    detail: 'There is no common working time within three weeks. Give "starts_at".',
  },
  'surveys.not-found': { status: 404, detail: 'There is no such survey.' },
  'surveys.answered': { status: 409, detail: 'This survey was answered already.' },
});

const coveragePolicies = table({
  'coverage-policies.malformed': {
    status: 422,
    detail: 'The policy cannot work as it is; each problem is listed under "problems".',
  },
  'coverage-rules.not-found': { status: 404, detail: 'There is no such coverage rule.' },
  'coverage-rules.malformed': {
    status: 422,
    detail: 'The rule cannot work as it is; each problem is listed under "problems".',
  },
  'coverage-rules.order-incomplete': {
    status: 422,
    detail: 'List every rule exactly once; somebody may have added or removed one meanwhile. Look again.',
  },
  'coverage-conflicts.not-found': { status: 404, detail: 'No such conflict is declared.' },
  'coverage.has-conflict': { status: 422, detail: 'A conflict is declared between this person and a customer.' },
  'coverage.asked-at-other-tier': {
    status: 409,
    detail: 'This person is asked for one of these customers at another tier already.',
  },
  'coverage.awaits-approval': { status: 409, detail: 'A manager has to approve this first.' },
  'coverage.not-awaiting-approval': { status: 409, detail: 'This does not wait for approval.' },
  'coverage.assignment-over': { status: 409, detail: 'This assignment is over or was declined.' },
  'coverage.not-accepted': { status: 409, detail: 'This was not accepted yet; decline it instead.' },
  'coverage.release-asked-already': {
    status: 409,
    detail: 'The release was asked for already; a replacement is being found.',
  },
  'coverage.outside-absence': { status: 422, detail: 'This time is not inside the absence, or over already.' },
});

/** Of setting up, splitting and taking over. */
const coverageSetup = table({
  'coverage.customer-named-twice': {
    status: 422,
    detail: 'A customer is named for two people; it is under "customer_id". Leave it with one of them.',
  },
  'coverage.no-owner': { status: 409, detail: 'Nobody owns this customer. Give it an owner instead.' },
  'coverage.owner-is-here': { status: 409, detail: 'The owner is not away, so there is nothing to take over.' },
  'coverage.taken-over': {
    status: 409,
    detail: 'Somebody else took this customer over; who is under "backup". They can release it.',
  },
  'coverage.not-taken-over': { status: 409, detail: 'Nobody took this customer over.' },
});

const continuity = table({
  'coverage.history-span': {
    status: 422,
    detail: 'Ask for a time that ends after it begins, at most 800 days long.',
  },
});

const escalations = table({
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

const google = table({
  'google.channel-unknown': { status: 404, detail: 'This push channel is not ours.' },
  'google.not-connected': {
    status: 503,
    detail: 'Google Workspace is not connected. An admin connects it under Set up, Integrations.',
  },
});

const notices = table({
  'notices.nobody-accepted': {
    status: 409,
    detail:
      'Nobody has said yes to this coverage yet. Customers can be told as soon as somebody has; a preview works now.',
  },
  'notices.turned-off': {
    status: 422,
    detail: 'Customer notices are turned off for this absence. Set its notices to "manual" or "auto" first.',
  },
  'notices.bad-template': {
    status: 422,
    detail: 'These words cannot be used as they are; each problem is listed under "problems".',
  },
  'notices.bad-link': { status: 404, detail: 'This link is not complete. Open the one in the e-mail again.' },
});

const mail = table({
  'mail.bad-address': { status: 422, detail: 'This is not an e-mail address that mail can be sent to.' },
  'mail.malformed': { status: 500, detail: 'This e-mail was put together wrongly. It was not sent.' },
});

const notifications = table({
  'notifications.not-found': { status: 404, detail: 'There is no such notification.' },
});

const routing = table({
  'routing.not-found': { status: 404, detail: 'There is no such routing update.' },
  'routing.nothing-to-retry': {
    status: 409,
    detail: 'This change is neither in conflict nor failed; nothing is to be tried again.',
  },
});

const sandbox = table({
  'sandbox.unknown-person': {
    status: 422,
    detail: 'No demo person has this e-mail address. GET /sandbox/world lists them.',
  },
  'sandbox.clock-backwards': { status: 422, detail: 'The clock only moves forward.' },
  'sandbox.not-settled': { status: 503, detail: 'Work is still going on after 30 seconds. Look at the worker log.' },
});

/** Every code the API can answer with. Closed: a code that is not here cannot be thrown (libs/domain DomainError). */
export const ERRORS = {
  ...request,
  ...identity,
  ...writes,
  ...directory,
  ...customers,
  ...customerRecords,
  ...absences,
  ...calendarFeeds,
  ...coverage,
  ...coverageSetup,
  ...coveragePolicies,
  ...handbacks,
  ...continuity,
  ...escalations,
  ...google,
  ...notices,
  ...mail,
  ...notifications,
  ...routing,
  ...sandbox,
} as const satisfies Record<string, ErrorRow>;
export type ErrorCode = keyof typeof ERRORS;
