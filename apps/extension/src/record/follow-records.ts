import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { BarHost, HOST_TAG } from '../bar/bar-host.js';
import { onMessage, sendMessage } from '../protocol.js';
import { say } from '../say.js';
import type { Place } from '../sites/places.js';
import type { Site } from '../sites/site.js';
import { recordShown, type ShownRecord } from './read-record.js';
import { RecordLoop } from './record-loop.js';

/** Changes of these attributes show and hide parts of a page, or open another record in one, without changing its tree. */
const SHOWS_AND_HIDES = ['class', 'style', 'hidden', 'aria-hidden', 'aria-selected', 'open', 'href', 'data-is-active'];
const WATCHED = { subtree: true, childList: true, attributes: true, attributeFilter: SHOWS_AND_HIDES };

const UNTOUCHED: Place = { isHidden: false, isCollapsed: false, movedTo: null, ignored: [] };

/** Shows the bar on every record that this document shows, until the script ends. */
export async function followRecords(ctx: ContentScriptContext): Promise<void> {
  let sites: readonly Site[] = [];
  let places: Readonly<Record<string, Place>> = {};
  let signedIn = false;
  let bar: BarHost | null = null;
  const staleWords = say('bar.stale');
  const ask = (): void => loop.schedule();
  const placeOf = (siteId: string): Place => places[siteId] ?? UNTOUCHED;

  async function changePlace(siteId: string, change: Partial<Place>, isQuiet = false): Promise<void> {
    if (!isQuiet) places = { ...places, [siteId]: { ...placeOf(siteId), ...change } };
    ask();
    await unlessGone(sendMessage('changePlace', { siteId, change }));
  }

  const loop = new RecordLoop<ShownRecord>({
    find: () => {
      const record = recordShown(sites, location.href);
      const place = record && placeOf(record.site.id);
      return place?.isHidden || place?.ignored.includes(`${record?.system}:${record?.recordId}`) ? null : record;
    },
    show: (record) => {
      tellShown(record);
      return (bar = new BarHost(record, {
        signedIn: () => signedIn,
        place: placeOf,
        changePlace,
        soon: (run, ms) => void setTimeout(() => ctx.signal.aborted || run(), ms),
        ask,
        watch: (root) => watch(root),
        staleWords,
      }));
    },
    dropped: () => {
      bar = null;
      tellShown(null);
    },
    frame: (run) => {
      const id = requestAnimationFrame(run);
      return () => cancelAnimationFrame(id);
    },
  });

  const observer = new MutationObserver((mutations) => {
    if (mutations.some(({ target }) => target.nodeName.toLowerCase() !== HOST_TAG)) ask();
  });
  const watched = new WeakSet<Node>();
  function watch(root: Node): void {
    if (watched.has(root)) return;
    watched.add(root);
    observer.observe(root, WATCHED);
  }

  ctx.onInvalidated(() => {
    observer.disconnect();
    loop.stop();
  });
  // Where the browser tells of every change of address; elsewhere the page's own changes after it ask for a look.
  ctx.addEventListener(globalThis.navigation ?? window, 'currententrychange', ask);
  for (const event of ['popstate', 'hashchange', 'resize', 'pageshow'] as const)
    ctx.addEventListener(window, event, ask);
  ctx.addEventListener(document, 'scroll', ask, { capture: true, passive: true });
  ctx.addEventListener(document, 'visibilitychange', ask);
  // Headers grow without a mutation: fonts, images, transitions.
  ctx.addEventListener(document, 'load', ask, { capture: true });
  ctx.addEventListener(document, 'transitionend', ask, { capture: true });

  async function refresh(): Promise<void> {
    const here = await unlessGone(sendMessage('here', undefined));
    if (here) ({ sites, places, signedIn } = here);
    ask();
  }
  onMessage('changed', () => (ctx.isInvalid ? undefined : refresh()));
  onMessage('subject', () => bar?.subject() ?? null);
  onMessage('ask', () => {
    bar?.askWho();
    return bar !== null;
  });
  await refresh();
  if (ctx.isInvalid) return;
  watch(document);
}

/** Stays in the browser: an open panel follows the record. */
function tellShown(record: ShownRecord | null): void {
  const shown = record && { system: record.system, recordId: record.recordId };
  void unlessGone(sendMessage('recordShown', shown));
}

/**
 * For what nobody waits for: an update of the extension, or the end of its worker, closes the channel under a message. What went
 * wrong in the worker itself is reported there.
 */
const unlessGone = <T>(message: Promise<T>): Promise<T | undefined> => message.catch(() => undefined);
