import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Walker, walker } from './web-journey.js';

jest.setTimeout(600_000);

const SUBJECT = 'Tills show the prices of yesterday';
const QUESTION = 'Fourteen shops of theirs sell at old prices.';
const ANSWER = 'I start the import again, two minutes.';
const CORVANE = 'Corvane Bank';

/** Sam's shift, and the hour of Ana, who needs a person: each clicks what the screen offers. */
describeInBrowser('the day of a supporter', () => {
  let stack: Stack;
  let browser: Browser;
  let ada: Walker;
  let sam: Walker;
  let ana: Walker;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    ana = await walker(browser, stack.baseUrl, 'Ana Duarte');
    sam = await walker(browser, stack.baseUrl, 'Sam Okoro');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const inbox = () => sam.page.getByRole('region', { name: 'Conversations' });

  test('the shift is arranged: who runs operations leaves the others off, and sees Sam go off at once', async () => {
    ada = await walker(browser, stack.baseUrl, 'Ada Winter');
    await ada.to('Inbox', 'Supporters');
    const others = ada.page.getByRole('switch', { name: /is available$/, checked: true });
    await others.first().waitFor();
    const names = await others.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names.filter((each) => !each.startsWith('Sam'))) {
      await ada.page.getByRole('switch', { name }).click();
      await ada.page.getByRole('switch', { name, checked: false }).waitFor();
    }
    await sam.arrive('Your conversations');
    await sam.live();
    await ada.live();
    await sam.page.getByRole('switch', { name: 'Available' }).click();
    await sam.page.getByRole('switch', { name: 'Switched off' }).waitFor();
    await ada.page.getByRole('switch', { name: 'Sam Okoro is available', checked: false }).waitFor();
  });

  test('requester: asks about a customer, and needs a human', async () => {
    const { page, to, arrive } = ana;
    await to('Conversations', /onversation/);
    await page.getByRole('button', { name: 'Ask something' }).click();
    const ask = page.getByRole('dialog', { name: 'Ask something' });
    await ask.getByLabel('What is it about?').fill(SUBJECT);
    await ask.getByLabel('Your question').fill(QUESTION);
    await ask.getByRole('button', { name: 'Choose a customer' }).click();
    const which = page.getByRole('dialog', { name: 'Which customer is it about?' });
    await which.getByLabel('Customer').fill('Corvane');
    await which.getByRole('button', { name: new RegExp(`^${CORVANE}`) }).click();
    await ask.getByText(`About ${CORVANE}`).waitFor();
    await ask.getByRole('button', { name: 'Ask', exact: true }).click();
    await arrive(SUBJECT);
    await page.getByRole('button', { name: 'Escalate to a human' }).click();
    const form = page.getByRole('dialog', { name: 'Escalate to a human' });
    await form.getByLabel('What do you need a person for?').fill('The import stopped and nothing I do helps');
    await form.getByText('Serious harm').click();
    await form.getByRole('button', { name: 'Escalate to a human' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText('You are next.', { exact: true }).waitFor();
  });

  test('supporter: sees it wait, takes it, knows the customer and the clock, answers; the other reads it at once', async () => {
    const { page } = sam;
    await page.getByText(/^1 waits for whoever is free\./).waitFor();
    await page.getByRole('switch', { name: 'Switched off' }).click();
    await page.getByText(QUESTION).waitFor();
    await ana.page.getByText(/^Sam Okoro has it$/).waitFor();
    const about = page.getByRole('complementary', { name: 'About it' });
    await about.getByRole('link', { name: CORVANE }).waitFor();
    await about.getByText(/^First answer by /).waitFor();
    await page.getByRole('button', { name: 'I am on it' }).click();
    await page.getByLabel('Answer Ana Duarte').fill(ANSWER);
    await page.getByRole('button', { name: 'Send' }).click();
    await ana.page.getByText(ANSWER).waitFor();
    await about.getByText(/^First answer after /).waitFor();
    await ana.page.getByLabel('Write in this conversation').fill('Eleven are right now.');
    await ana.page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Eleven are right now.').waitFor();
  });

  test('supporter: asks the CSM on the escalation itself, who is told and answers there', async () => {
    const { page, arrive } = sam;
    await page.getByRole('link', { name: 'The whole escalation' }).click();
    await arrive(SUBJECT);
    await page.getByRole('textbox', { name: 'Write to those on it' }).fill('Which three shops are left?');
    await page.getByRole('button', { name: 'Send' }).click();
    await ana.page.getByRole('link', { name: /^Notifications, \d+ unread$/ }).click();
    await ana.arrive(/unread$/);
    // who has the conversation is told, too: the comment is news of the escalation
    await ana.page
      .getByRole('link', { name: new RegExp(SUBJECT) })
      .and(ana.page.locator('[href^="/escalations/"]'))
      .first()
      .click();
    await ana.arrive(SUBJECT);
    await ana.page.getByRole('list', { name: 'Timeline' }).getByText('Which three shops are left?').waitFor();
    await ana.page.getByRole('textbox', { name: 'Write to those on it' }).fill('Kiel, Lübeck and Bremen.');
    await ana.page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('list', { name: 'Timeline' }).getByText('Kiel, Lübeck and Bremen.').waitFor();
  });

  test('supporter: solves it and says how; whoever asked reads it in the conversation and in the history', async () => {
    await sam.to('Inbox', 'Your conversations');
    const { page } = sam;
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    const form = page.getByRole('dialog', { name: 'Resolve it' });
    await form.getByRole('textbox', { name: 'How was it solved?' }).fill('Started the import of three shops again.');
    await form.getByRole('button', { name: 'Resolve', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByRole('group', { name: 'Show' }).getByText('Done').click();
    await inbox().getByText(SUBJECT).waitFor();
    await page.getByText(/^Solved /).waitFor();
    await ana.to('Conversations', /onversation/);
    await ana.page.getByRole('link', { name: new RegExp(SUBJECT) }).click();
    await ana.arrive(SUBJECT);
    await ana.page.getByText('Solved.', { exact: true }).waitFor();
    await ana.page.getByText('Started the import of three shops again.').waitFor();
    await ana.page.getByText(ANSWER).waitFor();
  });

  test('supporter: goes off for the day and wants quiet at night', async () => {
    const { page } = sam;
    await page.getByRole('switch', { name: 'Available' }).click();
    await page.getByRole('switch', { name: 'Switched off' }).waitFor();
    await page.getByRole('button', { name: /^Sam Okoro/ }).click();
    await page.getByRole('link', { name: 'My hours and how I am told' }).click();
    await sam.arrive('Sam Okoro');
    await page.getByLabel('To', { exact: true }).fill('17:00');
    await page.getByRole('button', { name: 'Save hours' }).click();
    // another toast stands there still: what becomes of conversations when one switches off
    await page.locator('.toast').filter({ hasText: 'Your hours are saved' }).waitFor();
    await page.getByLabel('Quiet hours').selectOption('Between two times');
    await page.getByLabel('Quiet from').waitFor();
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Inbox' }).click();
    await sam.arrive('Your conversations');
    await page.getByRole('button', { name: /^Sam Okoro/ }).click();
    await page.getByRole('link', { name: 'My hours and how I am told' }).click();
    await sam.arrive('Sam Okoro');
    await eventually(async () => expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe('17:00'));
  });

  test('nothing was too wide, broke, was refused or failed on the way', () =>
    expect([ana, sam, ada].flatMap(({ findings }) => findings)).toEqual([]));
});
