// What the extension's pictures are taken with (extension-pictures.ts): pages of the extension and of the CRM, in one browser with one colour scheme.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { untilBarsCome } from '../tests/e2e/extension-harness.js';
import { barHost } from '../tests/e2e/hosts/bar-host.js';
import type { BrowserWithExtension } from '../tests/support/chromium.js';
import { crmPage } from './extension-crm.js';
import type { Records } from './extension-story.js';

export type Scheme = 'light' | 'dark';

const ROOT = path.resolve(import.meta.dirname, '..');
const ALL = path.join(ROOT, 'apps/extension/.output/pictures');
const LISTED = path.join(ROOT, 'docs/extension/pictures');
/** What the listing shows: light only. */
const IN_LISTING = ['bar-light', 'panel-filled-light', 'popup-light'];
/** A page that nobody has described, to be pointed at. */
export const PORTAL = 'https://partners.example';
export const SIZE = { width: 1280, height: 800 };
/** Names of pictures after the command: only those, and all others stay as they are. */
const ONLY = process.argv.slice(2);

for (const folder of [ALL, LISTED]) mkdirSync(folder, { recursive: true });

export type Album = Awaited<ReturnType<typeof openAlbum>>;

export async function openAlbum(
  { context, worker, extensionId }: BrowserWithExtension,
  scheme: Scheme,
  { nameOf }: Records,
) {
  await untilBarsCome(worker);
  const isDark = scheme === 'dark';
  await context.route(barHost.serves, (route) => {
    const address = route.request().url();
    const name = nameOf(/record\/([0-9a-f-]+)/.exec(address)?.[1] ?? '');
    return route.fulfill({
      contentType: 'text/html',
      body: crmPage(name, { isDark, hasHeader: !address.includes('layout=none') }),
    });
  });
  await context.route(`${PORTAL}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: crmPage('Halvorsund Services', { isDark, hasHeader: true }) }),
  );

  async function pageOf(address: string, over: { url: string; title: string } | null = null): Promise<Page> {
    const page = await context.newPage();
    await page.setViewportSize(SIZE);
    if (over) await page.addInitScript(openedOver, over);
    await page.goto(address);
    return page;
  }
  async function own(name: string, over: { url: string; title: string } | null = null): Promise<Page> {
    const page = await pageOf(`chrome-extension://${extensionId}/${name}`, over);
    if (name === 'popup.html') await page.setViewportSize({ width: 380, height: 560 });
    if (name.startsWith('sidepanel.html')) await page.setViewportSize({ width: 360, height: 800 });
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    return page;
  }
  async function recordPage(record: string, layout = ''): Promise<Page> {
    const page = await pageOf(barHost.address(record, layout));
    await who(page).waitFor();
    return page;
  }
  /** As Playwright cannot see the panel beside a page: the same page in a tab of its own, as wide as the panel. */
  async function panelBeside(record: string, open: (beside: Page) => Promise<void> = async () => {}): Promise<Page> {
    const beside = await recordPage(record);
    const tabId: unknown = await worker.evaluate(
      `chrome.tabs.query({}).then((all) => all.find(({ url }) => url === ${JSON.stringify(beside.url())})?.id)`,
    );
    await open(beside);
    const page = await own(`sidepanel.html?tab=${String(tabId)}`);
    await page.getByRole('heading').first().waitFor();
    return page;
  }
  const who = (page: Page) => page.locator('understudy-bar').locator('.who');
  const answer = (page: Page) => page.locator('understudy-bar').getByRole('dialog');

  /** The popup as over the page of a record. */
  const popup = (record: string): Promise<Page> =>
    own('popup.html', { url: barHost.address(record), title: `${nameOf(record)} | Accounts` });

  return {
    context,
    worker,
    own,
    popup,
    recordPage,
    who,
    answer,
    /** One picture; what cannot be brought about is said and does not cost the others. */
    async each(name: string, open: () => Promise<Page>): Promise<void> {
      if (ONLY.length && !ONLY.includes(name)) return;
      try {
        const page = await open();
        await page.waitForTimeout(1_500); // fonts, and the last answer
        const file = path.join(ALL, `${name}-${scheme}.png`);
        await page.screenshot({ path: file });
        if (IN_LISTING.includes(`${name}-${scheme}`)) copyFileSync(file, path.join(LISTED, `${name}-${scheme}.png`));
        console.log(path.relative(ROOT, file));
        await page.close();
      } catch (error) {
        process.exitCode = 1;
        console.error(`${name}-${scheme}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    async asked(record: string): Promise<Page> {
      const page = await recordPage(record);
      await who(page).click();
      await answer(page).waitFor();
      return page;
    },
    async menu(record: string): Promise<Page> {
      const page = await recordPage(record);
      await who(page).click({ button: 'right' });
      await page.locator('understudy-bar').getByRole('menu').waitFor();
      return page;
    },
    panelBeside,
    panel: (record: string): Promise<Page> =>
      panelBeside(record, (beside) => beside.locator('understudy-bar').locator('.act').click()),
    async signIn(name: RegExp, email: string): Promise<void> {
      const options = await own('options.html');
      const window = context.waitForEvent('page');
      await options.getByRole('button', { name: 'Sign in' }).first().click();
      await (await window).getByRole('button', { name }).click();
      await options.getByText(email).first().waitFor();
      await options.close();
    },
  };
}

/** A popup in a tab of its own has to be told which tab it was opened over. */
function openedOver(active: { url: string; title: string }): void {
  const { tabs } = (globalThis as unknown as { chrome: { tabs: { query(which: object): Promise<unknown> } } }).chrome;
  const query = tabs.query.bind(tabs);
  tabs.query = async (which) => ('currentWindow' in which ? [{ id: -1, ...active }] : query(which));
}
