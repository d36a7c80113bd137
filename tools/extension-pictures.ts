// Pictures of the extension's states in light and dark, taken from the running product: `npm run screenshots:extension`. All of them go into
// .output/pictures of the extension, to be looked at beside the mock-ups; the few that the stores' listing shows also into docs/extension.
// `npm run screenshots:extension -- bar popup` takes those two only.
import type { Page } from 'playwright-core';
import { buildExtension, untilCutOff } from '../tests/e2e/extension-harness.js';
import { barHost, UNKNOWN } from '../tests/e2e/hosts/bar-host.js';
import { launchWithExtension } from '../tests/support/chromium.js';
import { startStack } from '../tests/support/stack.js';
import { tell } from '../tests/support/story.js';
import { type Album, openAlbum, PORTAL, SIZE } from './extension-album.js';
import { nobodyCovers, playStory, type Records } from './extension-story.js';

const stack = await startStack();
const extension = await buildExtension(stack.baseUrl);
try {
  const story = await tell(stack);
  const records = await playStory(story);
  await inBothSchemes(takeAll);
  await inBothSchemes(takeBackup);
  await nobodyCovers(story, records);
  await inBothSchemes(takeGap);

  async function inBothSchemes(takePictures: (album: Album, records: Records) => Promise<void>): Promise<void> {
    for (const scheme of ['light', 'dark'] as const) {
      const browser = await launchWithExtension({
        folder: extension.folder,
        colorScheme: scheme,
        origins: [...barHost.origins, `${PORTAL}/*`],
      });
      try {
        await takePictures(await openAlbum(browser, scheme, records), records);
      } finally {
        await browser.close();
      }
    }
  }
} finally {
  extension.remove();
  await stack.stop();
}

async function takeAll(album: Album, { covered, present }: Records): Promise<void> {
  const { context, worker, own, popup, recordPage, who, answer, each, asked, panel } = album;
  await each('popup-signed-out', () => own('popup.html'));
  await each('options-signed-out', () => own('options.html'));
  await each('panel-no-record', () => own('sidepanel.html'));
  await each('panel-signed-out', () => album.panelBeside(covered));
  await each('bar-signed-out', () => recordPage(covered));
  await album.signIn(/Mia Kruse/, 'mia@harbor.example');

  await each('bar', () => asked(covered));
  await each('bar-present', () => asked(present));
  await each('bar-unlinked', () => asked(UNKNOWN[0]));
  await each('bar-corner', () => recordPage(covered, 'layout=none'));
  await each('bar-menu', () => album.menu(covered));
  await each('bar-take-over', async () => {
    const page = await asked(covered);
    await answer(page).getByRole('button', { name: 'Take over' }).click();
    await answer(page).getByText('You answer for').waitFor();
    return page;
  });
  await each('bar-collapsed', async () => {
    const page = await album.menu(covered);
    await page.getByRole('menuitem', { name: 'Collapse to handle' }).click();
    await who(page).hover();
    return page;
  });
  await each('bar-whole-again', async () => {
    const page = await album.menu(covered);
    await page.getByRole('menuitem', { name: 'Show the whole bar' }).click();
    return page;
  });
  await each('bar-offline', async () => {
    const page = await asked(covered);
    await page.keyboard.press('Escape');
    await context.setOffline(true);
    await who(page).click();
    await answer(page).waitFor();
    return page;
  });
  await context.setOffline(false);

  await each('panel', () => panel(covered));
  /** The form, all but sent. */
  const filled = async (): Promise<Page> => {
    const page = await panel(covered);
    await page.getByText('Technical', { exact: true }).click();
    await page.getByLabel('Title').fill('Export stops at 5,000 rows');
    await page
      .getByLabel('What happened?')
      .fill('Since Tuesday every export ends there. Their month closes on Friday.');
    await page.getByText(/^Goes to/).waitFor();
    return page;
  };
  await each('panel-filled', filled);
  await each('panel-sent', async () => {
    const page = await filled();
    await page.getByRole('button', { name: /^Escalate as/ }).click();
    await page.getByText('First answer by').waitFor();
    return page;
  });
  await each('popup-mine', () => popup(covered));
  await each('popup-other-site', () =>
    own('popup.html', { url: 'https://portal.halvorsund.example/a/7', title: 'Partner portal' }),
  );
  await each('popup-search', async () => {
    const page = await popup(covered);
    await page.getByRole('searchbox').fill('co');
    await page.locator('.hit').first().waitFor();
    return page;
  });
  await each('options', () => own('options.html'));
  await each('picker', async () => {
    const options = await own('options.html');
    await options.getByRole('button', { name: 'Add a site by pointing' }).click();
    await options.getByLabel("Address of a customer's page").fill(`${PORTAL}/account/000-1177`);
    const opened = context.waitForEvent('page');
    await options.getByRole('button', { name: 'Go there and point' }).click();
    const page = await opened;
    await page.setViewportSize(SIZE);
    await page.locator('understudy-picker').getByRole('dialog').waitFor();
    const title = await page.locator('h1').boundingBox();
    if (title) await page.mouse.move(title.x + 20, title.y + title.height / 2); // what points lies over the page
    return page;
  });

  // What the demo world's API does not answer: the worker hears it instead.
  const hears = (answering: string): Promise<void> =>
    worker.evaluate(`(() => { const real = globalThis.realFetch ??= fetch; globalThis.fetch = async (to, how) =>
      String(to).endsWith('/api/lookup') ? (${answering})(real, to, how) : real(to, how); })()`);
  await hears(`async (real, to, how) => { const all = [];
    for (const id of ${JSON.stringify([covered, present])}) {
      const found = await real(to, { ...how, body: JSON.stringify({ crm: { system: 'attio', record_id: id } }) });
      all.push(...(await found.json()).customers);
    }
    return Response.json({ customers: all }); }`);
  await each('bar-several', () => asked(UNKNOWN[1]));
  await hears(`async () => Response.json({ type: 'about:blank', title: 'Not allowed', status: 403,
    code: 'identity.not-allowed', detail: 'Not allowed', instance: '/api/lookup', request_id: 'r', trace_id: 't', errors: [] },
    { status: 403, headers: { 'content-type': 'application/problem+json' } })`);
  await each('bar-forbidden', () => asked(UNKNOWN[1]));
}

/** What Ben sees, who covers for Ana. */
async function takeBackup({ signIn, each, popup, panel, asked }: Album, { covered }: Records): Promise<void> {
  await signIn(/Ben Vogel/, 'ben@harbor.example');
  await each('bar-you-cover', () => asked(covered));
  await each('popup', () => popup(covered));
  for (const [tab, words] of [
    ['brief', 'Brief'],
    ['escalations', 'Escalations'],
  ] as const)
    await each(`panel-${tab}`, async () => {
      const page = await panel(covered);
      await page.getByRole('button', { name: words }).click();
      return page;
    });
}

async function takeGap(album: Album, { gap, present }: Records): Promise<void> {
  const { worker, who, answer, each, asked } = album;
  // Everybody else who could take over is away.
  await album.signIn(/^Ada/, 'ada@harbor.example');
  await each('bar-gap', () => asked(gap));
  await each('bar-gap-take-over', async () => {
    const page = await asked(gap);
    await answer(page).getByRole('button', { name: 'Take over' }).click();
    await answer(page).getByText('You answer for').waitFor();
    return page;
  });
  await each('bar-updated', async () => {
    const page = await album.recordPage(present);
    await worker.evaluate('chrome.runtime.reload()').catch(() => undefined);
    await untilCutOff(page);
    await who(page).click();
    return page;
  });
}
