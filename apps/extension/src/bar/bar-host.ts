import tokens from '@understudy/ui/tokens.css?inline';
import { browser } from 'wxt/browser';
import { sendMessage, type PanelTab, type Subject } from '../protocol.js';
import type { Spot } from '../record/free-spot.js';
import { themeAt } from '../record/page-theme.js';
import { customerBehind, PANEL, readName, type ShownRecord } from '../record/read-record.js';
import type { Shown } from '../record/record-loop.js';
import type { WhoView } from '../view/who-view.js';
import css from './bar.css?inline';
import { dress } from './dress.js';
import { BarModel } from './bar-model.js';
import { BarView } from './bar-view.js';
import { looksOf } from './bar-looks.js';
import type { AnswerProps } from './door.js';
import { insideWindow, Mover } from './mover.js';
import { OwnPlace } from './own-place.js';
import type { Surroundings } from './surroundings.js';

/** Nothing of ours before this, so that pages that are passed through stay untouched. */
const APPEARS_AFTER_MS = 400;
/** A header may come late; only then the corner. */
const CORNER_AFTER_MS = 1500;
const THEME_EVERY_MS = 150;
/** Not a child of the page's layout: fixed, last in the document, out of the page's own styles. */
const HOST_STYLE = `all: initial !important; position: fixed !important; z-index: 2147483000 !important;
  display: block !important; pointer-events: none !important;`;
export const HOST_TAG = 'understudy-bar';

/**
 * The bar of one record, as an overlay in an open shadow root: open, because assistive and test tools read it too; what would
 * act answers trusted events only, so the page cannot press our buttons.
 */
export class BarHost implements Shown {
  readonly key: string;
  readonly #host = document.createElement(HOST_TAG);
  readonly #below = document.createElement('div');
  readonly #own: OwnPlace;
  readonly #since = performance.now();
  readonly #model: BarModel;
  readonly #view: BarView;
  readonly #mover: Mover;
  /** Where it is drawn. */
  #spot: Spot | null = null;
  #themedAt = -Infinity;
  #themeLater = false;
  #signedIn: boolean;

  constructor(
    private readonly record: ShownRecord,
    private readonly around: Surroundings,
  ) {
    this.key = record.key;
    this.#own = new OwnPlace(record, around, this.#host);
    this.#signedIn = around.signedIn();
    this.#model = this.#makeModel();
    this.#view = new BarView({
      who: (event) => void this.#model.who(event),
      act: (event) => void this.#model.act(event),
    });
    this.#mover = new Mover(
      {
        at: () => this.#corner(),
        box: () => this.#view.element.getBoundingClientRect(),
        show: (corner) => this.#moveTo(this.#movedSpot(corner)),
        keep: (movedTo) => void around.changePlace(record.site.id, { movedTo }),
        ended: () => {
          around.ask();
          if (this.#model.open === 'moving') this.#model.close();
        },
      },
      this.#view.grip,
    );
    this.#buildHost();
    around.soon(around.ask, APPEARS_AFTER_MS);
    around.soon(around.ask, CORNER_AFTER_MS);
  }

  isAttached(): boolean {
    return this.#host.isConnected;
  }

  follow(): void {
    const age = performance.now() - this.#since;
    if (age < APPEARS_AFTER_MS - 20 || this.#mover.isMoving) return;
    const { movedTo, isCollapsed } = this.around.place(this.record.site.id);
    if (movedTo) return this.#moveTo(this.#movedSpot(movedTo));

    const spot = this.#own.find(age < CORNER_AFTER_MS - 20);
    if (!spot) return this.#hide();
    this.#moveTo(isCollapsed ? { ...spot, kind: 'handle' } : spot);
    this.#report(spot.kind === 'corner' ? 'corner' : 'header');
  }

  remove(): void {
    document.removeEventListener('pointerdown', this.#elsewhere, true);
    globalThis.understudyAnswer?.draw(this.#below, null);
    this.#host.remove();
  }

  /** As if the person had pressed "Who's covering?": they did, on the keyboard. */
  askWho(): void {
    void this.#model.who({ isTrusted: true });
  }

  /** Read when somebody acts, never before. */
  subject(tab?: PanelTab): Subject {
    const page = {
      url: location.href.slice(0, 2000),
      title: document.title.slice(0, 1000),
      name: readName(this.record),
    };
    return { record: customerBehind(this.record), customer: null, page, ...(tab ? { tab } : {}) };
  }

  #buildHost(): void {
    this.#host.style.cssText = HOST_STYLE;
    this.#host.dataset['key'] = this.record.key.replace(PANEL, '');
    const shadow = this.#host.attachShadow({ mode: 'open' });
    this.#below.className = 'below';
    shadow.append(this.#view.element, this.#below);
    dress(shadow, tokens + css);
    // The CRM's own shortcuts must not fire while somebody is in our bar.
    for (const type of ['keydown', 'keyup', 'keypress'] as const)
      this.#host.addEventListener(type, (event) => this.#key(event));
    this.#view.element.addEventListener('contextmenu', (event) => this.#menu(event));
    document.addEventListener('pointerdown', this.#elsewhere, true);
    this.#hide();
    document.documentElement.append(this.#host);
  }

  #makeModel(): BarModel {
    return new BarModel({
      signedIn: this.around.signedIn,
      isStale,
      whoCovers: async () => this.#forThisRecord(await this.#askWho()),
      signIn: async () => void (await sendMessage('signIn', undefined)),
      openPanel: (tab) => sendMessage('openPanel', this.subject(tab)),
      bringAnswer: async () => {
        if (!globalThis.understudyAnswer) await sendMessage('bringAnswer', undefined);
      },
      changed: () => this.#render(),
      soon: this.around.soon,
    });
  }

  #askWho(): Promise<WhoView> {
    const { system, recordId } = this.record;
    return sendMessage('whoCovers', { record: customerBehind(this.record), shown: { system, recordId } });
  }

  /** A ticket or a deal is never linked itself: it would be a customer of its own. */
  #forThisRecord(view: WhoView): WhoView {
    if (!view.canLink || this.record.isCustomer || customerBehind(this.record).system === this.record.site.system)
      return view;
    return { ...view, canLink: false, bar: { ...view.bar, act: 'escalate' } };
  }

  /** Options say which sites have a place of their own; told once, when it is news. */
  #report(lastIn: 'header' | 'corner'): void {
    const { id } = this.record.site;
    if (this.around.place(id).lastIn !== lastIn) void this.around.changePlace(id, { lastIn });
  }

  #corner(): { right: number; top: number } {
    const width = document.documentElement.clientWidth;
    return { right: width - (this.#spot?.right ?? width), top: this.#spot?.top ?? 0 };
  }

  #movedSpot(corner: { right: number; top: number }): Spot {
    const width = document.documentElement.clientWidth;
    const box = this.#view.element.getBoundingClientRect();
    const { right, top } = insideWindow(corner, box, { width, height: innerHeight });
    const { isCollapsed } = this.around.place(this.record.site.id);
    return { kind: isCollapsed ? 'handle' : 'corner', right: width - right, top };
  }

  #hide(): void {
    this.#set('visibility', 'hidden');
  }

  #moveTo(spot: Spot): void {
    this.#spot = spot;
    if (this.#signedIn && !this.around.signedIn()) this.#model.forget();
    this.#signedIn = this.around.signedIn();
    this.#takeTheme(spot);
    this.#set('right', `${document.documentElement.clientWidth - spot.right}px`);
    this.#set('top', `${spot.top}px`);
    this.#set('visibility', 'visible');
    this.#render();
  }

  /** Asking what the page paints makes it lay itself out: at once, then now and then while it changes, and when it rests. */
  #takeTheme({ right, top }: Spot): void {
    const now = performance.now();
    if (now - this.#themedAt < THEME_EVERY_MS) {
      if (!this.#themeLater) this.around.soon(this.around.ask, THEME_EVERY_MS);
      this.#themeLater = true;
      return;
    }
    this.#themedAt = now;
    this.#themeLater = false;
    const theme = themeAt(right - 14, top + 14, this.#host);
    if (this.#host.dataset['theme'] !== theme) this.#host.dataset['theme'] = theme;
  }

  /** Only what is new: setting a style again would wake the observer that called us. */
  #set(property: 'visibility' | 'right' | 'top', value: string): void {
    if (this.#host.style.getPropertyValue(property) !== value)
      this.#host.style.setProperty(property, value, 'important');
  }

  #render(): void {
    const spot = this.#spot;
    if (!spot || !this.#host.isConnected) return;
    if (isStale()) this.#model.isStale = true;
    this.#view.draw(looksOf(this.#model, spot.kind, this.around.signedIn(), this.around.staleWords));
    globalThis.understudyAnswer?.draw(this.#below, this.#model.isOpen ? this.#answerProps(spot) : null);
  }

  #answerProps(spot: Spot): AnswerProps {
    const { site, system, recordId } = this.record;
    const { isCollapsed, movedTo } = this.around.place(site.id);
    return {
      model: this.#model,
      record: customerBehind(this.record),
      isCustomer: this.record.isCustomer || customerBehind(this.record).system === site.system,
      name: () => readName(this.record),
      isCollapsed,
      isMoved: movedTo !== null,
      // Under the bar, right edges aligned; flipped where the window ends.
      opens: { left: spot.right < 336, up: spot.top > innerHeight - 420 },
      changePlace: (change, isQuiet) => this.around.changePlace(site.id, change, isQuiet),
      ignored: `${system}:${recordId}`,
      ignoredSoFar: this.around.place(site.id).ignored,
      startMoving: () => {
        this.#view.focus();
        this.#mover.begin();
      },
      close: () => {
        this.#model.close();
        this.#view.focus();
      },
    };
  }

  #key(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.type !== 'keydown') return;
    if (this.#mover.key(event)) return;
    const wantsMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (wantsMenu && event.composedPath().includes(this.#view.element)) this.#menu(event);
  }

  #menu(event: Event): void {
    event.preventDefault();
    void this.#model.show(event, 'menu');
  }

  /** A click elsewhere closes the answer; the focus is where the person put it. */
  readonly #elsewhere = (event: Event): void => {
    if (!this.#model.isOpen || event.composedPath().includes(this.#host)) return;
    this.#mover.end(true);
    this.#model.close();
  };
}

/** The extension was updated or switched off under us: the page keeps running this script, but nobody answers it. */
const isStale = (): boolean => {
  try {
    return !browser.runtime?.id;
  } catch {
    return true;
  }
};
