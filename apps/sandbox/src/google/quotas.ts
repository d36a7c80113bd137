import type { SandboxClock } from '../clock.js';
import { GoogleError } from './errors.js';

/**
 * The usage limits, measured over the last minute. CALENDAR is https://developers.google.com/workspace/calendar/api/guides/quota, GMAIL
 * https://developers.google.com/workspace/gmail/api/reference/quota.
 */
export interface Limits {
  /** CALENDAR: "per minute per project: 10,000". */
  calendarPerProject: number;
  /** CALENDAR: "per minute per user per project: 600". */
  calendarPerUser: number;
  /** GMAIL: "per user rate limit: 6,000 quota units per minute per user". */
  gmailUnitsPerUser: number;
  /** What 6,000 units at 100 a message come to; Gmail measures sending by itself as well. */
  gmailSendsPerUser: number;
}
export const DOCUMENTED_LIMITS: Limits = {
  calendarPerProject: 10_000,
  calendarPerUser: 600,
  gmailUnitsPerUser: 6000,
  gmailSendsPerUser: 60,
};
const WINDOW_MILLISECONDS = 60_000;

/** GMAIL, "Per-method quota usage": units of a call; methods that are not named cost what reading a setting does. */
const UNITS: Readonly<Record<string, number>> = {
  'drafts.create': 10,
  'drafts.delete': 10,
  'drafts.get': 5,
  'drafts.list': 5,
  'drafts.send': 100,
  'drafts.update': 15,
  'history.list': 2,
  'labels.create': 5,
  'labels.delete': 5,
  'labels.patch': 5,
  'labels.update': 5,
  'messages.attachments.get': 20,
  'messages.get': 20,
  'messages.import': 25,
  'messages.insert': 25,
  'messages.list': 5,
  'messages.modify': 5,
  'messages.send': 100,
  'messages.trash': 5,
  'messages.untrash': 5,
  'settings.delegates.create': 100,
  'settings.delegates.delete': 5,
  'settings.filters.create': 5,
  'settings.filters.delete': 5,
  'settings.forwardingaddresses.create': 100,
  'settings.forwardingaddresses.delete': 5,
  'settings.sendas.create': 100,
  'settings.sendas.delete': 5,
  'settings.sendas.patch': 100,
  'settings.sendas.update': 100,
  'settings.sendas.verify': 100,
  'settings.updateAutoForwarding': 5,
  'settings.updateVacation': 5,
  'threads.get': 40,
  'threads.list': 10,
  'threads.modify': 10,
  'threads.trash': 10,
  'threads.untrash': 10,
};
export const gmailUnits = (method: string): number => UNITS[method.replace(/^gmail\.users\./, '')] ?? 1;
const SENDING = new Set(['gmail.users.messages.send', 'gmail.users.drafts.send']);

interface Spending {
  readonly at: number;
  readonly amount: number;
}
interface Meter {
  readonly spent: Spending[];
  sum: number;
  /** The most that ever fell into one minute. */
  peak: number;
}

/** Counts what each user and the project spent in the last minute, and refuses what goes beyond. Kept in memory. */
export class Quotas {
  private meters = new Map<string, Meter>();
  private limits: Limits = { ...DOCUMENTED_LIMITS };
  private isSimulated = false;

  constructor(private readonly clock: SandboxClock) {}

  /**
   * Other limits than the documented ones, and the clock they are measured on: the machine's, or the sandbox's own (`simulated`),
   * which only moves when somebody moves it. Counting starts anew.
   */
  set(limits: Partial<Limits>, isSimulated: boolean): void {
    this.limits = { ...DOCUMENTED_LIMITS, ...limits };
    this.isSimulated = isSimulated;
    this.meters = new Map();
  }

  /** Takes a call into account, or throws what Google answers when there is nothing left. A refused call costs nothing. */
  spend(method: string, user: string): void {
    const due = this.due(method, user);
    for (const { key, amount, limit, refusal } of due) {
      const meter = this.meter(key);
      if (meter.sum + amount > limit) throw refusal(this.waitSeconds(meter, meter.sum + amount - limit));
    }
    for (const { key, amount } of due) this.add(this.meter(key), amount);
  }

  /** What was used at most within a minute, by meter ("calendar project", "calendar ana@x", "gmail ana@x", "sends ana@x"). */
  summary() {
    const peaks = Object.fromEntries([...this.meters].map(([key, { peak }]) => [key, peak]));
    return { limits: this.limits, clock: this.isSimulated ? 'simulated' : 'machine', peaks };
  }

  private due(method: string, user: string) {
    const { calendarPerProject, calendarPerUser, gmailUnitsPerUser, gmailSendsPerUser } = this.limits;
    if (method.startsWith('calendar.'))
      return [
        { key: `calendar ${user}`, amount: 1, limit: calendarPerUser, refusal: userLimit },
        { key: 'calendar project', amount: 1, limit: calendarPerProject, refusal: projectLimit },
      ];
    if (!method.startsWith('gmail.')) return [];
    return [
      ...(SENDING.has(method)
        ? [{ key: `sends ${user}`, amount: 1, limit: gmailSendsPerUser, refusal: this.sendingLimit }]
        : []),
      { key: `gmail ${user}`, amount: gmailUnits(method), limit: gmailUnitsPerUser, refusal: userLimit },
    ];
  }

  private meter(key: string): Meter {
    const meter = this.meters.get(key) ?? { spent: [], sum: 0, peak: 0 };
    this.meters.set(key, meter);
    const since = this.now() - WINDOW_MILLISECONDS;
    const over = meter.spent.findIndex(({ at }) => at > since);
    const gone = meter.spent.splice(0, over === -1 ? meter.spent.length : over);
    meter.sum -= gone.reduce((sum, { amount }) => sum + amount, 0);
    return meter;
  }

  private add(meter: Meter, amount: number): void {
    meter.spent.push({ at: this.now(), amount });
    meter.sum += amount;
    meter.peak = Math.max(meter.peak, meter.sum);
  }

  /** Seconds until so much of what was spent is older than a minute. */
  private waitSeconds({ spent }: Meter, needed: number): number {
    let freed = 0;
    const last = spent.find(({ amount }) => (freed += amount) >= needed);
    const until = (last?.at ?? this.now()) + WINDOW_MILLISECONDS;
    return Math.max(1, Math.ceil((until - this.now()) / 1000));
  }

  /** GMAIL, resolve errors: "429: Too many requests [...] User-rate limit exceeded. Retry after <time>". */
  private readonly sendingLimit = (seconds: number): GoogleError => {
    const until = new Date(this.now() + seconds * 1000).toISOString();
    return limitError(429, 'rateLimitExceeded', `User-rate limit exceeded.  Retry after ${until}`, seconds);
  };

  private now(): number {
    return (this.isSimulated ? this.clock.standing() : this.clock.machine()).epochMilliseconds;
  }
}

/** CALENDAR, handle errors: "403: User Rate Limit Exceeded", "429: Too many requests". */
const userLimit = (seconds: number) =>
  limitError(
    403,
    'userRateLimitExceeded',
    'User Rate Limit Exceeded. Rate of requests for user exceed configured project quota.',
    seconds,
  );
const projectLimit = (seconds: number) => limitError(429, 'rateLimitExceeded', 'Rate Limit Exceeded', seconds);

const limitError = (code: number, reason: string, message: string, seconds: number) =>
  new GoogleError(code, reason, message, { domain: 'usageLimits', headers: { 'retry-after': String(seconds) } });
