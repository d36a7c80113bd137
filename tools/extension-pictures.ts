// Pictures of the extension's states in light and dark, taken from the running product: `npm run screenshots:extension`. All of them go into
// .output/pictures of the extension, to be looked at beside the mock-ups; the few that the stores' listing shows also into docs/extension.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { AcceptCoverage, AssignCoverage, CreateAbsence, PutCrmIds } from '@understudy/contracts';
import type { Page } from 'playwright-core';
import { buildExtension, untilBarsCome } from '../tests/e2e/extension-harness.js';
import { barHost, UNKNOWN } from '../tests/e2e/hosts/bar-host.js';
import { type BrowserWithExtension, launchWithExtension } from '../tests/support/chromium.js';
import { startStack } from '../tests/support/stack.js';
import { type Story, tell } from '../tests/support/story.js';

type Scheme = 'light' | 'dark';

const ROOT = path.resolve(import.meta.dirname, '..');
const ALL = path.join(ROOT, 'apps/extension/.output/pictures');
const LISTED = path.join(ROOT, 'docs/extension/pictures');
/** What the listing shows: light only. */
const IN_LISTING = ['bar-light', 'panel-light', 'popup-light'];
const SIZE = { width: 1280, height: 800 };

for (const folder of [ALL, LISTED]) mkdirSync(folder, { recursive: true });

const stack = await startStack();
const extension = await buildExtension(stack.baseUrl);
try {
  const records = await playStory(await tell(stack));
  for (const scheme of ['light', 'dark'] as const) {
    const browser = await launchWithExtension({
      folder: extension.folder,
      colorScheme: scheme,
      origins: barHost.origins,
    });
    try {
      await takeAll(browser, scheme, records);
    } finally {
      await browser.close();
    }
  }
} finally {
  extension.remove();
  await stack.stop();
}

interface Records {
  readonly covered: string;
  readonly present: string;
}

/** Ana is away and Ben covers her; Eva is there. Both have a customer with a record in the CRM. */
async function playStory(story: Story): Promise<Records> {
  const [ana, ben, ada] = [await story.person('ana'), await story.person('ben'), await story.person('ada')];
  const day = (ahead: number): string => Temporal.Now.plainDateISO('UTC').add({ days: ahead }).toString();
  const absence = await ana.call(CreateAbsence, {
    absence_type: 'vacation',
    start_date: day(0),
    end_date: day(4),
    time_zone: 'Europe/Lisbon',
  });
  const asked = await ana.call(AssignCoverage, { absence_id: absence.id, backup_user_id: ben.userId });
  await ben.call(AcceptCoverage, { assignment_id: asked.id });
  const [covered = '', present = ''] = barHost.records;
  for (const [email, record] of [
    ['ana@harbor.example', covered],
    ['eva@harbor.example', present],
  ]) {
    const customer = story.customers.find(({ csm_email: owner }) => owner === email);
    if (!customer || !record) throw new Error(`${email} has no customer`);
    const crmIds = [...customer.crm_ids, { system: 'attio', record_id: record }];
    await ada.call(PutCrmIds, { customer_id: customer.id, crm_ids: crmIds });
  }
  return { covered, present };
}

async function takeAll(browser: BrowserWithExtension, scheme: Scheme, { covered, present }: Records): Promise<void> {
  const { context, worker, extensionId } = browser;
  const take = async (page: Page, name: string): Promise<void> => {
    await page.waitForTimeout(1_500); // fonts, and the last answer
    const file = path.join(ALL, `${name}-${scheme}.png`);
    await page.screenshot({ path: file });
    if (IN_LISTING.includes(`${name}-${scheme}`)) copyFileSync(file, path.join(LISTED, `${name}-${scheme}.png`));
    console.log(path.relative(ROOT, file));
  };
  const pageOf = async (address: string): Promise<Page> => {
    const page = await context.newPage();
    await page.setViewportSize(SIZE);
    await page.goto(address);
    return page;
  };
  const own = async (name: string): Promise<Page> => {
    const page = await pageOf(`chrome-extension://${extensionId}/${name}`);
    if (name === 'popup.html') await page.setViewportSize({ width: 380, height: 560 });
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    return page;
  };
  const recordPage = async (record: string, layout = ''): Promise<Page> => {
    const more = [scheme === 'dark' && layout === '' ? 'layout=dark' : layout].filter(Boolean).join('&');
    const page = await pageOf(barHost.address(record, more));
    await page.locator('understudy-bar').locator('.who').waitFor();
    return page;
  };
  const who = (page: Page) => page.locator('understudy-bar').locator('.who');
  const answer = (page: Page) => page.locator('understudy-bar').getByRole('dialog');

  await untilBarsCome(worker);
  await context.route(barHost.serves, (route) =>
    route.fulfill({ contentType: 'text/html', body: barHost.html(route.request().url()) }),
  );

  await each('popup-signed-out', () => own('popup.html'));
  await each('options-signed-out', () => own('options.html'));
  await each('bar-signed-out', () => recordPage(covered));
  await signIn();

  await each('bar', async () => asked(covered));
  await each('bar-present', () => asked(present));
  await each('bar-unlinked', () => asked(UNKNOWN[0]));
  await each('bar-corner', () => recordPage(covered, 'layout=none'));
  await each('bar-menu', async () => {
    const page = await recordPage(covered);
    await who(page).click({ button: 'right' });
    await page.locator('understudy-bar').getByRole('menu').waitFor();
    return page;
  });
  await each('bar-offline', async () => {
    const page = await asked(covered);
    await page.keyboard.press('Escape');
    await context.setOffline(true);
    await who(page).click();
    await answer(page).waitFor();
    return page;
  });
  await context.setOffline(false);

  await each('panel', () => panel(covered));
  await each('panel-brief', async () => {
    const page = await panel(covered);
    await page.getByText('Brief', { exact: true }).click();
    return page;
  });
  await each('popup', () => own('popup.html'));
  await each('popup-search', async () => {
    const page = await own('popup.html');
    await page.getByRole('searchbox').fill('co');
    await page.locator('.hit').first().waitFor();
    return page;
  });
  await each('options', () => own('options.html'));

  /** One picture; what cannot be brought about is said and does not cost the others. */
  async function each(name: string, open: () => Promise<Page>): Promise<void> {
    try {
      const page = await open();
      await take(page, name);
      await page.close();
    } catch (error) {
      process.exitCode = 1;
      console.error(`${name}-${scheme}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async function asked(record: string): Promise<Page> {
    const page = await recordPage(record);
    await who(page).click();
    await answer(page).waitFor();
    return page;
  }

  /** As Playwright cannot see the panel beside a page: the same page in a tab of its own, as wide as the panel. */
  async function panel(record: string): Promise<Page> {
    const beside = await recordPage(record);
    const tabId: unknown = await worker.evaluate(
      `chrome.tabs.query({}).then((all) => all.find(({ url }) => url === ${JSON.stringify(beside.url())})?.id)`,
    );
    await beside.locator('understudy-bar').locator('.act').click();
    const page = await own(`sidepanel.html?tab=${String(tabId)}`);
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole('heading').first().waitFor();
    return page;
  }

  async function signIn(): Promise<void> {
    const options = await own('options.html');
    const window = context.waitForEvent('page');
    await options.getByRole('button', { name: 'Sign in' }).first().click();
    await (await window).getByRole('button', { name: /Mia Kruse/ }).click();
    await options.getByText('mia@harbor.example').first().waitFor();
    await options.close();
  }
}
