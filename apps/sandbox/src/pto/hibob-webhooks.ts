import { bobSignature, eventsFor, PINGS, PtoRefusal } from './rules.js';
import type { HibobRequest, PtoState } from './state.js';

const TIMEOUT_MS = 10_000;

/** HiBob's webhooks: to the product of this sandbox and to no other host. */
export class HibobWebhooks {
  constructor(
    private readonly state: PtoState,
    /** The product, without a trailing slash. */
    private readonly apiUrl: string,
  ) {}

  /**
   * WEBHOOKS: "Bob server sends a test event to the webhook listener server when establishing a new webhook connection." "If your
   * listener does not respond or returns an HTTP response other than '200' after a period of retries, connection will not be established."
   */
  async establish(url: string, secret: string): Promise<void> {
    if (URL.parse(url)?.origin !== new URL(this.apiUrl).origin)
      throw new PtoRefusal(400, 'The sandbox calls no host but its own product.');
    for (const { type, body } of PINGS)
      if ((await post(url, body, { 'content-type': type })) === 200) {
        this.state.hibob.webhook = { url, secret };
        return;
      }
    throw new PtoRefusal(400, 'The webhook did not answer 200 to the test event.');
  }

  /** The events of one change, in order. Answers what came back: a status each, or that nothing did. */
  async tell(before: string | null, request: HibobRequest, now: Temporal.Instant): Promise<(number | 'no answer')[]> {
    const { webhook } = this.state.hibob;
    if (!webhook) return [];
    const answers: (number | 'no answer')[] = [];
    for (const type of eventsFor(before, request.status)) {
      const body = JSON.stringify(this.event(type, request, now));
      const headers = { 'content-type': 'application/json', 'bob-signature': bobSignature(body, webhook.secret) };
      answers.push(await post(webhook.url, body, headers));
    }
    return answers;
  }

  /** EVENTS, "Time off events payload samples", version 2. */
  private event(type: string, { employeeId, requestId }: HibobRequest, now: Temporal.Instant) {
    const getApi = `${this.ownUrl}/sandbox/pto/hibob/v1/timeoff/employees/${employeeId}/requests/${requestId}`;
    return {
      companyId: 637_323,
      type,
      triggeredBy: employeeId,
      triggeredAt: now.toString({ fractionalSecondDigits: 6 }).replace('Z', ''),
      version: 'v2',
      data: { timeoffRequestId: requestId, employeeId, getApi },
    };
  }

  /** Where the fake itself listens; known once it does. */
  ownUrl = '';
}

const post = (url: string, body: string, headers: Record<string, string>): Promise<number | 'no answer'> =>
  fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
    ({ status }) => status,
    () => 'no answer',
  );
