import { GoogleError } from './errors.js';
import type { Media } from './handler.js';

export interface Uploaded {
  /** The JSON part; empty when the file came alone. */
  readonly json: string;
  readonly media: Media;
}

/**
 * What a request to an /upload path carries. UPLOAD is https://developers.google.com/workspace/drive/api/guides/manage-uploads: "Simple upload
 * (uploadType=media)", "Multipart upload (uploadType=multipart)". Resumable ones (uploadType=resumable) have no behaviour here.
 */
export function readUpload(uploadType: string | null, contentType: string, body: Buffer): Uploaded {
  if (uploadType === 'media') return { json: '', media: { contentType, content: body } };
  if (uploadType === 'multipart') return multipart(contentType, body);
  if (uploadType === 'resumable')
    throw new GoogleError(501, 'notImplemented', 'The sandbox has no behaviour for resumable uploads yet.');
  throw new GoogleError(400, 'badRequest', 'Invalid uploadType: it must be media, multipart or resumable.');
}

/** UPLOAD: "the body is formatted as a multipart/related content type [RFC2387] and contains two parts: Metadata [...] Media". */
function multipart(contentType: string, body: Buffer): Uploaded {
  const boundary = /^multipart\/related\s*;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw malformed('the content type is not multipart/related with a boundary.');
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1).map(readPart);
  const [json, file, ...more] = parts;
  if (!json || !file || more.length) throw malformed('there must be two parts, metadata and media.');
  if (!/^application\/json\b/i.test(json.contentType)) throw malformed('the first part must be JSON.');
  return { json: json.content.toString('utf8'), media: file };
}

function readPart(text: string): Media {
  const [head = '', ...rest] = text.replace(/^\r?\n/, '').split(/\r?\n\r?\n/);
  const separator = text.includes('\r\n\r\n') ? '\r\n\r\n' : '\n\n';
  const content = rest.join(separator).replace(/\r?\n$/, '');
  const contentType = /^content-type:\s*([^\r\n]+)/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream';
  return { contentType, content: Buffer.from(content, 'latin1') };
}

const malformed = (why: string) => new GoogleError(400, 'badContent', `Malformed multipart body: ${why}`);
