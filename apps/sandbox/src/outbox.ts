import { SandboxMail } from '@understudy/contracts';
import type { SandboxClock } from './clock.js';
import type { Json, JsonObject } from './google/strict.js';

export interface OutboxItem {
  readonly seq: number;
  /** Product time. */
  readonly at: string;
  readonly kind: 'google' | 'email' | 'slack';
  readonly what: JsonObject;
}
const MOST = 5000;

/** Everything that left the product, in order: Google changes, e-mails, Slack posts. */
export class Outbox {
  constructor(
    private readonly items: OutboxItem[],
    private readonly clock: SandboxClock,
  ) {}

  /** The newest 5,000; older ones are dropped so that a sandbox left running does not grow for ever. */
  list(): readonly OutboxItem[] {
    return this.items;
  }

  add(kind: OutboxItem['kind'], what: JsonObject): OutboxItem {
    const item: OutboxItem = {
      seq: (this.items.at(-1)?.seq ?? 0) + 1,
      at: this.clock.now().toString({ fractionalSecondDigits: 3 }),
      kind,
      what,
    };
    this.items.push(item);
    if (this.items.length > MOST) this.items.splice(0, this.items.length - MOST);
    return item;
  }

  /**
   * What a mail or Slack adapter hands over instead of sending: an e-mail with a `key` exactly as SandboxMail says, once per key (a
   * second one answers the first), or by hand `{kind: 'email', to: [...], subject, text}`. Throws RangeError with a sentence when it
   * is none of these.
   */
  accept(input: Record<string, Json>): OutboxItem {
    const { kind, ...what } = input;
    if (kind === 'email' && 'key' in what) return this.acceptMail(input);
    if (kind === 'email') {
      const to = what.to;
      if (
        !Array.isArray(to) ||
        !to.length ||
        !to.every((one) => typeof one === 'string' && /^[^\s@]+@[^\s@]+$/.test(one))
      ) {
        throw new RangeError('An e-mail needs "to": a list of addresses.');
      }
      if (typeof what.subject !== 'string' || typeof what.text !== 'string')
        throw new RangeError('An e-mail needs "subject" and "text".');
      return this.add('email', what);
    }
    if (kind === 'slack') {
      if (typeof what.channel !== 'string' || typeof what.text !== 'string')
        throw new RangeError('A Slack post needs "channel" and "text".');
      return this.add('slack', what);
    }
    throw new RangeError('kind must be "email" or "slack"; Google changes are recorded by the fake itself.');
  }

  private acceptMail(input: Record<string, Json>): OutboxItem {
    const mail = SandboxMail.safeParse(input);
    if (!mail.success)
      throw new RangeError(
        mail.error.issues.map(({ path, message }) => `An e-mail: ${path.join('.')} ${message}.`).join(' '),
      );
    const { kind, ...what } = mail.data;
    return (
      this.items.find((item) => item.kind === kind && item.what['key'] === what.key) ?? this.add(kind, clean(what))
    );
  }
}

/** Without the members that say nothing. */
const clean = (what: object): JsonObject => JSON.parse(JSON.stringify(what));
