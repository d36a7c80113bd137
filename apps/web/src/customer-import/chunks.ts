import { toCsv, type CsvRecord } from '../csv/csv.js';
import type { FieldKey, Mapping } from './fields.js';
import { tidy } from './tidy.js';

/** The API takes 2,000 rows and a million characters at once. */
const MOST_ROWS = 1000;
const MOST_CHARACTERS = 900_000;

export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** A part of the file as the API reads it. `lines` says for each line of `content` on which line of the file its row begins. */
export interface Chunk {
  readonly content: string;
  readonly lines: Readonly<Record<number, number>>;
  readonly rows: number;
}

export interface Planned {
  readonly chunks: readonly Chunk[];
  /** Rows that are not sent, by the line of the file, with the reason. */
  readonly left: readonly { readonly line: number; readonly name: string; readonly errors: readonly Problem[] }[];
}

/** The rows of a file in parts that the API takes; a customer that stands there twice is sent once, and the second said. */
export function planChunks(records: readonly CsvRecord[], mapping: Mapping, crmSystem: string): Planned {
  const columns = mapping.flatMap((key, index) => (key ? [{ key, index }] : []));
  const addsSystem = !mapping.includes('crm_system') && mapping.includes('crm_record_id');
  const head: string[] = [...columns.map(({ key }) => key), ...(addsSystem ? ['crm_system'] : [])];
  const at = (key: FieldKey): number => columns.findIndex((column) => column.key === key);
  const [nameAt, domainsAt, idAt, systemAt] = [at('name'), at('domains'), at('crm_record_id'), at('crm_system')];

  const seen = new Map<string, number>();
  const chunks: Chunk[] = [];
  const left: Planned['left'][number][] = [];
  let rows: string[][] = [];
  let lines: Record<number, number> = {};
  let [line, size] = [2, 0];
  const flush = () => {
    if (rows.length > 0) chunks.push({ content: toCsv([head, ...rows]), lines, rows: rows.length });
    [rows, lines, line, size] = [[], {}, 2, 0];
  };

  for (const record of records) {
    const values = columns.map(({ key, index }) => tidy(key, record.cells[index] ?? ''));
    const cells = addsSystem ? [...values, values[idAt] ? crmSystem.trim() : ''] : values;
    const system = systemAt >= 0 ? (values[systemAt] ?? '') : crmSystem.trim();
    const keys = [
      ...(values[domainsAt] ?? '')
        .split(';')
        .filter((one) => one)
        .map((one) => `domain ${one}`),
      ...(values[idAt] ? [`${system} ${values[idAt]}`] : []),
    ];
    const earlier = keys.map((key) => seen.get(key)).find((one) => one !== undefined);
    if (earlier !== undefined) {
      left.push({
        line: record.line,
        name: values[nameAt] ?? '',
        errors: [{ path: 'domains', message: `line ${earlier} is the same customer` }],
      });
      continue;
    }
    for (const key of keys) seen.set(key, record.line);
    const length = cells.reduce((sum, cell) => sum + cell.length + 3, 2);
    if (rows.length >= MOST_ROWS || size + length > MOST_CHARACTERS) flush();
    rows.push(cells);
    lines[line] = record.line;
    line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
    size += length;
  }
  flush();
  return { chunks, left };
}
