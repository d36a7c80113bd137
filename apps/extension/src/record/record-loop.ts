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
  /** The record that the page shows at this moment. */
  find(): Found | null;
  show(found: Found): Shown;
  /** Nothing is shown any more; another record in its place is told by `show` alone. */
  dropped(): void;
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
  #had = false;
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

  /** Removes what is shown, for good. */
  stop(): void {
    this.#stopped = true;
    this.#cancelFrame?.();
    this.#drop();
  }

  #look(): void {
    const found = this.page.find();
    if (this.#shown && (this.#shown.key !== found?.key || !this.#shown.isAttached())) this.#drop();
    const had = this.#had;
    if (found) this.#shown ??= this.page.show(found);
    this.#had = this.#shown !== null;
    if (had && !this.#had) this.page.dropped();
    this.#shown?.follow();
  }

  #drop(): void {
    this.#shown?.remove();
    this.#shown = null;
  }
}
