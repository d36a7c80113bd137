import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { say } from '../say.js';
import { badgeOf } from './badge-state.js';
import { gapOn } from './shown.js';

const KEY = 'standing';
const Counted = z.object({ open: z.number(), late: z.number(), nextDue: z.string() });
export type Counted = z.infer<typeof Counted>;
const NOTHING: Counted = { open: 0, late: 0, nextDue: '' };

/** The toolbar's badge and tooltip. What was counted last is kept until the browser closes, so that a new worker draws it again. */
export class Badge {
  constructor(
    private readonly isSignedIn: () => Promise<boolean>,
    private readonly keptCount: () => Promise<number>,
  ) {}

  async counted(counted: Counted): Promise<void> {
    await browser.storage.session.set({ [KEY]: counted });
    await this.draw();
  }

  /** For the window in front; every tab has its own, because the gap is the page's. */
  async draw(): Promise<void> {
    const [stored, isSignedIn, kept, tabs] = await Promise.all([
      browser.storage.session.get(KEY),
      this.isSignedIn(),
      this.keptCount(),
      browser.tabs.query({ active: true }),
    ]);
    const parsed = Counted.safeParse(stored[KEY]);
    const standing = { isSignedIn, kept, ...(parsed.success ? parsed.data : NOTHING) };
    await show({ ...standing, gap: '' });
    await Promise.allSettled(
      tabs.map(async ({ id }) => id !== undefined && show({ ...standing, gap: await gapOn(id) }, id)),
    );
  }
}

async function show(standing: Parameters<typeof badgeOf>[0], tabId?: number): Promise<void> {
  const { text, ground, ink, title, isOff } = badgeOf(standing, say);
  const where = tabId === undefined ? {} : { tabId };
  const path: Record<string, string> = isOff
    ? { 16: '/icon/off-16.png' }
    : { 16: '/icon/icon-16.png', 32: '/icon/icon-32.png' };
  await Promise.all([
    browser.action.setBadgeText({ ...where, text }),
    browser.action.setBadgeBackgroundColor({ ...where, color: ground }),
    browser.action.setBadgeTextColor({ ...where, color: ink }),
    browser.action.setTitle({ ...where, title }),
    browser.action.setIcon({ ...where, path }),
  ]);
}
