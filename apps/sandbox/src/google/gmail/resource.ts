import { GoogleError } from '../errors.js';
import type { Principal } from '../handler.js';
import type { JsonObject, Query } from '../strict.js';
import { type Message, wordsOf } from './mailbox.js';
import type { Part } from './mime.js';

const METADATA = 'https://www.googleapis.com/auth/gmail.metadata';
/** Attachments come by messages.attachments.get: "When present, contains the ID of an external attachment". */
const isAttachment = ({ filename }: Part): boolean => filename !== '';

/** A token that has nothing but the metadata scope. */
export const hasMetadataOnly = ({ scopes }: Principal): boolean =>
  scopes !== null &&
  scopes.includes(METADATA) &&
  !scopes.some((scope) => /mail\.google|gmail\.(modify|readonly)/.test(scope));

/** The message as `format` asks for it (REF Format: minimal, full, raw, metadata). */
export function messageResource(message: Message, query: Query, principal: Principal): JsonObject {
  const format = String(query.format ?? 'full').toLowerCase();
  if (!['minimal', 'full', 'raw', 'metadata'].includes(format))
    throw new GoogleError(400, 'invalidArgument', `Invalid value at 'format' (type.googleapis.com/...), "${format}"`);
  // REF Format, full and raw: "cannot be used when accessing the api using the gmail.metadata scope."
  if (hasMetadataOnly(principal) && (format === 'full' || format === 'raw'))
    throw new GoogleError(403, 'forbidden', `Metadata scope doesn't allow format ${format.toUpperCase()}`);
  const names = Array.isArray(query.metadataHeaders) ? query.metadataHeaders : [];
  return {
    ...summary(message),
    historyId: String(message.historyId),
    internalDate: String(message.internalDate),
    sizeEstimate: Buffer.byteLength(message.raw, 'base64'),
    ...(format === 'raw' && { raw: Buffer.from(message.raw, 'base64').toString('base64url') }),
    ...(format === 'full' && { payload: payloadOf(message.mime) }),
    ...(format === 'metadata' && { payload: metadataOf(message.mime, names) }),
  };
}

export const summary = ({ id, threadId, labelIds, mime }: Message): JsonObject => ({
  id,
  threadId,
  labelIds: [...labelIds],
  snippet: wordsOf(mime).replace(/\s+/g, ' ').trim().slice(0, 200),
});

/** REF metadataHeaders: "When given and format is METADATA, only include headers specified." */
function metadataOf({ mimeType, headers }: Part, names: readonly string[]): JsonObject {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const kept = headers.filter(({ name }) => !wanted.size || wanted.has(name.toLowerCase()));
  return { mimeType, headers: kept.map((header) => ({ ...header })) };
}

export function payloadOf(part: Part, partId = ''): JsonObject {
  const { mimeType, filename, headers, content, parts } = part;
  return {
    partId,
    mimeType,
    filename,
    headers: headers.map((header) => ({ ...header })),
    body: isAttachment(part)
      ? { size: content.length, attachmentId: attachmentId(partId) }
      : { size: content.length, ...(content.length && { data: content.toString('base64url') }) },
    ...(parts.length && { parts: parts.map((inner, index) => payloadOf(inner, join(partId, index))) }),
  };
}

/** The part behind an id that payloadOf gave out. */
export function findAttachment(part: Part, id: string, partId = ''): Part | null {
  if (isAttachment(part) && attachmentId(partId) === id) return part;
  return part.parts.reduce<Part | null>(
    (found, inner, index) => found ?? findAttachment(inner, id, join(partId, index)),
    null,
  );
}

const join = (partId: string, index: number): string => (partId ? `${partId}.${index}` : String(index));
const attachmentId = (partId: string): string => `ANGjdJ${Buffer.from(`part ${partId}`).toString('base64url')}`;
