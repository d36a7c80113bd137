import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  AbsenceId,
  Approval,
  AssignmentId,
  AssignmentStatus,
  CoverageType,
  EndedReason,
  TenantId,
  UserId,
} from '@understudy/domain';
import { spanColumn, type StoredSpan } from '../../platform/database/index.js';

/** The shape of a row of coverage_assignments; the customers stand in covered_customers, one row each. */
@Entity('coverage_assignments')
export class AssignmentRow {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'coverage_assignments_pkey' })
  tenantId: TenantId;
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'coverage_assignments_pkey' })
  id: AssignmentId;
  @Column('uuid', { name: 'absence_id' }) absenceId: AbsenceId;
  @Column('uuid', { name: 'backup_user_id' }) backupUserId: UserId;
  @Column('uuid', { name: 'assigned_by_user_id', nullable: true }) assignedByUserId: UserId | null;
  @Column('text', { name: 'coverage_type', default: 'full' }) coverageType: CoverageType;
  @Column('int', { default: 1 }) tier: number;
  @Column('boolean', { name: 'covers_all', default: false }) coversAll: boolean;
  @Column('boolean', { name: 'in_force', default: false }) inForce: boolean;
  @Column('text', { default: 'pending' }) status: AssignmentStatus;
  @Column('text', { default: 'none' }) approval: Approval;
  @Column('tstzrange', { transformer: spanColumn }) during: StoredSpan;
  @Column('double precision', { nullable: true }) score: number | null;
  @Column('jsonb', { nullable: true }) factors: Readonly<Record<string, number>> | null;
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt: Temporal.Instant | null;
  @Column('timestamptz', { name: 'answer_by', nullable: true }) answerBy: Temporal.Instant | null;
  @Column('text', { name: 'declined_reason', nullable: true }) declinedReason: string | null;
  @Column('text', { name: 'ended_reason', nullable: true }) endedReason: EndedReason | null;
  @Column('int', { name: 'notifications_received', default: 0 }) notificationsReceived: number;
  @Column('int', { name: 'actions_taken', default: 0 }) actionsTaken: number;
  @Column('int', { default: 1 }) version: number;
  @Column('timestamptz', { name: 'created_at', default: () => 'app_now()' }) createdAt: Temporal.Instant;
  @Column('timestamptz', { name: 'updated_at', default: () => 'app_now()' }) updatedAt: Temporal.Instant;
}
