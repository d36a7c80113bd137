import { ATTACHMENT_TYPES, MOST_ATTACHMENT_BYTES, MOST_ATTACHMENTS, attachmentEnding } from '@understudy/domain';
import type { Say } from '../say.js';

/** For the file dialog: what may be attached at all. */
export const ACCEPTED = Object.keys(ATTACHMENT_TYPES)
  .map((ending) => `.${ending}`)
  .join(',');

/** What is wrong with a file before it is kept, in words; null when the server would look at it. Its content is the server's to judge. */
export function checkFile(
  file: { readonly name: string; readonly size: number },
  already: number,
  say: Say,
): string | null {
  if (already >= MOST_ATTACHMENTS) return say('files.tooMany');
  if (attachmentEnding(file.name) === null) return say('files.wrongKind', file.name);
  if (file.size === 0) return say('files.empty', file.name);
  if (file.size > MOST_ATTACHMENT_BYTES) return say('files.tooLarge', file.name);
  return null;
}

/** "240 KB", "1.2 MB": as the limit counts, a thousand to a step. */
export const sizeWords = (bytes: number, say: Say): string =>
  bytes < 1_000_000
    ? say('files.kb', String(Math.max(1, Math.round(bytes / 1000))))
    : say('files.mb', (bytes / 1_000_000).toFixed(1));
