import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { AbsenceIntake, type CalendarSighting, toSighting } from '../google/index.js';
import { AbsenceIntakeService } from './absence-intake.service.js';

const BY_CALENDAR = { actor: { kind: 'system', name: 'google-calendar' } } as const;

/** What Google Calendar shows becomes absences. */
@Injectable()
export class CalendarAbsences extends AbsenceIntake {
  constructor(private readonly intake: AbsenceIntakeService) {
    super();
  }

  async apply(tx: Tx, _tenantId: TenantId, userId: UserId, sighting: CalendarSighting): Promise<void> {
    const title = sighting.kind === 'gone' ? null : sighting.title;
    await this.intake.take(tx, userId, toSighting(userId, sighting), { title }, BY_CALENDAR);
  }
}
