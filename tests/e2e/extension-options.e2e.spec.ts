import { jest } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { CrmSite, ListAdminCrmSites, ListCrmSites, PutCrmSite, RemoveCrmSite } from '@understudy/contracts';
import { callsTo } from '../support/calls.js';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { axeFindings, type BuiltExtension, buildExtension, untilBarsCome } from './extension-harness.js';
import { HUBSPOT, hubspotPage, PORTAL, portalPage } from './hosts/web-apps.js';

jest.setTimeout(600_000);

describeInBrowser('the options of the browser extension', () => {
  let stack: Stack;
  let built: BuiltExtension;
  let running: BrowserWithExtension;
  let ada: string;
  const pageErrors: string[] = [];

  const { call, tokenOf } = callsTo(() => stack.baseUrl);

  /** A browser in which these origins are allowed, with the web apps that the tests need behind their real names. */
  async function launch(origins: readonly string[], stored: Record<string, unknown> = {}): Promise<void> {
    running = await launchWithExtension({
      folder: built.folder,
      origins: [`${stack.baseUrl.replace(/:\d+$/, '')}/*`, ...origins],
      stored,
    });
    await running.context.route(`${PORTAL}/**`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: portalPage(route.request().url().endsWith('000-2288') ? 'Corvane Bank' : 'Halvorsund Services'),
      }),
    );
    await running.context.route('https://app.hubspot.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: hubspotPage }),
    );
    await untilBarsCome(running.worker);
  }

  beforeAll(async () => {
    stack = await startStack();
    built = await buildExtension(stack.baseUrl);
    ada = await tokenOf('ada');
  });
  afterAll(async () => {
    built?.remove();
    await stack?.stop();
  });
  afterEach(async () => {
    await running?.close();
    for (const { id } of (await call(ListAdminCrmSites, {}, ada)).items)
      await call(RemoveCrmSite, { site_id: id }, ada);
    expect(pageErrors.splice(0)).toEqual([]);
  });

  async function open(address: string): Promise<Page> {
    const page = await running.context.newPage();
    page.on('pageerror', ({ message }) => pageErrors.push(`${address}: ${message}`));
    await page.goto(address);
    return page;
  }
  const openOptions = (query = ''): Promise<Page> =>
    open(`chrome-extension://${running.extensionId}/options.html${query}`);
  const bar = (page: Page): Locator => page.locator('understudy-bar');
  const picker = (page: Page): Locator => page.locator('understudy-picker');
  const row = (options: Page, id: string): Locator => options.locator(`tr[data-site="${id}"]`);
  const says = (part: Locator, words: RegExp): Promise<void> =>
    eventually(async () => expect(await part.innerText()).toMatch(words));

  async function signIn(options: Page, name: RegExp): Promise<void> {
    const opened = running.context.waitForEvent('page');
    await options.getByRole('button', { name: 'Sign in' }).click();
    await (await opened).getByRole('button', { name }).click();
    await options.getByText('Connected').waitFor();
  }
  async function choose(options: Page, id: string, item: string): Promise<void> {
    await row(options, id).getByRole('button', { name: /^More/ }).click();
    await options.getByRole('button', { name: item }).click();
  }

  /** From "Add a site by pointing" to the page with our panel on it. */
  async function pointAt(options: Page, address: string): Promise<Page> {
    // what the profile allows is read a moment after the start; before, the browser would ask, and nobody answers
    const origins = [`${new URL(address).origin}/*`];
    await eventually(async () =>
      expect(await options.evaluate(`chrome.permissions.contains(${JSON.stringify({ origins })})`)).toBe(true),
    );
    await options.getByRole('button', { name: 'Add a site by pointing' }).click();
    await options.getByLabel("Address of a customer's page").fill(address);
    const opened = running.context.waitForEvent('page');
    await options.getByRole('button', { name: 'Go there and point' }).click();
    const page = await opened;
    page.on('pageerror', ({ message }) => pageErrors.push(`${address}: ${message}`));
    await picker(page).getByRole('dialog').waitFor();
    return page;
  }
  async function pointOut(page: Page, selector: string): Promise<void> {
    const box = await page.locator(selector).boundingBox();
    if (!box) throw new Error(`${selector} is not on the page`);
    await page.mouse.move(box.x + 10, box.y + box.height / 2);
    await page.mouse.click(box.x + 10, box.y + box.height / 2);
  }
  const pressed = (page: Page): Promise<string[]> => page.evaluate('window.pressed');

  test('says what the browser really allows, takes it away, and shows keys, look and version as they are', async () => {
    await launch(['https://*.hubspot.com/*', 'https://acme.zendesk.com/*']);
    const options = await openOptions();
    await says(row(options, 'hubspot'), /Allowed/);
    await says(row(options, 'zendesk'), /Partly/);
    await says(row(options, 'sandbox-crm'), /Allowed\s+Comes with the extension/);
    await options.getByText(/^Other CRMs we know/).click();
    await says(row(options, 'zoho'), /Allow/);
    expect(await row(options, 'zoho').getByRole('switch').isDisabled()).toBe(true);

    const scripts = (): Promise<string> =>
      running.worker.evaluate('chrome.scripting.getRegisteredContentScripts().then(([one]) => one.matches.join(" "))');
    // what the profile allows is read a moment after the start, and the script registered anew for it
    for (const match of ['https://*.hubspot.com/*', 'https://acme.zendesk.com/*'])
      await eventually(async () => expect(await scripts()).toContain(match));
    await choose(options, 'hubspot', 'Take the permission away');
    await says(row(options, 'hubspot'), /Allow\b/);
    await eventually(async () => expect(await scripts()).not.toContain('hubspot'));

    const commands = await options.evaluate<{ description: string; shortcut: string }[]>('chrome.commands.getAll()');
    const shortcuts = await eventually(async () => {
      const lines = await options.locator('#shortcuts li').allInnerTexts();
      expect(lines).toHaveLength(commands.length + 1);
      return lines;
    });
    expect(commands.map(({ shortcut }) => shortcut)).not.toContain('');
    for (const { description, shortcut } of commands.filter((one) => one.description)) {
      const line = shortcuts.find((text) => text.startsWith(description)) ?? '';
      expect(line.replace(/\s+/g, '')).toContain(shortcut ? shortcut.replaceAll('+', '') : 'Notset');
    }
    await says(options.locator('#look'), /Light, as your system/);
    await says(options.locator('#help'), new RegExp(stack.baseUrl));
    await says(options.locator('#help'), new RegExp(`Id, for your administrator\\s+${running.extensionId}`));
    expect(await axeFindings(options, 'body')).toEqual([]);
    await options.emulateMedia({ colorScheme: 'dark' });
    await says(options.locator('#look'), /Dark, as your system/);
    expect(await axeFindings(options, 'body')).toEqual([]);
  });

  test('a bar that was hidden comes back where options say so', async () => {
    const hidden = { isHidden: true, isCollapsed: false, movedTo: null, ignored: [] };
    await launch(['https://*.hubspot.com/*'], { places: { hubspot: hidden } });
    const page = await open(`${HUBSPOT}/77`);
    const options = await openOptions();
    const shown = row(options, 'hubspot').getByRole('switch', { name: 'Bar on HubSpot' });
    await eventually(async () => expect([await shown.isEnabled(), await shown.isChecked()]).toEqual([true, false]));
    expect(await bar(page).count()).toBe(0);
    await shown.click();
    await page.bringToFront();
    await bar(page).locator('.who').waitFor();
    await options.bringToFront();
    await shown.click();
    await page.bringToFront();
    await bar(page).waitFor({ state: 'detached' });
  });

  test('three steps on a page that nobody described make a site; nothing pressed meanwhile reaches the page', async () => {
    await launch([`${PORTAL}/*`]);
    const options = await openOptions();
    await signIn(options, /Ada/);
    const page = await pointAt(options, `${PORTAL}/account/000-1177`);
    const panel = picker(page).getByRole('dialog');

    await pointOut(page, '#edit');
    await page.keyboard.press('a');
    await pointOut(page, '[data-testid=record-title]');
    await says(panel, /Reads\s+Halvorsund Services/);
    await says(panel, /Page\s+\/account\/000-1177/);
    expect(await axeFindings(page, 'understudy-picker')).toEqual([]);
    await panel.getByRole('button', { name: 'That is it' }).click();

    await says(panel, /2 of 3/);
    await pointOut(page, '[data-testid=record-head]');
    await panel.getByRole('button', { name: 'That is it' }).click();
    await says(panel, /3 of 3[\s\S]*In the header[\s\S]*Open another customer/);
    expect(await pressed(page)).toEqual([]);
    expect(page.url()).toBe(`${PORTAL}/account/000-1177`);

    await page.locator('#other').click();
    await says(panel, /Corvane Bank[\s\S]*000-2288[\s\S]*Read 2 different records/);
    expect(await axeFindings(page, 'understudy-picker')).toEqual([]);
    await panel.getByLabel('Name of this site').fill('Partner portal');
    await panel.getByRole('button', { name: 'Save site' }).click();
    await picker(page).waitFor({ state: 'detached' });

    await page.bringToFront();
    await bar(page).locator('.who').waitFor();
    await eventually(async () => expect(await bar(page).getAttribute('data-key')).toBe('partners:000-2288'));
    await page.goBack();
    await eventually(async () => expect(await bar(page).getAttribute('data-key')).toBe('partners:000-1177'));
    await says(row(options, 'partners'), /Partner portal\s*Only here/);

    const saved = options.waitForEvent('download');
    await choose(options, 'partners', 'Save as a file for an admin');
    const file = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as unknown;
    const site = CrmSite.parse(file);
    expect(site).toMatchObject({
      name: 'Partner portal',
      matches: [`${PORTAL}/*`],
      names: ['[data-testid="record-title"]', expect.any(String), expect.any(String)],
    });

    await choose(options, 'partners', 'Give it to everybody');
    await options.getByText('Everybody has it now.').waitFor();
    expect(await call(ListCrmSites, {}, await tokenOf('ben'))).toEqual({ sites: [site], off: [] });
    await eventually(async () => expect(await row(options, 'partners').innerText()).not.toContain('Only here'));
  });

  test('the keys alone are enough to point, Esc stops, and a page that loads anew goes on where it was', async () => {
    await launch([`${PORTAL}/*`]);
    const options = await openOptions();
    let page = await pointAt(options, `${PORTAL}/account/000-1177`);
    const panel = (): Locator => picker(page).getByRole('dialog');
    await page.keyboard.press('Escape');
    await picker(page).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Details').waitFor();
    expect(await picker(page).count()).toBe(0);
    await page.close();

    await options.bringToFront();
    page = await pointAt(options, `${PORTAL}/account/000-1177`);
    await says(panel(), /Reads\s+Halvorsund Services/);
    await page.keyboard.press('ArrowUp');
    await says(picker(page).locator('.label'), /name, div/);
    await page.keyboard.press('ArrowDown');
    await says(picker(page).locator('.label'), /name, span/);
    await page.keyboard.press('Enter');
    await says(panel(), /2 of 3/);
    await page.reload();
    await says(panel(), /2 of 3/);
    await page.keyboard.press('Enter');
    await says(panel(), /3 of 3/);
    expect(await pressed(page)).toEqual([]);
    await panel().getByRole('button', { name: 'Stop' }).click();
    await picker(page).waitFor({ state: 'detached' });
    expect(await row(options, 'partners').count()).toBe(0);
  });

  test('what an admin switches off is gone from open pages, built-in or not, and comes back', async () => {
    await launch(['https://*.hubspot.com/*']);
    const options = await openOptions();
    await signIn(options, /Ada/);
    const page = await open(`${HUBSPOT}/77`);
    await bar(page).locator('.who').waitFor();

    await options.bringToFront();
    await choose(options, 'hubspot', 'Switch off for everybody');
    await says(row(options, 'hubspot'), /Switched off by admin/);
    await page.bringToFront();
    await bar(page).waitFor({ state: 'detached' });
    expect((await call(ListCrmSites, {}, ada)).off).toEqual(['hubspot']);

    // From somewhere else, without anything done in this browser but opening a page of its own.
    await call(PutCrmSite, { site_id: 'hubspot', site: null, enabled: true }, ada);
    await options.reload();
    await says(row(options, 'hubspot'), /Allowed/);
    await page.bringToFront();
    await bar(page).locator('.who').waitFor();
  });

  test('who is no admin is offered neither; a file that is no site is refused with what is wrong', async () => {
    await launch([`${PORTAL}/*`]);
    const options = await openOptions();
    await signIn(options, /Ben/);
    const file = path.join(os.tmpdir(), `understudy-site-${process.pid}.json`);
    const site = {
      id: 'partners',
      name: 'Partner portal',
      system: 'partners',
      matches: [`${PORTAL}/*`],
      records: [{ path: '^/account/(?<id>[^/?#]+)' }],
      ids: 'as-is',
      anchors: ['[data-testid="record-head"]'],
      names: ['[data-testid="record-title"]'],
    };
    const take = async (content: string): Promise<void> => {
      writeFileSync(file, content);
      await options.locator('input[type=file]').setInputFiles(file);
    };
    await take(JSON.stringify({ ...site, matches: ['https://*/*'] }));
    await options.getByText(/That file is no site: matches\.0/).waitFor();
    await take('no JSON');
    await options.getByText(/That file is no site: .*expected object/).waitFor();
    await take(JSON.stringify(site));
    await says(row(options, 'partners'), /Partner portal\s*Only here/);

    await row(options, 'partners').getByRole('button', { name: /^More/ }).click();
    await eventually(async () =>
      expect(await options.locator('#menu-partners button').allInnerTexts()).toEqual([
        'Point to a new place',
        'Take the permission away',
        'Save as a file for an admin',
        'Remove this site',
      ]),
    );
    await options.getByRole('button', { name: 'Remove this site' }).click();
    await row(options, 'partners').waitFor({ state: 'detached' });
  });
});
