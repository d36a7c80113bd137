import type { Place } from '../sites/places.js';

/** What the bar needs of its content script. */
export interface Surroundings {
  signedIn(): boolean;
  /** What the person did to the bar of this site. */
  place(siteId: string): Place;
  /** Keeps it; `isQuiet` while it can still be undone, so that the bar does not go at once. */
  changePlace(siteId: string, change: Partial<Place>, isQuiet?: boolean): Promise<void>;
  /** Runs later, unless the script has ended by then. */
  soon(run: () => void, ms: number): void;
  /** Asks for a look at the next frame. */
  ask(): void;
  /** Changes inside this shadow root ask for a look, too. */
  watch(root: ShadowRoot): void;
  /** "Updated: reload this page", fetched at the start: after an update of the extension nothing can be asked any more. */
  readonly staleWords: string;
}
