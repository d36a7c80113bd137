import { toSheetCsv, type CsvRecord } from '../csv/csv.js';
import { labelOf } from './fields.js';
import type { RowOutcome } from './use-runs.js';

/** What a field wants to read, where the API only says that it is no such thing. */
const WANTED: Readonly<Record<string, string>> = {
  arr: 'must be a number such as 412000',
  health_score: 'must be a whole number from 0 to 100',
  renewal_on: 'must be a day such as 2027-01-31',
  domains: 'must be domains such as acme.example',
};

/** "ARR in euro: must be a number such as 412000; ..." */
export const reasonsOf = ({ errors }: Pick<RowOutcome, 'errors'>): string =>
  errors
    .map(({ path, message }) => {
      const field = path.split('.')[0] ?? '';
      const words = message.startsWith('Invalid') ? (WANTED[field] ?? message) : message;
      return field ? `${labelOf(field)}: ${words}` : words;
    })
    .join('; ');

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
