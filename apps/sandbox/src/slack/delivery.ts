import { createHmac } from 'node:crypto';
import type { SandboxClock } from '../clock.js';
import { newId } from './ids.js';
import { ANSWER_MILLISECONDS } from './rules.js';
import type { SlackState } from './state.js';
import type { Json } from './json.js';

/** The three addresses of the app's configuration; options of a typeahead come to the second. */
export type Endpoint = 'events' | 'interactions' | 'commands';
/** What came back within three seconds; `status` null when nothing did. */
export interface Delivered {
  readonly status: number | null;
  readonly body: string;
}
/** A request as it went out, the first attempt: kept so that a test can send it again, byte for byte. */
export interface SentRequest {
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  status: number | null;
  attempts: number;
}
const KEPT = 100;
/**
 * https://docs.slack.dev/apis/events-api, retries: the first "nearly immediately", then after one and after five minutes. Shortened here, so that a demo
 * and a test see them.
 */
const RETRY_PAUSES = [0, 500, 2000];

/** Requests of Slack to the app: signed, answered within three seconds or tried again. */
export class Delivery {
  readonly sent: SentRequest[] = [];
  private readonly pending = new Set<Promise<unknown>>();
  private queue: Promise<unknown> = Promise.resolve();
  private isClosed = false;

  constructor(
    private readonly app: SlackState['app'],
    private readonly apiUrl: string,
    private readonly clock: SandboxClock,
    private readonly post: typeof fetch = fetch,
  ) {}

  /** Interactions and commands are sent once; the person sees what became of it. */
  async ask(endpoint: Endpoint, form: Record<string, string>): Promise<Delivered> {
    const request = this.signed(endpoint, new URLSearchParams(form).toString(), 'application/x-www-form-urlencoded');
    return this.track(this.attempt(request, {}));
  }

  /** Whether the address answers Slack's question with the challenge, as it must before it may be saved. */
  async verify(): Promise<boolean> {
    const challenge = newId('');
    const body = JSON.stringify({ token: this.app.verificationToken, challenge, type: 'url_verification' });
    const answer = await this.attempt(this.signed('events', body, 'application/json'), {});
    return answer.status === 200 && answer.body.includes(challenge);
  }

  /** The same bytes with the same signature again, as somebody who listened in would send them. */
  async replay({ url, headers, body }: SentRequest): Promise<Delivered> {
    const response = await this.post(url, { method: 'POST', headers, body, redirect: 'error' });
    return { status: response.status, body: await response.text() };
  }

  /** Events that happened at one moment: sent side by side, each tried again up to three times. Later ones wait for them. */
  tell(bodies: readonly Json[]): void {
    const before = this.queue;
    this.queue = this.track(
      before.then(() => Promise.all(bodies.map((body) => this.withRetries(JSON.stringify(body))))),
    );
  }

  /** Resolves when nothing is under way any more. */
  async settle(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  /** No further attempts; those under way end by themselves. */
  close(): void {
    this.isClosed = true;
  }

  private async withRetries(body: string): Promise<void> {
    const request = this.signed('events', body, 'application/json');
    let answer = await this.attempt(request, {});
    for (const [index, pause] of RETRY_PAUSES.entries()) {
      if ((answer.status !== null && answer.status >= 200 && answer.status < 300) || this.isClosed) return;
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
      const again = this.signed('events', body, 'application/json', request);
      answer = await this.attempt(again, {
        'x-slack-retry-num': String(index + 1),
        'x-slack-retry-reason': answer.status === null ? 'http_timeout' : 'http_error',
      });
    }
  }

  /** https://docs.slack.dev/authentication/verifying-requests-from-slack: HMAC-SHA256 of `v0:<timestamp>:<body>`, the time in machine seconds. */
  private signed(endpoint: Endpoint, body: string, type: string, earlier?: SentRequest): SentRequest {
    const timestamp = String(Math.floor(this.clock.machine().epochMilliseconds / 1000));
    const signature = createHmac('sha256', this.app.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    };
    if (earlier) return { ...earlier, headers, attempts: 0 };
    const base = (this.app.requestUrl ?? this.apiUrl).replace(/\/$/, '');
    const request: SentRequest = {
      id: newId('R'),
      url: `${base}/api/webhooks/slack/${endpoint}`,
      headers,
      body,
      status: null,
      attempts: 0,
    };
    this.sent.push(request);
    if (this.sent.length > KEPT) this.sent.splice(0, this.sent.length - KEPT);
    return request;
  }

  private async attempt(request: SentRequest, more: Record<string, string>): Promise<Delivered> {
    const kept = this.sent.find(({ id }) => id === request.id);
    const answer = await this.post(request.url, {
      method: 'POST',
      headers: { ...request.headers, ...more },
      body: request.body,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    }).then(
      async (response) => ({ status: response.status, body: await response.text() }),
      () => ({ status: null, body: '' }),
    );
    if (kept) Object.assign(kept, { status: answer.status, attempts: kept.attempts + 1 });
    return answer;
  }

  private track<T>(work: Promise<T>): Promise<T> {
    this.pending.add(work);
    void work.finally(() => this.pending.delete(work));
    return work;
  }
}
