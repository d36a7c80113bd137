// The pictures of the README, taken anew from the running product: `npm run screenshots`. Plays the story (Ana away, Ben covers, Lena
// writes, a P1), then the mailbox with the card and the CRM record with the extension's bar, in light and dark; then every
// card of the add-on.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AddonAction, CreateEscalation, ListAbsences } from '@understudy/contracts';
import type { BrowserContext, Page } from 'playwright-core';
import { buildExtension } from '../tests/e2e/extension-harness.js';
import { type BrowserWithExtension, launchWithExtension } from '../tests/support/chromium.js';
import { startStack } from '../tests/support/stack.js';
import { outOfOffice, tell } from '../tests/support/story.js';
import { takeCardSheets } from './card-sheets.js';

const FOLDER = path.resolve(import.meta.dirname, '../docs/screenshots');
mkdirSync(FOLDER, { recursive: true });

const stack = await startStack();
const extension = await buildExtension(stack.baseUrl);
try {
  const record = await playStory();
  for (const colorScheme of ['light', 'dark'] as const) {
    const browser = await launchWithExtension({ folder: extension.folder, colorScheme });
    try {
      await takeAll(browser, colorScheme, record);
    } finally {
      await browser.close();
    }
  }
  await takeCardSheets(stack.baseUrl, FOLDER);
} finally {
  extension.remove();
  await stack.stop();
}

/** Answers the Salesforce id of Corvane Bank. */
async function playStory(): Promise<string> {
  const story = await tell(stack);
  const [ana, ben] = [await story.person('ana'), await story.person('ben')];
  const today = Temporal.Now.plainDateISO('UTC');
  const monday = today.add({ days: 8 - today.dayOfWeek });
  await ana.calendar('POST', outOfOffice(monday.toString(), monday.add({ days: 11 }).toString(), 'Europe/Lisbon'));
  await story.settle();
  const [absence] = (await ana.call(ListAbsences, { user_id: ana.userId })).items;
  const asked = absence?.coverage.assignments[0];
  await ben.call(AddonAction, {
    action_id: 'coverage.accept',
    parameters: { assignment_id: asked?.id ?? '' },
    form: {},
  });
  await story.at(`${monday.add({ days: 1 }).toString()}T08:42:00Z`);

  const corvane = story.customers.find(({ name }) => name === 'Corvane Bank');
  await ben.call(CreateEscalation, {
    customer_id: corvane?.id ?? '',
    category: 'Technical',
    severity: 'P1',
    title: 'SSO fails for branch staff',
    description: '60 branches cannot sign in since 08:10.',
    expected_resolution: 'Branch staff can sign in',
    source: { surface: 'web' },
  });
  await story.settle();
  return corvane?.crm_ids.find(({ system }) => system === 'salesforce')?.record_id ?? '';
}

async function takeAll({ context }: BrowserWithExtension, scheme: string, record: string): Promise<void> {
  const page = await signedIn(context, 'ben@harbor.example');
  await take(page, '/sandbox/mail?as=ben@harbor.example', `mailbox-${scheme}`, async (shown) => {
    await shown
      .getByRole('link', { name: /Lena Hoffmann/ })
      .or(shown.getByRole('button', { name: /Lena Hoffmann/ }))
      .first()
      .click();
    await shown.getByText('You cover for Ana').first().waitFor();
  });
  await take(page, '/sandbox/calendar?as=ana@harbor.example', `calendar-${scheme}`, async (shown) => {
    await shown
      .getByRole('link', { name: /^Out of office, until / })
      .first()
      .click();
    await shown.getByRole('article').getByText('Who covers').waitFor();
  });
  await take(page, `/sandbox/crm/accounts/${record}?as=ben@harbor.example`, `crm-${scheme}`, async (shown) => {
    const who = shown.locator('understudy-bar').locator('.who');
    await who.waitFor();
    const window = context.waitForEvent('page', { timeout: 5_000 }).catch(() => null);
    await who.click();
    // the sign-in window asks who to be only while nobody is signed in to the dashboard
    await (
      await window
    )
      ?.getByRole('button', { name: /Ben Vogel/ })
      .click({ timeout: 3_000 })
      .catch(() => undefined);
    await shown.locator('understudy-bar').getByRole('dialog').waitFor();
  });
  await page.close();
}

async function signedIn(context: BrowserContext, email: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${stack.baseUrl}/sign-in`);
  await page.evaluate(
    (who) =>
      fetch('/sandbox/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: who, surface: 'web' }),
      }),
    email,
  );
  return page;
}

async function take(page: Page, address: string, name: string, ready: (page: Page) => Promise<unknown>): Promise<void> {
  await page.goto(`${stack.baseUrl}${address}`);
  await ready(page);
  await page.waitForTimeout(800); // fonts and the last answer
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  console.log(`docs/screenshots/${name}.png`);
}
