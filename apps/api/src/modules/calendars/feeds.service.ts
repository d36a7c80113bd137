import { Inject, Injectable } from '@nestjs/common';
import type { ListCalendarFeeds, MakeCalendarFeed, OutputOf, RevokeCalendarFeed } from '@understudy/contracts';
import { calendarFile, DomainError, type TeamId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { History } from '../../platform/audit/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { isSameHash, makeOpaqueToken, parseOpaqueToken } from '../../platform/identity/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { FeedEntries } from './feed-entries.service.js';
import { type FeedRecord, FeedsRepository } from './feeds.repository.js';

type Feed = OutputOf<typeof RevokeCalendarFeed>;

/** Calendar feeds: a secret address per person, and per person and team. Whoever holds it reads what that person may see. */
@Injectable()
export class FeedsService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly feeds: FeedsRepository,
    private readonly entries: FeedEntries,
    private readonly directory: DirectoryRepository,
    private readonly history: History,
  ) {}

  async list(caller: CallerContext): Promise<OutputOf<typeof ListCalendarFeeds>> {
    const found = await this.tenancy.run(caller.tenantId, (tx) => this.feeds.listOf(tx, caller.userId));
    return { items: found.map(toWire) };
  }

  /**
   * The address is answered this once; a repetition makes another one, and the one before ends. Throws teams.not-found, also for a
   * team the caller sees nothing of.
   */
  async make(caller: CallerContext, teamId: TeamId | null): Promise<OutputOf<typeof MakeCalendarFeed>> {
    const token = makeOpaqueToken('usf', caller.tenantId);
    const { idempotency: _secretsAreNotKept, ...asked } = caller;
    return this.tenancy.run(asked, async (tx) => {
      if (teamId !== null && !(await this.entries.maySee(tx, caller, teamId))) throw new DomainError('teams.not-found');
      await this.lock(tx, caller);
      const before = await this.find(tx, caller, teamId);

      if (before) await this.feeds.revoke(tx, before.id);
      await this.feeds.add(tx, { id: token.id, userId: caller.userId, teamId, secretHash: token.secretHash });
      await this.note(tx, caller, 'calendar-feed.made', token.id, teamId);
      const made = await this.find(tx, caller, teamId);
      if (!made) throw new Error('a feed that was just made is there');
      return { ...toWire(made), url: `${this.env.apiUrl}/api/calendar/${token.text}.ics` };
    });
  }

  /** Throws calendar-feeds.not-found. */
  async revoke(caller: CallerContext, teamId: TeamId | null): Promise<Feed> {
    return this.tenancy.run(caller, async (tx) => {
      await this.lock(tx, caller);
      const feed = await this.find(tx, caller, teamId);
      if (!feed) throw new DomainError('calendar-feeds.not-found');

      await this.feeds.revoke(tx, feed.id);
      await this.note(tx, caller, 'calendar-feed.ended', feed.id, teamId);
      return toWire(feed);
    });
  }

  /** The file behind a secret address. Throws calendar-feeds.not-found for everything that is not one, also for people who left. */
  async read(secret: string): Promise<string> {
    const token = parseOpaqueToken('usf', secret);
    if (!token) throw new DomainError('calendar-feeds.not-found');
    const { rows } = await this.tenancy.read(token.tenantId, this.feeds.statement(token.tenantId, token.id));
    const feed = this.feeds.parse(rows[0] ?? []);
    if (!feed || !isSameHash(feed.secretHash, token.secretHash)) throw new DomainError('calendar-feeds.not-found');
    return this.tenancy.run(token.tenantId, async (tx) => {
      const owner = await this.directory.findUser(tx, feed.userId);
      if (!owner?.active) throw new DomainError('calendar-feeds.not-found');
      await this.feeds.noteRead(tx, feed.id);
      const name = feed.team ? `Away: ${feed.team.name}` : `Away and covering: ${owner.name}`;
      return calendarFile(name, await this.entries.of(tx, owner, feed.team?.id ?? null));
    });
  }

  /** Two requests for a new address come one after the other. */
  private async lock(tx: Tx, { userId }: CallerContext): Promise<void> {
    await tx.query('select 1 from users where tenant_id = $1 and id = $2 for no key update', [tx.tenantId, userId]);
  }

  private async find(tx: Tx, { userId }: CallerContext, teamId: TeamId | null): Promise<FeedRecord | undefined> {
    return (await this.feeds.listOf(tx, userId)).find(({ team }) => (team?.id ?? null) === teamId);
  }

  private async note(tx: Tx, caller: CallerContext, type: string, id: string, teamId: TeamId | null): Promise<void> {
    const subject = { kind: 'calendar-feed', id };
    await this.history.append(tx, { ...byCaller(caller), type, subject, data: { team_id: teamId } });
  }
}

const toWire = ({ id, team, createdAt, readAt }: FeedRecord): Feed => ({
  id,
  team,
  created_at: createdAt,
  read_at: readAt,
});
