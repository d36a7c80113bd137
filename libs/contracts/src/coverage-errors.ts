import { table } from './error-table.js';

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

/** Absences, coverage and everything that follows from somebody being away. */
export const COVERAGE_ERRORS = {
  ...absences,
  ...calendarFeeds,
  ...coverage,
  ...handbacks,
  ...coveragePolicies,
  ...coverageSetup,
  ...continuity,
  ...notices,
  ...mail,
  ...notifications,
  ...routing,
} as const;
