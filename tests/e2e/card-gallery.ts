import type { Page } from 'playwright-core';
import type { Card } from '@understudy/contracts';
import { frame } from '@understudy/cards/examples';
import { untilAtRest } from './web-harness.js';

export interface CardGallery {
  /** Draws a card in the add-on's place, all of it open where `open` says so. */
  show(card: Card, open?: boolean): Promise<void>;
  /** What does not fit at 300 px: a line each, nothing when the card reads well. */
  overflows(): Promise<string[]>;
  /** The card in sight as a PNG. */
  picture(): Promise<Buffer>;
}

/** Of the page: the card in sight, with the bar of its host. */
export const CARD = '.sb-dock:not([hidden]) .gcard';

/** The sandbox's own mailbox page, whose add-on shows whatever card it is given: any state can be looked at without a story that leads there. */
export async function cardGallery(page: Page, baseUrl: string): Promise<CardGallery> {
  let shown: Card | null = null;
  await page.route('**/sandbox/addon/run', (route) => route.fulfill({ json: { cards: shown ? [shown] : [] } }));
  await page.goto(`${baseUrl}/sandbox/mail?as=ben@harbor.example`);
  const again = page.getByRole('button', { name: 'Draw the card again' });
  return {
    show: async (card, open = false) => {
      shown = servedBy(baseUrl, card);
      await again.click();
      await page.getByRole('article', { name: card.header.title, exact: true }).waitFor();
      await untilAtRest(page);
      const more = page.getByRole('button', { name: 'Show more' });
      while (open && (await more.count()) > 0) await more.first().click();
      await page
        .locator(CARD)
        .evaluate((element) =>
          Promise.all(
            [...element.querySelectorAll('img')].map((image) =>
              image.decode().catch(() => image.classList.add('broken')),
            ),
          ),
        );
    },
    overflows: () => page.locator(CARD).evaluate(findOverflows),
    picture: async () => {
      // whole, not what a scrolled panel shows of it; and not with the button under the pointer that was pressed
      await page.evaluate(() => {
        for (const part of document.querySelectorAll<HTMLElement>('.sb-top, .sb-dock')) {
          part.style.position = 'static';
          part.style.maxHeight = 'none';
        }
      });
      await page.mouse.move(0, 0);
      return page.locator(CARD).screenshot();
    },
  };
}

/** The examples name a backend of their own; the pictures come from the one that runs. */
const servedBy = (baseUrl: string, card: Card): Card =>
  JSON.parse(JSON.stringify(card).replaceAll(frame.publicUrl, baseUrl));

/**
 * Runs in the page. Google cuts titles, labels above a row and buttons with an ellipsis; what matters is in none of them. Everything else has
 * to be inside the card, and pictures have to be there.
 */
function findOverflows(card: Element): string[] {
  const edge = card.getBoundingClientRect();
  const named = (element: Element) => `${element.className}: ${(element.textContent ?? '').slice(0, 60)}`;
  const mayBeCut = (element: Element) => element.closest('.cp-header, .cp-cut-always') !== null;
  const all = [...card.querySelectorAll('.card-preview *')];
  const outside = all.filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (right > edge.right + 0.5 || left < edge.left - 0.5) && !mayBeCut(element);
  });
  const cut = [...card.querySelectorAll('.cp-button')].filter((button) => button.scrollWidth > button.clientWidth + 1);
  const broken = [...card.querySelectorAll('img.broken')];
  return [
    ...outside.map((element) => `outside: ${named(element)}`),
    ...cut.map((element) => `cut: ${named(element)}`),
    ...broken.map((image) => `no picture: ${image.getAttribute('src') ?? ''}`),
  ];
}
