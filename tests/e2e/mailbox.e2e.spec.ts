import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import {
  GetEscalation,
  GetMe,
  GetWorld,
  ListAbsences,
  ListActivities,
  MoveClock,
  SandboxSignIn,
} from '@understudy/contracts';
import { callsTo } from '../support/calls.js';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { untilAtRest, axeFindings, overflowOf, type Screen, type Visitor, visitor } from './web-harness.js';

jest.setTimeout(600_000);

const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';

/** What a newcomer does on the sandbox's pages; each test goes on where the one before ended. */
describeInBrowser('the sandbox pages', () => {
  let stack: Stack;
  let browser: Browser;
  let newcomer: Visitor;
  let page: Page;

  const { call } = callsTo(() => stack.baseUrl);
  const absencesOf = async (email: string) => {
    const { access_token, user_id } = await call(SandboxSignIn, { email });
    return (await call(ListAbsences, { user_id }, access_token)).items;
  };
  const activitiesOfBen = async () => {
    const { access_token } = await call(SandboxSignIn, { email: BEN });
    const { i_cover } = await call(GetMe, {}, access_token);
    const logged = i_cover.map(({ assignment_id }) => call(ListActivities, { assignment_id }, access_token));
    return (await Promise.all(logged)).flatMap(({ items }) => items);
  };
  const become = async (name: string) => {
    await page.getByRole('button', { name: /be somebody else$/ }).click();
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    // the frame is drawn anew for them; a menu opened before that would go with the old one
    await page.getByRole('button', { name: new RegExp(`^${name} ?: be somebody else$`) }).waitFor();
  };
  const jumpTo = async (choice: string) => {
    await page.getByRole('button', { name: 'Jump', exact: true }).click();
    await page.getByRole('button', { name: choice }).click();
    await page.getByRole('button', { name: /^Jump to / }).click();
  };
  const card = (name: string | RegExp) => page.getByRole('article', { name });

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    // around midnight "next Monday" would not be the same for Ana in Lisbon and Ben in Berlin, nor at the end of the story
    const noon = Temporal.Now.zonedDateTimeISO('Europe/Lisbon').add({ days: 1 }).withPlainTime('12:00');
    await call(MoveClock, { now: noon.toInstant().toString() });
    newcomer = await visitor(browser);
    page = newcomer.page;
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('/sandbox leads to the mailbox, as the person of the story who stands in', async () => {
    await page.goto(`${stack.baseUrl}/sandbox`);
    await page.waitForURL(/\/sandbox\/mail\?as=ben%40harbor\.example$/);
    await card(/^Today, /).waitFor();
    await page.getByRole('button', { name: /^Ben Vogel ?: be somebody else$/ }).waitFor();
  });

  test('another person stays on the page, is in the address and is remembered', async () => {
    await page.getByRole('link', { name: 'Calendar', exact: true }).click();
    await become('Ana Duarte');
    await page.waitForURL(/\/sandbox\/calendar\?as=ana%40harbor\.example$/);
    await page.goto(`${stack.baseUrl}/sandbox/calendar`);
    await page.waitForURL(/as=ana%40harbor\.example$/);
    await card('Time off').getByText('No time off ahead', { exact: false }).waitFor();
  });

  test('an event that ends before it starts is told, and not sent', async () => {
    await page.getByRole('button', { name: 'Add out of office' }).click();
    const last = page.getByLabel('Last day');
    const good = await last.inputValue();
    await last.fill('2020-01-01');
    await page.getByRole('button', { name: 'Put it in the calendar' }).click();
    await page.getByText('The last day is before the first.').waitFor();
    await last.fill(good);
  });

  test('an out-of-office event becomes an absence, with the coverage right below it', async () => {
    await page.getByRole('button', { name: 'Put it in the calendar' }).click();
    await page.getByRole('link', { name: /^Out of office, until / }).waitFor();
    await page.getByText('Ben asked for 38').first().waitFor();
    await page.getByRole('heading', { name: 'Out of office' }).waitFor();
    await card('Who covers you?').getByText('Ben is asked already').waitFor();
    expect(await absencesOf(ANA)).toMatchObject([{ source: 'google_calendar', status: 'planned' }]);
  });

  test('Ben accepts in the card of the add-on, and the calendar turns', async () => {
    await page.getByRole('link', { name: 'Mailbox' }).click();
    await become('Ben Vogel');
    await card(/^Today, /)
      .getByRole('button', { name: 'Accept' })
      .click();
    await page.getByText(/^You cover for Ana/).waitFor();
    await page.getByRole('link', { name: 'Calendar', exact: true }).click();
    await become('Ana Duarte');
    await page.getByText('Ben covers 38').first().waitFor();
    await card('Time off')
      .getByText(/^All 38 customers covered/)
      .waitFor();
  });

  test('the clock says what it will meet, and what it met', async () => {
    await page.getByRole('link', { name: 'Mailbox' }).click();
    await become('Ben Vogel');
    await page.getByRole('button', { name: 'Jump', exact: true }).click();
    await page.getByRole('dialog', { name: 'Jump to' }).getByText('Ana Duarte is away').waitFor();
    await page.keyboard.press('Escape');
    await jumpTo('Monday 09:00');
    await page.getByRole('button', { name: 'Show them' }).click();
    await page.getByRole('dialog', { name: 'What happened on the way' }).getByText('Ana Duarte is away').waitFor();
    await page.keyboard.press('Escape');
    await jumpTo('Tomorrow 09:00');
    await page
      .getByRole('group', { name: 'Sandbox clock' })
      .getByText(/^Tue .*, 09:0\d$/)
      .waitFor();
  });

  test("mail of the absent person's customers is in the inbox of whoever covers, with the brief beside it", async () => {
    await page.getByRole('link', { name: /Uwe Claasen.*You cover/ }).click();
    await page.getByText('to Ana Duarte, reached you because you cover').waitFor();
    await card('Ostermark Freight')
      .getByText(/^You cover for Ana until /)
      .waitFor();
    await page.getByRole('link', { name: /Lena .*invoice/ }).click();
    await card('Corvane Bank').getByText('Never call before 9.', { exact: false }).waitFor();
  });

  test("a backup handles a covered customer's e-mail from opening it to logging, without leaving the mailbox", async () => {
    await page.getByRole('link', { name: /Sigrid Aamodt.*You cover/ }).click();
    const brief = card('Halvorsund Energy');
    await brief.getByText(/^You cover for Ana until /).waitFor();

    await page.getByRole('button', { name: 'Reply' }).click();
    const text = page.getByRole('textbox', { name: 'Text' });
    await text.fill('Week 50 for both sites, as you wish.\n\nBen');
    await text.press('Control+Home');
    const draft = card('To Halvorsund Energy');
    await draft.getByRole('button', { name: 'Insert' }).first().click();
    await eventually(async () =>
      expect(await text.inputValue()).toMatch(/^Hello Sigrid[\s\S]+I look after Halvorsund Energy[\s\S]+Week 50/),
    );
    await eventually(async () => expect(await page.getByLabel('Copy to').inputValue()).toContain(ANA));
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Sent to sigrid@', { exact: false }).waitFor();
    const answer = page.getByRole('article', { name: 'Training for both sites' });
    await answer.getByText('Week 50 for both sites, as you wish.').waitFor();

    await brief.getByRole('button', { name: 'Log what I did' }).click();
    const form = card('Log what I did');
    await form.getByLabel('What happened?').fill('Agreed on week 50 for both trainings.');
    await form.getByRole('button', { name: 'Save' }).click();
    await brief.getByText(/^You cover for Ana until /).waitFor();
    expect(await activitiesOfBen()).toMatchObject([{ description: 'Agreed on week 50 for both trainings.' }]);
    expect(new URL(page.url()).pathname).toMatch(/^\/sandbox\/mail\//);
    expect(page.context().pages()).toHaveLength(1);
  });

  test('what is typed stays: a draft over a reload, a form under a card', async () => {
    await page.getByRole('button', { name: 'Forward' }).click();
    await page.getByLabel('To', { exact: true }).fill('nobody at all');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('nobody is no address.').waitFor();
    await page.reload();
    await eventually(async () =>
      expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe('nobody at all'),
    );
    await page.getByRole('button', { name: 'Throw away' }).click();
    await page.getByRole('button', { name: 'Forward' }).waitFor();
  });

  test('a thread escalated from the card is an escalation with an owner and a due time', async () => {
    await page.getByRole('link', { name: /Lena .*invoice/ }).click();
    await card('Corvane Bank').getByRole('button', { name: 'Escalate' }).click();
    const form = card('Escalate');
    await form.getByLabel('What happened?').fill('Payments stop on Friday.');
    await form.getByRole('button', { name: 'Escalate' }).click();
    const done = card('Escalated');
    await done.getByText('Solved by').waitFor();

    const opened = page.context().waitForEvent('page');
    await done.getByRole('button', { name: 'Open escalation' }).click();
    const dashboard = await opened;
    await dashboard.getByRole('heading', { name: /invoice/ }).waitFor();
    const { access_token } = await call(SandboxSignIn, { email: BEN });
    const id = new URL(dashboard.url()).pathname.split('/').at(-1) ?? '';
    const escalation = await call(GetEscalation, { escalation_id: id }, access_token);
    expect(escalation).toMatchObject({ severity: 'P2', description: 'Payments stop on Friday.', status: 'open' });
    await eventually(async () =>
      expect(await done.innerText()).toContain(escalation.primary_owner?.name ?? 'an owner'),
    );
    await dashboard.close();
  });

  test('a CRM record says who covers, and records change without a page load', async () => {
    const harbor = (await call(GetWorld, {})).tenants.find(({ slug }) => slug === 'harbor');
    const corvane = harbor?.customers.find(({ name }) => name === 'Corvane Bank');
    const record = corvane?.crm_ids.find(({ system }) => system === 'salesforce')?.record_id ?? '';
    await page.getByRole('link', { name: 'CRM record' }).click();
    await page.getByLabel('Search accounts').fill('corvane');
    await page.getByRole('link', { name: 'Corvane Bank' }).click();
    await page.waitForURL(new RegExp(`/sandbox/crm/accounts/${record}`));
    await page.evaluate(() => document.body.setAttribute('data-same-document', ''));
    await page.getByRole('button', { name: /^Who's covering\? You cover until / }).click();
    await page.getByText('Ana Duarte (owner) is away', { exact: false }).waitFor();
    await page.keyboard.press('Escape');

    const next = page.getByRole('navigation', { name: 'More accounts' }).getByRole('link').first();
    const name = await next.innerText();
    await next.click();
    await eventually(async () => expect(await page.locator('h1[data-us-anchor]').innerText()).toBe(name));
    expect(await page.locator('body[data-same-document]').count()).toBe(1);
  });

  test("the page's own bar gives way to the extension's", async () => {
    const own = page.getByRole('button', { name: /^Who's covering\?/ });
    await own.waitFor();
    await page.evaluate(() => document.documentElement.append(document.createElement('understudy-bar')));
    await own.waitFor({ state: 'detached' });
    await page.evaluate(() => document.querySelector('understudy-bar')?.remove());
    await own.waitFor();
  });

  const SCREENS: readonly Screen[] = [
    { width: 1440, height: 900, colorScheme: 'light' },
    { width: 1440, height: 900, colorScheme: 'dark' },
    { width: 375, height: 800, colorScheme: 'light' },
    { width: 375, height: 800, colorScheme: 'dark' },
  ];
  test.each(SCREENS)('every page is accessible and fits: $width px, $colorScheme', async (screen) => {
    const visit = await visitor(browser, screen);
    const findings: string[] = [];
    const look = async (what: string) => {
      await untilAtRest(visit.page);
      for (const line of await axeFindings(visit.page)) findings.push(`${what} ${line}`);
      const overflow = await overflowOf(visit.page);
      if (overflow > 0) findings.push(`${what} is ${overflow} px too wide`);
    };
    const go = async (path: string, who = BEN) => {
      await visit.page.goto(`${stack.baseUrl}/sandbox${path}?as=${who}`);
      await visit.page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    };

    await go('/mail');
    await visit.page.getByRole('article', { name: /^Today, / }).waitFor();
    await look('/mail');
    await visit.page.getByRole('link', { name: /Uwe Claasen.*You cover/ }).click();
    await visit.page
      .getByRole('article', { name: 'Ostermark Freight' })
      .getByRole('button', { name: 'Escalate' })
      .click();
    await visit.page.getByRole('article', { name: 'Escalate' }).waitFor();
    await look('a thread and the form to escalate it');
    await visit.page.getByRole('button', { name: 'Reply' }).click();
    await visit.page.getByRole('article', { name: /^To / }).waitFor();
    await look('an answer');
    await visit.page.getByRole('button', { name: 'Throw away' }).click();
    await go('/calendar', ANA);
    await visit.page.getByText('Ben covers 38').first().waitFor();
    await look('/calendar');
    await visit.page.getByRole('link', { name: /^Out of office, until / }).click();
    await visit.page.getByRole('heading', { name: 'Out of office' }).waitFor();
    await look('an event');
    await go('/calendar', ANA);
    await visit.page.getByRole('button', { name: 'Add out of office' }).click();
    await visit.page.getByRole('dialog', { name: 'New event' }).waitFor();
    await look('a new event');
    await go('/slack');
    await visit.page.getByRole('link', { name: 'general' }).waitFor();
    await look('/slack');
    await visit.page.getByRole('link', { name: 'general' }).click();
    await visit.page.getByLabel('Message to #general').waitFor();
    await look('a channel');
    await go('/crm');
    await look('/crm');
    await visit.page.getByRole('link', { name: 'Aldermere Water' }).click();
    await visit.page.getByRole('button', { name: /^Who's covering\?/ }).click();
    await visit.page.getByRole('dialog', { name: "Who's covering?" }).waitFor();
    await look('an account');
    await go('/sent');
    await look('/sent');
    await visit.page.getByRole('button', { name: 'Jump', exact: true }).click();
    await visit.page.getByText('Ana Duarte is back').waitFor();
    await look('the clock');
    await go('/nothing-here');
    await look('/nothing-here');

    expect(findings).toEqual([]);
    expect(visit.complaints).toEqual([]);
    await visit.page.context().close();
  });

  test('deleting the event ends the absence', async () => {
    await page.getByRole('link', { name: 'Calendar', exact: true }).click();
    await become('Ana Duarte');
    await page.getByRole('link', { name: /^Out of office, until / }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('link', { name: /^Out of office, until / }).waitFor({ state: 'detached' });
    await eventually(async () => expect(await absencesOf(ANA)).toMatchObject([{ status: 'completed' }]));
  });

  test('no page broke, and none was refused anything by the content security policy', () => {
    expect(newcomer.complaints).toEqual([]);
  });
});
