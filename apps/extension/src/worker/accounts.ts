import { browser } from 'wxt/browser';
import { onMessage, type Account, type Answer } from '../protocol.js';
import { say } from '../say.js';
import { removeFiles } from '../file-store.js';
import { askWhatNeedsMe, look } from './needs.js';
import { requireKnown, requireOwnPage } from './senders.js';
import { sessionStore } from './session-store.js';
import { revoke, signIn } from './sign-in.js';
import type { World } from './world.js';

/** Whose drafts lie here; kept over a sign-out, because they come back to the same person. */
const DRAFTS_OF = 'draftsOf';

/** Who is signed in, and coming and going. `changed` tells everybody who shows something. */
export function answerAccounts(world: World, changed: () => Promise<void>): void {
  const { session, person, answering } = world;
  onMessage('signIn', async ({ sender }) => {
    await requireKnown(sender);
    return enter(world, changed);
  });
  onMessage('account', async ({ sender }) => {
    requireOwnPage(sender);
    if (!(await session.isSignedIn())) return null;
    const answer = await answering(async () => ({ account: await person.account() }));
    return answer.ok ? answer.account : null;
  });
  onMessage('signOut', async ({ sender }) => {
    requireOwnPage(sender);
    await leave(world, changed);
  });
}

async function enter(world: World, changed: () => Promise<void>): Promise<Answer<{ account: Account }>> {
  const { session, person, answering, outbox } = world;
  const result = await signIn(session);
  if (result !== 'ok') {
    const message = result === 'offline' ? say('signIn.unreachable', __API_URL__) : say(`signIn.${result}`);
    return { ok: false, why: 'refused', code: `sign-in.${result}`, message, requestId: null, fields: [] };
  }
  await person.forget();
  const answer = await answering(async () => {
    await person.ask();
    return { account: await person.account() };
  });
  const known = await person.last();
  if (known) await dropDraftsOfOthers(known.userId);
  await changed();
  await askWhatNeedsMe(world);
  void outbox.flush().then(() => look(world));
  return answer;
}

/** Tokens, answers and name go from this computer; what is written and not sent stays for whoever wrote it (outbox.ts). */
async function leave(world: World, changed: () => Promise<void>): Promise<void> {
  const refreshToken = await sessionStore.refreshToken();
  await world.session.end();
  await world.person.forget();
  if (refreshToken) await revoke(refreshToken);
  await changed();
  await askWhatNeedsMe(world);
}

/** Somebody else at the same browser does not find what the one before was typing. */
async function dropDraftsOfOthers(userId: string): Promise<void> {
  const all = await browser.storage.local.get<Record<string, unknown>>(null);
  if (all[DRAFTS_OF] !== undefined && all[DRAFTS_OF] !== userId) {
    const drafts = Object.entries(all).filter(([key]) => key.startsWith('draft:'));
    await removeFiles(drafts.flatMap(([, draft]) => fileIdsIn(draft)));
    await browser.storage.local.remove(drafts.map(([key]) => key));
  }
  await browser.storage.local.set({ [DRAFTS_OF]: userId });
}

function fileIdsIn(draft: unknown): string[] {
  const files = typeof draft === 'object' && draft !== null && 'files' in draft ? draft.files : [];
  return Array.isArray(files)
    ? files.flatMap((file: { id?: unknown }) => (typeof file.id === 'string' ? [file.id] : []))
    : [];
}
