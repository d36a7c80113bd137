import type { RoutingPart, RoutingValue } from '@understudy/domain';
import type pg from 'pg';
import { History } from '../../platform/audit/index.js';
import { openDataSource, openPool, Signals, Tenancy } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { RoutingNews } from './routing-news.service.js';
import { RoutingSaga } from './routing-saga.service.js';
import { type RoutedCoverage, type RoutingContext, RoutingTarget } from './routing-target.js';
import { RoutingTargets } from './routing-targets.js';
import { RoutingRepository } from './routing.repository.js';

type Touch = <R>(effect: () => Promise<R>) => Promise<R>;

/** A system of somebody else for tests: a table of its own, with its own connection, that knows nothing of our transactions. */
export class OtherSystem extends RoutingTarget {
  readonly type = 'email' as const;

  constructor(
    private readonly pool: pg.Pool,
    private readonly touch: Touch,
  ) {
    super();
  }

  async intend({ assignmentId, backupUserId }: RoutedCoverage): Promise<RoutingPart[]> {
    return [{ assignmentId, part: '', label: null, intended: { forward_to: backupUserId } }];
  }

  read({ assignmentId }: RoutingContext): Promise<RoutingValue> {
    return this.touch(async () => {
      const { rows } = await this.pool.query('select value from other_system where id = $1', [assignmentId]);
      return rows[0]?.value ?? null;
    });
  }

  write({ assignmentId }: RoutingContext, value: RoutingValue): Promise<void> {
    return this.touch(async () => {
      await this.pool.query('update other_system set value = $2::jsonb where id = $1', [
        assignmentId,
        JSON.stringify(value),
      ]);
    });
  }
}

class TouchedRepository extends RoutingRepository {
  constructor(private readonly touch: Touch) {
    super();
  }

  override save(...given: Parameters<RoutingRepository['save']>): Promise<void> {
    return this.touch(() => super.save(...given));
  }
}

/** The saga with a real database and {@link OtherSystem}, for the spec and for the process it kills. */
export async function driver(url: string, touch: Touch) {
  const source = await openDataSource({ url, applicationName: 'saga', poolSize: 2 });
  const pool = openPool({ url, applicationName: 'other-system', max: 2 });
  const signals = new Signals({ role: 'worker', url });
  const tenancy = new Tenancy(source);
  const updates = new TouchedRepository(touch);
  const news = new RoutingNews(new History(), new Outbox(signals));
  const targets = new RoutingTargets();
  targets.register(new OtherSystem(pool, touch));
  const saga = new RoutingSaga(tenancy, updates, new Timers(signals), news, targets);
  return {
    saga,
    tenancy,
    updates,
    pool,
    close: async () => {
      await pool.end();
      await signals.onApplicationShutdown();
      await source.destroy();
    },
  };
}
