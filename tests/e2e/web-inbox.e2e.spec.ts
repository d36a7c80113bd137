import { jest } from '@jest/globals';
import { ListSupporters, SetSupporterAvailability } from '@understudy/contracts';
import type { Browser, Locator, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { tell } from '../support/story.js';
import {
  axeFindings,
  DESK,
  heldPosts,
  overflowOf,
  signInAs,
  untilAtRest,
  untilLive,
  type Visitor,
  visitor,
} from './web-harness.js';

jest.setTimeout(600_000);

const SCREENS = [DESK, { ...DESK, colorScheme: 'dark' }, { width: 375, height: 800, colorScheme: 'light' }] as const;

/** A supporter's day, and the day of whoever asks: each test goes on where the one before ended. */
describeInBrowser('the inbox and the conversation behind it', () => {
  let stack: Stack;
  let browser: Browser;
  let eli: Visitor;
  let sam: Visitor;
  const inbox = (page: Page) => page.getByRole('region', { name: 'Conversations' });

  /** Of the supporters only Sam takes conversations, so that it is known who gets them. */
  const onlySam = async (): Promise<void> => {
    const story = await tell(stack);
    const [ada, world] = [await story.person('ada'), await story.person('sam')];
    const me = await (
      await fetch(`${stack.baseUrl}/api/me`, { headers: { authorization: `Bearer ${ada.token}` } })
    ).json();
    const tenant_id = String(me.tenant.id);
    const { items } = await ada.call(ListSupporters, { tenant_id });
    for (const { supporter_id, user_id } of items)
      if (user_id !== world.userId)
        await ada.call(SetSupporterAvailability, { tenant_id, supporter_id, is_available: false });
    await story.settle();
  };
  const ask = async (page: Page, subject: string, question: string): Promise<void> => {
    await page.getByRole('button', { name: 'Ask something' }).click();
    const form = page.getByRole('dialog', { name: 'Ask something' });
    await form.getByLabel('What is it about?').fill(subject);
    await form.getByLabel('Your question').fill(question);
    await form.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: subject }).waitFor();
  };
  const escalate = async (page: Page, reason: string): Promise<void> => {
    await page.getByRole('button', { name: 'Escalate to a human' }).click();
    const form = page.getByRole('dialog', { name: 'Escalate to a human' });
    await form.getByLabel('What do you need a person for?').fill(reason);
    await form.getByText('Serious harm').click();
    await form.getByRole('button', { name: 'Escalate to a human' }).click();
    await form.waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    await onlySam();
    [eli, sam] = [await visitor(browser), await visitor(browser)];
    await signInAs(eli.page, stack.baseUrl, 'Eli Brandt', '/conversations');
    await signInAs(sam.page, stack.baseUrl, 'Sam Okoro');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('supporters begin with their inbox', async () => {
    await sam.page.getByRole('heading', { level: 1, name: 'Your conversations' }).waitFor();
    await sam.page.getByText(/You can carry \d more\./).waitFor();
    await sam.page.getByRole('switch', { name: 'Available' }).waitFor();
  });

  test('whoever asks gets a person, and both read each other without loading anything again', async () => {
    await Promise.all([untilLive(sam.page), untilLive(eli.page)]);
    await ask(eli.page, 'Tills show yesterday’s prices', 'Fourteen shops sell at <b>yesterday’s</b> prices.');
    await eli.page.getByText('No person reads this yet.').waitFor();
    await escalate(eli.page, 'The import stopped and nothing I do helps');
    await eli.page.getByText(/^Sam Okoro has it$/).waitFor();

    await inbox(sam.page).getByText('Tills show yesterday’s prices').waitFor();
    await inbox(sam.page).getByText('Tills show yesterday’s prices').click();
    await sam.page.getByText('Fourteen shops sell at <b>yesterday’s</b> prices.').waitFor();
    await sam.page.getByRole('button', { name: 'I am on it' }).click();
    await sam.page.getByRole('button', { name: 'Pause' }).waitFor();
    await sam.page.getByLabel('Answer Eli Brandt').fill('I start the import again, two minutes.');
    await sam.page.keyboard.press('Control+Enter');
    await eli.page.getByText('I start the import again, two minutes.').waitFor();

    await eli.page.getByLabel('Write in this conversation').fill('Eleven are right now.');
    await eli.page.getByRole('button', { name: 'Send' }).click();
    await sam.page.getByText('Eleven are right now.').waitFor();
  });

  test('what is typed while a message is on its way stays, and one that is lost stands before it again', async () => {
    for (const [{ page }, label] of [
      [eli, 'Write in this conversation'],
      [sam, 'Answer Eli Brandt'],
    ] as const) {
      const box = page.getByLabel(label);
      const posts = await heldPosts(page, '**/api/conversations/*/messages');
      await box.fill(`One word by ${label}.`);
      await page.keyboard.press('Control+Enter');
      await page.waitForFunction(
        (field) => field instanceof HTMLTextAreaElement && field.value === '',
        await box.elementHandle(),
      );
      await page.keyboard.type('And one more');
      await posts.lose();
      await page.getByText('Not sent.').waitFor();
      expect(await box.inputValue()).toBe(`One word by ${label}.\n\nAnd one more`);

      await box.fill(`Another word by ${label}.`);
      await page.keyboard.press('Control+Enter');
      await page.keyboard.type('Kept');
      await page.route('**/api/conversations/*', (route) => route.abort());
      await posts.letThrough();
      await page.getByRole('button', { name: 'Send' }).and(page.locator(':not([aria-busy=true]):enabled')).waitFor();
      expect(await box.inputValue()).toBe('Kept');
      await page.unroute('**/api/conversations/*');
      await posts.stop();
      await box.fill('');
    }
    await sam.page.getByText('Another word by Write in this conversation.').waitFor();
    await eli.page.getByText('Another word by Answer Eli Brandt.').waitFor();
  });

  test('on a narrow screen the page is what scrolls, the newest is in sight and one writes above the tab bar', async () => {
    const long = Array.from({ length: 40 }, (_, line) => `Line ${line} of the log`).join('\n');
    await eli.page.getByLabel('Write in this conversation').fill(`${long}\nand this is the end of it`);
    await eli.page.getByRole('button', { name: 'Send' }).click();
    await eli.page.getByText('and this is the end of it').waitFor();
    await eli.page.setViewportSize({ width: 375, height: 667 });
    await eli.page.reload();
    const said = eli.page.getByRole('list', { name: 'What was said' });
    await said.getByText('and this is the end of it').waitFor();
    await untilAtRest(eli.page);
    expect(await said.evaluate((list) => list.scrollHeight - list.clientHeight)).toBe(0);
    const bar = eli.page.getByRole('navigation', { name: 'Main, narrow' });
    const bottomOf = async (part: Locator) => {
      const box = await part.boundingBox();
      return box ? box.y + box.height : Number.NaN;
    };
    await eventually(async () => {
      const box = await eli.page.getByLabel('Write in this conversation').boundingBox();
      const send = await bottomOf(eli.page.getByRole('button', { name: 'Send' }));
      expect(send).toBeLessThan((await bar.boundingBox())?.y ?? 0);
      expect(await bottomOf(said.locator('.bubble').last())).toBeLessThan(box?.y ?? 0);
    });
    await eli.page.setViewportSize({ width: DESK.width, height: DESK.height });
  });

  test('waiting for whoever asked stops the clock, and it is solved without a root cause', async () => {
    const { page } = sam;
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByLabel('What do they have to do?').fill('Check the other three shops');
    await page.getByRole('button', { name: 'Stop the clock' }).click();
    await eli.page.getByText('Sam Okoro waits for your answer.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    const form = page.getByRole('dialog', { name: 'Resolve it' });
    await form.getByRole('textbox', { name: 'How was it solved?' }).fill('Started the import of three shops again.');
    await form.getByRole('button', { name: 'Resolve', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await eli.page.getByText('Solved.', { exact: true }).waitFor();
    await page.getByRole('group', { name: 'Show' }).getByText('Done').click();
    await inbox(page).getByText('Tills show yesterday’s prices').waitFor();
  });

  test('by keyboard: switched off, a conversation waits in its place, and N takes it', async () => {
    const { page } = sam;
    await page.getByRole('switch', { name: 'Available' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('switch', { name: 'Switched off' }).waitFor();

    await eli.page.goto(`${stack.baseUrl}/conversations`);
    await untilLive(eli.page);
    await ask(eli.page, 'Invoice copy', 'Where is my invoice?');
    await escalate(eli.page, 'I cannot find it');
    await eli.page.getByText('You are next.', { exact: true }).waitFor();

    await page.getByText(/^1 waits for whoever is free\./).waitFor();
    await page.locator('body').focus();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('n');
    await page.getByText('Where is my invoice?').waitFor();
    await eli.page.getByText(/^Sam Okoro has it$/).waitFor();
  });

  test('a manager sees who is there and what they carry', async () => {
    const mia = await visitor(browser);
    await signInAs(mia.page, stack.baseUrl, 'Mia Kruse', '/inbox');
    await mia.page.getByRole('heading', { level: 1, name: 'Supporters' }).waitFor();
    await mia.page.getByText('Sam Okoro').waitFor();
    expect(mia.complaints).toEqual([]);
    await mia.page.context().close();
  });

  test('nothing is wider than its window, and axe finds nothing, light, dark and narrow', async () => {
    const findings: string[] = [];
    for (const screen of SCREENS) {
      for (const [name, paths] of [
        ['Sam Okoro', ['/inbox', '/inbox?show=done']],
        ['Eli Brandt', ['/conversations', new URL(eli.page.url()).pathname]],
      ] as const) {
        const seen = await visitor(browser, screen);
        await signInAs(seen.page, stack.baseUrl, name);
        for (const path of paths) {
          await seen.page.goto(stack.baseUrl + path);
          await seen.page.getByRole('heading', { level: 1 }).waitFor();
          await untilAtRest(seen.page);
          const where = `${path} ${screen.width} ${screen.colorScheme}`;
          if ((await overflowOf(seen.page)) > 0) findings.push(`${where} is too wide`);
          for (const line of await axeFindings(seen.page)) findings.push(`${where} ${line}`);
        }
        findings.push(...seen.complaints);
        await seen.page.context().close();
      }
    }
    expect(findings).toEqual([]);
  });

  test('no page broke or asked for what the content security policy refuses', () =>
    expect([...eli.complaints, ...sam.complaints]).toEqual([]));
});
