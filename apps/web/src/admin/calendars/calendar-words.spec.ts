import {
  comingHolidays,
  holidaysInWords,
  windowsInWords,
  wrongCalendar,
  type CalendarFields,
} from './calendar-words.js';

const aCalendar = (fields: Partial<CalendarFields> = {}): CalendarFields => ({
  name: 'Berlin',
  time_zone: 'Europe/Berlin',
  windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  holidays: [],
  ...fields,
});

test('windows read as days and times', () => {
  const windows = [
    { days: [1, 2, 3, 4] as CalendarFields['windows'][number]['days'], from: '09:00', to: '17:00' },
    { days: [5] as CalendarFields['windows'][number]['days'], from: '09:00', to: '14:00' },
  ];
  expect(windowsInWords(windows)).toBe('Mon to Thu, 09:00 to 17:00; Fri, 09:00 to 14:00');
});

test('holidays that are over are left out, the next is first', () => {
  const holidays = [{ on: '2026-12-25' }, { on: '2026-05-01' }, { on: '2026-07-22', name: 'Today' }];
  expect(comingHolidays(holidays, '2026-07-22').map(({ on }) => on)).toEqual(['2026-07-22', '2026-12-25']);
  expect(holidaysInWords(holidays)).toBe('2026-12-25, 2026-05-01, Today (2026-07-22)');
  expect(holidaysInWords(Array.from({ length: 9 }, (_, day) => ({ on: `2026-01-0${day + 1}` })))).toBe('9 holidays');
});

test.each<[Partial<CalendarFields>, readonly string[]]>([
  [{}, []],
  [{ name: ' ' }, ['name']],
  [{ windows: [] }, ['windows']],
  [{ windows: [{ days: [], from: '09:00', to: '17:00' }] }, ['windows.0']],
  [{ windows: [{ days: [1], from: '22:00', to: '06:00' }] }, ['windows.0']],
  [{ windows: [{ days: [1], from: '22:00', to: '24:00' }] }, []],
  [{ windows: [{ days: [1], from: '', to: '24:00' }] }, ['windows.0']],
  [{ holidays: [{ on: '2026-12-25' }, { on: '2026-12-25' }, { on: '' }] }, ['holidays.1', 'holidays.2']],
])('a calendar with %j is refused at %j', (fields, wrong) => {
  expect(Object.keys(wrongCalendar(aCalendar(fields)))).toEqual(wrong);
});
