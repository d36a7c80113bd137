/** The first and last bytes of a file; `tail` ends where the file ends and may overlap `head`. */
export interface FileEnds {
  readonly sizeBytes: number;
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** A ZIP's directory ends with 22 bytes and a comment of at most 65,535. */
export const TAIL_BYTES = 65_557 + 22;
export const HEAD_BYTES = 4_096;
const PDF_WINDOW = 1_024;

const DIRECTORY_END = Buffer.from('PK\x05\x06', 'latin1');
const DIRECTORY_ENTRY = Buffer.from('PK\x01\x02', 'latin1');
const DIRECTORY_END_BYTES = 22;
/** "Look into the larger directory before me." */
const IN_ZIP64 = 0xffff_ffff;

interface ZipDirectory {
  /** Bytes between the end of the directory with its comment and the end of the file. */
  readonly after: number;
  /** Bytes before the first entry that no entry accounts for. */
  readonly before: number;
}

/** Where a reader of ZIP finds a directory, looking from the end as they all do; null when it would find none. */
export function zipDirectory({ sizeBytes, tail }: FileEnds): ZipDirectory | null {
  for (
    let at = tail.lastIndexOf(DIRECTORY_END);
    at >= 0;
    at = at === 0 ? -1 : tail.lastIndexOf(DIRECTORY_END, at - 1)
  ) {
    if (at + DIRECTORY_END_BYTES > tail.length) continue;
    const size = tail.readUInt32LE(at + 12);
    const offset = tail.readUInt32LE(at + 16);
    const end = at + DIRECTORY_END_BYTES + tail.readUInt16LE(at + 20);
    if (size === IN_ZIP64 || offset === IN_ZIP64) return { after: tail.length - end, before: 0 };
    const position = sizeBytes - tail.length + at;
    const startInTail = at - size;
    const isEntry =
      size === 0 || startInTail < 0 || tail.subarray(startInTail, startInTail + 4).equals(DIRECTORY_ENTRY);
    if (size <= position && isEntry) return { after: tail.length - end, before: position - size - offset };
  }
  return null;
}

/** A PDF reader looks for the signature in the first kilobyte, not only at the start. */
export const pdfStart = ({ head }: FileEnds): number => head.subarray(0, PDF_WINDOW).indexOf('%PDF-', 0, 'latin1');

/** The last bytes of a PDF after its end mark; null when there is no end mark. */
export function afterPdfEnd({ tail }: FileEnds): Buffer | null {
  const mark = tail.lastIndexOf('%%EOF', tail.length, 'latin1');
  return mark < 0 ? null : tail.subarray(mark + 5);
}

const LARGEST_GIF = 8_191;
const isTextByte = (byte: number): boolean => (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x20 && byte !== 0x7f);
const opensComment = (one: number | undefined, two: number | undefined): boolean =>
  one === 0x2f && (two === 0x2a || two === 0x2f);

/**
 * True when the header of a GIF, JPEG or WebP can be read as the start of a script: "GIF89a" is a name, so the size that follows may
 * be written as an assignment or open a comment that ends behind the picture.
 */
export function readsAsScript(contentType: string, { head }: FileEnds): boolean {
  if (contentType === 'image/jpeg' || contentType === 'image/webp') return opensComment(head[4], head[5]);
  if (contentType !== 'image/gif') return false;
  if (head.length < 13) return true;
  const [width, height] = [head.readUInt16LE(6), head.readUInt16LE(8)];
  return width > LARGEST_GIF || height > LARGEST_GIF || [...head.subarray(6, 13)].every(isTextByte);
}

// as browsers guess HTML (WHATWG MIME Sniffing, 7.1), and XML, which may be a drawing or a page
const MARKUP_START =
  /^\s*(?:<!doctype html|<html|<head|<script|<iframe|<h1|<div|<font|<table|<a|<style|<title|<b|<body|<br|<p|<svg)[\s>/]|^\s*<!--|^\s*<\?(?:xml|php)|^\s*\{\\rtf|^%!PS/i;

/** True when a text begins as a page, a drawing, a document or a program would; a byte order mark does not hide it. */
export const startsAsMarkup = (head: Buffer): boolean =>
  MARKUP_START.test(head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''));

// long enough that the bytes of a picture hold them by chance once in many million files
const MARKUP_INSIDE = /<script|<iframe|<html[\s>]|<!doctype|<\?php/i;
/** Of the end of one piece this much is looked at again with the next one. */
export const MARKUP_OVERLAP = 16;
/** True when a piece of a picture holds what begins a page or a program. */
export const holdsMarkup = (bytes: Buffer): boolean => MARKUP_INSIDE.test(bytes.toString('latin1'));

// control characters that no text has; tab, line ends, form feed and the escape of coloured logs are text
// oxlint-disable-next-line no-control-regex
const NO_TEXT = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/;
/** True when bytes cannot be text in any encoding that we take (UTF-8, Windows-1252). */
export const isBinary = (bytes: Buffer): boolean => NO_TEXT.test(bytes.toString('latin1'));
