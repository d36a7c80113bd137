import { createHash, randomUUID } from 'node:crypto';
import { GasError } from './card-service.js';
import type { RunInput } from './protocol.js';
import { type Needs, SCOPE, service } from './service.js';

/** `ScriptApp`: who the person is, and what they allowed. */
export function scriptApp(input: RunInput, needs: Needs): object {
  const AuthMode = service('ScriptApp.AuthMode', { NONE: 'NONE', LIMITED: 'LIMITED', FULL: 'FULL' });
  const AuthorizationStatus = service('ScriptApp.AuthorizationStatus', {
    REQUIRED: 'REQUIRED',
    NOT_REQUIRED: 'NOT_REQUIRED',
  });
  return service('ScriptApp', {
    AuthMode,
    AuthorizationStatus,
    // "the identity token [...] if the openid scope has been granted"; its address stands in it with userinfo.email only
    getIdentityToken: () => {
      needs('ScriptApp.getIdentityToken', 'openid');
      needs('the address in ScriptApp.getIdentityToken', `${SCOPE}userinfo.email`);
      return input.identityToken;
    },
    getAuthorizationInfo: (mode: unknown) => {
      if (!['NONE', 'LIMITED', 'FULL'].includes(String(mode))) throw new GasError('Invalid argument: authMode');
      const isAllGiven = input.manifestScopes.every((scope) => input.scopes.includes(scope));
      return service('AuthorizationInfo', {
        getAuthorizationStatus: () => (isAllGiven ? 'NOT_REQUIRED' : 'REQUIRED'),
        getAuthorizationUrl: () =>
          isAllGiven ? null : `https://script.google.com/macros/authorize?scope=${encodeURIComponent('all')}`,
      });
    },
  });
}

/** `Session.getActiveUser()`. */
export const session = (input: RunInput, needs: Needs): object =>
  service('Session', {
    getActiveUser: () =>
      service('User', {
        getEmail: () => {
          needs('User.getEmail', `${SCOPE}userinfo.email`);
          return input.email;
        },
      }),
  });

/** `Utilities`, as far as it is used. Bytes are signed in Apps Script. */
export const utilities = (): object =>
  service('Utilities', {
    getUuid: () => randomUUID(),
    DigestAlgorithm: service('Utilities.DigestAlgorithm', { SHA_256: 'SHA_256' }),
    computeDigest: (algorithm: unknown, text: unknown) => {
      if (algorithm !== 'SHA_256' || typeof text !== 'string') throw new GasError('Invalid argument: computeDigest');
      return [...new Int8Array(createHash('sha256').update(text, 'utf8').digest())];
    },
    base64EncodeWebSafe: (bytes: unknown) => {
      const isText = typeof bytes === 'string';
      if (!isText && !Array.isArray(bytes)) throw new GasError('Invalid argument: base64EncodeWebSafe');
      const buffer = isText ? Buffer.from(bytes, 'utf8') : Buffer.from(Int8Array.from(bytes).buffer);
      return buffer.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
    },
  });
