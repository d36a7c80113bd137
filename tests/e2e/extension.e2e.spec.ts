import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import {
  AcceptCoverage,
  AssignCoverage,
  CreateAbsence,
  GetCustomerBrief,
  GetEscalation,
  GetResponsible,
  GetWorld,
  ListEscalations,
} from '@understudy/contracts';
import { callsTo } from '../support/calls.js';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { axeFindings, boxesOf, buildExtension, untilCutOff, recordPage, untilBarsCome } from './extension-harness.js';
import { untilAtRest } from './web-harness.js';

jest.setTimeout(600_000);

/** The bar says that it looks 400 ms after a click that counts (bar-model.ts). */
const BY_THEN_IT_LOOKS_MS = 500;

describeInBrowser('the browser extension on a CRM record', () => {
  let stack: Stack;
  let built: Awaited<ReturnType<typeof buildExtension>>;
  let running: BrowserWithExtension;
  let mia: string;
  let covered: { id: string; name: string; record: string };
  let present: { id: string; name: string; record: string };
  const pageErrors: string[] = [];

  const { call, tokenOf } = callsTo(() => stack.baseUrl);

  /** Ana is away from today on, and Ben has said yes for all of her customers. */
  async function anaIsAwayAndBenCovers(): Promise<void> {
    const [ana, ben] = [await tokenOf('ana'), await tokenOf('ben')];
    const { tenants } = await call(GetWorld, {});
    const harbor = tenants.find(({ slug }) => slug === 'harbor');
    const benId = harbor?.users.find(({ email }) => email === 'ben@harbor.example')?.id ?? '';
    const customerOf = (email: string) => {
      const found = harbor?.customers.find((customer) => customer.csm_email === email);
      const record = found?.crm_ids.find(({ system }) => system === 'salesforce')?.record_id;
      if (!found || !record) throw new Error(`${email} has no customer with a Salesforce record`);
      return { id: found.id, name: found.name, record };
    };
    covered = customerOf('ana@harbor.example');
    present = customerOf('eva@harbor.example');

    const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    const absence = await call(
      CreateAbsence,
      { absence_type: 'vacation', start_date: day(0), end_date: day(4), time_zone: 'Europe/Lisbon' },
      ana,
    );
    const asked = await call(AssignCoverage, { absence_id: absence.id, backup_user_id: benId }, ana);
    await call(AcceptCoverage, { assignment_id: asked.id }, ben);
  }

  beforeAll(async () => {
    stack = await startStack();
    built = await buildExtension(stack.baseUrl);
    running = await launchWithExtension({ folder: built.folder });
    await untilBarsCome(running.worker);
    mia = await tokenOf('mia');
    await anaIsAwayAndBenCovers();
  });
  afterAll(async () => {
    await running?.close();
    built?.remove();
    await stack?.stop();
  });

  const context = (): BrowserContext => running.context;
  const bar = (page: Page) => page.locator('understudy-bar');
  const who = (page: Page) => bar(page).locator('.who');
  const answer = (page: Page) => bar(page).getByRole('dialog');
  const reads = (part: Locator, words: RegExp): Promise<void> =>
    eventually(async () => expect(await part.innerText()).toMatch(words));

  async function openPage(address: string): Promise<Page> {
    const page = await context().newPage();
    page.on('pageerror', ({ message }) => pageErrors.push(`${address}: ${message}`));
    await page.goto(address);
    return page;
  }

  /** The sandbox's own record page; a plain one of the same shape where it is not there. */
  async function openRecord({ record, name }: { record: string; name: string }): Promise<Page> {
    const address = `${stack.baseUrl}/sandbox/crm/accounts/${record}`;
    const real = await fetch(address, { headers: { accept: 'text/html' } });
    if (real.status === 404) {
      await context().route(address, (route) => route.fulfill({ contentType: 'text/html', body: recordPage(name) }));
    }
    const page = await openPage(address);
    await who(page).waitFor();
    return page;
  }

  test('before anybody acts the bar asks to sign in, and a click that the page makes up does nothing', async () => {
    const page = await openRecord(covered);
    await reads(who(page), /^Sign in to see who covers$/);
    const opened = context().pages().length;
    // Timers of the page and of the script in it run in the order in which they are due, on a machine of any speed.
    await page.evaluate((ms) => {
      document.querySelector('understudy-bar')?.shadowRoot?.querySelector<HTMLElement>('.who')?.click();
      return new Promise((resolve) => setTimeout(resolve, ms));
    }, BY_THEN_IT_LOOKS_MS);
    expect(await who(page).innerText()).toBe('Sign in to see who covers');
    expect(context().pages()).toHaveLength(opened);
    expect(await answer(page).count()).toBe(0);
    await page.close();
  });

  test('one click signs in as Mia and answers who covers, as the API does', async () => {
    const page = await openRecord(covered);
    const signInWindow = context().waitForEvent('page');
    await who(page).click();
    const window = await signInWindow;
    await reads(who(page), /^Looking up…$/);
    await window.getByRole('button', { name: /Mia Kruse/ }).click();

    await answer(page).waitFor();
    const { responsible, owner } = await call(GetResponsible, { customer_id: covered.id }, mia);
    expect([responsible?.name, owner?.name]).toEqual(['Ben Vogel', 'Ana Duarte']);
    await reads(answer(page), /Ben Vogel covers/);
    await reads(answer(page), /Why Ben\s+Ana Duarte owns it\s+Away/);
    await reads(who(page), /^Ben\s+(covers )?until /);
    expect(await answer(page).getAttribute('aria-label')).toBe(`Who's covering ${covered.name}?`);

    const { open_escalations } = await call(GetCustomerBrief, { customer_id: covered.id }, mia);
    for (const { title } of open_escalations.value.slice(0, 1)) {
      expect(await answer(page).innerText()).toContain(title);
    }
    await page.keyboard.press('Escape');
    await answer(page).waitFor({ state: 'detached' });
    await page.close();
  });

  test('an owner who is here is one line', async () => {
    const page = await openRecord(present);
    await reads(who(page), /^Who's covering\?$/);
    await who(page).click();
    await reads(answer(page), /Eva Laurent is here/);
    expect(await answer(page).locator('.chain').count()).toBe(0);
    await page.close();
  });

  test('bar and answer move nothing of the page, fit their sizes, and have no accessibility finding', async () => {
    const page = await openRecord(covered);
    await who(page).click();
    await answer(page).waitFor();
    await untilAtRest(page);
    const withUs = await boxesOf(page);
    const box = await bar(page).locator('.us-bar').boundingBox();
    const popover = await answer(page).boundingBox();
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);

    await page.evaluate(() => document.querySelector('understudy-bar')?.setAttribute('style', 'display: none'));
    expect(await boxesOf(page)).toBe(withUs);
    expect(box?.height).toBe(28);
    expect(box?.width).toBeLessThanOrEqual(220);
    expect(popover?.width).toBe(320);
    await page.close();
  });

  test('Escalate opens the form beside the page; what it sends is an escalation with owner, clocks and frozen customer', async () => {
    const page = await openRecord(covered);
    await bar(page).locator('.act').click();
    const panelAddress = await sidePanelAddress();

    // Playwright cannot see the side panel itself: the same page, for the same tab, in a tab of its own.
    const panel = await openPage(panelAddress);
    await panel.getByRole('heading', { name: covered.name }).waitFor();
    await panel.getByText(/^Ben Vogel covers until /).waitFor();
    await panel.getByRole('button', { name: /Escalate as P2/ }).click();
    await panel.getByText('Say what happened.').waitFor();
    expect(await axeFindings(panel, 'main')).toEqual([]);

    await panel.getByText('High', { exact: true }).click();
    await panel.getByText('Billing', { exact: true }).click();
    await panel.getByLabel('Title').fill('Invoices missing since the move');
    await panel.getByLabel('What happened?').fill('No invoice reached them.');
    await panel.getByLabel('What would solve it?').fill('Invoices sent again');
    await panel.reload();
    await eventually(async () =>
      expect([
        await panel.getByLabel('What happened?').inputValue(),
        await panel.getByLabel('What would solve it?').inputValue(),
      ]).toEqual(['No invoice reached them.', 'Invoices sent again']),
    );
    await panel.getByRole('button', { name: /Escalate as P1/ }).click();
    await panel.getByText('First answer by').waitFor();
    expect(await axeFindings(panel, 'main')).toEqual([]);

    const { items } = await call(ListEscalations, { customer_id: covered.id, limit: 100 }, mia);
    const made = items.filter(({ title }) => title === 'Invoices missing since the move');
    expect(made).toHaveLength(1);
    const escalation = await call(GetEscalation, { escalation_id: made[0]?.id ?? '' }, mia);
    expect(escalation).toMatchObject({
      severity: 'P1',
      category: 'Billing',
      description: 'No invoice reached them.',
      expected_resolution: 'Invoices sent again',
      created_by: { name: 'Mia Kruse' },
      source: { surface: 'extension', url: page.url() },
      customer_context: { name: covered.name, responsible: { name: 'Ben Vogel' } },
    });
    expect(escalation.primary_owner).not.toBeNull();
    expect(Date.parse(escalation.sla.due_at)).toBeGreaterThan(Date.parse(escalation.created_at));
    await panel.close();
    await page.close();
  });

  test('a page without a record has no bar, and signing out takes the answer away', async () => {
    const page = await openRecord(covered);
    await who(page).click();
    await answer(page).waitFor();
    const options = await openPage(`chrome-extension://${running.extensionId}/options.html`);
    await options.getByRole('button', { name: 'Sign out' }).click();
    await options.getByText('Signed out').waitFor();
    await page.bringToFront();
    await page.waitForFunction(() =>
      document.querySelector('understudy-bar')?.shadowRoot?.textContent?.includes('Sign in to see who covers'),
    );
    await page.evaluate(() => history.pushState({}, '', '/sandbox/crm'));
    await bar(page).waitFor({ state: 'detached' });
    await options.close();
    await page.close();
  });

  test('after the extension is reloaded a click on the old bar tells what to do', async () => {
    const page = await openRecord(covered);
    await running.worker.evaluate('chrome.runtime.reload()').catch(() => undefined);
    await untilCutOff(page);
    await who(page).click();
    await reads(who(page), /^Updated: reload this page$/);
    await page.close();
  });

  test('the content script costs every page at most 15 kB', () => {
    const script = readFileSync(path.join(built.folder, 'content-scripts/crm.js'));
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(15_000);
  });

  test('no page threw', () => expect(pageErrors).toEqual([]));

  const sidePanelAddress = (): Promise<string> =>
    eventually(async () => {
      const found: unknown = await running.worker.evaluate(
        "chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] }).then((all) => all[0]?.documentUrl ?? null)",
      );
      // A panel that is just opening has no address yet.
      if (typeof found !== 'string' || !found) throw new Error('no side panel opened');
      return found;
    });
});
