import type { RequestView } from './home-views.js';
import type { BriefView, CustomerView, Frame } from './views.js';

/* The story of the mock-ups: Tuesday 7 July 2026, Ana is away, Ben covers. */

export const frame: Frame = {
  now: '2026-07-07T10:48:00Z',
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
  publicUrl: 'http://127.0.0.1:4100',
};
export const id = (number: number): string => `0197e000-0000-7000-8000-${String(number).padStart(12, '0')}`;

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
export const ana = { name: 'Ana Duarte', detail: 'Lisbon' };
export const maximiliane = { name: 'Maximiliane von Hohenfeld-Castellanos', detail: 'Zürich' };
/** Nobody's contact yet. */
export const jo = { address: 'jo@quillgate.example', name: 'Jo Quill' };
export const thread = { threadId: 'thread-f:1', subject: 'Where is our July invoice?' };

export const brief: BriefView = {
  id: id(20),
  acknowledgedAt: null,
  priority: 'High: health 48, renewal in 23 days, an open P1',
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
    { name: 'Lena Vogt', role: 'Decides', detail: 'Operations lead', email: 'lena@corvane.example' },
    { name: 'Tom Brandt', role: 'Daily user, sceptical', detail: null, email: null },
  ],
  meetings: [{ title: 'Renewal call', startsAt: '2026-07-09T12:00:00Z', detail: 'You were added as guest' }],
  lastActivity: { summary: 'Ana sent the July plan', at: '2026-07-03T09:00:00Z' },
  tasks: [{ id: id(21), title: 'Ask for a reference', dueAt: '2026-07-20T10:00:00Z' }],
  said: [
    { summary: 'Where is our July invoice?', at: '2026-07-07T08:05:00Z', by: 'Lena Vogt' },
    { summary: 'Sent the July plan', at: '2026-07-03T09:00:00Z', by: 'Ana Duarte' },
  ],
  ownerNote: 'They like short mails with one question.\nThe pilot in Graz is the way to the bigger deal.',
  notes: 'Ben: Lena wants the invoice as PDF.',
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

/** As long as names get, in scripts of all kinds. */
export const LONGEST = [
  ...'Halvorsund-Industrieautomatisierungsholding-株式会社東京国際自動車部品製造-مجموعة الخليج للشحن🚢🚢',
]
  .slice(0, 80)
  .join('');

export const many = <T>(length: number, make: (n: number) => T): T[] => Array.from({ length }, (_, n) => make(n));

/** A hundred of everything. */
export const hundred: BriefView = {
  ...brief,
  acknowledgedAt: null,
  changes: many(100, (n) => ({ kind: 'other', text: `${n}: ${LONGEST}` })),
  urgent: many(100, (n) => ({ title: LONGEST, dueAt: '2026-07-08T15:00:00Z', taskId: id(6000 + n), escalation: null })),
  handleWithCare: LONGEST.repeat(60),
  risks: many(100, () => LONGEST),
  people: many(100, () => ({
    name: LONGEST,
    role: LONGEST,
    detail: LONGEST,
    email: `${'a'.repeat(60)}@corvane.example`,
  })),
  meetings: many(100, () => ({ title: LONGEST, startsAt: '2026-07-09T12:00:00Z', detail: LONGEST })),
  tasks: many(100, (n) => ({ id: id(7000 + n), title: LONGEST, dueAt: null })),
  said: many(100, () => ({ summary: LONGEST.repeat(9), at: '2026-07-03T09:00:00Z', by: LONGEST })),
  ownerNote: `${LONGEST}\n`.repeat(100),
  notes: `${LONGEST}\n`.repeat(100),
};
