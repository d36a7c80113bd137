import { jest } from '@jest/globals';
import { ChangeUser, GetUser, ListApiKeys, ListTeams, ListUsers } from '@understudy/contracts';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, type StoryPerson, tell } from '../support/story.js';
import { axeFindings, DESK, overflowOf, signInAs, untilAtRest, type Visitor, visitor } from './web-harness.js';

jest.setTimeout(600_000);

const PAGES = [
  '/people',
  '/people/teams',
  '/coverage-policies',
  '/coverage-policies/default',
  '/coverage-policies/rules',
  '/coverage-policies/rules/new',
  '/coverage-policies/presets',
  '/coverage-policies/conflicts',
  '/calendars',
  '/calendars/new',
  '/api-keys',
  '/webhooks',
  '/audit',
] as const;
/** Each page in both themes and at both widths, in two visits. */
const SCREENS = [DESK, { width: 375, height: 800, colorScheme: 'dark' }] as const;

/** What an admin sets up about people, and what leaves the product. */
describeInBrowser('the set-up of people, policies and keys', () => {
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
  const personCalled = async (name: string) => {
    const [person] = (await admin.call(ListUsers, { query: name })).items;
    if (!person) throw new Error(`nobody is called ${name}`);
    return person;
  };
  const addWebhook = async (page: Page, url: string): Promise<void> => {
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address', { exact: true }).fill(url);
    await dialog.getByRole('button', { name: 'All of: Absences' }).click();
    await dialog.getByRole('button', { name: 'Add endpoint' }).click();
  };

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    story = await tell(stack);
    admin = await story.person('ada');
    ada = await visitor(browser);
    await signInAs(ada.page, stack.baseUrl, 'Ada Winter');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('somebody new is added, found by name, changed and deactivated, what becomes of their work said first', async () => {
    const { page } = ada;
    await visit(page, '/people');
    await page.getByRole('button', { name: 'Add a person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Noor Haddad');
    await dialog.getByLabel('E-mail address', { exact: true }).fill('noor@elsewhere.example');
    await dialog.getByRole('button', { name: 'Add Noor' }).click();
    await dialog.getByText('not in a domain of your organisation').waitFor();
    await dialog.getByLabel('E-mail address', { exact: true }).fill('noor@harbor.example');
    await dialog.getByRole('button', { name: 'Add Noor' }).click();

    await page.getByRole('heading', { level: 1, name: 'Noor Haddad' }).waitFor();
    await page.getByLabel('Capacity').fill('12');
    await page.getByLabel('Skills').fill('SSO');
    await page.getByLabel('Skills').press('Enter');
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.getByText('Noor Haddad is saved').waitFor();
    expect(await personCalled('Noor')).toMatchObject({ capacity_points: 12, skills: ['SSO'] });

    await page.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByRole('dialog').getByText('signed out everywhere within a second').waitFor();
    await page.getByRole('dialog').getByText('0 customers').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate Noor' }).click();
    await page.getByText('no longer active', { exact: true }).waitFor();
    expect((await personCalled('Noor')).active).toBe(false);
  });

  test('two admins change one person: the second sees what changed, chooses, and loses nothing', async () => {
    const { page } = ada;
    const before = await personCalled('Ben');
    // without live news, else it would depend on who is faster, the news or the click, whether it can still be saved
    await page.route('**/api/events', (route) => route.abort());
    await visit(page, `/people/${before.id}`);
    await page.getByLabel('Capacity').fill('41');
    await page.getByLabel('Place').fill('Berlin-Mitte');
    await admin.call(
      ChangeUser,
      { user_id: before.id, capacity_points: 44, skills: [...before.skills, 'API'] },
      { ifMatch: before.version },
    );
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    const notice = page.getByText(/Capacity: \d+ → 44 · yours: 41/);
    await notice.waitFor();
    expect(await page.getByLabel('Place').inputValue()).toBe('Berlin-Mitte');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.getByText('Ben Vogel is saved').waitFor();
    expect(await admin.call(GetUser, { user_id: before.id })).toMatchObject({
      capacity_points: 41,
      place: 'Berlin-Mitte',
      skills: [...before.skills, 'API'],
    });
    await page.unroute('**/api/events');
  });

  test('what is typed survives a reload, and is thrown away only by its button', async () => {
    const { page } = ada;
    const team = (await admin.call(ListTeams, {})).items[0];
    await visit(page, `/people/teams/${team?.id ?? ''}`);
    await page.getByLabel('Name', { exact: true }).fill('Another name');
    await visit(page, `/people/teams/${team?.id ?? ''}`);
    await eventually(async () =>
      expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Another name'),
    );
    await page.getByRole('button', { name: 'Discard' }).click();
    await eventually(async () => expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(team?.name));
  });

  test('a coverage rule is written by keyboard, reads as a sentence, and the dry run goes by it', async () => {
    const { page } = ada;
    await visit(page, '/coverage-policies/rules/new');
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('Enterprise to Eva');
    await page.getByRole('button', { name: 'Condition', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Value', { exact: true }).focus();
    await page.keyboard.type('Enterprise');
    await page.getByLabel('Person', { exact: true }).focus();
    // typed and taken before the answer is there: Enter takes who fits, not whoever stood there before
    await page.route(/\/users\?/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await page.keyboard.type('Eva');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.getByText('When the customer’s segment is Enterprise, ask Eva Laurent.').waitFor();
    await page.unroute(/\/users\?/);
    await page.getByRole('button', { name: 'Add rule' }).last().focus();
    await page.keyboard.press('Enter');

    await page.getByRole('link', { name: 'Enterprise to Eva' }).waitFor();
    await page.getByLabel('If this CSM were away').click();
    await page.keyboard.type('Ana');
    await page.getByRole('option', { name: /Ana Duarte/ }).click();
    await page.getByRole('button', { name: 'Try the rules' }).click();
    await page.getByText('by “Enterprise to Eva”', { exact: false }).first().waitFor();
  });

  test('a policy says what is wrong at its field, reads as sentences, and counts for the team', async () => {
    const { page } = ada;
    const team = (await admin.call(ListTeams, {})).items[0];
    await visit(page, `/coverage-policies/${team?.id ?? ''}`);
    await page.getByRole('switch', { name: 'A manager approves before a backup is asked' }).click();
    await page.getByLabel('Manager, hours before').fill('48');
    await page.getByText('The owner is reminded first').waitFor();
    await page.getByLabel('Manager, hours before').fill('2');
    await page.getByText('The manager approves first, within 4 h.').waitFor();
    await page.getByRole('button', { name: /^Save/ }).last().click();
    await page.getByText(/The policy of .* counts from now on/).waitFor();
    await visit(page, '/coverage-policies');
    await page
      .getByRole('region', { name: team?.name ?? '' })
      .getByText('The manager approves first')
      .waitFor();
  });

  test('a key is shown once, and ends with a reason that stands in the audit log', async () => {
    const { page } = ada;
    await visit(page, '/api-keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What will use it').fill('Warehouse');
    await dialog.getByLabel(/^Member/).check();
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    const secret = (await dialog.getByLabel('The key').textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    const [key] = (await admin.call(ListApiKeys, {})).items;
    expect(secret.startsWith(key?.prefix ?? '-')).toBe(true);
    expect(await page.content()).not.toContain(secret);

    await page.getByRole('button', { name: 'Revoke Warehouse' }).click();
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByText('Say why in a few words').waitFor();
    await page.getByRole('dialog').getByLabel('Why').fill('The laptop was stolen');
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByText('Revoked', { exact: true }).waitFor();
    await visit(page, `/audit?record=api-key&id=${key?.id ?? ''}`);
    await page.getByText('The laptop was stolen').waitFor();
  });

  test('an endpoint is added with its secret, tested, refuses, and what it refused is sent again', async () => {
    const { page } = ada;
    await visit(page, '/webhooks');
    await addWebhook(page, 'http://192.168.0.1/in');
    await page.getByRole('dialog').locator('.field-error').waitFor();
    await page
      .getByRole('dialog')
      .getByLabel('Address', { exact: true })
      .fill(`${stack.baseUrl}/sandbox/webhook-receiver/g7?status=503`);
    await page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' }).click();
    const secret = page.getByRole('dialog').getByLabel('The signing secret');
    await secret.waitFor();
    expect(await secret.textContent()).toMatch(/^whsec_/);
    await page.getByRole('dialog').getByRole('button', { name: 'Done: open it' }).click();

    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('region', { name: 'Test' }).getByText('Not taken').waitFor();
    await page.getByText('answered 503', { exact: false }).first().waitFor();

    const address = page.getByLabel('Address', { exact: true });
    await address.fill(`${stack.baseUrl}/sandbox/webhook-receiver/g7`);
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.getByText('The endpoint is saved').waitFor();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('region', { name: 'Test' }).getByText('Taken', { exact: true }).waitFor();
  });

  test('a calendar is made with a holiday, and one day twice is refused at its place', async () => {
    const { page } = ada;
    await visit(page, '/calendars/new');
    await page.getByLabel('Name', { exact: true }).fill('Portugal');
    await page.getByRole('button', { name: 'Holiday', exact: true }).click();
    await page.getByLabel('Holiday 1: day').fill('2027-12-25');
    await page.getByRole('button', { name: 'Holiday', exact: true }).click();
    await page.getByLabel('Holiday 2: day').fill('2027-12-25');
    await page.getByRole('button', { name: 'Add calendar' }).last().click();
    await page.getByText('This day is in the list already').waitFor();
    await page.getByRole('button', { name: 'Remove holiday 2' }).click();
    await page.getByRole('button', { name: 'Add calendar' }).last().click();
    await page.getByRole('link', { name: 'Portugal' }).waitFor();
  });

  test('the audit log says was and is, is filtered in the address, and its chain is verified', async () => {
    const { page } = ada;
    const ben = await personCalled('Ben');
    await visit(page, `/audit?record=user&id=${ben.id}&type=user.changed`);
    await page
      .getByRole('button', { name: /Event \d+: User changed/ })
      .first()
      .click();
    const details = page.getByRole('dialog');
    await details.getByRole('rowheader', { name: 'capacity points' }).waitFor();
    await details.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText(/All [\d,]+ events of .* are as they were written/).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export what is shown' }).click();
    expect((await download).suggestedFilename()).toBe('understudy-history.csv');
  });

  test('who is no admin finds none of it in the rail, and is told so at the address', async () => {
    const seen = await visitor(browser);
    await signInAs(seen.page, stack.baseUrl, 'Ben Vogel');
    expect(await seen.page.getByRole('link', { name: 'People and teams' }).count()).toBe(0);
    for (const path of ['/people', '/coverage-policies/rules', '/api-keys', '/webhooks', '/audit']) {
      await visit(seen.page, path);
      await seen.page.getByText('Only admins set this up').waitFor();
    }
    expect(seen.complaints).toEqual([]);
    await seen.page.context().close();
  });

  test('no page is wider than its window, and axe finds nothing, light and wide, dark and narrow', async () => {
    const ben = await personCalled('Ben');
    const team = (await admin.call(ListTeams, {})).items[0];
    const findings: string[] = [];
    for (const screen of SCREENS) {
      const seen = await visitor(browser, screen);
      await signInAs(seen.page, stack.baseUrl, 'Ada Winter');
      for (const path of [...PAGES, `/people/${ben.id}`, `/people/teams/${team?.id ?? ''}`]) {
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
