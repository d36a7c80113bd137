/** @jsxImportSource preact */
import { render } from 'preact';
import tokens from '@understudy/ui/tokens.css?inline';
import { browser } from 'wxt/browser';
import { AnchorFinder, firstVisible, readName } from '../record/dom.js';
import type { Spot } from '../record/free-spot.js';
import { themeAt } from '../record/page-theme.js';
import { placeBeside, placeInCorner } from '../record/place.js';
import type { Shown } from '../record/record-loop.js';
import { sendMessage, type Subject } from '../protocol.js';
import type { SiteRecord } from '../sites/record.js';
import { Bar } from './bar.js';
import { BarModel } from './bar-model.js';
import css from './bar.css?inline';

/** What the bar needs of its content script. */
export interface Surroundings {
  signedIn(): boolean;
  /** Runs later, unless the script has ended by then. */
  soon(run: () => void, ms: number): void;
  /** Asks for a look at the next frame. */
  ask(): void;
  /** "Updated: reload this page", fetched at the start: after an update of the extension nothing can be asked any more. */
  readonly staleWords: string;
}

/** Nothing of ours before this, so that pages that are passed through stay untouched. */
const APPEARS_AFTER_MS = 400;
/** A header may come late; only then the corner. */
const CORNER_AFTER_MS = 1500;

/** Not a child of the page's layout: fixed, last in the document, out of the page's own styles. */
const HOST_STYLE = `all: initial !important; position: fixed !important; z-index: 2147483000 !important;
  display: block !important; pointer-events: none !important;`;

/**
 * The bar of one record, as an overlay in an open shadow root: open, because assistive and test tools read it too; what would
 * act answers trusted events only, so the page cannot press our buttons.
 */
export class BarHost implements Shown {
  readonly key: string;
  readonly #host = document.createElement('understudy-bar');
  readonly #root: HTMLElement;
  readonly #anchors: AnchorFinder;
  readonly #since = performance.now();
  readonly #model: BarModel;
  #spot: Spot | null = null;
  #drawn = '';
  #signedIn: boolean;

  constructor(
    private readonly record: SiteRecord,
    private readonly around: Surroundings,
  ) {
    this.key = record.key;
    this.#anchors = new AnchorFinder(record.site);
    this.#host.style.cssText = HOST_STYLE;
    this.#host.dataset['key'] = record.key;
    const shadow = this.#host.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent = tokens + css;
    this.#root = document.createElement('div');
    shadow.append(style, this.#root);
    // The CRM's own shortcuts must not fire while somebody is in our bar.
    for (const type of ['keydown', 'keyup', 'keypress'] as const)
      this.#host.addEventListener(type, (e) => e.stopPropagation());
    document.addEventListener('pointerdown', this.#elsewhere, true);
    this.#signedIn = around.signedIn();
    this.#model = this.#makeModel();
    this.#hide();
    document.documentElement.append(this.#host);
    around.soon(around.ask, APPEARS_AFTER_MS);
    around.soon(around.ask, CORNER_AFTER_MS);
  }

  isAttached(): boolean {
    return this.#host.isConnected;
  }

  follow(): void {
    const age = performance.now() - this.#since;
    if (age < APPEARS_AFTER_MS - 20) return;
    const anchor = this.#anchors.find();
    const title = anchor && firstVisible(this.record.site.names, false);
    const spot = anchor ? placeBeside(anchor, title, this.#host) : null;
    if (spot === 'covered' || (!anchor && age < CORNER_AFTER_MS - 20)) return this.#hide();
    this.#draw(spot ?? placeInCorner(this.#host));
  }

  remove(): void {
    document.removeEventListener('pointerdown', this.#elsewhere, true);
    render(null, this.#root);
    this.#host.remove();
  }

  #makeModel(): BarModel {
    const { system, recordId } = this.record;
    return new BarModel({
      signedIn: this.around.signedIn,
      isStale,
      whoCovers: () => sendMessage('whoCovers', { system, recordId }),
      signIn: async () => void (await sendMessage('signIn', undefined)),
      openPanel: () => sendMessage('openPanel', this.#subject()),
      changed: () => this.#render(),
      soon: this.around.soon,
    });
  }

  /** Read when somebody acts, never before. */
  #subject(): Subject {
    const { system, recordId, site } = this.record;
    const page = { url: location.href.slice(0, 2000), title: document.title.slice(0, 1000), name: readName(site) };
    return { record: { system, recordId }, customer: null, page };
  }

  /** A click elsewhere closes the answer; the focus is where the person put it. */
  readonly #elsewhere = (event: Event): void => {
    if (this.#model.isOpen && !event.composedPath().includes(this.#host)) this.#model.close();
  };

  #hide(): void {
    this.#host.style.setProperty('visibility', 'hidden', 'important');
  }

  #draw(spot: Spot): void {
    const width = document.documentElement.clientWidth;
    this.#host.dataset['theme'] = themeAt(spot.right - 14, spot.top + 14, this.#host);
    this.#host.style.setProperty('visibility', 'visible', 'important');
    this.#host.style.setProperty('right', `${width - spot.right}px`, 'important');
    this.#host.style.setProperty('top', `${spot.top}px`, 'important');
    this.#spot = spot;
    const drawn = `${spot.kind} ${JSON.stringify(opensTo(spot))} ${this.around.signedIn()}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    if (this.#signedIn && !this.around.signedIn()) this.#model.forget();
    this.#signedIn = this.around.signedIn();
    this.#render();
  }

  #render(): void {
    const spot = this.#spot;
    if (!spot || !this.#host.isConnected) return;
    if (isStale()) this.#model.isStale = true;
    const close = (): void => {
      this.#model.close();
      this.#root.querySelector<HTMLElement>('.who')?.focus();
    };
    render(
      <Bar
        model={this.#model}
        kind={spot.kind}
        opens={opensTo(spot)}
        signedIn={this.around.signedIn()}
        staleWords={this.around.staleWords}
        close={close}
      />,
      this.#root,
    );
  }
}

/** Under the bar, right edges aligned; flipped where the window ends. */
const opensTo = ({ right, top }: Spot) => ({ left: right < 336, up: top > innerHeight - 420 });

/** The extension was updated or switched off under us: the page keeps running this script, but nobody answers it. */
const isStale = (): boolean => {
  try {
    return !browser.runtime?.id;
  } catch {
    return true;
  }
};
