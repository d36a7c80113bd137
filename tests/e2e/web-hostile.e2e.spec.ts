import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type pg from 'pg';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { type Stack, startStack } from '../support/stack.js';
import { databaseOf } from '../support/stack-database.js';
import { tell } from '../support/story.js';
import { workedWorld } from '../support/worked-world.js';
import { makeHostile } from './hostile-texts.js';
import {
  axeFindings,
  DESK,
  overflowOf,
  signInAs,
  sticksOut,
  untilAtRest,
  type Visitor,
  visitor,
} from './web-harness.js';
import { addressOf, declaredPaths, WEB_ROUTES } from './web-routes.js';

jest.setTimeout(900_000);

/** Nothing of the shell: who signs in is found by a name that was changed as well. */
const PEOPLE = [...new Set(WEB_ROUTES.map(({ as }) => as))];

/**
 * Every page with markup, scripts, endless words and several scripts in everything that people write: nothing runs, nothing is
 * asked for that the policy refuses, nothing is wider than the window, and axe finds nothing, light on a desk and dark on a phone.
 */
describeInBrowser('every route, with hostile texts in every field', () => {
  let stack: Stack;
  let browser: Browser;
  let client: pg.Client;
  let tenantId: string;
  let written: string[];
  const seen = new Map<string, Visitor>();
  const ran: string[] = [];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    await workedWorld(await tell(stack), stack.baseUrl);
    client = await databaseOf(stack);
    const { rows } = await client.query<{ id: string }>("select tenant_id as id from tenants where slug = 'harbor'");
    tenantId = rows[0]?.id ?? '';
    for (const name of PEOPLE) {
      const guest = await visitor(browser);
      await guest.page.exposeFunction('pwned', () => void ran.push(guest.page.url()));
      await signInAs(guest.page, stack.baseUrl, name);
      seen.set(name, guest);
    }
    written = await makeHostile(client);
  });
  afterAll(async () => {
    await client?.end();
    await browser?.close();
    await stack?.stop();
  });

  test('no route is left out', () => {
    const listed = WEB_ROUTES.map(({ path }) => path.slice(1));
    expect(declaredPaths().filter((path) => path !== '*' && path !== '/sign-in' && !listed.includes(path))).toEqual([]);
  });

  test('the payload really stands in what people write', () => {
    for (const column of [
      'customers.name',
      'users.name',
      'escalations.title',
      'escalation_updates.comment',
      'tasks.title',
    ])
      expect(written).toContain(column);
    expect(written.length).toBeGreaterThan(40);
  });

  test.each(WEB_ROUTES)('$path', async (route) => {
    const address = await addressOf(route, client, tenantId);
    const { page, complaints } = seen.get(route.as) ?? (await visitor(browser));
    const findings: string[] = [];
    await page.setViewportSize({ width: DESK.width, height: DESK.height });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(stack.baseUrl + address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await untilAtRest(page);
    for (const [width, height, colorScheme] of [
      [DESK.width, DESK.height, 'light'],
      [375, 800, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await untilAtRest(page);
      const where = `${width} ${colorScheme}`;
      const over = await overflowOf(page);
      if (over > 0)
        findings.push(`${where}: ${over} px wider than the window: ${(await sticksOut(page)).join(' and ')}`);
      for (const line of await axeFindings(page)) findings.push(`${where}: ${line}`);
    }
    expect([...findings, ...complaints.splice(0), ...ran.splice(0)]).toEqual([]);
  });
});
