import type { AttachmentRecord } from './attachments.repository.js';

const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * How bytes of strangers leave: to be saved, not shown; as the type we found in them and no other; and should a browser show them after
 * all, in a sandbox without scripts, frames, forms or any load. RFC 6266 names: ASCII for old clients, UTF-8 for all others.
 */
export const headersOf = ({ name, contentType, sizeBytes }: AttachmentRecord): Record<string, string> => ({
  'content-type': contentType,
  'content-length': String(sizeBytes),
  'content-disposition': `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encoded(name)}`,
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-store',
});
