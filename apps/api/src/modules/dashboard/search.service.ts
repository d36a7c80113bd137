import { Injectable } from '@nestjs/common';
import type { OutputOf, Search } from '@understudy/contracts';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { toPersonRef } from '../customers/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { EscalationsService } from '../escalations/index.js';
import { LookupService } from '../responsibility/index.js';

const EACH = 6;

/** One box over everything: customers with who is responsible now, escalations the caller may see, colleagues. */
@Injectable()
export class SearchService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly lookup: LookupService,
    private readonly escalations: EscalationsService,
    private readonly directory: DirectoryRepository,
  ) {}

  async find(caller: CallerContext, q: string): Promise<OutputOf<typeof Search>> {
    const { customers } = await this.lookup.find(caller, { query: q });
    const { items: escalations } = await this.escalations.list(caller, { q, limit: EACH });
    return { customers: customers.slice(0, EACH), escalations, people: await this.people(caller, q) };
  }

  /** Whoever's name or address has every typed word; those whose name begins with the first of them before the others. */
  private people(caller: CallerContext, q: string): Promise<OutputOf<typeof Search>['people']> {
    const words = plain(q).split(/\s+/).filter(Boolean);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const [users, teams] = await Promise.all([this.directory.listUsers(tx), this.directory.listTeams(tx)]);
      return users
        .filter(({ active, name, email }) => active && words.every((word) => plain(`${name} ${email}`).includes(word)))
        .toSorted((one, other) => Number(begins(other.name, words)) - Number(begins(one.name, words)))
        .slice(0, EACH)
        .map(({ id, name, place, email, teamId }) => ({
          ...toPersonRef({ userId: id, name, place }),
          email,
          team: teams.find((team) => team.id === teamId)?.name ?? null,
        }));
    });
  }
}

/** "Zoë" is found by "zoe". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const begins = (name: string, words: readonly string[]): boolean => plain(name).startsWith(words[0] ?? '');
