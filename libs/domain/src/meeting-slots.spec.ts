import fc from 'fast-check';
import { firstCommonSlot, type Attendee } from './meeting-slots.js';
import { isBusinessTime } from './business-time.js';
import { overlaps, type Span } from './spans.js';

const at = (text: string) => Temporal.Instant.from(text);
const works = (timeZone: string, busy: readonly Span[] = [], from = '09:00', to = '17:00'): Attendee => ({
  calendar: { days: [1, 2, 3, 4, 5], from, to, timeZone, holidays: [] },
  busy,
});
const slot = (attendees: readonly Attendee[], from: string, minutes = 30) => {
  const found = firstCommonSlot(attendees, at(from), minutes);
  return found && `${found.startsAt} ${found.endsAt}`;
};

describe('a time for the handback meeting', () => {
  test('is the first common hour: Lisbon and Berlin from 9 in Lisbon', () =>
    expect(slot([works('Europe/Lisbon'), works('Europe/Berlin')], '2026-07-13T00:00:00Z')).toBe(
      '2026-07-13T08:00:00Z 2026-07-13T08:30:00Z',
    ));
  test('not before the given instant, on the quarter hour', () =>
    expect(slot([works('UTC'), works('UTC')], '2026-07-13T10:01:00Z')).toBe(
      '2026-07-13T10:15:00Z 2026-07-13T10:45:00Z',
    ));
  test('ends with the working day at the latest', () => {
    expect(slot([works('UTC'), works('UTC')], '2026-07-13T16:30:00Z')).toBe(
      '2026-07-13T16:30:00Z 2026-07-13T17:00:00Z',
    );
    expect(slot([works('UTC'), works('UTC')], '2026-07-13T16:31:00Z')).toBe(
      '2026-07-14T09:00:00Z 2026-07-14T09:30:00Z',
    );
  });
  test('goes around what is in the calendars', () => {
    const busy = { startsAt: at('2026-07-13T09:00:00Z'), endsAt: at('2026-07-13T11:00:00Z') };
    expect(slot([works('UTC', [busy]), works('UTC')], '2026-07-13T08:00:00Z')).toBe(
      '2026-07-13T11:00:00Z 2026-07-13T11:30:00Z',
    );
  });
  test('leaves the weekend alone', () =>
    expect(slot([works('UTC'), works('UTC')], '2026-07-17T17:00:00Z')).toBe(
      '2026-07-20T09:00:00Z 2026-07-20T09:30:00Z',
    ));
  test('there is none where days never meet', () =>
    expect(slot([works('Asia/Tokyo'), works('America/New_York')], '2026-07-13T00:00:00Z')).toBeNull());
  test("a colleague's evening counts when it is our morning", () =>
    expect(
      slot(
        [works('Asia/Tokyo', [], '07:00', '12:00'), works('America/New_York', [], '12:00', '20:00')],
        '2026-07-13T20:00:00Z',
      ),
    ).toBe('2026-07-13T22:00:00Z 2026-07-13T22:30:00Z'));

  test('whatever the calendars: it lies in working hours, after `from`, and on nothing else', () => {
    const zone = fc.constantFrom('Europe/Lisbon', 'Asia/Kolkata', 'America/Sao_Paulo', 'Asia/Tokyo', 'UTC');
    const from = fc.integer({ min: 0, max: 10_000 }).map((n) => at('2026-03-20T00:00:00Z').add({ minutes: 7 * n }));
    const busy = fc.array(
      fc
        .tuple(from, fc.integer({ min: 1, max: 3_000 }))
        .map(([startsAt, minutes]) => ({ startsAt, endsAt: startsAt.add({ minutes }) })),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(
        zone,
        zone,
        busy,
        busy,
        from,
        fc.integer({ min: 1, max: 120 }),
        (one, other, busyOne, busyOther, start, minutes) => {
          const attendees = [works(one, busyOne), works(other, busyOther)];
          const found = firstCommonSlot(attendees, start, minutes);
          if (found?.endsAt == null) return;
          expect(Temporal.Instant.compare(found.startsAt, start)).toBeGreaterThanOrEqual(0);
          for (const { calendar, busy: taken } of attendees) {
            expect(isBusinessTime(found.startsAt, calendar)).toBe(true);
            expect(isBusinessTime(found.endsAt.subtract({ seconds: 1 }), calendar)).toBe(true);
            expect(taken.some((span) => overlaps(span, found))).toBe(false);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
