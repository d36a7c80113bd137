import { jest } from '@jest/globals';
import { AddonAction, ListAbsences } from '@understudy/contracts';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, type StoryPerson, tell } from '../support/story.js';
import { type Visitor, visitor } from './web-harness.js';

jest.setTimeout(600_000);

/** Time off from the calendar alone: the event is the form. Each test goes on where the one before ended. */
describeInBrowser('the add-on in Calendar', () => {
  let stack: Stack;
  let browser: Browser;
  let story: Story;
  let ana: StoryPerson;
  let visit: Visitor;
  let page: Page;

  const card = (name: string | RegExp) => page.getByRole('article', { name });
  const press = (name: string) => page.locator('.cp-footer').getByRole('button', { name }).click();
  const absences = async () => (await ana.call(ListAbsences, { user_id: ana.userId })).items;
  const clicks = () => page.evaluate(() => Number(document.body.dataset['clicks'] ?? 0));

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    ana = await story.person('ana');
    const noon = Temporal.Now.zonedDateTimeISO('Europe/Lisbon').add({ days: 1 }).withPlainTime('12:00');
    await story.at(noon.toInstant().toString());
    visit = await visitor(browser);
    page = visit.page;
    // what a hand does, not what a script does
    await page.addInitScript(() =>
      addEventListener(
        'click',
        ({ isTrusted }) => {
          const { dataset } = document.body;
          if (isTrusted) dataset['clicks'] = String(Number(dataset['clicks'] ?? 0) + 1);
        },
        true,
      ),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('without an event it says what time off lies ahead', async () => {
    await page.goto(`${stack.baseUrl}/sandbox/calendar?as=${ana.email}`);
    await card('Time off').getByText('No time off ahead', { exact: false }).waitFor();
  });

  test('a week in the calendar that only sounds like time off is asked about, and nothing happens', async () => {
    await page.getByRole('button', { name: 'Add out of office' }).click();
    await page.getByText('All-day event').click();
    await page.getByRole('button', { name: 'Put it in the calendar' }).click();
    await page.getByRole('link', { name: /^Vacation, until / }).waitFor();
    await card('Who covers you?').waitFor();
    await eventually(async () =>
      expect(await absences()).toMatchObject([{ status: 'suggested', coverage: { assignments: [] } }]),
    );
  });

  test('a week off is set up from its event in four clicks, with nothing saved before the last', async () => {
    const before = await clicks();
    await press('Next');
    await card('Split 38 customers').waitFor();
    await press('Next');
    await card('Who is told?').waitFor();
    await press('Next');
    await card('All set?').getByText('No customer is left alone').waitFor();
    expect(await absences()).toMatchObject([{ status: 'suggested', coverage: { assignments: [] } }]);
    await press('Set up coverage');
    await page
      .getByText(/ asked$/)
      .first()
      .waitFor();
    expect((await clicks()) - before).toBe(4);

    const [absence] = await absences();
    expect(absence).toMatchObject({ status: 'planned', coverage: { customer_count: 38, uncovered: 0 } });
    expect(absence?.coverage.assignments.length).toBeGreaterThan(0);
    await page
      .locator('.cal-lane')
      .getByText(/ asked for /)
      .first()
      .waitFor();
  });

  test('nothing typed is lost on the way back, and a change that is not finished changes nothing', async () => {
    const before = await absences();
    await page.getByRole('button', { name: 'Change', exact: true }).last().click();
    await card('Who covers you?').getByText('are asked already').waitFor();
    await page.getByLabel('Ben Vogel alone').check();
    await press('Next');
    const note = card('Who is told?').getByLabel('What does whoever covers need to know? (optional)');
    await note.fill('Lena decides, not Tom.');
    await press('Next');
    await card('All set?').waitFor();
    await press('Back');
    await card('Who is told?').waitFor();
    expect(await note.inputValue()).toBe('Lena decides, not Tom.');
    const box = card('Who is told?').getByRole('checkbox', { name: /^Your customers, by mail/ });
    await box.uncheck();
    await press('Back');
    await card('Who covers you?').waitFor();
    await press('Next');
    expect(await note.inputValue()).toBe('Lena decides, not Tom.');
    expect(await box.isChecked()).toBe(false);
    await press('Next');
    await card('All set?').getByText('No customer gets an e-mail').waitFor();
    await press('Back');
    await card('Who is told?').waitFor();
    expect(await note.inputValue()).toBe('Lena decides, not Tom.');
    await press('Back');
    await card('Who covers you?').waitFor();
    expect(await page.getByLabel('Ben Vogel alone').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Back to the card before' }).click();
    // a mark after the name keeps the number on its right where the name is written from right to left
    await page.getByText(/^Ben Vogel\u200e, 19$/).waitFor();
    expect(await absences()).toEqual(before);
  });

  test('a meeting with a customer in that week is handed over to whoever covers them', async () => {
    for (const { id, backup } of (await absences())[0]?.coverage.assignments ?? []) {
      const person = await story.person(backup.name.split(' ')[0]?.toLowerCase() ?? '');
      await person.call(AddonAction, { action_id: 'coverage.accept', parameters: { assignment_id: id }, form: {} });
    }
    await story.settle();
    await page.locator('.cal-in-the-way').first().click();
    await page.getByText('You are away then').first().waitFor();
    await page.getByLabel(/^Hand over to /).check();
    await press('Save');
    await page
      .getByText(/^Handed over to /)
      .first()
      .waitFor();
  });

  test('an event that is deleted takes its absence with it', async () => {
    await page.getByRole('link', { name: /^Vacation, until / }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('link', { name: /^Vacation, until / }).waitFor({ state: 'detached' });
    await card('Time off').getByText('No time off ahead', { exact: false }).waitFor();
    expect(await absences()).toMatchObject([{ status: 'cancelled' }]);
  });

  test('no page broke, and none was refused anything by the content security policy', () => {
    expect(visit.complaints).toEqual([]);
  });
});
