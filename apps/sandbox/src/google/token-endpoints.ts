import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TokenError } from '../identity/tokens.js';
import type { GoogleParts } from './dispatch.js';
import { strikeGoogle } from './striking.js';

/** oauth2.googleapis.com: token, revoke and tokeninfo, under the fake's own prefix. */
export function registerTokenEndpoints(scope: FastifyInstance, prefix: string, parts: GoogleParts): void {
  scope.post(`${prefix}/token`, (request, reply) => token(parts, request, reply));
  for (const path of ['/revoke', '/o/oauth2/revoke'])
    scope.post(`${prefix}${path}`, (request, reply) => revoke(parts, request, reply));
  for (const path of ['/tokeninfo', '/oauth2/v3/tokeninfo'])
    scope.route({
      method: ['GET', 'POST'],
      url: `${prefix}${path}`,
      handler: (request, reply) => info(parts, request, reply),
    });
}

async function token({ tokens, faults, requests, save }: GoogleParts, request: FastifyRequest, reply: FastifyReply) {
  requests.count('token');
  const fault = faults.strike('token');
  if (fault && !(await strikeGoogle(fault, reply))) return reply;
  try {
    const answer = await tokens.grant(formOf(request));
    await save();
    return await reply.header('cache-control', 'no-store').send(answer);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    return reply.code(error.status).send({ error: error.code, error_description: error.description });
  }
}

async function revoke({ tokens, faults, requests, save }: GoogleParts, request: FastifyRequest, reply: FastifyReply) {
  requests.count('revoke');
  const fault = faults.strike('revoke');
  if (fault && !(await strikeGoogle(fault, reply))) return reply;
  const asked = formOf(request).get('token') ?? searchOf(request).get('token') ?? '';
  if (!tokens.consents.revokeToken(asked))
    return reply.code(400).send({ error: 'invalid_token', error_description: 'Token expired or revoked' });
  await save();
  return reply.send({});
}

async function info({ tokens, requests }: GoogleParts, request: FastifyRequest, reply: FastifyReply) {
  requests.count('tokeninfo');
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const asked = searchOf(request).get('access_token') ?? formOf(request).get('access_token') ?? bearer ?? '';
  const found = tokens.info(asked);
  return found
    ? reply.send(found)
    : reply.code(400).send({ error: 'invalid_token', error_description: 'Invalid Value' });
}

const formOf = ({ body }: FastifyRequest) => new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '');
const searchOf = ({ raw }: FastifyRequest) => new URL(raw.url ?? '/', 'http://sandbox').searchParams;
