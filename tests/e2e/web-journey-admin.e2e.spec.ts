import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import type { Browser, Download } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Walker, walker } from './web-journey.js';

jest.setTimeout(600_000);

/** The head of operations sets the product up for a company: people, rules, texts, connections, customers; and proves what was done. */
describeInBrowser('the day of an admin', () => {
  let stack: Stack;
  let browser: Browser;
  let ada: Walker;
  let mia: Walker;
  let noor: Walker;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    ada = await walker(browser, stack.baseUrl, 'Ada Winter');
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const toast = (words: RegExp) => ada.page.locator('.toast').filter({ hasText: words }).first().waitFor();
  const tab = (words: string) => ada.page.getByRole('main').getByRole('link', { name: words, exact: true });
  const saved = async (words: string): Promise<Download> => {
    const [file] = await Promise.all([
      ada.page.waitForEvent('download'),
      ada.page.getByRole('main').getByText(words, { exact: true }).click(),
    ]);
    return file;
  };

  test('somebody new is added, belongs to a team, and is there for others at once', async () => {
    mia = await walker(browser, stack.baseUrl, 'Mia Kruse');
    const { page, to, arrive } = ada;
    await to('People and teams', /people work here$/);
    await page.getByRole('button', { name: 'Add a person' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a person' });
    await dialog.getByLabel('Name', { exact: true }).fill('Noor Haddad');
    await dialog.getByLabel('E-mail address', { exact: true }).fill('noor@harbor.example');
    await dialog.getByLabel(/^Team/).selectOption('EMEA');
    await dialog.getByLabel(/^Manager opt/).fill('Mia');
    await page.getByRole('option', { name: /^Mia Kruse/ }).click();
    await dialog.getByRole('button', { name: 'Add Noor' }).click();
    await arrive('Noor Haddad');
    await page.getByLabel('Capacity').fill('12');
    await page.getByLabel('Skills').fill('SSO');
    await page.getByLabel('Skills').press('Enter');
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.getByText('Noor Haddad is saved').waitFor();

    await to('People and teams', '16 people work here');
    await tab('Teams').click();
    await arrive(/fall back/);
    await page.getByRole('link', { name: 'EMEA', exact: true }).click();
    await arrive('EMEA');
    await page.getByRole('link', { name: /^Noor Haddad/ }).waitFor();
    await mia.to('Calendar', /gap/i);
    await mia.page.getByText(/^Team EMEA, 6 people/).waitFor();
    noor = await walker(browser, stack.baseUrl, 'Noor Haddad');
  });

  test('a team gets a policy of its own, and a calendar its hours', async () => {
    const { page, to, arrive } = ada;
    await to('Coverage policies', 'Coverage policies');
    await page.getByRole('link', { name: 'Give EMEA its own policy' }).click();
    await arrive('Coverage policy of EMEA');
    await page.getByRole('switch', { name: 'A manager approves before a backup is asked' }).click();
    await page.getByText(/The manager approves first/).waitFor();
    await page.getByRole('button', { name: 'Save as its own' }).click();
    await toast(/The policy of EMEA counts from now on/);

    await to('Calendars', 'Calendars and holidays');
    await page.getByRole('link', { name: 'Add a calendar' }).click();
    await arrive('New calendar');
    await page.getByLabel('Name', { exact: true }).fill('Portugal');
    await page.getByRole('button', { name: 'Holiday', exact: true }).click();
    await page.getByLabel('Holiday 1: day').fill('2027-12-25');
    await page.getByRole('button', { name: 'Add calendar' }).last().click();
    await page.getByRole('link', { name: 'Portugal' }).waitFor();
  });

  test('a category with its hours, a rule that is tried before it counts, and no dead end', async () => {
    const { page, to, arrive } = ada;
    await to('Routing and SLA', 'Routing rules');
    await tab('Categories').click();
    await arrive(/^5 categories/);
    await page.getByRole('link', { name: 'Add a category' }).click();
    await arrive('New category');
    await page.getByLabel('Name', { exact: true }).fill('Data protection');
    await page.getByLabel(/^P1/).fill('12');
    await page.getByRole('combobox', { name: /^Owner/ }).fill('Sue');
    await page.getByRole('option', { name: /^Sue/ }).first().click();
    await page.getByRole('button', { name: 'Add category' }).click();
    await toast(/Data protection is added/);

    await to('Routing and SLA', 'Routing rules');
    await page.getByRole('link', { name: 'Add a rule' }).click();
    await arrive('New rule');
    await page.getByLabel('Category', { exact: true }).selectOption('Data protection');
    await page.getByLabel('P0', { exact: true }).check();
    await page.getByLabel('Owner', { exact: true }).fill('Sue');
    await page.getByRole('option', { name: /^Sue/ }).first().click();
    await page
      .getByRole('region', { name: 'Dry run on the last 90 days' })
      .getByText(/match|none|nothing|no escalation/i)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Add rule' }).click();
    await toast(/The rule is added/);
    await page.getByText(/^Everybody finds somebody for 90 days\./).waitFor();
    const trial = page.getByRole('region', { name: 'Who would get it?' });
    await trial.getByLabel('Customer', { exact: true }).fill('Corvane');
    await page.getByRole('option', { name: /^Corvane Bank/ }).click();
    await trial.getByLabel('Category', { exact: true }).selectOption('Data protection');
    await trial.getByLabel('Severity', { exact: true }).selectOption('P0');
    await trial.getByRole('button', { name: 'Try it' }).click();
    await trial
      .getByText(/Sue Lindqvist/)
      .first()
      .waitFor();
  });

  test('a playbook and a template, read as others will read them', async () => {
    const { page, to, arrive } = ada;
    await to('Playbooks and texts', 'Playbooks');
    await page.getByRole('link', { name: 'Add a playbook' }).click();
    await arrive('New playbook');
    await page.getByLabel('Name', { exact: true }).fill('Leak');
    await page.getByLabel('Category', { exact: true }).selectOption('Data protection');
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await page.getByLabel('1. What').fill('Call the officer for data protection');
    await page.getByRole('button', { name: 'Add playbook' }).click();
    await toast(/The playbook is added/);

    await to('Playbooks and texts', 'Playbooks');
    await tab('Escalation templates').click();
    await arrive('Escalation templates');
    await page.getByRole('link', { name: 'Add a template' }).click();
    await arrive('New template');
    await page.getByLabel('Name', { exact: true }).fill('Leak report');
    await page.getByLabel('Category', { exact: true }).selectOption('Data protection');
    await page.getByLabel('Title', { exact: true }).fill('Leak at {{customer.name}}');
    await page.getByLabel(/^Description/).fill('Who saw what, since when?');
    await page.getByRole('region', { name: 'How it begins' }).getByText('Leak at Northwind Traders').waitFor();
    await page.getByRole('button', { name: 'Add template' }).click();
    await toast(/The template is added/);
  });

  test('whoever escalates finds the new kind and its template at once', async () => {
    const { page } = mia;
    await page.getByRole('button', { name: /^Escalate/ }).click();
    await page.getByRole('dialog', { name: 'Escalate for which customer?' }).getByLabel('Customer').fill('Corvane');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Corvane Bank/ })
      .click();
    const form = page.getByRole('dialog', { name: 'Escalate: Corvane Bank' });
    await form.getByLabel(/^Begin with/).selectOption({ label: 'Leak report' });
    await form.getByRole('radio', { name: /Critical/ }).check();
    await form.getByText(/^Goes to Sue Lindqvist/).waitFor();
    expect(await form.getByLabel('Kind').inputValue()).toBe('Data protection');
    expect(await form.getByLabel('Title').inputValue()).toBe('Leak at Corvane Bank');
    await page.keyboard.press('Escape');
  });

  test('CRM sites, integrations, a key that is shown once, a webhook that answers', async () => {
    const { page, to, arrive } = ada;
    await to('CRM sites', /^The bar is on for 18 of 18/);
    await page
      .getByRole('switch', { name: 'Zoho CRM: on for everybody' })
      .or(page.getByRole('switch', { name: 'HubSpot: on for everybody' }))
      .first()
      .click();
    await arrive(/^The bar is on for 17 of 18/);

    await to('Integrations', /work$|wants something$/);
    await page.getByRole('link', { name: 'Storage', exact: true }).click();
    await arrive(/Storage/);
    await page.getByRole('button', { name: 'Ask it' }).click();
    await page.getByText('Every step works').waitFor();

    await to('API keys', 'API keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const key = page.getByRole('dialog');
    await key.getByLabel('What will use it').fill('Warehouse');
    await key.getByLabel(/^Member/).check();
    await key.getByRole('button', { name: 'Make the key' }).click();
    const secret = (await key.getByLabel('The key').textContent()) ?? '';
    expect(secret.length).toBeGreaterThan(20);
    await key.getByRole('button', { name: 'Done' }).click();
    await key.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Revoke Warehouse' }).waitFor();
    expect(await page.content()).not.toContain(secret);

    await to('Webhooks', 'Webhooks');
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    const hook = page.getByRole('dialog');
    await hook.getByLabel('Address', { exact: true }).fill(`${stack.baseUrl}/sandbox/webhook-receiver/journey`);
    await hook.getByRole('button', { name: 'All of: Absences' }).click();
    await hook.getByRole('button', { name: 'Add endpoint' }).click();
    await hook.getByLabel('The signing secret').waitFor();
    await hook.getByRole('button', { name: 'Done: open it' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('region', { name: 'Test' }).getByText('Taken', { exact: true }).waitFor();
  });

  test('customers come from a spreadsheet; the wrong row comes back with its reason, and the owner has the others', async () => {
    const { page, to, arrive } = ada;
    await to('Customers', '240 customers');
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    await arrive(/import/i);
    const rows = [
      'Account Name,Website,Owner Email',
      'Söhne & Cie,soehne.example,noor@harbor.example',
      'Nobody,no.example,x@harbor.example',
    ];
    await page.getByLabel('CSV file of customers').setInputFiles({
      name: 'accounts.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(rows.join('\r\n')),
    });
    await page.getByRole('button', { name: 'Preview 2 rows' }).click();
    await page.getByRole('heading', { name: 'It would be 1 new customer' }).waitFor();
    const file = await saved('1 wrong row as CSV');
    expect(readFileSync(await file.path(), 'utf8')).toContain('x@harbor.example');
    await page.getByRole('button', { name: /^Import 1 row/ }).click();
    await page.getByRole('heading', { name: '1 customer added, 0 changed' }).waitFor();
    await page.getByRole('link', { name: 'All customers' }).click();
    await arrive('241 customers');
    await noor.to('Coverage', 'What you look after today');
    await noor.page.getByRole('link', { name: 'Söhne & Cie', exact: true }).waitFor();
  });

  test('the audit log: filtered to what was done, verified, exported', async () => {
    const { page, to } = ada;
    await to('Audit log', 'Audit log');
    await page.getByRole('combobox', { name: 'Done by' }).fill('Ada');
    await page.getByRole('option', { name: /^Ada Winter/ }).click();
    // what everybody did stays in sight until what she did is read
    const rows = page.getByRole('main').locator('tbody tr');
    const others = rows.filter({ hasNot: page.getByText('You', { exact: true }) });
    await eventually(async () => expect(await others.count()).toBe(0));
    await page
      .getByRole('button', { name: /^Event \d+: Webhook/ })
      .first()
      .waitFor();
    await page
      .getByRole('button', { name: /^Event \d+: User/ })
      .first()
      .click();
    const details = page.getByRole('dialog');
    await details.getByText('Ada Winter').first().waitFor();
    await details.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText(/All [\d,]+ events of .* are as they were written/).waitFor();
    const file = await saved('Export what is shown');
    expect(readFileSync(await file.path(), 'utf8').split('\n').length).toBeGreaterThan(5);
  });

  test('nothing was too wide, broke, was refused or failed on the way', () =>
    expect([ada, mia, noor].flatMap(({ findings }) => findings)).toEqual([]));
});
