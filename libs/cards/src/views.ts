import type { CardSeverity } from '@understudy/contracts';
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
  /** null: the worker has not written it yet; then it takes no note. */
  readonly id: string | null;
  readonly acknowledgedAt: string | null;
  /** "High: health 48, renewal in 23 days". */
  readonly priority: string;
  /** null: the reader has never looked at it. */
  readonly lastLookedAt: string | null;
  readonly changes: readonly { readonly kind: ChangeKind; readonly text: string }[];
  readonly urgent: readonly UrgentView[];
  readonly facts: FactsView;
  readonly handleWithCare: string | null;
  readonly risks: readonly string[];
  readonly people: readonly {
    readonly name: string;
    readonly role: string | null;
    readonly detail: string | null;
    readonly email: string | null;
  }[];
  readonly meetings: readonly { readonly title: string; readonly startsAt: string; readonly detail: string | null }[];
  readonly lastActivity: { readonly summary: string; readonly at: string } | null;
  /** Open, but not urgent. */
  readonly tasks: readonly { readonly id: string; readonly title: string; readonly dueAt: string | null }[];
  /** What was said between us and them, newest first; `by` of ours, or of theirs. */
  readonly said: readonly { readonly summary: string; readonly at: string; readonly by: string | null }[];
  readonly ownerNote: string | null;
  /** What was noted since, the reader's own among it. */
  readonly notes: string | null;
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
      /** By hand, before every backup: it can be given back. */
      readonly isTakenOver: boolean;
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
      readonly mayTakeOver: boolean;
    })
  | (ForCustomer & {
      readonly kind: 'gap';
      readonly until: string | null;
      /** Why nobody is left, one sentence each: "Ana is away", "Maximiliane declined". */
      readonly because: readonly string[];
      readonly mayTakeOver: boolean;
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
      /** What a contact of this address would be called; null when the reader may not make one of it. */
      readonly linkAs: string | null;
    };
