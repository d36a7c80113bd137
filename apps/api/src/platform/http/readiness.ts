import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';
import { NO_TENANT, Tenancy } from '../database/index.js';

const PATIENCE_MS = 2_000;

const AuditorReport = z.object({ at: z.iso.datetime(), healthy: z.boolean(), problems: z.array(z.string()) });

/** Can this process do its work? */
@Injectable()
export class Readiness {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /** Up when the database answers within two seconds. */
  async database() {
    const indicator = this.indicators.check('database');
    const answered = await Promise.race([
      this.tenancy.read(NO_TENANT, ['select 1', []]).then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref()),
    ]);
    return answered ? indicator.up() : indicator.down();
  }

  /**
   * What the auditor said last, for people and monitors. It never takes the process out of service: a promise that waits is mended by
   * the worker, and an API that is taken away mends nothing. Where the auditor shares no folder with the API it reads "not heard of".
   */
  async auditor() {
    const indicator = this.indicators.check('auditor');
    const text = await readFile(path.join(this.env.dataDir, 'health', 'auditor.json'), 'utf8').catch(() => null);
    const report = text === null ? null : AuditorReport.safeParse(parsed(text));
    if (!report?.success) return indicator.up({ says: 'not heard of' });
    const { at, healthy, problems } = report.data;
    return indicator.up({ says: healthy ? 'all is well' : 'something waits', problems: problems.length, at });
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // read in the middle of a write: the next question finds it whole
  }
};

/** How far the relay is behind. */
@Injectable()
export class OutboxLag {
  constructor(private readonly tenancy: Tenancy) {}

  /** Age in seconds of the oldest message nobody took, over all tenants; 0 when none waits. */
  async seconds(): Promise<number> {
    const { rows } = await this.tenancy.read(NO_TENANT, ['select outbox_lag_seconds() as seconds', []]);
    const [row] = (rows[0] ?? []) as { seconds: number }[];
    return row?.seconds ?? 0;
  }
}
