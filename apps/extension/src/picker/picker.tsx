/** @jsxImportSource preact */
import tokens from '@understudy/ui/tokens.css?inline';
import { render } from 'preact';
import { placeBeside, placeInCorner } from '../record/place.js';
import { firstVisible } from '../record/dom.js';
import type { Spot } from '../record/free-spot.js';
import { readName } from '../record/read-record.js';
import { sendMessage, type Picking } from '../protocol.js';
import { recordAt } from '../sites/record.js';
import type { Site } from '../sites/site.js';
import css from './picker.css?inline';
import { holdBack, neighbour } from './pointing.js';
import { headerAround, likelyName, selectorsFor } from './selectors.js';
import { siteOf } from './site-of.js';
import { View, type Check } from './view.js';

const HOST_STYLE = `all: initial !important; position: fixed !important; inset: 0 !important; z-index: 2147483001 !important;
  display: block !important; pointer-events: none !important;`;

/** Asks whether this tab is the one in which somebody points, and begins; a second copy in the same document does nothing. */
export async function startPicking(): Promise<void> {
  if (document.querySelector('understudy-picker')) return;
  const picking = await sendMessage('picking', undefined);
  if (picking && !document.querySelector('understudy-picker')) new Picker(picking).start();
}

/**
 * Name, place, check (mocks/README, "Picker"): outlines what is under the pointer, holds every press back from the page, and in the
 * third step reads whatever record the person opens. Nothing leaves the page before they press Save.
 */
class Picker {
  readonly #host = document.createElement('understudy-picker');
  readonly #root = document.createElement('div');
  #picking: Picking;
  /** What counts: the guess, or what was pressed. From a press on nothing else does by itself. */
  #fixed: Element | null = null;
  #isFixed = false;
  #under: Element | null = null;
  #problems: readonly string[] = [];
  #frame = 0;
  #release: () => void = () => undefined;
  readonly #observer = new MutationObserver(() => this.#soon());

  constructor(picking: Picking) {
    this.#picking = picking;
  }

  start(): void {
    this.#host.style.cssText = HOST_STYLE;
    const shadow = this.#host.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent = tokens + css;
    shadow.append(style, this.#root);
    document.documentElement.append(this.#host);
    this.#release = holdBack(this.#host, {
      isPointing: () => this.#picking.step !== 'check',
      over: (element) => this.#over(element),
      chosen: (element) => this.#aim(element),
      key: (name) => this.#key(name),
    });
    this.#observer.observe(document, { subtree: true, childList: true, characterData: true });
    addEventListener('scroll', this.#soon, { capture: true, passive: true });
    addEventListener('resize', this.#soon);
    addEventListener('popstate', this.#soon);
    this.#enter();
  }

  /** Where a step begins: with the likeliest element, so that often a press on "That is it" is enough. */
  #enter(): void {
    const { step } = this.#picking;
    const name = likelyName();
    this.#fixed = step === 'name' ? name : step === 'place' && name ? headerAround(name) : null;
    this.#isFixed = false;
    this.#under = null;
    this.#render();
    this.#root.querySelector<HTMLElement>('[data-first]')?.focus();
  }

  get #target(): Element | null {
    return this.#under ?? this.#fixed;
  }

  #over(element: Element | null): void {
    if (this.#isFixed || element === this.#under) return;
    this.#under = isWholePage(element) ? null : element;
    this.#render();
  }

  #aim(element: Element): void {
    if (isWholePage(element)) return;
    this.#fixed = element;
    this.#isFixed = true;
    this.#under = null;
    this.#render();
  }

  #key(name: string): boolean {
    if (name === 'Escape') return (this.#end(null), true);
    if (this.#picking.step === 'check') return false;
    if (name === 'Enter') return (this.#take(), true);
    if (!name.startsWith('Arrow')) return false;
    const next = this.#target && neighbour(this.#target, name);
    if (next) this.#aim(next);
    return true;
  }

  #take(): void {
    const element = this.#fixed;
    if (!element) return;
    const selectors = selectorsFor(element);
    const { step } = this.#picking;
    this.#change(step === 'name' ? { names: selectors, step: 'place' } : { anchors: selectors, step: 'check' });
    this.#enter();
  }

  #change(change: Partial<Picking>): void {
    this.#picking = { ...this.#picking, ...change };
    void sendMessage('keepPicking', this.#picking);
  }

  async #end(site: Site | null): Promise<void> {
    const { problems } = await sendMessage('endPicker', site);
    this.#problems = problems;
    if (problems.length) return this.#render();
    this.#release();
    this.#observer.disconnect();
    removeEventListener('scroll', this.#soon, { capture: true });
    removeEventListener('resize', this.#soon);
    removeEventListener('popstate', this.#soon);
    cancelAnimationFrame(this.#frame);
    render(null, this.#root);
    this.#host.remove();
  }

  readonly #soon = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#render();
    });
  };

  /** The site as it is now, tried on this page as the bar would. */
  #check(): Check {
    const { step, names } = this.#picking;
    const target = this.#target;
    const pointed =
      step === 'name' && target ? { ...this.#picking, names: [...selectorsFor(target), ...names] } : this.#picking;
    const site = siteOf(pointed, location.href);
    const record = site && recordAt([site], location.href);
    const shown = record && { ...record, panel: null };
    const anchors = step === 'place' && target ? [target] : site ? anchorsOf(site) : [];
    return {
      site,
      record,
      name: shown ? readName(shown) : (target?.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 300),
      spot: step === 'name' || !site ? null : this.#spot(site, anchors),
    };
  }

  #spot(site: Site, anchors: readonly Element[]): Spot {
    const title = firstVisible(document, site.names, false);
    const beside = anchors.length ? placeBeside(anchors, title, this.#host) : null;
    return beside && beside !== 'covered' ? beside : placeInCorner(this.#host);
  }

  #render(): void {
    const check = this.#check();
    const { record, site } = check;
    if (this.#picking.step === 'check' && record && !this.#picking.checked.includes(record.key))
      this.#change({ checked: [...this.#picking.checked, record.key].slice(-50) });
    render(
      <View
        picking={this.#picking}
        check={check}
        target={this.#target}
        problems={this.#problems}
        take={() => this.#take()}
        around={() => this.#key('ArrowUp')}
        back={() => {
          this.#change({ step: this.#picking.step === 'check' ? 'place' : 'name', checked: [] });
          this.#enter();
        }}
        rename={(siteName) => {
          this.#change({ siteName });
          this.#render();
        }}
        read={(rule) => {
          this.#change({ rule, checked: [] });
          this.#render();
        }}
        save={() => site && void this.#end(site)}
        stop={() => void this.#end(null)}
      />,
      this.#root,
    );
  }
}

const isWholePage = (element: Element | null): boolean =>
  element === document.documentElement || element === document.body;

const anchorsOf = (site: Site): Element[] =>
  site.anchors.flatMap((selector) => firstVisible(document, [selector], true) ?? []);
