import { jest } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { CreateAbsence, GetCustomer, GetResponsible, Lookup, PutCrmIds } from '@understudy/contracts';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, tell } from '../support/story.js';
import { axeFindings, buildExtension, type BuiltExtension, untilBarsCome } from './extension-harness.js';
import { barHost, TICKET, UNKNOWN } from './hosts/bar-host.js';
import { panelHost } from './hosts/panel-host.js';
import { placesAtRest } from './web-harness.js';

jest.setTimeout(600_000);

/** What is typed is looked up 250 ms later (answer/unlinked.tsx); the rest is for the server's answer. */
const BY_THEN_IT_SEARCHES_MS = 1500;

describeInBrowser('what a bar says and lets one do', () => {
  let stack: Stack;
  let story: Story;
  let built: BuiltExtension;
  let ben: BrowserWithExtension;
  let eli: BrowserWithExtension;
  const pageErrors: string[] = [];

  beforeAll(async () => {
    stack = await startStack();
    story = await tell(stack);
    await linkTwo();
    built = await buildExtension(stack.baseUrl);
    ben = await begin();
    eli = await begin();
  });
  afterAll(async () => {
    await ben?.close();
    await eli?.close();
    built?.remove();
    await stack?.stop();
  });

  /** The first two records are customers of Ben's own. */
  async function linkTwo(): Promise<void> {
    const ada = await story.person('ada');
    const customers = story.customers.filter(({ csm_email: email }) => email === 'ben@harbor.example');
    for (const at of [0, 1]) {
      const [customer, record] = [customers[at + 5], barHost.records[at]];
      if (!customer || !record) throw new Error('Ben has too few customers');
      const crmIds = [...customer.crm_ids, { system: 'attio', record_id: record }];
      await ada.call(PutCrmIds, { customer_id: customer.id, crm_ids: crmIds });
    }
  }

  async function begin(): Promise<BrowserWithExtension> {
    const running = await launchWithExtension({
      folder: built.folder,
      origins: [...barHost.origins, ...panelHost.origins],
    });
    await untilBarsCome(running.worker);
    await running.context.route(barHost.serves, (route) =>
      route.fulfill({ contentType: 'text/html', body: barHost.html(route.request().url()) }),
    );
    await running.context.route(panelHost.serves, (route) =>
      route.fulfill({ contentType: 'text/html', body: panelHost.html }),
    );
    return running;
  }

  const bar = (page: Page) => page.locator('understudy-bar');
  const who = (page: Page) => bar(page).locator('.who');
  const answer = (page: Page) => bar(page).getByRole('dialog');
  const menu = (page: Page) => bar(page).getByRole('menu');
  const reads = (part: Locator, words: RegExp): Promise<void> =>
    eventually(async () => expect(await part.innerText()).toMatch(words));
  const boxOf = async (page: Page) => {
    const box = await bar(page).locator('.us-bar').boundingBox();
    if (!box) throw new Error('there is no bar');
    return box;
  };

  async function openRecord({ context }: BrowserWithExtension, id: string, more = ''): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => pageErrors.push(message));
    await page.goto(barHost.address(id, more));
    await who(page).waitFor();
    return page;
  }

  async function askAs(name: RegExp, running: BrowserWithExtension, page: Page): Promise<void> {
    const isSignedIn = await running.worker.evaluate(
      "chrome.storage.local.get().then((all) => JSON.stringify(all).includes('refresh'))",
    );
    if (isSignedIn) await who(page).click();
    else {
      const window = running.context.waitForEvent('page');
      await who(page).click();
      await (await window).getByRole('button', { name }).click();
    }
    await answer(page).waitFor();
  }
  const askAsBen = (page: Page) => askAs(/Ben Vogel/, ben, page);

  test('a page whose header nobody knows has it in a corner that holds no control of the page', async () => {
    const page = await openRecord(ben, barHost.records[0] ?? '', 'layout=none');
    const [box, window] = [await boxOf(page), page.viewportSize()];
    expect(await bar(page).locator('.us-bar').getAttribute('class')).toContain('corner');
    // a chat button stands at the right; the left is free
    expect(box.x).toBeLessThan(240);
    expect((window?.height ?? 0) - box.y - box.height).toBe(16);
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
    await page.close();
  });

  test("it is dark where the page is dark, whatever the computer's own theme is", async () => {
    const page = await openRecord(ben, barHost.records[0] ?? '', 'layout=dark');
    await eventually(async () => expect(await bar(page).getAttribute('data-theme')).toBe('dark'));
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
    await page.close();
  });

  test('a record that opens beside a list, without a change of address, has its bar in that panel while it is open', async () => {
    const page = await ben.context.newPage();
    page.on('pageerror', ({ message }) => pageErrors.push(message));
    await page.goto(panelHost.list);
    for (const id of [...panelHost.records, ...panelHost.records.slice(0, 1)]) {
      await page.getByRole('button', { name: `Open ${id}` }).click();
      await eventually(async () => expect(await bar(page).getAttribute('data-key')).toBe(`twenty:${id}`));
      await who(page).waitFor();
      expect((await boxOf(page)).x).toBeGreaterThan((await page.locator('aside').boundingBox())?.x ?? Infinity);
    }
    await page.getByRole('button', { name: 'Close' }).click();
    await bar(page).waitFor({ state: 'detached' });
    expect(page.url()).toBe(panelHost.list);
    await page.close();
  });

  test('dragged by its grip it stays where it was put, on every record of the site, until it is sent back', async () => {
    const page = await openRecord(ben, barHost.records[0] ?? '');
    const [home] = await placesAtRest(page, bar(page).locator('.us-bar'));
    await who(page).hover();
    const [grip] = await placesAtRest(page, bar(page).locator('.grip'));
    await page.mouse.move(grip.x + 7, grip.y + 14);
    await page.mouse.down();
    await page.mouse.move(grip.x - 193, grip.y + 314, { steps: 4 });
    await page.mouse.up();
    const on = await eventually(async () => {
      const moved = await boxOf(page);
      expect([Math.round(moved.x - home.x), Math.round(moved.y - home.y)]).toEqual([-200, 300]);
      return moved;
    });

    await page.goto(barHost.address(barHost.records[1] ?? ''));
    await who(page).waitFor();
    await eventually(async () => {
      const there = await boxOf(page);
      expect([Math.round(there.x + there.width), there.y]).toEqual([Math.round(on.x + on.width), on.y]);
    });

    await who(page).click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Back to its place' }).click();
    await eventually(async () => expect((await boxOf(page)).y).toBe(home.y));
    await page.close();
  });

  test('the keyboard moves it, too, and the page hears none of the keys', async () => {
    const page = await openRecord(ben, barHost.records[0] ?? '');
    const [home] = await placesAtRest(page, bar(page).locator('.us-bar'));
    await who(page).focus();
    await page.keyboard.press('Shift+F10');
    await menu(page).waitFor();
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
    await page.keyboard.press('Enter');
    await bar(page)
      .getByText(/Arrow keys move it/)
      .waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowLeft', 'Enter']) await page.keyboard.press(key);
    await bar(page)
      .getByText(/Arrow keys move it/)
      .waitFor({ state: 'detached' });
    await eventually(async () => {
      const there = await boxOf(page);
      expect([there.x - home.x, there.y - home.y].map(Math.round)).toEqual([-64, 16]);
    });
    expect(await page.evaluate(() => document.body.dataset['keys'] ?? '')).toBe('');

    await page.keyboard.press('Shift+F10');
    await menu(page).waitFor();
    for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);
    await eventually(async () => expect((await boxOf(page)).y).toBe(home.y));
    await page.close();
  });

  test('collapsed it is a handle of 28 by 28 that still answers; shown again it is whole', async () => {
    const page = await openRecord(ben, barHost.records[0] ?? '');
    await who(page).click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Collapse to handle' }).click();
    await eventually(async () => expect(await boxOf(page)).toMatchObject({ width: 28, height: 28 }));
    await askAsBen(page);
    await reads(answer(page), /You are here/);
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
    await page.keyboard.press('Escape');
    await who(page).click({ button: 'right' });
    await menu(page).getByRole('menuitem', { name: 'Show the whole bar' }).click();
    await eventually(async () => expect((await boxOf(page)).width).toBeGreaterThan(100));
    await page.close();
  });

  test('hiding it can be taken back at once; else it goes from every tab of the site, until the options bring it back', async () => {
    const [page, other] = [
      await openRecord(ben, barHost.records[0] ?? ''),
      await openRecord(ben, barHost.records[1] ?? ''),
    ];
    await page.bringToFront();
    const hide = async (): Promise<void> => {
      await who(page).click({ button: 'right' });
      await menu(page).getByRole('menuitem', { name: 'Hide on this site' }).click();
      await bar(page).getByText('Hidden on this site.').waitFor();
    };
    await hide();
    await bar(page).getByRole('button', { name: 'Undo' }).click();
    await bar(page).getByText('Hidden on this site.').waitFor({ state: 'detached' });
    expect(await bar(page).count()).toBe(1);

    await hide();
    await page.locator('main').click();
    await bar(page).waitFor({ state: 'detached' });
    await other.bringToFront();
    await bar(other).waitFor({ state: 'detached' });

    const options = await ben.context.newPage();
    await options.goto(`chrome-extension://${ben.extensionId}/options.html`);
    await options.getByRole('switch', { name: /Attio/ }).click();
    await other.bringToFront();
    await who(other).waitFor();
    for (const opened of [page, other, options]) await opened.close();
  });

  test('a record of nobody we know is linked to the customer of its name, and answers for it from then on', async () => {
    const page = await openRecord(ben, UNKNOWN[0]);
    await askAsBen(page);
    await reads(who(page), /^Not linked yet$/);
    await reads(bar(page).locator('.act'), /^Link$/);
    const mine = story.customers.find(({ csm_email: email }) => email === 'ben@harbor.example')?.name ?? '';
    await answer(page).getByRole('searchbox', { name: 'Find a customer' }).fill(mine);
    await answer(page)
      .getByRole('button', { name: `Link to ${mine}` })
      .waitFor();
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
    await answer(page)
      .getByRole('button', { name: `Link to ${mine}` })
      .click();
    await eventually(async () => expect(await answer(page).getAttribute('aria-label')).toBe(`Who's covering ${mine}?`));
    const me = await story.person('ben');
    const { customers } = await me.call(Lookup, { crm: { system: 'attio', record_id: UNKNOWN[0] } });
    expect(customers.map(({ customer }) => customer.name)).toEqual([mine]);
    await page.close();
  });

  test('or it becomes a customer, with the name that the page shows', async () => {
    const page = await openRecord(ben, UNKNOWN[1]);
    await askAsBen(page);
    await answer(page).getByRole('button', { name: 'Create customer' }).click();
    expect(await answer(page).getByLabel('Name').inputValue()).toBe(barHost.nameOf(UNKNOWN[1]));
    await answer(page).getByLabel('Segment').fill('Mid-market');
    await answer(page).getByLabel('Industry').fill('Logistics');
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
    await answer(page).getByLabel('Industry').press('Enter');
    await reads(answer(page), /You are here/);
    const me = await story.person('ben');
    const { customers } = await me.call(Lookup, { crm: { system: 'attio', record_id: UNKNOWN[1] } });
    expect(customers.map(({ customer }) => customer.name)).toEqual([barHost.nameOf(UNKNOWN[1])]);
    await page.close();
  });

  test('what the page itself writes and sends off in there looks nobody up and makes no customer', async () => {
    const page = await openRecord(ben, UNKNOWN[3]);
    await askAsBen(page);
    await answer(page).getByRole('searchbox', { name: 'Find a customer' }).fill('zzz nobody');
    await answer(page).getByText('No customer by that name.').waitFor();
    await page.evaluate((ms) => {
      const search = document.querySelector('understudy-bar')?.shadowRoot?.querySelector('input');
      if (search) search.value = 'an';
      search?.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      return new Promise((resolve) => setTimeout(resolve, ms));
    }, BY_THEN_IT_SEARCHES_MS);
    expect(await answer(page).getByText('No customer by that name.').count()).toBe(1);

    await answer(page).getByRole('button', { name: 'Create customer' }).click();
    await answer(page).getByLabel('Segment').fill('Mid-market');
    await answer(page).getByLabel('Industry').fill('Logistics');
    await page.evaluate(() =>
      document.querySelector('understudy-bar')?.shadowRoot?.querySelector('form')?.requestSubmit(),
    );
    // the worker has had its turn: it answers a question that was asked after
    await answer(page).getByRole('button', { name: 'Back' }).click();
    await answer(page).getByRole('searchbox', { name: 'Find a customer' }).fill('zzz nobody');
    await answer(page).getByText('No customer by that name.').waitFor();
    const me = await story.person('ben');
    expect((await me.call(Lookup, { crm: { system: 'attio', record_id: UNKNOWN[3] } })).customers).toEqual([]);
    await page.close();
  });

  test('or it is no customer: the bar leaves this record, and stays on the others', async () => {
    const page = await openRecord(ben, UNKNOWN[2]);
    await askAsBen(page);
    await answer(page).getByRole('button', { name: 'Not a customer' }).click();
    await bar(page).getByText('No bar on this record any more.').waitFor();
    await page.locator('main').click();
    await bar(page).waitFor({ state: 'detached' });
    await page.goto(barHost.address(barHost.records[1] ?? ''));
    await who(page).waitFor();
    await page.goto(barHost.address(UNKNOWN[2]));
    const eye = await openRecord(ben, barHost.records[0] ?? '');
    expect(await bar(page).count()).toBe(0);
    await eye.close();
    await page.close();
  });

  test('something of a customer that names none is never linked itself; finding the customer says who covers', async () => {
    const page = await openRecord(ben, TICKET);
    await askAsBen(page);
    await reads(answer(page), /This page names no customer/);
    const [customer] = story.customers;
    await answer(page)
      .getByRole('searchbox', { name: 'Find a customer' })
      .fill(customer?.name ?? '');
    await reads(answer(page).getByRole('list'), /is here|covers/);
    expect(await answer(page).getByRole('button', { name: /Link/ }).count()).toBe(0);
    await reads(bar(page).locator('.act'), /^Escalate$/);
    await page.close();
  });

  test('who may not write customers is not asked to link or create, and still escalates', async () => {
    const page = await openRecord(eli, UNKNOWN[3]);
    await askAs(/Eli/, eli, page);
    await reads(answer(page), /not one of your customers yet/);
    expect(
      await answer(page)
        .getByRole('button', { name: /Link|Create/ })
        .count(),
    ).toBe(0);
    await reads(bar(page).locator('.act'), /^Escalate$/);
    await page.close();
  });

  test('a gap is the only filled state; taking over says until when and who is told, and is true then', async () => {
    const customer = await nobodyCovers();
    const page = await openRecord(ben, barHost.records[2] ?? '');
    await askAsBen(page);
    await reads(who(page), /^Nobody covers$/);
    await reads(answer(page), /Nobody covers/);
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
    await page.keyboard.press('Escape');
    await bar(page).locator('.act').click();
    await reads(answer(page), new RegExp(`You answer for ${customer.name} `));
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
    await answer(page)
      .getByRole('button', { name: /^Take over/ })
      .click();
    await reads(who(page), /^You (cover|until)/);
    const me = await story.person('ben');
    const { responsible } = await me.call(GetResponsible, { customer_id: customer.id });
    expect(responsible?.name).toBe('Ben Vogel');
    await page.close();
  });

  test('without a connection the last answer stays, with its time', async () => {
    const page = await openRecord(ben, UNKNOWN[1]);
    await askAsBen(page);
    await reads(answer(page), /You are here/);
    await page.keyboard.press('Escape');
    await answer(page).waitFor({ state: 'detached' });
    await stack.stop();
    await who(page).click();
    await reads(answer(page), /Cannot reach Understudy\. Shown as of \d\d:\d\d/);
    await reads(answer(page), /You are here/);
    expect(await axeFindings(page, 'understudy-bar')).toEqual([]);
    await page.close();
  });

  test('no page threw', () => expect(pageErrors).toEqual([]));

  /** Links one of Ana's customers to the third record, and sends everybody away who would look after it. */
  async function nobodyCovers(): Promise<{ id: string; name: string }> {
    const ada = await story.person('ada');
    const customer = story.customers.find(({ csm_email: email }) => email === 'ana@harbor.example');
    if (!customer) throw new Error('Ana has no customer');
    const crmIds = [...customer.crm_ids, { system: 'attio', record_id: barHost.records[2] ?? '' }];
    await ada.call(PutCrmIds, { customer_id: customer.id, crm_ids: crmIds });
    const today = Temporal.Now.plainDateISO('UTC');
    for (let left = 8; left > 0; left--) {
      const { responsible } = await ada.call(GetResponsible, { customer_id: customer.id });
      if (!responsible) return customer;
      await ada.call(CreateAbsence, {
        user_id: responsible.user_id,
        absence_type: 'sick',
        start_date: today.toString(),
        end_date: today.add({ days: 3 }).toString(),
        time_zone: 'Europe/Lisbon',
      });
    }
    const { responsible } = await ada.call(GetResponsible, { customer_id: customer.id });
    const { name } = await ada.call(GetCustomer, { customer_id: customer.id });
    throw new Error(`${responsible?.name} still looks after ${name}`);
  }
});
