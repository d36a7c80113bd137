import { jest } from '@jest/globals';
import {
  CreateRoutingRule,
  GetSlaPolicy,
  ListAdminCrmSites,
  ListEscalationCategories,
  ListIntegrations,
  ListPlaybooks,
  ListRoutingRules,
  ReplaceRoutingRule,
} from '@understudy/contracts';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, type StoryPerson, tell } from '../support/story.js';
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

const PAGES = [
  '/routing',
  '/routing/new',
  '/routing/categories',
  '/routing/categories/new',
  '/routing/clocks',
  '/playbooks',
  '/playbooks/new',
  '/playbooks/templates',
  '/playbooks/templates/new',
  '/playbooks/notices',
  '/crm-sites',
  '/crm-sites/hubspot',
  '/integrations',
  '/integrations/google',
  '/integrations/slack',
  '/integrations/pto',
  '/integrations/storage',
] as const;
const SCREENS = [DESK, { ...DESK, colorScheme: 'dark' }, { width: 375, height: 800, colorScheme: 'light' }] as const;

/** How escalations find their owners, what is said in them, and what Understudy is connected with. */
describeInBrowser('the set-up of rules, texts and integrations', () => {
  let stack: Stack;
  let browser: Browser;
  let story: Story;
  let admin: StoryPerson;
  let ada: Visitor;

  const visit = async (page: Page, path: string): Promise<void> => {
    await page.goto(stack.baseUrl + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await untilAtRest(page);
  };
  const book = () => admin.call(ListRoutingRules, {});
  const names = async () => (await book()).items.map(({ name }) => name);
  const ruleFor = async (person: string, name: string) => ({
    name,
    category: 'Technical',
    actions: { assignTo: (await story.person(person)).userId },
  });
  const toast = (page: Page, words: RegExp) => page.locator('.toast').filter({ hasText: words }).first().waitFor();

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    admin = await story.person('ada');
    await admin.call(CreateRoutingRule, await ruleFor('sue', 'Day shift'));
    await admin.call(CreateRoutingRule, await ruleFor('ben', 'Night shift'));
    ada = await visitor(browser);
    await signInAs(ada.page, stack.baseUrl, 'Ada', '/routing');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('a rule reads as a sentence while it is made, is tried on what there was, and saved', async () => {
    const { page } = ada;
    await visit(page, '/routing/new');
    await page.getByLabel('Category', { exact: true }).selectOption('Billing');
    await page.getByLabel('P0', { exact: true }).check();
    await page.getByLabel('P1', { exact: true }).check();
    await page.getByRole('button', { name: 'Condition', exact: true }).click();
    await page.getByLabel('Condition 1: with what').fill('100000');
    const owner = page.getByLabel('Owner', { exact: true });
    await owner.fill('Sue');
    await page.getByRole('option', { name: /^Sue/ }).first().click();
    await page.getByLabel('Name', { exact: false }).last().fill('Large bills');

    const reading = page.getByRole('region', { name: 'The rule in words' });
    // the name of whoever was just chosen is looked up
    await reading.filter({ hasText: 'give it to Sue' }).waitFor();
    const words = await reading.textContent();
    expect(words?.replaceAll(', change it', '')).toMatch(
      /^When a Billing escalation of P0 or P1 comes in for a customer with ARR over €100,000, give it to Sue /,
    );
    await page.getByRole('radio', { name: /^Match \d+$/ }).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Add rule' }).click();
    await toast(page, /The rule is added/);
    expect((await book()).items.at(-2)).toMatchObject({
      name: 'Large bills',
      category: 'Billing',
      severity: ['P0', 'P1'],
      conditions: [{ field: 'customer.arr', operator: 'gt', value: 100_000 }],
    });
  });

  test('rules are put in another order by keys alone, and nothing goes below the last', async () => {
    const { page } = ada;
    await visit(page, '/routing');
    const before = await names();
    await page.getByRole('button', { name: 'Move Large bills', exact: true }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await toast(page, /Large bills stands in place 1/);
    expect(await names()).toEqual(['Large bills', ...before.filter((name) => name !== 'Large bills')]);
    expect(await page.getByRole('button', { name: 'Move Everything else', exact: true }).count()).toBe(0);
  });

  test('two admins edit one rule: the second sees what changed and loses nothing', async () => {
    const { page } = ada;
    const rule = (await book()).items.find(({ name }) => name === 'Day shift');
    if (!rule) throw new Error('the rule is not there');
    await visit(page, `/routing/${rule.id}`);
    await untilLive(page);
    await page.getByLabel('P0', { exact: true }).check();
    await admin.call(ReplaceRoutingRule, {
      routing_rule_id: rule.id,
      ...(await ruleFor('ben', 'Day shift')),
    });
    // nobody saves or reloads: it comes to the open page by itself
    const changed = page.locator('.note').filter({ hasText: 'changed this meanwhile' });
    await changed.filter({ hasText: /Owner: Sue .* → Ben / }).waitFor();
    await changed.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Save rule' }).click();
    await toast(page, /The rule is saved/);
    const after = (await book()).items.find(({ id }) => id === rule.id);
    expect(after).toMatchObject({
      severity: ['P0'],
      actions: { assignTo: (await story.person('ben')).userId },
    });
  });

  test('a category takes other hours, and the clocks say what they mean', async () => {
    const { page } = ada;
    await visit(page, '/routing/categories');
    await page.getByRole('link', { name: 'Technical', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Technical', exact: true }).waitFor();
    await page.getByLabel('P1', { exact: false }).first().fill('12');
    await page.getByRole('button', { name: 'Save category' }).click();
    await toast(page, /The category is saved/);
    const { items } = await admin.call(ListEscalationCategories, {});
    expect(items.find(({ name }) => name === 'Technical')?.sla_hours_p1).toBe(12);

    await visit(page, '/routing/clocks');
    const answer = page.getByLabel(/^Minutes to answer/).first();
    await answer.fill('20');
    await page.getByText('Answered in 20 min').waitFor();
    await page.getByRole('button', { name: 'Save clocks' }).click();
    await toast(page, /The clocks are saved/);
    expect((await admin.call(GetSlaPolicy, {})).severities.P0.response_minutes).toBe(20);
  });

  test('a playbook gets steps, and a step is moved', async () => {
    const { page } = ada;
    await visit(page, '/playbooks/new');
    await page.getByLabel('Name', { exact: true }).fill('Outage');
    for (const [index, words] of ['Call the customer', 'Look at the status page'].entries()) {
      await page.getByRole('button', { name: 'Step', exact: true }).click();
      await page.getByLabel(`${index + 1}. What`).fill(words);
    }
    await page.getByRole('button', { name: 'Move Look at the status page', exact: true }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Add playbook' }).click();
    await toast(page, /The playbook is added/);
    const { items } = await admin.call(ListPlaybooks, {});
    expect(items.find(({ name }) => name === 'Outage')?.steps.map(({ title }) => title)).toEqual([
      'Look at the status page',
      'Call the customer',
    ]);
  });

  test('a notice shows what a customer reads in each language, and takes nothing a customer may not know', async () => {
    const { page } = ada;
    await visit(page, '/playbooks/notices?kind=introduction&language=de');
    const shown = page.getByRole('region', { name: 'What a customer reads' });
    await shown.getByText(/an diesen Tagen bin ich nicht im Büro: /).waitFor();
    await page.getByLabel('Text', { exact: true }).fill('Hallo {{contact_name}}, Gesundheit {{health_score}}');
    await page.getByText('there is no {{health_score}} here', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'Save these words' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'As it was' }).click();
  });

  test('a CRM site is switched off for everybody, and an address is tried', async () => {
    const { page } = ada;
    await visit(page, '/crm-sites');
    await page
      .getByLabel('Address of a customer’s page')
      .fill('https://acme.lightning.force.com/lightning/r/Account/0015g00000ABCDE/view');
    await page.getByText('The customer with the record').waitFor();
    await page.getByRole('switch', { name: 'HubSpot: on for everybody' }).click();
    await toast(page, /HubSpot is off for everybody/);
    const { items } = await admin.call(ListAdminCrmSites, {});
    expect(items).toMatchObject([{ id: 'hubspot', site: null, enabled: false }]);
  });

  test('every integration says how it stands, and one is really asked', async () => {
    const { page } = ada;
    await visit(page, '/integrations');
    const { items } = await admin.call(ListIntegrations, {});
    expect(items.length).toBeGreaterThan(0);
    await eventually(async () => expect(await page.locator('.integrations > li').count()).toBe(items.length));
    await page.getByRole('link', { name: 'Storage', exact: true }).click();
    await page.getByRole('button', { name: 'Ask it' }).click();
    await page.getByText('Every step works').waitFor();
    await visit(page, '/integrations/google');
    await page.getByRole('region', { name: 'What works' }).waitFor();
  });

  test('no page is wider than its window, and axe finds nothing, light, dark and narrow', async () => {
    const findings: string[] = [];
    for (const screen of SCREENS) {
      const seen = await visitor(browser, screen);
      await signInAs(seen.page, stack.baseUrl, 'Ada', '/routing');
      for (const path of PAGES) {
        await visit(seen.page, path);
        const where = `${path} ${screen.width} ${screen.colorScheme}`;
        if ((await overflowOf(seen.page)) > 0) findings.push(`${where} is too wide`);
        for (const line of await axeFindings(seen.page)) findings.push(`${where} ${line}`);
      }
      findings.push(...seen.complaints);
      await seen.page.context().close();
    }
    expect(findings).toEqual([]);
  });

  test('no page broke or asked for what the content security policy refuses', () => expect(ada.complaints).toEqual([]));
});
