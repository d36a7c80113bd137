import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbsenceSeriesId, asId, type UserId } from '@understudy/domain';
import { type Json, Tenancy } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { AbsorbingService } from './absorbing.service.js';
import { AbsencesRepository } from './absences.repository.js';
import { SeriesRepository } from './series.repository.js';
import { SeriesService } from './series.service.js';

const BY_SERIES = { actor: { kind: 'system', name: 'absence-series' } } as const;
const userIn = ({ user_id }: { readonly user_id?: Json }): UserId => asId<UserId>(String(user_id));

/** Series go on by themselves, and what a longer absence hid comes back when that one is gone. */
@Injectable()
export class SeriesJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly absences: AbsencesRepository,
    private readonly series: SeriesRepository,
    private readonly making: SeriesService,
    private readonly absorbing: AbsorbingService,
  ) {}

  onModuleInit(): void {
    this.handlers.onTimer('absence-series.extend', async (tx, { payload }) => {
      const existing = await this.absences.lockAllOf(tx, userIn(payload));
      const found = await this.series.lockById(tx, asId<AbsenceSeriesId>(String(payload['series_id'])));
      if (found) await this.making.extend(tx, found, existing, BY_SERIES, 'wait');
    });
    for (const type of ['absence.changed', 'absence.cancelled', 'absence.ended']) {
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) =>
          this.tenancy.run(tenantId, (tx) => this.absorbing.restore(tx, userIn(payload), BY_SERIES)),
        'restore-absorbed',
      );
    }
  }
}
