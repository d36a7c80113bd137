import { Lookup } from '@understudy/contracts';
import { browser, type Browser } from 'wxt/browser';
import { sendMessage, type PanelTab, type Subject } from '../protocol.js';
import { say } from '../say.js';
import { ApiFailure } from './api.js';
import { openPanel } from './panel.js';
import { suggestionsOf } from './suggestions.js';
import { customerHit } from './who.js';
import type { World } from './world.js';

const MENU = 'escalate';
const WEB = ['http://*/*', 'https://*/*'];

/** The other ways to the same thing: right click, keys, address bar. Listens in the first turn; the menu itself is made at install. */
export function openWaysIn(world: World): void {
  browser.runtime.onInstalled.addListener(() => void makeMenu());
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === MENU && tab) void open(tab, 'escalate', info.selectionText ?? '');
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (tab && command === 'escalate') void open(tab, 'escalate', '');
    else if (tab && command === 'brief') void open(tab, 'brief', '');
    else if (tab && command === 'who') void ask(tab);
  });
  listenToAddressBar(world);
}

async function makeMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: MENU,
    title: say('menu.escalate'),
    contexts: ['page', 'selection', 'link'],
    documentUrlPatterns: WEB,
  });
}

/** The page's own record where it shows one; else its address and title, which the person's act has opened to us (activeTab). */
async function open({ id, url = '', title = '' }: Browser.tabs.Tab, tab: PanelTab, selected: string): Promise<void> {
  if (id === undefined) return;
  const page = { url: /^https?:/.test(url) ? url.slice(0, 2000) : '', title: title.slice(0, 1000), name: '' };
  const plain: Subject = {
    record: null,
    customer: null,
    page,
    tab,
    ...(selected ? { text: selected.slice(0, 5000) } : {}),
  };
  await openPanel(id, plain, recordOf(id, plain));
}

/** A tab without our script has nobody who answers. */
async function recordOf(tabId: number, plain: Subject): Promise<Subject> {
  try {
    const shown = await sendMessage('subject', undefined, tabId);
    return shown ? { ...plain, record: shown.record, page: shown.page } : plain;
  } catch {
    return plain;
  }
}

/** As pressing "Who's covering?"; where no bar stands, the panel answers. */
async function ask(tab: Browser.tabs.Tab): Promise<void> {
  if (tab.id === undefined) return;
  const isShown = await sendMessage('ask', undefined, tab.id).catch(() => false);
  if (!isShown) await open(tab, 'brief', '');
}

/** `us <customer>`: names appear while typing, and Enter opens the customer's page. */
function listenToAddressBar({ api, person }: World): void {
  browser.omnibox.setDefaultSuggestion({ description: say('menu.omnibox') });
  browser.omnibox.onInputChanged.addListener((text, suggest) => {
    void find(text).then((hits) => suggest(suggestionsOf(hits, __API_URL__)));
  });
  browser.omnibox.onInputEntered.addListener((text, disposition) => {
    void go(text).then((url) => show(url, disposition));
  });

  async function find(text: string) {
    const query = text.trim().slice(0, 200);
    if (query.length < 2) return [];
    try {
      const [{ customers }, reader] = [await api.call(Lookup, { query }), await person.reader()];
      return customers.map((hit) => customerHit(hit, reader));
    } catch (error) {
      if (error instanceof ApiFailure) return [];
      throw error;
    }
  }

  /** A suggestion is its address; words that were only typed are looked up, and one who is found is opened. */
  async function go(text: string): Promise<string> {
    const base = new URL('/customers', __API_URL__).href;
    if (text.startsWith(`${base}/`)) return text;
    const [first] = await find(text);
    return first ? `${base}/${first.id}` : base;
  }
}

async function show(url: string, disposition: `${Browser.omnibox.OnInputEnteredDisposition}`): Promise<void> {
  if (disposition === 'currentTab') await browser.tabs.update({ url });
  else await browser.tabs.create({ url, active: disposition === 'newForegroundTab' });
}
