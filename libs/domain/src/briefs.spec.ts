import { type BriefEscalation, type BriefInput, coverageBrief } from './briefs.js';
import type { Activity, Customer, Meeting, Risk, Stakeholder, Task } from './customers.js';
import {
  asId,
  type ActivityId,
  type CustomerId,
  type EscalationId,
  type MeetingId,
  type RiskId,
  type StakeholderId,
  type TaskId,
} from './ids.js';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const now = Temporal.Instant.from('2026-07-17T16:00:00Z');
const window = {
  startsAt: Temporal.Instant.from('2026-07-19T23:00:00Z'),
  endsAt: Temporal.Instant.from('2026-07-31T23:00:00Z'),
};
const days = (count: number) => now.add({ hours: 24 * count });
const CORVANE = asId<CustomerId>(uuid(1));
const OTHER = asId<CustomerId>(uuid(2));

const customer: Customer = {
  id: CORVANE,
  name: 'Corvane Bank',
  csmId: null,
  arr: 412_000,
  healthScore: 54,
  healthChange30d: -3,
  stage: 'adoption',
  segment: 'Enterprise',
  industry: 'Banking',
  renewalOn: Temporal.PlainDate.from('2026-12-12'),
  language: 'en',
  specialHandling: 'Never call before 9.',
  domains: ['corvane.example'],
  crmIds: [],
  needs: [],
};
const task = (n: number, dueAt: Temporal.Instant | null, more: Partial<Task> = {}): Task => ({
  id: asId<TaskId>(uuid(100 + n)),
  customerId: CORVANE,
  title: `Task ${n}`,
  kind: 'follow_up',
  dueAt,
  status: 'open',
  assigneeId: null,
  ...more,
});
const activity = (n: number, occurredAt: Temporal.Instant, customerId = CORVANE): Activity => ({
  id: asId<ActivityId>(uuid(200 + n)),
  customerId,
  userId: null,
  kind: 'email',
  summary: `Mail ${n}`,
  occurredAt,
});
const meeting = (n: number, startsAt: Temporal.Instant, hours = 1): Meeting => ({
  id: asId<MeetingId>(uuid(300 + n)),
  customerId: CORVANE,
  title: `Meeting ${n}`,
  startsAt,
  endsAt: startsAt.add({ hours }),
  organizerId: null,
});
const stakeholder = (n: number, isPrimary = true, customerId = CORVANE): Stakeholder => ({
  id: asId<StakeholderId>(uuid(400 + n)),
  customerId,
  name: `Person ${n}`,
  email: `p${n}@corvane.example`,
  title: 'Head of IT',
  isPrimary,
  role: 'daily contact',
});
const risk = (n: number, more: Partial<Risk> = {}): Risk => ({
  id: asId<RiskId>(uuid(500 + n)),
  customerId: CORVANE,
  kind: 'usage',
  description: `Risk ${n}`,
  severity: 'medium',
  openedAt: days(-n),
  ...more,
});
const escalation = (n: number, more: Partial<BriefEscalation> = {}): BriefEscalation => ({
  id: asId<EscalationId>(uuid(600 + n)),
  title: `Escalation ${n}`,
  severity: 'P2',
  status: 'open',
  dueAt: days(1),
  ...more,
});
const brief = (given: Partial<BriefInput> = {}) =>
  coverageBrief({
    customer,
    stakeholders: [],
    tasks: [],
    activities: [],
    meetings: [],
    risks: [],
    escalations: [],
    conversations: [],
    specialNotes: '',
    window,
    timeZone: 'Europe/Lisbon',
    now,
    ...given,
  });

test('the customer as PRD-258 wants it', () => {
  expect(brief().customer).toEqual({
    id: CORVANE,
    name: 'Corvane Bank',
    arr: 412_000,
    healthScore: 54,
    healthChange30d: -3,
    stage: 'adoption',
    segment: 'Enterprise',
    industry: 'Banking',
    renewalOn: Temporal.PlainDate.from('2026-12-12'),
    language: 'en',
  });
});

test('an empty customer gives an empty brief, not a broken one', () => {
  expect(brief()).toMatchObject({
    priority: 'low',
    priorityReasons: [],
    keyContacts: [],
    urgentItems: [],
    pendingTasks: [],
    recentActivity: [],
    scheduledEvents: [],
    riskFlags: [],
    activeIssues: [],
    specialHandling: 'Never call before 9.',
    specialNotes: '',
  });
});

test('at most three contacts, primary ones only, of this customer', () => {
  const stakeholders = [
    stakeholder(1),
    stakeholder(2, false),
    stakeholder(3, true, OTHER),
    stakeholder(4),
    stakeholder(5),
    stakeholder(6),
  ];
  expect(brief({ stakeholders }).keyContacts.map(({ name }) => name)).toEqual(['Person 1', 'Person 4', 'Person 5']);
});

test('urgent is open and due within 14 days, overdue first; the rest is pending', () => {
  const tasks = [
    task(1, days(14)),
    task(2, days(14).add({ seconds: 1 })),
    task(3, days(-2)),
    task(4, null),
    task(5, days(1), { status: 'done' }),
    task(6, days(1), { customerId: OTHER }),
    task(7, days(3), { status: 'cancelled' }),
  ];
  const { urgentItems, pendingTasks, priority } = brief({ tasks });
  expect(urgentItems).toEqual([
    { taskId: asId<TaskId>(uuid(103)), type: 'follow_up', description: 'Task 3', dueAt: days(-2) },
    { taskId: asId<TaskId>(uuid(101)), type: 'follow_up', description: 'Task 1', dueAt: days(14) },
  ]);
  expect(pendingTasks.map(({ title }) => title)).toEqual(['Task 2', 'Task 4']);
  expect(priority).toBe('medium');
});

test('the last five activities of 14 days, newest first', () => {
  const activities = [
    activity(0, days(1)),
    activity(9, days(-15)),
    activity(8, days(-14)),
    ...[1, 2, 3, 4].map((n) => activity(n, days(-n))),
  ];
  expect(brief({ activities }).recentActivity.map(({ summary }) => summary)).toEqual([
    'Mail 1',
    'Mail 2',
    'Mail 3',
    'Mail 4',
    'Mail 8',
  ]);
  const many = [1, 2, 3, 4, 5, 6].map((n) => activity(n, days(-n)));
  expect(
    brief({ activities: [...many, activity(7, now, OTHER)] }).recentActivity.map(({ summary }) => summary),
  ).toEqual(['Mail 1', 'Mail 2', 'Mail 3', 'Mail 4', 'Mail 5']);
});

test('meetings that touch the window, by start', () => {
  const meetings = [
    meeting(1, window.endsAt),
    meeting(2, window.endsAt.subtract({ minutes: 1 })),
    meeting(3, window.startsAt.subtract({ hours: 1 })),
    meeting(4, window.startsAt.subtract({ minutes: 59 })),
    meeting(5, window.startsAt),
  ];
  expect(brief({ meetings }).scheduledEvents.map(({ title }) => title)).toEqual([
    'Meeting 4',
    'Meeting 5',
    'Meeting 2',
  ]);
});

test('risks that are still open, worst first', () => {
  const risks = [
    risk(1, { severity: 'low' }),
    risk(2, { severity: 'high' }),
    risk(3, { resolvedAt: now }),
    risk(4, { severity: 'high', openedAt: days(-1) }),
  ];
  const { riskFlags, priority, priorityReasons } = brief({ risks });
  expect(riskFlags.map(({ description }) => description)).toEqual(['Risk 4', 'Risk 2', 'Risk 1']);
  expect([priority, priorityReasons]).toEqual(['high', ['risk']]);
});

test('unresolved escalations, worst first, count for the priority', () => {
  const escalations = [
    escalation(1),
    escalation(2, { severity: 'P1' }),
    escalation(3, { severity: 'P0', status: 'resolved' }),
    escalation(4, { dueAt: days(0) }),
  ];
  const { activeIssues, priorityReasons } = brief({ escalations });
  expect(activeIssues.map(({ title }) => title)).toEqual(['Escalation 2', 'Escalation 4', 'Escalation 1']);
  expect(priorityReasons).toEqual(['escalation']);
  expect(brief({ escalations: [escalation(3, { severity: 'P0', status: 'void' })] }).priorityReasons).toEqual([]);
});

test('conversations that wait for us come first', () => {
  const conversations = [
    { subject: 'Quotas', lastMessageAt: days(-1), isWaitingForUs: false },
    { subject: 'Branch logins', lastMessageAt: days(-2), isWaitingForUs: true },
  ];
  expect(brief({ conversations }).conversations.map(({ subject }) => subject)).toEqual(['Branch logins', 'Quotas']);
});

test('every field says where it comes from and as of when', () => {
  const crm = { source: 'salesforce', asOf: days(-1) };
  const { sources, generatedAt } = brief({ sources: { customer: crm, key_contacts: crm } });
  expect(generatedAt).toEqual(now);
  expect(sources.customer).toEqual(crm);
  expect(sources.key_contacts).toEqual(crm);
  expect(sources.urgent_items).toEqual({ source: 'tasks', asOf: now });
  expect(Object.values(sources).every(({ source, asOf }) => source !== '' && asOf instanceof Temporal.Instant)).toBe(
    true,
  );
});

test('today is a day in the zone of the owner', () => {
  const late = Temporal.Instant.from('2026-11-11T23:30:00Z'); // already 12 Nov in Berlin: 30 days to 12 Dec
  expect(brief({ now: late, timeZone: 'Europe/Berlin' }).priorityReasons).toEqual(['renewal']);
  expect(brief({ now: late, timeZone: 'Europe/Lisbon' }).priorityReasons).toEqual([]);
});

test('what the owner set wins', () => {
  expect(brief({ risks: [risk(1)], priorityOverride: 'low' })).toMatchObject({
    priority: 'low',
    priorityReasons: ['override', 'risk'],
  });
});

test('each meeting comes with what to do about it, communication and what holds for this time with it', () => {
  const written = brief({
    meetings: [meeting(1, window.startsAt)],
    activities: [activity(1, days(-1)), { ...activity(2, days(-2)), kind: 'note' }],
    handlingNow: 'Write in German.',
  });

  expect(written.scheduledEvents).toMatchObject([{ recommendation: 'attend', reason: 'organized-by-another' }]);
  expect(written.communicationHistory.map(({ summary }) => summary)).toEqual(['Mail 1']);
  expect(written.specialHandling).toBe('Never call before 9.\n\nWrite in German.');
});

test('of a partial day only the meetings in its hours', () => {
  const hours = [{ startsAt: window.startsAt.add({ hours: 9 }), endsAt: window.startsAt.add({ hours: 12 }) }];
  const meetings = [meeting(1, window.startsAt.add({ hours: 8 })), meeting(2, window.startsAt.add({ hours: 11 }), 2)];

  expect(brief({ meetings, hours }).scheduledEvents.map(({ title }) => title)).toEqual([meetings[1]?.title]);
});
