import type { TenantId, UserId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { CalendarSighting } from './calendar-event.js';

/**
 * Where sightings of Google Calendar go; the absences module implements it. Safe to repeat: moved moves, shortened shortens, gone cancels,
 * the same again does nothing. It runs inside the transaction that moves the sync token, so nothing is lost between the two.
 */
export abstract class AbsenceIntake {
  abstract apply(tx: Tx, tenantId: TenantId, userId: UserId, sighting: CalendarSighting): Promise<void>;
}
