import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page, Worker } from 'playwright-core';
import type { BrowserWithExtension } from '../support/chromium.js';
import { isUpToDate } from '../../tools/prepare/build.mjs';
import { eventually } from '../support/eventually.js';

const WORKSPACE = path.resolve(import.meta.dirname, '../..');
const EXTENSION = path.join(WORKSPACE, 'apps/extension');
/** The backend of a build that is told none: where `npm start` listens. */
const PREPARED_FOR = 'http://127.0.0.1:4100';
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The part of the browser's own interface that the tests ask inside the extension's worker. */
declare const chrome: {
  tabs: { query(which: object): Promise<{ id?: number; url?: string }[]> };
  runtime: { getContexts(which: object): Promise<{ documentUrl?: string }[]> };
};

/** An extension that can be loaded, in a folder of its own. */
export interface BuiltExtension {
  readonly folder: string;
  remove(): void;
}

/**
 * The extension for a backend, whose address is built in. Takes what was prepared and puts this address into a copy of it: the
 * same script as people get, without seconds of building for every spec file. Where nothing fresh was prepared, or it was built
 * for another host (which the manifest names, too), and for Firefox, it is built.
 */
export async function buildExtension(
  apiUrl: string,
  browser: 'chrome' | 'firefox' = 'chrome',
): Promise<BuiltExtension> {
  const out = mkdtempSync(path.join(os.tmpdir(), 'understudy-extension-'));
  const folder = path.join(out, `${browser}-mv3`);
  const remove = () => rmSync(out, { recursive: true, force: true });
  if (browser === 'chrome' && copyPrepared(apiUrl, folder)) return { folder, remove };

  await promisify(execFile)(
    process.execPath,
    [path.join(WORKSPACE, 'node_modules/wxt/bin/wxt.mjs'), 'build', '--browser', browser],
    {
      cwd: EXTENSION,
      // Jest says "test", with which libraries keep their development checks: another script than the one people get.
      env: { ...process.env, NODE_ENV: 'production', UNDERSTUDY_API_URL: apiUrl, UNDERSTUDY_EXTENSION_OUT: out },
    },
  );
  return { folder, remove };
}

/** False, and nothing made, when what was prepared is not what a build for this address would be but for the address. */
function copyPrepared(apiUrl: string, folder: string): boolean {
  const prepared = path.join(EXTENSION, '.output/chrome-mv3');
  if (new URL(apiUrl).hostname !== new URL(PREPARED_FOR).hostname) return false;
  if (!isUpToDate(WORKSPACE, '@understudy/extension') || !existsSync(prepared)) return false;
  if (!readFileSync(path.join(prepared, 'background.js'), 'utf8').includes(PREPARED_FOR)) return false;

  cpSync(prepared, folder, { recursive: true });
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|html|json)$/.test(file)) continue;
    const place = path.join(folder, file);
    writeFileSync(place, readFileSync(place, 'utf8').replaceAll(PREPARED_FOR, new URL(apiUrl).origin));
  }
  return true;
}

/** Waits until the browser will put the bar into pages: the worker registers it only after it has started. */
export const untilBarsCome = (worker: Worker): Promise<void> =>
  eventually(async () => {
    const scripts = await worker.evaluate('chrome.scripting.getRegisteredContentScripts().then((all) => all.length)');
    if (scripts !== 1) throw new Error(`${String(scripts)} content scripts are registered`);
  });

/** Our scripts on a page, to be spoken to in their own world, which the page cannot see. */
async function ourScriptsOn(page: Page) {
  const session = await page.context().newCDPSession(page);
  const contextIds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context: { id, origin } }) => {
    if (origin.startsWith('chrome-extension:')) contextIds.push(id);
  });
  await session.send('Runtime.enable');
  return { session, contextIds };
}

/** Waits until the script on the page has lost its extension, as after an update: nobody answers it any more. */
export async function untilCutOff(page: Page): Promise<void> {
  const { session, contextIds } = await ourScriptsOn(page);
  await eventually(async () => {
    const expression = 'chrome.runtime?.id ?? null';
    const ids = await Promise.all(
      contextIds.map((contextId) => session.send('Runtime.evaluate', { contextId, expression, returnByValue: true })),
    );
    if (ids.length !== 1 || ids[0]?.result.value !== null) throw new Error(`still of ${JSON.stringify(ids)}`);
  });
  await session.detach();
}

/** What the worker answers to a message of our script on the page: its result, or the words of its error. */
export async function askFromPage(page: Page, type: string, data: unknown): Promise<{ res?: unknown; err?: string }> {
  const { session, contextIds } = await ourScriptsOn(page);
  const message = JSON.stringify({ id: 1, type, data, timestamp: Date.now() });
  const expression = `chrome.runtime.sendMessage(${message}).then(({ res, err }) => err ? { err: err.message } : { res })`;
  const answer = await eventually(async () => {
    const [contextId, ...more] = contextIds;
    if (contextId === undefined || more.length) throw new Error(`${contextIds.length} scripts of ours`);
    return session.send('Runtime.evaluate', { contextId, expression, returnByValue: true, awaitPromise: true });
  });
  await session.detach();
  if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
  return answer.result.value as { res?: unknown; err?: string };
}

/** A record page with a header, a title and controls, in the shape of the sandbox's CRM. */
export const recordPage = (name: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${name} | Account</title></head>
<body style="margin:0;font:14px Arial;background:#fff;color:#22262b">
<main><header data-us-anchor style="display:flex;align-items:center;gap:8px;height:64px;padding:0 16px">
<h1 data-us-name style="flex:1;font-size:18px">${name}</h1>
<button>Follow</button><button>Edit</button><button>New contact</button></header>
<p style="padding:0 16px">Details</p></main></body></html>`;

/** What axe finds inside the given parts, as readable lines; open shadow roots are looked into. */
export async function axeFindings(page: Page, include: string): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async (within) => {
    interface Axe {
      run(context: unknown): Promise<{ violations: { id: string; nodes: { failureSummary: string }[] }[] }>;
    }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({ include: [within] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ failureSummary }) => `${id}: ${failureSummary}`));
  }, include);
}

/** The boxes of everything the page itself has drawn. */
export const boxesOf = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([...document.body.querySelectorAll('*')].map((element) => element.getBoundingClientRect().toJSON())),
  );

/** The controls of the page that the bar lies over, as their own text; none may be (mocks/README, "Bar on a CRM record"). */
export const coveredByBar = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const bar = document.querySelector('understudy-bar')?.shadowRoot?.querySelector('.us-bar')?.getBoundingClientRect();
    if (!bar) throw new Error('there is no bar');
    return [...document.querySelectorAll('a[href], button, input, select, textarea, [role=button], [role=tab]')]
      .filter((control) => control.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((control) => {
        const { left, right, top, bottom } = control.getBoundingClientRect();
        return left < bar.right && right > bar.left && top < bar.bottom && bottom > bar.top;
      })
      .map((control) => control.outerHTML.slice(0, 120));
  });

/**
 * The address of the panel beside a page once it is open: Playwright cannot see a side panel, so its page is opened in a tab of its
 * own. Where the browser forgot the click on the way, as on a machine without time, the panel is a window with the same address.
 */
export async function panelAddress(worker: Worker, page: Page): Promise<string> {
  return eventually(async () => {
    const found: unknown = await worker.evaluate(async (address) => {
      const tab = (await chrome.tabs.query({})).find(({ url }) => url === address);
      const contexts = await chrome.runtime.getContexts({});
      return contexts.find(({ documentUrl = '' }) => documentUrl.endsWith(`/sidepanel.html?tab=${tab?.id}`))
        ?.documentUrl;
    }, page.url());
    if (typeof found !== 'string') throw new Error('no panel opened');
    return found;
  });
}

/**
 * The panel beside a page, as a page of its own. Only once it is open: for a tab that another one has come in front of meanwhile, the
 * browser opens it when the person comes back.
 */
export async function openPanelPage({ context, worker }: BrowserWithExtension, beside: Page): Promise<Page> {
  const address = await panelAddress(worker, beside);
  const panel = await context.newPage();
  await panel.goto(address);
  return panel;
}

/** Signs a person of the demo world in, in the extension's options: no CRM has anything to do with it. */
export async function signInOnOptions({ context, extensionId }: BrowserWithExtension, name: string): Promise<void> {
  const options = await context.newPage();
  await options.goto(`chrome-extension://${extensionId}/options.html`);
  const window = context.waitForEvent('page');
  await options.getByRole('button', { name: 'Sign in' }).click();
  await (await window).getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await options
    .getByText(`${name.split(' ')[0]?.toLowerCase()}@harbor.example`)
    .first()
    .waitFor();
  await options.close();
}
