import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Bundle {
  readonly code: string;
  readonly scopes: readonly string[];
  readonly urlFetchWhitelist: readonly string[];
  readonly openLinkUrlPrefixes: readonly string[];
  /** User symbols of the advanced services that are switched on. */
  readonly advancedServices: readonly string[];
  /** Functions Google may call: the manifest's triggers, and the one function of all buttons. */
  readonly functions: ReadonlySet<string>;
}

interface Manifest {
  readonly oauthScopes: readonly string[];
  readonly urlFetchWhitelist: readonly string[];
  readonly dependencies: { readonly enabledAdvancedServices?: readonly { readonly userSymbol: string }[] };
  readonly addOns: { readonly common: { readonly openLinkUrlPrefixes: readonly string[] } };
}

const triggers = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'string' && /^(?:runFunction|onTriggerFunction)$/.test(key) ? [inner] : triggers(inner),
  );
};

/**
 * Reads the built project (Code.js, appsscript.json). It is built for one backend address; `backendUrl` takes its place, so that
 * the sandbox works on any port without a new build.
 */
export async function readBundle(folder: string, backendUrl: string): Promise<Bundle> {
  const read = (file: string) => readFile(path.join(folder, file), 'utf8');
  const [code, manifestText] = await Promise.all([read('Code.js'), read('appsscript.json')]);
  const built = (JSON.parse(manifestText) as Manifest).urlFetchWhitelist[0]?.replace(/\/$/, '');
  if (!built) throw new Error(`${folder}/appsscript.json has no urlFetchWhitelist: build apps/addon first`);
  const actual = backendUrl.replace(/\/+$/, '');
  const manifest = JSON.parse(manifestText.replaceAll(built, actual)) as Manifest;
  return {
    code: code.replaceAll(built, actual),
    scopes: manifest.oauthScopes,
    urlFetchWhitelist: manifest.urlFetchWhitelist,
    openLinkUrlPrefixes: manifest.addOns.common.openLinkUrlPrefixes,
    advancedServices: (manifest.dependencies.enabledAdvancedServices ?? []).map(({ userSymbol }) => userSymbol),
    functions: new Set([...triggers(manifest.addOns), 'onAction']),
  };
}
