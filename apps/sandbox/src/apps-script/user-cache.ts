import { GasError } from './card-service.js';
import type { CacheEntry } from './protocol.js';
import { service } from './service.js';

/* Reference of Cache.put: "The maximum length of a key is 250 characters", "The maximum amount of data that can be stored per key is 100KB",
 * "The maximum is 21600 (6 hours)"; of CacheService: "the cap for cached items is 1,000 [...] those farthest from expiration are kept". */
const MAX_KEY = 250;
const MAX_VALUE = 100 * 1024;
const MAX_SECONDS = 21_600;
const MAX_ITEMS = 1000;

/** `CacheService.getUserCache()`. */
export function userCache(entries: Map<string, CacheEntry>): object {
  const key = (name: unknown): string => {
    if (typeof name === 'string' && name.length <= MAX_KEY) return name;
    throw new GasError('Argument too large: key');
  };
  return service('Cache', {
    get: (name: unknown) => {
      const entry = entries.get(key(name));
      return entry && entry.expiresAt > Date.now() ? entry.value : null;
    },
    put: (name: unknown, value: unknown, seconds: unknown = 600) => {
      if (typeof value !== 'string' || Buffer.byteLength(value) > MAX_VALUE)
        throw new GasError('Argument too large: value');
      if (!Number.isInteger(seconds) || Number(seconds) < 1 || Number(seconds) > MAX_SECONDS)
        throw new GasError('Invalid argument: expirationInSeconds');
      entries.set(key(name), { value, expiresAt: Date.now() + Number(seconds) * 1000 });
      if (entries.size > MAX_ITEMS) forgetSoonest(entries);
    },
    remove: (name: unknown) => void entries.delete(key(name)),
  });
}

function forgetSoonest(entries: Map<string, CacheEntry>): void {
  const [first] = [...entries].sort(([, one], [, other]) => one.expiresAt - other.expiresAt);
  if (first) entries.delete(first[0]);
}
