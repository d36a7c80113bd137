import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { onMessage, type Picking } from '../protocol.js';
import { originOf } from '../sites/origins.js';
import { recordAt } from '../sites/record.js';
import { allSites } from '../sites/site-store.js';
import { Site } from '../sites/site.js';
import { requireOwnPage } from './senders.js';
import type { Browser } from 'wxt/browser';
import type { SiteActs } from './site-acts.js';

/** entrypoints/picker.ts */
const SCRIPT = 'picker.js';
const text = (max: number) => z.string().check(z.maxLength(max));
const Pointed = z.strictObject({
  step: z.enum(['name', 'place', 'check']),
  base: z.nullable(Site),
  siteName: text(60),
  names: z.array(text(300)).check(z.maxLength(20)),
  anchors: z.array(text(300)).check(z.maxLength(20)),
  rule: z.nullable(Site.shape.records.element),
  checked: z.array(text(300)).check(z.maxLength(50)),
});
const Start = z.strictObject({ address: text(2000), siteId: z.nullable(text(60)) });

const keyOf = (tabId: number): string => `picking:${tabId}`;

async function pickingIn(tabId: number | undefined): Promise<Picking | null> {
  if (tabId === undefined) return null;
  const stored = await browser.storage.session.get(keyOf(tabId));
  const read = Pointed.safeParse(stored[keyOf(tabId)]);
  return read.success ? read.data : null;
}

const keep = (tabId: number, picking: Picking): Promise<void> =>
  browser.storage.session.set({ [keyOf(tabId)]: picking });

/** The tab of a message from our own script in its top frame, in which somebody is pointing now. Throws for everybody else. */
async function pickingTab(sender: Browser.runtime.MessageSender): Promise<number> {
  const tabId = sender.tab?.id;
  const isOurs = sender.id === browser.runtime.id && sender.frameId === 0 && tabId !== undefined;
  if (!isOurs || !(await pickingIn(tabId)))
    throw new Error(`message from ${sender.origin ?? 'nowhere'} refused: nobody points there`);
  return tabId;
}

/** Pointing at a page (surfaces.md: "A point-and-click picker in the options page makes a new one on any web app"). */
export function answerPicker(sites: SiteActs): void {
  // a new tab may ask before its beginning is kept
  let starting: Promise<unknown> = Promise.resolve();
  onMessage('startPicker', ({ sender, data }) => {
    requireOwnPage(sender);
    const { address, siteId } = Start.parse(data);
    const started = startPicker(address, siteId);
    starting = started.catch(() => undefined);
    return started;
  });
  onMessage('picking', async ({ sender }) => {
    if (sender.id !== browser.runtime.id || sender.frameId !== 0) return null;
    await starting;
    return pickingIn(sender.tab?.id);
  });
  onMessage('keepPicking', async ({ sender, data }) => {
    const tabId = await pickingTab(sender);
    await keep(tabId, Pointed.parse(data));
  });
  onMessage('endPicker', async ({ sender, data: site }) => {
    const tabId = await pickingTab(sender);
    const picking = await pickingIn(tabId);
    const kept = site === null ? { problems: [] } : await sites.keep(await named(site, picking?.base ?? null));
    if (kept.problems.length) return kept;
    await browser.storage.session.remove(keyOf(tabId));
    await unregister();
    if (site !== null) await browser.runtime.openOptionsPage();
    return kept;
  });
}

/** A new site is not to stand in for another one that happens to be called alike. */
async function named(site: unknown, base: Site | null): Promise<unknown> {
  const read = Site.safeParse(site);
  if (base || !read.success) return site;
  const taken = new Set((await allSites()).filter(({ from }) => from !== 'own').map(({ site: { id } }) => id));
  let id = read.data.id;
  for (let count = 2; taken.has(id); count += 1) id = `${read.data.id.slice(0, 56)}-${count}`;
  return { ...read.data, id };
}

/**
 * Puts the script that points into one tab, and into whatever that tab loads until pointing ends: the check asks for a second
 * record. The script asks first whether its tab is the one, so that other tabs of the same origin stay as they are.
 */
async function startPicker(address: string, siteId: string | null): Promise<void> {
  const known = (await allSites()).find(({ site }) => site.id === siteId)?.site ?? null;
  const origin = originOf(address);
  if (!origin) throw new Error(`${address} is no address of a site`);
  const picking: Picking = {
    step: known ? 'place' : 'name',
    base: known,
    siteName: known?.name ?? '',
    names: known?.names ?? [],
    anchors: [],
    rule: null,
    checked: [],
  };
  await unregister();
  await browser.scripting.registerContentScripts([
    { id: 'picker', js: [SCRIPT], matches: [origin], runAt: 'document_idle', persistAcrossSessions: false },
  ]);
  const open = await openTab(address, origin, known);
  if (open?.id !== undefined) {
    await keep(open.id, picking);
    await browser.tabs.update(open.id, { active: true });
    await browser.scripting.executeScript({ target: { tabId: open.id }, files: [`/${SCRIPT}`] });
    return;
  }
  const tab = await browser.tabs.create({ url: address });
  if (tab.id === undefined) throw new Error('a new tab has no id');
  await keep(tab.id, picking);
}

/** The tab that shows this address already, or a record of the site that gets a new place. */
async function openTab(address: string, origin: string, known: Site | null): Promise<Browser.tabs.Tab | undefined> {
  const tabs = await browser.tabs.query({ url: origin });
  return tabs.find(({ url }) => url === address || (known && url && recordAt([known], url)));
}

async function unregister(): Promise<void> {
  const known = await browser.scripting.getRegisteredContentScripts({ ids: ['picker'] });
  if (known.length) await browser.scripting.unregisterContentScripts({ ids: ['picker'] });
}
