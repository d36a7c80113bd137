import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import {
  type CheckStep,
  failed,
  type IntegrationProbe,
  IntegrationProbes,
  type IntegrationStatus,
  passed,
  skipped,
} from '../integrations/index.js';
import { hostOf } from './webhook-news.service.js';
import { SECRET_UNREADABLE } from './webhook-call.service.js';
import { WebhookPings } from './webhook-pings.service.js';
import { WebhooksRepository } from './webhooks.repository.js';

const latest = (all: readonly (Temporal.Instant | null)[]): Temporal.Instant | null =>
  all
    .filter((at) => at !== null)
    .toSorted(Temporal.Instant.compare)
    .at(-1) ?? null;

@Injectable()
export class WebhooksProbe implements IntegrationProbe, OnModuleInit {
  readonly kind = 'webhooks';

  constructor(
    private readonly probes: IntegrationProbes,
    private readonly tenancy: Tenancy,
    private readonly webhooks: WebhooksRepository,
    private readonly pings: WebhookPings,
  ) {}

  onModuleInit(): void {
    this.probes.register(this);
  }

  async status(tx: Tx): Promise<IntegrationStatus> {
    const all = await this.webhooks.list(tx);
    const active = all.filter(({ state }) => state === 'active');
    const bad = all.filter(
      ({ state, failuresInARow }) => state === 'disabled' || (state === 'active' && failuresInARow > 0),
    );
    const hosts = [...new Set(bad.map(({ url }) => hostOf(url)))].join(', ');
    return {
      state: all.length === 0 ? 'not_connected' : bad.length > 0 ? 'degraded' : 'connected',
      detail:
        all.length === 0
          ? 'No webhooks: nobody is told of events by HTTP.'
          : `${active.length} of ${all.length} webhooks are active.`,
      problem: bad.length === 0 ? null : `${hosts} does not take what is sent. Look into the log of that webhook.`,
      last_ok_at: latest(all.map(({ lastDeliveredAt }) => lastDeliveredAt)),
    };
  }

  async check(tenantId: TenantId): Promise<CheckStep[]> {
    const { all, now } = await this.tenancy.run(tenantId, async (tx) => ({
      all: await this.webhooks.list(tx),
      now: tx.now,
    }));
    if (all.length === 0) return [skipped('webhooks', 'There are none. POST /api/admin/webhooks makes one.')];
    const steps: CheckStep[] = [];
    for (const webhook of all) {
      const name = `webhook to ${hostOf(webhook.url)}`;
      const { delivered, status, problem, duration_ms } = await this.pings.send(tenantId, webhook, now);
      const fix =
        problem === SECRET_UNREADABLE
          ? `POST /api/admin/webhooks/${webhook.id}/rotate-secret, and enter the new secret at the endpoint.`
          : (webhook.problem ??
            `Answer webhook.ping with any 2xx within ten seconds; PATCH /api/admin/webhooks/${webhook.id} changes the address.`);
      if (!delivered) steps.push(failed(name, problem ?? 'It did not take the ping.', fix));
      else if (webhook.state === 'disabled')
        steps.push(
          failed(
            name,
            `It answers (${status}), but is disabled.`,
            `PATCH /api/admin/webhooks/${webhook.id} with {"state": "active"}; what waits is sent then.`,
          ),
        );
      else steps.push(passed(name, `It took a signed ping in ${duration_ms} ms (${status}).`));
    }
    return steps;
  }
}
