import { jest } from '@jest/globals';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type BuiltExtension, buildExtension } from './extension-harness.js';

jest.setTimeout(600_000);

/** The browser's language is the extension's. Nobody is asked: words come with it. */
describeInBrowser('the languages of the browser extension', () => {
  let built: BuiltExtension;
  let running: BrowserWithExtension;

  beforeAll(async () => {
    built = await buildExtension('http://127.0.0.1:9');
  });
  afterEach(() => running?.close());
  afterAll(() => built?.remove());

  test.each([
    ['en', 'Options', /Nothing of a page/],
    ['de', 'Einstellungen', /Nichts von einer Seite/],
    ['fr', 'Options', /Rien d'une page/],
    ['es', 'Opciones', /Nada de una página/],
    ['pt-BR', 'Opções', /Nada de uma página/],
    ['ja', '設定', /ページの内容は送られません/],
  ])('speaks %s', async (language, title, privacy) => {
    running = await launchWithExtension({ folder: built.folder, language });
    const options = await running.context.newPage();
    await options.goto(`chrome-extension://${running.extensionId}/options.html`);
    await eventually(async () => expect(await options.title()).toBe(`${title} · Understudy`));
    await eventually(async () => expect(await options.locator('#help').innerText()).toMatch(privacy));
    expect(await options.locator('html').getAttribute('lang')).toBe(language);
    expect(await options.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await options.setViewportSize({ width: 420, height: 800 });
    expect(await options.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });
});
