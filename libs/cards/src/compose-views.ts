import type { Introduction } from '@understudy/contracts';
import type { Frame, PersonView } from './views.js';

export interface ComposeCustomerView {
  readonly id: string;
  readonly name: string;
  readonly state: 'you-cover' | 'yours' | 'owner-here' | 'other' | 'gap';
  readonly owner: PersonView | null;
  readonly responsible: PersonView | null;
  readonly until: string | null;
  /** Address of the recipient that the words greet; null greets nobody. */
  readonly contact: string | null;
  /** Who is introduced: the reader (`mine`), or somebody by their first name. */
  readonly voice: string;
  /** What a customer would read, plain text; empty when there is nobody to introduce. */
  readonly introductions: readonly { readonly words: Introduction; readonly text: string }[];
  /** Who should be copied in, and why: "Owner, reads it when back". */
  readonly copies: readonly {
    readonly userId: string;
    readonly person: PersonView;
    readonly why: string;
    /** A recipient already. */
    readonly isIn: boolean;
  }[];
}

/** The customers of a draft's recipients, in the order of To, CC, BCC. */
export interface ComposeView {
  readonly frame: Frame;
  readonly customers: readonly ComposeCustomerView[];
}
