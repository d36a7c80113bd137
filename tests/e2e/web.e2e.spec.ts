import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import {
  untilAtRest,
  axeFindings,
  overflowOf,
  type Screen,
  signInAs,
  untilLive,
  type Visitor,
  visitor,
} from './web-harness.js';

jest.setTimeout(600_000);

/** With a word that nothing breaks. */
const TITLE = `Invoices missing since 3 July ${'ledger'.repeat(20)}`;

/** The story of the slice as people live it in the dashboard; each test goes on where the one before ended. */
describeInBrowser('the dashboard', () => {
  let stack: Stack;
  let browser: Browser;
  let mia: Visitor;
  let ben: Visitor;
  let absence: string;
  let customer: string;
  let escalation: string;
  const pathOf = (page: Page): string => new URL(page.url()).pathname;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    [mia, ben] = [await visitor(browser), await visitor(browser)];
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('one click puts an absence in a calendar and shows the manager what came of it', async () => {
    const { page } = mia;
    await page.goto(stack.baseUrl);
    await page.getByRole('button', { name: 'Try the story' }).click();
    await page.waitForURL('**/team');

    await page.getByRole('heading', { name: 'No gap for 90 days, if everybody who was asked accepts' }).waitFor();
    await page.getByRole('button', { name: 'Show as table' }).click();
    const row = page.getByRole('row', { name: /Ana Duarte/ });
    await row.getByText('from Google Calendar').waitFor();

    await row.getByRole('link', { name: /^Coverage of/ }).click();
    await page.getByRole('heading', { name: /^Ana Duarte is away/ }).waitFor();
    await page.getByText('Waits for the answer').waitFor();
    await page.getByText('Left out:').waitFor();
    absence = pathOf(page);
  });

  test("the backup's yes arrives on the manager's open page by itself", async () => {
    // before it is live, the page would miss the event
    await untilLive(mia.page);
    await signInAs(ben.page, stack.baseUrl, 'Ben Vogel');
    await ben.page.getByRole('heading', { name: /Waiting for your answer/ }).waitFor();
    await ben.page.getByRole('button', { name: 'Accept', exact: true }).click();
    await ben.page.getByText(/^You cover for Ana/).waitFor();

    await mia.page.getByText('No customer is left alone.').waitFor();
  });

  test('after a jump of the clock the backup stands in', async () => {
    const { page } = ben;
    await page.getByRole('button', { name: 'Move the sandbox clock' }).click();
    await page.getByLabel('To', { exact: true }).selectOption('monday');
    await page.getByRole('button', { name: 'Jump', exact: true }).click();

    await page.getByText('You stand in for Ana Duarte').waitFor();
    await page.getByRole('group', { name: 'Whose customers' }).getByText('Covered').click();
    await page.getByRole('heading', { name: 'Covered customers' }).waitFor();
    // the rows of "Both" stay until those that are covered are read
    await page
      .getByRole('row', { name: 'for Ana Duarte' })
      .getByRole('link', { name: /^Open (?!escalation)/ })
      .first()
      .click();
    await page.getByText(/^You look after .* for Ana Duarte/).waitFor();
    customer = pathOf(page);
  });

  test('E escalates from the page one is on, and nothing typed is lost', async () => {
    const { page } = ben;
    await page.keyboard.press('e');
    await page.getByLabel('Title').fill(TITLE);
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByText(/^You look after .* for Ana Duarte/).waitFor();
    await page.keyboard.press('e');
    const form = page.getByRole('dialog', { name: /^Escalate: / });
    await eventually(async () => expect(await form.getByLabel('Title').inputValue()).toBe(TITLE));
    await form.getByRole('button', { name: 'Escalate', exact: true }).click();
    await form.getByText('Choose how bad it is', { exact: true }).waitFor();
    await form.locator('input[type=radio]:focus').first().waitFor();
    await form.getByLabel('By when?').fill('2020-01-06');
    await form.getByText('That is past: choose a day that is still to come').waitFor();
    await form.getByLabel('By when?').fill('');
    await form.getByRole('radio', { name: /High/ }).check();
    await form.getByText('P0 and P1 need this').waitFor();
    await form.getByRole('radio', { name: 'Billing' }).check();
    await form.getByText(/^Goes to /).waitFor();
    await form.getByLabel('What happened?').fill('No invoice reached them.');
    await form.getByLabel(/What would solve it/).fill('Invoices sent again by Friday.');
    await page.keyboard.press('Control+Enter');

    await page.getByText('Escalated as P1.').waitFor();
    await page.getByText('Solved by').waitFor();
    const said = page.getByRole('dialog', { name: TITLE });
    expect(await said.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    await page.getByRole('link', { name: 'Open it' }).click();
    await page.getByRole('heading', { name: TITLE }).waitFor();
    await page.getByText('Customer, when opened').waitFor();
    escalation = pathOf(page);
  });

  test('the admin finds it all in the history, untouched', async () => {
    const ada = await visitor(browser);
    await signInAs(ada.page, stack.baseUrl, 'Ada Winter', '/audit');
    await ada.page.getByText('escalation', { exact: false }).first().waitFor();
    await ada.page.getByRole('button', { name: 'Verify' }).click();
    await ada.page.getByText('Nothing was touched.').waitFor();
    expect(ada.complaints).toEqual([]);
    await ada.page.context().close();
  });

  test('an address of another site is not followed after signing in', async () => {
    const stranger = await visitor(browser);
    await signInAs(stranger.page, stack.baseUrl, 'Eva Laurent', '//evil.example/x');
    expect(new URL(stranger.page.url()).origin).toBe(stack.baseUrl);
    expect(pathOf(stranger.page)).toBe('/');
    await stranger.page.context().close();
  });

  const SCREENS: readonly Screen[] = [
    { width: 1440, height: 900, colorScheme: 'light' },
    { width: 1440, height: 900, colorScheme: 'dark' },
    { width: 375, height: 800, colorScheme: 'light' },
    { width: 375, height: 800, colorScheme: 'dark' },
  ];
  test.each(SCREENS)('every page is accessible and fits: $width px, $colorScheme', async (screen) => {
    const { page, complaints } = await visitor(browser, screen);
    const findings: string[] = [];
    const look = async (what: string) => {
      await untilAtRest(page);
      for (const line of await axeFindings(page)) findings.push(`${what} ${line}`);
      const overflow = await overflowOf(page);
      if (overflow > 0) findings.push(`${what} is ${overflow} px too wide`);
    };

    await page.goto(`${stack.baseUrl}/sign-in`);
    await page.getByRole('button', { name: /^Ada Winter/ }).waitFor();
    await look('/sign-in');
    await signInAs(page, stack.baseUrl, 'Ben Vogel');
    for (const path of ['/', '/team', absence, '/customers', customer, '/escalations', escalation, '/nothing-here']) {
      await page.goto(stack.baseUrl + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await look(path);
    }
    await page.keyboard.press('e');
    await page.getByRole('dialog').waitFor();
    await look('the escalate dialog');
    await signInAs(page, stack.baseUrl, 'Ada Winter', '/audit');
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await look('/audit');

    expect(findings).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('no page was refused anything by the content security policy', () => {
    expect([...mia.complaints, ...ben.complaints]).toEqual([]);
  });
});
