import { AnchorFinder, firstVisible, paneOf } from '../record/dom.js';
import type { Spot } from '../record/free-spot.js';
import { placeBeside, placeInCorner } from '../record/place.js';
import type { ShownRecord } from '../record/read-record.js';
import type { Surroundings } from './surroundings.js';

/** Finding a place anew costs a millisecond or two: in a page that never rests at most this often. */
const PLACE_EVERY_MS = 120;

/** Where the bar of a record belongs by itself: beside its header, else in a corner. */
export class OwnPlace {
  readonly #anchors: AnchorFinder;
  #spot: Spot | null = null;
  #placedAt = -Infinity;
  #anchorBox: DOMRect | null = null;
  #isAskedLater = false;

  constructor(
    private readonly record: ShownRecord,
    private readonly around: Pick<Surroundings, 'soon' | 'ask' | 'watch'>,
    private readonly host: Element,
  ) {
    this.#anchors = new AnchorFinder(record.site, record.panel, around.watch);
  }

  /** Null where nothing of ours may be seen: something lies over the header, or it may still come (`mayCome`). */
  find(mayCome: boolean): Spot | null {
    const { found, againInMs } = this.#anchors.find();
    if (againInMs !== null) this.#askLater(againInMs);
    return found.length || !mayCome ? this.#spotBy(found) : null;
  }

  /** Between two looks at the whole header it moves along with its anchor. */
  #spotBy(anchors: readonly Element[]): Spot | null {
    const now = performance.now();
    const [anchor] = anchors;
    const box = anchor?.getBoundingClientRect() ?? null;
    const last = this.#anchorBox;
    if (this.#spot && now - this.#placedAt < PLACE_EVERY_MS && box && last) {
      this.#askLater(PLACE_EVERY_MS);
      this.#anchorBox = box;
      const { kind, right, top } = this.#spot;
      return (this.#spot = { kind, right: right + box.right - last.right, top: top + box.top - last.top });
    }
    this.#placedAt = now;
    this.#anchorBox = box;
    const spot = anchor ? placeBeside(anchors, this.#titleBy(anchor), this.host) : null;
    return (this.#spot = spot === 'covered' ? null : (spot ?? placeInCorner(this.host)));
  }

  /** One look later is enough, however often it is asked for. */
  #askLater(ms: number): void {
    if (this.#isAskedLater) return;
    this.#isAskedLater = true;
    this.around.soon(() => {
      this.#isAskedLater = false;
      this.around.ask();
    }, ms);
  }

  /** Inside the anchor through its shadow roots, else where the record's pane shows it. */
  #titleBy(anchor: Element): Element | null {
    const { site, panel } = this.record;
    return firstVisible(anchor, site.names, true) ?? firstVisible(panel ?? paneOf(site), site.names, false);
  }
}
