import { Injectable } from '@nestjs/common';
import type { PtoFeedId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { PtoEntriesRepository } from './pto-entries.repository.js';
import { PtoNamesRepository } from './pto-names.repository.js';
import { type Known, reconcile, type Reconciled, seenAgain } from './pto-reconciling.js';
import { PtoWork } from './pto-work.js';
import { type SeenEntry, type SeenWindow, storable } from './seen-entry.js';

/** Takes what a PTO system shows into the rows of its entries; the absences hear of it afterwards (PtoSettling). */
@Injectable()
export class PtoTaking {
  constructor(
    private readonly entries: PtoEntriesRepository,
    private readonly names: PtoNamesRepository,
    private readonly directory: DirectoryRepository,
    private readonly work: PtoWork,
  ) {}

  /** All that a feed shows; its row is locked. With `isBelieved` false, everything gone at once changes nothing yet. */
  async takeAll(
    tx: Tx,
    feedId: PtoFeedId,
    seen: readonly SeenEntry[],
    window: SeenWindow,
    isBelieved: boolean,
  ): Promise<'taken' | 'suddenly-empty'> {
    const rows = await this.entries.listOfFeed(tx, feedId);
    const result = reconcile(rows, seen.map(storable), window, tx.now, await this.known(tx));
    if (result.isSuddenlyEmpty && !isBelieved) return 'suddenly-empty';
    await this.save(tx, feedId, result);
    return 'taken';
  }

  /** One entry, or that it is not there (null). */
  async takeOne(tx: Tx, feedId: PtoFeedId, key: string, seen: SeenEntry | null): Promise<void> {
    const rows = (await this.entries.listOfFeed(tx, feedId)).filter((row) => row.key === key);
    await this.save(tx, feedId, reconcile(rows, seen ? [storable(seen)] : [], null, tx.now, await this.known(tx)));
  }

  /** People came or went, or somebody said whose a name is: the same entries are looked at again. */
  async takeAgain(tx: Tx, feedId: PtoFeedId): Promise<void> {
    const rows = (await this.entries.listOfFeed(tx, feedId)).filter(({ state }) => state !== 'gone');
    const seen = rows.map(seenAgain);
    const { changes, isMoreToReview } = reconcile(rows, seen, null, tx.now, await this.known(tx));
    await this.save(tx, feedId, { changes, isMoreToReview, gone: [], isSuddenlyEmpty: false });
  }

  /** The feed was removed: so are its entries. */
  async takeNothing(tx: Tx, feedId: PtoFeedId): Promise<void> {
    const rows = await this.entries.listOfFeed(tx, feedId);
    await this.save(tx, feedId, reconcile(rows, [], null, tx.now, { people: [], learned: new Map() }));
  }

  private async save(tx: Tx, feedId: PtoFeedId, { changes, gone, isMoreToReview }: Reconciled): Promise<void> {
    await this.entries.gone(tx, gone);
    await this.entries.save(tx, feedId, changes);
    if (isMoreToReview) await this.work.unmatched(tx, feedId);
    if (gone.length > 0 || changes.some(({ isNews }) => isNews)) await this.work.settle(tx, feedId);
  }

  private async known(tx: Tx): Promise<Known> {
    const [users, learned] = await Promise.all([this.directory.listUsers(tx), this.names.learned(tx)]);
    return { people: users.filter(({ active }) => active), learned };
  }
}
