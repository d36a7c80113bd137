import type { Answer, Failure, PanelTab } from '../protocol.js';
import type { WhoView } from '../view/who-view.js';

/** The world behind the bar. */
export interface BarPorts {
  signedIn(): boolean;
  /** The extension was updated or switched off under this page. */
  isStale(): boolean;
  whoCovers(): Promise<WhoView>;
  signIn(): Promise<void>;
  openPanel(tab: PanelTab): Promise<void>;
  /** Gets the half of the script that draws what opens; done at once when it is here. */
  bringAnswer(): Promise<void>;
  /** Something to draw anew. */
  changed(): void;
  soon(run: () => void, ms: number): void;
}

/** Later than this the bar says that it is looking. */
export const LOOKING_AFTER_MS = 400;

/** What stands open under the bar; `hidden` and `ignored` say that it goes, and take it back. */
export type Open = 'answer' | 'take-over' | 'menu' | 'moving' | 'hidden' | 'ignored' | null;

interface Act {
  readonly isTrusted: boolean;
}

/**
 * What the bar knows and does. Before the first click it only asks "Who's covering?"; the record is looked up when the person
 * wants to know. Every act must be a person's: pages can make events, but not trusted ones.
 */
export class BarModel {
  view: WhoView | null = null;
  open: Open = null;
  /** What did not work of the last act inside the answer; the text beside it is still there. */
  failure: Failure | null = null;
  isLooking = false;
  isStale = false;
  #busy = false;

  constructor(private readonly ports: BarPorts) {}

  get isOpen(): boolean {
    return this.open !== null;
  }
  get isBusy(): boolean {
    return this.#busy;
  }

  /** Opens the answer, or closes it. Signs in first where nobody is. */
  who(event: Act): Promise<void> {
    return this.#act(event, async () => {
      if (this.open === 'answer') return this.close();
      if (!this.ports.signedIn()) await this.ports.signIn();
      await this.#look();
    });
  }

  retry(event: Act): Promise<void> {
    return this.#act(event, async () => {
      if (this.view?.retry === 'sign-in') await this.ports.signIn();
      await this.#look();
    });
  }

  /** The bar's second button: what this answer calls for. */
  async act(event: Act): Promise<void> {
    const act = this.view?.bar.act ?? 'escalate';
    if (act === 'escalate') return this.openPanel(event, 'escalate');
    return this.show(event, act === 'take-over' ? 'take-over' : 'answer');
  }

  openPanel(event: Act, tab: PanelTab): Promise<void> {
    return this.#act(event, async () => {
      // First, in the turn of the click: the browser opens the panel only for a click.
      const opened = this.ports.openPanel(tab);
      this.close();
      await opened;
    });
  }

  /** Opens something that needs no answer of the server. */
  show(event: Act, open: Open): Promise<void> {
    return this.#act(event, async () => {
      await this.ports.bringAnswer();
      this.failure = null;
      this.open = open;
    });
  }

  /** Does what a form inside the answer asks for, and shows what is true then. */
  settle(event: Act, work: () => Promise<Answer<{ view: WhoView }>>): Promise<void> {
    return this.#act(event, async () => {
      const answer = await work();
      this.failure = answer.ok ? null : answer;
      if (!answer.ok) return;
      this.view = answer.view;
      this.open = 'answer';
    });
  }

  close(): void {
    this.open = null;
    this.failure = null;
    this.ports.changed();
  }

  /** An answer belongs to who asked. */
  forget(): void {
    this.view = null;
    this.close();
  }

  async #look(): Promise<void> {
    const [view] = await Promise.all([this.ports.whoCovers(), this.ports.bringAnswer()]);
    this.failure = null;
    this.view = view;
    this.open = 'answer';
  }

  async #act(event: Act, work: () => Promise<void>): Promise<void> {
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
    this.open = null;
    this.ports.changed();
  }
}
