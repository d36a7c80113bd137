import { dayOf } from './days.js';
import type { CustomerHandback, HandbackActivity, HandbackItem } from './handbacks.js';
import type { CustomerId } from './ids.js';
import { type CustomerPriority, daysToRenewal, LOW_HEALTH, NEAR_RENEWAL_DAYS } from './priorities.js';
import { compareInstants } from './spans.js';

/** In the order in which the returning CSM should look at them. */
export const RECOMMENDATION_RULES = [
  'open-escalation',
  'promise-made',
  'health-fell',
  'new-risk',
  'overdue-task',
  'waiting-conversation',
  'renewal-near',
  'unhappy',
  'low-rating',
  'new-contact',
  'nobody-spoke',
] as const;
export type RecommendationRule = (typeof RECOMMENDATION_RULES)[number];

/** One thing to do after coming back: the rule that says so and what it saw (PRD-131 FR-7). */
export interface Recommendation {
  readonly customerId: CustomerId;
  readonly rule: RecommendationRule;
  readonly evidence: readonly string[];
  /** Working days from the return. */
  readonly withinDays: number;
}

export interface RecommendationInput {
  readonly handback: CustomerHandback;
  readonly customer: {
    readonly healthScore: number | null;
    readonly renewalOn: Temporal.PlainDate | null;
    readonly priority: CustomerPriority;
  };
  /** Subjects of conversations that still go on. */
  readonly conversations: readonly string[];
  /** What the backup said of it, 1 (hard) to 5 (went well); null when nothing. */
  readonly rating: number | null;
  readonly departedAt: Temporal.Instant;
  readonly returnedAt: Temporal.Instant;
  /** Of the CSM: decides what "today" is. */
  readonly timeZone: string;
}

/** Health that falls so far asks for a call, also when it is still good. */
export const HEALTH_FALL = 10;
/** Silence so long on a customer of high priority is worth a word. */
const SILENCE_DAYS = 5;
/** Activity types by which a backup records a promise. */
const PROMISES = ['promise', 'follow-up', 'follow_up', 'commitment'];

const isPromise = ({ kind }: HandbackActivity): boolean => PROMISES.includes(kind.trim().toLowerCase());
const titles = (items: readonly HandbackItem[]): string[] => items.map(({ title }) => title);

type Rule = (input: RecommendationInput) => readonly string[] | null;
const given = (evidence: readonly string[]): readonly string[] | null => (evidence.length > 0 ? evidence : null);

const RULES: Readonly<Record<RecommendationRule, { readonly withinDays: number; readonly sees: Rule }>> = {
  'open-escalation': {
    withinDays: 0,
    sees: ({ handback }) =>
      given(
        titles(
          handback.outstanding.filter(
            ({ kind, severity }) => kind === 'escalation' && (severity === 'P0' || severity === 'P1'),
          ),
        ),
      ),
  },
  'promise-made': {
    withinDays: 1,
    sees: ({ handback }) => given(handback.activities.filter(isPromise).map(({ summary }) => summary)),
  },
  'health-fell': {
    withinDays: 2,
    sees: ({ handback: { health } }) => {
      if (health === null || health.to >= health.from) return null;
      const crossed = health.from >= LOW_HEALTH && health.to < LOW_HEALTH;
      return health.from - health.to >= HEALTH_FALL || crossed ? [`${health.from} → ${health.to}`] : null;
    },
  },
  'new-risk': {
    withinDays: 2,
    sees: ({ handback }) =>
      given(titles(handback.outstanding.filter(({ kind, wasThere }) => kind === 'risk' && !wasThere))),
  },
  'overdue-task': {
    withinDays: 1,
    sees: ({ handback, returnedAt }) =>
      given(
        titles(
          handback.outstanding.filter(
            ({ kind, dueAt }) => kind === 'task' && dueAt !== null && compareInstants(dueAt, returnedAt) < 0,
          ),
        ),
      ),
  },
  'waiting-conversation': { withinDays: 1, sees: ({ conversations }) => given(conversations) },
  'renewal-near': {
    withinDays: 3,
    sees: ({ customer, returnedAt, timeZone }) => {
      const days = daysToRenewal(customer, dayOf(returnedAt, timeZone));
      return days !== null && days >= 0 && days <= NEAR_RENEWAL_DAYS ? [String(customer.renewalOn)] : null;
    },
  },
  unhappy: {
    withinDays: 2,
    sees: ({ handback: { activities, sentiment } }) =>
      sentiment !== null && sentiment.to < sentiment.from
        ? given(activities.filter((one) => one.sentiment !== null && one.sentiment < 0).map(({ summary }) => summary))
        : null,
  },
  'low-rating': { withinDays: 3, sees: ({ rating }) => (rating !== null && rating <= 2 ? [String(rating)] : null) },
  'new-contact': {
    withinDays: 5,
    sees: ({ handback }) =>
      given(
        handback.changes.flatMap(({ path, from, to }) =>
          /^stakeholders\.[^.]+\.name$/.test(path) && from === undefined && typeof to === 'string' ? [to] : [],
        ),
      ),
  },
  'nobody-spoke': {
    withinDays: 3,
    sees: ({ handback, customer, departedAt, returnedAt, timeZone }) => {
      const days = dayOf(departedAt, timeZone).until(dayOf(returnedAt, timeZone)).days;
      return customer.priority === 'high' && handback.activities.length === 0 && days >= SILENCE_DAYS
        ? [String(days)]
        : null;
    },
  },
};

/**
 * What to do about one customer after coming back, most pressing rule first. Each rule speaks at most once and shows what it saw: open
 * P0/P1; a promise the backup logged; health that fell by 10 or under 50; a risk that is new; an overdue task; a conversation that goes on;
 * a renewal within 30 days; sentiment that fell; a rating of 2 or less; a new contact; five days of silence on a high priority.
 */
export const recommendationsFor = (input: RecommendationInput): Recommendation[] =>
  RECOMMENDATION_RULES.flatMap((rule) => {
    const { withinDays, sees } = RULES[rule];
    const evidence = sees(input);
    return evidence === null ? [] : [{ customerId: input.handback.customerId, rule, evidence, withinDays }];
  });
