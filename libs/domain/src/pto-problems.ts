/**
 * What can be wrong with one entry of a PTO system, and what to do about it. `isTaken`: it was read all the same, under the assumption that
 * is named; otherwise it stands for nobody's absence until it is right. Each is one entry's: all others of the feed are unaffected.
 */
export const PTO_PROBLEMS = {
  unreadable: { isTaken: false, text: 'It is not valid iCalendar. Ask whoever runs the feed, naming the line.' },
  'no-start': { isTaken: false, text: 'It has no start (DTSTART). Give it one where it was made.' },
  'bad-time': {
    isTaken: false,
    text: 'Its start or end is no date or time that exists. Correct it where it was made.',
  },
  'ends-before-start': { isTaken: false, text: 'It does not end after it starts. Correct it where it was made.' },
  'too-long': { isTaken: false, text: 'It is longer than two years. Give it an end where it was made.' },
  'bad-rule': {
    isTaken: false,
    text: 'Its rule for repeating (RRULE) cannot be read. Make the entry anew, or its days one by one.',
  },
  'rule-too-fine': {
    isTaken: false,
    text: 'It repeats within a day (by hour, minute or second), which no absence does. Correct its rule.',
  },
  'hours-unknown': {
    isTaken: false,
    text: 'It says how many hours, not which. Enter the absence by hand, or ask for a half day where it was made.',
  },
  'extra-dates-unread': {
    isTaken: true,
    text: 'Some of its extra dates (RDATE) cannot be read; the others and the entry itself count. Check the days.',
  },
  'extra-dates': { isTaken: true, text: 'It lists extra dates (RDATE); each counts as a day of its own. Check them.' },
  'this-and-future': {
    isTaken: true,
    text: 'A change was made to "this and all following" days (RANGE=THISANDFUTURE); only the one day was read as changed. Check the following ones.',
  },
  'unknown-zone': {
    isTaken: true,
    text: 'It names a time zone nobody knows; its times were read in the zone of the person.',
  },
  'floating-time': { isTaken: true, text: 'Its times name no time zone; they were read in the zone of the person.' },
  refused: { isTaken: false, text: 'It was read, but cannot be an absence of this person.' },
} as const satisfies Record<string, { readonly isTaken: boolean; readonly text: string }>;

export type PtoProblem = keyof typeof PTO_PROBLEMS;
export const PTO_PROBLEM_CODES = Object.keys(PTO_PROBLEMS) as [PtoProblem, ...PtoProblem[]];
