import { GasError } from './card-service.js';
import type { Need } from './protocol.js';

export const SCOPE = 'https://www.googleapis.com/auth/';

/** A service of Apps Script: names it does not have throw instead of being undefined. */
export function service(name: string, members: Readonly<Record<string, unknown>>): object {
  return new Proxy(Object.freeze({ ...members }), {
    get(target, key) {
      if (typeof key === 'symbol' || Object.hasOwn(target, key)) return Reflect.get(target, key);
      throw new GasError(`${name}.${key} is not there in this stand-in of Apps Script`);
    },
  });
}

/** Called by everything that needs a permission, with the scopes of which any one is enough. */
export type Needs = (what: string, ...scopes: string[]) => void;

/** Throws as Google does when the person allowed none of the scopes; notes what was needed either way. */
export const needsOf =
  (granted: readonly string[], noted: Need[]): Needs =>
  (what, ...scopes) => {
    noted.push({ what, scopes });
    if (scopes.some((scope) => granted.includes(scope))) return;
    throw new GasError(
      `Specified permissions are not sufficient to call ${what}. Required permissions: ${scopes.join(' || ')}`,
    );
  };
