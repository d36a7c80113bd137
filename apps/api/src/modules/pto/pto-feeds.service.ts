import { Inject, Injectable } from '@nestjs/common';
import type { ChangePtoFeed, CreatePtoFeed, InputOf, ListPtoFeeds, OutputOf } from '@understudy/contracts';
import { asId, DomainError, type PtoFeedId } from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { History } from '../../platform/audit/index.js';
import { newId, Tenancy, type Tx } from '../../platform/database/index.js';
import { byCaller, type CallerContext } from '../../platform/http/index.js';
import { PtoAccesses } from './pto-access.js';
import { PtoFeedsRepository } from './pto-feeds.repository.js';
import { PtoTaking } from './pto-taking.service.js';
import { PtoWork } from './pto-work.js';
import { toPtoFeed } from './pto.mapper.js';
import type { PtoFeedRecord } from './pto.records.js';
import { webhookIdOf } from './webhook-address.js';

type Feed = OutputOf<typeof CreatePtoFeed>;

/** PTO systems as admins set them up. Addresses and keys come in, and never out again. */
@Injectable()
export class PtoFeedsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly feeds: PtoFeedsRepository,
    private readonly accesses: PtoAccesses,
    private readonly taking: PtoTaking,
    private readonly work: PtoWork,
    private readonly history: History,
    @Inject(ENV) private readonly env: Env,
  ) {}

  list(caller: CallerContext): Promise<OutputOf<typeof ListPtoFeeds>> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const [feeds, counts] = await Promise.all([this.feeds.list(tx), this.feeds.countEntries(tx)]);
      return { items: feeds.map((feed) => toPtoFeed(feed, counts, this.webhookUrl(tx, feed))) };
    });
  }

  /** Throws pto.access-incomplete, pto.address-refused, pto.name-taken. It is read at once. */
  async create(caller: CallerContext, { kind, name, ...given }: InputOf<typeof CreatePtoFeed>): Promise<Feed> {
    const access = await this.accesses.accept(kind, given, null);
    return this.tenancy.run(caller, async (tx) => {
      const id = asId<PtoFeedId>(newId());
      await this.feeds.add(tx, {
        id,
        kind,
        name,
        host: new URL(this.accesses.addressOf(access)).host,
        accessSealed: this.accesses.seal(tx.tenantId, id, access),
        webhookSecretSealed: this.sealed(tx, id, given.webhook_secret),
        createdByUserId: caller.userId,
      });
      await this.work.sync(tx, id);
      return this.told(tx, caller, 'pto.feed-added', await this.feeds.lock(tx, id));
    });
  }

  /** Throws as {@link create}, and pto.feed-not-found, pto.access-unreadable, version.stale. */
  async change(
    caller: CallerContext,
    { feed_id: id, name, paused, ...given }: InputOf<typeof ChangePtoFeed>,
  ): Promise<Feed> {
    const known = await this.tenancy.run(caller.tenantId, (tx) => this.feeds.lock(tx, id));
    const isNewAccess = Object.keys(given).some((field) => field !== 'webhook_secret');
    const access = isNewAccess
      ? await this.accesses.accept(known.kind, given, this.accesses.find(caller.tenantId, known))
      : null;
    if (given.webhook_secret !== undefined && known.kind !== 'hibob')
      throw new DomainError('pto.access-incomplete', { fields: ['webhook_secret'] });
    return this.tenancy.run(caller, async (tx) => {
      const before = await this.feeds.lock(tx, id);
      if ((caller.ifMatch ?? known.version) !== before.version)
        throw new DomainError('version.stale', { current: { id, name: before.name, version: before.version } });

      await this.feeds.change(tx, id, {
        name: name ?? before.name,
        paused: paused ?? before.paused,
        host: access ? new URL(this.accesses.addressOf(access)).host : before.host,
        accessSealed: access ? this.accesses.seal(tx.tenantId, id, access) : before.accessSealed,
        webhookSecretSealed: this.sealed(tx, id, given.webhook_secret) ?? before.webhookSecretSealed,
      });
      await this.work.sync(tx, id);
      return this.told(tx, caller, 'pto.feed-changed', await this.feeds.lock(tx, id));
    });
  }

  remove(caller: CallerContext, id: PtoFeedId): Promise<Feed> {
    return this.tenancy.run(caller, async (tx) => {
      const feed = await this.feeds.lock(tx, id);

      await this.taking.takeNothing(tx, id);
      await this.feeds.remove(tx, id);
      if (feed.isLost && !(await this.feeds.isAnyLost(tx))) await this.work.restored(tx);

      return this.told(tx, caller, 'pto.feed-removed', feed);
    });
  }

  sync(caller: CallerContext, id: PtoFeedId): Promise<Feed> {
    return this.tenancy.run(caller, async (tx) => {
      const feed = await this.feeds.lock(tx, id);

      await this.feeds.forget(tx, id);
      await this.work.sync(tx, id);
      return this.shown(tx, feed);
    });
  }

  private async told(tx: Tx, caller: CallerContext, type: string, feed: PtoFeedRecord): Promise<Feed> {
    const { id, kind, name, host, paused } = feed;
    await this.history.append(tx, {
      ...byCaller(caller),
      type,
      subject: { kind: 'pto_feed', id },
      data: { kind, name, host, paused },
    });
    return this.shown(tx, feed);
  }

  private async shown(tx: Tx, feed: PtoFeedRecord): Promise<Feed> {
    return toPtoFeed(feed, await this.feeds.countEntries(tx), this.webhookUrl(tx, feed));
  }

  private sealed(tx: Tx, id: PtoFeedId, secret: string | undefined): string | null {
    return secret === undefined ? null : this.accesses.sealWebhookSecret(tx.tenantId, id, secret);
  }

  private webhookUrl({ tenantId }: Tx, { id, kind }: PtoFeedRecord): string | null {
    return kind === 'hibob' ? `${this.env.apiUrl}/api/webhooks/pto/${webhookIdOf(tenantId, id)}` : null;
  }
}
