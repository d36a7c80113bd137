import type { CardForm, CardSeverity } from '@understudy/contracts';
import type { RequestView } from './home-views.js';
import type { BriefView, CustomerView, Frame, PersonView, ThreadView } from './views.js';

export interface FieldError {
  /** `form.title` or `title`. */
  readonly path: string;
  readonly message: string;
}

export interface DeclineView {
  readonly frame: Frame;
  readonly request: RequestView;
  readonly form?: CardForm;
  readonly errors?: readonly FieldError[];
}

export interface ReleaseView {
  readonly frame: Frame;
  readonly assignmentId: string;
  readonly owner: PersonView;
  readonly until: string | null;
  readonly customerCount: number;
  readonly form?: CardForm;
  readonly errors?: readonly FieldError[];
}

/** Why the reader is the one who is asked. */
export interface WhyView {
  readonly frame: Frame;
  readonly request: RequestView;
  /** "The best fit", "Ben declined". */
  readonly rung: string;
  /** In sentences, the heaviest first; empty when somebody chose by hand. */
  readonly reasons: readonly string[];
  /** What it would be: "27 customers of 50". */
  readonly loadAfter: string;
}

export interface NoteFormView {
  readonly frame: Frame;
  readonly customer: CustomerView;
  readonly thread: ThreadView;
  readonly briefId: string;
  readonly owner: PersonView;
  readonly requestKey: string;
  readonly form?: CardForm;
  readonly errors?: readonly FieldError[];
}

export interface BriefCardView {
  readonly frame: Frame;
  readonly customer: CustomerView;
  readonly thread: ThreadView;
  readonly assignmentId: string;
  readonly owner: PersonView;
  readonly until: string | null;
  readonly brief: BriefView;
}

export interface AwayFormView {
  readonly frame: Frame;
  readonly requestKey: string;
  /** Hours of today that are still to come, "HH:MM". */
  readonly hours: readonly string[];
  /** The next day of work. */
  readonly backOn: string;
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  readonly form?: CardForm;
  readonly errors?: readonly FieldError[];
}

export interface ActivityFormView {
  readonly frame: Frame;
  readonly customer: CustomerView;
  readonly assignmentId: string;
  readonly owner: PersonView;
  /** Made when the form is drawn: pressing twice logs once. */
  readonly requestKey: string;
  readonly form?: CardForm;
  readonly errors?: readonly FieldError[];
}

/** A customer who could be meant. */
export interface MatchView {
  readonly id: string;
  readonly name: string;
  readonly owner: PersonView | null;
  readonly isMine: boolean;
  readonly segment: string;
  /** Made when the card is drawn: pressing twice links once. null: it is not the reader's to change. */
  readonly requestKey: string | null;
}

export interface ContactFormView {
  readonly frame: Frame;
  /** Who is to become a contact. */
  readonly sender: { readonly address: string; readonly name: string };
  /** null: nobody has looked yet. `total` counts those that are not shown too, as far as somebody counted. */
  readonly found: {
    readonly shown: readonly MatchView[];
    readonly total: number;
    readonly isMore: boolean;
  } | null;
  readonly form?: CardForm;
  readonly errors?: readonly FieldError[];
}

export interface EscalateView {
  readonly frame: Frame;
  readonly customer: CustomerView;
  readonly thread: ThreadView;
  readonly categories: readonly { readonly name: string }[];
  /** Made when the form is drawn: pressing twice escalates once. */
  readonly requestKey: string;
  /** What was typed, when the form comes back with errors. */
  readonly form?: CardForm;
  readonly errors?: readonly FieldError[];
}

export interface EscalatedView {
  readonly frame: Frame;
  readonly customer: CustomerView;
  readonly severity: CardSeverity;
  readonly url: string;
  /** null: stored, nobody is free yet. */
  readonly owner: PersonView | null;
  /** Why this person: "Billing's first owner is away, Sue is next". */
  readonly because: string | null;
  readonly responseDueAt: string;
  readonly dueAt: string;
}
