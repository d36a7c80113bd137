import { jest } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { type Stack, startStack } from '../support/stack.js';
import { jumpTo, nextMonday, type Walker, walker } from './web-journey.js';

jest.setTimeout(600_000);

/** Issue 8: setting up one's absence takes no more, besides typing. */
const MOST_ACTIONS = 12;
const monday = nextMonday();
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const TODAY = 'What you look after today';
const CORVANE = 'Corvane Bank';
const NOTE = 'Call Lena first; the branch dates were promised.';
const TASK = 'Send the branch dates to Lena';
const RISK = 'Their sponsor leaves in spring';
const DONE = 'Sent the branch dates; Lena is content';
const PROBLEM = 'The invoice of September never came';
/** A page that is open when a coverage ends, or a customer comes back, asks once more before it reads so. */
const ENDED = /^40[34] GET \/api\/coverage-assignments\/[^/]+\/(briefs|summary)$/;
const HANDED = 'Corvane needs you in person.';

/** A CSM goes away and comes back, a backup stands in: the days of both, clicked from the first page to the last. */
describeInBrowser('the days of a CSM and of a backup', () => {
  let stack: Stack;
  let browser: Browser;
  let ana: Walker;
  let ben: Walker;
  let eva: Walker;
  let finn: Walker;
  let mia: Walker;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    ana = await walker(browser, stack.baseUrl, 'Ana Duarte');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const standsIn = ({ page }: Walker): Locator => page.getByRole('region', { name: 'Who stands in' });
  const openCustomer = async ({ page, arrive }: Walker): Promise<void> => {
    await page.getByRole('link', { name: `Open ${CORVANE}` }).click();
    await arrive(CORVANE);
  };
  const decline = async ({ page }: Walker, why: string): Promise<void> => {
    await page.getByRole('button', { name: 'Decline', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Decline to cover for Ana Duarte' });
    await dialog.getByLabel('Why').fill(why);
    await dialog.getByRole('button', { name: 'Decline', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };

  test('CSM: the first page says what presses; a task and a risk are added to what a backup will read', async () => {
    const { page, arrive } = ana;
    await arrive(TODAY);
    await openCustomer(ana);
    await page.getByRole('region', { name: 'Urgent first' }).getByRole('button', { name: 'Task' }).click();
    const task = page.getByRole('dialog');
    await task.getByLabel('What is to be done').fill(TASK);
    await task.getByLabel('By optional').fill(monday.add({ days: 1 }).toString());
    await task.getByRole('button', { name: /^Add/ }).click();
    await page.getByRole('region', { name: 'Urgent first' }).getByText(TASK).waitFor();

    await page.getByRole('button', { name: 'Add a risk' }).click();
    const risk = page.getByRole('dialog', { name: `A risk at ${CORVANE}` });
    await risk.getByLabel('What kind').fill('Sponsor');
    await risk.getByLabel('What you know').fill(RISK);
    await risk.getByRole('button', { name: 'Add the risk' }).click();
    await page.getByRole('region', { name: 'Risks' }).getByText(RISK).waitFor();
  });

  test('CSM: a week away is set up from the first page with few actions, a note for the backup among them', async () => {
    const { page, arrive, to } = ana;
    await to('Coverage', TODAY);
    let actions = 0;
    const click = async (target: Locator) => {
      await target.click();
      actions += 1;
    };
    const next = page.getByRole('button', { name: /^Next: / });
    await click(page.getByRole('link', { name: 'Set up time away' }));
    await arrive('When are you away?');
    await page.getByLabel('First day away').fill(monday.toString());
    await page.getByLabel('Last day away').fill(monday.add({ days: 2 }).toString());
    await click(next);
    await arrive(/^Who covers your \d+ customers\?/);
    await page.getByRole('heading', { name: /^No gap, if / }).waitFor();
    await click(next);
    await click(page.getByRole('button', { name: `Note on ${CORVANE}` }));
    await page.getByLabel(`What has to be known of ${CORVANE}`).fill(NOTE);
    await click(next);
    await arrive('Who gets told?');
    await page.getByRole('article', { name: /would read$/ }).waitFor();
    await click(next);
    await page.getByRole('heading', { name: /^No customer is left alone, if / }).waitFor();
    await click(page.getByRole('complementary').getByRole('button', { name: 'Ask Ben, Eva and Finn' }));
    await arrive(/^You are away/);
    expect(actions).toBeLessThanOrEqual(MOST_ACTIONS);
    await ana.live();
    await standsIn(ana).getByText('Waits for the answer').first().waitFor();
  });

  test('backup: is asked in the notifications, says yes, and reads the brief before the first day', async () => {
    ben = await walker(browser, stack.baseUrl, 'Ben Vogel');
    const { page, arrive } = ben;
    await page.getByRole('link', { name: /^Notifications, \d+ unread$/ }).click();
    await arrive(/unread$/);
    await page.getByRole('link', { name: /^Can you stand in for Ana Duarte/ }).click();
    await arrive('Stand in for Ana Duarte?');
    await page.getByRole('heading', { name: 'The briefs open with your yes' }).waitFor();
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await arrive(/^You will stand in for Ana Duarte/);
    await standsIn(ana)
      .getByText(/^Accepted/)
      .waitFor();

    await page.getByRole('button', { name: `Read the brief on ${CORVANE}` }).click();
    const brief = page.getByRole('region', { name: `Brief on ${CORVANE}` });
    for (const words of [NOTE, TASK, RISK]) await brief.getByText(words, { exact: false }).waitFor();
    await page.getByText(/^1 of \d+ read$/).waitFor();
  });

  test('backup: one part is declined with a reason and goes on to others, and the CSM sees each answer come', async () => {
    eva = await walker(browser, stack.baseUrl, 'Eva Laurent');
    await decline(eva, 'I am at the fair that week.');
    await standsIn(ana).getByText('I am at the fair that week.', { exact: false }).waitFor();

    await ben.to('Coverage', TODAY);
    await ben.page
      .getByRole('region', { name: /^Waiting for your answer/ })
      .getByText('11 customers')
      .waitFor();
    await decline(ben, 'I carry half of yours already.');
    await standsIn(ana).getByText('I carry half of yours already.', { exact: false }).waitFor();

    finn = await walker(browser, stack.baseUrl, 'Finn Byrne');
    const accept = finn.page.getByRole('button', { name: 'Accept', exact: true });
    // the part that Ben declined comes a moment later than his own
    await accept.nth(1).waitFor();
    for (const left of [1, 0]) {
      await accept.first().click();
      await expectCount(accept, left);
    }
    await ana.page.getByText('No customer is left alone.').waitFor();
  });

  test('CSM: a problem goes to others before leaving, with words, a file and a day; a manager sees it come', async () => {
    mia = await walker(browser, stack.baseUrl, 'Mia Kruse');
    await mia.to('Escalations', 'Escalations');
    await mia.live();
    const { page, to, arrive } = ana;
    await to('Coverage', TODAY);
    await openCustomer(ana);
    await page.getByRole('button', { name: /^Escalate/ }).click();
    const form = page.getByRole('dialog', { name: `Escalate: ${CORVANE}` });
    await form.getByRole('radio', { name: /High/ }).check();
    await form.getByRole('radio', { name: 'Billing' }).check();
    await form.getByLabel('Title').fill(PROBLEM);
    const words = form.getByRole('textbox', { name: 'What happened?' });
    await form.getByRole('toolbar').waitFor();
    await words.click();
    await page.keyboard.type('Nothing came since ');
    await form.getByRole('button', { name: /^Bold/ }).click();
    await page.keyboard.type('September');
    await form.getByLabel(/What would solve it/).fill('The invoice is with Lena.');
    await form.getByLabel('By when?').fill(monday.add({ days: 2 }).toString());
    await form.getByLabel('Attach files').setInputFiles([{ name: 'ledger.png', mimeType: 'image/png', buffer: PNG }]);
    await form.getByText(/^Goes to /).waitFor();
    await form.getByRole('button', { name: /^Escalate as P/ }).click();
    await page.getByText('attached', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Open it' }).click();
    await arrive(PROBLEM);
    await page.locator('strong', { hasText: 'September' }).first().waitFor();
    await page.getByText('ledger.png').first().waitFor();
    await mia.page.getByRole('article').filter({ hasText: PROBLEM }).waitFor();
  });

  test('backup: works the list of the covered, does the task, writes down what was done, escalates', async () => {
    await jumpTo(ben, `${monday.toString()}T12:00`);
    const { page, to, arrive } = ben;
    await to('Coverage', TODAY);
    await page.getByText('You stand in for Ana Duarte').waitFor();
    await page.getByRole('group', { name: 'Whose customers' }).getByText('Covered').click();
    await page.getByRole('heading', { name: 'Covered customers' }).waitFor();
    await openCustomer(ben);
    await page.getByText(`You look after ${CORVANE} for Ana Duarte`).waitFor();
    await page.getByText(NOTE).waitFor();
    // what was done is told on the same page as well, as soon as it is
    const task = page.getByRole('region', { name: 'Urgent first' }).getByRole('listitem').filter({ hasText: TASK });
    await task.getByRole('button', { name: 'Done' }).click();
    await task.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Log what I did' }).click();
    const log = page.getByRole('dialog');
    await log.getByLabel('What you did').fill(DONE);
    await log.getByRole('button', { name: /^Log/ }).click();
    await page.getByRole('list', { name: 'What happened, newest first' }).getByText(DONE).waitFor();

    await page.getByRole('button', { name: /^Escalate/ }).click();
    const form = page.getByRole('dialog', { name: `Escalate: ${CORVANE}` });
    await form.getByRole('radio', { name: /Normal/ }).check();
    await form.getByRole('radio', { name: 'Technical' }).check();
    await form.getByLabel('Title').fill('Branch 61 cannot sign in');
    await form.getByRole('toolbar').waitFor();
    await form.getByRole('textbox', { name: 'What happened?' }).click();
    await page.keyboard.type('Since this morning.');
    await form.getByText(/^Goes to /).waitFor();
    await form.getByRole('button', { name: /^Escalate as P/ }).click();
    await page.getByRole('link', { name: 'Open it' }).click();
    await arrive('Branch 61 cannot sign in');
    await mia.page.getByRole('article').filter({ hasText: 'Branch 61 cannot sign in' }).waitFor();
  });

  test('backup: hands back with a note', async () => {
    await jumpTo(ben, `${monday.add({ days: 3 }).toString()}T12:00`);
    const { page, to, arrive } = ben;
    await to('Coverage', TODAY);
    await page.getByRole('link', { name: /^Notifications/ }).click();
    await arrive(/unread$/);
    await page.getByRole('link', { name: /^Ana Duarte is back\. Tell them/ }).click();
    await arrive('You stood in for Ana Duarte');
    await page.getByText(DONE).waitFor();
    await page.getByRole('button', { name: 'Hand back to Ana' }).click();
    await page.getByLabel(/^What Ana should know first/).fill(HANDED);
    await page.getByRole('button', { name: 'Hand back', exact: true }).click();
    await page.getByText('Handed back. Ana Duarte finds it on the return summary.').waitFor();
  });

  test('CSM: reads what happened, takes the customers back, says how it was', async () => {
    const { page, to, arrive } = ana;
    await to('Coverage', TODAY);
    await page.getByRole('link', { name: 'Read what happened' }).click();
    await arrive(/^Welcome back, Ana\./);
    for (const words of [HANDED, DONE]) await page.getByText(words).first().waitFor();
    const survey = page.getByRole('region', { name: 'How was it for you?' });
    await survey.getByText('4', { exact: true }).click();
    await survey.getByRole('button', { name: 'Answer' }).click();
    await survey.getByText('You answered 4 of 5.').waitFor();
    await page.getByRole('button', { name: 'I have it back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'I have it back' }).click();
    await page.getByText('You have everything back.').waitFor();
    await to('Customers', /customers/i);
    await page.getByLabel('Find by name').fill(CORVANE);
    await page.getByRole('link', { name: CORVANE }).click();
    await arrive(CORVANE);
    await page.getByText(`You look after ${CORVANE}`).waitFor();
  });

  test('nothing was too wide, broke, was refused or failed on the way', () => {
    const findings = [ana, ben, eva, finn, mia].flatMap((one) => one.findings);
    expect(findings.filter((line) => !ENDED.test(line))).toEqual([]);
  });
});

async function expectCount(locator: Locator, count: number): Promise<void> {
  if (count === 0) await locator.first().waitFor({ state: 'detached' });
  else await locator.nth(count).waitFor({ state: 'detached' });
}
