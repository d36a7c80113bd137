import { requireEditable, requireExpectedResolution, requireTargetAhead } from '@understudy/domain';
import type { EscalationEdit, EscalationRecord } from './escalation.records.js';

/** The row with what is edited. Throws as requireEditable does, escalations.expected-resolution-required, escalations.target-in-the-past. */
export function editEscalation(row: EscalationRecord, edit: EscalationEdit, now: Temporal.Instant): EscalationRecord {
  const { category, ...plain } = edit;
  const fields = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  if (category === undefined && Object.keys(fields).length === 0) return row;
  const severity = edit.severity ?? row.severity;
  requireEditable(row.status, {
    severity: severity !== row.severity,
    resolution: [edit.resolutionSummary, edit.rootCause, edit.outcome].some((said) => said !== undefined),
  });
  const targetAt = edit.targetResolutionAt ?? null;
  if (String(targetAt) !== String(row.targetResolutionAt)) requireTargetAhead(targetAt, now);
  const edited: EscalationRecord = {
    ...row,
    ...fields,
    category: category?.name ?? row.category,
    categoryId: category?.id ?? row.categoryId,
  };
  const changesNeed = severity !== row.severity || edited.expectedResolution !== row.expectedResolution;
  // PRD-243's required fields are not asked of one that came from a conversation alone (product.md 1)
  if (changesNeed && row.category !== null) requireExpectedResolution(severity, edited.expectedResolution);
  return edited;
}
