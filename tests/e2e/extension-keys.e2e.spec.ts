import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type HiddenScreen, hasScreen, startScreen } from '../support/screen.js';
import { type Stack, startStack } from '../support/stack.js';
import { tell } from '../support/story.js';
import { buildExtension, signInOnOptions, type BuiltExtension, untilBarsCome } from './extension-harness.js';

jest.setTimeout(600_000);

/** A browser that has just come in front may not hear a key yet: it is pressed again. */
const BETWEEN_KEYS_MS = 1_500;
/** What a key that was heard may take to show. Pressed again before that, it could close what it has just opened. */
const SHOWS_WITHIN_MS = 6_000;
const TRIES = 20;

/** Shortcuts, the menu of a page and the address bar are the browser's own: no page can press them, so a keyboard does. */
const describeOnScreen = hasScreen
  ? describeInBrowser
  : (name: string, block: () => void) => describe.skip(`${name} (no Xvfb with xdotool)`, block);

describeOnScreen("the extension by the browser's own keys, menu and address bar", () => {
  let stack: Stack;
  let screen: HiddenScreen;
  let built: BuiltExtension;
  let running: BrowserWithExtension;
  let customer: { readonly id: string; readonly name: string; readonly record: string };

  beforeAll(async () => {
    stack = await startStack();
    screen = await startScreen();
    const story = await tell(stack);
    const [found] = story.customers;
    const record = found?.crm_ids.find(({ system }) => system === 'salesforce')?.record_id;
    if (!found || !record) throw new Error('the first customer has no record in Salesforce');
    customer = { id: found.id, name: found.name, record };
    built = await buildExtension(stack.baseUrl);
    running = await launchWithExtension({ folder: built.folder, headed: { display: screen.display } });
    await untilBarsCome(running.worker);
    await signInOnOptions(running, 'Mia Kruse');
  });
  afterAll(async () => {
    await running?.close();
    built?.remove();
    await screen?.stop();
    await stack?.stop();
  });

  async function openRecord(): Promise<Page> {
    const page = await running.context.newPage();
    await page.goto(`${stack.baseUrl}/sandbox/crm/accounts/${customer.record}`);
    await page.locator('understudy-bar .who').waitFor();
    await page.bringToFront();
    return page;
  }

  /** Does it until it shows: keys that come before the window listens are lost. */
  async function until(act: () => Promise<void>, shows: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      await act();
      await pause(BETWEEN_KEYS_MS);
      const hasShown = await eventually(async () => expect(await shows()).toBe(true), { within: SHOWS_WITHIN_MS }).then(
        () => true,
        () => false,
      );
      if (hasShown) return;
    }
    throw new Error('nothing came of it');
  }
  /** What the last act opened the panel with; forgotten before the next one. */
  const opened = (): Promise<string> =>
    running.worker.evaluate(
      `chrome.storage.session.get().then((all) => JSON.stringify(Object.entries(all).filter(([key]) => key.startsWith('subject:'))))`,
    );
  const forget = (): Promise<void> =>
    running.worker.evaluate(
      `chrome.storage.session.get().then((all) => chrome.storage.session.remove(Object.keys(all).filter((key) => key.startsWith('subject:'))))`,
    );
  const contexts = (type: string): Promise<string[]> =>
    running.worker.evaluate(
      `chrome.runtime.getContexts({ contextTypes: ['${type}'] }).then((all) => all.map(({ documentUrl }) => documentUrl))`,
    );

  test('every suggested key is given by the browser', async () => {
    const commands: { name: string; shortcut: string }[] = await running.worker.evaluate('chrome.commands.getAll()');
    expect(Object.fromEntries(commands.map(({ name, shortcut }) => [name, shortcut]))).toEqual({
      _execute_action: 'Alt+Shift+U',
      escalate: 'Alt+Shift+E',
      who: 'Alt+Shift+O',
      brief: 'Alt+Shift+K',
    });
  });

  test('the key for "who" opens the answer of the bar', async () => {
    const page = await openRecord();
    const answer = page.locator('understudy-bar').getByRole('dialog');
    await until(
      () => screen.press('alt+shift+o'),
      async () => (await answer.count()) > 0,
    );
    expect(await answer.getAttribute('aria-label')).toBe(`Who's covering ${customer.name}?`);
    await page.close();
  });

  test.each([
    ['alt+shift+k', 'brief'],
    ['alt+shift+e', 'escalate'],
  ])('%s opens the panel at %s, beside the page', async (key, tab) => {
    await forget();
    const page = await openRecord();
    await until(
      () => screen.press(key),
      async () => (await opened()) !== '[]',
    );
    expect(await opened()).toContain(`"tab":"${tab}"`);
    expect(await opened()).toContain(customer.record);
    await eventually(async () =>
      expect(await contexts('SIDE_PANEL')).toContainEqual(expect.stringContaining('/sidepanel.html?tab=')),
    );
    await page.close();
  });

  test("the page's own menu escalates, too", async () => {
    await forget();
    const page = await openRecord();
    await page.locator('main').first().click();
    await until(
      async () => {
        await screen.press('Escape', 'shift+F10');
        await pause(BETWEEN_KEYS_MS);
        await screen.press('e');
        await pause(BETWEEN_KEYS_MS);
        if ((await opened()) === '[]') await screen.press('Return');
      },
      async () => (await opened()) !== '[]',
    );
    expect(await opened()).toContain('"tab":"escalate"');
    expect(await opened()).toContain(customer.record);
    await page.close();
  });

  test('the key of the button opens the popup', async () => {
    const page = await openRecord();
    await until(
      () => screen.press('alt+shift+u'),
      async () => (await contexts('POPUP')).length > 0,
    );
    expect(await contexts('POPUP')).toEqual([expect.stringContaining('/popup.html')]);
    await screen.press('Escape');
    await page.close();
  });

  test('in the address bar "us" and a name open the customer', async () => {
    const page = await openRecord();
    await until(
      async () => {
        await screen.press('Escape', 'Escape', 'ctrl+l');
        await screen.type('us');
        await screen.press('space');
        await screen.type(customer.name);
        await pause(BETWEEN_KEYS_MS);
        await screen.press('Return');
      },
      async () => page.url().includes('/customers'),
    );
    expect(page.url()).toBe(`${stack.baseUrl}/customers/${customer.id}`);
    await page.close();
  });
});
