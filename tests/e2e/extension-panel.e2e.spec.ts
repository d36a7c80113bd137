import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type BuiltExtension, buildExtension, panelAddress, recordPage, untilBarsCome } from './extension-harness.js';

jest.setTimeout(600_000);

const HOST = 'https://app.hubspot.com';
/** Longer than a tab that is open takes to come in front. */
const BUSY_MS = 3_000;

/** The browser opens a panel for a click alone; between the click and the panel stands a worker that may sleep or be slow. */
describeInBrowser('the panel that a click on the bar opens', () => {
  let built: BuiltExtension;
  let running: BrowserWithExtension;

  beforeAll(async () => {
    // nobody is asked: the panel opens before anything is
    built = await buildExtension('http://127.0.0.1:9');
    running = await launchWithExtension({
      folder: built.folder,
      origins: ['https://*.hubspot.com/*'],
      stored: { refreshToken: 'of an earlier day' },
    });
    await running.context.route(`${HOST}/**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: recordPage('Corvane Bank') }),
    );
    await untilBarsCome(running.worker);
  });
  afterAll(async () => {
    await running?.close();
    built?.remove();
  });

  async function openRecord(id: number): Promise<Page> {
    const page = await running.context.newPage();
    await page.goto(`${HOST}/contacts/1/record/0-2/${id}`);
    await page.locator('understudy-bar .who').waitFor();
    return page;
  }
  const act = (page: Page): Promise<void> => page.locator('understudy-bar .act').click();
  const panels = async (): Promise<string[]> =>
    running.worker.evaluate(
      `chrome.runtime.getContexts({}).then((all) => all.flatMap(({ documentUrl = '' }) =>
        documentUrl.includes('/sidepanel.html?tab=') ? [documentUrl] : []))`,
    );

  test('where another tab comes in front before the worker has answered, it is there when the person comes back', async () => {
    const page = await openRecord(12);
    const other = await running.context.newPage();
    await page.bringToFront();
    // its turn comes before that of any message: the worker has heard of it when this is answered
    await running.worker.evaluate(
      `setTimeout(() => { const end = Date.now() + ${BUSY_MS}; while (Date.now() < end); }), null`,
    );
    await act(page);
    await other.bringToFront();
    await eventually(async () => {
      const kept: string = await running.worker.evaluate('chrome.storage.session.get().then(JSON.stringify)');
      expect(kept).toContain('"subject:');
    });
    expect(await panels()).toEqual([]);
    await page.bringToFront();
    expect(await panelAddress(running.worker, page)).toContain('/sidepanel.html?tab=');
    await other.close();
    await page.close();
  });

  // last: the worker that comes back is another one
  test('a worker that the browser has ended wakes up for the click and opens it', async () => {
    const options = await running.context.newPage();
    await options.goto(`chrome-extension://${running.extensionId}/options.html`);
    for (const id of [21, 22, 23]) {
      const page = await openRecord(id);
      const session = await running.context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await act(page);
      await eventually(async () => {
        const open: string = await options.evaluate(
          `Promise.all([chrome.tabs.query({ active: true, lastFocusedWindow: true }), chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })])
            .then(([[tab], all]) => all.some(({ documentUrl }) => documentUrl.endsWith('?tab=' + tab.id)) ? 'open' : JSON.stringify(all))`,
        );
        expect(open).toBe('open');
      });
      await page.close();
    }
  });
});
