export interface Manifest {
  runtimeVersion: string;
  dependencies: object;
  oauthScopes: string[];
  urlFetchWhitelist: string[];
  addOns: {
    common: {
      logoUrl: string;
      openLinkUrlPrefixes: string[];
      universalActions?: { label: string; openLink?: string; runFunction?: string }[];
      [more: string]: unknown;
    };
    [host: string]: unknown;
  };
  [more: string]: unknown;
}
export function manifestFor(
  template: string,
  answers: { readonly backend: string; readonly links: readonly string[]; readonly readsCalendar: boolean },
): Manifest;
export function backendUrl(text: string): string;
export function linkPrefixes(text: string): string[];
export function triggersOf(value: unknown): string[];
export function problemsOf(manifest: Manifest, functions: readonly string[]): string[];
