import { jest } from '@jest/globals';
import { AcceptCoverage, ListAbsences } from '@understudy/contracts';
import type { Browser, Locator, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, tell } from '../support/story.js';
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

/** Issue 8: setting up one's absence takes no more, besides typing. */
const MOST_ACTIONS = 12;
const SCREENS = [DESK, { ...DESK, colorScheme: 'dark' }, { width: 375, height: 800, colorScheme: 'light' }] as const;

/** A CSM goes away: from "Set up time away" to a page that says who accepted. */
describeInBrowser('time away', () => {
  let stack: Stack;
  let browser: Browser;
  let story: Story;
  let ana: Visitor;
  let monday: Temporal.PlainDate;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    const today = Temporal.Now.plainDateISO('UTC');
    monday = today.add({ days: 8 - today.dayOfWeek });
    ana = await visitor(browser);
    await signInAs(ana.page, stack.baseUrl, 'Ana Duarte');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const next = (page: Page) => page.getByRole('button', { name: /^Next: / });
  /** Drawn, by its number: the address says it before, and the step before has a way on as well. */
  const isAtStep = (page: Page, number: number): Promise<void> =>
    page.locator(`.steps > li:nth-child(${number})[aria-current=step]`).waitFor();
  const ask = (page: Page) => page.getByRole('complementary').getByRole('button', { name: /^Ask / });

  test('a week off is set up with few actions, and the backup’s yes arrives by itself', async () => {
    const { page } = ana;
    let actions = 0;
    const click = async (target: Locator) => {
      await target.click();
      actions += 1;
    };
    await click(page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Time away' }));
    await click(page.getByRole('link', { name: 'Set up time away' }));
    await page.getByRole('heading', { name: 'When are you away?' }).waitFor();
    await page.getByLabel('First day away').fill(monday.add({ days: 7 }).toString());
    await page.getByLabel('Last day away').fill(monday.add({ days: 11 }).toString());

    await click(next(page));
    await page.getByRole('heading', { name: /^Who covers your \d+ customers\?/ }).waitFor();
    await page.getByRole('heading', { name: /^No gap, if / }).waitFor();
    await click(next(page));
    await page
      .getByRole('heading', { name: /priority$/ })
      .first()
      .waitFor();
    await click(next(page));
    await page.getByRole('article', { name: /would read$/ }).waitFor();
    await click(next(page));
    await page.getByRole('heading', { name: /^No customer is left alone, if / }).waitFor();
    await click(ask(page));

    await page.getByRole('heading', { name: /^You are away/ }).waitFor();
    await page.getByText('Waits for the answer').first().waitFor();
    await untilLive(page);
    expect(actions).toBeLessThanOrEqual(MOST_ACTIONS);

    const me = await story.person('ana');
    const [absence] = (await me.call(ListAbsences, { user_id: me.userId })).items;
    for (const { id, backup } of absence?.coverage.assignments ?? []) {
      const name = backup.name.split(' ')[0]?.toLowerCase() ?? '';
      await (await story.person(name)).call(AcceptCoverage, { assignment_id: id });
    }
    await page.getByText('No customer is left alone.').waitFor();
  });

  test('customers go from one backup to another by keys and by mouse; what was chosen survives the window', async () => {
    const { page } = ana;
    const first = monday.add({ days: 28 });
    await page.goto(`${stack.baseUrl}/setup`);
    await page.getByLabel('First day away').fill(first.toString());
    await page.getByLabel('Last day away').fill(first.add({ days: 4 }).toString());
    // a button that is still off takes no key
    await eventually(async () => expect(await next(page).isEnabled()).toBe(true));
    await next(page).press('Enter');
    const lanes = page.locator('.share-lane');
    await lanes.nth(1).waitFor();
    await untilAtRest(page);

    const card = lanes.first().locator('.share-card').first();
    const name = (await card.locator('.clip').textContent()) ?? '';
    await card.press('Space');
    await page.keyboard.press('ArrowRight');
    await lanes
      .nth(1)
      .getByText(/^Drop here: /)
      .waitFor();
    await page.keyboard.press('Space');
    await lanes.nth(1).getByRole('button', { name }).waitFor();
    await page.getByText(`${name} goes to`).waitFor();

    await page.reload();
    await lanes.nth(1).getByRole('button', { name }).waitFor();
    await page.getByText(/^Draft kept/).waitFor();

    const [from, to] = await placesAtRest(page, lanes.nth(1).getByRole('button', { name }), lanes.first());
    await page.mouse.move(from.x + 40, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y + 30, { steps: 4 });
    await page.mouse.move(to.x + 60, to.y + 60, { steps: 8 });
    await lanes
      .first()
      .getByText(/^Drop here: /)
      .waitFor();
    await page.mouse.up();
    await lanes.first().getByRole('button', { name }).waitFor();
  });

  test('what is wrong with the days is said beside them too, and a note is typed as soon as it is asked for', async () => {
    const { page } = ana;
    const first = monday.add({ days: 56 });
    const aside = page.getByRole('complementary', { name: 'What it comes to' });
    await page.goto(`${stack.baseUrl}/setup?from=${first.toString()}&to=${first.add({ days: 4 }).toString()}`);
    await page.getByLabel('Last day away').fill(first.subtract({ days: 1 }).toString());
    await page.getByText('The days come first: these cannot be.').waitFor();
    await aside.getByText(/^As soon as the days are right/).waitFor();
    expect(await aside.locator('.skel').count()).toBe(0);

    await page.getByLabel('Last day away').fill(first.add({ days: 1 }).toString());
    await eventually(async () => expect(await next(page).isEnabled()).toBe(true));
    await next(page).click();
    await page.locator('.share-lane').nth(1).waitFor();
    await next(page).click();
    await page
      .getByRole('button', { name: /^Note on / })
      .first()
      .click();
    await page.keyboard.type('The controller first');
    expect(await page.locator('.setup-review-note').first().inputValue()).toBe('The controller first');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('no step is wider than its window, and axe finds nothing, light, dark and narrow', async () => {
    const findings: string[] = [];
    for (const screen of SCREENS) {
      const seen = await visitor(browser, screen);
      const { page } = seen;
      await signInAs(page, stack.baseUrl, 'Ana Duarte', '/absences');
      await page.getByRole('heading', { name: /^You are away/ }).waitFor();
      const look = async (where: string) => {
        await untilAtRest(page);
        if ((await overflowOf(page)) > 0) findings.push(`${where} ${screen.width} is too wide`);
        for (const line of await axeFindings(page))
          findings.push(`${where} ${screen.width} ${screen.colorScheme} ${line}`);
      };
      await look('/absences');
      await page
        .getByRole('link', { name: /^Open / })
        .first()
        .click();
      await page.getByRole('heading', { name: 'Who stands in' }).waitFor();
      await look('/absences/:id');
      await page.goto(`${stack.baseUrl}/setup`);
      await page.getByLabel('First day away').fill(monday.add({ days: 42 }).toString());
      await page.getByLabel('Last day away').fill(monday.add({ days: 46 }).toString());
      await look('dates');
      for (const [index, step] of ['who', 'priorities', 'told', 'proof'].entries()) {
        await next(page).click();
        await page.waitForURL(`**step=${step}`);
        await isAtStep(page, index + 2);
        await look(step);
      }
      findings.push(...seen.complaints);
      await page.context().close();
    }
    expect(findings).toEqual([]);
  });

  test('I am out now: three clicks from any page, a look before; and back again', async () => {
    const ben = await visitor(browser);
    const { page } = ben;
    await signInAs(page, stack.baseUrl, 'Ben Vogel', '/customers');
    await page.getByRole('button', { name: 'I am out now' }).click();
    const dialog = page.getByRole('dialog', { name: 'I am out now' });
    await dialog.getByText(/is asked for \d+ customers?/).waitFor();
    expect(await axeFindings(page, 'dialog')).toEqual([]);
    await dialog.getByRole('button', { name: /^I am out, ask / }).click();
    await page.getByRole('heading', { name: /^You are away/ }).waitFor();

    await page.getByRole('button', { name: 'I am back' }).click();
    await page.getByRole('dialog', { name: 'Back already?' }).getByRole('button', { name: 'I am back' }).click();
    await page.getByText('Welcome back.', { exact: false }).waitFor();
    expect(ben.complaints).toEqual([]);
    await page.context().close();
  });

  test('a colleague who cannot say so is reported; it counts at once and waits to be confirmed', async () => {
    const eva = await visitor(browser);
    const { page } = eva;
    await signInAs(page, stack.baseUrl, 'Eva Laurent');
    await page.getByRole('button', { name: 'I am out now' }).click();
    await page.getByRole('button', { name: 'It is about a colleague' }).click();
    await page.getByRole('combobox', { name: 'Who is out?' }).fill('Ben');
    await page.getByRole('option', { name: /^Ben Vogel/ }).click();
    await page
      .getByRole('dialog', { name: 'Ben Vogel is out' })
      .getByRole('button', { name: /^Ben is out/ })
      .click();
    await page.getByText(/^Ben Vogel is marked as out\./).waitFor();
    expect(eva.complaints).toEqual([]);
    await page.context().close();

    const ben = await visitor(browser);
    await signInAs(ben.page, stack.baseUrl, 'Ben Vogel', '/absences');
    await ben.page.getByRole('heading', { name: 'To confirm' }).waitFor();
    await ben.page.getByText('entered by Eva Laurent', { exact: false }).waitFor();
    await ben.page.context().close();
  });

  test('no page broke or asked for what the content security policy refuses', () => expect(ana.complaints).toEqual([]));
});
