import type { Card } from '@understudy/contracts';
import { activityCard, declineCard } from './answer-cards.js';
import { awayCard } from './away-card.js';
import { briefCard } from './brief-card.js';
import { COMPOSE_EXAMPLES } from './compose-examples.js';
import { releaseCard, whyCard } from './coverage-cards.js';
import { escalateCard, escalatedCard } from './escalate-card.js';
import {
  ana,
  brief,
  corvane,
  frame,
  halvorsund,
  hundred,
  id,
  LONGEST,
  many,
  maximiliane,
  request,
  thread,
} from './example-story.js';
import type { AwayFormView, BriefCardView, EscalateView } from './form-views.js';
import { CALENDAR_EXAMPLES } from './calendar-examples.js';
import { CONTACT_EXAMPLES } from './contact-examples.js';
import { HOME_EXAMPLES } from './home-examples.js';
import { MESSAGE_EXAMPLES } from './message-examples.js';
import { noteCard } from './note-card.js';

export { brief, corvane, frame, halvorsund, request } from './example-story.js';

/*
 * One card of every kind. For the specs, the round trip through CardService and the pictures; nothing of the product imports it.
 */

const escalate: EscalateView = {
  frame,
  customer: corvane,
  thread,
  categories: [{ name: 'Billing' }, { name: 'Product' }, { name: 'Relationship' }],
  requestKey: id(8),
};
const fullBrief: BriefCardView = {
  frame,
  customer: corvane,
  thread,
  assignmentId: id(9),
  owner: ana,
  until: '2026-07-10T22:00:00Z',
  brief,
};
const away: AwayFormView = {
  frame,
  requestKey: id(8),
  hours: ['13:30', '14:00', '14:30', '15:00'],
  backOn: '2026-07-08',
  colleagues: [
    { id: id(40), name: 'Eva Laurent' },
    { id: id(41), name: maximiliane.name },
  ],
};

export const EXAMPLES: Readonly<Record<string, Card>> = {
  ...HOME_EXAMPLES,
  ...CALENDAR_EXAMPLES,
  ...MESSAGE_EXAMPLES,
  ...CONTACT_EXAMPLES,
  ...COMPOSE_EXAMPLES,
  brief: briefCard(fullBrief),
  'brief-read': briefCard({ ...fullBrief, brief: { ...brief, acknowledgedAt: '2026-07-06T15:40:00Z' } }),
  'brief-hundred': briefCard({
    ...fullBrief,
    customer: { ...corvane, name: LONGEST },
    owner: maximiliane,
    brief: hundred,
  }),
  'brief-empty': briefCard({
    ...fullBrief,
    brief: {
      ...brief,
      urgent: [],
      risks: [],
      people: [],
      meetings: [],
      tasks: [],
      said: [],
      handleWithCare: null,
      ownerNote: null,
      notes: null,
    },
  }),
  note: noteCard({ frame, customer: halvorsund, thread, briefId: id(20), owner: ana, requestKey: id(8) }),
  away: awayCard(away),
  'away-late': awayCard({
    ...away,
    hours: [],
    colleagues: many(100, (n) => ({ id: id(5000 + n), name: LONGEST })),
    form: { until: ['day'], back_on: ['2026-07-06'] },
    errors: [{ path: 'form.back_on', message: 'has to be after today' }],
  }),
  why: whyCard({
    frame,
    request,
    rung: 'The best fit among 4',
    reasons: ['You know 6 of 8 customers', 'Skills that fit: banking, logistics', 'You carry 19 of 50'],
    loadAfter: '27 customers of 50',
  }),
  release: releaseCard({
    frame,
    assignmentId: id(9),
    owner: maximiliane,
    until: '2026-07-10T22:00:00Z',
    customerCount: 12,
  }),
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
