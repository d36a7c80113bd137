import { browser } from 'wxt/browser';
import { onMessage, sendMessage, type Answer } from '../protocol.js';
import { readPlaces } from '../sites/places.js';
import { answerAccounts } from './accounts.js';
import { Api, ApiFailure } from './api.js';
import { Badge } from './badge.js';
import { answerBars } from './bar-acts.js';
import { answerCustomers } from './customers.js';
import { answerDesk } from './desk-answers.js';
import { askWhatNeedsMe, watchNeeds } from './needs.js';
import { AskedShape, openPanel, RecordRefShape, SubjectShape } from './panel.js';
import { Person } from './person.js';
import { answerPicker } from './picking.js';
import { answerSending, keptCount, makeOutbox } from './sending.js';
import { isRecordPage, requireRecordOf } from './senders.js';
import { Session } from './session.js';
import { keepFromPages, sessionStore } from './session-store.js';
import { forgetClosedTabs, noteCustomerBehind, saveShown } from './shown.js';
import { exchange } from './sign-in.js';
import { sitesAt, syncContentScripts } from './site-access.js';
import { startSites, type SiteActs } from './site-acts.js';
import { answerTakeOvers } from './take-over.js';
import { openWaysIn } from './ways-in.js';
import { whoCovers } from './who.js';
import type { World } from './world.js';

function makeWorld(): World {
  const session = new Session(sessionStore, exchange, () => Date.now());
  const api = new Api(session, __API_URL__);
  const person = new Person(api);
  const badge = new Badge(
    () => session.isSignedIn(),
    () => keptCount(person),
  );
  const outbox = makeOutbox({ api, session, person, changed: () => badge.draw() });
  return { session, api, person, badge, outbox, answering };
}

/** Failures that a person can understand become answers; a bug rises and is logged by the browser. */
async function answering<T extends object>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, ...(await work()) };
  } catch (error) {
    if (error instanceof ApiFailure) return { ok: false, ...error.failure };
    throw error;
  }
}

/** Record pages ask again what is true now. A tab without our script does not answer, which is no failure. */
async function tellRecordPages(): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(tabs.map(({ id }) => (id === undefined ? null : sendMessage('changed', undefined, id))));
}

function answerRecordPages(world: World, sites: SiteActs): void {
  const { api, session, person, badge } = world;
  onMessage('here', async ({ sender }) => {
    void sites.refreshIfDue();
    const known = await isRecordPage(sender);
    const here = known ? await sitesAt(sender.url ?? '') : [];
    const kept = Object.entries(await readPlaces()).filter(([id]) => here.some((site) => site.id === id));
    return { sites: here, places: Object.fromEntries(kept), signedIn: known && (await session.isSignedIn()) };
  });
  onMessage('whoCovers', async ({ sender, data }) => {
    const { record, shown } = AskedShape.parse(data);
    await requireRecordOf(sender, record);
    const view = await whoCovers(api, record, () => person.reader());
    await noteCustomerBehind(shown, record);
    await badge.draw();
    return view;
  });
  onMessage('recordShown', async ({ sender, data }) => {
    if (!(await isRecordPage(sender)) || sender.tab?.id === undefined) return;
    await saveShown(sender.tab.id, data && RecordRefShape.parse(data));
    await badge.draw();
  });
  onMessage('openPanel', ({ sender, data }) => {
    // No await before the panel opens (panel.ts). Only ours can send messages here at all: there is no externally_connectable.
    const subject = SubjectShape.parse(data);
    if (sender.id !== browser.runtime.id || sender.tab?.id === undefined) throw new Error('openPanel without a tab');
    return openPanel(sender.tab.id, subject);
  });
}

/** Everything the service worker listens to, in the first turn: a listener added later misses the event that woke it. */
export function startWorker(): void {
  void keepFromPages();
  const world = makeWorld();
  const { api, session, person, badge, outbox } = world;
  const changed = async (): Promise<void> => {
    await Promise.all([badge.draw(), tellRecordPages()]);
  };
  const sites = startSites({
    api,
    answering,
    tenantId: async () => (await person.known()).tenantId,
    isSignedIn: () => session.isSignedIn(),
    changed: () => syncContentScripts().then(changed),
  });
  answerPicker(sites);
  answerRecordPages(world, sites);
  answerAccounts(world, async () => {
    void sites.refresh();
    await changed();
  });
  answerCustomers(world);
  answerDesk(world);
  answerSending(world);
  answerTakeOvers(world);
  answerBars({ api, answering, who: (record) => whoCovers(api, record, () => person.reader()) });
  watchNeeds(world);
  openWaysIn(world);
  forgetClosedTabs();
  browser.tabs.onActivated.addListener(() => void badge.draw());

  const sync = (): void => void syncContentScripts().then(changed);
  const begin = (): void => {
    sync();
    void askWhatNeedsMe(world);
    void outbox.flush();
  };
  browser.runtime.onInstalled.addListener(begin);
  browser.runtime.onStartup.addListener(begin);
  browser.permissions.onAdded.addListener(sync);
  browser.permissions.onRemoved.addListener(sync);
}
