import { text } from './core/text.js';
import { LONGEST_MATCHED } from './crm-records.js';

/** Beside one reading of the text: once as long as the text is, four times over. Some hundredths of a second at worst. */
const MOST_WAYS = LONGEST_MATCHED * 4;

const PIECE =
  /\\(?:x[\da-f]{2}|u[\da-f]{4}|k<\w*>|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)|\||(?:[*+?]|\{\d+(?:,\d*)?\})\??|./gis;
const QUANTIFIER = /^(?:[*+?]|\{(?<least>\d+)(?<comma>,)?(?<most>\d*)\})/;
const NO_WIDTH = /^(?:[$^]|\\b)$/i;
const REPEATS = /^(?:[*+]|\{\d)/;
const VARIES = /^(?:[*+?|]|\{\d+,)/;

const compiles = (pattern: string): boolean => {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
};

/** A group that repeats what repeats, may be missing or is one of several takes exponential time on some addresses. */
function repeatsRepeats(value: string): boolean {
  const open: boolean[] = [];
  let closed = false;
  for (const [piece] of value.matchAll(PIECE)) {
    if (closed && REPEATS.test(piece)) return true;
    const varies: boolean = piece === ')' ? (open.pop() ?? false) : VARIES.test(piece);
    closed = piece === ')' && varies;
    if (piece.startsWith('(')) open.push(false);
    else if (varies && open.length) open[open.length - 1] = true;
  }
  return false;
}

const refersBack = (value: string): boolean => [...value.matchAll(PIECE)].some(([piece]) => /^\\[1-9k]/.test(piece));

/** One sign of a pattern, or a repetition of it. */
interface Part {
  /** The signs it may be, of `ALPHABET`. */
  readonly fits: ReadonlySet<string>;
  least: number;
  most: number;
  /** Nothing around it may leave it out. */
  isSure: boolean;
}
interface Group {
  readonly from: number;
  choices: number;
  readonly isLook: boolean;
}

const ALPHABET = [...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)), '\t', '\n', 'é', '中'];
const signsOf = (piece: string): ReadonlySet<string> => {
  const pattern = new RegExp(`^(?:${piece})$`);
  return new Set(ALPHABET.filter((sign) => pattern.test(sign)));
};

/** The parts of a pattern in their order, and in how many ways its choices can be taken. */
function partsOf(value: string): { parts: readonly Part[]; choices: number } {
  const whole: Group = { from: 0, choices: 1, isLook: false };
  const [parts, open]: [Part[], Group[]] = [[], [whole]];
  let [choices, last] = [1, 0];
  const close = ({ from, choices: offered, isLook }: Group): void => {
    choices *= offered;
    if (offered > 1 || isLook) for (const part of parts.slice(from)) part.isSure = false;
    last = from;
  };
  for (const [piece] of value.matchAll(PIECE)) {
    const group = open.at(-1) ?? whole;
    const repeated = QUANTIFIER.exec(piece);
    if (repeated) repeat(parts, last, spanOf(repeated));
    else if (piece.startsWith('('))
      open.push({ from: parts.length, choices: 1, isLook: /^\(\?(?:<?[=!])/.test(piece) });
    else if (piece === ')') close(open.pop() ?? whole);
    else if (piece === '|') group.choices += 1;
    else if (!NO_WIDTH.test(piece)) last = parts.push({ fits: signsOf(piece), least: 1, most: 1, isSure: true }) - 1;
  }
  close(whole);
  return { parts, choices };
}

function spanOf({ 0: piece, groups = {} }: RegExpExecArray): { least: number; most: number } {
  if (piece.startsWith('?')) return { least: 0, most: 1 };
  if (!piece.startsWith('{')) return { least: piece.startsWith('+') ? 1 : 0, most: Infinity };
  const least = Number(groups['least']);
  return { least, most: groups['comma'] ? Number(groups['most'] || Infinity) : least };
}

/** What was read last, a sign or a group: all that repeats more than once becomes one part. */
function repeat(parts: Part[], from: number, { least, most }: { least: number; most: number }): void {
  const repeated = parts.slice(from);
  const [first, ...more] = repeated;
  if (!first) return;
  if (most > 1 && more.length) {
    const fits = new Set(repeated.flatMap((part) => [...part.fits]));
    parts.splice(from, repeated.length, { fits, least, most, isSure: first.isSure && least > 0 });
    return;
  }
  if (least === 0) for (const part of repeated) part.isSure = false;
  first.least = Math.min(first.least, least);
  first.most = Math.max(first.most, most);
}

/**
 * In how many ways one text can be shared out between the parts of a pattern, at most: two repetitions that fit the same signs, with
 * nothing sure between them that either cannot be, try every place where one ends and the other begins. Counts too many rather than
 * too few. A pattern that may begin anywhere begins with a repetition of everything.
 */
function waysOf(value: string): number {
  const { parts, choices } = partsOf(value);
  const isAnchored = value.startsWith('^') && !/\|/.test(outermost(value));
  const anywhere: Part = { fits: new Set(ALPHABET), least: 0, most: Infinity, isSure: false };
  const all = isAnchored ? parts : [anywhere, ...parts];
  const shared = all.filter((part, at) =>
    all.slice(0, at).some((before, from) => mayShare(all, before, from, part, at)),
  );
  return shared.reduce((ways, part) => ways * Math.min(LONGEST_MATCHED, part.most - part.least + 1), choices);
}

function mayShare(all: readonly Part[], before: Part, from: number, part: Part, at: number): boolean {
  if (before.least === before.most || part.least === part.most) return false;
  if (areApart(before, part)) return false;
  const between = all.slice(from + 1, at).filter(({ isSure, least }) => isSure && least > 0);
  return !between.some((sure) => areApart(sure, before) || areApart(sure, part));
}
/** No sign fits both. */
const areApart = (one: Part, other: Part): boolean => ![...one.fits].some((sign) => other.fits.has(sign));

/** The pattern without what stands in groups. */
function outermost(value: string): string {
  let [depth, outside] = [0, ''];
  for (const [piece] of value.matchAll(PIECE)) {
    if (piece.startsWith('(')) depth += 1;
    else if (piece === ')') depth -= 1;
    else if (depth === 0 && !piece.startsWith('[') && !piece.startsWith('\\')) outside += piece;
  }
  return outside;
}

/**
 * A regular expression that an admin may give and that runs in everybody's browser: at most 300 signs, and no text of
 * `LONGEST_MATCHED` signs keeps it busy.
 */
export const crmPattern = text(300)
  .refine(compiles, { message: 'is not a regular expression', abort: true })
  .refine((value) => !refersBack(value), { message: 'must not refer back to a group', abort: true })
  .refine((value) => !repeatsRepeats(value), {
    message: 'must not repeat a group that repeats something or offers a choice',
    abort: true,
  })
  .refine((value) => waysOf(value) <= MOST_WAYS, {
    message:
      'could take too long: repeats that fit the same characters need something between them that fits neither, such as "/"',
    abort: true,
  });
