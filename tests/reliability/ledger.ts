import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** One write that the API acknowledged. */
export interface Entry {
  readonly id: string;
  readonly title: string;
}

export interface LedgerOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly customerIds: readonly string[];
  readonly category: string;
  readonly writers: number;
}

const PATIENCE_MS = 180_000;

/**
 * Writers that create escalations as fast as they are answered, and write down every 2xx. A request without an answer is
 * sent again under its Idempotency-Key until it has one: whatever the server did before it died, the result must be one row.
 */
export class Ledger {
  readonly entries: Entry[] = [];
  /** Requests that got no answer or a 5xx and were sent again. */
  repeated = 0;
  private stopping = false;
  private readonly writing: Promise<void>[];

  constructor(private readonly options: LedgerOptions) {
    this.writing = Array.from({ length: options.writers }, (_, writer) => this.write(writer));
  }

  /** Lets every writer finish what it began. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.writing);
  }

  private async write(writer: number): Promise<void> {
    for (let n = 0; !this.stopping; n++) {
      const title = `ledger ${writer}-${n}`;
      this.entries.push({ title, id: await this.create(title, n) });
    }
  }

  private async create(title: string, n: number): Promise<string> {
    const { baseUrl, token, customerIds, category } = this.options;
    const key = randomUUID();
    const body = JSON.stringify({
      customer_id: customerIds[n % customerIds.length],
      category,
      severity: 'P2',
      title,
      description: 'Written while things are killed',
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
    for (const deadline = performance.now() + PATIENCE_MS; ; this.repeated += 1) {
      const reply = await ask(`${baseUrl}/api/escalations`, { method: 'POST', headers, body });
      if (reply?.status === 201) return String(Reflect.get(reply.body, 'id'));
      const mayRepeat = reply === null || reply.status >= 500 || reply.status === 429 || isInFlight(reply.body);
      if (!mayRepeat) throw new Error(`${title}: ${reply.status} ${JSON.stringify(reply.body)}`);
      if (performance.now() > deadline) throw new Error(`${title}: no answer in ${PATIENCE_MS / 1_000} s`);
      await pause(50);
    }
  }
}

const isInFlight = (body: object): boolean => Reflect.get(body, 'code') === 'idempotency.in-flight';

/** Null when there was no whole answer: refused, cut, too late. */
export async function ask(url: string, init: RequestInit = {}): Promise<{ status: number; body: object } | null> {
  try {
    const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
    const body: unknown = await reply.json();
    return { status: reply.status, body: typeof body === 'object' && body !== null ? body : {} };
  } catch {
    return null;
  }
}

/** As {@link ask}, until there is an answer that is not a 5xx: "cannot read" is not "lost". */
export async function read(url: string, token: string): Promise<{ status: number; body: object }> {
  for (const deadline = performance.now() + PATIENCE_MS; ;) {
    const reply = await ask(url, { headers: { authorization: `Bearer ${token}` } });
    if (reply && reply.status < 500 && reply.status !== 429) return reply;
    if (performance.now() > deadline) throw new Error(`${url} cannot be read: ${JSON.stringify(reply)}`);
    await pause(50);
  }
}
