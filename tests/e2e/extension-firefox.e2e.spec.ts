import { jest } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findFirefox } from '../../tools/test/find-firefox.mjs';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, tell } from '../support/story.js';
import { type BuiltExtension, buildExtension } from './extension-harness.js';

jest.setTimeout(600_000);

const START_TIMEOUT_MS = 120_000;
/** Of the manifest (wxt.config.ts). */
const ADDON_ID = '{5d0b0b1e-6f0a-4f0b-9b60-3c1f0c7a9e52}';
/** Where its own pages are: Firefox makes one up for each profile, unless it finds one there. */
const HOST_ID = '0b6d3c0e-2f5d-4c83-9f0e-6a4f3f0c7d21';

const executablePath = findFirefox();
const describeInFirefox = executablePath
  ? describe
  : (name: string, block: () => void) => describe.skip(`${name} (no Firefox: set FIREFOX_PATH)`, block);

describeInFirefox('the extension in Firefox', () => {
  let stack: Stack;
  let story: Story;
  let built: BuiltExtension;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    stack = await startStack();
    built = await buildExtension(stack.baseUrl, 'firefox');
    story = await tell(stack);
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: executablePath ?? '',
      headless: true,
      // pages of an extension are otherwise closed to tests
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: { 'extensions.webextensions.uuids': JSON.stringify({ [ADDON_ID]: HOST_ID }) },
      timeout: START_TIMEOUT_MS,
      protocolTimeout: START_TIMEOUT_MS,
    });
    expect(await browser.installExtension(built.folder)).toBe(ADDON_ID);
  });
  afterAll(async () => {
    await browser?.close();
    built?.remove();
    await stack?.stop();
  });

  const record = (index: number) => {
    const customer = story.customers[index];
    const id = customer?.crm_ids.find(({ system }) => system === 'salesforce')?.record_id ?? '';
    return { name: customer?.name ?? '', id, address: `${stack.baseUrl}/sandbox/crm/accounts/${id}` };
  };

  async function open(address: string): Promise<Page> {
    const page = await browser.newPage();
    page.setDefaultTimeout(START_TIMEOUT_MS);
    page.on('pageerror', (error) => {
      // Firefox tells as an error what the sandbox's page tries and then does without: compiled parsers
      if (!/blocked a JavaScript eval/.test(String(error))) complaints.push(`${address}: ${String(error)}`);
    });
    await page.goto(address);
    return page;
  }
  /** The keys of all bars on a page. */
  const keysOn = (page: Page): Promise<(string | undefined)[]> =>
    page.evaluate(() => [...document.querySelectorAll<HTMLElement>('understudy-bar')].map((bar) => bar.dataset['key']));
  const saysOn = (page: Page): Promise<string> =>
    page.evaluate(() => document.querySelector('understudy-bar')?.shadowRoot?.textContent ?? '');

  test('one bar on a record, which follows to the next one and goes from the list', async () => {
    const page = await open(record(0).address);
    await eventually(async () => expect(await keysOn(page)).toEqual([`sandbox-crm:${record(0).id}`]));
    // the page writes into its own address who looks: done after ours, it would go back to the record before
    await page.waitForFunction(() => location.search.includes('as='));
    await page.evaluate((next) => history.pushState({}, '', next), record(1).address);
    await eventually(async () => expect(await keysOn(page)).toEqual([`sandbox-crm:${record(1).id}`]));
    await page.evaluate(() => history.pushState({}, '', '/sandbox/crm'));
    await eventually(async () => expect(await keysOn(page)).toEqual([]));
    await page.close();
  });

  test('one click signs in, and the answer is there', async () => {
    const page = await open(record(0).address);
    await eventually(async () => expect(await saysOn(page)).toMatch(/Sign in to see who covers/));
    const before = await browser.pages();
    const who = await page.waitForSelector('understudy-bar >>> .who');
    await who?.click();
    const window = await eventually(async () => {
      const found = (await browser.pages()).find((other) => !before.includes(other));
      if (!found) throw new Error('no window to sign in');
      return found;
    });
    const mia = await window.waitForSelector('button ::-p-text(Mia Kruse)');
    await mia?.click();
    await eventually(async () => expect(await saysOn(page)).toContain('is here'), { within: START_TIMEOUT_MS });
    await page.close();
  });

  test('options show the keys that Firefox has given, and the id that the server asks for', async () => {
    const page = await browser.newPage();
    // not waited for: Firefox tells nobody that a page of an extension is there
    const gone = page.goto(`moz-extension://${HOST_ID}/options.html`).catch(() => undefined);
    const textOf = (id: string): Promise<string> =>
      page.evaluate((part) => document.getElementById(part)?.innerText ?? '', id);
    for (const key of ['U', 'E', 'O', 'K'])
      await eventually(async () => expect(await textOf('shortcuts')).toMatch(new RegExp(`Alt\\s*Shift\\s*${key}\\b`)), {
        within: START_TIMEOUT_MS,
      });
    expect(await textOf('shortcuts')).not.toContain('Not set');
    expect(await textOf('help')).toMatch(/Id, for your administrator\s+[0-9a-f]{40}\b/);
    await gone;
    await page.close();
  });

  test('no page threw', () => expect(complaints).toEqual([]));
});
