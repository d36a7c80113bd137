import { Injectable } from '@nestjs/common';
import { DomainError, type UserId, type WebhookEventType, type WebhookId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { WebhookRecord } from './webhook.records.js';

const SELECT = `
  select w.id, w.url, w.description, w.event_types as "eventTypes", w.state, w.problem, w.secret_sealed as "secretSealed",
         w.previous_secret_sealed as "previousSecretSealed", w.previous_secret_until as "previousSecretUntil",
         coalesce(w.previous_secret_until <= clock_timestamp(), true) as "isPreviousSecretOver",
         floor(extract(epoch from clock_timestamp()))::float8 as "machineSeconds",
         w.failures_in_a_row as "failuresInARow", w.hold_until as "holdUntil", w.last_delivered_at as "lastDeliveredAt",
         (select count(*)::int from webhook_deliveries d
           where d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.state = 'waiting') as waiting,
         jsonb_build_object('user_id', u.id, 'name', u.name, 'place', u.place) as "createdBy",
         w.created_at as "createdAt", w.version
    from webhooks w join users u on u.tenant_id = w.tenant_id and u.id = w.created_by_user_id`;

export interface NewWebhook {
  readonly id: WebhookId;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly WebhookEventType[];
  readonly secretSealed: string;
  readonly createdBy: UserId;
}

/** Where events are sent. Rows that ended stay for the log of what was sent. */
@Injectable()
export class WebhooksRepository {
  async list(tx: Tx): Promise<WebhookRecord[]> {
    return tx.query<WebhookRecord>(
      `${SELECT} where w.tenant_id = $1 and w.state <> 'ended' order by w.created_at, w.id`,
      [tx.tenantId],
    );
  }

  /** Throws `webhooks.not-found`, also for one that ended. */
  async get(tx: Tx, id: WebhookId): Promise<WebhookRecord> {
    const row = await this.find(tx, id);
    if (!row) throw new DomainError('webhooks.not-found');
    return row;
  }

  /** Null for one that ended. */
  private async find(tx: Tx, id: WebhookId): Promise<WebhookRecord | null> {
    const [row] = await tx.query<WebhookRecord>(
      `${SELECT} where w.tenant_id = $1 and w.id = $2 and w.state <> 'ended'`,
      [tx.tenantId, id],
    );
    return row ?? null;
  }

  /** As {@link get}, and nobody else changes it, or counts its failures, until the transaction is over. */
  async lock(tx: Tx, id: WebhookId): Promise<WebhookRecord> {
    const row = await this.findLocked(tx, id);
    if (!row) throw new DomainError('webhooks.not-found');
    return row;
  }

  /** As {@link lock}; null for one that ended. */
  async findLocked(tx: Tx, id: WebhookId): Promise<WebhookRecord | null> {
    await tx.query('select 1 from webhooks where tenant_id = $1 and id = $2 for no key update', [tx.tenantId, id]);
    return this.find(tx, id);
  }

  /** Two that are made at once come one after the other, so that the limit holds. */
  async lockAll(tx: Tx): Promise<void> {
    await tx.query('select 1 from tenants where tenant_id = $1 for no key update', [tx.tenantId]);
  }

  /** Those that want this type of event, paused and disabled ones too: what happens meanwhile is kept for them. */
  async wanting(tx: Tx, type: WebhookEventType): Promise<WebhookId[]> {
    const rows = await tx.query<{ id: WebhookId }>(
      `select id from webhooks where tenant_id = $1 and state <> 'ended' and $2 = any(event_types) order by id`,
      [tx.tenantId, type],
    );
    return rows.map(({ id }) => id);
  }

  async add(tx: Tx, { id, url, description, eventTypes, secretSealed, createdBy }: NewWebhook): Promise<void> {
    await tx.query(
      `insert into webhooks (tenant_id, id, url, description, event_types, secret_sealed, created_by_user_id)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [tx.tenantId, id, url, description, eventTypes, secretSealed, createdBy],
    );
  }

  /** Saves what people change; a state that is given takes away what was wrong before. */
  async change(
    tx: Tx,
    {
      id,
      url,
      description,
      eventTypes,
      state,
    }: Pick<WebhookRecord, 'id' | 'url' | 'description' | 'eventTypes' | 'state'>,
  ): Promise<void> {
    await tx.query(
      `update webhooks set url = $3, description = $4, event_types = $5, version = version + 1,
              problem = case when state <> $6 then null else problem end,
              failures_in_a_row = case when state <> $6 or url <> $3 then 0 else failures_in_a_row end,
              hold_until = case when state <> $6 or url <> $3 then null else hold_until end, state = $6
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, url, description, eventTypes, state],
    );
  }

  async replaceSecret(tx: Tx, id: WebhookId, secretSealed: string, overlapHours: number): Promise<void> {
    await tx.query(
      `update webhooks set secret_sealed = $3, version = version + 1,
              previous_secret_sealed = case when $4 > 0 then secret_sealed end,
              previous_secret_until = case when $4 > 0 then clock_timestamp() + $4 * interval '1 hour' end
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, secretSealed, overlapHours],
    );
  }

  /** While it does not answer: nobody else tries before. */
  async hold(tx: Tx, id: WebhookId, until: Temporal.Instant): Promise<void> {
    await tx.query('update webhooks set hold_until = $3 where tenant_id = $1 and id = $2', [tx.tenantId, id, until]);
  }

  async took(tx: Tx, id: WebhookId): Promise<void> {
    await tx.query(
      `update webhooks set failures_in_a_row = 0, hold_until = null, last_delivered_at = app_now()
        where tenant_id = $1 and id = $2`,
      [tx.tenantId, id],
    );
  }

  async failed(tx: Tx, id: WebhookId, holdUntil: Temporal.Instant): Promise<void> {
    await tx.query(
      'update webhooks set failures_in_a_row = failures_in_a_row + 1, hold_until = $3 where tenant_id = $1 and id = $2',
      [tx.tenantId, id, holdUntil],
    );
  }

  async disable(tx: Tx, id: WebhookId, problem: string): Promise<void> {
    await tx.query(
      `update webhooks set state = 'disabled', problem = $3, version = version + 1 where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, problem],
    );
  }
}
