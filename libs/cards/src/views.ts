import type { CardForm, CardSeverity } from '@understudy/contracts';
import type { Reader } from './when.js';

/*
 * What the cards are drawn from: plain data, everything known already. Instants are ISO text, days `YYYY-MM-DD`, `null` is "not
 * known" or "does not apply". Texts may be anything customers or colleagues typed; the cards escape and cut them.
 */

export interface Frame extends Reader {
  /** Public address of the dashboard without a slash at the end; links and pictures hang on it. */
  readonly publicUrl: string;
}

export interface PersonView {
  readonly name: string;
  /** Place, role or team, in grey behind the name. */
  readonly detail?: string | null;
}

/** The conversation a message card stands beside. */
export interface ThreadView {
  readonly threadId: string | null;
  readonly subject: string | null;
}

export interface CustomerView {
  readonly id: string;
  readonly name: string;
  /** The customer's page on the dashboard. */
  readonly url: string;
  /** The record in the CRM; no button when it is not linked. */
  readonly crmUrl: string | null;
}

export interface FactsView {
  readonly arr: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly healthScore: number;
  readonly renewalOn: string | null;
}

export interface UrgentView {
  readonly title: string;
  readonly dueAt: string | null;
  /** A task of ours can be marked done in place. */
  readonly taskId: string | null;
  /** An open escalation opens on the dashboard. */
  readonly escalation: { readonly severity: CardSeverity; readonly url: string } | null;
}

export type ChangeKind = 'health-down' | 'health-up' | 'message' | 'escalation' | 'other';

/** PRD-258 CoverageBrief as the card needs it. */
export interface BriefView {
  /** null: the reader has never looked at it. */
  readonly lastLookedAt: string | null;
  readonly changes: readonly { readonly kind: ChangeKind; readonly text: string }[];
  readonly urgent: readonly UrgentView[];
  readonly facts: FactsView;
  readonly handleWithCare: string | null;
  readonly risks: readonly string[];
  readonly people: readonly { readonly name: string; readonly role: string | null; readonly detail: string | null }[];
  readonly meetings: readonly { readonly title: string; readonly startsAt: string; readonly detail: string | null }[];
  readonly lastActivity: { readonly summary: string; readonly at: string } | null;
  readonly ownerNote: string | null;
}

interface ForCustomer {
  readonly frame: Frame;
  readonly customer: CustomerView;
  readonly thread: ThreadView;
}

export type MessageView =
  | (ForCustomer & {
      readonly kind: 'covered-by-me';
      readonly assignmentId: string;
      readonly owner: PersonView;
      readonly until: string | null;
      readonly brief: BriefView;
    })
  | (ForCustomer & {
      /** The reader owns the customer and is here. */
      readonly kind: 'mine';
      readonly facts: FactsView;
      readonly nextAway: {
        readonly startsAt: string;
        readonly endsAt: string | null;
        readonly covers: PersonView | null;
      } | null;
    })
  | (ForCustomer & {
      readonly kind: 'owner-here';
      readonly owner: PersonView;
      readonly nextAwayAt: string | null;
    })
  | (ForCustomer & {
      readonly kind: 'covered-by-other';
      readonly because: 'coverage' | 'team-fallback' | 'manager';
      readonly responsible: PersonView;
      readonly until: string | null;
      readonly next: PersonView | null;
      readonly owner: PersonView | null;
      readonly ownerAwayUntil: string | null;
    })
  | (ForCustomer & {
      readonly kind: 'gap';
      readonly until: string | null;
      /** Why nobody is left, one sentence each: "Ana is away", "Maximiliane declined". */
      readonly because: readonly string[];
    })
  | {
      readonly kind: 'several';
      readonly frame: Frame;
      readonly thread: ThreadView;
      readonly customers: readonly {
        readonly id: string;
        readonly name: string;
        readonly state: 'you-cover' | 'yours' | 'other' | 'gap';
        /** Who looks after it, when it is somebody else. */
        readonly responsible: PersonView | null;
      }[];
    }
  | {
      readonly kind: 'unknown';
      readonly frame: Frame;
      /** The sender's address, shown as it is. */
      readonly address: string;
    };

export interface RequestView {
  readonly assignmentId: string;
  readonly owner: PersonView;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly customerCount: number;
  readonly atRiskCount: number;
  readonly answerBy: string | null;
}

export interface HomeView {
  readonly frame: Frame;
  readonly reader: PersonView;
  readonly requests: readonly RequestView[];
  readonly covering: {
    readonly owners: readonly PersonView[];
    /** All of them; `customers` may hold fewer. */
    readonly customerCount: number;
    /** By priority, the most pressing first. */
    readonly customers: readonly {
      readonly id: string;
      readonly name: string;
      readonly priority: 'high' | 'medium' | 'low';
      readonly due: { readonly what: string; readonly dueAt: string } | null;
      readonly openEscalation: { readonly severity: CardSeverity; readonly dueAt: string } | null;
    }[];
  } | null;
  /** Said yes to, not begun yet; the soonest first. */
  readonly ahead: readonly {
    readonly owner: PersonView;
    readonly startsAt: string;
    readonly endsAt: string | null;
    readonly customerCount: number;
  }[];
  readonly absences: readonly {
    readonly startsAt: string;
    readonly endsAt: string | null;
    readonly customerCount: number;
    readonly coveredCount: number;
    readonly askedCount: number;
    readonly covers: readonly PersonView[];
    readonly url: string;
  }[];
}

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
