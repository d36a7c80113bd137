import { errorCodes, type FastifyInstance } from 'fastify';
import { MalformedInput } from './problem.js';
import { isSigned, keepSigned } from './signed-body.js';
import { isUnreadForm, LONGEST_FORM_BYTES } from './upload.js';

/** Deeper than any contract, far below what recursive code (validation, hashing) can take. */
const MAX_DEPTH = 64;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
const FORM = 'application/x-www-form-urlencoded';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** True when arrays and objects of a JSON text are nested deeper than `limit`. One pass, no recursion, before parsing. */
export function isNestedDeeper(json: string, limit: number): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (inText) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) inText = false;
    } else if (code === QUOTE) inText = true;
    else if (OPENING.has(code)) {
      if (++depth > limit) return true;
    } else if (CLOSING.has(code)) depth--;
  }
  return false;
}

/**
 * JSON is the only kind of body the API takes (415 otherwise). Refused with 400: text that is not JSON, `__proto__` and
 * `constructor.prototype`, and nesting deeper than 64. An empty body counts as none. Only where a sender signs the bytes they are kept as
 * they are, web forms too; and where a contract says `form`, one of which nothing is read is let in (RFC 8058).
 */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (isSigned(request)) return done(null, keepSigned(request, body));
    if (body === '') return done(null, undefined);
    if (isNestedDeeper(body, MAX_DEPTH))
      return done(new MalformedInput([{ path: '', message: `nested deeper than ${MAX_DEPTH} levels` }]));
    return parse(request, body, done);
  });
  fastify.addContentTypeParser<string>(FORM, { parseAs: 'string' }, (request, body, done) => {
    if (isSigned(request)) return done(null, keepSigned(request, body));
    if (!isUnreadForm(request)) return done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(FORM));
    return body.length > LONGEST_FORM_BYTES ? done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE()) : done(null, undefined);
  });
}
