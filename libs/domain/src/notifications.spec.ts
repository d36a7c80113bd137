import fc from 'fast-check';
import type { Away } from './absences.js';
import { asId, type AbsenceId, type AssignmentId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { nextToTell, recipientsOf } from './notification-recipients.js';
import { daysWords } from './day-words.js';
import { notificationLink, notificationTitle, whyWords } from './notification-words.js';
import {
  NOTIFICATION_KINDS,
  type NotificationFacts,
  type NotificationKind,
  rulesOf,
  TOLD_WHILE_AWAY,
} from './notifications.js';
import { isAbsentAt, roster, type RosterRows } from './roster.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const user = (n: number) => asId<UserId>(id(1, n));
const [ANA, BEN, EVA, MIA, MAX] = [user(1), user(2), user(3), user(4), user(5)];
const EVERYBODY = [ANA, BEN, EVA, MIA, MAX];
const NAMES = new Map<UserId, string>([
  [ANA, 'Ana'],
  [BEN, 'Ben'],
  [EVA, 'Eva'],
  [MIA, 'Mia'],
  [MAX, 'Max'],
]);
const nameOf = (userId: UserId | null | undefined) => (userId ? (NAMES.get(userId) ?? 'somebody') : 'somebody');
const ACME = { id: asId<CustomerId>(id(2, 1)), name: 'Acme', csmId: ANA };
const HOLIDAY = asId<AbsenceId>(id(3, 1));
const COVER = asId<AssignmentId>(id(4, 1));
const TEAM = asId<TeamId>(id(5, 1));
const NOW = Temporal.Instant.from('2026-07-08T10:00:00Z');
const DURING = { startsAt: NOW.subtract({ hours: 48 }), endsAt: NOW.add({ hours: 48 }) };

const away = (userId: UserId, n = 1): Away => ({
  id: asId<AbsenceId>(id(3, n)),
  userId,
  status: 'active',
  during: DURING,
  windows: [],
});
const people = [
  { id: ANA, teamId: TEAM, managerId: MIA },
  { id: BEN, teamId: TEAM, managerId: MIA },
  { id: EVA, teamId: TEAM, managerId: MIA },
  { id: MIA, teamId: TEAM, managerId: MAX },
  { id: MAX, teamId: null, managerId: null },
];
const rows = (absences: readonly Away[], over: Partial<RosterRows> = {}): RosterRows => ({
  people,
  absences,
  teams: [{ id: TEAM, fallbackUserId: null }],
  assignments: [
    {
      id: COVER,
      absenceId: HOLIDAY,
      backupUserId: BEN,
      tier: 1,
      status: 'active',
      customerIds: null,
      during: DURING,
      acceptedAt: DURING.startsAt,
    },
  ],
  ...over,
});
const facts = (over: Partial<NotificationFacts> = {}): NotificationFacts => ({
  at: NOW,
  byUserId: null,
  personId: ANA,
  absence: {
    id: HOLIDAY,
    userId: ANA,
    status: 'active',
    firstOn: Temporal.PlainDate.from('2026-07-06'),
    lastOn: Temporal.PlainDate.from('2026-07-10'),
    during: DURING,
    reportedByUserId: null,
  },
  assignment: {
    id: COVER,
    backupUserId: BEN,
    status: 'active',
    approval: 'none',
    during: DURING,
    customers: 12,
    endedReason: null,
    declinedReason: null,
    wasAccepted: true,
    wasPutAside: false,
  },
  backups: [{ assignmentId: COVER, userId: BEN, customerIds: [ACME.id] }],
  customer: ACME,
  item: 'Call them',
  escalation: null,
  uncovered: null,
  tell: null,
  previousOwnerId: null,
  listedIds: [],
  adminIds: [],
  requesterId: null,
  change: null,
  percent: null,
  updateId: null,
  ...over,
});
const told = (kind: NotificationKind, given = facts(), all = roster(rows([away(ANA)]))) =>
  recipientsOf(kind, given, all).tell.map(({ userId, because }) => `${nameOf(userId)}: ${because}`);

describe('who is told', () => {
  test('of a covered customer: the backup, by their coverage', () => {
    expect(recipientsOf('customer.task-added', facts(), roster(rows([away(ANA)]))).tell).toMatchObject([
      { userId: BEN, because: 'coverage', forUserId: ANA, assignmentId: COVER, urgency: 'normal' },
    ]);
  });

  test('the owner when they are there, the manager when nobody else is', () => {
    expect(told('customer.task-added', facts(), roster(rows([])))).toEqual(['Ana: owner']);
    expect(told('customer.task-added', facts(), roster(rows([away(ANA), away(BEN, 2)])))).toEqual(['Mia: manager']);
  });

  test('never who did it', () => {
    expect(told('customer.task-added', facts({ byUserId: BEN }))).toEqual([]);
  });

  test('an absent manager is passed over; one who left too', () => {
    expect(told('coverage.gap', facts(), roster(rows([away(ANA), away(MIA, 2)])))).toEqual(['Max: manager']);
    const gone = people.map((person) => (person.id === MIA ? { ...person, leftAt: NOW } : person));
    expect(told('coverage.gap', facts(), roster(rows([away(ANA)], { people: gone })))).toEqual(['Max: manager']);
  });

  test('one person is told once, and urgently when one rule says so', () => {
    const escalation = {
      id: asId<never>(id(6, 1)),
      title: 'Down',
      severity: 'P0' as const,
      ownerId: BEN,
      isUnresolved: true,
      status: 'open' as const,
      secondOwnerId: null,
      createdById: ANA,
      isForSupporters: false,
      stakeholders: [],
    };
    const found = recipientsOf('escalation.created', facts({ escalation }), roster(rows([away(ANA)]))).tell;
    expect(found.map(({ userId, urgency }) => [nameOf(userId), urgency])).toEqual([
      ['Ben', 'urgent'],
      ['Mia', 'urgent'],
      ['Max', 'urgent'],
    ]);
  });

  test('what is over tells nobody: an answered question, a resolved escalation, a cancelled absence', () => {
    const { assignment, absence } = facts();
    const answered = assignment && { ...assignment, status: 'accepted' as const };
    const cancelled = absence && { ...absence, status: 'cancelled' as const };
    expect(told('coverage.requested', facts({ assignment: answered }))).toEqual([]);
    expect(told('coverage.gap', facts({ absence: cancelled }))).toEqual([]);
  });

  test('who is asked while away is held until they are back', () => {
    const { assignment } = facts();
    const asked = assignment && { ...assignment, status: 'pending' as const };
    const { tell, held } = recipientsOf(
      'coverage.requested',
      facts({ assignment: asked }),
      roster(rows([away(BEN, 2)])),
    );
    expect([tell, held]).toEqual([[], [{ userId: BEN, until: DURING.endsAt }]]);
  });
});

describe('who is away is told nothing but what stands in the closed list', () => {
  test('the list', () => {
    expect(Object.keys(TOLD_WHILE_AWAY)).toEqual(['absence.return-near', 'absence.planned']);
  });

  test('the reminder of the return, and an absence somebody else entered, reach them', () => {
    expect(told('absence.return-near')).toEqual(['Ana: yourself', 'Ben: asked']);
    const { absence } = facts();
    expect(told('absence.planned', facts({ absence: absence && { ...absence, reportedByUserId: EVA } }))).toEqual([
      'Mia: manager',
      'Ana: yourself',
    ]);
    expect(told('absence.planned')).toEqual(['Mia: manager']);
  });

  test('for every message, whoever is away, whatever is known', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NOTIFICATION_KINDS),
        fc.subarray([...EVERYBODY]),
        fc.constantFrom<NotificationFacts['tell']>('owner', 'manager', null),
        fc.constantFrom(...EVERYBODY, null),
        (kind, absent, tell, byUserId) => {
          const all = roster(rows(absent.map((userId, index) => away(userId, userId === ANA ? 1 : index + 2))));
          const { tell: found } = recipientsOf(kind, facts({ tell, byUserId, previousOwnerId: EVA }), all);
          const wrong = found.filter(
            ({ userId, rule }) =>
              userId === byUserId ||
              (isAbsentAt(userId, NOW, all) && !(kind in TOLD_WHILE_AWAY && rule.to === 'absent')),
          );
          return wrong.length === 0 && new Set(found.map(({ userId }) => userId)).size === found.length;
        },
      ),
      { numRuns: process.env['UNDERSTUDY_SOAK'] ? 20_000 : 2_000 },
    );
  });
});

describe('what nobody reads goes on', () => {
  test('along those who could look after the customer, managers last, and ends', () => {
    const all = roster(rows([away(ANA)]));
    const order: string[] = [];
    const seen = new Set<UserId>();
    for (let next = nextToTell(ACME, seen, NOW, all); next; next = nextToTell(ACME, seen, NOW, all)) {
      seen.add(next.userId);
      order.push(nameOf(next.userId));
    }
    expect(order).toEqual(['Ben', 'Mia', 'Max']);
  });
});

describe('words', () => {
  test.each([
    ['2026-07-06', '2026-07-06', 'on 6 Jul'],
    ['2026-07-06', '2026-07-10', '6 to 10 Jul'],
    ['2026-07-30', '2026-08-02', '30 Jul to 2 Aug'],
    ['2026-07-30', null, 'from 30 Jul on'],
  ])('%s to %s', (first, last, words) => {
    expect(daysWords(Temporal.PlainDate.from(first), last === null ? null : Temporal.PlainDate.from(last))).toBe(words);
  });

  test('every kind has a line that names who or what, for everybody it can reach', () => {
    for (const kind of NOTIFICATION_KINDS.filter((one) => rulesOf(one).length > 0))
      for (const to of [{ userId: ANA }, { userId: BEN }]) {
        const title = notificationTitle(kind, facts(), nameOf, to);
        expect(title.length).toBeGreaterThan(10);
        expect(title).not.toMatch(/undefined|null|somebody {2}/);
        expect(notificationLink(kind, facts(), to)).toMatch(/^\//);
      }
  });

  test('a gap says for how many customers, not that nobody is there at all', () => {
    const title = (uncovered: number | null) =>
      notificationTitle('coverage.gap', facts({ uncovered }), nameOf, { userId: MIA });
    expect(title(8)).toBe('Nobody stands in for Ana 6 to 10 Jul: 8 customers. Choose somebody');
    expect(title(1)).toBe('Nobody stands in for Ana 6 to 10 Jul: 1 customer. Choose somebody');
    expect(title(null)).toBe('Nobody stands in for Ana 6 to 10 Jul. Choose somebody');
  });

  test('a redirect that is not as it was set says which, and blames nobody for a system that did not answer', () => {
    const title = (item: string | null, userId: UserId) =>
      notificationTitle('routing.conflict', facts({ item }), nameOf, { userId });
    expect(title('email', ANA)).toBe(
      'Look at the automatic reply and the forwarding of mail for your absence 6 to 10 Jul: somebody changed it by hand, or it could not be changed',
    );
    expect(title('slack', MIA)).toMatch(/^Look at who is in a Slack channel for Ana's absence 6 to 10 Jul: /);
    expect(title(null, MIA)).toMatch(/^Look at what was set up for Ana's absence/);
  });

  test('whoever made room reads that somebody else was put in, and whoever wanted out that they handed it back', () => {
    const { assignment } = facts();
    if (!assignment) throw new Error('the facts are about an assignment');
    const title = (endedReason: 'released' | 'replaced', wasPutAside: boolean) =>
      notificationTitle(
        'coverage.ended',
        facts({ assignment: { ...assignment, status: 'completed', endedReason, wasPutAside } }),
        nameOf,
        { userId: BEN },
      );
    expect(title('replaced', true)).toContain(': a manager or Ana put somebody else in');
    expect(title('replaced', false)).toContain(': somebody else stands in');
    expect(title('released', false)).toContain(': you handed it back');
  });

  test('nobody is called back who is still away: a part can be over before the absence is', () => {
    const absence = facts().absence;
    if (absence === null) throw new Error('the facts have an absence');
    const title = (status: 'active' | 'completed') =>
      notificationTitle('handback.ready', facts({ absence: { ...absence, status } }), nameOf, { userId: BEN });
    expect(title('completed')).toBe('Ana is back. Tell them what they need to know');
    expect(title('active')).toBe('Your part for Ana is over. Write down what they need to know when they are back');
  });

  test('whoever is assigned without having been asked is spoken to, not about', () => {
    const title = (userId: typeof BEN) => notificationTitle('coverage.accepted', facts(), nameOf, { userId });
    expect(title(BEN)).toBe('You stand in for Ana 6 to 10 Jul: 12 customers');
    expect(title(MIA)).toBe('Ben stands in for Ana 6 to 10 Jul: 12 customers');
  });

  test('a line is never longer than 300 characters', () => {
    const title = notificationTitle('customer.task-added', facts({ item: '🙂'.repeat(500) }), nameOf, { userId: BEN });
    expect([...title]).toHaveLength(300);
  });

  test('why am I getting this', () => {
    expect(whyWords('coverage', 'Ana')).toBe('You look after this customer for Ana at the moment.');
    expect(whyWords('escalation-owner', null)).toBe('You own this escalation.');
  });
});
