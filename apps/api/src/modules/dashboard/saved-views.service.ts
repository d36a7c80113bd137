import { Injectable } from '@nestjs/common';
import type { GetSavedViews, InputOf, OutputOf, PutSavedViews, ViewPlace } from '@understudy/contracts';
import { DomainError } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';

type Wire = OutputOf<typeof GetSavedViews>;

/** Named filters, each person's own. Nobody else sees them, and the history does not keep them. */
@Injectable()
export class SavedViewsService {
  constructor(private readonly tenancy: Tenancy) {}

  get(caller: CallerContext, place: ViewPlace): Promise<Wire> {
    return this.tenancy.run(caller.tenantId, (tx) => this.read(tx, caller, place));
  }

  /** Throws `version.stale` with what is kept now. */
  put(caller: CallerContext, { place, items }: InputOf<typeof PutSavedViews>): Promise<Wire> {
    return this.tenancy.run(caller, async (tx) => {
      const saved = await tx.query(
        `insert into saved_views (tenant_id, user_id, place, views) select $1, $2, $3, $4::jsonb where coalesce($5, 1) = 1
         on conflict (tenant_id, user_id, place) do nothing returning 1`,
        [tx.tenantId, caller.userId, place, JSON.stringify(items), caller.ifMatch ?? null],
      );
      if (saved.length === 0) await this.replace(tx, caller, place, items);
      return this.read(tx, caller, place);
    });
  }

  private async replace(tx: Tx, caller: CallerContext, place: ViewPlace, items: Wire['items']): Promise<void> {
    const replaced = await tx.query(
      `update saved_views set views = $4::jsonb, version = version + 1, updated_at = app_now()
        where tenant_id = $1 and user_id = $2 and place = $3 and ($5::integer is null or version = $5) returning 1`,
      [tx.tenantId, caller.userId, place, JSON.stringify(items), caller.ifMatch ?? null],
    );
    if (replaced.length === 0) throw new DomainError('version.stale', { current: await this.read(tx, caller, place) });
  }

  private async read(tx: Tx, { userId }: CallerContext, place: ViewPlace): Promise<Wire> {
    const [row] = await tx.query<Wire>(
      'select views as items, version from saved_views where tenant_id = $1 and user_id = $2 and place = $3',
      [tx.tenantId, userId, place],
    );
    return row ?? { items: [], version: 1 };
  }
}
