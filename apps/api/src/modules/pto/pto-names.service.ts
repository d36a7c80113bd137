import { Injectable } from '@nestjs/common';
import type { AssignPtoName, InputOf, ListPtoNames, OutputOf, PtoName } from '@understudy/contracts';
import { DomainError, foldName, type UserId } from '@understudy/domain';
import type { z } from 'zod';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { DirectoryRepository, type UserName } from '../directory/index.js';
import { PtoEntriesRepository } from './pto-entries.repository.js';
import { PtoFeedsRepository } from './pto-feeds.repository.js';
import { PtoNamesRepository } from './pto-names.repository.js';
import { PtoTaking } from './pto-taking.service.js';

type Name = z.output<typeof PtoName>;

/** Whose the names of PTO systems are: what cannot be told waits here for an admin, and what they said can be changed. */
@Injectable()
export class PtoNamesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly names: PtoNamesRepository,
    private readonly entries: PtoEntriesRepository,
    private readonly feeds: PtoFeedsRepository,
    private readonly taking: PtoTaking,
    private readonly directory: DirectoryRepository,
    private readonly history: History,
  ) {}

  list(caller: CallerContext): Promise<OutputOf<typeof ListPtoNames>> {
    return this.tenancy.run(caller.tenantId, async (tx) => ({ items: await this.all(tx) }));
  }

  /** Throws users.not-found (also for people who left), pto.name-not-seen. All entries with this name follow. */
  assign(
    caller: CallerContext,
    { name, user_id: userId }: InputOf<typeof AssignPtoName>,
  ): Promise<OutputOf<typeof AssignPtoName>> {
    return this.tenancy.run(caller, async (tx) => {
      const nameFolded = foldName(name);
      const isSame = (one: Pick<Name, 'name'>) => foldName(one.name) === nameFolded;
      const before = (await this.all(tx)).find(isSame);
      if (!before || nameFolded === '') throw new DomainError('pto.name-not-seen');
      if (userId !== null && !(await this.directory.getUser(tx, userId)).active)
        throw new DomainError('users.not-found');

      await this.names.assign(tx, { nameFolded, name: before.name, userId, decidedByUserId: caller.userId });
      for (const feed of await this.feeds.list(tx)) {
        await this.feeds.lock(tx, feed.id);
        await this.taking.takeAgain(tx, feed.id);
      }
      await this.history.append(tx, {
        ...byCaller(caller),
        type: 'pto.name-assigned',
        subject: { kind: 'tenant', id: tx.tenantId },
        data: { name: before.name, user_id: userId },
      });
      const after = (await this.all(tx)).find(isSame);
      if (!after) throw new Error('a name that was assigned is not among the names');
      return after;
    });
  }

  /** Undecided ones first, each spelling of a name once. */
  private async all(tx: Tx): Promise<Name[]> {
    const [open, taken, learned] = [
      await this.entries.listNames(tx, ['unmatched', 'ambiguous']),
      await this.entries.listNames(tx, ['taken', 'nobody']),
      await this.names.list(tx),
    ];
    const users = await this.directory.namesOf(tx, [
      ...open.flatMap(({ candidates }) => candidates),
      ...learned.flatMap(({ userId, decidedByUserId }) => [decidedByUserId, ...(userId === null ? [] : [userId])]),
    ]);
    const decided = new Set(learned.map(({ nameFolded }) => nameFolded));
    const undecided = Map.groupBy(open, ({ name }) => foldName(name));
    const counts = Map.groupBy(taken, ({ name }) => foldName(name));
    return [
      ...[...undecided].flatMap(([folded, spellings]): Name[] => {
        const [first] = spellings;
        if (!first || folded === '' || decided.has(folded)) return [];
        const candidates = [...new Set(spellings.flatMap((one) => one.candidates))];
        const entries = sum(spellings);
        const people = candidates.flatMap((id) => toPerson(users, id) ?? []);
        return [{ ...UNDECIDED, name: first.name, entries, candidates: people }];
      }),
      ...learned.map(({ name, nameFolded, userId, decidedByUserId, decidedAt }): Name => ({
        name,
        state: userId === null ? 'nobody' : 'person',
        user: userId && toPerson(users, userId),
        entries: sum([...(counts.get(nameFolded) ?? []), ...(undecided.get(nameFolded) ?? [])]),
        candidates: [],
        decided_by: toPerson(users, decidedByUserId),
        decided_at: decidedAt,
      })),
    ];
  }
}

const UNDECIDED = { state: 'undecided', user: null, decided_by: null, decided_at: null } as const;

const sum = (rows: readonly { readonly entries: number }[]): number =>
  rows.reduce((total, { entries }) => total + entries, 0);

const toPerson = (users: ReadonlyMap<UserId, UserName>, id: UserId) => {
  const user = users.get(id);
  return user ? { user_id: user.userId, name: user.name, place: user.place } : null;
};
