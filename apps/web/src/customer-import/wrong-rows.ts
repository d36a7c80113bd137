import { toSheetCsv, type CsvRecord } from '../csv/csv.js';
import { labelOf } from './fields.js';
import type { RowOutcome } from './use-runs.js';

/** "ARR in euro: must be a number; ..." */
export const reasonsOf = ({ errors }: Pick<RowOutcome, 'errors'>): string =>
  errors.map(({ path, message }) => (path ? `${labelOf(path.split('.')[0] ?? path)}: ${message}` : message)).join('; ');

/** The rows that are wrong as they stand in the file, with line and reason behind: mend them and import this file. */
export function wrongRowsFile(
  head: readonly string[],
  records: readonly CsvRecord[],
  outcomes: readonly RowOutcome[],
): string {
  const cellsOf = new Map(records.map(({ line, cells }) => [line, cells]));
  const rows = outcomes
    .filter(({ outcome }) => outcome === 'failed')
    .map((row) => {
      const cells = cellsOf.get(row.line) ?? [];
      return [...head.map((_, index) => cells[index] ?? ''), String(row.line), reasonsOf(row)];
    });
  return toSheetCsv([[...head, 'Line of the file', 'What is wrong'], ...rows]);
}
