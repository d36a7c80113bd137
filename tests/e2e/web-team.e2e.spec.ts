import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  ChangeMe,
  CreateAbsence,
  GetCoverageProof,
  ListAbsenceCoverage,
  ListAbsences,
} from '@understudy/contracts';
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

/** The manager's morning: is anybody left alone? Who, why, and what if somebody else is away too? */
describeInBrowser('the team calendar', () => {
  let stack: Stack;
  let browser: Browser;
  let mia: Visitor;
  let story: Story;
  let people: Readonly<Record<'ana' | 'ben' | 'eva' | 'finn' | 'mia' | 'eli', StoryPerson>>;
  /** The Monday after next, when Finn is away for a week. */
  let monday: Temporal.PlainDate;

  const visit = async (page: Page, path: string): Promise<void> => {
    await page.goto(stack.baseUrl + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await untilAtRest(page);
  };
  const away = (person: StoryPerson, from: number, to: number) =>
    person.call(CreateAbsence, {
      absence_type: 'vacation',
      start_date: monday.add({ days: from }).toString(),
      end_date: monday.add({ days: to }).toString(),
    });
  const bar = (page: Page, words: RegExp): Locator => page.getByRole('button', { name: words });

  /** Finn is away and his manager and hers too; whoever was asked has not answered. */
  const happen = async (): Promise<void> => {
    story = await tell(stack);
    const [ana, ben, eva, finn] = await Promise.all(['ana', 'ben', 'eva', 'finn'].map((name) => story.person(name)));
    const [manager, eli] = [await story.person('mia'), await story.person('eli')];
    if (!ana || !ben || !eva || !finn) throw new Error('the demo world has lost somebody');
    people = { ana, ben, eva, finn, mia: manager, eli };
    // one zone for all, so that days begin and end together
    for (const one of [finn, manager, eli]) await one.call(ChangeMe, { time_zone: 'Europe/Dublin' });
    const today = Temporal.Now.plainDateISO('UTC');
    monday = today.add({ days: 15 - today.dayOfWeek });
    await away(finn, 0, 4);
    await story.settle();
    for (const one of [manager, eli]) await away(one, 0, 4);
    await story.settle();
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    await happen();
    mia = await visitor(browser);
    await signInAs(mia.page, stack.baseUrl, 'Mia Kruse', '/team');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('the title is the answer, and a red bar says who has nobody, when and why', async () => {
    const { page } = mia;
    const { gaps } = await people.mia.call(GetCoverageProof, {});
    expect(gaps.length).toBeGreaterThan(0);
    await page.getByRole('heading', { level: 1, name: /except one$|gaps in the next 90 days$/ }).waitFor();
    await page.getByRole('img', { name: /^90 days from .* with a gap/ }).waitFor();
    await bar(page, /^Gap: \d+ customers of Finn Byrne with nobody, /).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Finn Byrne \(owner\) is away/).waitFor();
    const customers = dialog.locator('details').first();
    const said = await customers.locator('summary').textContent();
    if (!(await customers.evaluate((one) => one.hasAttribute('open')))) await customers.locator('summary').click();
    await eventually(async () => expect(`${await customers.getByRole('link').count()} customers`).toBe(said));
    await page.keyboard.press('Escape');
  });

  test('the manager asks for the customers that have nobody; the yes closes the gap on the open page', async () => {
    const { page } = mia;
    await untilLive(page);
    await page.getByRole('button', { name: /^Ask / }).first().click();
    await page.getByText(/ is asked here, and in Gmail and Slack/).waitFor();
    const [absence] = (await people.finn.call(ListAbsences, { user_id: people.finn.userId })).items;
    const { items } = await people.mia.call(ListAbsenceCoverage, { absence_id: absence?.id ?? '' });
    for (const one of items.filter(({ status }) => status === 'pending')) {
      const backup = Object.values(people).find(({ userId }) => userId === one.backup.user_id);
      await backup?.call(AcceptCoverage, { assignment_id: one.id });
    }
    await page.getByRole('heading', { level: 1, name: /^No gap for 90 days/ }).waitFor();
    await bar(page, /^Gap: /).waitFor({ state: 'detached' });
    await bar(page, /^Customers of Finn Byrne, /)
      .first()
      .waitFor();
  });

  test('what if, by drawing over free days: gaps, load and renewals, and nothing is saved', async () => {
    const { page } = mia;
    const before = (await people.mia.call(ListAbsences, { user_id: people.eva.userId })).items.length;
    const row = page.locator('.ec-row-head', { hasText: 'Eva Laurent' });
    await row.scrollIntoViewIfNeeded();
    const days = page.locator('.ec-col-head');
    const [head, from, to] = await placesAtRest(page, row, days.nth(28), days.nth(31));
    const y = head.y + head.height / 2;
    await page.mouse.move(from.x + from.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width * 2, y, { steps: 4 });
    await page.mouse.move(to.x + to.width / 2, y, { steps: 4 });
    await page.mouse.up();
    const panel = page.getByRole('region', { name: /^What if Eva is away / });
    await panel.getByRole('table', { name: 'Before and after' }).waitFor();
    await panel.getByText('Nothing is saved and nobody is told.').waitFor();
    expect((await people.mia.call(ListAbsences, { user_id: people.eva.userId })).items).toHaveLength(before);

    const title = await panel.getByRole('heading').textContent();
    await panel.getByRole('button', { name: '+1 day' }).click();
    await expectOther(panel.getByRole('heading'), title);
    await panel.getByRole('link', { name: 'Set it up like this' }).click();
    await page.waitForURL(/\/setup\?for=.*&from=\d{4}-\d{2}-\d{2}&to=/);
    const wanted = new URL(page.url()).searchParams.get('from');
    await page.locator(`input[value="${wanted}"]`).first().waitFor();
  });

  test('an absence is tried at other days with the arrow keys, and moved when it is said', async () => {
    const { page } = mia;
    await visit(page, '/team');
    const vacation = bar(page, /^Finn Byrne: Vacation, /);
    await vacation.focus();
    await page.keyboard.press('ArrowRight');
    const panel = page.getByRole('region', { name: /^What if Finn is away / });
    await panel.getByRole('table', { name: 'Before and after' }).waitFor();
    await page.keyboard.press('Shift+ArrowRight');
    await page.waitForURL(
      (url) =>
        url.searchParams.get('try')?.includes(`_${monday.add({ days: 1 })}_${monday.add({ days: 6 })}_`) === true,
    );
    await panel.getByRole('button', { name: /^Move it to / }).click();
    await page.getByText(/^Moved to /).waitFor();
    const [absence] = (await people.finn.call(ListAbsences, { user_id: people.finn.userId })).items;
    expect([absence?.start_date, absence?.end_date]).toEqual([
      monday.add({ days: 1 }).toString(),
      monday.add({ days: 6 }).toString(),
    ]);
  });

  test('the same as rows, for screen readers and phones; whoever is looked for is found', async () => {
    const { page } = mia;
    await visit(page, '/team');
    await page.getByRole('button', { name: 'Show as table' }).click();
    await page.waitForURL('**view=table**');
    const row = page.getByRole('row', { name: /Finn Byrne/ });
    await row
      .getByText(/\d asked|[A-Z][a-z]+ \d+/)
      .first()
      .waitFor();
    await row.getByRole('link', { name: /^Coverage of Finn Byrne/ }).waitFor();
    await visit(page, `/team?person=${people.finn.userId}`);
    await page.getByText(/^Finn is away /).waitFor();
    await page.locator('.tl-looked-for', { hasText: 'Finn Byrne' }).waitFor();
  });

  test('who must not fall out: every number leads to a list of that length', async () => {
    const { page } = mia;
    await visit(page, '/resilience');
    const links = await page
      .locator('main a[href^="/resilience/"]')
      .evaluateAll((all) => all.map((link) => ({ href: link.getAttribute('href') ?? '', words: link.textContent })));
    expect(links.length).toBeGreaterThan(2);
    for (const { href, words } of links.slice(0, 4)) {
      await visit(page, href);
      const heading = page.getByRole('heading', { level: 1, name: new RegExp(`^${words?.trim()} customer`) });
      await heading.waitFor();
      expect(await page.locator('main tbody tr').count()).toBe(Number(words));
    }
  });

  test('no page is wider than its window, axe finds nothing, and nothing is refused', async () => {
    const findings: string[] = [];
    const trial = `${people.eva.userId}_${monday.add({ days: 14 })}_${monday.add({ days: 18 })}`;
    for (const screen of SCREENS) {
      const seen = await visitor(browser, screen);
      await signInAs(seen.page, stack.baseUrl, 'Mia Kruse');
      for (const path of [
        '/team',
        `/team?zoom=90d&try=${trial}`,
        '/team?view=table',
        '/resilience',
        `/resilience/${people.ana.userId}`,
      ]) {
        await visit(seen.page, path);
        const where = `${path} ${screen.width} ${screen.colorScheme}`;
        if ((await overflowOf(seen.page)) > 0) findings.push(`${where} is too wide`);
        for (const line of await axeFindings(seen.page)) findings.push(`${where} ${line}`);
      }
      findings.push(...seen.complaints);
      await seen.page.context().close();
    }
    expect(findings).toEqual([]);
    expect(mia.complaints).toEqual([]);
  });
});

/** Waits until something reads otherwise than before. */
async function expectOther(locator: Locator, before: string | null): Promise<void> {
  await locator.filter({ hasNotText: before ?? '' }).waitFor();
}
