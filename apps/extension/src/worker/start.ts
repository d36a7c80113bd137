import { GetMe, ListCategories, Lookup, type AnswerOf } from '@understudy/contracts';
import { browser } from 'wxt/browser';
import { onMessage, sendMessage, type Account, type Answer } from '../protocol.js';
import { say } from '../say.js';
import type { Reader } from '../view/describe-who.js';
import { Api, ApiFailure } from './api.js';
import { answerBars } from './bar-acts.js';
import { escalate } from './escalate.js';
import { openPanel, RecordRefShape, SubjectShape } from './panel.js';
import { isRecordPage, requireKnown, requireOwnPage } from './senders.js';
import { Session } from './session.js';
import { keepFromPages, sessionStore } from './session-store.js';
import { exchange, revoke, signIn } from './sign-in.js';
import { listSiteAccess, sitesAt, syncContentScripts } from './site-access.js';
import { readPlaces } from '../sites/places.js';
import { customerHit, customersOf, whoCovers } from './who.js';

const session = new Session(sessionStore, exchange, () => Date.now());
const api = new Api(session, __API_URL__);

/** Who I am hardly changes; asked once per browser session. */
async function me(): Promise<AnswerOf<typeof GetMe>> {
  const { me: known } = await browser.storage.session.get<{ me?: AnswerOf<typeof GetMe> }>('me');
  if (known) return known;
  const answer = await api.call(GetMe, {});
  await browser.storage.session.set({ me: answer });
  return answer;
}

async function reader(): Promise<Reader> {
  const { user } = await me();
  return { userId: user.id, timeZone: user.time_zone, language: browser.i18n.getUILanguage() };
}

async function account(): Promise<Account> {
  const { user, tenant } = await me();
  return { name: user.name, email: user.email, tenant: tenant.name, timeZone: user.time_zone };
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
  await browser.action.setIcon({ path: await iconPaths() });
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(tabs.map(({ id }) => (id === undefined ? null : sendMessage('changed', undefined, id))));
}

async function iconPaths(): Promise<Record<string, string>> {
  if (!(await session.isSignedIn())) return { 16: '/icon/off-16.png' };
  return { 16: '/icon/icon-16.png', 32: '/icon/icon-32.png' };
}

async function startSession(): Promise<Answer<{ account: Account }>> {
  const result = await signIn(session);
  if (result !== 'ok') {
    const message = result === 'offline' ? say('signIn.unreachable', __API_URL__) : say(`signIn.${result}`);
    return { ok: false, why: 'refused', code: `sign-in.${result}`, message, requestId: null, fields: [] };
  }
  await browser.storage.session.remove('me');
  await tellRecordPages();
  return answering(async () => ({ account: await account() }));
}

async function endSession(): Promise<void> {
  const refreshToken = await sessionStore.refreshToken();
  await session.end();
  if (refreshToken) await revoke(refreshToken);
  await tellRecordPages();
}

function answerRecordPages(): void {
  onMessage('here', async ({ sender }) => {
    const known = await isRecordPage(sender);
    const sites = known ? await sitesAt(sender.url ?? '') : [];
    const kept = Object.entries(await readPlaces()).filter(([id]) => sites.some((site) => site.id === id));
    return { sites, places: Object.fromEntries(kept), signedIn: known && (await session.isSignedIn()) };
  });
  onMessage('whoCovers', async ({ sender, data }) => {
    await requireKnown(sender);
    return whoCovers(api, RecordRefShape.parse(data), reader);
  });
  onMessage('signIn', async ({ sender }) => {
    await requireKnown(sender);
    return startSession();
  });
  onMessage('openPanel', ({ sender, data }) => {
    // No await before the panel opens (panel.ts). Only ours can send messages here at all: there is no externally_connectable.
    const subject = SubjectShape.parse(data);
    if (sender.id !== browser.runtime.id || sender.tab?.id === undefined) throw new Error('openPanel without a tab');
    return openPanel(sender.tab.id, subject);
  });
}

function answerOwnPages(): void {
  onMessage('account', async ({ sender }) => {
    requireOwnPage(sender);
    if (!(await session.isSignedIn())) return null;
    const answer = await answering(async () => ({ account: await account() }));
    return answer.ok ? answer.account : null;
  });
  onMessage('signOut', async ({ sender }) => {
    requireOwnPage(sender);
    await endSession();
  });
  onMessage('siteAccess', ({ sender }) => {
    requireOwnPage(sender);
    return listSiteAccess();
  });
  onMessage('findCustomers', async ({ sender, data: query }) => {
    await requireKnown(sender);
    return answering(async () => {
      const [{ customers }, who] = [await api.call(Lookup, { query }), await reader()];
      return { customers: customers.map((hit) => customerHit(hit, who)) };
    });
  });
  onMessage('customerOf', ({ sender, data: record }) => {
    requireOwnPage(sender);
    return answering(async () => {
      const [only, ...more] = await customersOf(api, record);
      return { customer: only && !more.length ? customerHit(only, await reader()) : null };
    });
  });
  onMessage('categories', ({ sender }) => {
    requireOwnPage(sender);
    return answering(async () => ({ categories: (await api.call(ListCategories, {})).items }));
  });
  onMessage('escalate', ({ sender, data }) => {
    requireOwnPage(sender);
    return answering(async () => ({ done: await escalate(api, data.escalation, data.idempotencyKey, await reader()) }));
  });
}

/** Everything the service worker listens to, in the first turn: a listener added later misses the event that woke it. */
export function startWorker(): void {
  void keepFromPages();
  answerRecordPages();
  answerOwnPages();
  answerBars({ api, answering, who: (record) => whoCovers(api, record, reader) });
  const sync = (): void => void syncContentScripts().then(tellRecordPages);
  browser.runtime.onInstalled.addListener(sync);
  browser.runtime.onStartup.addListener(sync);
  browser.permissions.onAdded.addListener(sync);
  browser.permissions.onRemoved.addListener(sync);
}
