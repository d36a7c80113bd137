/** What a cell may hold; null is empty. */
export type CsvValue = string | number | boolean | null;

/** A spreadsheet that opens the file must know it is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What spreadsheets run as a formula, also behind blanks or in its full-width form. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

/**
 * One record of RFC 4180, with its line break. Text that a spreadsheet would run as a formula gets an apostrophe in front, which it
 * shows as text; numbers stay numbers.
 */
export const csvLine = (cells: readonly CsvValue[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(value: CsvValue): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
