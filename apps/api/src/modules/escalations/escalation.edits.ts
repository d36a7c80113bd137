import { requireEditable, requireExpectedResolution } from '@understudy/domain';
import type { EscalationEdit, EscalationRecord } from './escalation.records.js';

/** The row with what is edited. Throws as requireEditable does, and escalations.expected-resolution-required. */
export function editEscalation(row: EscalationRecord, edit: EscalationEdit): EscalationRecord {
  const { category, ...plain } = edit;
  const fields = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  if (category === undefined && Object.keys(fields).length === 0) return row;
  const severity = edit.severity ?? row.severity;
  requireEditable(row.status, {
    severity: severity !== row.severity,
    resolution: [edit.resolutionSummary, edit.rootCause, edit.outcome].some((said) => said !== undefined),
  });
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
