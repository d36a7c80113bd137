import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { GetResponsible, Lookup } from '@understudy/contracts';
import { type BrowserWithExtension, describeInBrowser, launchWithExtension } from '../support/chromium.js';
import { type Recorder, recordInFrontOf } from '../support/recorder.js';
import { type Stack, startStack } from '../support/stack.js';
import { type Story, tell } from '../support/story.js';
import {
  askFromPage,
  buildExtension,
  signInOnOptions,
  type BuiltExtension,
  untilBarsCome,
} from './extension-harness.js';
import { barHost, UNKNOWN } from './hosts/bar-host.js';

jest.setTimeout(600_000);

/** Attio is switched on, and somebody broke into our script there: what would the worker do for them? */
describeInBrowser('what the worker does for a page of one CRM', () => {
  let stack: Stack;
  let story: Story;
  let recorder: Recorder;
  let built: BuiltExtension;
  let running: BrowserWithExtension;
  let page: Page;
  /** A customer of Ben's with its record in Salesforce, which this browser shows no page of. */
  let elsewhere: { readonly id: string; readonly record: { system: string; recordId: string } };

  beforeAll(async () => {
    stack = await startStack();
    story = await tell(stack);
    recorder = await recordInFrontOf(stack.baseUrl);
    elsewhere = inSalesforce();
    built = await buildExtension(recorder.baseUrl);
    running = await launchWithExtension({ folder: built.folder, origins: barHost.origins });
    await untilBarsCome(running.worker);
    await running.context.route(barHost.serves, (route) =>
      route.fulfill({ contentType: 'text/html', body: barHost.html(route.request().url()) }),
    );
    await signInOnOptions(running, 'Eva Laurent');
    page = await running.context.newPage();
    await page.goto(barHost.address(UNKNOWN[0]));
    await page.locator('understudy-bar .who').waitFor();
  });
  afterAll(async () => {
    await running?.close();
    built?.remove();
    await recorder?.stop();
    await stack?.stop();
  });

  function inSalesforce(): typeof elsewhere {
    for (const { id, csm_email: email, crm_ids: crmIds } of story.customers) {
      const recordId = crmIds.find(({ system }) => system === 'salesforce')?.record_id;
      if (recordId && email === 'ben@harbor.example') return { id, record: { system: 'salesforce', recordId } };
    }
    throw new Error('Ben has no customer with a Salesforce record');
  }

  const here = { system: 'attio', recordId: UNKNOWN[0] };
  const customer = { name: 'Made by a page', segment: 'Mid-market', industry: 'Logistics' };
  /** Every message of a bar that names a record, about the given one. */
  const messages = {
    whoCovers: (record: unknown) => ({ record, shown: here }),
    takeOverPlan: (record: unknown) => record,
    takeOver: (record: unknown) => record,
    linkRecord: (record: unknown) => ({ record, customerId: elsewhere.id }),
    createCustomer: (record: unknown) => ({ record, customer }),
  };
  const names = Object.keys(messages) as (keyof typeof messages)[];

  test.each(names)('%s about a record of another CRM is refused before the server is asked', async (name) => {
    recorder.forget();
    const { err } = await askFromPage(page, name, messages[name](elsewhere.record));
    expect(err).toBe('message from https://app.attio.com refused');
    expect(recorder.all().filter((request) => request.includes(elsewhere.record.recordId))).toEqual([]);
  });

  test('nothing has come of it: the customer is as it was', async () => {
    const eva = await story.person('eva');
    const { customers } = await eva.call(Lookup, {
      crm: { system: elsewhere.record.system, record_id: elsewhere.record.recordId },
    });
    expect(customers.map((hit) => hit.customer.id)).toEqual([elsewhere.id]);
    const { responsible } = await eva.call(GetResponsible, { customer_id: elsewhere.id });
    expect(responsible?.user_id).toBe((await story.person('ben')).userId);
  });

  test.each(['whoCovers', 'takeOverPlan'] as const)('%s about a record of its own CRM is answered', async (name) => {
    recorder.forget();
    const { err, res } = await askFromPage(page, name, messages[name](here));
    expect([err, typeof res]).toEqual([undefined, 'object']);
    expect(recorder.all().some((request) => request.includes(here.recordId))).toBe(true);
  });

  test.each([
    ['home', null],
    ['account', null],
    ['siteAccess', null],
    ['brief', () => elsewhere.id],
    ['escalationsOf', () => elsewhere.id],
    ['takeOverOf', () => ({ id: elsewhere.id, name: 'x' })],
    ['keepSite', {}],
    ['signOut', null],
  ] as const)('%s is for pages of the extension alone', async (name, data) => {
    const { err } = await askFromPage(page, name, typeof data === 'function' ? data() : data);
    expect(err).toBe('message from https://app.attio.com refused');
  });
});
