import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, type Worker, chromium } from 'playwright-core';
import { findChromium } from '../../tools/test/find-chromium.mjs';

/*
 * Real Chromium for the end-to-end tests:
 *
 *   describeInBrowser('the dashboard', () => {
 *     let browser: Browser;
 *     beforeAll(async () => { browser = await launchChromium(); });
 *     afterAll(() => browser.close());
 *     ...
 *   });
 *
 * Where no Chromium is found the block is skipped, with the reason in its name; `npm test` says how to get one.
 */

const VIEWPORT = { width: 1440, height: 900 };
/** A browser's cold start on a machine that others use too. */
const START_TIMEOUT_MS = 120_000;
/** How long anything on a page may take; playwright's own 30 s are too short for a slow machine that settles a jump of the clock. */
export const PAGE_TIMEOUT_MS = 90_000;
/** Chromium refuses its own sandbox as root, which is how containers run tests; the pages are ours. */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'];

const executablePath = process.env['UNDERSTUDY_NO_BROWSER'] ? null : findChromium();

/** `describe`, or its skipped form with the reason where there is no browser. */
export function describeInBrowser(name: string, block: () => void): void {
  if (executablePath) describe(name, block);
  else describe.skip(`${name} (no Chromium: set CHROMIUM_PATH)`, block);
}

/** A fresh browser without a profile; close it in afterAll. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: theBrowser(), headless: true, args: ARGS, timeout: START_TIMEOUT_MS });
}

export interface BrowserWithExtension {
  readonly context: BrowserContext;
  readonly worker: Worker;
  readonly extensionId: string;
  /** Closes the browser and removes its profile. */
  close(): Promise<void>;
}

export interface ExtensionOptions {
  /** Absolute path of the built extension, such as apps/extension/.output/chrome-mv3. */
  readonly folder: string;
  /** Optional host permissions that count as granted, such as `http://127.0.0.1/*`: nobody can click Chrome's own prompt. */
  readonly origins?: readonly string[];
  /** Put into the extension's own storage (storage.local) before the browser that is handed out starts. */
  readonly stored?: Readonly<Record<string, unknown>>;
  readonly colorScheme?: 'light' | 'dark';
  /** Of the browser's own words and of the extension's, such as `de`; the machine's when not given. */
  readonly language?: string;
  /** With a window: on the display of DISPLAY, or of this one. */
  readonly headed?: boolean | { readonly display: string };
  /** A profile that stays, for whoever has to sign in by hand; a new one when not given. */
  readonly profile?: string;
}

/** A browser with a profile of its own and the built extension loaded; waits until its service worker runs. */
export async function launchWithExtension(options: ExtensionOptions): Promise<BrowserWithExtension> {
  const profile = options.profile ?? mkdtempSync(path.join(os.tmpdir(), 'understudy-chromium-'));
  let running = await open(profile, options);
  if (options.origins?.length || options.stored) {
    if (options.stored) await running.worker.evaluate(`chrome.storage.local.set(${JSON.stringify(options.stored)})`);
    await running.context.close();
    if (options.origins?.length) grantOrigins(profile, running.extensionId, options.origins);
    running = await open(profile, options);
  }
  const { context, worker, extensionId } = running;
  return {
    context,
    worker,
    extensionId,
    close: async () => {
      await context.close();
      if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

async function open(profile: string, { folder, colorScheme, language, headed = false }: ExtensionOptions) {
  const display = typeof headed === 'object' ? { env: { ...process.env, DISPLAY: headed.display } } : {};
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: theBrowser(),
    ...(headed ? {} : { channel: 'chromium' }), // the new headless mode; the old one has no extensions
    headless: !headed,
    ...display,
    timeout: START_TIMEOUT_MS,
    viewport: VIEWPORT,
    ...(colorScheme ? { colorScheme } : {}),
    ...(language ? { locale: language } : {}),
    args: [
      ...ARGS,
      ...(language ? [`--lang=${language}`] : []),
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
    ],
  });
  context.setDefaultTimeout(PAGE_TIMEOUT_MS);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return { context, worker, extensionId: new URL(worker.url()).host };
}

/** Written into the profile between two launches, as if the person had allowed them. */
function grantOrigins(profile: string, extensionId: string, origins: readonly string[]): void {
  const file = path.join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(readFileSync(file, 'utf8'));
  const settings = preferences.extensions?.settings?.[extensionId];
  if (!settings) throw new Error(`${file} does not know extension ${extensionId}`);
  for (const key of ['granted_permissions', 'active_permissions', 'runtime_granted_permissions']) {
    settings[key] = {
      api: [],
      manifest_permissions: [],
      scriptable_host: [],
      ...settings[key],
      explicit_host: origins,
    };
  }
  writeFileSync(file, JSON.stringify(preferences));
}

function theBrowser(): string {
  if (!executablePath) throw new Error('no Chromium: use describeInBrowser, or set CHROMIUM_PATH');
  return executablePath;
}
