import { jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import {
  AcceptCoverage,
  AssignCoverage,
  CreateAbsence,
  CreateEscalation,
  GetMe,
  GetWorld,
} from '@understudy/contracts';
import { callsTo } from '../support/calls.js';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type BuiltExtension, buildExtension, recordPage, signInOnOptions } from './extension-harness.js';

jest.setTimeout(600_000);

/** As hostile as a title may be: one word, wider than a panel. */
const LONG = 'W'.repeat(80);

/** The browser's language is the extension's. Nobody is asked: words come with it. */
describeInBrowser('the languages of the browser extension', () => {
  let stack: Stack;
  let built: BuiltExtension;
  let running: BrowserWithExtension;
  let address: string;
  let name: string;
  const profile = mkdtempSync(path.join(os.tmpdir(), 'understudy-languages-'));

  /** Ben covers Ana for three weeks; one of her customers has an open escalation. Ben is signed in. */
  beforeAll(async () => {
    stack = await startStack();
    const { call, tokenOf } = callsTo(() => stack.baseUrl);
    const [ana, ben, mia] = [await tokenOf('ana'), await tokenOf('ben'), await tokenOf('mia')];
    const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    const away = { start_date: day(0), end_date: day(20), time_zone: 'Europe/Lisbon' };
    const absence = await call(CreateAbsence, { absence_type: 'vacation', ...away }, ana);
    const { user } = await call(GetMe, {}, ben);
    const asked = await call(AssignCoverage, { absence_id: absence.id, backup_user_id: user.id }, ana);
    await call(AcceptCoverage, { assignment_id: asked.id }, ben);

    const { tenants } = await call(GetWorld, {});
    const customer = tenants
      .find(({ slug }) => slug === 'harbor')
      ?.customers.find(({ csm_email }) => csm_email === 'ana@harbor.example');
    const record = customer?.crm_ids.find(({ system }) => system === 'salesforce')?.record_id;
    if (!customer || !record) throw new Error('Ana has no customer with a record');
    const problem = { category: 'Billing', title: LONG, description: LONG, expected_resolution: 'Sent again' };
    await call(CreateEscalation, { customer_id: customer.id, severity: 'P2', ...problem }, mia);
    name = customer.name;
    address = `${stack.baseUrl}/sandbox/crm/accounts/${record}`;

    built = await buildExtension(stack.baseUrl);
    running = await launchWithExtension({ folder: built.folder, profile, language: 'en' });
    await signInOnOptions(running, 'Ben Vogel');
    await running.close();
  });
  afterEach(() => running?.close());
  afterAll(async () => {
    built?.remove();
    await stack?.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  const own = async (file: string, size: { width: number; height: number }): Promise<Page> => {
    const page = await running.context.newPage();
    await page.setViewportSize(size);
    await page.goto(`chrome-extension://${running.extensionId}/${file}`);
    return page;
  };

  test.each([
    ['en', 'Options', /Nothing of a page/],
    ['de', 'Einstellungen', /Nichts von einer Seite/],
    ['fr', 'Options', /Rien d'une page/],
    ['es', 'Opciones', /Nada de una página/],
    ['pt-BR', 'Opções', /Nada de uma página/],
    ['ja', '設定', /ページの内容は送られません/],
  ])('speaks %s', async (language, title, privacy) => {
    running = await launchWithExtension({ folder: built.folder, profile, language });
    await running.context.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: recordPage(name) }),
    );
    const foreign = foreignTo(language, built.folder);

    const options = await own('options.html', { width: 1440, height: 900 });
    await eventually(async () => expect(await options.title()).toBe(`${title} · Understudy`));
    await eventually(async () => expect(await options.locator('#help').innerText()).toMatch(privacy));
    expect(await options.locator('html').getAttribute('lang')).toBe(language);
    expect(await tooWide(options)).toEqual([]);
    await options.setViewportSize({ width: 420, height: 800 });
    expect(await options.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
      0,
    );

    const record = await running.context.newPage();
    await record.setViewportSize({ width: 1000, height: 500 });
    await record.goto(address);
    await record.locator('understudy-bar .who').click();
    await record.locator('understudy-bar .points').waitFor();
    expect((await chunksOf(record, 'understudy-bar')).filter(foreign)).toEqual([]);
    expect(await footOfAnswer(record)).toBe('in sight');

    const tabId: unknown = await running.worker.evaluate(
      `chrome.tabs.query({}).then((all) => all.find(({ url }) => url === ${JSON.stringify(address)})?.id)`,
    );
    const panel = await own(`sidepanel.html?tab=${String(tabId)}`, { width: 360, height: 800 });
    const tabs = panel.locator('nav.tabs button');
    await tabs.first().waitFor();
    const names = await tabs.allInnerTexts();
    expect(new Set(names).size).toBe(3);
    for (const [at, part] of ['.numbers', 'form', '[data-row]'].entries()) {
      await tabs.nth(at).click();
      await panel.locator(part).first().waitFor();
      expect((await chunksOf(panel, 'main')).filter(foreign)).toEqual([]);
      expect(await tooWide(panel)).toEqual([]);
    }

    const popup = await own('popup.html', { width: 380, height: 560 });
    await popup.locator('.customer-row .prio').first().waitFor();
    expect((await chunksOf(popup, 'main')).filter(foreign)).toEqual([]);
    expect(await tooWide(popup)).toEqual([]);
  });
});

/** Everything a part of a page says, seen or heard: its texts and the attributes that are read out, also in open shadow roots. */
const chunksOf = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((within) => {
    const said: string[] = [];
    const read = (node: Node): void => {
      if (node instanceof Element) {
        if (node.matches('style, script')) return;
        for (const attribute of ['aria-label', 'title', 'placeholder', 'alt']) {
          const words = node.getAttribute(attribute);
          if (words) said.push(words);
        }
        if (node.shadowRoot) read(node.shadowRoot);
      }
      if (node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) said.push(node.textContent.trim());
      for (const child of node.childNodes) read(child);
    };
    for (const root of document.querySelectorAll(within)) read(root);
    if (!said.length) throw new Error(`${within} says nothing`);
    return said;
  }, selector);

/** What is drawn beyond the right edge of the window, with what it says. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 40)}`),
  );

const footOfAnswer = (page: Page): Promise<string> =>
  page.locator('understudy-bar .pop').evaluate((pop) => {
    const foot = pop.querySelector('.foot')?.getBoundingClientRect();
    return foot && foot.bottom <= pop.getBoundingClientRect().bottom + 1 ? 'in sight' : 'out of sight';
  });

/** Days as English writes them: "Fri 4", "4 Dec", and a weekday alone, as after "until". Some are words elsewhere ("mar", "Mon compte"). */
const ENGLISH_DAYS = [
  /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d/,
  /\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/,
  /(^|[^A-Za-z])(Tue|Wed|Thu|Fri|Sat|Sun)($|[^A-Za-z])/,
];

/**
 * Whether something said is English where it should not be: a day, or a word of the English catalog that this language has another
 * one for. Words of people, customers and the API stand as they are.
 */
function foreignTo(language: string, folder: string): (said: string) => boolean {
  if (language === 'en') return () => false;
  const catalog = (name: string): [key: string, words: string][] =>
    Object.entries<{ message: string }>(
      JSON.parse(readFileSync(path.join(folder, '_locales', name, 'messages.json'), 'utf8')),
    ).map(([key, { message }]) => [key, message]);
  const ours = new Map(catalog(language.replace('-', '_')));
  const own = new Set(ours.values());
  const english = catalog('en')
    .filter(([key, words]) => ours.get(key) !== words && !own.has(words))
    .filter(([, words]) => words.replace(/\$\d/g, '').trim().length > 5 || !words.includes('$'))
    .map(([, words]) => new RegExp(`^${words.replace(/[.*+?^{}()|[\]\\]/g, '\\$&').replace(/\$\d/g, '.+')}$`));
  return (said) => [...ENGLISH_DAYS, ...english].some((words) => words.test(said));
}
