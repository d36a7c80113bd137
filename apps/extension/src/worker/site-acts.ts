import { ListAdminCrmSites, PutCrmSite } from '@understudy/contracts';
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { onMessage, type Answer } from '../protocol.js';
import { allSites, keepOwnSites, ownSites } from '../sites/site-store.js';
import { Site } from '../sites/site.js';
import type { Api } from './api.js';
import { requireOwnPage } from './senders.js';
import { listSiteAccess } from './site-access.js';
import { isDue, refreshSites } from './site-refresh.js';

export interface SiteWorld {
  readonly api: Api;
  tenantId(): Promise<string>;
  isSignedIn(): Promise<boolean>;
  answering<T extends object>(work: () => Promise<T>): Promise<Answer<T>>;
  /** Sites changed: scripts are registered anew and open record pages ask again. */
  changed(): Promise<void>;
}

const SiteId = z.string().check(z.maxLength(60));
const Switch = z.strictObject({ siteId: SiteId, isOff: z.boolean() });

/** What options do to sites; and the organisation's sites, kept fresh. */
export class SiteActs {
  #refreshing: Promise<boolean> | null = null;

  constructor(private readonly world: SiteWorld) {}

  listen(): void {
    onMessage('siteAccess', ({ sender }) => {
      requireOwnPage(sender);
      return listSiteAccess();
    });
    onMessage('refreshSites', ({ sender }) => {
      requireOwnPage(sender);
      return this.refresh();
    });
    onMessage('keepSite', ({ sender, data }) => {
      requireOwnPage(sender);
      return this.keep(data);
    });
    onMessage('removeSite', async ({ sender, data }) => {
      requireOwnPage(sender);
      await this.#forget(SiteId.parse(data));
      void this.world.changed();
    });
    onMessage('siteAsJson', async ({ sender, data }) => {
      requireOwnPage(sender);
      return JSON.stringify(await siteById(SiteId.parse(data)), null, 2);
    });
    onMessage('shareSite', ({ sender, data }) => {
      requireOwnPage(sender);
      return this.world.answering(() => this.#share(SiteId.parse(data)));
    });
    onMessage('switchSite', ({ sender, data }) => {
      requireOwnPage(sender);
      const { siteId, isOff } = Switch.parse(data);
      return this.world.answering(() => this.#switch(siteId, isOff));
    });
  }

  /** Called where a record page opens: a site that an admin switched off stays on for ten minutes at most. Does not wait. */
  async refreshIfDue(): Promise<void> {
    if (await isDue()) await this.refresh();
  }

  /** Asks now, once at a time. False when nobody answered; without a sign-in nobody is asked. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  /** Keeps a site on this computer when it passes the API's rules. A site of the same id is replaced. */
  async keep(given: unknown): Promise<{ problems: string[] }> {
    const read = Site.safeParse(given);
    if (!read.success)
      return { problems: read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) };
    const others = (await ownSites()).filter(({ id }) => id !== read.data.id);
    await keepOwnSites([...others, read.data]);
    void this.world.changed();
    return { problems: [] };
  }

  async #refresh(): Promise<boolean> {
    if (!(await this.world.isSignedIn())) return false;
    const refreshed = await refreshSites(this.world.api, () => this.world.tenantId());
    // Not waited for: telling every tab can take long, and says nothing about what the server answered.
    if (refreshed === 'changed') void this.world.changed();
    return refreshed !== 'unreachable';
  }

  /** An answer that was asked for before the change does not hold it: asked once more. */
  async #refreshAfter(): Promise<void> {
    await this.#refreshing;
    await this.refresh();
  }

  async #forget(siteId: string): Promise<void> {
    await keepOwnSites((await ownSites()).filter(({ id }) => id !== siteId));
  }

  /** The organisation has it then, and what was made here is no longer needed. */
  async #share(siteId: string): Promise<object> {
    const site = await siteById(siteId);
    await this.#put(siteId, () => ({ site, enabled: true }));
    await this.#forget(siteId);
    await this.#refreshAfter();
    return {};
  }

  async #switch(siteId: string, isOff: boolean): Promise<object> {
    await this.#put(siteId, (known) => ({ site: known, enabled: !isOff }));
    await this.#refreshAfter();
    return {};
  }

  /** On the version that is there now: two admins at once do not undo each other. */
  async #put(siteId: string, change: (known: Site | null) => { site: Site | null; enabled: boolean }): Promise<void> {
    const { items } = await this.world.api.call(ListAdminCrmSites, {});
    const known = items.find(({ id }) => id === siteId);
    const options = known ? { ifMatch: known.version } : {};
    await this.world.api.call(PutCrmSite, { site_id: siteId, ...change(known?.site ?? null) }, options);
  }
}

async function siteById(siteId: string): Promise<Site> {
  const known = (await allSites()).find(({ site }) => site.id === siteId);
  if (!known) throw new Error(`no site ${siteId}`);
  return known.site;
}

/** The organisation's sites come with the browser's start and the extension's; the caller adds sign-in and opened records. */
export function startSites(world: SiteWorld): SiteActs {
  const acts = new SiteActs(world);
  acts.listen();
  const refresh = (): void => void acts.refresh();
  // Whatever wakes the worker regularly, while somebody is signed in: pages that stay open learn of a switch, too.
  browser.alarms.onAlarm.addListener(() => void acts.refreshIfDue());
  browser.runtime.onStartup.addListener(refresh);
  browser.runtime.onInstalled.addListener(refresh);
  return acts;
}
