import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  AbsenceId,
  Approval,
  AskedBy,
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
  @Column('timestamptz', { name: 'asked_at', nullable: true }) askedAt: Temporal.Instant | null;
  @Column('text', { default: 'by-hand' }) rung: AskedBy;
  @Column('timestamptz', { name: 'approve_by', nullable: true }) approveBy: Temporal.Instant | null;
  @Column('uuid', { name: 'approver_user_id', nullable: true }) approverUserId: UserId | null;
  @Column('text', { name: 'approval_reason', nullable: true }) approvalReason: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Temporal.Instant | null;
  @Column('timestamptz', { name: 'release_requested_at', nullable: true }) releaseRequestedAt: Temporal.Instant | null;
  @Column('text', { name: 'release_reason', nullable: true }) releaseReason: string | null;
  @Column('timestamptz', { name: 'release_by', nullable: true }) releaseBy: Temporal.Instant | null;
  @Column('tstzrange', { name: 'chosen_during', nullable: true, transformer: spanColumn })
  chosenDuring: StoredSpan | null;
  @Column('int', { name: 'notifications_received', default: 0 }) notificationsReceived: number;
  @Column('int', { name: 'actions_taken', default: 0 }) actionsTaken: number;
  @Column('int', { default: 1 }) version: number;
  @Column('timestamptz', { name: 'created_at', default: () => 'app_now()' }) createdAt: Temporal.Instant;
  @Column('timestamptz', { name: 'updated_at', default: () => 'app_now()' }) updatedAt: Temporal.Instant;
}
