import { Injectable, Logger } from '@nestjs/common';
import {
  DomainError,
  ptoShown,
  type PtoEntryId,
  type PtoFeedId,
  type Sighting,
  type TenantId,
  type UserId,
} from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { AbsenceIntakeService } from '../absences/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { PtoEntriesRepository } from './pto-entries.repository.js';
import type { PtoEntryRecord } from './pto.records.js';

const BY_PTO = { actor: { kind: 'system', name: 'pto' } } as const;
/** What an entry is called stays here: titles of PTO systems say why somebody is away. */
const NO_WORDS = { title: null };

/**
 * Tells the absences what the entries stand for now. One transaction each: an entry that cannot be an absence is named, and the
 * others go on; a worker that is killed goes on where it was, because the row remembers whether it was settled.
 */
@Injectable()
export class PtoSettling {
  private readonly logger = new Logger('Pto');

  constructor(
    private readonly tenancy: Tenancy,
    private readonly entries: PtoEntriesRepository,
    private readonly intake: AbsenceIntakeService,
    private readonly directory: DirectoryRepository,
  ) {}

  /** Safe to repeat. */
  async settle(tenantId: TenantId, feedId: PtoFeedId): Promise<void> {
    const ids = await this.tenancy.run(tenantId, (tx) => this.entries.listUnsettled(tx, feedId));
    for (const id of ids)
      await this.tenancy
        .run(tenantId, (tx) => this.settleOne(tx, id))
        .catch((error: unknown) => this.refuse(tenantId, id, error));
  }

  private async settleOne(tx: Tx, id: PtoEntryId): Promise<void> {
    const entry = await this.entries.lockUnsettled(tx, id);
    if (!entry) return;
    const { knownUserId, userId } = entry;
    if (knownUserId !== null && knownUserId !== userId) await this.vanish(tx, entry.id, knownUserId);
    if (entry.state !== 'taken' || userId === null || entry.times === null)
      return this.entries.settled(tx, id, null, entry.endsAt);

    const { timeZone } = await this.directory.getUser(tx, userId);
    const sighting: Sighting = {
      ref: { source: 'pto', externalId: entry.id, certainty: entry.certainty },
      userId,
      kind: entry.kind,
      ...ptoShown(entry.times, timeZone),
    };
    await this.intake.take(tx, userId, sighting, NO_WORDS, BY_PTO);
    await this.entries.settled(tx, id, userId, sighting.during.endsAt);
  }

  private vanish(tx: Tx, id: PtoEntryId, userId: UserId): Promise<void> {
    return this.intake.take(tx, userId, { ref: { source: 'pto', externalId: id }, isGone: true }, NO_WORDS, BY_PTO);
  }

  /** Nothing of the try is left. What no rule of ours refused is a failure of ours, and is tried again. */
  private async refuse(tenantId: TenantId, id: PtoEntryId, error: unknown): Promise<void> {
    if (!(error instanceof DomainError)) throw error;
    this.logger.warn(`entry ${id}: ${error.code}`);
    await this.tenancy.run(tenantId, async (tx) => {
      const entry: PtoEntryRecord | null = await this.entries.lockUnsettled(tx, id);
      if (!entry) return;
      if (entry.knownUserId !== null) await this.vanish(tx, id, entry.knownUserId);
      await this.entries.settled(tx, id, null, entry.endsAt);
      await this.entries.refused(tx, id, PROBLEMS[error.code] ?? 'refused');
    });
  }
}

const PROBLEMS: Readonly<Record<string, 'ends-before-start' | 'too-long'>> = {
  'absences.ends-before-start': 'ends-before-start',
  'absences.too-long': 'too-long',
};
