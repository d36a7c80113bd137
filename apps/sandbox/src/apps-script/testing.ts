import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBundle, type Bundle } from './bundle.js';
import { CALENDAR_METHODS } from './calendar-methods.js';
import type { CardServiceContract } from './card-service.js';
import { googleEvent, type AddonEvent } from './event.js';
import type { FetchAnswer, FetchRequest, MessageMetadata, RunInput } from './protocol.js';
import { runAddon, type AddonRun } from './run-addon.js';

/* For the specs beside it: the built bundle, called as Google calls it, with the API answered for at the HTTP boundary. */
const root = fileURLToPath(new URL('../../../../', import.meta.url));
export const contract: CardServiceContract = JSON.parse(
  readFileSync(new URL('../../.output/contracts/card-service.json', import.meta.url), 'utf8'),
);
/** Where the API of the tests is: the address that the example cards lead to. */
export const BACKEND = 'http://127.0.0.1:4100';
/** The add-on built for a test, in a folder of its own; `remove` it afterwards. */
export interface BuiltAddon {
  readonly folder: string;
  readonly bundle: Bundle;
  readonly remove: () => void;
}
export async function builtAddon(answers: Readonly<Record<string, string>> = {}): Promise<BuiltAddon> {
  const folder = mkdtempSync(path.join(tmpdir(), 'addon-'));
  buildAddon(folder, { ADDON_BACKEND_URL: 'https://built.example', ...answers });
  const bundle = await readBundle(folder, BACKEND);
  return { folder, bundle, remove: () => rmSync(folder, { recursive: true }) };
}

/** Runs the add-on's own build; throws with what it said when it fails. */
export function buildAddon(folder: string, env: Readonly<Record<string, string>>): void {
  execFileSync(process.execPath, [path.join(root, 'apps/addon/build.mjs')], {
    env: { ...process.env, ADDON_OUT_DIR: folder, ...env },
    stdio: 'pipe',
  });
}

export const mail: MessageMetadata = {
  id: 'm1',
  threadId: 't1',
  from: '"Lena Vogt" <lena@corvane.example>',
  to: 'ana@harbor.example',
  cc: '',
  subject: 'Where is our July invoice?',
};

/** Where Google's own APIs are, for the advanced services. */
export const GOOGLE = 'https://www.googleapis.example';
const BEN = { email: 'ben@harbor.example', url: GOOGLE, token: 'ya29.of-ben' };

export interface Api {
  readonly requests: FetchRequest[];
  readonly fetch: (request: FetchRequest) => Promise<FetchAnswer>;
}
/** An API that answers every path from a table; `down` is no answer at all. */
export function api(answers: Readonly<Record<string, { status?: number; body: unknown } | 'down'>>): Api {
  const requests: FetchRequest[] = [];
  return {
    requests,
    fetch: async (request) => {
      requests.push(request);
      const answer = answers[new URL(request.url).pathname];
      if (answer === undefined || answer === 'down') return { failed: 'refused' };
      return { status: answer.status ?? 200, headers: {}, text: JSON.stringify(answer.body) };
    },
  };
}

export interface Call {
  readonly event?: AddonEvent;
  readonly message?: MessageMetadata | null;
  readonly userCache?: RunInput['userCache'];
  readonly scopes?: readonly string[];
  readonly code?: string;
  /** Whose account it is, and Google's own APIs for it; Ben's, answered for like the API, unless a test has another. */
  readonly google?: { readonly email: string; readonly url: string; readonly token: string };
}
export const runFor = (
  bundle: Bundle,
  functionName: string,
  backend: Api,
  { event = {}, message = mail, userCache = {}, scopes, code, google = BEN }: Call = {},
) =>
  runAddon(
    {
      code: code ?? bundle.code,
      scopes: scopes ?? bundle.scopes,
      manifestScopes: bundle.scopes,
      urlFetchWhitelist: bundle.urlFetchWhitelist,
      openLinkUrlPrefixes: bundle.openLinkUrlPrefixes,
      advancedServices: bundle.advancedServices,
      email: google.email,
      google: { url: google.url, token: google.token, calendar: CALENDAR_METHODS },
      contract,
      functionName,
      userCache,
      identityToken: 'header.claims.signature',
      messages: message ? [message] : [],
      messageToken: message ? 'open-message' : null,
      event: googleEvent(event, {
        timeZone: 'Europe/Berlin',
        locale: 'de',
        now: Temporal.Instant.from('2026-07-07T10:48:00Z'),
        email: google.email,
        scopes: scopes ?? bundle.scopes,
        message: message ? { id: message.id, threadId: message.threadId, accessToken: 'open-message' } : null,
      }),
    },
    backend.fetch,
  );

export const cardsOf = (result: AddonRun): unknown[] =>
  result.printed.kind === 'cards' ? [...result.printed.cards] : [];
export const draftOf = (result: AddonRun): unknown =>
  result.printed.kind === 'draft' ? result.printed.draft : undefined;
export const actionOf = (result: AddonRun): unknown =>
  result.printed.kind === 'action' ? result.printed.action : undefined;
