import { table } from './error-table.js';

export const SLA_ERRORS = table({
  'calendars.not-found': { status: 404, detail: 'There is no such calendar.' },
  'calendars.name-taken': { status: 409, detail: 'A calendar has this name already.' },
  'calendars.in-use': {
    status: 409,
    detail: 'Clocks count by this calendar; the severities are under "severities". Give them another one first.',
  },
  'calendars.backwards': {
    status: 422,
    detail:
      'A window ends before it begins; its number is under "window". A night is two windows, up to 24:00 and from 00:00.',
  },
  'calendars.overlap': {
    status: 422,
    detail: 'Two windows share a day and a time; their numbers are under "windows".',
  },
  'calendars.never-opens': {
    status: 422,
    detail: 'This calendar never opens: no clock that counts by it would run out.',
  },
  'sla.percents-out-of-order': {
    status: 422,
    detail: 'The warnings must ascend, each between 1 and 99 per cent and each once.',
  },
  'sla.two-clocks': {
    status: 422,
    detail: 'A severity runs round the clock or by a calendar, not both; it is under "severity".',
  },
  'sla.category-not-found': { status: 404, detail: 'There is no such category.' },
  'escalations.snooze-too-long': {
    status: 422,
    detail: 'It can be quiet for 30 days at most, and only into the future; the latest instant is under "latest".',
  },
  'escalations.at-the-top': {
    status: 409,
    detail: 'There is nobody above who is there and has not had it already. Assign it by hand.',
  },
  'escalations.has-it-already': { status: 409, detail: 'This person owns it already.' },
  'escalations.nobody-there': {
    status: 422,
    detail: 'This person is not there and nobody covers them. Pick somebody else.',
  },
});
