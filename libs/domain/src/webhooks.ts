import { compareInstants } from './spans.js';

/** What a webhook tells of something: ids, states and times. Never titles, reasons, kinds of absence or customers' words. */
export type WebhookSubject = 'absence' | 'coverage' | 'gap' | 'takeover' | 'escalation';

interface WebhookEvent {
  readonly about: WebhookSubject;
  /** Of the message inside the product that causes it. */
  readonly message: string;
  /** For whoever chooses: when it is sent. */
  readonly says: string;
}

/** Everything an endpoint can ask for, by the name on the wire. Closed: what is not here never leaves. */
export const WEBHOOK_EVENTS = {
  'absence.planned': {
    about: 'absence',
    message: 'absence.planned',
    says: 'An absence is certain: entered or confirmed.',
  },
  'absence.changed': { about: 'absence', message: 'absence.changed', says: 'Its days or hours changed.' },
  'absence.cancelled': { about: 'absence', message: 'absence.cancelled', says: 'It does not take place.' },
  'absence.started': { about: 'absence', message: 'absence.started', says: 'The person is away from now on.' },
  'absence.ended': { about: 'absence', message: 'absence.ended', says: 'The person is back.' },
  'coverage.requested': { about: 'coverage', message: 'coverage.requested', says: 'Somebody is asked to stand in.' },
  'coverage.accepted': { about: 'coverage', message: 'coverage.accepted', says: 'They said yes.' },
  'coverage.declined': { about: 'coverage', message: 'coverage.declined', says: 'They said no.' },
  'coverage.lapsed': { about: 'coverage', message: 'coverage.lapsed', says: 'They did not answer in time.' },
  'coverage.released': { about: 'coverage', message: 'coverage.released', says: 'They handed it back.' },
  'coverage.started': {
    about: 'coverage',
    message: 'coverage.started',
    says: 'They look after the customers from now on.',
  },
  'coverage.ended': { about: 'coverage', message: 'coverage.ended', says: 'They no longer do.' },
  'coverage.gap': { about: 'gap', message: 'coverage.gap', says: 'Nobody stands in for some customers of an absence.' },
  'coverage.taken_over': { about: 'takeover', message: 'coverage.taken-over', says: 'Somebody took over a customer.' },
  'escalation.created': { about: 'escalation', message: 'escalation.created', says: 'There is a new escalation.' },
  'escalation.assigned': { about: 'escalation', message: 'escalation.assigned', says: 'It has another owner.' },
  'escalation.status_changed': {
    about: 'escalation',
    message: 'escalation.moved',
    says: 'Its status changed, whichever way.',
  },
  'escalation.acknowledged': { about: 'escalation', message: 'escalation.acknowledged', says: 'The owner took it on.' },
  'escalation.sla_warning': { about: 'escalation', message: 'escalation.sla-warning', says: 'Its time runs out.' },
  'escalation.sla_breached': { about: 'escalation', message: 'escalation.sla-breached', says: 'Its time ran out.' },
  'escalation.climbed': {
    about: 'escalation',
    message: 'escalation.climbed',
    says: 'Unanswered, it went to the next above.',
  },
  'escalation.resolved': { about: 'escalation', message: 'escalation.resolved', says: 'It is resolved.' },
  'escalation.closed': { about: 'escalation', message: 'escalation.closed', says: 'It is closed.' },
  'escalation.reopened': {
    about: 'escalation',
    message: 'escalation.reopened',
    says: 'It was resolved and is not after all.',
  },
} as const satisfies Record<string, WebhookEvent>;
export type WebhookEventType = keyof typeof WEBHOOK_EVENTS;
export const WEBHOOK_EVENT_TYPES = Object.keys(WEBHOOK_EVENTS) as readonly WebhookEventType[];

export const WEBHOOK_STATES = ['active', 'paused', 'disabled', 'ended'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Pauses after each try that failed: after nine tries within a good 24 hours it is given up. */
const PAUSES_SECONDS = [5, 300, 1_800, 7_200, 18_000, 18_000, 21_600, 21_600] as const;
/** Whoever asks us to wait longer than this would have us look as if nothing were wrong. */
const LONGEST_WAIT_SECONDS = 21_600;
/** While an endpoint does not answer, one delivery tries it at a time; the others wait for so long at most. */
const LONGEST_HOLD_SECONDS = 300;
const GONE = 410;
/** Asked to wait. */
const WAIT: readonly number[] = [429, 503];

/** What came of one try. */
export interface WebhookAnswer {
  /** HTTP; null when there was no answer. */
  readonly status: number | null;
  /** Of the answer's Retry-After, in seconds. */
  readonly retryAfterSeconds: number | null;
}

/** Any 2xx takes it; a redirect does not: what is signed is for the address that was entered. */
export const isTaken = ({ status }: WebhookAnswer): boolean => status !== null && status >= 200 && status < 300;

/**
 * What becomes of a delivery after its `tries`-th try (from 1, counted again when somebody sends it once more by hand).
 * Retry-After is obeyed where it asks for more than our own pause, up to six hours.
 */
export const afterTry = (
  answer: WebhookAnswer,
  tries: number,
  at: Temporal.Instant,
): { readonly state: DeliveryState; readonly nextAt: Temporal.Instant | null } => {
  if (isTaken(answer)) return { state: 'delivered', nextAt: null };
  const pause = PAUSES_SECONDS[tries - 1];
  if (pause === undefined || answer.status === GONE) return { state: 'failed', nextAt: null };
  const asked = answer.status !== null && WAIT.includes(answer.status) ? (answer.retryAfterSeconds ?? 0) : 0;
  return { state: 'waiting', nextAt: at.add({ seconds: Math.max(pause, Math.min(asked, LONGEST_WAIT_SECONDS)) }) };
};

/** Until when the other deliveries to an endpoint wait after its so-many-th failure in a row. */
export const holdUntil = (failuresInARow: number, at: Temporal.Instant): Temporal.Instant =>
  at.add({ seconds: Math.min(5 * 2 ** Math.min(failuresInARow, 10), LONGEST_HOLD_SECONDS) });

/**
 * True when the endpoint is to be switched off: it says that it is gone (410), or a delivery was given up and nothing at all was
 * taken since that delivery began.
 */
export const isDead = (
  answer: WebhookAnswer,
  delivery: { readonly state: DeliveryState; readonly beganAt: Temporal.Instant },
  lastTakenAt: Temporal.Instant | null,
): boolean =>
  answer.status === GONE ||
  (delivery.state === 'failed' && (lastTakenAt === null || compareInstants(lastTakenAt, delivery.beganAt) < 0));
