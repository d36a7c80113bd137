import type { Kept } from '../kept.js';
import { browser } from 'wxt/browser';
import { sendMessage, type Failure, type Subject } from '../protocol.js';
import type { Sent } from '../desk.js';
import { inputOf, type Draft } from './draft.js';

export type SendResult = { readonly ok: true; readonly sent: Sent } | { readonly ok: false; readonly failure: Failure };
export type Keyed = Draft & { readonly sent: NonNullable<Draft['sent']> };

/** Gives the draft to the worker, which keeps it before it sends it. */
export async function sendDraft(
  draft: Keyed,
  customer: { readonly id: string | null; readonly name: string },
  subject: Subject,
): Promise<SendResult> {
  const { key } = draft.sent;
  const written = {
    key,
    escalation: inputOf(draft, customer.id, subject),
    customerName: customer.name,
    subject,
    files: draft.files.map((file) => ({ ...file, state: 'waiting', why: '' }) as const),
    writtenAt: Date.now(),
  };
  try {
    const answer = await sendMessage('send', written);
    return answer.ok ? { ok: true, sent: answer.sent } : { ok: false, failure: answer };
  } catch (error) {
    // The browser ended the worker over it: what it had kept is sent when it is back.
    const found = await whatBecame(key);
    if (!found) throw error;
    return found;
  }
}

/** Of a draft that was sent before: there, on its way, or refused, and then out of the outbox, because the text is here. */
export async function whatBecame(key: string): Promise<SendResult | null> {
  const outcome = await sendMessage('outcome', key);
  if (!outcome) return null;
  if (outcome.state === 'waiting') return { ok: true, sent: { state: 'kept' } };
  if (outcome.state === 'sent') return { ok: true, sent: outcome };
  await sendMessage('dropKept', key);
  return { ok: false, failure: outcome.failure };
}

/** Calls back when what is kept changes. Returns how to stop. */
export function watchKept(changed: (all: readonly Kept[]) => void): () => void {
  const listener = (changes: Record<string, { newValue?: unknown }>): void => {
    const change = changes['kept'];
    if (change) changed((change.newValue as readonly Kept[] | undefined) ?? []);
  };
  browser.storage.local.onChanged.addListener(listener);
  return () => browser.storage.local.onChanged.removeListener(listener);
}
