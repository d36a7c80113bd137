import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, tell } from '../support/story.js';
import { axeFindings, signInAs, untilAtRest, type Visitor, visitor } from './web-harness.js';

jest.setTimeout(600_000);

const NOTE = 'Their controller pays late, never mention it';

/** What is written and not sent belongs to one person: nobody else who signs in at the computer reads it. */
describeInBrowser('drafts and signing out', () => {
  let stack: Stack;
  let browser: Browser;
  let story: Story;
  let ben: Visitor;

  /** Until the page knows who it is: before that the key E is about nobody. */
  const openCustomer = async (page: Page, at = 0): Promise<void> => {
    const { id = '', name = '' } = story.customers[at] ?? {};
    await page.goto(`${stack.baseUrl}/customers/${id}`);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await untilAtRest(page);
  };
  /** Writes into the form of an escalation and leaves it. */
  const writeIn = async (page: Page, text: string): Promise<void> => {
    await openCustomer(page);
    await page.keyboard.press('e');
    const form = page.getByRole('dialog', { name: /^Escalate: / });
    await form.getByLabel('Title').fill(text);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  };
  const titleIn = async (page: Page): Promise<string> => {
    await openCustomer(page);
    await page.keyboard.press('e');
    const form = page.getByRole('dialog', { name: /^Escalate: / });
    await form.getByRole('toolbar').waitFor();
    return form.getByLabel('Title').inputValue();
  };
  const leave = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: /^Ben Vogel/ }).click();
    await page.getByRole('button', { name: 'Be somebody else' }).click();
  };
  const storedIn = (page: Page): Promise<string> =>
    page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    ben = await visitor(browser);
    await signInAs(ben.page, stack.baseUrl, 'Ben Vogel');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('somebody else in the same tab finds nothing, and whoever wrote it finds it again', async () => {
    const { page } = ben;
    await writeIn(page, NOTE);
    await signInAs(page, stack.baseUrl, 'Mia Kruse');
    expect(await titleIn(page)).toBe('');
    await signInAs(page, stack.baseUrl, 'Ben Vogel');
    expect(await titleIn(page)).toBe(NOTE);
    await page.keyboard.press('Escape');
  });

  test('leaving names what would be lost, of other tabs too; staying keeps it', async () => {
    const { page } = ben;
    const other = await page.context().newPage();
    await openCustomer(other, 1);
    await other.keyboard.press('e');
    const form = other.getByRole('dialog', { name: /^Escalate: / });
    await form.getByLabel('Title').fill('Written in another tab');

    const asked = page.getByRole('dialog', { name: 'Not sent yet' });
    const lost = asked.getByRole('list', { name: 'What would be deleted' });
    // a tab that has no time to answer within a moment counts as asleep: then it is asked again
    await eventually(async () => {
      await leave(page);
      await lost.getByText(`An escalation “${NOTE}”`).waitFor();
      if ((await lost.getByText('“Written in another tab”').count()) > 0) return;
      await asked.getByRole('button', { name: 'Stay' }).click();
      throw new Error('the other tab has not answered');
    });
    expect(await axeFindings(page)).toEqual([]);
    await asked.getByRole('button', { name: 'Stay' }).click();
    expect(await titleIn(page)).toBe(NOTE);
    await page.keyboard.press('Escape');

    await leave(page);
    await asked.getByRole('button', { name: 'Leave and delete' }).click();
    await page.waitForURL('**/sign-in**');
    expect(await storedIn(page)).not.toContain(NOTE);
    await other.waitForURL('**/sign-in**');
    expect(await storedIn(other)).not.toContain('Written in another tab');
    await other.close();
  });

  test('with nothing unsent it asks nothing, and the draft does not come back', async () => {
    const { page } = ben;
    await signInAs(page, stack.baseUrl, 'Ben Vogel');
    expect(await titleIn(page)).toBe('');
    await page.keyboard.press('Escape');
    await leave(page);
    await page.waitForURL('**/sign-in**');
    expect(ben.complaints).toEqual([]);
  });
});
