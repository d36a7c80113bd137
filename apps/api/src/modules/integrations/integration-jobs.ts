import { Injectable, type OnModuleInit } from '@nestjs/common';
import { INTEGRATION_KINDS } from '@understudy/contracts';
import { asId, isId, type UserId } from '@understudy/domain';
import { History } from '../../platform/audit/index.js';
import { Tenancy } from '../../platform/database/index.js';
import { Handlers, type Message } from '../../platform/jobs/index.js';
import { LossesRepository } from './losses.repository.js';

/** Keeps what adapters say about connections that were lost and came back (`integration.lost`, `integration.restored`). */
@Injectable()
export class IntegrationJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly losses: LossesRepository,
    private readonly history: History,
  ) {}

  onModuleInit(): void {
    for (const type of ['integration.lost', 'integration.restored'])
      this.handlers.onMessage(type, (message) => this.note(message, type === 'integration.restored'), 'integrations');
  }

  private async note({ id, tenantId, type, payload }: Message, isRestored: boolean): Promise<void> {
    const { integration: named, user_id, what } = payload;
    const integration = INTEGRATION_KINDS.find((kind) => kind === named);
    if (integration === undefined) throw new Error(`${type}: there is no integration "${String(named)}"`);
    const userId = typeof user_id === 'string' && isId(user_id) ? asId<UserId>(user_id) : null;
    await this.tenancy.run(tenantId, async (tx) => {
      const said = { userId, what: typeof what === 'string' ? what : '', messageId: id, isRestored };
      await this.losses.note(tx, integration, said);
      await this.history.append(tx, {
        type,
        subject: { kind: 'integration', id: integration },
        actor: { kind: 'system', name: 'integrations' },
        data: { user_id: userId, what: said.what },
      });
    });
  }
}
