import type { Card } from '@understudy/contracts';
import { activityCard, declineCard } from './answer-cards.js';
import { escalateCard, escalatedCard } from './escalate-card.js';
import { homeCard } from './home-card.js';
import { messageCard } from './message-card.js';
import type { BriefView, CustomerView, EscalateView, Frame, RequestView } from './views.js';

/*
 * One card of every kind, from the story of the mock-ups: Tuesday 7 July 2026, Ana is away, Ben covers. For the specs, the
 * round trip through CardService and the pictures; nothing of the product imports it.
 */

export const frame: Frame = {
  now: '2026-07-07T10:48:00Z',
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
  publicUrl: 'http://127.0.0.1:4100',
};
const id = (number: number): string => `0197e000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const corvane: CustomerView = {
  id: id(1),
  name: 'Corvane Bank',
  url: `${frame.publicUrl}/customers/${id(1)}`,
  crmUrl: `${frame.publicUrl}/sandbox/crm/records/42`,
};
export const halvorsund: CustomerView = {
  id: id(2),
  name: 'Halvorsund Industrial Automation Holding',
  url: `${frame.publicUrl}/customers/${id(2)}`,
  crmUrl: null,
};
const ana = { name: 'Ana Duarte', detail: 'Lisbon' };
const maximiliane = { name: 'Maximiliane von Hohenfeld-Castellanos', detail: 'Zürich' };
const thread = { threadId: 'thread-f:1', subject: 'Where is our July invoice?' };

export const brief: BriefView = {
  lastLookedAt: '2026-07-06T15:40:00Z',
  changes: [
    { kind: 'health-down', text: 'Health 62 → 48' },
    { kind: 'message', text: 'Lena Vogt wrote twice about the July invoice' },
  ],
  urgent: [
    {
      title: 'Invoices missing',
      dueAt: '2026-07-07T14:00:00Z',
      taskId: null,
      escalation: { severity: 'P1', url: `${frame.publicUrl}/escalations/${id(7)}` },
    },
    { title: 'Usage report to Lena', dueAt: '2026-07-08T15:00:00Z', taskId: id(3), escalation: null },
    { title: 'Send the signed order form', dueAt: '2026-07-06T10:00:00Z', taskId: id(4), escalation: null },
  ],
  facts: { arr: 412_000, currency: 'EUR', healthScore: 48, renewalOn: '2026-07-30' },
  handleWithCare: 'Never call before 10:00. Lena decides, not Tom.',
  risks: ['Champion leaves in August'],
  people: [
    { name: 'Lena Vogt', role: 'Decides', detail: 'Operations lead, lena@corvane.example' },
    { name: 'Tom Brandt', role: 'Daily user, sceptical', detail: null },
  ],
  meetings: [{ title: 'Renewal call', startsAt: '2026-07-09T12:00:00Z', detail: 'You were added as guest' }],
  lastActivity: { summary: 'Ana sent the July plan', at: '2026-07-03T09:00:00Z' },
  ownerNote: 'They like short mails with one question.\nThe pilot in Graz is the way to the bigger deal.',
};

export const request: RequestView = {
  assignmentId: id(9),
  owner: { name: 'Eva Laurent' },
  startsAt: '2026-07-12T22:00:00Z',
  endsAt: '2026-07-17T22:00:00Z',
  customerCount: 8,
  atRiskCount: 1,
  answerBy: '2026-07-08T10:00:00Z',
};

const escalate: EscalateView = {
  frame,
  customer: corvane,
  thread,
  categories: [{ name: 'Billing' }, { name: 'Product' }, { name: 'Relationship' }],
  requestKey: id(8),
};

export const EXAMPLES: Readonly<Record<string, Card>> = {
  home: homeCard({
    frame,
    reader: { name: 'Ben Vogel' },
    requests: [request, { ...request, owner: maximiliane, atRiskCount: 0, answerBy: null, assignmentId: id(10) }],
    ahead: [{ owner: maximiliane, startsAt: '2026-08-03T00:00:00Z', endsAt: '2026-08-08T00:00:00Z', customerCount: 9 }],
    covering: {
      owners: [ana],
      customerCount: 12,
      customers: [
        {
          id: id(1),
          name: 'Corvane Bank',
          priority: 'high',
          due: null,
          openEscalation: { severity: 'P1', dueAt: '2026-07-07T14:00:00Z' },
        },
        {
          id: id(5),
          name: 'Vantoro Mobility',
          priority: 'medium',
          due: { what: 'Call', dueAt: '2026-07-07T13:00:00Z' },
          openEscalation: null,
        },
        { id: id(6), name: 'Halvorsund Services', priority: 'low', due: null, openEscalation: null },
        {
          id: id(11),
          name: 'Ostermark Freight',
          priority: 'low',
          due: { what: 'Report', dueAt: '2026-07-06T13:00:00Z' },
          openEscalation: null,
        },
        { id: id(12), name: 'Ivarsholm Ports', priority: 'low', due: null, openEscalation: null },
      ],
    },
    absences: [
      {
        startsAt: '2026-08-16T22:00:00Z',
        endsAt: '2026-08-21T22:00:00Z',
        customerCount: 19,
        coveredCount: 19,
        askedCount: 0,
        covers: [{ name: 'Eva Laurent' }],
        url: `${frame.publicUrl}/absences/1`,
      },
      {
        startsAt: '2026-09-28T22:00:00Z',
        endsAt: '2026-10-02T22:00:00Z',
        customerCount: 19,
        coveredCount: 10,
        askedCount: 9,
        covers: [],
        url: `${frame.publicUrl}/absences/2`,
      },
      {
        startsAt: '2026-12-23T23:00:00Z',
        endsAt: '2027-01-06T23:00:00Z',
        customerCount: 19,
        coveredCount: 16,
        askedCount: 0,
        covers: [],
        url: `${frame.publicUrl}/absences/3`,
      },
    ],
  }),
  'home-quiet': homeCard({
    frame,
    reader: { name: 'Ben Vogel' },
    requests: [],
    covering: null,
    ahead: [],
    absences: [],
  }),
  'covered-by-me': messageCard({
    kind: 'covered-by-me',
    frame,
    customer: corvane,
    thread,
    assignmentId: id(9),
    owner: ana,
    until: '2026-07-10T22:00:00Z',
    brief,
  }),
  'covered-by-me-calm': messageCard({
    kind: 'covered-by-me',
    frame,
    customer: halvorsund,
    thread,
    assignmentId: id(9),
    owner: ana,
    until: '2026-07-10T16:00:00Z',
    brief: {
      ...brief,
      changes: [],
      urgent: [],
      risks: [],
      handleWithCare: null,
      meetings: [],
      facts: { ...brief.facts, renewalOn: null, arr: 1_240_000 },
    },
  }),
  mine: messageCard({
    kind: 'mine',
    frame,
    customer: corvane,
    thread,
    facts: brief.facts,
    nextAway: { startsAt: '2026-07-19T22:00:00Z', endsAt: '2026-07-31T22:00:00Z', covers: { name: 'Eva Laurent' } },
  }),
  'owner-here': messageCard({
    kind: 'owner-here',
    frame,
    customer: { ...corvane, name: 'Ivarsholm Ports' },
    thread,
    owner: ana,
    nextAwayAt: '2026-08-02T22:00:00Z',
  }),
  'covered-by-other': messageCard({
    kind: 'covered-by-other',
    frame,
    customer: halvorsund,
    thread,
    because: 'coverage',
    responsible: maximiliane,
    until: '2026-07-10T16:00:00Z',
    next: { name: 'Eva Laurent', detail: 'Paris' },
    owner: ana,
    ownerAwayUntil: '2026-07-10T22:00:00Z',
  }),
  gap: messageCard({
    kind: 'gap',
    frame,
    customer: halvorsund,
    thread,
    until: '2026-07-09T22:00:00Z',
    because: ['Ana is away', 'Maximiliane declined', 'the team has no fallback'],
  }),
  several: messageCard({
    kind: 'several',
    frame,
    thread,
    customers: [
      { id: id(1), name: 'Corvane Bank', state: 'you-cover', responsible: null },
      { id: id(6), name: 'Halvorsund Services', state: 'other', responsible: { name: 'Eva Laurent' } },
      { id: id(2), name: halvorsund.name, state: 'gap', responsible: null },
    ],
  }),
  unknown: messageCard({ kind: 'unknown', frame, address: 'jo@quillgate.example' }),
  escalate: escalateCard(escalate),
  'escalate-errors': escalateCard({
    ...escalate,
    customer: halvorsund,
    form: {
      severity: ['P0'],
      category: ['Product'],
      title: ['All tablets ask for sign-in'],
      description: ['Since 9 this morning.'],
      target_resolution_date: ['2026-07-09'],
    },
    errors: [{ path: 'form.expected_resolution', message: 'must not be empty for P0 and P1' }],
  }),
  escalated: escalatedCard({
    frame,
    customer: corvane,
    severity: 'P1',
    url: `${frame.publicUrl}/escalations/${id(7)}`,
    owner: { name: 'Sue Lindqvist', detail: 'Billing' },
    because: 'Kai, first for Billing, is away until Fri',
    responseDueAt: '2026-07-07T15:00:00Z',
    dueAt: '2026-07-08T14:00:00Z',
  }),
  'escalated-nobody': escalatedCard({
    frame,
    customer: halvorsund,
    severity: 'P2',
    url: `${frame.publicUrl}/escalations/${id(7)}`,
    owner: null,
    because: null,
    responseDueAt: '2026-07-07T18:00:00Z',
    dueAt: '2026-07-10T14:00:00Z',
  }),
  decline: declineCard({ frame, request }),
  activity: activityCard({ frame, customer: corvane, assignmentId: id(9), owner: ana, requestKey: id(8) }),
};
