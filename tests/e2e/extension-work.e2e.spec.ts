import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fromAnswer, toCall } from '@understudy/api-client';
import {
  AcceptCoverage,
  type AnswerOf,
  type AnyEndpoint,
  AssignCoverage,
  CreateAbsence,
  CreateEscalation,
  GetEscalation,
  GetMe,
  GetResponsible,
  GetWorld,
  ListAttachments,
  ListEscalations,
  SandboxSignIn,
  type WireOf,
} from '@understudy/contracts';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { faultyLineTo, type FaultyLine } from '../support/faulty-line.js';
import { type Stack, startStack } from '../support/stack.js';
import { axeFindings, buildExtension, panelAddress, recordPage, untilBarsCome } from './extension-harness.js';

jest.setTimeout(600_000);

/** 40 words a minute, five letters each. */
const TYPING = { delay: 300 } as const;
const AT_MOST_MS = 30_000;
const MOST_ACTIONS = 5;

describeInBrowser('the extension at work: popup, panel, badge, and what is sent without a connection', () => {
  let stack: Stack;
  let line: FaultyLine;
  let built: Awaited<ReturnType<typeof buildExtension>>;
  let running: BrowserWithExtension;
  let mia: string;
  let customers: AnswerOf<typeof GetWorld>['tenants'][number]['customers'];
  const pageErrors: string[] = [];

  async function call<E extends AnyEndpoint>(endpoint: E, input: WireOf<E>, token = ''): Promise<AnswerOf<E>> {
    const { path, ...request } = toCall(endpoint, input);
    const headers = { ...request.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(`${stack.baseUrl}${path}`, { ...request, headers });
    return fromAnswer(endpoint, { status: response.status, text: await response.text() });
  }
  const tokenOf = async (name: string): Promise<string> =>
    (await call(SandboxSignIn, { email: `${name}@harbor.example` })).access_token;
  const customerOf = (name: string, at = 0) => {
    const found = customers.filter(({ csm_email }) => csm_email === `${name}@harbor.example`)[at];
    const record = found?.crm_ids.find(({ system }) => system === 'salesforce')?.record_id;
    if (!found || !record) throw new Error(`${name} has no such customer with a Salesforce record`);
    return { id: found.id, name: found.name, record };
  };
  const escalationsOf = async (customerId: string, title: string) => {
    const { items } = await call(ListEscalations, { customer_id: customerId, limit: 100 }, mia);
    return items.filter((row) => row.title === title);
  };

  beforeAll(async () => {
    stack = await startStack();
    line = await faultyLineTo(stack.baseUrl);
    built = await buildExtension(line.baseUrl);
    running = await launchWithExtension({ folder: built.folder });
    await untilBarsCome(running.worker);
    mia = await tokenOf('mia');
    const { tenants } = await call(GetWorld, {});
    customers = tenants.find(({ slug }) => slug === 'harbor')?.customers ?? [];
  });
  afterAll(async () => {
    await running?.close();
    built?.remove();
    await line?.stop();
    await stack?.stop();
  });

  async function openPage(address: string, before?: (page: Page) => Promise<void>): Promise<Page> {
    const page = await running.context.newPage();
    page.on('pageerror', ({ message }) => pageErrors.push(`${address}: ${message}`));
    await before?.(page);
    await page.goto(address);
    return page;
  }

  /** The popup in a tab of its own, which has to be told over which tab it was opened, and what the click on it has opened to us. */
  async function openPopup(over: Page): Promise<{ popup: Page; panel: () => Promise<Page> }> {
    await over.bringToFront();
    const [inFront] = (await running.worker.evaluate('chrome.tabs.query({ active: true })')) as { id: number }[];
    const tab = { id: inFront?.id, url: over.url(), title: await over.title() };
    const popup = await openPage(`chrome-extension://${running.extensionId}/popup.html`, async (page) => {
      await page.setViewportSize({ width: 380, height: 560 });
      await page.addInitScript((active) => {
        const { tabs } = (globalThis as unknown as { chrome: typeof chrome }).chrome;
        const query = tabs.query.bind(tabs);
        tabs.query = async (which: object) => ('currentWindow' in which ? [active] : query(which));
        window.close = () => undefined;
      }, tab);
    });
    await popup.locator('main:not([aria-busy])').waitFor();
    // Whoever is signed in can type at once.
    if ((await popup.getByRole('searchbox').count()) > 0)
      await eventually(async () =>
        expect(await popup.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search'),
      );
    /** Beside a tab that is not in front the browser draws no panel; what it would show is known. */
    const panel = async (): Promise<Page> => {
      const key = `subject:${tab.id}`;
      await eventually(async () =>
        expect(
          await running.worker.evaluate(
            (name) => chrome.storage.session.get(name).then((all) => Object.keys(all)),
            key,
          ),
        ).toEqual([key]),
      );
      return openPage(`chrome-extension://${running.extensionId}/sidepanel.html?tab=${tab.id}`);
    };
    return { popup, panel };
  }

  async function openRecord({ record, name }: { record: string; name: string }): Promise<Page> {
    const address = `${line.baseUrl}/sandbox/crm/accounts/${record}`;
    await running.context.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: recordPage(name) }),
    );
    const page = await openPage(address);
    await page.locator('understudy-bar .who').waitFor();
    return page;
  }

  /** The form beside the page, as a tab, because Playwright does not see the panel. */
  async function openForm(page: Page): Promise<Page> {
    await page.locator('understudy-bar .act').click();
    return openPage(await panelAddress(running.worker, page));
  }

  async function fill(form: Page, title: string, description = 'No invoice reached them.'): Promise<void> {
    await form.getByText('Billing', { exact: true }).click();
    await form.getByLabel('Title').fill(title);
    await form.getByLabel('What happened?').fill(description);
  }
  const badge = (): Promise<string> => running.worker.evaluate('chrome.action.getBadgeText({})') as Promise<string>;

  test('signed out the popup says what signing in gives; one click and one in the window sign in', async () => {
    const page = await openPage(`${line.baseUrl}/health/live`);
    const { popup } = await openPopup(page);
    await popup.getByText('Sign in to see who covers').waitFor();
    expect(await axeFindings(popup, 'main')).toEqual([]);
    const window = running.context.waitForEvent('page');
    await popup.getByRole('button', { name: 'Sign in' }).click();
    await (await window).getByRole('button', { name: /Mia Kruse/ }).click();
    await popup.getByRole('searchbox').waitFor();
    await eventually(async () =>
      expect(await popup.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search'),
    );
    expect(await axeFindings(popup, 'main')).toEqual([]);
    await popup.close();
    await page.close();
  });

  test('the popup finds a customer with who covers; its brief takes over, after saying until when and who hears of it', async () => {
    const [ana, ben] = [await tokenOf('ana'), await tokenOf('ben')];
    const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    const away = {
      absence_type: 'vacation',
      start_date: day(0),
      end_date: day(4),
      time_zone: 'Europe/Lisbon',
    } as const;
    const absence = await call(CreateAbsence, away, ana);
    const { user } = await call(GetMe, {}, ben);
    const asked = await call(AssignCoverage, { absence_id: absence.id, backup_user_id: user.id }, ana);
    await call(AcceptCoverage, { assignment_id: asked.id }, ben);

    const customer = customerOf('ana');
    const page = await openPage(`${line.baseUrl}/health/live`);
    const { popup, panel: openPanel } = await openPopup(page);
    await popup.keyboard.type(customer.name);
    const row = popup.locator('.hit', { hasText: customer.name }).first();
    await eventually(async () => expect(await row.innerText()).toContain('Ben Vogel covers until'));
    expect(await popup.getByRole('button', { name: `Escalate for ${customer.name}` }).count()).toBe(1);
    expect(await axeFindings(popup, 'main')).toEqual([]);
    await popup.keyboard.press('ArrowDown');
    expect(await popup.evaluate(() => document.activeElement?.getAttribute('title'))).toBe(customer.name);
    await popup.keyboard.press('Enter');
    const panel = await openPanel();
    await panel.getByText('Do first').waitFor();
    await panel.getByRole('button', { name: 'Take over' }).click();
    await panel.getByText(/^You answer for .+ until .+ Ben Vogel hears of it\. You can give it back/).waitFor();
    expect(await axeFindings(panel, 'main')).toEqual([]);
    await panel.getByRole('button', { name: /^Take over until / }).click();
    await panel.getByText(/^You cover for Ana until /).waitFor();
    expect((await call(GetResponsible, { customer_id: customer.id }, mia)).responsible?.name).toBe('Mia Kruse');
    await panel.close();
    await popup.close();
    await page.close();
  });

  test('before it is sent the form says who gets it and by when, and that is what comes true', async () => {
    const customer = customerOf('eva');
    const page = await openRecord(customer);
    const form = await openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await form.getByText('Choose a kind to see who gets it and by when.').waitFor();
    await fill(form, 'Who gets it');
    const said = form.locator('.preview b');
    await eventually(async () => expect(await said.innerText()).toMatch(/^Goes to /));
    const promised = await said.innerText();
    expect(await form.locator('.preview').innerText()).toMatch(/Answer by .+, solved by .+/);
    expect(await axeFindings(form, 'main')).toEqual([]);
    await form.getByRole('button', { name: /Escalate as P2/ }).click();
    await form.getByText('First answer by').waitFor();
    const [made] = await escalationsOf(customer.id, 'Who gets it');
    expect(promised).toBe(`Goes to ${made?.primary_owner?.name}`);
    await form.close();
    await page.close();
  });

  test('files go along; what cannot be attached is said before it is sent', async () => {
    const customer = customerOf('eva', 1);
    const page = await openRecord(customer);
    const form = await openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await form.getByText(/up to 25 MB each/).waitFor();
    await form.locator('input[type=file]').setInputFiles([
      { name: 'run.csv', mimeType: 'text/csv', buffer: Buffer.from('id,sum\n1,20\n') },
      { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>x</p>') },
    ]);
    await form.getByText('page.html cannot be attached.').waitFor();
    await fill(form, 'With a file');
    await form.reload();
    await form.getByText('run.csv').waitFor();
    await form.getByRole('button', { name: /Escalate as P2/ }).click();
    await form.getByText('First answer by').waitFor();
    const [made] = await escalationsOf(customer.id, 'With a file');
    const { items } = await call(ListAttachments, { escalation_id: made?.id ?? '' }, mia);
    expect(items.map(({ name, size_bytes }) => [name, size_bytes])).toEqual([['run.csv', 12]]);
    await form.close();
    await page.close();
  });

  test('a click that a script makes up sends nothing', async () => {
    const customer = customerOf('eva', 2);
    const page = await openRecord(customer);
    const form = await openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await fill(form, 'Made up');
    const before = line.reached().length;
    await form.evaluate(() => document.querySelector<HTMLElement>('button[type=submit]')?.click());
    await form.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
    );
    expect(
      line
        .reached()
        .slice(before)
        .filter(({ request }) => request === 'POST /api/escalations'),
    ).toEqual([]);
    expect(await escalationsOf(customer.id, 'Made up')).toEqual([]);
    await form.close();
    await page.close();
  });

  test('signed out in the middle of a form it says so, and after signing in everything typed is there', async () => {
    const customer = customerOf('ana', 1);
    const page = await openRecord(customer);
    const form = await openForm(page);
    await fill(form, 'Half written');
    await eventually(async () =>
      expect(await running.worker.evaluate('chrome.storage.local.get().then(JSON.stringify)')).toContain(
        'Half written',
      ),
    );
    const options = await openPage(`chrome-extension://${running.extensionId}/options.html`);
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
    const customer = customerOf('eva', 3);
    const page = await openRecord(customer);
    const form = await openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await fill(form, 'Written on a train');
    line.state = 'cut';
    await form.getByRole('button', { name: /Escalate as P2/ }).click();
    await form.getByText('Kept on this computer').waitFor();
    expect(await axeFindings(form, 'main')).toEqual([]);
    await eventually(async () => expect(await badge()).toBe('…'));

    line.state = 'works';
    await form.getByRole('button', { name: 'Send now' }).click();
    await form.getByText('First answer by').waitFor();
    expect(await escalationsOf(customer.id, 'Written on a train')).toHaveLength(1);
    await eventually(async () => expect(await badge()).not.toBe('…'));
    await form.close();
    await page.close();
  });

  test('an answer that is lost, and a worker that the browser ends, do not make it twice', async () => {
    const customer = customerOf('eva', 4);
    const page = await openRecord(customer);
    const form = await openForm(page);
    await form.getByRole('heading', { name: customer.name }).waitFor();
    await fill(form, 'Sent into a tunnel');
    line.state = 'loses-answers';
    await form.getByRole('button', { name: /Escalate as P2/ }).click();
    await form.getByText('Kept on this computer').waitFor();
    expect(await escalationsOf(customer.id, 'Sent into a tunnel')).toHaveLength(1);

    const session = await running.context.newCDPSession(form);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    line.state = 'works';
    await form.getByRole('button', { name: 'Send now' }).click();
    await form.getByText('First answer by').waitFor();
    expect(await escalationsOf(customer.id, 'Sent into a tunnel')).toHaveLength(1);
    const keys = line
      .reached()
      .filter(({ request }) => request === 'POST /api/escalations')
      .map(({ key }) => key);
    expect(keys.at(-1)).toBe(keys.at(-2));
    await form.close();
    await page.close();
  });

  test('the panel shows brief and escalations of the customer, and a word to the team is added', async () => {
    const customer = customerOf('eva', 5);
    const made = await call(
      CreateEscalation,
      { customer_id: customer.id, category: 'Billing', severity: 'P2', title: 'Talk here', description: 'Why?' },
      mia,
    );
    const page = await openRecord(customer);
    const panel = await openForm(page);
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
    expect((await call(GetEscalation, { escalation_id: made.id }, mia)).id).toBe(made.id);
    await panel.close();
    await page.close();
  });

  describe('in under half a minute, at 40 words a minute and with at most five actions beside typing', () => {
    /** Counts what a person does beside typing, and the time from the first of it. */
    function aPerson() {
      let actions = 0;
      const from = performance.now();
      return {
        act: async (doing: Promise<unknown>): Promise<void> => {
          actions += 1;
          await doing;
        },
        took: () => ({ actions, ms: performance.now() - from }),
      };
    }
    const REST = 'No invoices since the move.';

    test('from a record', async () => {
      const customer = customerOf('eva', 6);
      const page = await openRecord(customer);
      const person = aPerson();
      await person.act(page.locator('understudy-bar .act').click());
      const form = await openPage(await panelAddress(running.worker, page));
      await person.act(form.getByText('Billing', { exact: true }).click());
      await person.act(form.getByLabel('What happened?').click());
      await form.keyboard.type(REST, TYPING);
      await person.act(form.getByRole('button', { name: /Escalate as P2/ }).click());
      await form.getByText('First answer by').waitFor();
      const { actions, ms } = person.took();
      expect(actions).toBeLessThanOrEqual(MOST_ACTIONS);
      expect(ms).toBeLessThan(AT_MOST_MS);
      await form.close();
      await page.close();
    });

    test('from the popup on any other page, with the page’s title and address', async () => {
      const customer = customerOf('eva', 7);
      const address = 'https://status.example/incidents/7';
      await running.context.route(address, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<title>Incident 7</title><h1>Incident</h1>' }),
      );
      const page = await openPage(address);
      const person = aPerson();
      const opening = openPopup(page);
      await person.act(opening);
      const { popup, panel } = await opening;
      // As much as tells it from the others: several names begin with the same word.
      await popup.keyboard.type(customer.name.slice(0, customer.name.indexOf(' ') + 4), TYPING);
      await popup.getByRole('button', { name: `Escalate for ${customer.name}` }).waitFor();
      await person.act(popup.keyboard.press('Control+Enter'));
      const form = await panel();
      await form.getByRole('heading', { name: customer.name }).waitFor();
      await person.act(form.getByText('Billing', { exact: true }).click());
      await person.act(form.getByLabel('What happened?').click());
      await form.keyboard.type(REST, TYPING);
      await person.act(form.getByRole('button', { name: /Escalate as P2/ }).click());
      await form.getByText('First answer by').waitFor();
      const { actions, ms } = person.took();
      expect(actions).toBeLessThanOrEqual(MOST_ACTIONS);
      expect(ms).toBeLessThan(AT_MOST_MS);

      const { items } = await call(ListEscalations, { customer_id: customer.id, limit: 10 }, mia);
      const made = await call(GetEscalation, { escalation_id: items[0]?.id ?? '' }, mia);
      expect(made).toMatchObject({
        source: { surface: 'extension', url: address },
        metadata: { page_title: 'Incident 7' },
      });
      await form.close();
      await popup.close();
      await page.close();
    });
  });

  test('no page threw', () => expect(pageErrors).toEqual([]));
});

/** The part of the browser's own interface that the popup is opened over. */
declare const chrome: {
  tabs: { query(which: object): Promise<{ id?: number; url?: string }[]> };
  storage: { session: { get(key: string): Promise<Record<string, unknown>> } };
};
