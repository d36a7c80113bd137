import { GetMe, type AnswerOf } from '@understudy/contracts';
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Account } from '../protocol.js';
import { say } from '../say.js';
import { Days } from '../view/days.js';
import type { Reader } from '../view/describe-who.js';
import { ApiFailure, type Api } from './api.js';

const KEY = 'person';
/** What is known of whoever is signed in, also without a connection and after the browser was closed. */
const Known = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  timeZone: z.string(),
  tenant: z.string(),
  tenantId: z.string(),
  /** How far the product's clock is ahead of this computer's, milliseconds; the sandbox moves it. */
  aheadMs: z.number(),
});
type Known = z.infer<typeof Known>;

/** Who is signed in. Asked once per browser session, and whenever `fresh`; without a connection the last answer counts. */
export class Person {
  #isAsked = false;

  constructor(private readonly api: Api) {}

  /** The whole answer, from the server. */
  async ask(): Promise<AnswerOf<typeof GetMe>> {
    const me = await this.api.call(GetMe, {});
    const { user, tenant } = me;
    const known: Known = {
      userId: user.id,
      name: user.name,
      email: user.email,
      roles: user.roles,
      timeZone: user.time_zone,
      tenant: tenant.name,
      tenantId: tenant.id,
      aheadMs: Date.parse(me.now) - Date.now(),
    };
    this.#isAsked = true;
    await browser.storage.local.set({ [KEY]: known });
    return me;
  }

  /** Null when nobody has signed in on this computer since the last sign-out. */
  async last(): Promise<Known | null> {
    const stored = await browser.storage.local.get(KEY);
    const parsed = Known.safeParse(stored[KEY]);
    return parsed.success ? parsed.data : null;
  }

  /** Throws ApiFailure when nothing is known and nobody can be asked. */
  async known(): Promise<Known> {
    const last = await this.last();
    if (last && this.#isAsked) return last;
    try {
      await this.ask();
    } catch (error) {
      if (!last || !(error instanceof ApiFailure) || error.failure.why !== 'offline') throw error;
      return last;
    }
    return this.known();
  }

  async reader(): Promise<Reader> {
    const { userId, timeZone, roles } = await this.known();
    return { userId, timeZone, roles, language: say('languageTag') };
  }

  async account(): Promise<Account> {
    const { name, email, tenant, timeZone, roles } = await this.known();
    return { name, email, tenant, timeZone, isAdmin: roles.includes('admin') };
  }

  /** Words for instants, and the product's now. */
  async clock(): Promise<{ days: Days; now: string }> {
    const { timeZone, aheadMs } = await this.known();
    const now = new Date(Date.now() + aheadMs).toISOString();
    return { days: new Days(say('languageTag'), timeZone), now };
  }

  /** Of somebody who signed out, or of the one before who signed in now. */
  async forget(): Promise<void> {
    this.#isAsked = false;
    await browser.storage.local.remove(KEY);
  }
}
