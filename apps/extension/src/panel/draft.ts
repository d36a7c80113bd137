import { browser } from 'wxt/browser';
import type { Kept } from '../kept.js';
import type { Subject } from '../protocol.js';
import type { Severity } from '../worker/answers.js';

export interface DraftFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

/** What somebody has typed. Belongs to its subject and survives closing the panel. */
export interface Draft {
  readonly severity: Severity;
  readonly category: string;
  readonly title: string;
  readonly description: string;
  readonly expected: string;
  /** Their bytes lie in file-store.ts. */
  readonly files: readonly DraftFile[];
  /** The last sending: the same text again goes under the same key, so that it cannot escalate twice. */
  readonly sent: { readonly body: string; readonly key: string } | null;
}

/** Record, else customer, else page: what typed text belongs to. */
export const draftKey = ({ record, customer, page }: Subject): string =>
  `draft:${record ? `${record.system}:${record.recordId}` : (customer?.id ?? page.url)}`;

export async function readDraft(subject: Subject): Promise<Draft | null> {
  const key = draftKey(subject);
  const stored = await browser.storage.local.get<Record<string, Draft | undefined>>(key);
  const draft = stored[key];
  return draft ? { ...draft, files: draft.files ?? [] } : null;
}

export async function saveDraft(subject: Subject, draft: Draft): Promise<void> {
  await browser.storage.local.set({ [draftKey(subject)]: draft });
}

export async function dropDraft(subject: Subject): Promise<void> {
  await browser.storage.local.remove(draftKey(subject));
}

/** A request that may still have to learn whose record it is about (kept.ts). */
export type Written = Kept['escalation'];

/** The request for a draft, as the API takes it. The page's address goes along; the person sees that in the form. */
export function inputOf(draft: Draft, customerId: string | null, subject: Subject): Written {
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
  input: Written,
  makeKey: () => string,
): Draft & { sent: { body: string; key: string } } {
  const body = JSON.stringify(input);
  return { ...draft, sent: draft.sent?.body === body ? draft.sent : { body, key: makeKey() } };
}
