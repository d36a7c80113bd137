import { DomainError } from '@understudy/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../../config/index.js';
import { isLoopbackHost } from '../http/hosts.js';

const isSecure = (env: Env): boolean => env.apiUrl.startsWith('https:');

/** `__Host-` makes browsers insist on TLS, this exact host and the whole site; plain http on loopback cannot have it. */
export const sessionCookieName = (env: Env): string => (isSecure(env) ? '__Host-understudy' : 'understudy');

export const readSessionCookie = (request: Pick<FastifyRequest, 'cookies'>, env: Env): string | undefined =>
  request.cookies[sessionCookieName(env)];

/** Keeps the dashboard's token where scripts cannot read it and other sites cannot send it. */
export function setSessionCookie(reply: FastifyReply, env: Env, token: string, lifetimeSeconds: number): void {
  void reply.setCookie(sessionCookieName(env), token, {
    path: '/',
    httpOnly: true,
    secure: isSecure(env),
    sameSite: 'strict',
    maxAge: lifetimeSeconds,
  });
}

export function clearSessionCookie(reply: FastifyReply, env: Env): void {
  void reply.clearCookie(sessionCookieName(env), {
    path: '/',
    httpOnly: true,
    secure: isSecure(env),
    sameSite: 'strict',
  });
}

const SAFE = new Set(['GET', 'HEAD']);

/**
 * A request that changes something and is signed in by cookie must come from a page of ours: browsers always send Origin
 * with those. Ours is the public address; in sandbox mode also the loopback address the request was sent to. Throws `identity.origin-refused`.
 */
export function ensureOwnOrigin(request: Pick<FastifyRequest, 'method' | 'headers'>, env: Env): void {
  if (SAFE.has(request.method)) return;
  const { origin, host } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) throw new DomainError('identity.origin-refused');
  const from = new URL(origin);
  if (from.origin === new URL(env.apiUrl).origin) return;
  if (env.mode === 'sandbox' && from.host === host && isLoopbackHost(host)) return;
  throw new DomainError('identity.origin-refused');
}

const SIGN_IN_PATH = '/api/session/google';
const signInName = (env: Env): string => (isSecure(env) ? '__Secure-understudy-sign-in' : 'understudy-sign-in');

/** Lax, because Google's answer is a navigation from another site; it goes to the callback only and ends in ten minutes. */
export function setSignInCookie(reply: FastifyReply, env: Env, value: string, lifetimeSeconds: number): void {
  void reply.setCookie(signInName(env), value, {
    path: SIGN_IN_PATH,
    httpOnly: true,
    secure: isSecure(env),
    sameSite: 'lax',
    maxAge: lifetimeSeconds,
  });
}

/** Reads the cookie of a begun sign-in and clears it: each is good for one answer. */
export function takeSignInCookie(request: FastifyRequest, reply: FastifyReply, env: Env): string | undefined {
  void reply.clearCookie(signInName(env), {
    path: SIGN_IN_PATH,
    httpOnly: true,
    secure: isSecure(env),
    sameSite: 'lax',
  });
  return request.cookies[signInName(env)];
}
