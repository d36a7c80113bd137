import { jest } from '@jest/globals';
import { CreateAbsence, CreateEscalation, ListCoveragePolicies, PutDefaultCoveragePolicy } from '@understudy/contracts';
import type { Browser, Locator } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { type Stack, startStack } from '../support/stack.js';
import { outOfOffice, tell } from '../support/story.js';
import { placesAtRest } from './web-harness.js';
import { nextMonday, type Walker, walker } from './web-journey.js';

jest.setTimeout(600_000);

const monday = nextMonday();
const later = monday.add({ days: 14 });
const PRESSES = 'Invoices of all branches are wrong';

/** A manager's day on a team of which one is away next week, one later, and whose customers have problems. */
describeInBrowser('the day of a manager', () => {
  let stack: Stack;
  let browser: Browser;
  let mia: Walker;
  let ben: Walker;
  let eva: Walker;
  let sue: Walker;

  /** What others did before the day begins. */
  const yesterday = async (): Promise<void> => {
    const story = await tell(stack);
    const [ada, ana, finn, manager, asks, owner] = await Promise.all(
      (['ada', 'ana', 'finn', 'mia', 'ben', 'sue'] as const).map((name) => story.person(name)),
    );
    if (!ada || !ana || !finn || !manager || !asks || !owner) throw new Error('the demo world has lost somebody');
    const [first] = (await ada.call(ListCoveragePolicies, {})).items;
    if (!first) throw new Error('the organisation has a policy');
    const { team: _team, own: _own, version: _version, updated_at: _at, ...policy } = first;
    await ada.call(PutDefaultCoveragePolicy, { ...policy, needs_approval: true });
    await ana.calendar('POST', outOfOffice(monday.toString(), monday.add({ days: 2 }).toString(), 'Europe/Lisbon'));
    await story.settle();
    for (const one of [finn, manager])
      await one.call(CreateAbsence, {
        absence_type: 'vacation',
        start_date: later.toString(),
        end_date: later.add({ days: 4 }).toString(),
      });
    await story.settle();
    for (const [n, severity] of (['P2', 'P1', 'P3'] as const).entries())
      await asks.call(CreateEscalation, {
        customer_id: story.customers[n]?.id ?? '',
        category: 'Billing',
        severity,
        title: severity === 'P1' ? PRESSES : `Export ${n} misses rows`,
        description: 'x',
        expected_resolution: 'It is whole',
        primary_owner_id: owner.userId,
      });
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    await yesterday();
    mia = await walker(browser, stack.baseUrl, 'Mia Kruse');
    ben = await walker(browser, stack.baseUrl, 'Ben Vogel');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const asked = ({ page }: Walker): Locator => page.getByRole('region', { name: /^Waiting for your answer/ });

  test('the approvals first: one yes, with what happens otherwise; the backup is asked at once', async () => {
    const { page, to, arrive } = mia;
    await ben.live();
    await to(/^Approvals.*waiting for your yes$/, /for your yes$/);
    const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Ana Duarte' }).first();
    await row.getByText(/Without your answer by/).waitFor();
    await row.getByRole('button', { name: 'Approve Ben' }).click();
    await page.getByText('Approved. Ben is asked now.').waitFor();
    await asked(ben).getByText('Ana Duarte').waitFor();
    await arrive(/for your yes$/);
  });

  test('the calendar says who has nobody and why; what if one more were away is tried by drawing', async () => {
    const { page, to } = mia;
    await to('Calendar', /gap/i);
    await page.getByRole('img', { name: /^90 days from / }).waitFor();
    const row = page.locator('.ec-row-head', { hasText: 'Eva Laurent' });
    await row.scrollIntoViewIfNeeded();
    const days = page.locator('.ec-col-head');
    const [head, from, until] = await placesAtRest(page, row, days.nth(28), days.nth(31));
    const y = head.y + head.height / 2;
    await page.mouse.move(from.x + from.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width * 2, y, { steps: 4 });
    await page.mouse.move(until.x + until.width / 2, y, { steps: 4 });
    await page.mouse.up();
    const panel = page.getByRole('region', { name: /^What if Eva is away / });
    await panel.getByRole('table', { name: 'Before and after' }).waitFor();
    await panel.getByText('Nothing is saved and nobody is told.').waitFor();
    await panel.getByRole('button', { name: 'Close what-if' }).click();
    await panel.waitFor({ state: 'detached' });
  });

  test('another backup instead: who was asked is asked no more, who is chosen finds the question', async () => {
    eva = await walker(browser, stack.baseUrl, 'Eva Laurent');
    await eva.live();
    const { page, arrive } = mia;
    await page.getByRole('button', { name: 'Show as table' }).click();
    await page
      .getByRole('row', { name: /Ana Duarte/ })
      .getByRole('link', { name: /^Coverage of/ })
      .first()
      .click();
    await arrive(/^Ana Duarte is away/);
    await page.getByRole('button', { name: 'Somebody else instead of Ben Vogel' }).click();
    const picker = page.getByRole('dialog', { name: 'Who instead of Ben Vogel?' });
    await picker.getByPlaceholder('Name or e-mail address').fill('Eva');
    await picker.getByRole('option', { name: /^Eva Laurent/ }).click();
    await asked(eva).getByText('Ana Duarte').waitFor();
    await asked(ben).waitFor({ state: 'detached' });
    await asked(eva).getByRole('button', { name: 'Accept', exact: true }).click();
    await page
      .getByRole('region', { name: 'Who stands in' })
      .getByText(/^Accepted/)
      .waitFor();
  });

  test('an escalation that presses: found on the board, taken one step up and given to another', async () => {
    sue = await walker(browser, stack.baseUrl, 'Sue Lindqvist');
    await sue.to('Escalations', 'Escalations');
    await sue.live();
    const { page, to, arrive } = mia;
    await to('Escalations', 'Escalations');
    const open = page.getByRole('region', { name: /^Open/ });
    await open.getByRole('article').first().filter({ hasText: PRESSES }).getByRole('link', { name: PRESSES }).click();
    await arrive(PRESSES);
    await page.getByRole('button', { name: 'Escalate up' }).click();
    const up = page.getByRole('dialog', { name: 'Escalate up' });
    await up.getByRole('textbox').first().fill('They stop payments on Friday');
    await up.getByRole('button', { name: 'Escalate up' }).click();
    await up.waitFor({ state: 'detached' });
    await page
      .getByRole('list', { name: 'Timeline' })
      .getByText('They stop payments on Friday', { exact: false })
      .first()
      .waitFor();

    await page.getByRole('button', { name: 'All moves' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Hand on/ })
      .click();
    const hand = page.getByRole('dialog', { name: 'Hand it on' });
    await hand.getByRole('textbox').first().fill('You know their books best');
    await hand.getByRole('radio', { name: /^Ben Vogel/ }).check();
    await hand.getByRole('button', { name: 'Give it to Ben Vogel' }).click();
    await hand.waitFor({ state: 'detached' });
    await page
      .getByRole('list', { name: 'Timeline' })
      .getByText('You know their books best', { exact: false })
      .first()
      .waitFor();
    await page.getByText(/^Ben Vogel has it/).waitFor();
    await sue.page.getByRole('article').filter({ hasText: PRESSES }).filter({ hasText: 'Ben' }).waitFor();
  });

  test.each([
    ['coverage', 'Coverage'],
    ['escalations', 'Escalations'],
  ])('the report on %s: every count leads to a list of that length, and back', async (what, tab) => {
    const { page, to, arrive } = mia;
    await to('Reports', /.+/);
    await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: tab }).click();
    // the report before stays drawn until this one is there: only its own links will do
    const numbers = page
      .getByRole('main')
      .locator(`a[href^="/reports/${what}/"][href*="filter="]`)
      .filter({ hasText: /^\d+$/ });
    await numbers.first().waitFor();
    await arrive(/.+/);
    const many = await numbers.count();
    expect(many).toBeGreaterThan(0);
    for (let n = 0; n < many; n += 1) {
      const words = (await numbers.nth(n).textContent()) ?? '';
      const before = page.url();
      await numbers.nth(n).click();
      await arrive(new RegExp(`^${words} `));
      expect(await page.getByRole('main').locator('tbody tr').count()).toBe(Math.min(50, Number(words)));
      await page.goBack();
      await page.waitForURL(before);
      await numbers.nth(n).waitFor();
    }
  });

  test('nothing was too wide, broke, was refused or failed on the way', () =>
    expect([mia, ben, eva, sue].flatMap(({ findings }) => findings)).toEqual([]));
});
