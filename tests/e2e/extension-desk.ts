import type { Page } from 'playwright-core';
import { GetWorld, ListEscalations } from '@understudy/contracts';
import { callsTo } from '../support/calls.js';
import { launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { faultyLineTo } from '../support/faulty-line.js';
import { startStack } from '../support/stack.js';
import { buildExtension, panelAddress, recordPage, untilBarsCome } from './extension-harness.js';

export type Desk = Awaited<ReturnType<typeof startDesk>>;

/** A customer of the demo world with its record in the sandbox's CRM. */
export interface DeskCustomer {
  readonly id: string;
  readonly name: string;
  readonly record: string;
}

/** A browser with the extension on a running product, over a line that can be cut, and what people do there. */
export async function startDesk() {
  const stack = await startStack();
  const line = await faultyLineTo(stack.baseUrl);
  const built = await buildExtension(line.baseUrl);
  const running = await launchWithExtension({ folder: built.folder });
  await untilBarsCome(running.worker);
  const pageErrors: string[] = [];

  const { call, tokenOf } = callsTo(() => stack.baseUrl);
  const mia = await tokenOf('mia');
  const { tenants } = await call(GetWorld, {});
  const customers = tenants.find(({ slug }) => slug === 'harbor')?.customers ?? [];

  /** The `at`th of a person's customers that has a record. */
  function customerOf(name: string, at = 0): DeskCustomer {
    const found = customers.filter(({ csm_email }) => csm_email === `${name}@harbor.example`)[at];
    const record = found?.crm_ids.find(({ system }) => system === 'salesforce')?.record_id;
    if (!found || !record) throw new Error(`${name} has no such customer with a Salesforce record`);
    return { id: found.id, name: found.name, record };
  }
  const escalationsOf = async (customerId: string, title: string) => {
    const { items } = await call(ListEscalations, { customer_id: customerId, limit: 100 }, mia);
    return items.filter((row) => row.title === title);
  };

  async function openPage(address: string, before?: (page: Page) => Promise<void>): Promise<Page> {
    const page = await running.context.newPage();
    page.on('pageerror', ({ message }) => pageErrors.push(`${address}: ${message}`));
    await before?.(page);
    await page.goto(address);
    return page;
  }

  /** The popup in a tab of its own, which has to be told over which tab it was opened, and what the click on it has opened to us. */
  async function openPopup(over: Page): Promise<{ popup: Page; panel: () => Promise<Page> }> {
    await over.bringToFront();
    const [inFront] = (await running.worker.evaluate('chrome.tabs.query({ active: true })')) as { id: number }[];
    const tab = { id: inFront?.id, url: over.url(), title: await over.title() };
    const popup = await openPage(`chrome-extension://${running.extensionId}/popup.html`, async (page) => {
      await page.setViewportSize({ width: 380, height: 560 });
      await page.addInitScript((active) => {
        const { tabs } = (globalThis as unknown as { chrome: typeof chrome }).chrome;
        const query = tabs.query.bind(tabs);
        tabs.query = async (which: object) => ('currentWindow' in which ? [active] : query(which));
        window.close = () => undefined;
      }, tab);
    });
    await popup.locator('main:not([aria-busy])').waitFor();
    // Whoever is signed in can type at once.
    if ((await popup.getByRole('searchbox').count()) > 0)
      await eventually(async () =>
        expect(await popup.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search'),
      );
    /** Beside a tab that is not in front the browser draws no panel; what it would show is known. */
    const panel = async (): Promise<Page> => {
      const key = `subject:${tab.id}`;
      await eventually(async () =>
        expect(
          await running.worker.evaluate(
            (name) => chrome.storage.session.get(name).then((all) => Object.keys(all)),
            key,
          ),
        ).toEqual([key]),
      );
      return openPage(`chrome-extension://${running.extensionId}/sidepanel.html?tab=${tab.id}`);
    };
    return { popup, panel };
  }

  async function openRecord({ record, name }: DeskCustomer): Promise<Page> {
    const address = `${line.baseUrl}/sandbox/crm/accounts/${record}`;
    await running.context.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: recordPage(name) }),
    );
    const page = await openPage(address);
    await page.locator('understudy-bar .who').waitFor();
    return page;
  }

  /** The form beside the page, as a tab, because Playwright does not see the panel. */
  async function openForm(page: Page): Promise<Page> {
    await page.locator('understudy-bar .act').click();
    return openPage(await panelAddress(running.worker, page));
  }

  async function fill(form: Page, title: string, description = 'No invoice reached them.'): Promise<void> {
    await form.getByText('Billing', { exact: true }).click();
    await form.getByLabel('Title').fill(title);
    await form.getByLabel('What happened?').fill(description);
  }

  /** As Mia, in the popup's own way. */
  async function signIn(): Promise<void> {
    const page = await openPage(`${line.baseUrl}/health/live`);
    const { popup } = await openPopup(page);
    const window = running.context.waitForEvent('page');
    await popup.getByRole('button', { name: 'Sign in' }).click();
    await (await window).getByRole('button', { name: /Mia Kruse/ }).click();
    await popup.getByRole('searchbox').waitFor();
    await popup.close();
    await page.close();
  }

  return {
    line,
    running,
    mia,
    /** What pages of ours and of the CRM have thrown so far. */
    pageErrors,
    call,
    tokenOf,
    customerOf,
    escalationsOf,
    openPage,
    openPopup,
    openRecord,
    openForm,
    fill,
    signIn,
    badge: (): Promise<string> => running.worker.evaluate('chrome.action.getBadgeText({})') as Promise<string>,
    stop: async (): Promise<void> => {
      await running.close();
      built.remove();
      await line.stop();
      await stack.stop();
    },
  };
}

/** The part of the browser's own interface that the popup is opened over. */
declare const chrome: {
  tabs: { query(which: object): Promise<{ id?: number; url?: string }[]> };
  storage: { session: { get(key: string): Promise<Record<string, unknown>> } };
};
