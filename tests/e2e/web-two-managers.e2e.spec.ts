import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { ApproveCoverage, ListAbsences, ListCoveragePolicies, PutDefaultCoveragePolicy } from '@understudy/contracts';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { type Stack, startStack } from '../support/stack.js';
import { outOfOffice, type Story, tell } from '../support/story.js';
import { axeFindings, signInAs, untilAtRest, untilLive, visitor } from './web-harness.js';

jest.setTimeout(600_000);

describeInBrowser('two managers and one assignment', () => {
  let stack: Stack;
  let browser: Browser;
  let story: Story;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    const ada = await story.person('ada');
    const [first] = (await ada.call(ListCoveragePolicies, {})).items;
    if (!first) throw new Error('the organisation has a policy');
    const { team: _team, own: _own, version: _version, updated_at: _at, ...policy } = first;
    await ada.call(PutDefaultCoveragePolicy, { ...policy, needs_approval: true });
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('the second, about to change what the first approves, is told who stands in now and keeps what they chose', async () => {
    const [ana, mia] = [await story.person('ana'), await story.person('mia')];
    const today = Temporal.Now.plainDateISO('UTC');
    const monday = today.add({ days: 8 - today.dayOfWeek });
    await ana.calendar('POST', outOfOffice(monday.toString(), monday.add({ days: 2 }).toString(), 'Europe/Lisbon'));
    await story.settle();
    const [absence] = (await ana.call(ListAbsences, { user_id: ana.userId })).items;
    const assignment_id = absence?.coverage.assignments[0]?.id ?? '';

    const { page, complaints } = await visitor(browser);
    await signInAs(page, stack.baseUrl, 'Mia Kruse', '/approvals');
    await untilLive(page);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Change who stands in for Ana Duarte' });
    const who = dialog.getByLabel('Who stands in');
    const other = await who.locator('option').nth(1).getAttribute('value');
    await who.selectOption(other);

    // the same manager at another desk, as far as the product can tell: somebody else decides
    await mia.call(ApproveCoverage, { assignment_id });
    await dialog.getByText('Somebody decided this meanwhile.').waitFor();
    await dialog.getByText(/Ben Vogel is asked/).waitFor();
    expect(await who.inputValue()).toBe(other);
    expect(await dialog.getByRole('button', { name: /^Ask / }).isDisabled()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);

    await dialog.getByRole('link', { name: 'the page of the absence' }).click();
    await page.getByRole('heading', { level: 1, name: /^Ana Duarte is away/ }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'No backup waits for your yes' }).waitFor();
    await untilAtRest(page);
    expect(complaints).toEqual([]);
  });

  test('a double click does it once and says so once; without a line it says that, and the same again does it once', async () => {
    const finn = await story.person('finn');
    const today = Temporal.Now.plainDateISO('UTC');
    const monday = today.add({ days: 29 - today.dayOfWeek });
    const { page, complaints } = await visitor(browser);
    await signInAs(page, stack.baseUrl, 'Mia Kruse', '/approvals');
    await untilLive(page);
    await finn.calendar('POST', outOfOffice(monday.toString(), monday.add({ days: 2 }).toString(), 'Europe/Dublin'));
    await story.settle();
    await page.getByRole('link', { name: 'Finn Byrne' }).first().waitFor();

    const approve = page.getByRole('button', { name: /^Approve / });
    const refused = (await approve.first().textContent()) ?? '';
    await page.context().setOffline(true);
    await page.getByText('Offline', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Refuse', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: /^Refuse / });
    await dialog.getByRole('textbox').fill('They have enough on their desk');
    await dialog.getByRole('button', { name: 'Refuse', exact: true }).click();
    await dialog.getByText('Not saved.').waitFor();
    await page.context().setOffline(false);
    await untilLive(page);
    await dialog.getByRole('button', { name: 'Refuse', exact: true }).click();
    await page.getByText(/^Refused\. Somebody else is looked for/).waitFor();
    await story.settle();

    // what was refused stays in sight until the list is read again
    await approve.and(page.getByText(refused, { exact: true })).waitFor({ state: 'detached' });
    await approve.first().dblclick();
    await page
      .getByText(/^Approved\. /)
      .first()
      .waitFor();
    await untilAtRest(page);
    expect(await page.getByText(/still running|Not saved|Not done/).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
