import { jest } from '@jest/globals';
import { CreateEscalation, GetEscalation, ListAttachments } from '@understudy/contracts';
import { describeInBrowser } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Desk, startDesk } from './extension-desk.js';
import { axeFindings } from './extension-harness.js';

jest.setTimeout(600_000);

describeInBrowser('the panel of the browser extension at work, and what is sent without a connection', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await startDesk();
    await desk.signIn();
  });
  afterAll(() => desk?.stop());

  test('before it is sent the form says who gets it and by when, and that is what comes true', async () => {
    const customer = desk.customerOf('eva');
    const page = await desk.openRecord(customer);
    const form = await desk.openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await form.getByText('Choose a kind to see who gets it and by when.').waitFor();
    await desk.fill(form, 'Who gets it');
    const said = form.locator('.preview b');
    await eventually(async () => expect(await said.innerText()).toMatch(/^Goes to /));
    const promised = await said.innerText();
    expect(await form.locator('.preview').innerText()).toMatch(/Answer by .+, solved by .+/);
    expect(await axeFindings(form, 'main')).toEqual([]);
    await form.getByRole('button', { name: /Escalate as P2/ }).click();
    await form.getByText('First answer by').waitFor();
    const [made] = await desk.escalationsOf(customer.id, 'Who gets it');
    expect(promised).toBe(`Goes to ${made?.primary_owner?.name}`);
    await form.close();
    await page.close();
  });

  test('files go along; what cannot be attached is said before it is sent', async () => {
    const customer = desk.customerOf('eva', 1);
    const page = await desk.openRecord(customer);
    const form = await desk.openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await form.getByText(/up to 25 MB each/).waitFor();
    await form.locator('input[type=file]').setInputFiles([
      { name: 'run.csv', mimeType: 'text/csv', buffer: Buffer.from('id,sum\n1,20\n') },
      { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>x</p>') },
    ]);
    await form.getByText('page.html cannot be attached.').waitFor();
    await desk.fill(form, 'With a file');
    await form.reload();
    await form.getByText('run.csv').waitFor();
    await form.getByRole('button', { name: /Escalate as P2/ }).click();
    await form.getByText('First answer by').waitFor();
    const [made] = await desk.escalationsOf(customer.id, 'With a file');
    const { items } = await desk.call(ListAttachments, { escalation_id: made?.id ?? '' }, desk.mia);
    expect(items.map(({ name, size_bytes }) => [name, size_bytes])).toEqual([['run.csv', 12]]);
    await form.close();
    await page.close();
  });

  test('a click that a script makes up sends nothing', async () => {
    const customer = desk.customerOf('eva', 2);
    const page = await desk.openRecord(customer);
    const form = await desk.openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await desk.fill(form, 'Made up');
    const before = desk.line.reached().length;
    await form.evaluate(() => document.querySelector<HTMLElement>('button[type=submit]')?.click());
    await form.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
    );
    expect(
      desk.line
        .reached()
        .slice(before)
        .filter(({ request }) => request === 'POST /api/escalations'),
    ).toEqual([]);
    expect(await desk.escalationsOf(customer.id, 'Made up')).toEqual([]);
    await form.close();
    await page.close();
  });

  test('signed out in the middle of a form it says so, and after signing in everything typed is there', async () => {
    const customer = desk.customerOf('ana', 1);
    const page = await desk.openRecord(customer);
    const form = await desk.openForm(page);
    await desk.fill(form, 'Half written');
    await eventually(async () =>
      expect(await desk.running.worker.evaluate('chrome.storage.local.get().then(JSON.stringify)')).toContain(
        'Half written',
      ),
    );
    const options = await desk.openPage(`chrome-extension://${desk.running.extensionId}/options.html`);
    await options.getByRole('button', { name: 'Sign out' }).click();
    await form.getByText('Sign in to escalate').waitFor();
    expect(await form.getByLabel('Title').count()).toBe(0);

    // the browser still knows her from the first time: no window is needed
    await form.getByRole('button', { name: 'Sign in' }).click();
    await form.getByLabel('Title').waitFor();
    await eventually(async () => expect(await form.getByLabel('Title').inputValue()).toBe('Half written'));
    expect(await form.getByLabel('What happened?').inputValue()).toBe('No invoice reached them.');
    await options.close();
    await form.close();
    await page.close();
  });

  test('what is written without a connection is kept, said, and sent once when there is one', async () => {
    const customer = desk.customerOf('eva', 3);
    const page = await desk.openRecord(customer);
    const form = await desk.openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await desk.fill(form, 'Written on a train');
    desk.line.state = 'cut';
    await form.getByRole('button', { name: /Escalate as P2/ }).click();
    await form.getByText('Kept on this computer').waitFor();
    expect(await axeFindings(form, 'main')).toEqual([]);
    await eventually(async () => expect(await desk.badge()).toBe('…'));

    desk.line.state = 'works';
    await form.getByRole('button', { name: 'Send now' }).click();
    await form.getByText('First answer by').waitFor();
    expect(await desk.escalationsOf(customer.id, 'Written on a train')).toHaveLength(1);
    await eventually(async () => expect(await desk.badge()).not.toBe('…'));
    await form.close();
    await page.close();
  });

  test('an answer that is lost, and a worker that the browser ends, do not make it twice', async () => {
    const customer = desk.customerOf('eva', 4);
    const page = await desk.openRecord(customer);
    const form = await desk.openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await desk.fill(form, 'Sent into a tunnel');
    desk.line.state = 'loses-answers';
    await form.getByRole('button', { name: /Escalate as P2/ }).click();
    await form.getByText('Kept on this computer').waitFor();
    expect(await desk.escalationsOf(customer.id, 'Sent into a tunnel')).toHaveLength(1);

    const session = await desk.running.context.newCDPSession(form);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    desk.line.state = 'works';
    await form.getByRole('button', { name: 'Send now' }).click();
    await form.getByText('First answer by').waitFor();
    expect(await desk.escalationsOf(customer.id, 'Sent into a tunnel')).toHaveLength(1);
    const keys = desk.line
      .reached()
      .filter(({ request }) => request === 'POST /api/escalations')
      .map(({ key }) => key);
    expect(keys.at(-1)).toBe(keys.at(-2));
    await form.close();
    await page.close();
  });

  test('the panel shows brief and escalations of the customer, and a word to the team is added', async () => {
    const customer = desk.customerOf('eva', 5);
    const made = await desk.call(
      CreateEscalation,
      { customer_id: customer.id, category: 'Billing', severity: 'P2', title: 'Talk here', description: 'Why?' },
      desk.mia,
    );
    const page = await desk.openRecord(customer);
    const panel = await desk.openForm(page);
    await panel.getByRole('button', { name: 'Brief' }).click();
    await panel.getByText('Do first').waitFor();
    expect(await axeFindings(panel, 'main')).toEqual([]);
    await panel.getByRole('button', { name: 'Escalations' }).click();
    await panel.getByText('Talk here').click();
    await panel.getByText('Why?').waitFor();
    await panel.getByLabel('Write to the team').fill('I have asked the customer.');
    await panel.getByRole('button', { name: 'Send' }).click();
    await panel.locator('section').getByText('I have asked the customer.').waitFor();
    expect(await axeFindings(panel, 'main')).toEqual([]);
    expect((await desk.call(GetEscalation, { escalation_id: made.id }, desk.mia)).id).toBe(made.id);
    await panel.close();
    await page.close();
  });

  test('no page threw', () => expect(desk.pageErrors).toEqual([]));
});
