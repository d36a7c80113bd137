import { asId, type UserId } from './ids.js';
import type { IntegrationFacts } from './integration-notifications.js';
import { recipientsOf } from './notification-recipients.js';
import { notificationLink, notificationTitle, whyWords } from './notification-words.js';
import type { NotificationFacts, NotificationKind } from './notifications.js';
import { roster } from './roster.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-00000000000${n}`);
const [ANA, BEN, ADA, IDA] = [user(1), user(2), user(3), user(4)];
const NOW = Temporal.Instant.from('2026-07-08T10:00:00Z');
const day = (text: string) => Temporal.PlainDate.from(text);
const NAMES = new Map([
  [ANA, 'Ana Costa'],
  [BEN, 'Ben Vogel'],
]);
const names = (id: UserId | null | undefined) => (id ? NAMES.get(id) : undefined) ?? 'somebody';

const away = (userId: UserId, hasBegun: boolean): IntegrationFacts['atRisk'][number] => ({
  userId,
  firstOn: day('2026-08-03'),
  lastOn: day('2026-08-07'),
  hasBegun,
});
const facts = (personId: UserId | null, atRisk: IntegrationFacts['atRisk'] = [], total = atRisk.length) =>
  ({
    at: NOW,
    byUserId: null,
    absence: null,
    assignment: null,
    backups: [],
    customer: null,
    item: null,
    escalation: null,
    integration: { name: 'Google', what: 'access to the calendar was withdrawn', atRisk, total },
    uncovered: null,
    personId,
    tell: null,
    previousOwnerId: null,
    listedIds: [],
    adminIds: [ADA, IDA],
    requesterId: null,
    change: null,
    percent: null,
    updateId: null,
  }) satisfies NotificationFacts;
const all = roster({
  people: [ANA, BEN, ADA, IDA].map((id) => ({ id, teamId: null, managerId: null })),
  absences: [],
  teams: [],
  assignments: [],
});
const told = (kind: NotificationKind, about: NotificationFacts) =>
  recipientsOf(kind, about, all).tell.map(({ userId, because, urgency }) => [userId, because, urgency]);

test('whose connection it is, is told, urgently when an absence of theirs depends on it', () => {
  expect(told('integration.lost', facts(ANA))).toEqual([[ANA, 'yourself', 'normal']]);
  expect(told('integration.lost', facts(ANA, [away(ANA, false)]))).toEqual([[ANA, 'yourself', 'urgent']]);
});

test('what is lost for everybody is for the admins', () => {
  expect(told('integration.lost', facts(null, [away(BEN, false)]))).toEqual([
    [ADA, 'admin', 'urgent'],
    [IDA, 'admin', 'urgent'],
  ]);
});

test('whoever is away cannot mend it: the admins hear of it too', () => {
  const recipients = told('integration.lost', facts(ANA, [away(ANA, true)])).map(([userId]) => userId);
  expect(recipients).toEqual(expect.arrayContaining([ADA, IDA]));
});

test.each(['webhook.disabled', 'webhook.delivery-failed', 'pto.entry-unmatched'] as const)(
  '%s is for the admins',
  (kind) => {
    expect(told(kind, facts(null)).map(([userId, because]) => [userId, because])).toEqual([
      [ADA, 'admin'],
      [IDA, 'admin'],
    ]);
    expect(whyWords('admin', null)).toContain('admin');
  },
);

test.each([
  [
    'to the person',
    ANA,
    [away(ANA, false)],
    1,
    ANA,
    'Google does not work any more for you: access to the calendar was withdrawn. At risk: your absence 3 to 7 Aug.',
  ],
  [
    'to an admin',
    ANA,
    [away(ANA, true)],
    1,
    ADA,
    'Google does not work any more for Ana Costa: access to the calendar was withdrawn. At risk: Ana Costa 3 to 7 Aug.',
  ],
  ['nothing at risk', null, [], 0, ADA, 'Google does not work any more: access to the calendar was withdrawn.'],
  [
    'many at risk',
    null,
    [away(ANA, false), away(BEN, false), away(ANA, false), away(BEN, false)],
    12,
    ADA,
    'Google does not work any more: access to the calendar was withdrawn. At risk: Ana Costa 3 to 7 Aug, Ben Vogel 3 to 7 Aug, Ana Costa 3 to 7 Aug and 9 more.',
  ],
] as const)('in words, %s', (_name, personId, atRisk, total, to, words) => {
  expect(notificationTitle('integration.lost', facts(personId, atRisk, total), names, { userId: to })).toBe(words);
});

test.each([
  ['Google Workspace', 'Google Workspace does not work any more.'],
  [
    'Google: read calendars and send mail',
    'Google does not let Understudy do this any more: read calendars and send mail.',
  ],
  ['installation', 'Google does not work any more: installation.'],
  ['', 'Google does not work any more.'],
])('whatever an adapter calls it ("%s"), it is one sentence', (what, words) => {
  const about = facts(null);
  const said = { ...about, integration: { ...about.integration, what } };
  expect(notificationTitle('integration.lost', said, names, { userId: ADA })).toBe(words);
});

test.each([
  ['integration.lost', null, ADA, '/integrations'],
  ['integration.lost', ANA, ADA, '/integrations'],
  ['integration.lost', ANA, ANA, '/profile'],
  ['pto.entry-unmatched', null, ADA, '/integrations/pto'],
  ['webhook.disabled', null, ADA, '/webhooks'],
] as const)('%s leads to where it is mended', (kind, personId, userId, link) => {
  expect(notificationLink(kind, facts(personId), { userId })).toBe(link);
});
