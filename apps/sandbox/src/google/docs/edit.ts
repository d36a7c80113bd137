import { GoogleError } from '../errors.js';
import { isObject, type Json, type JsonObject } from '../strict.js';
import { type Cell, cellsOf, type DocumentContent, paragraphsOf } from './content.js';
import {
  insertionPoint,
  maskOf,
  requireDeletable,
  requireNamedStyle,
  requirePreset,
  spanOf,
  stripped,
  wrong,
} from './rules.js';

type Edit = (
  cells: Cell[],
  request: JsonObject,
  at: string,
  content: DocumentContent,
) => { cells: Cell[]; reply?: JsonObject };

/** documents.batchUpdate: "Each request is validated before being applied. If any request is not valid, then the entire request will fail and nothing will be applied." */
export function edited(
  content: DocumentContent,
  requests: readonly Json[],
): { content: DocumentContent; replies: JsonObject[] } {
  const next: DocumentContent = structuredClone(content);
  let cells = cellsOf(next);
  const replies = requests.map((request, index) => {
    const [kind, body, at] = kindOf(request, index);
    const edit = EDITS[kind];
    if (!edit) throw new GoogleError(501, 'notImplemented', `The sandbox has no behaviour for ${at} yet.`);
    const result = edit(cells, body, at, next);
    ({ cells } = result);
    return result.reply ? { [kind]: result.reply } : {};
  });
  return { content: { ...next, paragraphs: paragraphsOf(cells), revision: content.revision + 1 }, replies };
}

/** A request is a union: exactly one member. */
function kindOf(request: Json, index: number): [string, JsonObject, string] {
  const members = Object.entries(isObject(request) ? request : {}).filter(([, value]) => value !== null);
  const [first, ...more] = members;
  if (!first || more.length || !isObject(first[1]))
    throw wrong(`requests[${index}]`, 'Must specify exactly one request.');
  return [first[0], first[1], `requests[${index}].${first[0]}`];
}

const EDITS: Readonly<Record<string, Edit>> = {
  insertText(cells, request, at) {
    const text = typeof request.text === 'string' ? stripped(request.text) : '';
    if (!text) throw wrong(at, 'Text to be inserted must not be empty.');
    const point = insertionPoint(at, request, cells.length);
    // "the text style for the inserted text will match the text immediately before the insertion index"
    const style = structuredClone(cells[Math.max(0, point - 1)]?.style ?? {});
    const paragraph = cells.slice(point).find((cell) => cell.paragraph)?.paragraph ?? { style: {} };
    const inserted = text
      .split('')
      .map((unit): Cell => ({ unit, style, ...(unit === '\n' && { paragraph: structuredClone(paragraph) }) }));
    return { cells: [...cells.slice(0, point), ...inserted, ...cells.slice(point)] };
  },
  deleteContentRange(cells, request, at) {
    const span = spanOf(at, request.range, cells.length);
    requireDeletable(
      at,
      span,
      cells.map(({ unit }) => unit),
    );
    return { cells: [...cells.slice(0, span.from), ...cells.slice(span.until)] };
  },
  updateTextStyle(cells, request, at) {
    const { from, until } = spanOf(at, request.range, cells.length);
    const fields = maskOf(at, request.fields, 'TextStyle');
    const style = (request.textStyle ?? {}) as JsonObject;
    return {
      cells: cells.map((cell, index) =>
        index < from || index >= until ? cell : { ...cell, style: masked(cell.style, style, fields) },
      ),
    };
  },
  updateParagraphStyle(cells, request, at) {
    const fields = maskOf(at, request.fields, 'ParagraphStyle');
    const style = (request.paragraphStyle ?? {}) as JsonObject;
    requireNamedStyle(at, style);
    return { cells: eachParagraph(cells, request, at, (old) => ({ ...old, style: masked(old.style, style, fields) })) };
  },
  createParagraphBullets(cells, request, at, content) {
    requirePreset(at, request.bulletPreset);
    const listId = `kix.list.${content.lists.length + 1}`;
    content.lists.push(listId);
    return { cells: eachParagraph(cells, request, at, (old) => ({ ...old, bullet: { listId, nestingLevel: 0 } })) };
  },
  deleteParagraphBullets(cells, request, at) {
    return { cells: eachParagraph(cells, request, at, ({ style }) => ({ style })) };
  },
  replaceAllText(cells, request, at) {
    const { containsText, replaceText } = request;
    const { text, matchCase } = (containsText ?? {}) as JsonObject;
    if (typeof text !== 'string' || !text) throw wrong(at, 'The text to find is required.');
    const fold = (value: string) => (matchCase === true ? value : value.toLowerCase());
    const replacement = stripped(String(replaceText ?? ''));
    let result = cells;
    let count = 0;
    for (let from = 0; ;) {
      const hit = fold(result.map(({ unit }) => unit).join('')).indexOf(fold(text), from);
      if (hit < 0) return { cells: result, reply: { occurrencesChanged: count } };
      const style = result[hit]?.style ?? {};
      const put = replacement
        .split('')
        .map((unit): Cell => ({ unit, style, ...(unit === '\n' && { paragraph: { style: {} } }) }));
      result = [...result.slice(0, hit), ...put, ...result.slice(hit + text.length)];
      from = hit + put.length;
      count += 1;
    }
  },
};

type ParagraphFacts = NonNullable<Cell['paragraph']>;

/** "The range overlapping the paragraphs": every paragraph that has a unit in it. */
function eachParagraph(
  cells: Cell[],
  request: JsonObject,
  at: string,
  change: (old: ParagraphFacts) => ParagraphFacts,
): Cell[] {
  const { from, until } = spanOf(at, request.range, cells.length);
  let start = 0;
  return cells.map((cell, index) => {
    if (!cell.paragraph) return cell;
    const overlaps = start < until && index >= from;
    start = index + 1;
    return overlaps ? { ...cell, paragraph: change(cell.paragraph) } : cell;
  });
}

/** "To reset a property to its default value, include its field name in the field mask but leave the field itself unset." */
function masked(old: JsonObject, style: JsonObject, fields: readonly string[]): JsonObject {
  const kept = Object.fromEntries(Object.entries(old).filter(([name]) => !fields.includes(name)));
  const set = fields.flatMap((name): [string, Json][] => {
    const value = style[name];
    return value === undefined || value === null ? [] : [[name, value]];
  });
  return { ...kept, ...Object.fromEntries(set) };
}
