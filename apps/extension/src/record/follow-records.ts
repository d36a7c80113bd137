import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { BarHost } from '../bar/bar-host.js';
import { onMessage, sendMessage } from '../protocol.js';
import { RecordLoop } from './record-loop.js';
import { recordAt, type SiteRecord } from '../sites/record.js';
import { say } from '../say.js';
import type { Site } from '../sites/site.js';

/** Changes of these attributes show and hide parts of a page without changing its tree. */
const SHOWS_AND_HIDES = ['class', 'hidden', 'aria-hidden', 'aria-selected'];

/** Shows the bar on every record that this document shows, until the script ends. */
export async function followRecords(ctx: ContentScriptContext): Promise<void> {
  let sites: readonly Site[] = [];
  let signedIn = false;
  const staleWords = say('bar.stale');
  const loop = new RecordLoop<SiteRecord>({
    address: () => location.href,
    find: (address) => recordAt(sites, address),
    show: (record) =>
      new BarHost(record, {
        signedIn: () => signedIn,
        soon: (run, ms) => void setTimeout(() => ctx.signal.aborted || run(), ms),
        ask,
        staleWords,
      }),
    frame: (run) => {
      const id = requestAnimationFrame(run);
      return () => cancelAnimationFrame(id);
    },
  });
  const ask = (): void => loop.schedule();

  const observer = new MutationObserver(ask);
  ctx.onInvalidated(() => {
    observer.disconnect();
    loop.stop();
  });
  ctx.addEventListener(window, 'wxt:locationchange', ({ newUrl }) => loop.navigated(newUrl.href));
  ctx.addEventListener(window, 'resize', ask);
  ctx.addEventListener(document, 'scroll', ask, { capture: true, passive: true });
  ctx.addEventListener(document, 'visibilitychange', ask);
  // Headers grow without a mutation: fonts, images, transitions.
  ctx.addEventListener(document, 'load', ask, { capture: true });
  ctx.addEventListener(document, 'transitionend', ask, { capture: true });

  async function refresh(): Promise<void> {
    ({ sites, signedIn } = await sendMessage('here', undefined));
    ask();
  }
  onMessage('changed', () => (ctx.isInvalid ? undefined : refresh()));
  await refresh();
  if (ctx.isInvalid) return;
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: SHOWS_AND_HIDES });
}
