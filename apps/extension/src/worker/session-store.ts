import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { SessionStore } from './session.js';

const Access = z.object({ token: z.string(), expiresAt: z.number() });

/** storage.session is not open to content scripts; storage.local is until we say otherwise, which keepFromPages does. */
export const sessionStore: SessionStore = {
  async access() {
    const { access } = await browser.storage.session.get('access');
    const parsed = Access.safeParse(access);
    return parsed.success ? parsed.data : null;
  },
  async refreshToken() {
    const { refreshToken } = await browser.storage.local.get('refreshToken');
    return typeof refreshToken === 'string' ? refreshToken : null;
  },
  async save(access, refreshToken) {
    await browser.storage.local.set({ refreshToken });
    await browser.storage.session.set({ access });
  },
  async clear() {
    await Promise.all([browser.storage.session.clear(), browser.storage.local.remove('refreshToken')]);
  },
};

/** Shuts both stores to content scripts, which run beside the page's own code. Called first thing at every start. */
export async function keepFromPages(): Promise<void> {
  const accessLevel = 'TRUSTED_CONTEXTS';
  await Promise.all([
    browser.storage.local.setAccessLevel({ accessLevel }),
    browser.storage.session.setAccessLevel({ accessLevel }),
  ]);
}
