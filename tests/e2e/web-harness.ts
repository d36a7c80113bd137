import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Locator, Page, Route } from 'playwright-core';
import { PAGE_TIMEOUT_MS } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}
export const DESK: Screen = { width: 1440, height: 900, colorScheme: 'light' };

export interface Visitor {
  readonly page: Page;
  /** What the page complained about: script errors, and anything the content security policy refused. */
  readonly complaints: string[];
}

/** A browser of its own: nobody else's cookie or draft. */
export async function visitor(browser: Browser, { width, height, colorScheme }: Screen = DESK): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PAGE_TIMEOUT_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}

/**
 * What axe finds on the page as it stands, one line each; run through the debugger, so the page's own policy stays on. `within` is a selector:
 * only there, for many small things on one page.
 */
export async function axeFindings(page: Page, within?: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(${within === undefined ? 'document' : JSON.stringify(within)}, { runOnly: ${JSON.stringify(RULES)} }).then((found) => JSON.stringify({
      passed: found.passes.length,
      lines: found.violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ': ' + node.html.slice(0, 200))),
    }))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  const found: unknown = JSON.parse(String(result.value));
  if (!isFound(found) || found.passed < (within === undefined ? 10 : 3))
    throw new Error(`axe did not run: ${String(result.value).slice(0, 200)}`);
  return found.lines;
}

const isFound = (value: unknown): value is { passed: number; lines: string[] } =>
  typeof value === 'object' && value !== null && 'passed' in value && 'lines' in value && Array.isArray(value.lines);

/** Waits until nothing on the page is still being read: no skeleton, nothing busy, the fonts there. */
export async function untilAtRest(page: Page): Promise<void> {
  await page.locator('[aria-busy=true], .skel').first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Waits until changes arrive by themselves: what happens before, the open page would not hear of. Not on a narrow screen, which does not say it. */
export const untilLive = (page: Page): Promise<void> => page.getByText('Live', { exact: true }).waitFor();

/**
 * Where the parts of a page are, once it is at rest and nothing moves them any more: what an event on its way draws anew would be missed by a
 * mouse that goes by places.
 */
export async function placesAtRest<Parts extends readonly Locator[]>(
  page: Page,
  ...parts: Parts
): Promise<{ readonly [Part in keyof Parts]: Box }> {
  await untilAtRest(page);
  let before = '';
  const boxes = await eventually(async () => {
    const now = await Promise.all(parts.map((part) => part.boundingBox()));
    const isMoving = JSON.stringify(now) !== before;
    before = JSON.stringify(now);
    if (isMoving || now.includes(null)) throw new Error(`the page still moves: ${before}`);
    return now;
  });
  return boxes as { readonly [Part in keyof Parts]: Box };
}
type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

/** How many pixels the page is wider than the window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** What makes the page wider than the window: the innermost elements that stick out, so that whoever reads it knows where to look. */
export const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isOut = (element: Element) => element.getBoundingClientRect().right > window.innerWidth + 1;
    return [...document.querySelectorAll('body *')]
      .filter((element) => isOut(element) && ![...element.children].some(isOut))
      .slice(0, 3)
      .map(
        (element) =>
          `${element.parentElement?.className ?? ''} > ${element.tagName}.${element.getAttribute('class') ?? ''}`,
      );
  });

/** Signs in by the one click that a newcomer makes. */
export async function signInAs(page: Page, baseUrl: string, name: string, next = '/'): Promise<void> {
  await page.goto(`${baseUrl}/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('navigation', { name: 'Breadcrumb' }).waitFor();
}

/** Keeps what the page sends to such an address on its way until the test lets it through, or has it lost. */
export async function heldPosts(page: Page, address: string) {
  const held: Route[] = [];
  await page.route(address, (route) =>
    route.request().method() === 'POST' ? void held.push(route) : route.fallback(),
  );
  const next = (): Promise<Route> =>
    eventually(() => {
      const route = held.shift();
      return route ? Promise.resolve(route) : Promise.reject(new Error('nothing was sent'));
    });
  return {
    letThrough: async () => (await next()).continue(),
    lose: async () => (await next()).abort('internetdisconnected'),
    stop: () => page.unroute(address),
  };
}
