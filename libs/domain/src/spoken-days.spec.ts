import { readSpokenDays } from './spoken-days.js';

/** A Wednesday. */
const TODAY = Temporal.PlainDate.from('2026-07-08');
const read = (text: string, today = TODAY): string | null => {
  const found = readSpokenDays(text, today);
  return found && `${found.kind} ${found.firstOn}/${found.lastOn}`;
};

test.each([
  ['2026-07-13 to 2026-07-17', 'vacation 2026-07-13/2026-07-17'],
  ['2026-07-13 - 2026-07-17', 'vacation 2026-07-13/2026-07-17'],
  ['2026-07-13..2026-07-17', 'vacation 2026-07-13/2026-07-17'],
  ['13 Jul - 17 Jul', 'vacation 2026-07-13/2026-07-17'],
  ['from July 13th until July 17th', 'vacation 2026-07-13/2026-07-17'],
  ['Jul 13-17', 'vacation 2026-07-13/2026-07-17'],
  ['13–17 July', 'vacation 2026-07-13/2026-07-17'],
  ['13 Jul 2027', 'vacation 2027-07-13/2027-07-13'],
  ['today', 'vacation 2026-07-08/2026-07-08'],
  ['tomorrow', 'vacation 2026-07-09/2026-07-09'],
  ['today until friday', 'vacation 2026-07-08/2026-07-10'],
  ['mon to fri', 'vacation 2026-07-13/2026-07-17'],
  ['wednesday', 'vacation 2026-07-08/2026-07-08'],
  ['next week', 'vacation 2026-07-13/2026-07-17'],
  ['sick today', 'sick 2026-07-08/2026-07-08'],
  ['tomorrow conference', 'conference 2026-07-09/2026-07-09'],
  ['7 Jul', 'vacation 2027-07-07/2027-07-07'],
  ['28 Dec to 3 Jan', 'vacation 2026-12-28/2027-01-03'],
  ['sick', 'sick 2026-07-08/2026-07-08'],
  ['1 Sep to 15 Jun', 'vacation 2026-09-01/2027-06-15'],
  ['1 Sep 2026 to 31 Aug 2027', 'vacation 2026-09-01/2027-08-31'],
  ['17 Jul to 13 Jul', null],
  ['29 Feb', null],
  ['31 Jun', null],
  ['2026-07-17 to 2026-07-13', null],
  ['Jul 17-13', null],
  ['a while', null],
  ['', null],
  ['07/13', null],
  ['mon to fri to sun', null],
])('"%s" is %s', (text, days) => {
  expect(read(text)).toBe(days);
});
