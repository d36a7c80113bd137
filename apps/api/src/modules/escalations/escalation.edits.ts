import { DomainError, isUnresolved, requireExpectedResolution, requireTargetAhead } from '@understudy/domain';
import type { EscalationEdit, EscalationRecord } from './escalation.records.js';

/**
 * The row with what is edited. One that is closed or void stays as it is; severity changes while somebody works on it; what the
 * resolution says is corrected while it is resolved. Throws escalations.over, escalations.not-resolved,
 * escalations.expected-resolution-required, escalations.target-in-the-past.
 */
export function editEscalation(row: EscalationRecord, edit: EscalationEdit, now: Temporal.Instant): EscalationRecord {
  const { status } = row;
  const { category, ...plain } = edit;
  const fields = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  if (category === undefined && Object.keys(fields).length === 0) return row;
  if (status === 'closed' || status === 'void') throw new DomainError('escalations.over', { status });
  const severity = edit.severity ?? row.severity;
  if (severity !== row.severity && !isUnresolved(status)) throw new DomainError('escalations.over', { status });
  const corrects = [edit.resolutionSummary, edit.rootCause, edit.outcome].some((said) => said !== undefined);
  if (corrects && status !== 'resolved') throw new DomainError('escalations.not-resolved', { status });
  const targetAt = edit.targetResolutionAt ?? null;
  if (String(targetAt) !== String(row.targetResolutionAt)) requireTargetAhead(targetAt, now);
  const edited: EscalationRecord = {
    ...row,
    ...fields,
    category: category?.name ?? row.category,
    categoryId: category?.id ?? row.categoryId,
  };
  const changesNeed = severity !== row.severity || edited.expectedResolution !== row.expectedResolution;
  // PRD-243's required fields are not asked of a conversation without customer (product.md 1)
  if (changesNeed && row.customer !== null) requireExpectedResolution(severity, edited.expectedResolution);
  return edited;
}
