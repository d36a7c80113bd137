import type { CustomerHandback, HandbackItem } from './handbacks.js';
import { asId, type CustomerId } from './ids.js';
import { type RecommendationInput, type RecommendationRule, recommendationsFor } from './recommendations.js';

const customerId = asId<CustomerId>('00000000-0000-7000-8000-0000000000cc');
const at = (text: string) => Temporal.Instant.from(text);
const returned = at('2026-07-13T00:00:00Z');
const quiet: CustomerHandback = {
  customerId,
  activities: [],
  resolved: [],
  outstanding: [],
  health: null,
  sentiment: null,
  changes: [],
};
const item = (given: Partial<HandbackItem>): HandbackItem => ({
  kind: 'task',
  id: 'x',
  title: 'It',
  severity: null,
  dueAt: null,
  wasThere: true,
  evidence: null,
  ...given,
});
const activity = (kind: string) => ({
  kind,
  summary: 'Send the offer',
  occurredAt: at('2026-07-10T09:00:00Z'),
  userId: null,
  outcome: null,
  sentiment: null,
});
const rules = (handback: Partial<CustomerHandback>, given: Partial<RecommendationInput> = {}): RecommendationRule[] =>
  recommendationsFor({
    handback: { ...quiet, ...handback },
    customer: { healthScore: 80, renewalOn: null, priority: 'low' },
    conversations: [],
    rating: null,
    departedAt: at('2026-07-06T00:00:00Z'),
    returnedAt: returned,
    timeZone: 'Europe/Lisbon',
    ...given,
  }).map(({ rule }) => rule);
const renewal = (on: string): Partial<RecommendationInput> => ({
  customer: { healthScore: 80, renewalOn: Temporal.PlainDate.from(on), priority: 'low' },
});

describe('what to do after coming back', () => {
  test('nothing, when nothing happened', () => expect(rules({})).toEqual([]));

  test.each<[string, Partial<CustomerHandback>, Partial<RecommendationInput>, RecommendationRule[]]>([
    ['an open P1', { outstanding: [item({ kind: 'escalation', severity: 'P1' })] }, {}, ['open-escalation']],
    ['an open P2 is not pressing', { outstanding: [item({ kind: 'escalation', severity: 'P2' })] }, {}, []],
    ['a promise of the backup', { activities: [activity('Follow-Up')] }, {}, ['promise-made']],
    ['a call is no promise', { activities: [activity('call')] }, {}, []],
    ['health down by 10', { health: { from: 80, to: 70, evidence: [] } }, {}, ['health-fell']],
    ['health down by 9', { health: { from: 80, to: 71, evidence: [] } }, {}, []],
    ['health from 50 to 49', { health: { from: 50, to: 49, evidence: [] } }, {}, ['health-fell']],
    ['health from 49 to 48', { health: { from: 49, to: 48, evidence: [] } }, {}, []],
    ['health up', { health: { from: 40, to: 90, evidence: [] } }, {}, []],
    ['a new risk', { outstanding: [item({ kind: 'risk', wasThere: false })] }, {}, ['new-risk']],
    ['a risk known before', { outstanding: [item({ kind: 'risk' })] }, {}, []],
    [
      'a task due before the return',
      { outstanding: [item({ dueAt: returned.subtract({ seconds: 1 }) })] },
      {},
      ['overdue-task'],
    ],
    ['a task due at the return', { outstanding: [item({ dueAt: returned })] }, {}, []],
    ['a conversation that goes on', {}, { conversations: ['Re: invoices'] }, ['waiting-conversation']],
    ['a renewal today', {}, renewal('2026-07-13'), ['renewal-near']],
    ['a renewal in 30 days', {}, renewal('2026-08-12'), ['renewal-near']],
    ['a renewal in 31 days', {}, renewal('2026-08-13'), []],
    ['a renewal that is past', {}, renewal('2026-07-12'), []],
    ['a rating of 2', {}, { rating: 2 }, ['low-rating']],
    ['a rating of 3', {}, { rating: 3 }, []],
    ['a new contact', { changes: [{ path: 'stakeholders.1.name', to: 'Uwe', evidence: null }] }, {}, ['new-contact']],
    [
      'a contact who was renamed is not new',
      { changes: [{ path: 'stakeholders.1.name', from: 'U', to: 'Uwe', evidence: null }] },
      {},
      [],
    ],
    [
      'five days of silence on a high priority',
      {},
      { customer: { healthScore: 40, renewalOn: null, priority: 'high' }, departedAt: at('2026-07-08T00:00:00Z') },
      ['nobody-spoke'],
    ],
    [
      'four days of it',
      {},
      { customer: { healthScore: 40, renewalOn: null, priority: 'high' }, departedAt: at('2026-07-09T00:00:00Z') },
      [],
    ],
  ])('%s', (_what, handback, given, expected) => expect(rules(handback, given)).toEqual(expected));

  test('the most pressing rule stands first, and each shows what it saw', () => {
    const found = recommendationsFor({
      handback: {
        ...quiet,
        health: { from: 80, to: 30, evidence: [] },
        outstanding: [item({ kind: 'escalation', severity: 'P0', title: 'Down' })],
      },
      customer: { healthScore: 30, renewalOn: null, priority: 'high' },
      conversations: [],
      rating: 1,
      departedAt: at('2026-07-06T00:00:00Z'),
      returnedAt: returned,
      timeZone: 'Europe/Lisbon',
    });
    expect(found.map(({ rule, evidence }) => [rule, ...evidence])).toEqual([
      ['open-escalation', 'Down'],
      ['health-fell', '80 → 30'],
      ['low-rating', '1'],
      ['nobody-spoke', '7'],
    ]);
  });
});
