import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  AbsenceId,
  AbsenceKind,
  AbsenceSeriesId,
  AbsenceSource,
  AbsenceStatus,
  TenantId,
  Tombstone,
  UserId,
} from '@understudy/domain';
import { spanColumn, type StoredSpan } from '../../platform/database/index.js';
import type { StoredSource } from './absence-sources.js';

/** The shape of a row of csm_absences: id columns, no relations (architecture.md, Data). */
@Entity('csm_absences')
export class AbsenceRow {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'csm_absences_pkey' }) tenantId: TenantId;
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'csm_absences_pkey' }) id: AbsenceId;
  @Column('uuid', { name: 'user_id' }) userId: UserId;
  @Column('text', { name: 'absence_type' }) kind: AbsenceKind;
  @Column('text') status: AbsenceStatus;
  @Column('text') source: AbsenceSource;
  @Column('jsonb', { default: () => "'[]'" }) sources: readonly StoredSource[];
  @Column('text', { nullable: true }) tombstone: Tombstone | null;
  @Column('text', { nullable: true }) title: string | null;
  @Column('text', { name: 'time_zone' }) timeZone: string;
  @Column('date', { name: 'start_date' }) firstOn: Temporal.PlainDate;
  @Column('date', { name: 'end_date', nullable: true }) lastOn: Temporal.PlainDate | null;
  @Column('tstzrange', { transformer: spanColumn }) during: StoredSpan;
  @Column('boolean', { name: 'is_partial', default: false }) isPartial: boolean;
  @Column('text', { name: 'partial_hours', nullable: true }) partialHours: string | null;
  /** Instants as text: jsonb knows no instants. */
  @Column('jsonb', { default: () => "'[]'" }) windows: readonly { startsAt: string; endsAt: string | null }[];
  @Column('uuid', { name: 'preferred_backup_user_id', nullable: true }) preferredBackupUserId: UserId | null;
  @Column('text', { name: 'special_instructions', nullable: true }) specialInstructions: string | null;
  @Column('text', { name: 'calendar_event_id', nullable: true }) calendarEventId: string | null;
  @Column('text', { name: 'cancelled_reason', nullable: true }) cancelledReason: string | null;
  @Column('timestamptz', { name: 'departed_at', nullable: true }) departedAt: Temporal.Instant | null;
  @Column('timestamptz', { name: 'returned_at', nullable: true }) returnedAt: Temporal.Instant | null;
  @Column('boolean', { default: false }) unplanned: boolean;
  @Column('uuid', { name: 'reported_by_user_id', nullable: true }) reportedByUserId: UserId | null;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt: Temporal.Instant | null;
  @Column('date', { name: 'review_on', nullable: true }) reviewOn: Temporal.PlainDate | null;
  @Column('uuid', { name: 'series_id', nullable: true }) seriesId: AbsenceSeriesId | null;
  @Column('date', { name: 'series_on', nullable: true }) seriesOn: Temporal.PlainDate | null;
  @Column('int', { default: 1 }) version: number;
  @Column('timestamptz', { name: 'created_at', default: () => 'app_now()' }) createdAt: Temporal.Instant;
  @Column('timestamptz', { name: 'updated_at', default: () => 'app_now()' }) updatedAt: Temporal.Instant;
}
