import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '@understudy/cards/examples';
import { cardGallery } from '../tests/e2e/card-gallery.js';
import { visitor } from '../tests/e2e/web-harness.js';
import { launchChromium } from '../tests/support/chromium.js';
import { PROBLEM_CARDS } from './problem-cards.js';

interface Picture {
  readonly name: string;
  readonly png: Buffer;
}

/**
 * Every card of the add-on in every state, light, as sheets of one subject each: `cards-SUBJECT.png`; of very long ones the beginning. Needs a
 * running product.
 */
export async function takeCardSheets(baseUrl: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium();
  try {
    const { page } = await visitor(browser, { width: 1440, height: 1000, colorScheme: 'light' });
    const gallery = await cardGallery(page, baseUrl);
    const pictures: Picture[] = [];
    for (const [name, card] of Object.entries({ ...EXAMPLES, ...PROBLEM_CARDS })) {
      await gallery.show(card);
      pictures.push({ name, png: await gallery.picture() });
    }
    const sheet = await (await browser.newContext({ viewport: { width: 1320, height: 400 } })).newPage();
    for (const [subject, all] of Map.groupBy(pictures, ({ name }) => subjectOf(name))) {
      await sheet.setContent(sheetOf(all));
      await sheet.screenshot({ path: path.join(folder, `cards-${subject}.png`), fullPage: true });
      console.log(`cards-${subject}.png: ${all.map(({ name }) => name).join(', ')}`);
    }
  } finally {
    await browser.close();
  }
}

/** The first word says what a card is about; what stands alone is beside its like. */
function subjectOf(name: string): string {
  const [first = name] = name.split('-');
  return SUBJECTS[first] ?? first;
}
const SUBJECTS: Readonly<Record<string, string>> = {
  covered: 'message',
  mine: 'message',
  owner: 'message',
  gap: 'message',
  several: 'message',
  unknown: 'message',
  escalated: 'escalate',
  calendar: 'calendar-home',
  event: 'meeting',
  decline: 'answers',
  activity: 'answers',
  why: 'answers',
  release: 'answers',
  note: 'answers',
};

const sheetOf = (pictures: readonly Picture[]): string => `<!doctype html>
  <style>
    body { margin: 16px; columns: 4; column-gap: 16px; background: #fcfcfd; font: 13px/18px Inter, sans-serif; color: #60646c }
    figure { margin: 0 0 16px; break-inside: avoid }
    div { max-height: 1100px; overflow: hidden }
    img { display: block; width: 302px }
    figcaption { padding: 4px 2px }
  </style>
  ${pictures
    .map(
      ({ name, png }) =>
        `<figure><div><img src="data:image/png;base64,${png.toString('base64')}"></div><figcaption>${name}</figcaption></figure>`,
    )
    .join('')}`;
