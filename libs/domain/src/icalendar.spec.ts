import fc from 'fast-check';
import { calendarFile, type CalendarEntry } from './icalendar.js';

const at = (text: string) => Temporal.Instant.from(text);
const entry = (given: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: 'one@understudy',
  summary: 'Ana away',
  when: { startsAt: at('2026-07-06T09:00:00Z'), endsAt: at('2026-07-06T10:00:00Z') },
  changedAt: at('2026-07-01T00:00:00Z'),
  ...given,
});
const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n');

describe('a calendar file', () => {
  test('has times in UTC', () =>
    expect(unfolded(calendarFile('Away', [entry()]))).toEqual(
      expect.arrayContaining(['DTSTART:20260706T090000Z', 'DTEND:20260706T100000Z', 'DTSTAMP:20260701T000000Z']),
    ));
  test('ends whole days on the day after', () => {
    const day = Temporal.PlainDate.from('2026-12-31');
    expect(unfolded(calendarFile('Away', [entry({ when: { firstOn: day, lastOn: day } })]))).toEqual(
      expect.arrayContaining(['DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101']),
    );
  });
  test('names who comes, whatever their name', () =>
    expect(
      unfolded(calendarFile('x', [entry({ attendees: [{ name: 'A "B"\r\nC', email: 'a@b.example' }] })])),
    ).toContain('ATTENDEE;CN="A  B   C":mailto:a@b.example'));
  test('refuses an entry that ends before it starts', () => {
    const when = { startsAt: at('2026-07-06T09:00:00Z'), endsAt: at('2026-07-06T09:00:00Z') };
    expect(() => calendarFile('x', [entry({ when })])).toThrow(RangeError);
  });

  test('no text can end its line or begin a property, and no line is longer than 75 octets', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('a\r\nATTENDEE:x', 'END:VEVENT\n', '\\;,'),
    );
    fc.assert(
      fc.property(text, text, text, (summary, description, name) => {
        const file = calendarFile(name, [entry({ summary, description })]);
        for (const line of file.split('\r\n'))
          expect(encodeURIComponent(line).replace(/%../g, '.').length).toBeLessThanOrEqual(75);
        expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const names = unfolded(file).map((line) => line.split(/[:;]/, 1)[0]);
        expect(names).toEqual([
          'BEGIN',
          'VERSION',
          'PRODID',
          'CALSCALE',
          'X-WR-CALNAME',
          'BEGIN',
          'UID',
          'DTSTAMP',
          'DTSTART',
          'DTEND',
          'SUMMARY',
          ...(description ? ['DESCRIPTION'] : []),
          'END',
          'END',
          '',
        ]);
      }),
    );
  });
});
