import { inspect } from 'node:util';
import { calendarService } from './calendar-service.js';
import { cardService } from './card-service.js';
import { gmailApp } from './gmail-app.js';
import type { CacheEntry, Need, RunInput } from './protocol.js';
import { scriptApp, session, utilities } from './script-app.js';
import { needsOf, service } from './service.js';
import { type Send, urlFetch } from './url-fetch.js';
import { userCache } from './user-cache.js';

interface Host {
  readonly fetch: Send;
  readonly log: string[];
  readonly cache: Map<string, CacheEntry>;
  readonly needed: Need[];
  /** Makes plain objects of the script's own realm. */
  readonly fromJson: (text: string) => unknown;
}

/** The globals a script sees, each with the permission the person must have given for it. */
export function globals(input: RunInput, { fetch, log, cache, needed, fromJson }: Host): Record<string, unknown> {
  const needs = needsOf(input.scopes, needed);
  const say = (...words: unknown[]): void => {
    log.push(words.map((word) => (typeof word === 'string' ? word : inspect(word))).join(' '));
  };
  return {
    CardService: cardService(input.contract),
    console: service('console', { log: say, info: say, warn: say, error: say }),
    Utilities: utilities(),
    ScriptApp: scriptApp(input, needs),
    Session: session(input, needs),
    UrlFetchApp: service('UrlFetchApp', { fetch: urlFetch(input, needs, fetch) }),
    GmailApp: gmailApp(input, needs),
    CacheService: service('CacheService', { getUserCache: () => userCache(cache) }),
    ...(input.advancedServices.includes('Calendar')
      ? { Calendar: calendarService(input, needs, fetch, fromJson) }
      : {}),
  };
}
