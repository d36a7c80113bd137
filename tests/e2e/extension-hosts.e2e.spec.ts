import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { PutCrmIds } from '@understudy/contracts';
import {
  type BrowserWithExtension,
  describeInBrowser,
  launchChromium,
  launchWithExtension,
} from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { tell } from '../support/story.js';
import {
  axeFindings,
  boxesOf,
  buildExtension,
  type BuiltExtension,
  coveredByBar,
  openPanelPage,
  untilBarsCome,
} from './extension-harness.js';
import { dynamics } from './hosts/dynamics.js';
import type { HostRecord } from './hosts/host-page.js';
import { hubspot } from './hosts/hubspot.js';
import { lightning } from './hosts/lightning.js';
import { zendesk } from './hosts/zendesk.js';

jest.setTimeout(600_000);

const HOSTS = [lightning, zendesk, hubspot, dynamics];
const SWITCHES = 20;

describeInBrowser('the bar under the real host names of CRMs', () => {
  let stack: Stack;
  let built: BuiltExtension;
  let running: BrowserWithExtension;
  const pageErrors: string[] = [];
  /** The name of the customer by the key of a record's bar. */
  const customers = new Map<string, string>();

  beforeAll(async () => {
    stack = await startStack();
    built = await buildExtension(stack.baseUrl);
    running = await launchWithExtension({ folder: built.folder, origins: HOSTS.flatMap(({ origins }) => origins) });
    await untilBarsCome(running.worker);
    await linkRecords();
  });
  afterAll(async () => {
    await running?.close();
    built?.remove();
    await stack?.stop();
  });

  /** Each record that is a customer's is one of Harbor's. */
  async function linkRecords(): Promise<void> {
    const story = await tell(stack);
    const ada = await story.person('ada');
    const linked = new Map<string, string>();
    for (const host of HOSTS) {
      for (const record of host.records) {
        const { system, recordId } = host.customerOf(record);
        const known = linked.get(`${system} ${recordId}`);
        const customer = story.customers[linked.size + 10];
        if (!customer) throw new Error('the demo world has too few customers');
        if (!known) {
          const crmIds = [...customer.crm_ids, { system, record_id: recordId }];
          await ada.call(PutCrmIds, { customer_id: customer.id, crm_ids: crmIds });
          linked.set(`${system} ${recordId}`, customer.name);
        }
        customers.set(host.key(record), known ?? customer.name);
      }
    }
  }

  describe.each(HOSTS)('$name', (host) => {
    let page: Page;
    const [first, second, third] = host.records as readonly [HostRecord, HostRecord, HostRecord];

    beforeAll(async () => {
      await running.context.route(host.serves, (route) => route.fulfill({ contentType: 'text/html', body: host.html }));
      page = await running.context.newPage();
      page.on('pageerror', ({ message }) => pageErrors.push(`${host.name}: ${message}`));
    });
    afterAll(() => page?.close());

    const who = () => page.locator('understudy-bar').locator('.who');
    const answer = () => page.locator('understudy-bar').getByRole('dialog');
    const open = (record: HostRecord): Promise<void> =>
      page.evaluate(
        (address) => (globalThis as unknown as { app: { open(to: string): void } }).app.open(address),
        host.address(record),
      );
    const showsBarOf = (record: HostRecord): Promise<void> =>
      eventually(async () => expect(await barsOn(page)).toEqual([host.key(record)]));

    test(`one bar, of the record that is shown, after ${SWITCHES} switches`, async () => {
      await page.goto(host.address(first));
      await showsBarOf(first);
      let at = 0;
      for (let round = 0; round < SWITCHES; round++) {
        const kind = round % 5;
        if (kind === 3) await page.goBack();
        else if (kind === 4) await page.goForward();
        else await open(host.records[(at + 1) % 3] ?? first);
        // asked of the page itself: the browser is told of an address that a script wrote a moment later
        const address = await page.evaluate(() => location.href);
        at = host.records.findIndex(({ id }) => address.includes(id));
        expect(at).toBeGreaterThanOrEqual(0);
        await showsBarOf(host.records[at] ?? first);
      }
    });

    test('a page of the app without a record has none; many records in one turn leave the last one', async () => {
      await page.evaluate(() => (globalThis as unknown as { app: { open(to: string): void } }).app.open('/home'));
      await eventually(async () => expect(await barsOn(page)).toEqual([]));
      await page.evaluate(
        (addresses) =>
          addresses.forEach((to) => (globalThis as unknown as { app: { open(at: string): void } }).app.open(to)),
        [first, second, third, second, first, third].map(host.address),
      );
      await showsBarOf(third);
    });

    test('"Who\'s covering?" answers for the customer of the record', async () => {
      for (const record of host.records) {
        await open(record);
        await showsBarOf(record);
        await signedInBy(() => who().click());
        await answer().waitFor();
        expect(await answer().getAttribute('aria-label')).toBe(`Who's covering ${customers.get(host.key(record))}?`);
        await page.keyboard.press('Escape');
        await answer().waitFor({ state: 'detached' });
      }
    });

    test('Escalate opens the form for the customer of the record', async () => {
      await open(second);
      await showsBarOf(second);
      await page.bringToFront();
      await page.locator('understudy-bar').locator('.act').click();
      const panel = await openPanelPage(running, page);
      await panel
        .getByText(customers.get(host.key(second)) ?? 'nobody', { exact: true })
        .first()
        .waitFor();
      await panel.close();
    });

    test('it stands in the header, covers no control, and has no accessibility finding, closed or open', async () => {
      await page.goto(host.address(first));
      await showsBarOf(first);
      await eventually(async () => {
        expect(await page.locator('understudy-bar .us-bar').getAttribute('class')).toMatch(/\bbar\b/);
        expect(await coveredByBar(page)).toEqual([]);
      });
      expect(await placesOf(page)).toHaveLength(1);
      expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
      await signedInBy(() => who().click());
      await answer().waitFor();
      expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
      await page.keyboard.press('Escape');
    });

    test('every control of the page is where it is without the extension', async () => {
      const plain = await launchChromium();
      try {
        const without = await plain.newPage({ viewport: page.viewportSize() });
        await without.route(host.serves, (route) => route.fulfill({ contentType: 'text/html', body: host.html }));
        await without.goto(host.address(first));
        await page.goto(host.address(first));
        await showsBarOf(first);
        await eventually(async () => expect(await boxesOf(page)).toBe(await boxesOf(without)));
      } finally {
        await plain.close();
      }
    });
  });

  test('no page threw', () => expect(pageErrors).toEqual([]));

  /** Clicks; the first time that asks who one is, and Mia is. */
  async function signedInBy(click: () => Promise<void>): Promise<void> {
    const isSignedIn = await running.worker.evaluate(
      "chrome.storage.local.get().then((all) => JSON.stringify(all).includes('refresh'))",
    );
    if (isSignedIn) return click();
    const window = running.context.waitForEvent('page');
    await click();
    await (await window).getByRole('button', { name: /Mia Kruse/ }).click();
  }
});

/** Where the bar was drawn, each place once, while it was looked after anew in every frame, longer than a header is waited for. */
const placesOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const places = new Set<string>();
    const began = performance.now();
    for (let frames = 0; frames < 10 || performance.now() - began < 2_000; frames++) {
      dispatchEvent(new Event('resize'));
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const box = document
        .querySelector('understudy-bar')
        ?.shadowRoot?.querySelector('.us-bar')
        ?.getBoundingClientRect();
      places.add(`${box?.right} ${box?.top}`);
    }
    return [...places];
  });

/** The keys of every bar in the document, seen or not: there is never a second one. */
const barsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const bars = [...document.querySelectorAll<HTMLElement>('understudy-bar')];
    const seen = bars.map((bar) =>
      bar.shadowRoot?.querySelector('.us-bar')?.checkVisibility({ visibilityProperty: true }),
    );
    return bars.map((bar, at) => (seen[at] ? (bar.dataset['key'] ?? '') : 'not seen'));
  });
