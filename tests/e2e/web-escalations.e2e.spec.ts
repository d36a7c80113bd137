import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { AcknowledgeEscalation, CreateEscalation, ListAttachments, ListEscalations } from '@understudy/contracts';
import type { Browser, Locator, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, type StoryPerson, tell } from '../support/story.js';
import {
  axeFindings,
  DESK,
  overflowOf,
  placesAtRest,
  signInAs,
  untilAtRest,
  untilLive,
  type Visitor,
  visitor,
} from './web-harness.js';

jest.setTimeout(600_000);

const SCREENS = [DESK, { ...DESK, colorScheme: 'dark' }, { width: 375, height: 800, colorScheme: 'light' }] as const;
const PAGES = ['/escalations', '/escalations/table', '/escalations/dashboard'] as const;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Escalations as those who carry them see them: the board, the table, and the form that makes one. */
describeInBrowser('escalations on the dashboard', () => {
  let stack: Stack;
  let browser: Browser;
  let story: Story;
  let ben: StoryPerson;
  let sue: Visitor;
  let bens: Visitor;

  const column = (page: Page, name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name}`) });
  const cardIn = (page: Page, name: string, title: string): Locator =>
    column(page, name).getByRole('listitem').filter({ hasText: title });
  const visit = async (page: Page, path: string): Promise<void> => {
    await page.goto(stack.baseUrl + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await untilAtRest(page);
  };
  /** Takes the card and holds it over the column; `mouse.up` lets go. */
  const holdOver = async (page: Page, card: Locator, over: Locator): Promise<void> => {
    const [from, to] = await placesAtRest(page, card, over);
    await page.mouse.move(from.x + 40, from.y + from.height - 6);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + from.height, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 8 });
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    ben = await story.person('ben');
    const owner = (await story.person('sue')).userId;
    const severities = ['P1', 'P2', 'P3', 'P2', 'P0'] as const;
    for (const [n, severity] of severities.entries())
      await ben.call(CreateEscalation, {
        customer_id: story.customers[n]?.id ?? '',
        category: n % 2 ? 'Billing' : 'Technical',
        severity,
        title: `Export ${n} misses rows`,
        description: 'x',
        expected_resolution: 'It is whole',
        primary_owner_id: owner,
      });
    [sue, bens] = [await visitor(browser), await visitor(browser)];
    await signInAs(sue.page, stack.baseUrl, 'Sue Lindqvist', '/escalations');
    await signInAs(bens.page, stack.baseUrl, 'Ben Vogel', '/escalations');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('what presses stands on top, and a card goes where the state machine lets it', async () => {
    const { page } = sue;
    await visit(page, '/escalations');
    await cardIn(page, 'Open', 'Export 4').waitFor();
    expect(await column(page, 'Open').getByRole('article').first().textContent()).toContain('Export 4');

    const card = cardIn(page, 'Open', 'Export 0');
    await holdOver(page, card, column(page, 'Action required'));
    await column(page, 'Action required').getByText('Take it on first').waitFor();
    await page.mouse.up();
    await page.locator('.toast').getByText('Take it on first').waitFor();
    await card.waitFor();

    await holdOver(page, card, column(page, 'Investigating'));
    await column(page, 'Investigating').getByText('You are on it; the response clock stops').waitFor();
    await page.mouse.up();
    await cardIn(page, 'Investigating', 'Export 0').waitFor();
    // the card moves before the answer is there, and where it may go from there is read with the answer
    await page.locator('.toast').getByText('You are on it: Export 0').waitFor();
    await eventually(async () => {
      const known = await ben.call(ListEscalations, { status: 'investigating' });
      expect(known.items.map(({ title }) => title)).toContain('Export 0 misses rows');
    });
  });

  test('by keys: taken, moved, asked what has to be said, and it arrives on open pages by itself', async () => {
    const { page } = sue;
    await untilLive(bens.page);
    const grip = cardIn(page, 'Investigating', 'Export 0').getByRole('button', { name: /^Move / });
    await grip.focus();
    await page.keyboard.press('Space');
    await column(page, 'Resolved').getByText('Resolve; you say how and what caused it').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.locator('.kslot.over').getByText('Resolve; you say how and what caused it').waitFor();
    await page.keyboard.press('Space');

    const form = page.getByRole('dialog', { name: 'Resolve it' });
    await form.getByLabel('How was it solved?').fill('The job runs again.');
    await form.getByLabel('What caused it?').fill('A full disk.');
    await form.getByRole('button', { name: 'Resolve', exact: true }).click();
    await cardIn(page, 'Resolved', 'Export 0').waitFor();
    await cardIn(bens.page, 'Resolved', 'Export 0').waitFor();
  });

  test('who may only look is told who moves it', async () => {
    const { page } = bens;
    await visit(page, '/escalations');
    await holdOver(page, cardIn(page, 'Open', 'Export 3'), column(page, 'Investigating'));
    await column(page, 'Investigating').getByText('Sue Lindqvist has it:').waitFor();
    await page.mouse.up();
    await page.locator('.toast').getByText('Sue Lindqvist has it:').waitFor();
    await cardIn(page, 'Open', 'Export 3').waitFor();
  });

  test('every count leads to a list of that length; filters are the address, and a view keeps them', async () => {
    const { page } = sue;
    await visit(page, '/escalations');
    const count = column(page, 'Open').getByRole('link', { name: /show them in the table/ });
    const many = Number(await count.textContent());
    await count.click();
    await page.getByRole('table').waitFor();
    await untilAtRest(page);
    expect(await page.locator('tbody tr').count()).toBe(many);

    await page.getByRole('button', { name: 'Severity' }).click();
    // the address holds what is checked, and comes a moment later
    await page.getByRole('checkbox', { name: /^P2/ }).click();
    await page.keyboard.press('Escape');
    await page.waitForURL('**severity=P2**');
    const rows = page.locator('tbody tr');
    await eventually(async () => expect(await rows.filter({ hasNotText: 'P2' }).count()).toBe(0));
    await page.getByRole('button', { name: 'Escalation', exact: true }).click();
    await page.waitForURL('**order=title**');
    // the address is there before the rows are drawn as it says
    await page.getByRole('table', { name: /as sorted$/ }).waitFor();
    const titles = await rows.allTextContents();
    expect(titles.length).toBeGreaterThan(1);
    expect(titles).toEqual(titles.toSorted());

    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByLabel('Name').fill('Normal ones');
    await page.keyboard.press('Enter');
    await page.getByText('Kept as “Normal ones”').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(titles.length + 1);
    expect(lines[0]).toContain('Escalation,Owner,Team');

    await visit(page, '/escalations');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('link', { name: 'Normal ones' }).click();
    await page.waitForURL('**severity=P2**');
    await page.getByRole('button', { name: 'View: Normal ones' }).waitFor();
  });

  test('escalated with words, files and a day; what is pasted is cleaned, and signing out loses nothing', async () => {
    const { page } = bens;
    await visit(page, `/customers/${story.customers[1]?.id ?? ''}`);
    await page.keyboard.press('e');
    const form = page.getByRole('dialog', { name: /^Escalate: / });
    await form.getByRole('radio', { name: /High/ }).check();
    await form.getByRole('radio', { name: 'Billing' }).check();
    await form.getByText(/^Goes to|^Nobody is free/).waitFor();
    await form.getByLabel('Title').fill('Export misses rows again');
    await form.getByText('1 open escalation sounds the same.').waitFor();

    const words = form.getByRole('textbox', { name: 'What happened?' });
    await form.getByRole('toolbar').waitFor();
    await words.click();
    await page.keyboard.type('Down since ');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('noon');
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Enter');
    await words.evaluate((element) => {
      const data = new DataTransfer();
      data.setData(
        'text/html',
        '<p onclick="alert(1)">and <a href="javascript:alert(1)">here</a> <u>too</u></p><script>alert(1)</script>',
      );
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await words.getByText('too').waitFor();
    expect(await words.locator('a, script, u, [style*=underline], [onclick]').count()).toBe(0);
    await form.getByLabel(/What would solve it/).fill('All rows are there.');
    await form.getByLabel('Attach files').setInputFiles([
      { name: 'rows.png', mimeType: 'image/png', buffer: PNG },
      { name: 'tool.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
    ]);
    await form.getByText(/Files ending in .exe cannot be attached/).waitFor();

    await page.keyboard.press('Escape');
    await page.context().clearCookies();
    await page.reload();
    await page.getByRole('button', { name: /^Ben Vogel/ }).click();
    // the key is about the customer of the page once the page knows who it is
    await page.getByRole('navigation', { name: 'Breadcrumb' }).waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await untilAtRest(page);
    await page.keyboard.press('e');
    await form.getByText('Your draft from before.').waitFor();
    await form.getByRole('toolbar').waitFor();
    await words.getByText('noon').waitFor();
    expect(await words.locator('strong').textContent()).toBe('noon');
    await form.getByLabel('Attach files').setInputFiles([{ name: 'rows.png', mimeType: 'image/png', buffer: PNG }]);
    await words.click();
    await page.keyboard.press('Control+Enter');

    await page.getByText('Escalated as P1.').or(page.getByText('Saved; nobody is free yet.')).waitFor();
    await page.getByText('attached', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Open it' }).click();
    await page.waitForURL(/\/escalations\/[^/]+$/);
    await page.getByRole('heading', { level: 1, name: 'Export misses rows again' }).waitFor();
    await page.locator('strong', { hasText: 'noon' }).first().waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const files = await ben.call(ListAttachments, { escalation_id: id });
    expect(files.items.map(({ name }) => name)).toEqual(['rows.png']);
  });

  test('somebody was faster: the card goes back and says so', async () => {
    const { page } = sue;
    await visit(page, '/escalations');
    const card = cardIn(page, 'Open', 'Export 1');
    await card.waitFor();
    await page.route('**/acknowledge', async (route) => {
      const [row] = (await ben.call(ListEscalations, { q: 'Export 1 misses' })).items;
      await (await story.person('sue')).call(AcknowledgeEscalation, { escalation_id: row?.id ?? '' });
      await route.continue();
    });
    const answered = page.waitForResponse('**/acknowledge');
    await holdOver(page, card, column(page, 'Investigating'));
    await column(page, 'Investigating').getByText('You are on it; the response clock stops').waitFor();
    await page.mouse.up();
    await answered;
    await page.unroute('**/acknowledge');
    await cardIn(page, 'Investigating', 'Export 1').waitFor();
  });

  test('no page is wider than its window, and axe finds nothing, light, dark and narrow', async () => {
    const findings: string[] = [];
    for (const screen of SCREENS) {
      const seen = await visitor(browser, screen);
      await signInAs(seen.page, stack.baseUrl, 'Sue Lindqvist');
      const look = async (what: string): Promise<void> => {
        const where = `${what} ${screen.width} ${screen.colorScheme}`;
        if ((await overflowOf(seen.page)) > 0) findings.push(`${where} is too wide`);
        for (const line of await axeFindings(seen.page)) findings.push(`${where} ${line}`);
      };
      for (const path of PAGES) {
        await visit(seen.page, path);
        await look(path);
      }
      await visit(seen.page, '/escalations/table');
      await seen.page.getByRole('button', { name: 'Owner' }).first().click();
      await seen.page.getByRole('checkbox').first().waitFor();
      await look('a filter that is open');
      await visit(seen.page, `/customers/${story.customers[1]?.id ?? ''}`);
      await seen.page.keyboard.press('e');
      await seen.page.getByRole('toolbar').waitFor();
      await look('the form');
      findings.push(...seen.complaints);
      await seen.page.context().close();
    }
    expect(findings).toEqual([]);
  });

  test('no page broke or asked for what the content security policy refuses', () => {
    expect([...sue.complaints, ...bens.complaints]).toEqual([]);
  });
});
