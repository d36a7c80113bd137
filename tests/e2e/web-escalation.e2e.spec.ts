import { jest } from '@jest/globals';
import { ChangeEscalation, CreateEscalation } from '@understudy/contracts';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, tell } from '../support/story.js';
import {
  axeFindings,
  DESK,
  overflowOf,
  signInAs,
  untilAtRest,
  untilLive,
  type Visitor,
  visitor,
} from './web-harness.js';

jest.setTimeout(600_000);

const SCREENS = [DESK, { ...DESK, colorScheme: 'dark' }, { width: 375, height: 800, colorScheme: 'light' }] as const;
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** What people do with one escalation; each test goes on where the one before ended. */
describeInBrowser('one escalation', () => {
  let stack: Stack;
  let browser: Browser;
  let story: Story;
  let sue: Visitor;
  let mia: Visitor;
  let id: string;
  const open = async ({ page }: Visitor): Promise<void> => {
    await page.goto(`${stack.baseUrl}/escalations/${id}`);
    await page.getByRole('heading', { level: 1, name: 'SSO logins fail' }).waitFor();
    await untilAtRest(page);
  };
  const timeline = (page: Page) => page.getByRole('list', { name: 'Timeline' });

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    const [ben, owner] = [await story.person('ben'), await story.person('sue')];
    const made = await ben.call(CreateEscalation, {
      customer_id: story.customers[0]?.id ?? '',
      category: 'Technical',
      severity: 'P2',
      title: 'SSO logins fail',
      description: 'Since **Monday** <img src=x onerror=alert(1)>',
      expected_resolution: 'All branches sign in',
      primary_owner_id: owner.userId,
    });
    id = made.id;
    [sue, mia] = [await visitor(browser), await visitor(browser)];
    await signInAs(sue.page, stack.baseUrl, 'Sue Lindqvist');
    await signInAs(mia.page, stack.baseUrl, 'Mia Kruse');
    await Promise.all([open(sue), open(mia)]);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('taken on by its owner, said in the discussion, read by the other at once', async () => {
    await Promise.all([untilLive(sue.page), untilLive(mia.page)]);
    await sue.page.getByRole('button', { name: 'I am on it' }).click();
    await sue.page.getByRole('button', { name: 'Resolve', exact: true }).waitFor();
    await mia.page.getByText(/Sue Lindqvist has it, to be solved by/).waitFor();

    await sue.page.getByRole('textbox', { name: 'Write to those on it' }).fill('Found it: the audience changed.');
    await sue.page.getByRole('button', { name: 'Send' }).click();
    await timeline(mia.page).getByText('Found it: the audience changed.').waitFor();
  });

  test('two at once: the second sees what changed, and keeps what was typed', async () => {
    const { page } = sue;
    await page.getByRole('button', { name: 'All moves' }).click();
    await page.getByRole('button', { name: 'Change severity or kind' }).click();
    const form = page.getByRole('dialog', { name: 'Change severity or kind' });
    await form.getByRole('radio', { name: /Low/ }).check();
    await form.getByLabel('Why?').fill('A workaround holds');
    const manager = await story.person('mia');
    await manager.call(ChangeEscalation, {
      escalation_id: id,
      title: 'SSO logins fail everywhere',
      reason: 'It spread',
    });
    await form.getByText('Changed while you were writing.').waitFor();
    await form.getByText('SSO logins fail everywhere').waitFor();
    expect(await form.getByLabel('Why?').inputValue()).toBe('A workaround holds');
    await form.getByRole('button', { name: 'Change it' }).click();
    await form.waitFor({ state: 'detached' });
    await timeline(mia.page).getByText('“A workaround holds”', { exact: false }).waitFor();
    await manager.call(ChangeEscalation, { escalation_id: id, title: 'SSO logins fail' });
  });

  test('files: a picture is sent and looked at, what is no good is refused with the reason', async () => {
    const { page } = sue;
    await page.getByLabel('Attach files').setInputFiles([
      { name: 'trace.png', mimeType: 'image/png', buffer: PICTURE },
      { name: 'run.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
    ]);
    await page.getByText('Files ending in .exe cannot be attached.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Look at trace.png' }).click();
    await page.getByRole('img', { name: 'trace.png' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Put run.exe away' }).click();

    await page.getByRole('button', { name: 'Take trace.png away' }).click();
    const form = page.getByRole('dialog', { name: 'Take trace.png away' });
    await form.getByLabel('Why?').fill('Names in it');
    await form.getByRole('button', { name: 'Take it away' }).click();
    await page.getByRole('button', { name: 'Take trace.png away' }).waitFor({ state: 'detached' });
  });

  test('words to the customer wait for a second person', async () => {
    await sue.page.getByText('To customer', { exact: true }).click();
    const form = sue.page.getByRole('dialog', { name: /^Write to / });
    await form
      .getByRole('button', { name: /^Write to / })
      .first()
      .click();
    await form.getByLabel('Subject').fill('Your sign-in');
    await form.getByLabel('Text', { exact: true }).fill('It works again from 13:00.');
    await form.getByRole('button', { name: 'As the customer reads it' }).click();
    await form.getByRole('article', { name: 'The e-mail' }).getByText('It works again from 13:00.').waitFor();
    await form.getByRole('button', { name: 'Ask for approval' }).click();
    await timeline(sue.page).getByText('Waits for approval', { exact: true }).waitFor();

    await timeline(mia.page).getByRole('button', { name: 'Approve', exact: true }).click();
    await timeline(sue.page).getByRole('button', { name: 'Send to the customer' }).click();
    await timeline(sue.page)
      .getByText(/^(Sent by|To be sent by hand|On its way)/)
      .first()
      .waitFor();
  });

  test('by keyboard: R resolves it, with how and why', async () => {
    const { page } = sue;
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('r');
    const form = page.getByRole('dialog', { name: 'Resolve it' });
    await form.getByRole('textbox', { name: 'How was it solved?' }).focus();
    await page.keyboard.type('Mapping rolled back.');
    await form.getByLabel('What caused it?').focus();
    await page.keyboard.type('Release 6.2 changed the audience');
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    await mia.page.getByText('How it was solved').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).waitFor();
  });

  test('who may only read it is told whose the moves are', async () => {
    const ben = await visitor(browser);
    await signInAs(ben.page, stack.baseUrl, 'Ben Vogel');
    await open(ben);
    await ben.page.keyboard.press('m');
    await ben.page.getByRole('dialog').getByText('For its owners, their managers and admins').first().waitFor();
    expect(ben.complaints).toEqual([]);
    await ben.page.context().close();
  });

  test('it fits its window, and axe finds nothing, light, dark and narrow', async () => {
    const findings: string[] = [];
    for (const screen of SCREENS) {
      const seen = await visitor(browser, screen);
      await signInAs(seen.page, stack.baseUrl, 'Mia Kruse');
      await open(seen);
      const where = `${screen.width} ${screen.colorScheme}`;
      if ((await overflowOf(seen.page)) > 0) findings.push(`${where} is too wide`);
      for (const line of await axeFindings(seen.page)) findings.push(`${where} ${line}`);
      await seen.page.keyboard.press('m');
      await seen.page.getByRole('dialog').waitFor();
      for (const line of await axeFindings(seen.page)) findings.push(`${where} moves ${line}`);
      findings.push(...seen.complaints);
      await seen.page.context().close();
    }
    expect(findings).toEqual([]);
  });

  test('nothing that was typed runs, and nothing broke', () =>
    expect([...sue.complaints, ...mia.complaints]).toEqual([]));
});
