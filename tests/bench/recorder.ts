import pg from 'pg';
import type { SentStatement, SentValue } from './load/job.js';

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/**
 * Listens to what the API of this process says to PostgreSQL, so that the contender without HTTP does exactly the same: the
 * statements of a transaction as they were sent, and which of them travelled together.
 */
export class Recorder {
  private trips: SentStatement[][] = [];
  private recorded: readonly (readonly SentStatement[])[] = [];
  private client: pg.Client | null = null;
  private answered = false;
  private readonly original: Query = Reflect.get(pg.Client.prototype, 'query');

  constructor() {
    const original = this.original;
    const note = (client: pg.Client, sent: unknown, answer: unknown): void => this.note(client, sent, answer);
    const query: Query = function (...args) {
      const answer = original.apply(this, args);
      note(this, args[0], answer);
      return answer;
    };
    Reflect.set(pg.Client.prototype, 'query', query);
  }

  /** The last whole transaction: its round trips. Throws when none was seen. */
  lastTransaction(): readonly (readonly SentStatement[])[] {
    if (this.recorded.length === 0) throw new Error('no transaction was recorded');
    return this.recorded;
  }

  stop(): void {
    Reflect.set(pg.Client.prototype, 'query', this.original);
  }

  private note(client: pg.Client, query: unknown, answer: unknown): void {
    const sent = toStatement(query);
    if (!sent) return;
    if (sent.text.startsWith('BEGIN')) {
      this.client = client;
      this.trips = [[]];
      this.answered = false;
    }
    if (client !== this.client) return;
    // what is sent after an answer came in was waiting for it: another round trip
    if (this.answered) this.trips.push([]);
    this.answered = false;
    this.trips.at(-1)?.push(sent);
    if (answer instanceof Promise) void answer.then(() => (this.answered = true)).catch(() => undefined);
    if (sent.text === 'COMMIT') {
      this.recorded = this.trips;
      this.client = null;
    }
  }
}

function toStatement(query: unknown): SentStatement | null {
  if (typeof query === 'string') return { text: query };
  if (typeof query !== 'object' || query === null) return null;
  const { text, name, values }: { text?: unknown; name?: unknown; values?: unknown } = query;
  if (typeof text !== 'string') return null;
  return {
    text,
    ...(typeof name === 'string' && { name }),
    ...(Array.isArray(values) && { values: values.map(toValue) }),
  };
}

/** As `pg` would write it: instants and numbers as text, objects as JSON. */
function toValue(value: unknown): SentValue {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((item) => (item === null ? null : String(item)));
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate || typeof value !== 'object')
    return String(value);
  return JSON.stringify(value);
}
