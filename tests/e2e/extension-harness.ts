import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page, Worker } from 'playwright-core';
import { eventually } from '../support/eventually.js';

const WORKSPACE = path.resolve(import.meta.dirname, '../..');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Builds the extension for a backend (its address is built in) into a folder of its own. */
export async function buildExtension(apiUrl: string): Promise<{ folder: string; remove: () => void }> {
  const out = mkdtempSync(path.join(os.tmpdir(), 'understudy-extension-'));
  await promisify(execFile)(process.execPath, [path.join(WORKSPACE, 'node_modules/wxt/bin/wxt.mjs'), 'build'], {
    cwd: path.join(WORKSPACE, 'apps/extension'),
    // Jest says "test", with which libraries keep their development checks: another script than the one people get.
    env: { ...process.env, NODE_ENV: 'production', UNDERSTUDY_API_URL: apiUrl, UNDERSTUDY_EXTENSION_OUT: out },
  });
  return { folder: path.join(out, 'chrome-mv3'), remove: () => rmSync(out, { recursive: true, force: true }) };
}

/** Waits until the browser will put the bar into pages: the worker registers it only after it has started. */
export const untilBarsCome = (worker: Worker): Promise<void> =>
  eventually(async () => {
    const scripts = await worker.evaluate('chrome.scripting.getRegisteredContentScripts().then((all) => all.length)');
    if (scripts !== 1) throw new Error(`${String(scripts)} content scripts are registered`);
  });

/** Waits until the script on the page has lost its extension, as after an update: nobody answers it any more. */
export async function untilCutOff(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const scripts: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context: { id, origin } }) => {
    if (origin.startsWith('chrome-extension:')) scripts.push(id);
  });
  await session.send('Runtime.enable');
  await eventually(async () => {
    const expression = 'chrome.runtime?.id ?? null';
    const ids = await Promise.all(
      scripts.map((contextId) => session.send('Runtime.evaluate', { contextId, expression, returnByValue: true })),
    );
    if (ids.length !== 1 || ids[0]?.result.value !== null) throw new Error(`still of ${JSON.stringify(ids)}`);
  });
  await session.detach();
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
