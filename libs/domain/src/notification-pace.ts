import { hasWorkingTime, nextBusinessTime } from './business-time.js';
import type { WorkingHours } from './directory.js';
import { type EscalationFacts, ESCALATION_NOTIFICATIONS } from './escalation-notifications.js';
import type { NotificationKind, Urgency } from './notifications.js';
import { compareInstants } from './spans.js';

/** Things about the same subject within so many minutes are one notification. */
export const BUNDLE_MINUTES = 10;
/** What happens to an escalation within so many seconds is one e-mail. */
export const PROMPT_SECONDS = 20;
/** So many that are not urgent an hour; what comes above is gathered in one line per coverage, and nothing is lost. */
export const HOURLY_LIMIT = 20;
/** Something urgent that nobody has read for so long goes to the next one (PRD-258 FR-4.4). */
export const UNREAD_MINUTES = 15;
/** At most one e-mail, and one message in Slack, with what is not urgent in so many minutes. */
export const DIGEST_MINUTES = 60;

export const MAIL_CHOICES = ['all', 'urgent', 'none'] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

/** When nothing may disturb: outside the person's working hours, never, or every day between two times of their own clock. */
export type QuietHours = 'outside-working-hours' | 'never' | { readonly from: string; readonly to: string };

export interface NotificationPreferences {
  readonly email: MailChoice;
  readonly slack: MailChoice;
  readonly quietHours: QuietHours;
}

export const DEFAULT_PREFERENCES: NotificationPreferences = {
  email: 'all',
  slack: 'all',
  quietHours: 'outside-working-hours',
};

export interface Rhythm extends NotificationPreferences {
  readonly timeZone: string;
  readonly workingHours: WorkingHours;
}

const calendarOf = ({ workingHours, timeZone }: Rhythm) => ({ ...workingHours, timeZone, holidays: [] });

/** The first instant from `at` on at which the person may be disturbed; `at` itself when that is now. */
export const disturbableAt = (at: Temporal.Instant, rhythm: Rhythm): Temporal.Instant => {
  const { quietHours, timeZone } = rhythm;
  if (quietHours === 'never') return at;
  if (quietHours === 'outside-working-hours') {
    // hours that are empty say nothing about rest: nobody is silenced for good
    return hasWorkingTime(rhythm.workingHours) ? nextBusinessTime(at, calendarOf(rhythm)) : at;
  }
  const here = at.toZonedDateTimeISO(timeZone);
  const [from, to] = [Temporal.PlainTime.from(quietHours.from), Temporal.PlainTime.from(quietHours.to)];
  const isPast = (time: Temporal.PlainTime): boolean => Temporal.PlainTime.compare(here.toPlainTime(), time) >= 0;
  const isOverNight = Temporal.PlainTime.compare(from, to) >= 0;
  const isQuiet = isOverNight ? isPast(from) || !isPast(to) : isPast(from) && !isPast(to);
  if (!isQuiet) return at;
  const on = isOverNight && isPast(from) ? here.toPlainDate().add({ days: 1 }) : here.toPlainDate();
  const ends = on.toZonedDateTime({ timeZone, plainTime: to }).toInstant();
  // a clock that was put back shows the hour twice: never answer an instant that is over
  return compareInstants(ends, at) > 0 ? ends : at;
};

/** True when the person may not be disturbed at that instant by what is not urgent. */
export const isQuietAt = (at: Temporal.Instant, rhythm: Rhythm): boolean =>
  compareInstants(disturbableAt(at, rhythm), at) > 0;

/** How an e-mail about something is paced. */
export interface Pace {
  readonly urgency: Urgency;
  /** Waits for the end of quiet hours. */
  readonly isQuiet: boolean;
  /** Leaves within a minute, however many have left before (PRD-243 NFR-1). */
  readonly isPrompt: boolean;
}

/**
 * What is urgent passes quiet hours, of escalations P0 alone does; what happens to an escalation is not held back to be gathered.
 */
export const paceOf = (
  kind: NotificationKind,
  urgency: Urgency,
  escalation: Pick<EscalationFacts, 'severity'> | null,
): Pace => {
  const isEscalation = escalation !== null && kind in ESCALATION_NOTIFICATIONS;
  return {
    urgency,
    isQuiet: urgency === 'normal' || (isEscalation && escalation.severity !== 'P0'),
    isPrompt: isEscalation,
  };
};

/** The ways out of the app. */
export const NOTIFICATION_CHANNELS = ['email', 'slack'] as const;
export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number];

/**
 * When word of something that is unread leaves by a channel, null for never. Urgent at once; what is prompt after a moment, so that what
 * happens in one go is one message; the rest after the time in which things are bundled, at most one an hour and channel.
 */
export const leavesAt = (
  channel: NotificationChannel,
  { urgency, isQuiet, isPrompt }: Pace,
  at: Temporal.Instant,
  rhythm: Rhythm,
  lastAt: Temporal.Instant | null,
): Temporal.Instant | null => {
  if (rhythm[channel] === 'none') return null;
  if (urgency === 'urgent') return isQuiet ? disturbableAt(at, rhythm) : at;
  if (rhythm[channel] === 'urgent') return null;
  if (isPrompt) return disturbableAt(at.add({ seconds: PROMPT_SECONDS }), rhythm);
  const bundled = at.add({ minutes: BUNDLE_MINUTES });
  const spaced = lastAt?.add({ minutes: DIGEST_MINUTES }) ?? bundled;
  return disturbableAt(compareInstants(spaced, bundled) > 0 ? spaced : bundled, rhythm);
};

/** What comes along with something else: it never takes the place of a question or a change above a bundle. */
const COMPANIONS: readonly NotificationKind[] = ['briefs.written', 'escalation.stakeholder-added'];

/** Whether what joins a bundle is what people read above it from then on; else it is only one more. */
export const leadsBundle = (kind: NotificationKind): boolean => !COMPANIONS.includes(kind);

/** A notification somebody has, as far as the next one needs to know it. */
export interface Recent {
  readonly bundleKey: string;
  readonly firstAt: Temporal.Instant;
  readonly isUrgent: boolean;
  readonly isRead: boolean;
}

export interface Arriving {
  readonly kind: NotificationKind;
  readonly urgency: Urgency;
  /** What it is about: things with the same one are bundled. */
  readonly subjectId: string;
  /** The coverage it comes by; null for everything else. */
  readonly coverageId: string | null;
}

/** Somebody waits for an answer to these: news about the same absence must not stand over them, nor "much is happening". */
const QUESTIONS: ReadonlySet<NotificationKind> = new Set([
  'coverage.requested',
  'coverage.answer-due',
  'coverage.approval-requested',
  'escalation.keep-asked',
  'escalation.draft-waiting',
]);
export const isQuestion = (kind: NotificationKind): boolean => QUESTIONS.has(kind);

/**
 * Under which key it is put: with what is unread about the same subject and not older than ten minutes, else on its own. Above the
 * hourly limit it is gathered with everything else of that coverage in that hour. Urgent and normal are never mixed, and questions
 * only with questions.
 */
export const bundleKeyOf = (
  arriving: Arriving,
  recent: readonly Recent[],
  at: Temporal.Instant,
): { readonly key: string; readonly joins: boolean; readonly isGathered: boolean } => {
  const isUrgent = arriving.urgency === 'urgent';
  const asks = isQuestion(arriving.kind);
  const own = `${asks ? 'question:' : ''}${arriving.urgency}:${arriving.subjectId}`;
  const gathered = `more:${arriving.coverageId ?? 'own'}`;
  const since = (minutes: number): Temporal.Instant => at.subtract({ minutes });
  const isOpen = (key: string, minutes: number): boolean =>
    recent.some((one) => one.bundleKey === key && !one.isRead && compareInstants(one.firstAt, since(minutes)) > 0);
  if (isOpen(own, BUNDLE_MINUTES)) return { key: own, joins: true, isGathered: false };
  const inTheHour = recent.filter((one) => !one.isUrgent && compareInstants(one.firstAt, since(60)) > 0).length;
  if (isUrgent || asks || inTheHour < HOURLY_LIMIT) return { key: own, joins: false, isGathered: false };
  return { key: gathered, joins: isOpen(gathered, 60), isGathered: true };
};
