import type { BriefView, EscalationLine, EscalationView, Home, KeptLine, PreviewView, Sent } from './desk.js';
import type { Kept, Outcome } from './kept.js';
import type { Answer, TakeOverPlan } from './protocol.js';
import type { CustomerHit, Severity } from './worker/answers.js';

/** What popup and panel ask the worker; refused to everybody else (worker/senders.ts). */
export interface DeskProtocol {
  home(): Answer<{ home: Home }>;
  /** The customer with who looks after it now; what lists say may be old, or about something else. */
  whoLooksAfter(customer: { id: string; name: string }): Answer<{ customer: CustomerHit }>;
  /** Null: it is not this person's to read, or there is none. */
  brief(customerId: string): Answer<{ brief: BriefView | null }>;
  escalationsOf(customerId: string): Answer<{ escalations: readonly EscalationLine[] }>;
  escalation(id: string): Answer<{ escalation: EscalationView }>;
  /** The key is made when it is written: twice pressed, once said. */
  comment(input: { id: string; text: string; key: string }): Answer<{ escalation: EscalationView }>;
  acknowledge(id: string): Answer<{ escalation: EscalationView }>;
  finishTask(input: { customerId: string; taskId: string }): Answer<{ brief: BriefView | null }>;
  logActivity(input: { assignmentId: string; customerId: string; text: string; key: string }): Answer<object>;
  addNote(input: { briefId: string; text: string; key: string }): Answer<object>;
  preview(input: { customerId: string; category: string; severity: Severity }): Answer<{ preview: PreviewView }>;

  /** Kept first, sent at once where there is a connection (kept.ts). */
  send(kept: Omit<Kept, 'userId' | 'triedAt' | 'done' | 'failure'>): Answer<{ sent: Sent }>;
  outcome(key: string): Outcome | null;
  keptList(): readonly KeptLine[];
  /** Tries all again now; one that was refused or is uncertain only when it is named. */
  sendKept(key: string | null): void;
  /** Throws it away; answers what it was, so that its text can go back into the form. */
  dropKept(key: string): Kept | null;

  takeOverPlanOf(customer: { id: string; name: string }): Answer<{ plan: TakeOverPlan }>;
  takeOverOf(customer: { id: string; name: string }): Answer<object>;
}
