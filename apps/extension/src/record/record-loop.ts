/** Something drawn for one record. */
export interface Shown {
  readonly key: string;
  /** False when the page has thrown our element away. */
  isAttached(): boolean;
  /** Sits where it belongs now; called at most once a frame. */
  follow(): void;
  remove(): void;
}

/** The page, as far as the loop needs it; `Found` is what `find` learns about a record. */
export interface RecordPage<Found extends { readonly key: string }> {
  address(): string;
  find(address: string): Found | null;
  show(found: Found): Shown;
  /** Runs before the next frame; answers how to cancel. */
  frame(run: () => void): () => void;
}

/**
 * Keeps exactly one thing shown for the record that the page shows (crm-sites.md, "the loop that survived"): another key or a
 * lost element removes it, none there shows it. Everything that happens in the page only asks for a frame, so a storm of
 * mutations costs one look. No polling.
 */
export class RecordLoop<Found extends { readonly key: string }> {
  #shown: Shown | null = null;
  #cancelFrame: (() => void) | null = null;
  #going: string | null = null;
  #stopped = false;

  constructor(private readonly page: RecordPage<Found>) {}

  /** Something changed. */
  schedule(): void {
    if (this.#stopped) return;
    this.#cancelFrame ??= this.page.frame(() => {
      this.#cancelFrame = null;
      this.#look();
    });
  }

  /** The page is on its way to an address; the browser says so before location does. */
  navigated(address: string): void {
    this.#going = address;
    this.schedule();
  }

  /** Removes what is shown, for good. */
  stop(): void {
    this.#stopped = true;
    this.#cancelFrame?.();
    this.#drop();
  }

  #look(): void {
    const found = this.page.find(this.#going ?? this.page.address());
    this.#going = null;
    if (this.#shown && (this.#shown.key !== found?.key || !this.#shown.isAttached())) this.#drop();
    if (found) this.#shown ??= this.page.show(found);
    this.#shown?.follow();
  }

  #drop(): void {
    this.#shown?.remove();
    this.#shown = null;
  }
}
