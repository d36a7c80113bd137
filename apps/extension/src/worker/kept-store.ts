import { browser } from 'wxt/browser';
import type { Kept } from '../kept.js';
import type { KeptStore } from './outbox.js';

const KEY = 'kept';

/** On disk, shut to content scripts (session-store.ts). Written by the worker alone, which is the only reader of its own writing. */
export const keptStore: KeptStore = {
  async read() {
    const stored = await browser.storage.local.get<Record<string, readonly Kept[] | undefined>>(KEY);
    return stored[KEY] ?? [];
  },
  async write(all) {
    await browser.storage.local.set({ [KEY]: all });
  },
};
