import { browser } from 'wxt/browser';
import type { Subject } from '../protocol.js';
import type { EscalationInput, Severity } from '../worker/answers.js';

/** What somebody has typed. Belongs to its subject and survives closing the panel. */
export interface Draft {
  readonly severity: Severity;
  readonly category: string;
  readonly title: string;
  readonly description: string;
  readonly expected: string;
  /** The last sending: the same text again goes under the same key, so that it cannot escalate twice. */
  readonly sent: { readonly body: string; readonly key: string } | null;
}

/** Record, else customer, else page: what typed text belongs to. */
export const draftKey = ({ record, customer, page }: Subject): string =>
  `draft:${record ? `${record.system}:${record.recordId}` : (customer?.id ?? page.url)}`;

export async function readDraft(subject: Subject): Promise<Draft | null> {
  const key = draftKey(subject);
  const stored = await browser.storage.local.get<Record<string, Draft | undefined>>(key);
  return stored[key] ?? null;
}

export async function saveDraft(subject: Subject, draft: Draft): Promise<void> {
  await browser.storage.local.set({ [draftKey(subject)]: draft });
}

export async function dropDraft(subject: Subject): Promise<void> {
  await browser.storage.local.remove(draftKey(subject));
}

/** The request for a draft, as the API takes it. The page's address goes along; the person sees that in the form. */
export function inputOf(draft: Draft, customerId: string, subject: Subject): EscalationInput {
  const expected = draft.expected.trim();
  return {
    customer_id: customerId,
    category: draft.category,
    severity: draft.severity,
    title: draft.title.trim(),
    description: draft.description.trim(),
    ...(expected ? { expected_resolution: expected } : {}),
    ...(subject.page.title ? { metadata: { page_title: subject.page.title } } : {}),
    source: { surface: 'extension', ...(subject.page.url ? { url: subject.page.url } : {}) },
  };
}

/** Keeps the key while the request is the same, else makes a new one. */
export function underKey(
  draft: Draft,
  input: EscalationInput,
  makeKey: () => string,
): Draft & { sent: { body: string; key: string } } {
  const body = JSON.stringify(input);
  return { ...draft, sent: draft.sent?.body === body ? draft.sent : { body, key: makeKey() } };
}
