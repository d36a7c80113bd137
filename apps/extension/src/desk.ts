import type { EscalationDone, Severity } from './worker/answers.js';

/** What popup and panel show, in the person's words and clock; made in the worker. Plain JSON. */

/** How much time an escalation has. `soon` from the server's warning on; `late` counts what is over. */
export interface ClockView {
  readonly state: 'running' | 'soon' | 'late' | 'paused' | 'solved';
  /** Left, or over when late; as of `Home.at` or of when the view was made. */
  readonly minutes: number;
  /** "16:00", "Tue 7 Jul, 16:00" */
  readonly due: string;
  /** "16:00", "Tue 16:00", "7 Jul" */
  readonly dueShort: string;
}

export interface EscalationLine {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** "Corvane Bank, with Sue Lindqvist" */
  readonly detail: string;
  readonly clock: ClockView;
  readonly link: string;
}

export interface CoveredLine {
  readonly customerId: string;
  readonly name: string;
  readonly detail: string;
  /** Beside `detail`, and never cut with it: "Tue 7 Jul, 16:00", "was due 7 Jul". */
  readonly when: string;
  readonly isLate: boolean;
  readonly icon: 'alert' | 'clock' | 'calendar' | 'none';
  readonly priority: 'high' | 'medium' | 'low';
}

export interface Home {
  readonly escalations: readonly EscalationLine[];
  readonly openCount: number;
  /** "12 for Ana, until Fri" */
  readonly standingIn: readonly string[];
  readonly covered: readonly CoveredLine[];
  /** Requests to cover that wait for this person's answer. */
  readonly waitingCount: number;
  readonly links: { readonly escalations: string; readonly coverage: string };
}

/** One that is not sent yet, or was refused, as popup and panel say it. */
export interface KeptLine {
  readonly key: string;
  readonly title: string;
  readonly customer: string;
  readonly severity: Severity;
  readonly state: 'waiting' | 'files' | 'refused' | 'uncertain';
  readonly why: string;
}

/** Owner and times before it is sent. */
export interface PreviewView {
  readonly owner: { readonly name: string; readonly initials: string } | null;
  readonly why: string;
  readonly answerBy: string;
  readonly solvedBy: string;
}

export interface BriefView {
  /** What changed since this person last read it. */
  readonly since: readonly string[];
  readonly arr: string;
  readonly health: string;
  readonly isFalling: boolean;
  readonly renewal: { readonly words: string; readonly label: string } | null;
  readonly first: readonly BriefItem[];
  readonly handling: string;
  readonly risks: readonly string[];
  readonly people: readonly { readonly name: string; readonly role: string; readonly email: string | null }[];
  /** The owner's own. */
  readonly note: string;
  /** By whoever stood in, the reader among them. */
  readonly notedSince: string;
  /** Of the coverage that makes this person write things down; null where there is none. */
  readonly assignmentId: string | null;
  readonly briefId: string | null;
  readonly link: string;
}

export interface BriefItem {
  readonly icon: 'alert' | 'clock' | 'calendar';
  readonly text: string;
  readonly detail: string;
  readonly isLate: boolean;
  readonly taskId: string | null;
  readonly escalationId: string | null;
}

export interface EscalationView extends EscalationLine {
  readonly status: string;
  readonly customer: string;
  readonly description: string;
  /** Part of the time that is used up, 0 to 100 and more. */
  readonly percentUsed: number;
  readonly owner: { readonly name: string; readonly initials: string; readonly why: string } | null;
  readonly mayAcknowledge: boolean;
  readonly said: readonly Said[];
}

/** A line of the discussion: what somebody wrote, or what happened. */
export interface Said {
  readonly id: string;
  readonly kind: 'wrote' | 'happened';
  readonly who: string;
  readonly initials: string;
  readonly when: string;
  readonly text: string;
}

/** The answer to sending: there, or kept and sent later. */
export type Sent =
  | {
      readonly state: 'sent';
      readonly done: EscalationDone;
      readonly refusedFiles: readonly { readonly name: string; readonly why: string }[];
    }
  | { readonly state: 'kept' };
