import { asId, type UserId } from './ids.js';
import { absenceInStatus, type SlackStatus, statusSighting } from './slack-status.js';

const NOW = Temporal.Instant.from('2026-07-06T09:00:00Z');
const status = (given: Partial<SlackStatus>): SlackStatus => ({ text: '', emoji: '', expiresAt: null, ...given });

test.each<[string, Partial<SlackStatus>, Parameters<typeof absenceInStatus>[1], string | null]>([
  ['Slack’s own proposal', { text: 'Vacationing', emoji: ':palm_tree:' }, null, 'vacation'],
  ['Slack’s other one', { text: 'Out sick', emoji: ':face_with_thermometer:' }, null, 'sick'],
  ['an emoji alone', { emoji: ':palm_tree:' }, null, 'vacation'],
  ['words alone', { text: 'Urlaub' }, 'vacation', 'vacation'],
  ['words against the emoji', { text: 'krank', emoji: ':palm_tree:' }, 'sick', 'sick'],
  ['a meeting', { text: 'In a meeting', emoji: ':spiral_calendar_pad:' }, null, null],
  ['working elsewhere', { text: 'Working remotely', emoji: ':house_with_garden:' }, null, null],
  ['somebody who is back', { text: 'Back from vacation!', emoji: ':palm_tree:' }, 'vacation', null],
  ['zurück', { text: 'Zurück aus dem Urlaub' }, 'vacation', null],
  ['another week', { text: 'OOO next week' }, 'vacation', null],
  ['nothing', {}, null, null],
  ['an emoji that names a property of objects', { emoji: ':constructor:' }, null, null],
])('%s', (_what, given, textSays, kind) => {
  expect(absenceInStatus(status(given), textSays, NOW)).toBe(kind);
});

test('what ends within three hours is an errand', () => {
  const until = (time: string) =>
    absenceInStatus(status({ emoji: ':palm_tree:', expiresAt: Temporal.Instant.from(time) }), null, NOW);
  expect([until('2026-07-06T11:59:59Z'), until('2026-07-06T12:00:00Z')]).toEqual([null, 'vacation']);
});

describe('the time of a status', () => {
  const who = {
    userId: asId<UserId>('00000000-0000-4000-8000-00000000000a'),
    timeZone: 'Europe/Lisbon',
    certainty: 'suggestion',
  } as const;
  const seen = (expiresAt: string | null) =>
    statusSighting(who, {
      key: 'U1:1',
      since: NOW,
      kind: 'vacation',
      expiresAt: expiresAt === null ? null : Temporal.Instant.from(expiresAt),
    });

  test('without an end it is open until somebody clears it', () => {
    expect(seen(null)).toMatchObject({ during: { startsAt: NOW, endsAt: null }, days: { lastOn: null }, windows: [] });
  });

  test('to a local midnight it is whole days', () => {
    const { days, windows } = seen('2026-07-10T23:00:00Z');
    expect([String(days.firstOn), String(days.lastOn), windows]).toEqual(['2026-07-06', '2026-07-10', []]);
  });

  test('to an hour it is that hour', () => {
    const { days, windows, during } = seen('2026-07-08T12:00:00Z');
    expect([String(days.lastOn), windows]).toEqual(['2026-07-08', [during]]);
  });
});
