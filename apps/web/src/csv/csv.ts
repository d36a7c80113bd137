/** A record of a file with the line it begins on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What is wrong with a file as a whole, in words. */
export class UnreadableFile extends Error {}

export interface Decoded {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

/**
 * The text of a file that says nowhere how it was written: a byte order mark counts, then UTF-8 when it is valid, else what
 * spreadsheets of Western Europe save (Windows-1252). Throws UnreadableFile for what is no text.
 */
export function decode(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { text: new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes), encoding: 'UTF-16' };
  }
  if (first === 0x50 && second === 0x4b) {
    throw new UnreadableFile('This is a spreadsheet (.xlsx), not a CSV. Save it as CSV and take that file.');
  }
  if (bytes.includes(0)) throw new UnreadableFile('This is not a text file. Save the table as CSV and take that file.');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

/** What stands most often in the first line, outside quotes; a comma when nothing does. */
export function guessDelimiter(text: string): Delimiter {
  const [head = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1);
  const count = (one: Delimiter): number => head.split(one).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best), ',');
}

const QUOTE = '"';

/** RFC 4180 with any delimiter; empty lines are left out. Throws UnreadableFile for a quote that never closes. */
export function parseCsv(text: string, delimiter: Delimiter): CsvRecord[] {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const records: CsvRecord[] = [];
  let [cells, cell, line, startedAt, quoted]: [string[], string, number, number, boolean] = [[], '', 1, 1, false];
  const endRecord = () => {
    cells.push(cell);
    if (cells.some((value) => value.trim() !== '')) records.push({ line: startedAt, cells });
    [cells, cell, startedAt] = [[], '', line];
  };
  for (let index = 0; index < source.length; index++) {
    const character = source[index];
    if (character === '\n') line++;
    if (quoted) {
      if (character !== QUOTE) cell += character;
      else if (source[index + 1] === QUOTE) {
        cell += QUOTE;
        index++;
      } else quoted = false;
    } else if (character === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (character === '\n') endRecord();
    else if (character === QUOTE && cell === '') quoted = true;
    else cell += character;
  }
  if (quoted)
    throw new UnreadableFile(`A quote in line ${startedAt} never closes. Close it, then take the file again.`);
  if (cell !== '' || cells.length > 0) endRecord();
  return records;
}

/** One cell as RFC 4180 writes it. */
const cellOf = (text: string): string => (/[",\n\r;\t]/.test(text) ? `"${text.replaceAll(QUOTE, '""')}"` : text);

/** Comma separated, CRLF, for reading by the API. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((cells) => cells.map(cellOf).join(',')).join('\r\n')}\r\n`;

/** As {@link toCsv}, for opening in a spreadsheet: nothing in it runs as a formula, and umlauts survive (byte order mark). */
export const toSheetCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${toCsv(rows.map((cells) => cells.map((text) => (/^\s*[=+\-@]/.test(text) ? `'${text}` : text))))}`;

/** Gives the person a file, made here and never sent anywhere. */
export function download(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}
