import { day, domainName, line as lineOf, text as textOf } from '@understudy/contracts';
import { DomainError, type ImportFields, type ImportRow } from '@understudy/domain';
import { z } from 'zod';
import { parseCsv, UnreadableCsv } from './csv.js';

const MOST_ROWS = 2_000;

type Values = Readonly<Record<string, unknown>>;
interface RawRow {
  readonly line: number;
  readonly values: Values;
  readonly problem?: string;
}

/** Several values in one cell of a CSV; a list in JSON. */
const list = (separators: RegExp, item: z.ZodType<string, string>, most: number) =>
  z
    .union([z.array(z.string()), z.string().transform((cell) => cell.split(separators))])
    .transform((items) => items.map((one) => one.trim()).filter((one) => one !== ''))
    .pipe(z.array(item).max(most));
const NOT_A_NUMBER = 'must be a number like 12000 or 12000.50';
/** The union says it: what its parts say is not shown to whoever reads the errors of a row. */
const number = (of: z.ZodNumber) =>
  z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\d+(\.\d+)?$/)
          .transform(Number),
      ],
      NOT_A_NUMBER,
    )
    .pipe(of);

const Fields = z.strictObject({
  name: lineOf(200).optional(),
  csm_email: lineOf(254)
    .transform((value) => value.toLowerCase())
    .nullable()
    .optional(),
  arr: number(z.number().min(0).max(1e12)).optional(),
  health_score: number(z.number().int().min(0).max(100)).optional(),
  stage: lineOf(60).optional(),
  segment: lineOf(60).optional(),
  industry: lineOf(100).optional(),
  renewal_on: day.nullable().optional(),
  language: lineOf(35).nullable().optional(),
  special_handling: textOf(4000).nullable().optional(),
  owner_notes: textOf(4000).optional(),
  needs: list(/[;,|]/, lineOf(60), 50).optional(),
  domains: list(/[;,|\s]+/, domainName, 50).optional(),
  crm_system: lineOf(60).optional(),
  crm_record_id: lineOf(200).optional(),
});
const COLUMNS = Object.keys(Fields.shape);
/** Bullets are normal here, and nothing of it is ever a cell's whole formula. */
const NOTES = new Set(['special_handling', 'owner_notes']);

/**
 * Reads the rows of an import. What is wrong with one row stands in it; what is wrong with the whole throws imports.unreadable or
 * imports.too-long. A text that a spreadsheet would run as a formula is an error of its row; with an apostrophe before it, as
 * spreadsheets write it, it is taken as text.
 */
export function readImport(format: 'csv' | 'jsonl', content: string): ImportRow[] {
  const raw = format === 'csv' ? readCsv(content) : readLines(content);
  if (raw.length > MOST_ROWS) throw new DomainError('imports.too-long', { rows: raw.length });
  return raw.map(toRow);
}

function readCsv(content: string): RawRow[] {
  const [head, ...records] = readRecords(content);
  const names = (head?.cells ?? []).map((name) => name.trim().toLowerCase());
  const unknown = names.filter((name) => !COLUMNS.includes(name));
  if (unknown.length > 0 || names.length === 0)
    throw unreadable(`unknown columns: ${shown(unknown.join(', '))}; known are ${COLUMNS.join(', ')}`);
  if (new Set(names).size !== names.length) throw unreadable('a column stands there twice');
  return records.map(({ line, cells }) => ({
    line,
    values: Object.fromEntries(names.flatMap((name, index) => (cells[index] ? [[name, cells[index]]] : []))),
    ...(cells.length > names.length ? { problem: `has ${cells.length} cells, the head has ${names.length}` } : {}),
  }));
}

function readRecords(content: string) {
  try {
    return parseCsv(content);
  } catch (error) {
    if (error instanceof UnreadableCsv) throw unreadable(error.message);
    throw error;
  }
}

function readLines(content: string): RawRow[] {
  return content.split(/\r?\n/).flatMap((text, index) => {
    if (text.trim() === '') return [];
    const values = parseObject(text);
    return [{ line: index + 1, values: values ?? {}, ...(values === null ? { problem: 'is not a JSON object' } : {}) }];
  });
}

function parseObject(text: string): Values | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Short, and storable whatever came in. */
const shown = (text: string): string => text.slice(0, 200).toWellFormed().replaceAll('\0', '');

const unreadable = (problem: string): DomainError => new DomainError('imports.unreadable', { problem });

function toRow({ line, values, problem }: RawRow): ImportRow {
  const name = typeof values['name'] === 'string' ? shown(values['name']) : '';
  if (problem !== undefined) return { line, name, fields: {}, errors: [{ path: '', message: problem }] };
  const formulas = Object.entries(values).flatMap(([path, value]) =>
    textsOf(value).some((text) => isFormula(path, text))
      ? [{ path: shown(path), message: 'begins like a formula; put an apostrophe before it if it is text' }]
      : [],
  );
  const parsed = Fields.safeParse(
    Object.fromEntries(Object.entries(values).map(([path, value]) => [path, plain(value)])),
  );
  const errors = parsed.success
    ? formulas
    : [
        ...formulas,
        ...parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message: shown(message) })),
      ];
  if (!parsed.success || errors.length > 0) return { line, name, fields: {}, errors };
  return { line, name, fields: toFields(parsed.data), errors };
}

/** A list in JSON holds texts; what lies deeper fits no column, and is not looked at however deep it is. */
const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const textsOf = (value: unknown): string[] =>
  itemsOf(value).flatMap((item) => (typeof item === 'string' ? [item.trimStart()] : []));
const isFormula = (path: string, text: string): boolean =>
  NOTES.has(path) ? /^(?:[=@]|[+-](?!\s))/.test(text) : /^[=@+-]/.test(text);
const plain = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(withoutApostrophe) : withoutApostrophe(value);
const withoutApostrophe = (value: unknown): unknown =>
  typeof value === 'string' && /^\s*'[=@+-]/.test(value) ? value.trimStart().slice(1) : value;

function toFields(data: z.output<typeof Fields>): ImportFields {
  const { crm_system: system, crm_record_id: recordId } = data;
  const fields = {
    name: data.name,
    csmEmail: data.csm_email,
    arr: data.arr,
    healthScore: data.health_score,
    stage: data.stage,
    segment: data.segment,
    industry: data.industry,
    renewalOn: data.renewal_on,
    language: data.language,
    specialHandling: data.special_handling,
    ownerNotes: data.owner_notes,
    needs: data.needs,
    domains: data.domains,
    crmId: system === undefined || recordId === undefined ? undefined : { system, recordId },
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
