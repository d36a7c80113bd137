import type { JsonObject } from '../strict.js';

export interface Run {
  text: string;
  style: JsonObject;
}
/** Its last run ends with the newline that every paragraph has. */
export interface Paragraph {
  style: JsonObject;
  bullet?: { listId: string; nestingLevel: number };
  runs: Run[];
}
export interface DocumentContent {
  title: string;
  revision: number;
  paragraphs: Paragraph[];
  lists: string[];
}

export const emptyDocument = (title: string): DocumentContent => ({
  title,
  revision: 1,
  paragraphs: [{ style: {}, runs: [{ text: '\n', style: {} }] }],
  lists: [],
});

/** One UTF-16 unit with its style; a newline carries its paragraph's style as well. */
export interface Cell {
  readonly unit: string;
  style: JsonObject;
  paragraph?: Pick<Paragraph, 'style' | 'bullet'>;
}

/** Index 0 is the section break at the start of the body; cell 0 stands at index 1. */
export const cellsOf = ({ paragraphs }: DocumentContent): Cell[] =>
  paragraphs.flatMap(({ style, bullet, runs }) => {
    const cells: Cell[] = runs.flatMap((run) => run.text.split('').map((unit) => ({ unit, style: run.style })));
    const last = cells.at(-1);
    if (last) last.paragraph = { style, ...(bullet && { bullet }) };
    return cells;
  });

/** Back to paragraphs, neighbours of one style in one run. */
export function paragraphsOf(cells: readonly Cell[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let runs: Run[] = [];
  for (const { unit, style, paragraph } of cells) {
    const last = runs.at(-1);
    if (last && JSON.stringify(last.style) === JSON.stringify(style)) last.text += unit;
    else runs.push({ text: unit, style });
    if (unit !== '\n') continue;
    paragraphs.push({ style: {}, ...paragraph, runs });
    runs = [];
  }
  return paragraphs;
}

export const textOfDocument = ({ paragraphs }: DocumentContent): string =>
  paragraphs
    .map(
      ({ bullet, runs }) =>
        `${bullet ? `${'   '.repeat(bullet.nestingLevel)}* ` : ''}${runs.map(({ text }) => text).join('')}`,
    )
    .join('');
