import type { RecordRef } from '../sites/record.js';
import type { Place } from '../sites/places.js';
import type { BarModel } from './bar-model.js';

/** What the second half of the script is given to draw: the open part of a bar. */
export interface AnswerProps {
  readonly model: BarModel;
  /** What is asked about; of a ticket the customer that the page names. */
  readonly record: RecordRef;
  /** False where the page names no customer: then nothing can be linked. */
  readonly isCustomer: boolean;
  /** The customer's name as the page writes it now. */
  name(): string;
  readonly isCollapsed: boolean;
  readonly isMoved: boolean;
  /** Where it opens, so that it stays inside the window. */
  readonly opens: { readonly left: boolean; readonly up: boolean };
  /** `isQuiet` while it can still be undone here. */
  changePlace(change: Partial<Place>, isQuiet?: boolean): Promise<void>;
  /** The record as `Place.ignored` writes it, and what stands there. */
  readonly ignored: string;
  readonly ignoredSoFar: readonly string[];
  /** The arrow keys move the bar from now on. */
  startMoving(): void;
  /** Closes and gives the focus back to the bar. */
  close(): void;
}

/**
 * The second half of the content script (entrypoints/answer.ts): popover, menu and forms. The worker puts it into a tab at the first
 * click, so that pages on which nobody asks carry the bar alone. Both halves run in the extension's own world of that tab, which the
 * page cannot see.
 */
export interface AnswerHalf {
  /** Draws into an element of the bar's shadow root; null takes everything away. */
  draw(into: HTMLElement, props: AnswerProps | null): void;
}

declare global {
  var understudyAnswer: AnswerHalf | undefined;
}
