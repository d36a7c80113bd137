import { Injectable } from '@nestjs/common';
import { WebhookAbsence, WebhookCoverage, WebhookEscalation, WebhookGap, WebhookTakeover } from '@understudy/contracts';
import {
  type AbsenceId,
  asId,
  type AssignmentId,
  type EscalationId,
  type WebhookEventType,
  WEBHOOK_EVENTS,
  type WebhookSubject,
} from '@understudy/domain';
import { z } from 'zod';
import type { Json, JsonObject, Tx } from '../../platform/database/index.js';
import { type AbsenceRecord, AbsencesRepository } from '../absences/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { EscalationsRepository } from '../escalations/index.js';

const MOST_CUSTOMERS = 500;

/** What is sent of a thing: ids, states and times. Titles, reasons, kinds of absence and whatever customers wrote stay here. */
@Injectable()
export class WebhookFacts {
  constructor(
    private readonly absences: AbsencesRepository,
    private readonly assignments: AssignmentsRepository,
    private readonly escalations: EscalationsRepository,
  ) {}

  /** Null where there is nothing to tell: it is gone, or was never more than a suggestion. */
  async of(tx: Tx, type: WebhookEventType, payload: JsonObject): Promise<Json | null> {
    const about: WebhookSubject = WEBHOOK_EVENTS[type].about;
    return this[about](tx, payload);
  }

  private async absence(tx: Tx, payload: JsonObject): Promise<Json | null> {
    const row = await this.certain(tx, payload);
    if (row === null) return null;
    return encoded(WebhookAbsence, {
      absence_id: row.id,
      user_id: row.userId,
      status: row.status,
      starts_at: row.during.startsAt,
      ends_at: row.during.endsAt,
      time_zone: row.days.timeZone,
    });
  }

  private async coverage(tx: Tx, { assignment_id }: JsonObject): Promise<Json | null> {
    const row = await this.assignments.findById(tx, asId<AssignmentId>(String(assignment_id)));
    if (row === null) return null;
    return encoded(WebhookCoverage, {
      assignment_id: row.id,
      absence_id: row.absenceId,
      user_id: row.absent.userId,
      backup_user_id: row.backupUserId,
      status: row.status,
      tier: row.tier,
      starts_at: row.during.startsAt,
      ends_at: row.during.endsAt,
      customers: row.coveredCustomerIds.length,
      customer_ids: row.coveredCustomerIds.slice(0, MOST_CUSTOMERS),
    });
  }

  private async gap(tx: Tx, payload: JsonObject): Promise<Json | null> {
    const row = await this.certain(tx, payload);
    if (row === null) return null;
    const { customers } = payload;
    return encoded(WebhookGap, {
      absence_id: row.id,
      user_id: row.userId,
      starts_at: row.during.startsAt,
      ends_at: row.during.endsAt,
      customers: typeof customers === 'number' ? customers : null,
    });
  }

  private async takeover(
    _tx: Tx,
    { customer_id, assignment_id, absence_id, user_id, by_user_id }: JsonObject,
  ): Promise<Json | null> {
    return encoded(
      WebhookTakeover,
      WebhookTakeover.parse({ customer_id, assignment_id, absence_id, user_id, backup_user_id: by_user_id }),
    );
  }

  private async escalation(tx: Tx, { escalation_id }: JsonObject): Promise<Json | null> {
    const row = await this.escalations.getById(tx, asId<EscalationId>(String(escalation_id)));
    return encoded(WebhookEscalation, {
      escalation_id: row.id,
      customer_id: row.customer?.id ?? null,
      category: row.category,
      severity: row.severity,
      status: row.status,
      primary_owner_id: row.primaryOwner?.userId ?? null,
      secondary_owner_id: row.secondaryOwner?.userId ?? null,
      created_at: row.createdAt,
      due_at: row.dueAt,
    });
  }

  /** What a calendar only suggests, and nobody confirmed, is nobody's business. */
  private async certain(tx: Tx, { absence_id }: JsonObject): Promise<AbsenceRecord | null> {
    const row = await this.absences.findById(tx, asId<AbsenceId>(String(absence_id)));
    return row === null || wasOnlySuggested(row) ? null : row;
  }
}

const wasOnlySuggested = ({ status, confirmedAt, sources }: AbsenceRecord): boolean =>
  status === 'suggested' ||
  (status === 'cancelled' &&
    confirmedAt === null &&
    sources.length > 0 &&
    sources.every(({ certainty }) => certainty === 'suggestion'));

const encoded = <T extends z.ZodType>(schema: T, value: z.output<T>): Json =>
  JSON.parse(JSON.stringify(z.encode(schema, value)));
