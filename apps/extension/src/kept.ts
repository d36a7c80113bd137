import type { Failure, Subject } from './protocol.js';
import type { EscalationDone, EscalationInput } from './worker/answers.js';

/** The server may have it already and would not notice a second one: a person looks, and decides. No code of the API. */
export const UNCERTAIN_CODE = 'outbox.uncertain';

/** A file of an escalation that is being sent; its bytes lie in file-store.ts under the same id. */
export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly state: 'waiting' | 'sent' | 'refused';
  /** Why the server did not take it, in its words; empty otherwise. */
  readonly why: string;
}

/** What somebody wrote and sent, kept on this computer until the server has answered for all of it. */
export interface Kept {
  /** The idempotency key, made when it was written: however often it is sent, the server makes one escalation of it. */
  readonly key: string;
  /** Whose it is. Sent only while this person is signed in. */
  readonly userId: string;
  /** Without a customer the record says which one it is, once there is a connection. */
  readonly escalation: Omit<EscalationInput, 'customer_id'> & { readonly customer_id: string | null };
  readonly customerName: string;
  readonly subject: Subject;
  readonly files: readonly KeptFile[];
  /** Machine time, milliseconds. */
  readonly writtenAt: number;
  /** When it was first sent without hearing back, machine time: from then on the server may have it. */
  readonly triedAt: number | null;
  readonly done: EscalationDone | null;
  /** Why it cannot be sent as it is; a person has to change it or throw it away. */
  readonly failure: Failure | null;
}

/** What became of one that was sent: still on its way, refused, or there. */
export type Outcome =
  | { readonly state: 'waiting' }
  | { readonly state: 'refused'; readonly failure: Failure }
  | { readonly state: 'sent'; readonly done: EscalationDone; readonly refusedFiles: readonly KeptFile[] };

export const outcomeOf = ({ done, failure, files }: Kept): Outcome => {
  if (done && files.every(({ state }) => state !== 'waiting'))
    return { state: 'sent', done, refusedFiles: files.filter(({ state }) => state === 'refused') };
  return failure ? { state: 'refused', failure } : { state: 'waiting' };
};
