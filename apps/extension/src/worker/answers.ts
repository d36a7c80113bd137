import type { AnswerOf, CreateEscalation, ListCategories, Lookup, WireOf } from '@understudy/contracts';

/** Shapes of the wire as they stand in JSON, for the pages. Types only: pages load neither contracts nor zod. */
export type LookupHit = AnswerOf<typeof Lookup>['customers'][number];
export type Responsible = LookupHit['responsible'];
export type Person = NonNullable<Responsible['responsible']>;
export type Category = AnswerOf<typeof ListCategories>['items'][number];
type Typed = WireOf<typeof CreateEscalation>;
/** What the panel always asks for beside what may be left out; it uses no templates. */
export type EscalationInput = Typed & Required<Pick<Typed, 'category' | 'severity' | 'title' | 'description'>>;
export type Escalation = AnswerOf<typeof CreateEscalation>;
export type Severity = NonNullable<EscalationInput['severity']>;

/** A customer as lists show it: who looks after it stands beside its name. */
export interface CustomerHit {
  readonly id: string;
  readonly name: string;
  readonly who: string;
  readonly tone: 'here' | 'covered' | 'gap';
  readonly initials: string;
  /** Somebody else's, and this person may look after it from now on. */
  readonly canTake?: boolean;
}

/** What the success page says, in the person's words and clock. */
export interface EscalationDone {
  readonly id: string;
  readonly link: string;
  readonly owner: { readonly headline: string; readonly why: string; readonly initials: string } | null;
  readonly firstAnswerBy: string;
  readonly firstAnswerIn: string;
  readonly solvedBy: string;
  readonly solvedIn: string;
  readonly informed: readonly string[];
  readonly room: string | null;
}
