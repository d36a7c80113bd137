/** One upload is at most this large (reliability.md: uploads 25 MB). */
export const MOST_ATTACHMENT_BYTES = 25_000_000;
/** What one escalation takes; those that were removed do not count. */
export const MOST_ATTACHMENTS = 50;
/** An upload that was not finished after this is given up, and its bytes go. */
export const UPLOAD_MINUTES = 60;
const LONGEST_NAME = 150;

/**
 * What may be attached, by the ending of its name: pictures, PDF, office documents without macros, and text. No archive and no
 * drawing that is a program (SVG, HTML): nobody can see what is inside before it opens.
 */
export const ATTACHMENT_TYPES = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  eml: 'message/rfc822',
} as const satisfies Record<string, string>;
export type AttachmentEnding = keyof typeof ATTACHMENT_TYPES;

const TEXTS: ReadonlySet<AttachmentEnding> = new Set(['txt', 'log', 'md', 'csv', 'json', 'eml']);
export const isTextEnding = (ending: AttachmentEnding): boolean => TEXTS.has(ending);

const isEnding = (text: string): text is AttachmentEnding => Object.hasOwn(ATTACHMENT_TYPES, text);

/** The ending of a cleaned name when it is one of {@link ATTACHMENT_TYPES}, in lower case; null otherwise. Only the last one counts. */
export function attachmentEnding(name: string): AttachmentEnding | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return isEnding(ending) ? ending : null;
}

// control characters, what turns the direction of reading ("gpj.exe" shown as "exe.jpg"), invisible ones, and what a shell or Windows reads
const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A file name as we keep and answer it: the last part of whatever path was sent, without characters that hide, command or mean
 * something to a system, at most 150 characters with the ending kept. Null when nothing is left. Cleaning a clean name changes nothing.
 */
export function cleanFileName(sent: string): string | null {
  const last = sent.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const cleaned = last
    .replace(UNFIT, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (cleaned === '') return null;
  const safe = RESERVED.test(cleaned) ? `_${cleaned}` : cleaned;
  return shorten(safe);
}

function shorten(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const ending = /\.[a-z0-9]{1,10}$/i.exec(name)?.[0] ?? '';
  // half a character at the cut would be unstorable
  const stem = name.slice(0, LONGEST_NAME - ending.length).replace(/[\ud800-\udbff]$/, '');
  return stem.replace(/[\s.]+$/, '') + ending;
}
