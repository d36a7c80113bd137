import { browser } from 'wxt/browser';
import type { Exchange, Session } from './session.js';
import { TokenAnswer } from './session.js';

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const randomText = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

const challengeOf = async (verifier: string): Promise<string> =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));

export type SignInResult = 'ok' | 'cancelled' | 'refused' | 'offline';

/**
 * Signs in through the browser's own window: authorization code with PKCE. The code reaches only this extension (the redirect
 * address holds its id), is bound to the verifier that never leaves it, and to the state of this very attempt.
 */
export async function signIn(session: Session): Promise<SignInResult> {
  const [state, verifier] = [randomText(), randomText()];
  const redirectUri = browser.identity.getRedirectURL();
  const url = new URL('/api/session/authorize', __API_URL__);
  url.search = new URLSearchParams({
    client: 'extension',
    redirect_uri: redirectUri,
    state,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
  }).toString();

  const back = await openWindow(url.href);
  if (!back) return (await isReachable()) ? 'cancelled' : 'offline';

  const answer = new URL(back).searchParams;
  const code = answer.get('code');
  if (!code || answer.get('state') !== state) return 'refused';
  return session.start({ code, code_verifier: verifier, redirect_uri: redirectUri });
}

/** Null when the person closed the window or the page did not load: the browser tells both only as text. */
async function openWindow(url: string): Promise<string | null> {
  try {
    return (await browser.identity.launchWebAuthFlow({ url, interactive: true })) ?? null;
  } catch {
    return null;
  }
}

async function isReachable(): Promise<boolean> {
  try {
    return (await fetch(new URL('/health/live', __API_URL__))).ok;
  } catch {
    return false;
  }
}

const post = (path: string, body: Record<string, string>): Promise<Response> =>
  fetch(new URL(path, __API_URL__), {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

export const exchange: Exchange = async (form) => {
  try {
    const response = await post('/api/session/token', form);
    if (response.ok) return TokenAnswer.parse(await response.json());
    return response.status >= 500 || response.status === 429 ? 'offline' : 'refused';
  } catch (error) {
    if (error instanceof TypeError) return 'offline';
    throw error;
  }
};

/** Ends the family of refresh tokens on the server. Best effort: without a connection the local ones are gone all the same. */
export async function revoke(refreshToken: string): Promise<void> {
  try {
    await post('/api/session/revoke', { refresh_token: refreshToken });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
