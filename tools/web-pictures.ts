// Pictures of every route of the dashboard, taken from the running product to be looked at: `npm run screenshots:web`. Each in light and
// dark, at 1440 × 900 and 375 × 812, the whole page down to 2,400 px; beside each what a picture cannot say (web-findings.ts).
//   npm run screenshots:web -- --world overfull --only /customers --only /team --theme light --size wide --out /tmp/pictures
// Worlds: demo (a company in the middle of its work), empty (a tenant just made), overfull (a thousand customers, endless names).
// --data keeps the world in a folder, so that the next call need not make it anew; --axe also asks axe; --docs takes the few that the README
// and the docs show, one screen high and with few colours, into docs/web.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, untilAtRest } from '../tests/e2e/web-harness.js';
import { addressOf, WEB_ROUTES, type WebRoute } from '../tests/e2e/web-routes.js';
import { launchChromium } from '../tests/support/chromium.js';
import { databaseOf } from '../tests/support/stack-database.js';
import { startStack } from '../tests/support/stack.js';
import { smallPng } from './small-png.js';
import { findingsOf } from './web-findings.js';
import { makeWorld, WORLDS, type World } from './web-worlds.js';

const LONGEST = 2_400;
/** From the address to the last skeleton gone; what takes longer is said. */
const SLOW_MS = 3_000;
const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 375, height: 812 } } as const;
const THEMES = ['light', 'dark'] as const;

/** What the README and the docs show: route, size, theme → docs/web/<name>.png. */
const SHOWN: Readonly<Record<string, string>> = {
  '/ wide light': 'coverage-light',
  '/ wide dark': 'coverage-dark',
  '/ narrow light': 'coverage-phone',
  '/team wide light': 'calendar',
  '/setup wide light': 'setup',
  '/customers/:id wide light': 'customer',
  '/escalations wide light': 'escalations',
  '/absences/:id/handback wide light': 'handback',
};
const DOCS = path.resolve(import.meta.dirname, '../docs/web');

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    world: { type: 'string', default: 'demo' },
    theme: { type: 'string' },
    size: { type: 'string' },
    out: { type: 'string', default: '.output/web-pictures' },
    data: { type: 'string' },
    axe: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
  },
});
const kind = WORLDS.find((name) => name === options.world);
if (!kind) throw new Error(`--world is one of ${WORLDS.join(', ')}`);
const folder = path.resolve(options.out, kind);
mkdirSync(options.docs ? DOCS : folder, { recursive: true });

const stack = await startStack(options.data ? { dataDir: path.resolve(options.data) } : {});
const [browser, client] = [await launchChromium(), await databaseOf(stack)];
let findings = 0;
try {
  const world = await makeWorld(kind, stack, client);
  for (const [size, viewport] of Object.entries(SIZES)) {
    if (options.size && options.size !== size) continue;
    await takeAll(browser, world, size, viewport);
  }
  console.log(`${findings} findings; the pictures are in ${folder}`);
} finally {
  await client.end();
  await browser.close();
  await stack.stop();
}

async function takeAll(browser: Browser, world: World, size: string, viewport: { width: number; height: number }) {
  const context = await browser.newContext({
    viewport,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    baseURL: stack.baseUrl,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (said) => {
    if (said.type() === 'error' && !said.text().startsWith('Failed to load'))
      complaints.push(`console: ${said.text()}`);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 400) complaints.push(`${answer.status()} of ${new URL(answer.url()).pathname}`);
  });
  let who = '';
  for (const route of WEB_ROUTES) {
    if (options.only.length > 0 && !options.only.includes(route.path)) continue;
    const isShown = (theme: string) => `${route.path} ${size} ${theme}` in SHOWN;
    if (options.docs && !THEMES.some(isShown)) continue;
    const address = await addressOf(route, client, world.tenantId).catch(() => null);
    if (address === null) {
      console.log(`${route.path}: nothing of the kind in this world`);
      continue;
    }
    const email = world.emailOf(route.as);
    if (email !== who) await page.request.post('/sandbox/sign-in', { data: { email, surface: 'web' } });
    who = email;
    await page.emulateMedia({ colorScheme: 'light' });
    const began = performance.now();
    const rested = await page
      .goto(address)
      .then(() => page.getByRole('heading', { level: 1 }).first().waitFor())
      .then(() => untilAtRest(page))
      .catch((error: unknown) => error);
    const tookMs = Math.round(performance.now() - began);
    const lines = rested instanceof Error ? [`never came to rest: ${rested.message.split('\n')[0]}`] : [];
    if (tookMs > SLOW_MS) lines.push(`took ${tookMs} ms`);
    for (const theme of THEMES) {
      if ((options.theme && options.theme !== theme) || (options.docs && !isShown(theme))) continue;
      await page.emulateMedia({ colorScheme: theme });
      if (options.docs) {
        const file = path.join(DOCS, `${SHOWN[`${route.path} ${size} ${theme}`]}.png`);
        writeFileSync(file, smallPng(await page.screenshot()));
      } else await take(page, route, `${size}-${theme}`, viewport);
      if (options.axe) lines.push(...(await axeFindings(page)).map((line) => `${theme}: ${line}`));
    }
    report(`${route.path} ${size} (${email})`, [...lines, ...(await findingsOf(page)), ...complaints.splice(0)]);
  }
  await context.close();
}

/** On a desk the page scrolls within the window, so the window grows until all of it is in sight. */
async function take(page: Page, route: WebRoute, suffix: string, viewport: { width: number; height: number }) {
  const hidden = await page.evaluate(() => {
    const body = document.getElementById('page') ?? document.documentElement;
    return Math.max(body.scrollHeight - body.clientHeight, document.documentElement.scrollHeight - window.innerHeight);
  });
  await page.setViewportSize({ ...viewport, height: Math.min(viewport.height + hidden, LONGEST) });
  await untilAtRest(page);
  await page.screenshot({ path: path.join(folder, `${nameOf(route)}-${suffix}.png`) });
  await page.setViewportSize(viewport);
}

function report(where: string, lines: readonly string[]): void {
  findings += lines.length;
  console.log([where, ...lines.map((line) => `  ${line}`)].join('\n'));
}

function nameOf({ path: route }: WebRoute): string {
  return route === '/' ? 'start' : route.slice(1).replaceAll(':', 'one-').replaceAll('/', '.');
}
