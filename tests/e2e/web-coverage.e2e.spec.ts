import { jest } from '@jest/globals';
import {
  GetAbsence,
  ListAbsences,
  ListCoveragePolicies,
  ListSurveys,
  PutDefaultCoveragePolicy,
} from '@understudy/contracts';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { outOfOffice, type Story, type StoryPerson, tell } from '../support/story.js';
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
const today = Temporal.Now.plainDateISO('UTC');
const monday = today.add({ days: 8 - today.dayOfWeek });
const NOTE = 'Ostermark needs you in person.';

/** Ana goes away, Mia approves the backup, Ben stands in and hands back, Ana reads what happened. */
describeInBrowser('standing in and coming back', () => {
  let stack: Stack;
  let browser: Browser;
  let story: Story;
  let ana: StoryPerson;
  let mia: Visitor;
  let ben: Visitor;
  let back: Visitor;
  let admin: Visitor;
  let absenceId: string;
  let assignmentId: string;

  const visit = async (page: Page, path: string): Promise<void> => {
    await page.goto(stack.baseUrl + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await untilAtRest(page);
  };
  const as = async (name: string): Promise<Visitor> => {
    const one = await visitor(browser);
    await signInAs(one.page, stack.baseUrl, name);
    return one;
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    ana = await story.person('ana');
    const ada = await story.person('ada');
    const [first] = (await ada.call(ListCoveragePolicies, {})).items;
    if (!first) throw new Error('the organisation has a policy');
    const { team: _team, own: _own, version: _version, updated_at: _at, ...policy } = first;
    await ada.call(PutDefaultCoveragePolicy, { ...policy, needs_approval: true });
    await ana.calendar('POST', outOfOffice(monday.toString(), monday.add({ days: 2 }).toString(), 'Europe/Lisbon'));
    await story.settle();
    const [absence] = (await ana.call(ListAbsences, { user_id: ana.userId })).items;
    absenceId = absence?.id ?? '';
    assignmentId = absence?.coverage.assignments[0]?.id ?? '';
    [mia, ben] = [await as('Mia Kruse'), await as('Ben Vogel')];
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('a manager finds the backup in the queue, with what happens otherwise, and approves', async () => {
    const { page } = mia;
    await page.getByRole('link', { name: /^Approvals.*waiting for your yes$/ }).click();
    await page.getByRole('heading', { name: '1 backup waits for your yes' }).waitFor();
    await page.getByText(/^Ben is the best match.*Without your answer by/).waitFor();
    await page.getByRole('button', { name: 'Approve Ben' }).click();
    await page.getByText('Approved. Ben is asked now.').waitFor();
    await page.getByRole('heading', { name: 'No backup waits for your yes' }).waitFor();
  });

  test('the backup accepts, and works the list by keyboard', async () => {
    const { page } = ben;
    await visit(page, '/');
    const asked = page.getByRole('region', { name: /^Waiting for your answer/ });
    await asked.getByText(/^by /).waitFor();
    await asked.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByText(/^You cover for Ana/).waitFor();

    // before it begins a customer is Ana's; what there is to know stands in the briefs
    await visit(page, `/customers/${story.customers[0]?.id ?? ''}`);
    await page.getByRole('heading', { name: /^Yours / }).waitFor();
    await page.getByRole('link', { name: 'Read the briefs' }).click();
    await page.waitForURL(`**/coverage/${assignmentId}`);

    await story.at(`${monday.add({ days: 1 }).toString()}T09:00:00Z`);
    await visit(page, '/?show=covered');
    await page.getByText('You stand in for Ana Duarte').waitFor();
    await page
      .getByRole('button', { name: /^More for/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem').first().waitFor();
    const log = page.getByRole('menuitem', { name: 'Log what I did' });
    while (!(await log.evaluate((item) => item === document.activeElement))) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByLabel('What you did').fill('Called about the renewal');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Logged. Ana Duarte finds it on coming back.').waitFor();
  });

  test('the page of a customer says who is responsible on a day to come, and why', async () => {
    const { page } = ben;
    await page
      .getByRole('link', { name: /^Open (?!escalation)/ })
      .first()
      .click();
    await page.getByText(/^You look after .* for Ana Duarte/).waitFor();
    await page.getByLabel('On another day').fill(monday.add({ days: 10 }).toString());
    const chain = page.getByRole('region', { name: 'Who is responsible' });
    await chain.getByText('Ana Duarte, then').waitFor();
    await chain.getByRole('button', { name: 'Now' }).click();
    await chain.getByText('You, now').waitFor();
    await page.getByText('Called about the renewal', { exact: true }).waitFor();
  });

  test('two who change one customer: the second sees what changed and loses nothing', async () => {
    const [path, { page }] = [new URL(ben.page.url()).pathname, mia];
    await visit(page, path);
    await Promise.all([untilLive(page), untilLive(ben.page)]);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('textbox', { name: /^Special handling/ }).fill('Never before nine.');
    await ben.page.getByRole('button', { name: 'Change', exact: true }).click();
    await ben.page.getByRole('textbox', { name: 'Stage' }).fill('second wave');
    await ben.page.getByRole('button', { name: 'Save' }).click();
    await ben.page.getByText(/ is saved\.$/).waitFor();

    await page.getByText(/changed this meanwhile/).waitFor();
    await page.getByText('second wave', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/ is saved\.$/).waitFor();
    await page.getByText('Never before nine.').waitFor();
    await page.getByText('Second wave', { exact: true }).waitFor();
  });

  test('two who change one contact: the second sees it in the open dialog, and only what was touched is sent', async () => {
    const [mine, theirs] = [mia.page, ben.page];
    const open = async (page: Page) => {
      await page
        .getByRole('region', { name: /^Who to talk to/ })
        .getByRole('button', { name: /^Change / })
        .first()
        .click();
      return page.getByRole('dialog', { name: /^Change / });
    };
    const [dialog, other] = [await open(mine), await open(theirs)];
    await dialog.getByLabel('Title').fill('Head of finance');
    await other.getByLabel('Role').fill('signs');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.waitFor({ state: 'detached' });

    await dialog.getByText('signs').first().waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await mine.getByText(/^Head of finance · signs/).waitFor();
    await theirs.getByText(/^Head of finance · signs/).waitFor();
  });

  test('after the absence the backup hands back with a note', async () => {
    await story.at(`${monday.add({ days: 3 }).toString()}T11:30:00Z`);
    await story.settle();
    const { page } = ben;
    await visit(page, `/coverage/${assignmentId}`);
    await page.getByRole('heading', { name: 'You stood in for Ana Duarte' }).waitFor();
    await page.getByText('Called about the renewal').waitFor();
    await page.getByRole('button', { name: 'Hand back to Ana' }).click();
    await page.getByLabel(/^What Ana should know first/).fill(NOTE);
    await page.getByRole('button', { name: 'Hand back', exact: true }).click();
    await page.getByText('Handed back. Ana Duarte finds it on the return summary.').waitFor();
  });

  test('who was away reads what happened, answers how it was, and has it back', async () => {
    back = await as('Ana Duarte');
    const { page } = back;
    await page.getByRole('link', { name: 'Read what happened' }).click();
    await page.getByRole('heading', { name: /^Welcome back, Ana\./ }).waitFor();
    await page.getByText(NOTE).waitFor();
    await page.getByText('Called about the renewal').waitFor();

    const survey = page.getByRole('region', { name: 'How was it for you?' });
    await survey.getByText('4', { exact: true }).click();
    await survey.getByLabel(/^What was missing/).fill('Nothing');
    await survey.getByRole('button', { name: 'Answer' }).click();
    await survey.getByText('You answered 4 of 5.').waitFor();

    await page.getByRole('button', { name: 'I have it back' }).click();
    await page.getByLabel(/^A word to them/).fill('Thank you, Ben');
    await page.getByRole('dialog').getByRole('button', { name: 'I have it back' }).click();
    await page.getByText('You have everything back.').waitFor();
    // neither note took the other's place
    await page.getByText('Thank you, Ben').waitFor();
    await page.getByText(NOTE).waitFor();
    expect((await ana.call(GetAbsence, { absence_id: absenceId })).status).toBe('completed');
  });

  test('a CSV of a spreadsheet becomes customers, its wrong rows come back with the reason', async () => {
    admin = await as('Ada Winter');
    const { page } = admin;
    const rows = Array.from({ length: 1200 }, (_, n) => `Söhne ${n};https://www.s${n}.example/;ana@harbor.example`);
    const text = ['Account Name;Website;Owner Email', ...rows, 'Nobody;nobody.example;x@harbor.example'].join('\r\n');
    await visit(page, '/customers/import');
    await page.getByLabel('CSV file of customers').setInputFiles({
      name: 'accounts.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text, 'latin1'),
    });
    await page.getByText('1,201 rows, Windows-1252').waitFor();
    // nothing is lost by leaving, once the browser has put it away
    await eventually(async () => expect(await keptImports(page)).toBe(1));
    await visit(page, '/customers');
    await visit(page, '/customers/import');
    await page.getByRole('button', { name: 'Preview 1,201 rows' }).click();
    await page.getByRole('heading', { name: 'It would be 1,200 new customers' }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '1 wrong row as CSV' }).click();
    expect((await saved).suggestedFilename()).toBe('accounts-wrong.csv');
    await page.getByText('E-mail of the CSM: nobody with this address can own customers').waitFor();
    await page.getByRole('button', { name: 'Import 1,200 rows' }).click();
    await page.getByRole('heading', { name: '1,200 customers added, 0 changed' }).waitFor();
    await page.getByRole('link', { name: 'All customers' }).click();
    // at the speed of a hand: what the address says lags behind the keys
    const find = page.getByLabel('Find by name');
    await find.pressSequentially('Söhne 1199', { delay: 30 });
    expect(await find.inputValue()).toBe('Söhne 1199');
    await page.getByRole('link', { name: 'Söhne 1199' }).waitFor();
  });

  test('no page is wider than its window, and axe finds nothing, light, dark and narrow', async () => {
    const [survey] = (await ana.call(ListSurveys, {})).items;
    const customer = story.customers[0]?.id ?? '';
    const pages: Readonly<Record<string, readonly string[]>> = {
      'Ana Duarte': ['/', `/absences/${absenceId}/handback`, `/surveys/${survey?.id ?? ''}`, `/customers/${customer}`],
      'Mia Kruse': ['/approvals', `/coverage/${assignmentId}`],
      'Ada Winter': ['/customers', '/customers/import'],
    };
    const findings: string[] = [];
    for (const screen of SCREENS) {
      for (const [name, paths] of Object.entries(pages)) {
        const seen = await visitor(browser, screen);
        await signInAs(seen.page, stack.baseUrl, name);
        for (const path of paths) {
          await visit(seen.page, path);
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

  test('no page broke or asked for what the content security policy refuses', () => {
    expect([mia, ben, back, admin].flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});

/** How many imports that were begun lie in the browser's own database; counted after whatever is being written there. */
const keptImports = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('understudy-imports');
        opening.onerror = () => reject(opening.error ?? new Error('the database does not open'));
        opening.onsuccess = () => {
          const counting = opening.result.transaction('imports').objectStore('imports').count();
          counting.onsuccess = () => resolve(counting.result);
          opening.result.close();
        };
      }),
  );
