import { AcceptCoverage, AcknowledgeEscalation, ListNotifications, ReadNotification } from '@understudy/contracts';
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { wantsNotifications } from '../notify-store.js';
import { say } from '../say.js';
import { ApiFailure } from './api.js';
import { myEscalations, tellingOf } from './home.js';
import { MOST_AT_ONCE, toAnnounce, type Need, type NeedAction } from './needs-state.js';
import type { World } from './world.js';

const ALARM = 'needs-me';
/**
 * Asked only while somebody is signed in: two requests, which send nothing but who asks. Two minutes, because the shortest time in
 * which somebody has to answer is fifteen (product.md 16).
 */
const EVERY_MINUTES = 2;
const SINCE = 'announcedUntil';
const PREFIX = 'need:';

const Shown = z.object({
  link: z.nullable(z.string()),
  actions: z.array(z.enum(['accept', 'acknowledge', 'open'])),
  assignmentId: z.nullable(z.string()),
  escalationId: z.nullable(z.string()),
});

/** Set while somebody is signed in, gone when they are not. Safe to repeat. */
export async function askWhatNeedsMe({ session }: World): Promise<void> {
  if (!(await session.isSignedIn())) {
    await browser.alarms.clear(ALARM);
    await browser.storage.local.remove(SINCE);
  } else if (!(await browser.alarms.get(ALARM))) {
    await browser.alarms.create(ALARM, { delayInMinutes: 0.5, periodInMinutes: EVERY_MINUTES });
  }
}

/** Counts what is open for the badge, and announces what is new. Without a connection it waits for the next time. */
export async function look(world: World): Promise<void> {
  if (!(await world.session.isSignedIn())) return askWhatNeedsMe(world);
  try {
    await myEscalations(world, await tellingOf(world));
    const { items } = await world.api.call(ListNotifications, { unread: 'true', limit: 50 });
    await announce(items, world);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
  }
}

async function announce(items: Parameters<typeof toAnnounce>[0], world: World): Promise<void> {
  const { [SINCE]: stored } = await browser.storage.local.get(SINCE);
  // What was there before the first look is in the dashboard already.
  const since = typeof stored === 'string' ? stored : (await world.person.clock()).now;
  const { needs, until } = toAnnounce(items, since);
  await browser.storage.local.set({ [SINCE]: until });
  if (!(await wantsNotifications())) return;
  if (needs.length > MOST_AT_ONCE) return showMany(needs);
  for (const need of needs) await show(need);
}

const LABELS = { accept: 'needs.accept', acknowledge: 'needs.acknowledge', open: 'needs.open' } as const;

async function show(need: Need): Promise<void> {
  const { link, actions, assignmentId, escalationId } = need;
  await browser.storage.session.set({ [PREFIX + need.id]: { link, actions, assignmentId, escalationId } });
  await browser.notifications.create(PREFIX + need.id, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/icon-128.png'),
    title: need.title,
    message: need.why,
    // Firefox refuses a notification that has any of these.
    ...(import.meta.env.FIREFOX
      ? {}
      : { requireInteraction: need.isUrgent, buttons: actions.map((action) => ({ title: say(LABELS[action]) })) }),
  });
}

async function showMany(needs: readonly Need[]): Promise<void> {
  const link = '/notifications';
  await browser.storage.session.set({
    [`${PREFIX}many`]: { link, actions: ['open'], assignmentId: null, escalationId: null },
  });
  await browser.notifications.create(`${PREFIX}many`, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/icon-128.png'),
    title: say('needs.many', String(needs.length)),
    message: needs.map(({ title }) => title).join('\n'),
  });
}

async function act(world: World, id: string, button: number | null): Promise<void> {
  const stored = await browser.storage.session.get(id);
  const parsed = Shown.safeParse(stored[id]);
  await browser.notifications.clear(id);
  if (!parsed.success) return;
  await browser.storage.session.remove(id);
  const { actions, ...about } = parsed.data;
  const action: NeedAction = button === null ? 'open' : (actions[button] ?? 'open');
  try {
    await run(world, action, about);
    if (id !== `${PREFIX}many`) await world.api.call(ReadNotification, { notification_id: id.slice(PREFIX.length) });
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    // It could not be done from here: the page says why, and what can be done.
    await open(about.link);
  }
}

type About = Omit<z.infer<typeof Shown>, 'actions'>;

async function run({ api }: World, action: NeedAction, { link, assignmentId, escalationId }: About): Promise<void> {
  const once = { idempotencyKey: crypto.randomUUID() };
  if (action === 'accept' && assignmentId) await api.call(AcceptCoverage, { assignment_id: assignmentId }, once);
  else if (action === 'acknowledge' && escalationId)
    await api.call(AcknowledgeEscalation, { escalation_id: escalationId }, once);
  else await open(link);
}

async function open(link: string | null): Promise<void> {
  await browser.tabs.create({ url: new URL(link ?? '/notifications', __API_URL__).href });
}

/** Listens in the first turn. */
export function watchNeeds(world: World): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void look(world);
  });
  browser.notifications.onClicked.addListener((id) => void act(world, id, null));
  if (!import.meta.env.FIREFOX)
    browser.notifications.onButtonClicked.addListener((id, button) => void act(world, id, button));
}
