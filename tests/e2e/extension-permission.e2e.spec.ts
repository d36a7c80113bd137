import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type HiddenScreen, hasScreen, startScreen } from '../support/screen.js';
import { type BuiltExtension, buildExtension, recordPage, untilBarsCome } from './extension-harness.js';

jest.setTimeout(600_000);

const HOST = 'https://app.hubspot.com';
const RECORD = `${HOST}/contacts/123456/record/0-2/9876543210`;
/** The prompt ignores what comes soon after it appeared, and what comes in quick turns: against clicks by mistake. */
const BETWEEN_KEYS_MS = 1_500;
const TRIES = 40;
const MATCH = 'https://*.hubspot.com/*';

/** The browser's own prompt: nothing in a page can press its buttons, so a keyboard does, on a screen of its own. */
const describeOnScreen = hasScreen
  ? describeInBrowser
  : (name: string, block: () => void) => describe.skip(`${name} (no Xvfb with xdotool)`, block);

describeOnScreen("the browser's own question whether the bar may be on a site", () => {
  let screen: HiddenScreen;
  let built: BuiltExtension;
  let running: BrowserWithExtension;
  let options: Page;

  beforeAll(async () => {
    screen = await startScreen();
    // nobody is asked: no backend runs here, and none is needed for the bar to come and go
    built = await buildExtension('http://127.0.0.1:9');
    running = await launchWithExtension({ folder: built.folder, headed: { display: screen.display } });
    await running.context.route(`${HOST}/**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: recordPage('Corvane Bank') }),
    );
    await untilBarsCome(running.worker);
    options = await running.context.newPage();
    await options.goto(`chrome-extension://${running.extensionId}/options.html`);
  });
  afterAll(async () => {
    await running?.close();
    built?.remove();
    await screen?.stop();
  });

  const isAllowed = (): Promise<unknown> =>
    running.worker.evaluate(`chrome.permissions.contains({ origins: [${JSON.stringify(MATCH)}] })`);
  const bars = (page: Page): Promise<number> => page.locator('understudy-bar').count();

  async function openRecord(): Promise<Page> {
    const page = await running.context.newPage();
    await page.goto(RECORD);
    return page;
  }

  /** Presses Allow in the options and answers what the browser's own window then asks. */
  async function answerPrompt(...keys: readonly string[]): Promise<boolean> {
    await options.bringToFront();
    await options.evaluate(() => {
      const page = window as unknown as { answers: boolean[]; chrome: { permissions: Permissions } };
      page.answers = [];
      const { permissions } = page.chrome;
      const request = permissions.request.bind(permissions);
      permissions.request = async (asked) => {
        const answer = await request(asked);
        page.answers.push(answer);
        return answer;
      };
    });
    await options.getByText(/^Other CRMs we know/).waitFor();
    await options.locator('details.more').evaluate((others) => others.setAttribute('open', ''));
    await options.getByRole('button', { name: 'Allow: HubSpot' }).click();
    for (let tries = 0; tries < TRIES; tries++) {
      await pause(BETWEEN_KEYS_MS);
      await screen.press(...keys);
      const [answer] = await options.evaluate(() => (window as unknown as { answers: boolean[] }).answers);
      if (answer !== undefined) return answer;
    }
    throw new Error('the prompt did not close');
  }

  test('without a permission there is no bar', async () => {
    const page = await openRecord();
    expect(await isAllowed()).toBe(false);
    expect(await bars(page)).toBe(0);
    await page.close();
  });

  test('denied with its own button, nothing is allowed and no bar comes', async () => {
    expect(await answerPrompt('Return')).toBe(false);
    expect(await isAllowed()).toBe(false);
    const page = await openRecord();
    expect(await bars(page)).toBe(0);
    await page.close();
  });

  test('accepted, the bar comes to the page that is open already; taken away, it goes', async () => {
    const page = await openRecord();
    expect(await answerPrompt('Tab', 'Return')).toBe(true);
    expect(await isAllowed()).toBe(true);
    await page.bringToFront();
    await page.locator('understudy-bar').locator('.who').waitFor();

    await options.bringToFront();
    await options.getByRole('button', { name: 'More: HubSpot' }).click();
    await options.getByRole('button', { name: 'Take the permission away' }).click();
    await eventually(async () => expect(await isAllowed()).toBe(false));
    await page.bringToFront();
    await page.locator('understudy-bar').waitFor({ state: 'detached' });
    await page.close();
  });
});

interface Permissions {
  request(asked: unknown): Promise<boolean>;
}
