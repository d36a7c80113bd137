import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { fetchNothingAhead, FIRST_LOAD_KB, firstLoadOf, workStyles } from '../support/first-load.js';
import { type Stack, startStack } from '../support/stack.js';
import { DESK, type Screen, signInAs, untilAtRest, visitor } from './web-harness.js';

jest.setTimeout(600_000);

const PHONE: Screen = { width: 375, height: 780, colorScheme: 'light' };

describeInBrowser('what is seen first', () => {
  let stack: Stack;
  let browser: Browser;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test.each(['Mia Kruse', 'Ben Vogel'])(`the start of %s asks for at most ${FIRST_LOAD_KB} kB`, async (name) => {
    const { page } = await visitor(browser);
    await signInAs(page, stack.baseUrl, name);
    const { bytes, files } = await firstLoadOf(page, stack.baseUrl);

    expect(files.filter((file) => file.endsWith('.css'))).toHaveLength(1);
    expect(bytes / 1_000).toBeLessThanOrEqual(FIRST_LOAD_KB);
    expect(bytes / 1_000).toBeGreaterThan(50);
    await page.context().close();
  });

  test.each([
    ['at a desk', DESK, 'Mia Kruse'],
    ['on a phone', PHONE, 'Mia Kruse'],
    ['of a backup', DESK, 'Ben Vogel'],
  ])('the start %s stays as it is when the styles of the other pages come', async (_words, screen, name) => {
    const { page } = await visitor(browser, screen);
    await fetchNothingAhead(page);
    await page.goto(`${stack.baseUrl}/sign-in`);
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).waitFor();
    expect(await changedByWorkStyles(page)).toEqual([]);

    await signInAs(page, stack.baseUrl, name);
    // a manager is first sent to the team, which is one of the other pages
    await page.goto(stack.baseUrl);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await untilAtRest(page);
    expect(await changedByWorkStyles(page)).toEqual([]);
    await page.context().close();
  });

  // the start of a manager has the styles of the other pages already, the one of a backup has not
  test.each(['Mia Kruse', 'Ben Vogel'])(
    'without a line, what %s never opened says so in its place and comes by itself; the focus goes back',
    async (name) => {
      const { page, complaints } = await visitor(browser);
      await fetchNothingAhead(page);
      await signInAs(page, stack.baseUrl, name);
      await untilAtRest(page);
      await page.context().setOffline(true);

      const out = page.getByRole('button', { name: 'I am out now' });
      await out.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'I am out now' });
      await dialog.getByText('You are offline. This opens by itself when the connection is back.').waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await eventually(async () =>
        expect(await out.evaluate((button) => button === document.activeElement)).toBe(true),
      );
      await page.keyboard.press('Enter');
      await dialog.getByText(/^You are offline/).waitFor();
      await page.context().setOffline(false);
      await dialog.getByRole('button', { name: 'Not now' }).waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });

      await page.context().setOffline(true);
      await page.getByRole('link', { name: /^Reports/ }).click();
      await page.getByRole('heading', { name: 'You are offline' }).waitFor();
      await page.context().setOffline(false);
      await page.getByRole('heading', { name: 'You are offline' }).waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await untilAtRest(page);
      expect(new URL(page.url()).pathname).toMatch(/^\/reports/);
      expect(await page.getByText('You are offline').count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});

/** Elements that look different without the sheet and with it, and how. */
async function changedByWorkStyles(page: Page): Promise<string[]> {
  const address = workStyles();
  expect(await page.locator(`link[href$="${address}"]`).count()).toBe(0);
  await page.addStyleTag({ url: address });
  return page.evaluate((href) => {
    const sheet = [...document.styleSheets].find((one) => one.href?.endsWith(href));
    if (!sheet || sheet.cssRules.length === 0) throw new Error('the sheet is not there');
    const looks = () =>
      [...document.querySelectorAll('body, body *')].map((element) => {
        const style = getComputedStyle(element);
        return { element, lines: [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`) };
      });
    const withIt = looks();
    sheet.disabled = true;
    const without = looks();
    return withIt.flatMap(({ element, lines }, index) => {
      const other = new Set(without[index]?.lines);
      const changed = lines.filter((line) => !other.has(line));
      return changed.length === 0 ? [] : [`${element.tagName}.${element.className}: ${changed.join('; ')}`];
    });
  }, address);
}
