import type { Spot } from '../record/free-spot.js';
import type { BarWords } from '../view/who-view.js';
import { icon, mark } from './drawings.js';

/** Everything the bar shows, as words. */
export interface BarLooks {
  readonly kind: Spot['kind'];
  readonly words: Pick<BarWords, 'mark' | 'name' | 'rest' | 'short' | 'sentence'>;
  /** Grey: it is looking. */
  readonly isSoft: boolean;
  readonly isOpen: boolean;
  /** The second button; null where there is only one. */
  readonly act: { readonly words: string; readonly hint: string; readonly isOffline: boolean } | null;
  /** The extension was updated under this page. */
  readonly isStale: boolean;
}

export interface BarHandlers {
  who(event: Event): void;
  act(event: Event): void;
}

/**
 * The bar itself: two buttons, never a third, and a grip that only the pointer needs (the keyboard moves it from the menu). Made
 * by hand rather than with Preact: it is on every record page, and the library alone is a third of what a page may cost.
 */
export class BarView {
  readonly element = make('section', 'us-bar');
  readonly grip = make('span', 'grip', icon('grip'));
  readonly #who = button('who');
  readonly #act = button('act');
  #drawn = '';

  constructor(handlers: BarHandlers) {
    this.element.setAttribute('aria-label', 'Understudy');
    this.grip.setAttribute('aria-hidden', 'true');
    this.#who.addEventListener('click', handlers.who);
    this.#act.addEventListener('click', handlers.act);
    this.element.append(this.grip, this.#who, this.#act);
  }

  draw(looks: BarLooks): void {
    const drawn = JSON.stringify(looks);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { kind, words, isSoft, isOpen, act, isStale } = looks;
    const small = kind === 'handle';
    this.element.className = `us-bar ${kind}${words.mark === 'gap' ? ' gap' : ''}`;

    const rest = make('span', isSoft ? 'rest soft' : 'rest', words.rest);
    const name = words.name ? [make('span', 'name', `${words.name} `)] : [];
    this.#who.replaceChildren(
      mark(words.mark),
      ...(small ? [] : [...name, rest, ...(isStale ? [icon('reload')] : [])]),
    );
    this.#who.title = words.sentence;
    this.#who.setAttribute('aria-label', spoken(words));
    if (isStale) this.#who.removeAttribute('aria-haspopup');
    else this.#who.setAttribute('aria-haspopup', 'dialog');
    this.#who.setAttribute('aria-expanded', String(isOpen));

    this.#act.hidden = small || !act;
    this.#act.replaceChildren(...(act ? [...(act.isOffline ? [icon('offline')] : []), act.words] : []));
    this.#act.title = act?.hint ?? '';
    // A wide font: the verb goes, or the time of an old answer, before anything is cut.
    if (!isSoft && [...name, rest].some((part) => part.scrollWidth > part.clientWidth)) rest.textContent = words.short;
  }

  focus(): void {
    this.#who.focus();
  }
}

function make(tag: 'section' | 'span', name: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  element.append(...children);
  return element;
}

function button(name: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = name;
  return element;
}

/** Begins with what is seen, so that speech control finds the button; then the whole sentence. */
const spoken = ({ name, rest, sentence }: BarLooks['words']): string => {
  const seen = name ? `${name} ${rest}` : rest;
  return sentence === seen ? seen : `${seen}. ${sentence}`;
};
