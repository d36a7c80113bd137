import { type AnswerOf, ESCALATION_STATUSES, type GetEscalationBoard, SEVERITIES } from '@understudy/contracts';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchChromium, PAGE_TIMEOUT_MS } from '../../support/chromium.js';
import { FIRST_LOAD_KB, firstLoadOf } from '../../support/first-load.js';
import { ratioOf, spreadOf } from '../statistics.js';

const MANY = 5_000;
const FEW = 50;
const FRAMES = 60;
const AIM_MS = 100;
const AIM_FRAME_MS = 16;
const WHO = /^Mia Kruse/;

type Board = AnswerOf<typeof GetEscalationBoard>;

/**
 * What the dashboard costs the browser: the bytes of its first page, and what one does in the table of escalations with 5,000 rows
 * against the same page with 50, in turns. Times are processor time of the page's main thread, as for the extension: what else the
 * machine does is no cost of ours. The rows are made here and answered in place of the API's: its part is measured elsewhere.
 */
export async function measureWeb(print: (line: string) => void, port: number, rounds: number): Promise<void> {
  print(`\nDashboard in a browser   ${MANY.toLocaleString('en')} rows against ${FEW}, ${rounds} rounds`);
  const browser = await launchChromium();
  try {
    const base = `http://127.0.0.1:${port}`;
    await weigh(print, await signedIn(browser, base));
    const [few, many] = [await openTable(browser, base, FEW), await openTable(browser, base, MANY)];
    await compare(print, rounds, few, many);
  } finally {
    await browser.close();
  }
}

async function signedIn(browser: Browser, base: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PAGE_TIMEOUT_MS);
  const page = await context.newPage();
  await page.goto(`${base}/sign-in`);
  const who = page.getByRole('button', { name: WHO });
  const others = page.getByRole('button', { name: /other organisations?$/ }); // the synthetic ones may come first
  await who.or(others).first().waitFor();
  if ((await who.count()) === 0) await others.click();
  await who.click();
  await page.getByRole('navigation', { name: 'Breadcrumb' }).waitFor();
  return page;
}

/** Scripts and styles that the start page asks for, as gzip at its best makes them; the font comes on top and is said apart. */
async function weigh(print: (line: string) => void, page: Page): Promise<void> {
  const { bytes, files, fontBytes } = await firstLoadOf(page, new URL('/', page.url()).href);
  const fontWords = fontBytes === 0 ? '' : `, and ${kilobytes(fontBytes)} of fonts`;
  print(
    `  first load           ${kilobytes(bytes)} gzip in ${files.length} files${fontWords}   aim ≤ ${FIRST_LOAD_KB} kB: ${verdict(bytes <= FIRST_LOAD_KB * 1_000)}`,
  );
  await page.context().close();
}

interface Table {
  readonly page: Page;
  readonly session: CDPSession;
}

async function openTable(browser: Browser, base: string, count: number): Promise<Table> {
  const page = await signedIn(browser, base);
  const board = JSON.stringify(aBoard(count));
  await page.route('**/api/escalations/board*', (route) =>
    route.fulfill({ contentType: 'application/json', body: board }),
  );
  // nothing else moves while something is measured
  await page.route('**/api/events*', (route) => route.abort());
  await page.goto(`${base}/escalations/table`);
  await page.getByRole('columnheader', { name: 'Status' }).waitFor();
  const rows = await page.locator('table').first().getAttribute('aria-rowcount');
  if (rows !== String(count + 1)) throw new Error(`the table has ${rows} rows instead of ${count + 1}`);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, session };
}

/** What is done once a round; each leaves the table as it was found. */
const DEEDS = {
  'sort by a column': async (page: Page) => {
    await press(page, 'Escalation');
    return async () => {
      await press(page, 'Escalation');
      await press(page, 'Escalation');
    };
  },
  'find as one types': async (page: Page) => {
    await type(page, 'export 7');
    return () => type(page, '');
  },
  'filter: mine': async (page: Page) => {
    await toggle(page);
    return () => toggle(page);
  },
} as const satisfies Record<string, (page: Page) => Promise<() => Promise<void>>>;

async function compare(print: (line: string) => void, rounds: number, few: Table, many: Table): Promise<void> {
  for (const [words, deed] of Object.entries(DEEDS)) {
    const costs = { few: [] as number[], many: [] as number[] };
    for (let round = -1; round < rounds; round++) {
      const [small, large] = [await costOf(few, deed), await costOf(many, deed)];
      if (round < 0) continue; // the first one warms up
      costs.few.push(small);
      costs.many.push(large);
    }
    const [small, large, ratio] = [spreadOf(costs.few), spreadOf(costs.many), ratioOf(costs.many, costs.few)];
    const times = `${ratio.median.toFixed(1)} times${ratio.meaningful ? '' : ' (rounds disagree)'}`;
    print(
      `  ${words.padEnd(20)} ${large.median.toFixed(0)} ms (${large.low.toFixed(0)} to ${large.high.toFixed(0)}), with ${FEW} rows ${small.median.toFixed(0)} ms: ${times}   aim < ${AIM_MS} ms: ${verdict(large.median < AIM_MS)}`,
    );
  }
  const frames: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const cost = await scrollCost(many);
    if (round >= 0) frames.push(cost);
  }
  const frame = spreadOf(frames);
  const drawn = await many.page.locator('tbody tr[data-index]').count();
  if (drawn > 80) throw new Error(`${drawn} rows stand in the page; only those in sight should`);
  print(
    `  scroll, a frame      ${frame.median.toFixed(1)} ms (${frame.low.toFixed(1)} to ${frame.high.toFixed(1)}), ${drawn} of ${MANY.toLocaleString('en')} rows in the page   aim < ${AIM_FRAME_MS} ms: ${verdict(frame.median < AIM_FRAME_MS)}`,
  );
}

async function costOf({ page, session }: Table, deed: (page: Page) => Promise<() => Promise<void>>): Promise<number> {
  await atRest(page);
  const before = await spent(session);
  const undo = await deed(page);
  await atRest(page);
  const cost = (await spent(session)) - before;
  await undo();
  return cost;
}

/** So many frames of 300 px each, from the top; milliseconds of processor time for one. */
async function scrollCost({ page, session }: Table): Promise<number> {
  await page.evaluate(() => document.querySelector('.vt')?.scrollTo(0, 0));
  await atRest(page);
  const before = await spent(session);
  await page.evaluate(async (frames) => {
    for (let frame = 1; frame <= frames; frame++) {
      document.querySelector('.vt')?.scrollTo(0, frame * 300);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, FRAMES);
  await atRest(page);
  return ((await spent(session)) - before) / FRAMES;
}

/** In the page itself: what the driver does to find and move to a control is no cost of ours. */
const press = (page: Page, head: string) =>
  page.evaluate((words) => {
    const heads = [...document.querySelectorAll<HTMLElement>('th button')];
    heads.find((button) => button.textContent?.trim() === words)?.click();
  }, head);

const toggle = (page: Page) =>
  page.evaluate(() => {
    const pills = [...document.querySelectorAll<HTMLElement>('button.fil')];
    pills.find((button) => button.textContent?.trim() === 'Mine')?.click();
  });

const type = (page: Page, text: string) =>
  page.evaluate((value) => {
    const field = document.querySelector<HTMLInputElement>('.fil-find input');
    if (!field) throw new Error('the field is not there');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);

/** The frame after everything that was deferred. */
const atRest = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((resolve) =>
        requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(resolve)), { timeout: 5_000 }),
      ),
  );

/** Milliseconds of processor time of the main thread so far. */
async function spent(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const found = metrics.find(({ name }) => name === 'TaskDuration');
  if (!found) throw new Error('the browser does not count its tasks');
  return found.value * 1_000;
}

/** As the API would answer: every status and severity, a hundred customers, thirty owners. */
function aBoard(count: number): Board {
  const now = Date.now();
  const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
  const idOf = (kind: number, n: number): string => `0197f0a0-0000-7000-8${kind}00-${String(n).padStart(12, '0')}`;
  const items = Array.from({ length: count }, (_, n): Board['items'][number] => {
    const status = ESCALATION_STATUSES[n % 4] ?? 'open';
    return {
      id: idOf(0, n),
      title: `Export ${n} misses rows since release ${n % 17}`,
      severity: SEVERITIES[(n * 7) % 4] ?? 'P2',
      status,
      category: ['Technical', 'Billing', 'Legal', 'Product'][(n * 3) % 4] ?? null,
      customer: { id: idOf(1, n % 100), name: `Customer ${n % 100}` },
      segment: ['enterprise', 'mid-market', 'smb'][n % 3] ?? null,
      team: { id: idOf(2, n % 5), name: `Team ${n % 5}` },
      primary_owner: n % 11 === 0 ? null : { user_id: idOf(3, n % 30), name: `Owner ${n % 30}`, place: null },
      mine: n % 9 === 0,
      arr_at_risk: (n * 7_919) % 900_000,
      due_at: at((n % 240) - 20),
      warn_at: at((n % 240) - 40),
      response_due_at: at(1),
      acknowledged_at: status === 'open' ? null : at(-2),
      paused: status === 'action_required',
      created_at: at(-(n % 500) - 1),
      updated_at: at(-(n % 48)),
      resolved_at: status === 'resolved' ? at(-(n % 100)) : null,
      closed_at: null,
      comments: n % 13,
      war_room: n % 10 === 0,
      allowed_statuses: ['investigating', 'resolved', 'void'],
      version: 1,
    };
  });
  return { at: at(0), items, total: count };
}

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;
const verdict = (isReached: boolean): string => (isReached ? 'reached' : 'missed');
