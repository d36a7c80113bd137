import { emptyForm, faultsOf, formOf, inputOf, withKind } from './event-form.js';

const week = emptyForm('outOfOffice', '2026-11-30', '2026-12-04');

test('whole days out of office are local midnight to midnight', () => {
  expect(inputOf(week, 'Europe/Lisbon')).toEqual({
    summary: 'Out of office',
    eventType: 'outOfOffice',
    start: { dateTime: '2026-11-30T00:00:00', timeZone: 'Europe/Lisbon' },
    end: { dateTime: '2026-12-05T00:00:00', timeZone: 'Europe/Lisbon' },
  });
});

test('a vacation is an all-day event of the ordinary kind, its end exclusive', () => {
  expect(inputOf(withKind(week, 'vacation'), 'Europe/Lisbon')).toEqual({
    summary: 'Vacation',
    eventType: 'default',
    start: { date: '2026-11-30' },
    end: { date: '2026-12-05' },
  });
});

test('a title that somebody wrote survives another kind', () => {
  expect(withKind({ ...week, title: 'Lisbon coast' }, 'vacation').title).toBe('Lisbon coast');
});

test('an event is read back as it was written', () => {
  const event = { id: '1', etag: '"1"', summary: 'Away', eventType: 'outOfOffice', attendees: [] };
  const wire = { start: { dateTime: '2026-11-30T00:00:00Z' }, end: { dateTime: '2026-12-05T00:00:00Z' } };
  expect(formOf({ ...event, ...wire }, 'Europe/Lisbon')).toMatchObject({
    ...week,
    title: 'Away',
    from: '09:00',
    to: '17:00',
  });
  const hours = { start: { dateTime: '2026-11-30T13:00:00Z' }, end: { dateTime: '2026-11-30T15:30:00Z' } };
  expect(formOf({ ...event, ...hours }, 'Europe/Berlin')).toMatchObject({
    wholeDays: false,
    from: '14:00',
    to: '16:30',
  });
});

test.each([
  [{ ...week, title: ' ' }, ['title']],
  [{ ...week, lastDay: '2026-11-29' }, ['lastDay']],
  [{ ...week, wholeDays: false, lastDay: '2026-11-30', from: '10:00', to: '10:00' }, ['to']],
  [{ ...week, firstDay: '' }, ['firstDay']],
  [week, []],
])('what Google would refuse is told before: %#', (form, fields) => {
  expect(Object.keys(faultsOf(form))).toEqual(fields);
});
