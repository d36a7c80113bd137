import { ptoShown } from './pto-times.js';

const on = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => Temporal.PlainDateTime.from(text);
const spanOf = (shown: ReturnType<typeof ptoShown>) => [String(shown.during.startsAt), String(shown.during.endsAt)];
const LISBON = 'Europe/Lisbon';

describe('when an entry is', () => {
  test('days are the person’s own, whatever zone the server is in', () => {
    const times = { kind: 'days', firstOn: on('2026-07-06'), lastOn: on('2026-07-10') } as const;
    expect(spanOf(ptoShown(times, LISBON))).toEqual(['2026-07-05T23:00:00Z', '2026-07-10T23:00:00Z']);
    expect(spanOf(ptoShown(times, 'Pacific/Auckland'))).toEqual(['2026-07-05T12:00:00Z', '2026-07-10T12:00:00Z']);
    expect(ptoShown(times, LISBON).windows).toEqual([]);
  });

  test('the day the clocks change is 23 hours long', () => {
    const shown = ptoShown({ kind: 'days', firstOn: on('2026-03-29'), lastOn: on('2026-03-29') }, LISBON);
    expect(shown.during.startsAt.until(shown.during.endsAt ?? shown.during.startsAt).total('hours')).toBe(23);
  });

  test('a half day at the edge begins or ends at noon', () => {
    const days = { kind: 'days', firstOn: on('2026-07-06'), lastOn: on('2026-07-08') } as const;
    const shown = ptoShown({ ...days, fromNoon: true, untilNoon: true }, LISBON);
    expect(spanOf(shown)).toEqual(['2026-07-06T11:00:00Z', '2026-07-08T11:00:00Z']);
    expect(shown.windows).toEqual([shown.during]);
    expect(() => ptoShown({ ...days, lastOn: on('2026-07-06'), fromNoon: true, untilNoon: true }, LISBON)).toThrow(
      'absences.ends-before-start',
    );
  });

  test('every afternoon is as many windows', () => {
    const shown = ptoShown(
      { kind: 'halves', firstOn: on('2026-07-06'), lastOn: on('2026-07-08'), half: 'afternoon' },
      LISBON,
    );
    expect(shown.windows.map(({ startsAt }) => String(startsAt))).toEqual([
      '2026-07-06T11:00:00Z',
      '2026-07-07T11:00:00Z',
      '2026-07-08T11:00:00Z',
    ]);
    expect(spanOf(shown)).toEqual(['2026-07-06T11:00:00Z', '2026-07-08T23:00:00Z']);
  });

  test('open-ended has no end', () => {
    expect(ptoShown({ kind: 'days', firstOn: on('2026-07-06'), lastOn: null }, LISBON).during.endsAt).toBeNull();
  });

  test('times without a zone, or with one nobody knows, are the person’s', () => {
    const times = { kind: 'times', from: at('2026-07-06T09:00'), to: at('2026-07-06T12:00') } as const;
    expect(spanOf(ptoShown({ ...times, timeZone: null }, LISBON))[0]).toBe('2026-07-06T08:00:00Z');
    expect(spanOf(ptoShown({ ...times, timeZone: 'Mars/Olympus' }, LISBON))[0]).toBe('2026-07-06T08:00:00Z');
    expect(spanOf(ptoShown({ ...times, timeZone: 'America/New_York' }, LISBON))[0]).toBe('2026-07-06T13:00:00Z');
    expect(ptoShown({ ...times, timeZone: null }, LISBON).windows).toHaveLength(1);
  });

  test('midnight to midnight is whole days, in UTC only for those who live there', () => {
    const times = { kind: 'times', from: at('2026-07-06T00:00'), to: at('2026-07-08T00:00') } as const;
    expect(ptoShown({ ...times, timeZone: LISBON }, 'Europe/Berlin')).toMatchObject({ windows: [] });
    const inUtc = ptoShown({ ...times, timeZone: 'UTC' }, 'Europe/Berlin');
    expect(inUtc.windows).toHaveLength(1);
    expect([String(inUtc.days.firstOn), inUtc.days.timeZone]).toEqual(['2026-07-06', 'Europe/Berlin']);
  });

  it.each([
    ['the end before the start', { kind: 'days', firstOn: on('2026-07-06'), lastOn: on('2026-07-05') }],
    ['no time at all', { kind: 'times', from: at('2026-07-06T09:00'), to: at('2026-07-06T09:00'), timeZone: null }],
  ] as const)('%s is refused', (_what, times) => {
    expect(() => ptoShown(times, LISBON)).toThrow('absences.ends-before-start');
  });

  test('more than two years is refused', () => {
    expect(() => ptoShown({ kind: 'days', firstOn: on('2026-01-01'), lastOn: on('2029-01-01') }, LISBON)).toThrow(
      'absences.too-long',
    );
  });
});
