/*
 * Google draws `text`, `topLabel`, `bottomLabel`, paragraphs and section headers as a small HTML; titles, subtitles, button texts and
 * form fields as plain text. `Html` marks what went through `escape`, so that raw customer text does not compile there.
 */

declare const escaped: unique symbol;
/** Text that is safe in Google's small HTML. */
export type Html = string & { readonly [escaped]: true };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** One line without control characters, direction overrides or broken surrogates; several blanks become one. */
export const tidy = (raw: string): string =>
  raw
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim();

/** Letters with dozens of accents stacked on them count as one; this bounds what they weigh (UTF-16 units). */
const weight = (max: number): number => Math.min(4 * max, 1500);

function shorten(clean: string, max: number): string {
  let end = 0;
  let count = 0;
  for (const { index, segment } of segments.segment(clean)) {
    count += 1;
    if (count === max) end = index;
    if (count <= max && index + segment.length <= weight(max)) continue;
    return `${clean.slice(0, count > max ? end : index).trimEnd()}…`;
  }
  return clean;
}

/** At most `max` characters as people count them, never through the middle of one. */
export function cut(raw: string, max: number): string {
  const clean = tidy(raw);
  // No text has more graphemes than code units: short text needs no segmenting.
  return clean.length <= max ? clean : shorten(clean, max);
}

/** Columns a text takes: East Asian characters and emoji are twice as wide. */
export const width = (raw: string): number =>
  [...segments.segment(tidy(raw))].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);

const escape = (clean: string): Html => clean.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '') as Html;

/** Customer or user text on one line, cut and escaped. */
export const html = (raw: string, max = 200): Html => escape(cut(raw, max));

/** As `html`, keeping line breaks: for notes. At most 12 lines. */
export const paragraphs = (raw: string, max = 1000): Html => {
  const lines = raw
    .slice(0, 2 * weight(max))
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(tidy)
    .filter((line) => line !== '');
  const text = shorten(lines.slice(0, 12).join('\n'), max);
  return escape(lines.length > 12 && !text.endsWith('…') ? `${text}…` : text).replaceAll('\n', '<br>') as Html;
};

/** As `paragraphs`, with an empty line between paragraphs: for letters as they will be read. */
export const letter = (raw: string, max = 1000): Html =>
  join(
    raw
      .slice(0, 2 * weight(max))
      .split(/\n{2,}/)
      .map((part) => paragraphs(part, max))
      .filter((part) => part !== ''),
    '\0',
  ).replaceAll('\0', '<br><br>') as Html;

/** Safe pieces below each other. */
export const lines = (...pieces: readonly Html[]): Html => pieces.join('<br>') as Html;

/** Joins pieces that are safe already. */
export const join = (pieces: readonly Html[], between = ' '): Html => pieces.join(escape(between)) as Html;
export const bold = (text: Html): Html => `<b>${text}</b>` as Html;

const COLORS = { covered: '#00705f', waiting: '#8f5400', gap: '#ca244d', away: '#953ea3', quiet: '#5f6368' } as const;
/** Colour only means state (design/mocks): covered, waiting, gap, away; `quiet` is secondary text. */
export type Tone = keyof typeof COLORS;
export const toned = (tone: Tone, text: Html): Html => `<font color="${COLORS[tone]}">${text}</font>` as Html;
