import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  CreateEscalation,
  ListAbsences,
  ResolveEscalation,
  AcknowledgeEscalation,
} from '@understudy/contracts';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { type Stack, startStack } from '../support/stack.js';
import { outOfOffice, tell } from '../support/story.js';
import { axeFindings, DESK, overflowOf, signInAs, untilAtRest, type Visitor, visitor } from './web-harness.js';

jest.setTimeout(600_000);

const PAGES = ['/success-metrics', '/reports/coverage', '/reports/escalations', '/escalations/dashboard'] as const;
const SCREENS = [DESK, { ...DESK, colorScheme: 'dark' }, { width: 375, height: 800, colorScheme: 'light' }] as const;

/** What a manager understands from the numbers: each is a way to its list, and the list is as long as the number says. */
describeInBrowser('numbers of the dashboard', () => {
  let stack: Stack;
  let browser: Browser;
  let mia: Visitor;

  const visit = async (page: Page, path: string): Promise<void> => {
    await page.goto(stack.baseUrl + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await untilAtRest(page);
  };

  /** Ana was away and is back, Ben covered; of five escalations two are resolved. */
  const happen = async (): Promise<void> => {
    const story = await tell(stack);
    const [ana, ben, sue] = [await story.person('ana'), await story.person('ben'), await story.person('sue')];
    const today = Temporal.Now.plainDateISO('UTC');
    const monday = today.add({ days: 8 - today.dayOfWeek });
    await ana.calendar('POST', outOfOffice(monday.toString(), monday.add({ days: 2 }).toString(), 'Europe/Lisbon'));
    await story.settle();
    const [absence] = (await ana.call(ListAbsences, { user_id: ana.userId })).items;
    await ben.call(AcceptCoverage, { assignment_id: absence?.coverage.assignments[0]?.id ?? '' });
    await story.at(`${monday.add({ days: 1 }).toString()}T09:00:00Z`);
    const severities = ['P1', 'P2', 'P3', 'P2', 'P1'] as const;
    for (const [n, severity] of severities.entries()) {
      const { id } = await ben.call(CreateEscalation, {
        customer_id: story.customers[n]?.id ?? '',
        category: n % 2 ? 'Billing' : 'Technical',
        severity,
        title: `Export ${n} misses rows`,
        description: 'x',
        expected_resolution: 'It is whole',
        primary_owner_id: sue.userId,
      });
      if (n > 1) continue;
      await sue.call(AcknowledgeEscalation, { escalation_id: id });
      await sue.call(ResolveEscalation, {
        escalation_id: id,
        resolution_summary: 'The job was started again and runs to its end.',
        root_cause: 'The disk of the export job was full.',
        outcome: 'saved',
      });
    }
    await story.at(`${monday.add({ days: 3 }).toString()}T09:00:00Z`);
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    await happen();
    mia = await visitor(browser);
    await signInAs(mia.page, stack.baseUrl, 'Mia Kruse');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test.each(PAGES)('every number of %s leads to a list of that length', async (path) => {
    const { page } = mia;
    await visit(page, path);
    const links = await page
      .locator('main a[href*="filter="]')
      .evaluateAll((all) => all.map((link) => ({ href: link.getAttribute('href') ?? '', words: link.textContent })));
    const numbers = links.filter(({ words }) => /^\d+$/.test(words ?? ''));
    expect(numbers.length).toBeGreaterThan(2);
    for (const { href, words } of numbers) {
      await visit(page, href);
      const title = await page.getByRole('heading', { level: 1 }).textContent();
      expect([href, title?.split(' ')[0]]).toEqual([href, words]);
      const rows = page.locator('main tbody tr');
      expect(await rows.count()).toBe(Math.min(50, Number(words)));
    }
  });

  test('a chart is a table at a click, and a period is kept in the address', async () => {
    const { page } = mia;
    await visit(page, '/escalations/dashboard');
    const panel = page.getByRole('region', { name: /what is open$/ });
    await panel.getByRole('button', { name: 'Show as table' }).click();
    await panel.getByRole('rowheader', { name: 'Technical' }).waitFor();
    await panel.getByRole('button', { name: 'Show as chart' }).click();
    await panel.getByRole('rowheader', { name: 'Technical' }).waitFor({ state: 'detached' });

    await visit(page, '/reports/escalations');
    await page.getByLabel('To', { exact: true }).fill('2020-02-01');
    await page.getByLabel('To', { exact: true }).blur();
    await page.waitForURL('**from=2020-02-01&to=2020-02-01**');
    await page.getByLabel('From', { exact: true }).fill('2020-01-01');
    await page.getByRole('heading', { level: 1, name: 'No clock ended in this time' }).waitFor();
    // by keyboard: month, day and year are each a change on the way; a first day after the last takes it along
    await page.getByLabel('From', { exact: true }).focus();
    await page.keyboard.type('03152020', { delay: 30 });
    await page.getByLabel('From', { exact: true }).blur();
    await page.waitForURL('**from=2020-03-15&to=2020-03-15**');
    await page.getByLabel('From', { exact: true }).focus();
    await page.keyboard.type('02012019', { delay: 30 });
    await page.waitForURL('**from=2019-02-01&to=2020-03-15**');
  });

  test('no page is wider than its window, and axe finds nothing, light, dark and narrow', async () => {
    const findings: string[] = [];
    for (const screen of SCREENS) {
      const seen = await visitor(browser, screen);
      await signInAs(seen.page, stack.baseUrl, 'Mia Kruse');
      for (const path of [...PAGES, '/notifications', '/profile']) {
        await visit(seen.page, path);
        const where = `${path} ${screen.width} ${screen.colorScheme}`;
        if ((await overflowOf(seen.page)) > 0) findings.push(`${where} is too wide`);
        for (const line of await axeFindings(seen.page)) findings.push(`${where} ${line}`);
      }
      findings.push(...seen.complaints);
      await seen.page.context().close();
    }
    expect(findings).toEqual([]);
  });

  test('no page broke or asked for what the content security policy refuses', () => expect(mia.complaints).toEqual([]));
});
