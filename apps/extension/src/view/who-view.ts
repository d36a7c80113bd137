/**
 * The answer to "Who's covering?" as words and marks, made in the service worker: the content script only prints it, which keeps
 * rules, dates and the wire out of the page. Plain JSON.
 */
export interface WhoView {
  readonly state:
    'here' | 'covered' | 'gap' | 'unlinked' | 'several' | 'signed-out' | 'forbidden' | 'offline' | 'failed';
  readonly bar: BarWords;
  readonly title: string;
  readonly face: { readonly initials: string; readonly tone: 'plain' | 'covered' | 'gap' } | null;
  readonly headline: string;
  readonly detail: string;
  /** Not the last word: no connection, or the sign-in failed. */
  readonly notice: string;
  readonly points: { readonly heading: string; readonly items: readonly Point[] } | null;
  readonly chain: { readonly heading: string; readonly items: readonly Link[] } | null;
  /** The customer's page of the dashboard. */
  readonly link: string | null;
  /** Somebody else's, and this person may look after it from now on. */
  readonly canTakeOver: boolean;
  /** The record belongs to nobody yet, and this person may say to whom. */
  readonly canLink: boolean;
  readonly retry: 'sign-in' | 'again' | null;
}

export interface BarWords {
  readonly mark: 'plain' | 'covered' | 'gap' | 'off';
  /** First name; the only part that may be cut. */
  readonly name: string;
  readonly rest: string;
  /** `rest` in fewer words, where there are: "until Fri", "You until Fri". */
  readonly short: string;
  /** What the second button does; null where there is nothing to do but sign in. */
  readonly act: 'escalate' | 'take-over' | 'link' | null;
  /** The whole sentence, for the tooltip and for screen readers. */
  readonly sentence: string;
}

export interface Point {
  readonly icon: 'calendar' | 'clock' | 'info' | 'alert';
  readonly text: string;
}

export interface Link {
  readonly mark: 'away' | 'covered' | 'gap' | 'next';
  readonly name: string;
  readonly role: string;
  readonly reason: string;
}
