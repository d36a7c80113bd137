import { jest } from '@jest/globals';
import { AcceptCoverage, AssignCoverage, CreateAbsence, GetMe, GetResponsible } from '@understudy/contracts';
import { describeInBrowser } from '../support/chromium.js';
import { eventually } from '../support/eventually.js';
import { type Desk, startDesk } from './extension-desk.js';
import { axeFindings } from './extension-harness.js';

jest.setTimeout(600_000);

describeInBrowser('the popup of the browser extension', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk?.stop());

  test('signed out the popup says what signing in gives; one click and one in the window sign in', async () => {
    const page = await desk.openPage(`${desk.line.baseUrl}/health/live`);
    const { popup } = await desk.openPopup(page);
    await popup.getByText('Sign in to see who covers').waitFor();
    expect(await axeFindings(popup, 'main')).toEqual([]);
    const window = desk.running.context.waitForEvent('page');
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
    const [ana, ben] = [await desk.tokenOf('ana'), await desk.tokenOf('ben')];
    const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    const away = {
      absence_type: 'vacation',
      start_date: day(0),
      end_date: day(4),
      time_zone: 'Europe/Lisbon',
    } as const;
    const absence = await desk.call(CreateAbsence, away, ana);
    const { user } = await desk.call(GetMe, {}, ben);
    const asked = await desk.call(AssignCoverage, { absence_id: absence.id, backup_user_id: user.id }, ana);
    await desk.call(AcceptCoverage, { assignment_id: asked.id }, ben);

    const customer = desk.customerOf('ana');
    const page = await desk.openPage(`${desk.line.baseUrl}/health/live`);
    const { popup, panel: openPanel } = await desk.openPopup(page);
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
    expect((await desk.call(GetResponsible, { customer_id: customer.id }, desk.mia)).responsible?.name).toBe(
      'Mia Kruse',
    );
    await panel.close();
    await popup.close();
    await page.close();
  });

  test('on a site that no bar can be on it leads to adding the site, and nowhere else', async () => {
    const address = 'https://portal.halvorsund.example/account/7?tab=1';
    await desk.running.context.route('https://portal.halvorsund.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Partner portal</title><h1>Halvorsund</h1>' }),
    );
    const page = await desk.openPage(address);
    const { popup } = await desk.openPopup(page);
    await popup.getByText('No bar on this site yet.').waitFor();
    expect(await axeFindings(popup, 'main')).toEqual([]);
    const opened = desk.running.context.waitForEvent('page');
    await popup.getByRole('button', { name: 'Add this site' }).click();
    const options = await opened;
    await eventually(async () =>
      expect(await options.getByLabel("Address of a customer's page").inputValue()).toBe(address),
    );
    await options.close();
    await popup.close();

    await page.close();

    const record = await desk.openRecord(desk.customerOf('eva'));
    const { popup: atHome } = await desk.openPopup(record);
    await atHome.getByText(/^Adds the title and link/).waitFor();
    // whatever it asked for its foot is answered when this is
    await atHome.evaluate("chrome.runtime.sendMessage({ id: 1, type: 'siteAccess', timestamp: Date.now() })");
    expect(await atHome.getByText('No bar on this site yet.').count()).toBe(0);
    await atHome.close();
    await record.close();
  });

  test('no page threw', () => expect(desk.pageErrors).toEqual([]));
});
