import { Inject, Injectable } from '@nestjs/common';
import {
  type ChangeWebhook,
  type CreateWebhook,
  type EndWebhook,
  type InputOf,
  type RotateWebhookSecret,
  Webhook,
} from '@understudy/contracts';
import { DomainError, type WebhookId } from '@understudy/domain';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import { newId, Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { GuardedFetch, OutboundFailure } from '../../platform/outbound/index.js';
import { Secrets } from '../../platform/secrets/index.js';
import { reachable, secretPlace } from './webhook-call.service.js';
import { WebhookChanges } from './webhook-changes.service.js';
import { newWebhookSecret } from './webhook-signature.js';
import { toWebhook } from './webhook.mapper.js';
import { WebhooksRepository } from './webhooks.repository.js';

const MOST = 20;

/** Webhooks as admins make, change and end them. */
@Injectable()
export class WebhooksService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly webhooks: WebhooksRepository,
    private readonly changes: WebhookChanges,
    private readonly secrets: Secrets,
    private readonly outbound: GuardedFetch,
  ) {}

  async list(caller: CallerContext) {
    return { items: (await this.tenancy.run(caller, (tx) => this.webhooks.list(tx))).map(toWebhook) };
  }

  async get(caller: CallerContext, id: WebhookId) {
    return toWebhook(await this.tenancy.run(caller, (tx) => this.webhooks.get(tx, id)));
  }

  /** The secret is answered this once. Throws webhooks.address-refused, webhooks.too-many. */
  async create(caller: CallerContext, { url, description, event_types }: InputOf<typeof CreateWebhook>) {
    await this.ensureAllowed(url);
    const [id, secret] = [newId<WebhookId>(), newWebhookSecret()];
    return this.tenancy.run(withoutSecretInStore(caller), async (tx) => {
      await this.webhooks.lockAll(tx);
      if ((await this.webhooks.list(tx)).length >= MOST) throw new DomainError('webhooks.too-many');

      const secretSealed = this.secrets.seal(secretPlace(tx.tenantId, id), secret);
      const row = { id, url, description, eventTypes: event_types, secretSealed, createdBy: caller.userId };
      await this.webhooks.add(tx, row);
      const made = await this.webhooks.get(tx, id);
      await this.changes.note(tx, caller, 'webhook.made', made, null);
      return { webhook: toWebhook(made), secret };
    });
  }

  /** Only what is given changes. Throws webhooks.not-found, webhooks.address-refused, version.stale with the row. */
  async change(caller: CallerContext, input: InputOf<typeof ChangeWebhook>) {
    if (input.url !== undefined) await this.ensureAllowed(input.url);
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.webhooks.lock(tx, input.webhook_id);
      if (caller.ifMatch !== undefined && caller.ifMatch !== before.version)
        throw new DomainError('version.stale', { current: z.encode(Webhook, toWebhook(before)) });
      return toWebhook(await this.changes.apply(tx, caller, before, input));
    });
  }

  async end(caller: CallerContext, { webhook_id, reason }: InputOf<typeof EndWebhook>) {
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.webhooks.lock(tx, webhook_id);
      return toWebhook(await this.changes.end(tx, caller, before, reason));
    });
  }

  /** As {@link create}: the new secret is answered this once. */
  async rotate(caller: CallerContext, { webhook_id, overlap_hours }: InputOf<typeof RotateWebhookSecret>) {
    const secret = newWebhookSecret();
    return this.tenancy.run(withoutSecretInStore(caller), async (tx) => {
      const before = await this.webhooks.lock(tx, webhook_id);

      await this.webhooks.replaceSecret(
        tx,
        webhook_id,
        this.secrets.seal(secretPlace(tx.tenantId, webhook_id), secret),
        overlap_hours,
      );
      await this.changes.note(tx, caller, 'webhook.secret-rotated', before, { overlap_hours });
      return { webhook: toWebhook(await this.webhooks.get(tx, webhook_id)), secret };
    });
  }

  private async ensureAllowed(url: string): Promise<void> {
    try {
      await this.outbound.ensureAllowed(reachable(url, this.env));
    } catch (error) {
      if (error instanceof OutboundFailure)
        throw new DomainError('webhooks.address-refused', { because: error.message, problem: error.problem });
      throw error;
    }
  }
}

/** What is kept for repetitions must not hold a secret. */
function withoutSecretInStore(caller: CallerContext): CallerContext {
  const { idempotency } = caller;
  if (!idempotency) return caller;
  const encode = (answer: unknown): unknown => {
    const encoded = idempotency.encode(answer);
    return typeof encoded === 'object' && encoded !== null ? { ...encoded, secret: null } : encoded;
  };
  return { ...caller, idempotency: { ...idempotency, encode } };
}
