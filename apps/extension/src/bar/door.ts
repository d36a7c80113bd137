import type { BarModel } from './bar-model.js';

/** What the second half of the script is given to draw: the open part of a bar. */
export interface AnswerProps {
  readonly model: BarModel;
  /** Where it opens, so that it stays inside the window. */
  readonly opens: { readonly left: boolean; readonly up: boolean };
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
