import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy } from '../../platform/database/index.js';
import { PtoAccesses } from './pto-access.js';
import { PtoFeedsRepository } from './pto-feeds.repository.js';
import { PtoWork } from './pto-work.js';
import { feedOfWebhook } from './webhook-address.js';

const id = z.union([z.string().regex(/^[\w-]{1,100}$/), z.int().positive()]).transform(String);
/** Webhooks version 2: "metadata about the event" and ids; the data itself is read from the API. */
const Event = z.object({
  type: z.string().max(200),
  data: z.object({ timeoffRequestId: id, employeeId: id, getApi: z.string().max(2_000) }),
});
const PINGS: ReadonlySet<string> = new Set(['Ping test', '"Ping test"', '{"text":"Ping test"}']);

/**
 * HiBob's webhooks. They prove themselves by HMAC-SHA512 over the bytes of the body, with the secret that HiBob shows for the
 * webhook, and only say what to look at: what holds now is read from HiBob itself, so an old event does no harm.
 */
@Injectable()
export class PtoWebhookService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly feeds: PtoFeedsRepository,
    private readonly accesses: PtoAccesses,
    private readonly work: PtoWork,
  ) {}

  /**
   * Throws pto.webhook-unknown, for a wrong signature too: nobody learns which feeds there are. Throws pto.webhook-malformed, and
   * pto.webhook-foreign-url for an address that is not this request on HiBob's own host: it is not called.
   */
  async receive(webhookId: string, body: string, signature: string): Promise<{ accepted: true }> {
    const claimed = feedOfWebhook(webhookId);
    if (!claimed) throw new DomainError('pto.webhook-unknown');
    return this.tenancy.run(claimed.tenantId, async (tx) => {
      const feed = await this.feeds.find(tx, claimed.feedId);
      if (feed?.kind !== 'hibob' || feed.removedAt !== null) throw new DomainError('pto.webhook-unknown');
      // sent, perhaps unsigned, when the webhook is set up: before its secret can have been entered here
      if (PINGS.has(body.replace(/\s*:\s*/, ':').trim())) return { accepted: true };
      const secret = this.accesses.webhookSecret(tx.tenantId, feed);
      if (secret === null || !isSigned(body, signature, secret)) throw new DomainError('pto.webhook-unknown');

      const { type, data } = parse(body);
      if (!type.startsWith('timeoff.request.')) return { accepted: true };
      this.requireOwnAddress(data);
      const digest = createHash('sha256').update(body).digest('hex');
      if (await this.feeds.receive(tx, feed.id, digest))
        await this.work.request(tx, feed.id, data.employeeId, data.timeoffRequestId);
      return { accepted: true };
    });
  }

  private requireOwnAddress({ employeeId, timeoffRequestId, getApi }: z.infer<typeof Event>['data']): void {
    const own = `${this.accesses.hibobBase}/timeoff/employees/${employeeId}/requests/${timeoffRequestId}`;
    if (URL.parse(getApi)?.href !== new URL(own).href) throw new DomainError('pto.webhook-foreign-url');
  }
}

function isSigned(body: string, signature: string, secret: string): boolean {
  const expected = createHmac('sha512', secret).update(body).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function parse(body: string): z.infer<typeof Event> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new DomainError('pto.webhook-malformed');
  }
  const event = Event.safeParse(json);
  if (!event.success) throw new DomainError('pto.webhook-malformed');
  return event.data;
}
