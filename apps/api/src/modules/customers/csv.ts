/** A record of a CSV with the line of the text it begins on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What is wrong with the text as a whole. */
export class UnreadableCsv extends Error {}

const QUOTE = '"';

/** Spreadsheets of half of Europe write semicolons: what stands more often in the first line, outside quotes, separates. */
const separatorOf = (text: string): string => {
  const [head = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1);
  const count = (separator: string): number => head.split(separator).length;
  return [';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best), ',');
};

/**
 * Reads CSV (RFC 4180): quoted cells with doubled quotes and line breaks in them, CRLF or LF, a byte order mark, commas, semicolons or
 * tabs. Empty lines are left out. Throws UnreadableCsv for a quote that never closes or that stands in the middle of a cell.
 */
export function parseCsv(text: string): CsvRecord[] {
  const source = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(source);
  const records: CsvRecord[] = [];
  let [cells, cell, line, startedAt]: [string[], string, number, number] = [[], '', 1, 1];
  let state: 'plain' | 'quoted' | 'closed' = 'plain';
  const endCell = () => {
    cells.push(cell);
    [cell, state] = ['', 'plain'];
  };
  const endRecord = () => {
    endCell();
    if (cells.some((value) => value !== '')) records.push({ line: startedAt, cells });
    [cells, startedAt] = [[], line];
  };

  for (let index = 0; index < source.length; index++) {
    const character = source[index];
    if (character === '\n') line++;
    if (state === 'quoted') {
      if (character !== QUOTE) cell += character;
      else if (source[index + 1] === QUOTE) {
        cell += QUOTE;
        index++;
      } else state = 'closed';
    } else if (character === separator) endCell();
    else if (character === '\n') endRecord();
    else if (character === '\r' && source[index + 1] === '\n') continue;
    else if (character === QUOTE && cell === '' && state === 'plain') state = 'quoted';
    else if (character === QUOTE || state === 'closed')
      throw new UnreadableCsv(`line ${line}: a quote in the middle of a cell; double it and put the cell in quotes`);
    else cell += character;
  }
  if (state === 'quoted') throw new UnreadableCsv(`line ${startedAt}: a quote that never closes`);
  if (cell !== '' || cells.length > 0) endRecord();
  return records;
}
