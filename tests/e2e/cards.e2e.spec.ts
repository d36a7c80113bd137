import { jest } from '@jest/globals';
import { EXAMPLES } from '@understudy/cards/examples';
import type { Browser } from 'playwright-core';
import { describeInBrowser, launchChromium } from '../support/chromium.js';
import { type Stack, startStack } from '../support/stack.js';
import { CARD, cardGallery, type CardGallery } from './card-gallery.js';
import { axeFindings, type Visitor, visitor } from './web-harness.js';

jest.setTimeout(600_000);

/** Every card in every state, drawn at the width Google draws it: long names, nothing, a hundred of everything. */
describeInBrowser('the cards of the add-on', () => {
  let stack: Stack;
  let browser: Browser;
  let visit: Visitor;
  let gallery: CardGallery;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), launchChromium()]);
    visit = await visitor(browser);
    gallery = await cardGallery(visit.page, stack.baseUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test.each(Object.keys(EXAMPLES))('%s fits into 300 px and can be used by everybody', async (name) => {
    const card = EXAMPLES[name];
    if (!card) throw new Error(`there is no card ${name}`);
    await gallery.show(card, true);
    expect({ overflows: await gallery.overflows(), axe: await axeFindings(visit.page, CARD) }).toEqual({
      overflows: [],
      axe: [],
    });
  });

  test('a card that does not fit is found', async () => {
    const wide = {
      text: 'Hand all of these customers over to somebody else',
      type: 'OUTLINED' as const,
      onClick: { openLink: { url: `${stack.baseUrl}/` } },
    };
    await gallery.show({
      header: { title: 'Too wide' },
      sections: [{ widgets: [{ buttonList: { buttons: [wide] } }] }],
    });
    expect(await gallery.overflows()).toEqual([expect.stringMatching(/^cut: .*Hand all of these/)]);
  });

  test('no card broke the page', () => {
    expect(visit.complaints).toEqual([]);
  });
});
