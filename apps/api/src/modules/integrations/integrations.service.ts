import { Injectable, Logger } from '@nestjs/common';
import type { CheckIntegration, OutputOf } from '@understudy/contracts';
import { DomainError, type TenantId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { type CheckStep, failed, type IntegrationKind, type IntegrationProbe } from './integration-probe.js';
import { IntegrationProbes } from './integration-probes.js';
import { type Loss, LossesRepository } from './losses.repository.js';

const SHOWN = 50;

/** How the integrations of an organisation stand. */
@Injectable()
export class IntegrationsService {
  private readonly logger = new Logger('Integrations');

  constructor(
    private readonly tenancy: Tenancy,
    private readonly probes: IntegrationProbes,
    private readonly losses: LossesRepository,
  ) {}

  async list({ tenantId }: CallerContext) {
    return this.tenancy.run(tenantId, async (tx) => {
      const losses = await this.losses.list(tx);
      const items = [];
      for (const probe of this.probes.list())
        items.push(
          await this.one(
            tx,
            probe,
            losses.filter(({ integration }) => integration === probe.kind),
          ),
        );
      return { items };
    });
  }

  /** Throws integrations.not-found where the product was built without it. */
  async check({ tenantId }: { tenantId: TenantId }, kind: IntegrationKind): Promise<OutputOf<typeof CheckIntegration>> {
    const probe = this.probes.find(kind);
    if (probe === null) throw new DomainError('integrations.not-found');
    const steps = await probe.check(tenantId).catch((error: unknown) => this.broken(kind, error));
    const isSomethingOk = steps.some(({ state }) => state === 'ok');
    return { kind, passed: isSomethingOk && steps.every(({ state }) => state !== 'failed'), steps };
  }

  private async one(tx: Tx, probe: IntegrationProbe, losses: readonly Loss[]) {
    const { tier = null, ...status } = await probe.status(tx);
    const people = losses.flatMap(({ user }) => user?.user_id ?? []);
    const isForEverybody = losses.some(({ user }) => user === null);
    return {
      kind: probe.kind,
      ...status,
      tier,
      lost: losses.map(({ integration: _kind, ...loss }) => loss),
      at_risk:
        losses.length === 0
          ? { total: 0, absences: [] }
          : await this.losses.atRisk(tx, isForEverybody ? null : people, SHOWN),
    };
  }

  /** A check that breaks is a mistake of ours: logged with its reason, and said to whoever asked. */
  private broken(kind: IntegrationKind, error: unknown): CheckStep[] {
    this.logger.error(`the check of ${kind} broke`, error instanceof Error ? error.stack : String(error));
    return [
      failed(
        'the check itself',
        'It broke off.',
        'Look into the log of this process and tell the makers of Understudy.',
      ),
    ];
  }
}
