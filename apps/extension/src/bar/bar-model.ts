import type { WhoView } from '../view/who-view.js';

/** The world behind the bar. */
export interface BarPorts {
  signedIn(): boolean;
  /** The extension was updated or switched off under this page. */
  isStale(): boolean;
  whoCovers(): Promise<WhoView>;
  signIn(): Promise<void>;
  openPanel(): Promise<void>;
  /** Something to draw anew. */
  changed(): void;
  soon(run: () => void, ms: number): void;
}

/** Later than this the bar says that it is looking. */
export const LOOKING_AFTER_MS = 400;

/**
 * What the bar knows and does. Before the first click it only asks "Who's covering?"; the record is looked up when the person
 * wants to know. Every act must be a person's: pages can make events, but not trusted ones.
 */
export class BarModel {
  view: WhoView | null = null;
  isOpen = false;
  isLooking = false;
  isStale = false;
  #busy = false;

  constructor(private readonly ports: BarPorts) {}

  /** Opens the answer, or closes it. Signs in first where nobody is. */
  who(event: { readonly isTrusted: boolean }): Promise<void> {
    return this.#act(event, async () => {
      if (this.isOpen) return this.close();
      if (!this.ports.signedIn()) await this.ports.signIn();
      await this.#look();
    });
  }

  retry(event: { readonly isTrusted: boolean }): Promise<void> {
    return this.#act(event, async () => {
      if (this.view?.retry === 'sign-in') await this.ports.signIn();
      await this.#look();
    });
  }

  escalate(event: { readonly isTrusted: boolean }): Promise<void> {
    return this.#act(event, async () => {
      // First, in the turn of the click: the browser opens the panel only for a click.
      const opened = this.ports.openPanel();
      this.close();
      await opened;
    });
  }

  close(): void {
    this.isOpen = false;
    this.ports.changed();
  }

  /** An answer belongs to who asked. */
  forget(): void {
    this.view = null;
    this.close();
  }

  async #look(): Promise<void> {
    this.view = await this.ports.whoCovers();
    this.isOpen = true;
  }

  async #act(event: { readonly isTrusted: boolean }, work: () => Promise<void>): Promise<void> {
    if (!event.isTrusted || this.#busy) return;
    if (this.ports.isStale()) return this.#becomeStale();
    this.#busy = true;
    this.ports.soon(() => this.#sayLooking(), LOOKING_AFTER_MS);
    try {
      await work();
    } catch (error) {
      if (!this.ports.isStale()) throw error;
      this.#becomeStale();
    } finally {
      this.#busy = false;
      this.isLooking = false;
      this.ports.changed();
    }
  }

  #sayLooking(): void {
    this.isLooking = this.#busy;
    this.ports.changed();
  }

  #becomeStale(): void {
    this.isStale = true;
    this.isOpen = false;
    this.ports.changed();
  }
}
