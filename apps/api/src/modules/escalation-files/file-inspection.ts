import { type FileHandle, open } from 'node:fs/promises';
import { ATTACHMENT_TYPES, type AttachmentEnding, DomainError, isTextEnding } from '@understudy/domain';
import { fileTypeFromFile } from 'file-type';
import {
  afterPdfEnd,
  type FileEnds,
  HEAD_BYTES,
  holdsMarkup,
  isBinary,
  MARKUP_OVERLAP,
  pdfStart,
  readsAsScript,
  startsAsMarkup,
  TAIL_BYTES,
  zipDirectory,
} from './file-shapes.js';

const PIECE_BYTES = 256 * 1024;
/** What the detector calls the same thing otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = { 'image/apng': 'image/png' };

/**
 * Looks into a received file and answers the content type it is served as. Throws attachments.content-mismatch when it is not what its ending
 * says, attachments.ambiguous when it can be read as another kind of file as well (a picture that is a script, a PDF that is an archive, a
 * page called text). Reads in pieces and unpacks nothing: a bomb stays closed.
 */
export async function inspectFile(path: string, ending: AttachmentEnding): Promise<string> {
  const file = await open(path);
  try {
    const ends = await endsOf(file);
    return isTextEnding(ending)
      ? await inspectText(file, ends, ending)
      : await inspectBinary(file, ends, ending, (await fileTypeFromFile(path))?.mime);
  } finally {
    await file.close();
  }
}

async function endsOf(file: FileHandle): Promise<FileEnds> {
  const { size } = await file.stat();
  const read = async (from: number, length: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  };
  const tailBytes = Math.min(size, TAIL_BYTES);
  return {
    sizeBytes: size,
    head: await read(0, Math.min(size, HEAD_BYTES)),
    tail: await read(size - tailBytes, tailBytes),
  };
}

const mismatch = (ending: AttachmentEnding): DomainError => new DomainError('attachments.content-mismatch', { ending });
const ambiguous = (): DomainError => new DomainError('attachments.ambiguous');

async function inspectText(file: FileHandle, ends: FileEnds, ending: AttachmentEnding): Promise<string> {
  if (startsAsMarkup(ends.head) || pdfStart(ends) >= 0 || zipDirectory(ends)) throw ambiguous();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  for await (const piece of pieces(file)) {
    if (isBinary(piece)) throw mismatch(ending);
    isUtf8 &&= decodes(decoder, piece);
  }
  isUtf8 &&= decodes(decoder);
  if (!fits(ends.head, ending)) throw mismatch(ending);
  return `${ATTACHMENT_TYPES[ending]}; charset=${isUtf8 ? 'utf-8' : 'windows-1252'}`;
}

/** Broken characters, also one that ends in the next piece and does not; without bytes: whether one is still open. */
function decodes(decoder: TextDecoder, piece?: Buffer): boolean {
  try {
    decoder.decode(piece, { stream: piece !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** JSON begins with a value and an e-mail with a header; of other texts nothing is known. */
function fits(head: Buffer, ending: AttachmentEnding): boolean {
  const text = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  if (ending === 'json') return /^\s*(?:[[{"\d-]|true|false|null)/.test(text);
  if (ending === 'eml') return /^(?:From |[!-9;-~]+:)/.test(text);
  return true;
}

async function inspectBinary(
  file: FileHandle,
  ends: FileEnds,
  ending: AttachmentEnding,
  detected: string | undefined,
): Promise<string> {
  const expected = ATTACHMENT_TYPES[ending];
  if (detected === undefined || (OTHER_NAMES[detected] ?? detected) !== expected) throw mismatch(ending);
  const zip = zipDirectory(ends);
  if (ending === 'pdf') {
    const rest = afterPdfEnd(ends);
    if (pdfStart(ends) !== 0 || rest === null) throw mismatch(ending);
    if (zip || holdsMarkup(ends.head.subarray(0, 1_024)) || holdsMarkup(rest)) throw ambiguous();
  } else if (expected.startsWith('image/')) {
    if (zip || pdfStart(ends) >= 0 || readsAsScript(expected, ends)) throw ambiguous();
    for await (const piece of pieces(file, MARKUP_OVERLAP)) if (holdsMarkup(piece)) throw ambiguous();
  } else {
    if (!zip) throw mismatch(ending);
    if (zip.before !== 0 || zip.after !== 0 || pdfStart(ends) >= 0) throw ambiguous();
  }
  return expected;
}

/** The bytes from the start, piece by piece; each but the first begins with the last `overlap` bytes of the one before. */
async function* pieces(file: FileHandle, overlap = 0): AsyncGenerator<Buffer> {
  const buffer = Buffer.alloc(PIECE_BYTES);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    if (bytesRead < PIECE_BYTES) return;
    position += bytesRead - overlap;
  }
}
