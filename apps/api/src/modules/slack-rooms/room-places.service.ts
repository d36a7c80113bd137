import { Injectable } from '@nestjs/common';
import type { EscalationId, TenantId } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import { Discretion } from '../customers/index.js';
import { type SlackRoom, SlackRoomsRepository } from './slack-rooms.repository.js';

/** Where each escalation is spoken of, and what may be said there. */
@Injectable()
export class RoomPlaces {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly rows: SlackRoomsRepository,
    private readonly discretion: Discretion,
  ) {}

  isConnected(tenantId: TenantId): Promise<boolean> {
    return this.tenancy.run(tenantId, (tx) => this.rows.isConnected(tx));
  }

  find(tenantId: TenantId, id: EscalationId): Promise<SlackRoom | null> {
    return this.tenancy.run(tenantId, (tx) => this.rows.find(tx, id));
  }

  /** Confidential customers by their code name. */
  words(tenantId: TenantId): Promise<(text: string) => string> {
    return this.tenancy.run(tenantId, (tx) => this.discretion.wordsFor(tx));
  }
}
