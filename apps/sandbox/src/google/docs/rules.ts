import { contract } from '../contract.js';
import { GoogleError } from '../errors.js';
import { isObject, type Json, type JsonObject } from '../strict.js';

/**
 * What Docs refuses and the typings do not say. REF is https://developers.google.com/workspace/docs/api/reference/rest/v1/documents/request (the text of the
 * typings' comments is the same); its errors name the request they are about.
 */
export const wrong = (at: string, why: string): GoogleError =>
  new GoogleError(400, 'badRequest', `Invalid ${at}: ${why}`);

export interface Span {
  readonly from: number;
  readonly until: number;
}

/** REF Location: "The zero-based index, in UTF-16 code units. The index is relative to the beginning of the segment". Answers a cell's number. */
export function insertionPoint(at: string, request: JsonObject, length: number): number {
  const { location, endOfSegmentLocation } = request;
  if (isGiven(location) === isGiven(endOfSegmentLocation))
    throw wrong(at, 'exactly one insertion location must be set.');
  const where = (location ?? endOfSegmentLocation) as JsonObject;
  requireBody(at, where);
  if (!isGiven(location)) return length - 1;
  const index = Number(where.index ?? 0);
  // REF InsertTextRequest.location: "Text must be inserted inside the bounds of an existing Paragraph."
  if (index < 1)
    throw wrong(
      at,
      'The insertion index must be inside the bounds of an existing paragraph. You can still create new paragraphs by inserting newlines.',
    );
  if (index > length)
    throw wrong(at, `Index ${index} must be less than the end index of the referenced segment, ${length + 1}.`);
  return index - 1;
}

/** REF Range: start and end are needed in all current uses, the end is exclusive. */
export function spanOf(at: string, range: Json | undefined, length: number): Span {
  if (!isObject(range ?? null)) throw wrong(at, 'The range is required.');
  const { startIndex, endIndex, ...rest } = range as JsonObject;
  requireBody(at, rest);
  if (typeof endIndex !== 'number') throw wrong(at, 'The range must have an end index.');
  const start = typeof startIndex === 'number' ? startIndex : 0;
  if (endIndex <= start) throw wrong(at, 'The range should not be empty.');
  if (start < 1) throw wrong(at, 'The range cannot include the section break at the start of the segment.');
  if (endIndex > length + 1)
    throw wrong(at, `Index ${endIndex - 1} must be less than the end index of the referenced segment, ${length + 1}.`);
  return { from: start - 1, until: endIndex - 1 };
}

/** REF DeleteContentRangeRequest: "Deleting the last newline character of a Body" and "one code unit of a surrogate pair" are refused. */
export function requireDeletable(at: string, { from, until }: Span, units: readonly string[]): void {
  if (until >= units.length)
    throw wrong(at, 'The range cannot include the newline character at the end of the segment.');
  if (isLow(units[from]) || isLow(units[until]))
    throw wrong(at, 'The range cannot include one code unit of a surrogate pair.');
}

const isLow = (unit: string | undefined): boolean => unit !== undefined && /[\uDC00-\uDFFF]/.test(unit);

/** REF fields: "At least one field must be specified. The root [...] is implied and should not be specified. A single "*" can be used". */
export function maskOf(
  at: string,
  fields: Json | undefined,
  schema: 'TextStyle' | 'ParagraphStyle',
): readonly string[] {
  if (typeof fields !== 'string' || !fields.trim())
    throw wrong(at, "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)");
  const known = Object.keys(contract.schemas[`docs.${schema}`] ?? {});
  if (fields === '*') return known;
  const names = fields.split(',').map((name) => name.trim().split('.')[0] ?? '');
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) throw wrong(at, `Invalid field: ${strange}`);
  return names;
}

const NAMED_STYLES = [
  'NORMAL_TEXT',
  'TITLE',
  'SUBTITLE',
  'HEADING_1',
  'HEADING_2',
  'HEADING_3',
  'HEADING_4',
  'HEADING_5',
  'HEADING_6',
];
export function requireNamedStyle(at: string, style: JsonObject): void {
  const { namedStyleType } = style;
  if (namedStyleType !== undefined && !NAMED_STYLES.includes(String(namedStyleType)))
    throw wrong(at, `Invalid value at 'paragraph_style.named_style_type', "${String(namedStyleType)}"`);
}

/** REF BulletGlyphPreset. */
export function requirePreset(at: string, preset: Json | undefined): void {
  if (typeof preset !== 'string' || !/^(?:BULLET|NUMBERED)_[A-Z0-9_]+$/.test(preset))
    throw wrong(at, 'A bullet preset is required.');
}

/** REF InsertTextRequest.text: "Some control characters (U+0000-U+0008, U+000C-U+001F) and [...] (U+E000-U+F8FF) will be stripped out". */
// eslint-disable-next-line no-control-regex
export const stripped = (text: string): string => text.replace(/[\u0000-\u0008\u000C-\u001F\uE000-\uF8FF]/g, '');

const isGiven = (value: Json | undefined): boolean => isObject(value ?? null);

/** Headers, footers and footnotes have no behaviour here; the first tab is the only one. */
function requireBody(at: string, { segmentId, tabId }: JsonObject): void {
  if (segmentId) throw wrong(at, `Segment with ID ${String(segmentId)} was not found.`);
  if (tabId && tabId !== 't.0') throw wrong(at, `Tab with ID ${String(tabId)} was not found.`);
}
