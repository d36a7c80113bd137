import type { Browser, Page } from 'playwright-core';
import { overflowOf, signInAs, untilAtRest, untilLive, visitor } from './web-harness.js';

/** A jump does everything on the way, in order: several days of a whole company. */
const JUMP_TIMEOUT_MS = 240_000;
/** What an answer says that is no failure: nobody is free yet, so the conversation is kept and waits (decision 2 of product.md). */
const KEPT = /^503 POST \/api\/[^/]+\/escalate$/;

type Words = string | RegExp;

/** Somebody at work in a browser of their own, who goes only where the screen leads. */
export interface Walker {
  readonly page: Page;
  /** What was wrong on the way: pages too wide, scripts that broke, what the policy refused, requests that failed. */
  readonly findings: string[];
  /** Waits for the page with this title; it has to fit its window. */
  arrive(title: Words): Promise<void>;
  /** Through the navigation at the left. */
  to(words: Words, title: Words): Promise<void>;
  /** Once changes arrive by themselves; before, the page would miss an event. */
  live(): Promise<void>;
}

/** Signs in at the first page, by the click that everybody makes there; no address is typed after that. */
export async function walker(browser: Browser, baseUrl: string, name: string): Promise<Walker> {
  const { page, complaints: findings } = await visitor(browser);
  page.on('console', (message) => {
    // Chromium's own line about a failed request has no words of ours; the answer below names it
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      findings.push(message.text());
  });
  page.on('response', (answer) => {
    const words = `${answer.status()} ${answer.request().method()} ${new URL(answer.url()).pathname}`;
    if (answer.status() >= 400 && !KEPT.test(words)) findings.push(words);
  });
  const arrive = async (title: Words): Promise<void> => {
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await untilAtRest(page);
    const overflow = await overflowOf(page);
    if (overflow > 0) findings.push(`${new URL(page.url()).pathname} is ${overflow} px too wide`);
  };
  await signInAs(page, baseUrl, name);
  return {
    page,
    findings,
    arrive,
    to: async (words, title) => {
      const link = page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: words });
      await link.click();
      // the page before stays drawn until this one is there, and with it the mark at its own link
      await link.and(page.locator('[aria-current=page]')).waitFor();
      await arrive(title);
    },
    live: () => untilLive(page),
  };
}

/** Jumps forward with the sandbox's clock at the foot of the navigation; `local` is a time of this computer, "2027-03-01T10:00". */
export async function jumpTo({ page }: Walker, local: string): Promise<void> {
  await page.getByRole('button', { name: 'Move the sandbox clock' }).click();
  const dialog = page.getByRole('dialog', { name: 'Jump forward' });
  await dialog.getByLabel('To', { exact: true }).selectOption('any');
  await dialog.getByLabel(/^Day and time/).fill(local);
  await dialog.getByRole('button', { name: 'Jump', exact: true }).click();
  await dialog.waitFor({ state: 'detached', timeout: JUMP_TIMEOUT_MS });
}

/** The Monday after today, in UTC. */
export function nextMonday(): Temporal.PlainDate {
  const today = Temporal.Now.plainDateISO('UTC');
  return today.add({ days: 8 - today.dayOfWeek });
}
