import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { PutCrmIds } from '@understudy/contracts';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Recorder, recordInFrontOf } from '../support/recorder.js';
import { type Stack, startStack } from '../support/stack.js';
import { tell } from '../support/story.js';
import {
  buildExtension,
  openPanelPage,
  signInOnOptions,
  type BuiltExtension,
  untilBarsCome,
} from './extension-harness.js';

jest.setTimeout(600_000);

const WORKSPACE = path.resolve(import.meta.dirname, '../..');
const APPROVED: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(path.join(WORKSPACE, 'docs/extension/permissions.json'), 'utf8'),
);

describe('what the extension asks for and is made of', () => {
  const API = 'https://understudy.acme.example';
  let chrome: BuiltExtension;
  let firefox: BuiltExtension;

  beforeAll(async () => {
    [chrome, firefox] = [await buildExtension(API), await buildExtension(API, 'firefox')];
  });
  afterAll(() => [chrome, firefox].forEach((built) => built?.remove()));

  const manifestOf = ({ folder }: BuiltExtension): Manifest =>
    JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));

  test("Mozilla's linter finds no error and no warning", async () => {
    const linter = path.join(WORKSPACE, 'node_modules/addons-linter/bin/addons-linter');
    const { stdout } = await promisify(execFile)(process.execPath, [linter, firefox.folder, '--output', 'json']).catch(
      (failed: { stdout: string }) => failed, // it ends with code 1 when it has found something
    );
    const { errors, warnings, summary } = JSON.parse(stdout) as LinterReport;
    expect([...errors, ...warnings].map(({ code, file, message }) => `${file}: ${code} ${message}`)).toEqual([]);
    expect(summary).toMatchObject({ errors: 0, warnings: 0 });
  });

  test('the permissions are those that were approved, each with its reason', () => {
    const [inChrome, inFirefox] = [manifestOf(chrome), manifestOf(firefox)];
    const approved = Object.keys(APPROVED['permissions'] ?? {}).toSorted();
    expect(inChrome.permissions.toSorted()).toEqual(approved);
    expect(inFirefox.permissions.toSorted()).toEqual(approved.filter((name) => name !== 'sidePanel'));
    for (const manifest of [inChrome, inFirefox]) {
      expect(manifest.host_permissions).toEqual([`${API}/*`]);
      expect(manifest.optional_host_permissions).toEqual(Object.keys(APPROVED['optional_host_permissions'] ?? {}));
      expect(manifest.optional_permissions ?? []).toEqual([]);
      expect([manifest.content_scripts, manifest.externally_connectable, manifest.web_accessible_resources]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
    for (const reason of Object.values(APPROVED).flatMap((group) => Object.values(group)))
      expect(reason.length).toBeGreaterThan(40);
  });

  test('its pages and its worker may talk to the backend and to nobody else', () => {
    for (const built of [chrome, firefox])
      expect(manifestOf(built).content_security_policy.extension_pages).toMatch(
        /^default-src 'none'; script-src 'self';.*; connect-src 'self' https:\/\/understudy\.acme\.example;/,
      );
  });
});

/** Values that stand in a CRM's page and nowhere else, by where they stand. */
const CANARIES = {
  name: 'Canaryname Holdings',
  title: 'canarytitle-71',
  field: 'canaryfield-55@customer.example',
  typed: 'canarytyped-19',
  query: 'canaryquery-33',
  stored: 'canarystored-88',
  record: '998877665544',
  next: '998877665545',
  unknown: '998877665546',
  later: '998877665547',
};
const HOST = 'https://app.hubspot.com';
const RECORD = `${HOST}/contacts/123456/record/0-2/${CANARIES.record}?from=${CANARIES.query}`;

describeInBrowser('what leaves a page of a CRM', () => {
  let stack: Stack;
  let recorder: Recorder;
  let built: BuiltExtension;
  let running: BrowserWithExtension;
  let customer: string;
  let other: string;

  beforeAll(async () => {
    stack = await startStack();
    recorder = await recordInFrontOf(stack.baseUrl);
    const story = await tell(stack);
    const [found, another] = story.customers;
    if (!found || !another) throw new Error('the demo world has no two customers');
    [customer, other] = [found.name, another.name];
    const ada = await story.person('ada');
    for (const [{ id, crm_ids: known }, record] of [
      [found, CANARIES.record],
      [another, CANARIES.next],
    ] as const) {
      const crmIds = [...known, { system: 'hubspot', record_id: record }];
      await ada.call(PutCrmIds, { customer_id: id, crm_ids: crmIds });
    }

    built = await buildExtension(recorder.baseUrl);
    running = await launchWithExtension({ folder: built.folder, origins: ['https://*.hubspot.com/*'] });
    await untilBarsCome(running.worker);
    await running.context.route(`${HOST}/**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: pageWithCanaries() }),
    );
    await signInOnOptions(running, 'Mia Kruse');
  });
  afterAll(async () => {
    await running?.close();
    built?.remove();
    await recorder?.stop();
    await stack?.stop();
  });

  /** Which of the canaries have been sent since the recorder was last emptied. */
  const left = (): string[] =>
    Object.entries(CANARIES)
      .filter(([, value]) => recorder.all().some((request) => holds(request, value)))
      .map(([where]) => where);

  const who = (page: Page) => page.locator('understudy-bar').locator('.who');

  async function openRecord(): Promise<Page> {
    const page = await running.context.newPage();
    await page.goto(RECORD);
    await who(page).waitFor();
    return page;
  }

  test('looking at records, hovering, scrolling, typing and going on send nothing of them', async () => {
    recorder.forget();
    const page = await openRecord();
    await who(page).hover();
    await page.getByLabel('Note').fill(`${CANARIES.typed} and more`);
    await page.locator('understudy-bar').locator('.act').hover();
    await page.mouse.wheel(0, 400);
    await page.mouse.wheel(0, -400);
    await page.evaluate(() => history.pushState({}, '', `${location.pathname}?later#x`));
    await page.reload();
    await who(page).waitFor();
    await page.evaluate(() =>
      document.querySelector('understudy-bar')?.shadowRoot?.querySelector<HTMLElement>('.who')?.click(),
    );
    // the worker has had its turns: it answers what was asked after all of this
    await running.worker.evaluate('chrome.storage.local.get().then(() => null)');
    expect(left()).toEqual([]);
    await page.close();
  });

  test('one click sends the id of the record, and nothing else of the page', async () => {
    const page = await openRecord();
    recorder.forget();
    await who(page).click();
    await page.locator('understudy-bar').getByRole('dialog').waitFor();
    expect(left()).toEqual(['record']);
    await page.close();
  });

  test('the form beside the page sends name, title and address only when it is sent off; the rest never', async () => {
    const page = await openRecord();
    await page.getByLabel('Note').fill(CANARIES.typed);
    recorder.forget();
    await page.locator('understudy-bar').locator('.act').click();
    const panel = await openPanelPage(running, page);
    await panel.getByText(customer, { exact: true }).first().waitFor();
    expect(left().filter((where) => where !== 'record')).toEqual([]);

    await panel.getByText('High', { exact: true }).click();
    await panel.getByText('Billing', { exact: true }).click();
    await panel.getByLabel('Title').fill('Invoices missing');
    await panel.getByLabel('What happened?').fill('None reached them.');
    await panel.getByLabel('What would solve it?').fill('Invoices sent again');
    const send = panel.getByRole('button', { name: /Escalate as P1/ });
    expect(left().filter((where) => where !== 'record')).toEqual([]);
    await send.click();
    await panel.getByText('First answer by').waitFor();
    // the control: what is sent off is seen here, with the address it is about
    await eventually(async () => expect(left()).toContain('query'));
    expect(left().filter((where) => ['field', 'typed', 'stored'].includes(where))).toEqual([]);
    await panel.close();
    await page.close();
  });

  test('an open panel follows from record to record with the id of each, and a closed one with nothing', async () => {
    const page = await openRecord();
    await page.getByLabel('Note').fill(CANARIES.typed);
    const goTo = async (record: string): Promise<void> => {
      await page.bringToFront();
      await page.evaluate((to) => history.pushState({}, '', to), RECORD.replace(CANARIES.record, record));
      await eventually(async () =>
        expect(JSON.stringify(await running.worker.evaluate('chrome.storage.session.get()'))).toContain(record),
      );
    };
    const sentWith = (value: string) =>
      recorder
        .all()
        .flatMap((request) => (holds(request, value) ? [request.slice(request.lastIndexOf('\n') + 1)] : []));
    const crmOf = (record: string) => JSON.stringify({ crm: { system: 'hubspot', record_id: record } });

    await page.locator('understudy-bar').locator('.act').click();
    const panel = await openPanelPage(running, page);
    await panel.getByText(customer, { exact: true }).first().waitFor();
    recorder.forget();
    await goTo(CANARIES.next);
    await panel.getByText(other, { exact: true }).first().waitFor();
    // Two panels follow here: the browser's own, which Playwright does not see, and this one.
    expect(left().filter((where) => where !== 'record')).toEqual(['next']);
    expect(new Set(sentWith(CANARIES.next))).toEqual(new Set([crmOf(CANARIES.next)]));

    await goTo(CANARIES.unknown);
    await panel.getByText('Which customer is it?').waitFor();
    // a name in it would be looked for at once
    expect(await panel.getByRole('searchbox').inputValue()).toBe('');
    expect(left().filter((where) => where !== 'record')).toEqual(['next', 'unknown']);
    expect(new Set(sentWith(CANARIES.unknown))).toEqual(new Set([crmOf(CANARIES.unknown)]));

    const tabId = new URL(panel.url()).searchParams.get('tab');
    await panel.close();
    await running.worker.evaluate(`chrome.sidePanel.setOptions({ tabId: ${tabId}, enabled: false })`);
    await eventually(async () =>
      expect(await running.worker.evaluate('chrome.runtime.getContexts({ contextTypes: ["SIDE_PANEL"] })')).toEqual([]),
    );
    recorder.forget();
    await goTo(CANARIES.later);
    await running.worker.evaluate('chrome.storage.local.get().then(() => null)');
    expect(left()).toEqual([]);
    await page.close();
  });

  test('the browser refuses the worker every other server', async () => {
    const asked = (address: string): Promise<unknown> =>
      running.worker.evaluate(`fetch(${JSON.stringify(address)}).then(() => 'reached', (error) => error.name)`);
    const elsewhere = await recordInFrontOf(stack.baseUrl);
    expect(await asked(`${recorder.baseUrl}/health/live`)).toBe('reached');
    expect(await asked(`${elsewhere.baseUrl}/health/live`)).toBe('TypeError');
    expect(elsewhere.all()).toEqual([]);
    await elsewhere.stop();
  });
});

/** Also as it is written in an address. */
const holds = (request: string, value: string): boolean =>
  [value, encodeURIComponent(value), value.replaceAll(' ', '+')].some((text) => request.includes(text));

const pageWithCanaries = (): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${CANARIES.name} ${CANARIES.title}</title></head>
<body style="margin:0;font:14px Arial;background:#fff;color:#22262b;min-height:2000px">
<main><div data-test-id="record-highlight-main-content" style="display:flex;gap:8px;height:64px;align-items:center;padding:0 16px">
<h1 data-selenium-test="highlightTitle" style="flex:1;font-size:18px">${CANARIES.name}</h1><button>Actions</button></div>
<p>${CANARIES.field}</p><label>Note <textarea></textarea></label></main>
<script>localStorage.setItem('note', ${JSON.stringify(CANARIES.stored)});</script></body></html>`;

interface Manifest {
  readonly permissions: readonly string[];
  readonly host_permissions: readonly string[];
  readonly optional_host_permissions: readonly string[];
  readonly optional_permissions?: readonly string[];
  readonly content_scripts?: unknown;
  readonly externally_connectable?: unknown;
  readonly web_accessible_resources?: unknown;
  readonly content_security_policy: { readonly extension_pages: string };
}
interface LinterReport {
  readonly summary: { readonly errors: number; readonly warnings: number };
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}
interface Finding {
  readonly code: string;
  readonly file?: string;
  readonly message: string;
}
