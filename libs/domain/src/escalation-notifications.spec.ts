import {
  climbsUnread,
  ESCALATION_NOTIFICATIONS,
  type EscalationFacts,
  isDealtWith,
  knowsAlready,
} from './escalation-notifications.js';
import { asId, type AbsenceId, type CustomerId, type EscalationId, type UserId } from './ids.js';
import { nextToTell, recipientsOf } from './notification-recipients.js';
import { notificationTitle, whyWords } from './notification-words.js';
import { NOTIFICATION_KINDS, type NotificationFacts, type NotificationKind, rulesOf } from './notifications.js';
import { roster, type RosterRows } from './roster.js';

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const NAMES = ['Ana', 'Ben', 'Mia', 'Max', 'Sam', 'Sue', 'Eli'] as const;
const [ANA, BEN, MIA, MAX, SAM, SUE, ELI] = NAMES.map((_, n) => asId<UserId>(id(1, n))) as [
  UserId,
  UserId,
  UserId,
  UserId,
  UserId,
  UserId,
  UserId,
];
const nameOf = (userId: UserId | null | undefined) =>
  NAMES[[ANA, BEN, MIA, MAX, SAM, SUE, ELI].indexOf(userId ?? ANA)] ?? '?';
const NOW = Temporal.Instant.from('2026-07-08T10:00:00Z');
const ACME = { id: asId<CustomerId>(id(2, 1)), name: 'Acme', csmId: ANA };

/** Ana looks after Acme; Ben owns, Sue is second, Sam watches, Eli is informed. Mia manages all, Max manages Mia. */
const escalation = (over: Partial<EscalationFacts> = {}): EscalationFacts => ({
  id: asId<EscalationId>(id(3, 1)),
  title: 'All is down',
  severity: 'P2',
  status: 'open',
  ownerId: BEN,
  secondOwnerId: SUE,
  createdById: SAM,
  isForSupporters: false,
  stakeholders: [
    { userId: BEN, role: 'owner' },
    { userId: SAM, role: 'watcher' },
    { userId: ELI, role: 'informed' },
  ],
  isUnresolved: true,
  ...over,
});
const facts = (over: Partial<NotificationFacts> = {}): NotificationFacts => ({
  at: NOW,
  byUserId: null,
  personId: null,
  absence: null,
  assignment: null,
  backups: [],
  customer: ACME,
  item: null,
  escalation: escalation(),
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
const rows = (away: readonly UserId[] = []): RosterRows => ({
  people: [ANA, BEN, MIA, MAX, SAM, SUE, ELI].map((userId) => ({
    id: userId,
    teamId: null,
    managerId: userId === MAX ? null : userId === MIA ? MAX : MIA,
  })),
  absences: away.map((userId, n) => ({
    id: asId<AbsenceId>(id(4, n)),
    userId,
    status: 'active',
    during: { startsAt: NOW.subtract({ hours: 1 }), endsAt: NOW.add({ hours: 48 }) },
    windows: [],
  })),
  assignments: [],
  teams: [],
});
const told = (kind: NotificationKind, over: Partial<NotificationFacts> = {}, away: readonly UserId[] = []) =>
  recipientsOf(kind, facts(over), roster(rows(away))).tell.map(({ userId, urgency }) =>
    urgency === 'urgent' ? `${nameOf(userId)}!` : nameOf(userId),
  );
const title = (kind: NotificationKind, over: Partial<NotificationFacts> = {}, userId = BEN) =>
  notificationTitle(kind, facts(over), nameOf, { userId });

describe('who hears of an escalation', () => {
  test.each<[NotificationKind, Partial<NotificationFacts>, readonly string[]]>([
    ['escalation.created', {}, ['Ben', 'Sue', 'Ana', 'Sam', 'Eli']],
    [
      'escalation.created',
      { escalation: escalation({ severity: 'P1' }) },
      ['Ben!', 'Sue!', 'Ana!', 'Mia!', 'Sam!', 'Eli!'],
    ],
    [
      'escalation.created',
      { escalation: escalation({ severity: 'P0' }) },
      ['Ben!', 'Sue!', 'Ana!', 'Mia!', 'Max!', 'Sam!', 'Eli!'],
    ],
    ['escalation.acknowledged', { byUserId: BEN }, ['Sue', 'Ana', 'Sam', 'Eli']],
    [
      'escalation.resolved',
      { byUserId: BEN, escalation: escalation({ status: 'resolved', isUnresolved: false }) },
      ['Sue', 'Ana', 'Sam', 'Eli'],
    ],
    [
      'escalation.closed',
      { escalation: escalation({ status: 'closed', isUnresolved: false }) },
      ['Ben', 'Sue', 'Ana', 'Sam', 'Eli'],
    ],
    ['escalation.assigned', { byUserId: MIA, previousOwnerId: MAX }, ['Ben', 'Max', 'Ana', 'Sam', 'Eli']],
    ['escalation.climbed', { personId: MIA, previousOwnerId: BEN }, ['Mia!', 'Ben', 'Ana']],
    ['escalation.sla-breached', {}, ['Ben!', 'Sue!', 'Ana!', 'Mia!']],
    ['escalation.unconfirmed-at-end', {}, ['Ben!', 'Sue!', 'Ana!', 'Mia!', 'Max!']],
    ['escalation.stale', {}, ['Ben', 'Sue', 'Ana']],
    // the informed hear of changes and broadcasts, not of the discussion
    ['escalation.commented', { byUserId: ANA, listedIds: [MAX] }, ['Max', 'Ben', 'Sue', 'Sam']],
    ['escalation.broadcast', { byUserId: BEN, listedIds: [BEN, SAM, ELI] }, ['Sam', 'Eli']],
    ['escalation.draft-waiting', { byUserId: ANA, listedIds: [SAM] }, ['Sam', 'Mia']],
    ['conversation.message-added', { byUserId: ELI, requesterId: ELI }, ['Ben']],
    ['conversation.message-added', { byUserId: BEN, requesterId: ELI }, ['Eli']],
  ])('%s', (kind, over, expected) => {
    expect(told(kind, over)).toEqual(expected);
  });

  test('an owner who is away is stood in for by nobody else’s decision: without cover it is not told to them', () => {
    expect(told('escalation.assigned', {}, [BEN])).toEqual(['Ana', 'Sam', 'Eli']);
  });

  test('without a customer it is the owner’s manager who hears of a P1', () => {
    const over = { customer: null, escalation: escalation({ severity: 'P1', stakeholders: [] }) };
    expect(told('escalation.created', over)).toEqual(['Ben!', 'Sue!', 'Mia!']);
  });

  test('where no manager hears of it the admins do, and only there', () => {
    const lost = {
      customer: null,
      adminIds: [ELI],
      escalation: escalation({ severity: 'P1', ownerId: null, secondOwnerId: null, stakeholders: [] }),
    };
    expect(told('escalation.created', lost)).toEqual(['Eli!']);
    expect(told('escalation.response-breached', lost)).toEqual(['Eli!']);
    expect(told('escalation.sla-breached', { adminIds: [ELI] })).not.toContain('Eli!');
    expect(told('escalation.sla-breached', { adminIds: [ELI] }, [MIA, MAX])).toContain('Eli!');
  });

  test.each(['P2', 'P3'] as const)(
    'a %s for which nobody was found: the managers who are there hear of it, else the admins',
    (severity) => {
      const over = {
        adminIds: [ELI],
        escalation: escalation({ severity, ownerId: null, secondOwnerId: null, stakeholders: [] }),
      };
      expect(told('escalation.created', over)).toEqual(['Ana', 'Mia!', 'Max!']);
      expect(told('escalation.created', over, [ANA, MIA])).toEqual(['Max!']);
      expect(told('escalation.created', over, [ANA, MIA, MAX])).toEqual(['Eli!']);
      expect(told('escalation.created', { ...over, customer: null })).toEqual(['Eli!']);
      const isWaiting = { ...over, escalation: { ...over.escalation, isForSupporters: true } };
      expect(told('escalation.created', isWaiting)).toEqual(['Ana']);
    },
  );

  test('unread, a new one goes on past whoever made it; that its time runs out is news to them', () => {
    const ofMia = escalation({ createdById: MIA });
    const next = (kind: NotificationKind) =>
      nextToTell(ACME, new Set([ANA, ...knowsAlready(kind, ofMia)]), NOW, roster(rows([ANA])))?.userId;
    expect(nameOf(next('escalation.created'))).toBe('Max');
    expect(nameOf(next('escalation.sla-breached'))).toBe('Mia');
    expect(knowsAlready('customer.health-dropped', null)).toEqual([]);
  });

  test('whoever does not say whether they keep it: their manager hears of it, while it is theirs', () => {
    const over = { personId: BEN, customer: { ...ACME, csmId: MAX } };
    expect(told('escalation.keep-unanswered', over)).toEqual(['Mia']);
    expect(told('escalation.keep-unanswered', { ...over, personId: SUE })).toEqual([]);
    expect(told('escalation.keep-asked', over)).toEqual(['Ben']);
  });

  test('a mention reaches who was away when they are back, a comment does not', () => {
    const { tell, held } = recipientsOf('escalation.commented', facts({ listedIds: [SAM] }), roster(rows([SAM])));
    expect(tell.map(({ userId }) => nameOf(userId))).toEqual(['Ben', 'Sue', 'Ana']);
    expect(held).toEqual([{ userId: SAM, until: NOW.add({ hours: 48 }) }]);
  });

  test('what is not so any more is not told', () => {
    const over = { escalation: escalation({ status: 'investigating' }) };
    for (const kind of [
      'escalation.resolved',
      'escalation.closed',
      'escalation.voided',
      'escalation.response-breached',
    ] as const)
      expect(told(kind, over)).toEqual([]);
    expect(told('escalation.moved', { change: { from: 'open', to: 'investigating' } })).toEqual([]);
    expect(told('escalation.moved', { change: { from: 'investigating', to: 'action_required' } })).not.toEqual([]);
  });
});

describe('words', () => {
  test.each<[NotificationKind, Partial<NotificationFacts>, UserId, string]>([
    ['escalation.created', {}, BEN, 'New escalation, P2 at Acme: All is down'],
    ['escalation.created', { customer: null }, BEN, 'New escalation, P2: All is down'],
    ['escalation.assigned', {}, BEN, 'You own it now, P2 at Acme: All is down'],
    ['escalation.assigned', {}, SAM, 'Ben owns it now, P2 at Acme: All is down'],
    [
      'escalation.assigned',
      { escalation: escalation({ ownerId: null }) },
      SAM,
      'Nobody owns it now, P2 at Acme: All is down',
    ],
    [
      'escalation.severity-changed',
      { change: { from: 'P2', to: 'P0' } },
      SAM,
      'Raised from P2 to P0, P2 at Acme: All is down',
    ],
    [
      'escalation.severity-changed',
      { change: { from: 'P0', to: 'P2' } },
      SAM,
      'Lowered from P0 to P2, P2 at Acme: All is down',
    ],
    ['escalation.sla-warning', { percent: 75 }, BEN, '75 % of its time is used, P2 at Acme: All is down'],
    ['escalation.sla-warning', {}, BEN, 'Time is short, P2 at Acme: All is down'],
    ['escalation.commented', { byUserId: ANA, listedIds: [BEN] }, BEN, 'Ana mentioned you, P2 at Acme: All is down'],
    ['escalation.commented', { byUserId: ANA, listedIds: [BEN] }, SAM, 'Ana commented, P2 at Acme: All is down'],
    ['escalation.climbed', { personId: MIA }, MIA, 'It climbed to you, P2 at Acme: All is down'],
  ])('%s', (kind, over, to, expected) => {
    expect(title(kind, over, to)).toBe(expected);
  });

  test('every kind has words that say something, and every reason a sentence', () => {
    for (const kind of NOTIFICATION_KINDS) expect(title(kind).length).toBeGreaterThan(5);
    for (const because of ['second-owner', 'stakeholder', 'named', 'requester', 'last-resort'] as const)
      expect(whyWords(because, null)).toMatch(/\.$/);
  });
});

test('only what somebody else could take up goes on to the next one when nobody reads it', () => {
  const climbing = Object.keys(ESCALATION_NOTIFICATIONS).filter(climbsUnread);
  expect(climbing).toEqual(['escalation.created', 'escalation.sla-warning', 'escalation.sla-breached']);
  expect(climbsUnread('customer.risk-opened')).toBe(true);
  expect(rulesOf('escalation.changed')).toEqual([]);
});

test.each([
  ['escalation.created', 'open', false],
  ['escalation.created', 'investigating', true],
  ['escalation.created', 'action_required', true],
  ['escalation.sla-warning', 'investigating', false],
  ['escalation.sla-breached', 'action_required', false],
  ['escalation.sla-breached', 'resolved', true],
  ['escalation.created', 'void', true],
] as const)('unread, %s of one that is %s: nobody else has to hear of it: %s', (kind, status, expected) => {
  const isUnresolved = status === 'open' || status === 'investigating' || status === 'action_required';
  expect(isDealtWith(kind, escalation({ status, isUnresolved }))).toBe(expected);
});
