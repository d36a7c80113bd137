import type { AnswerOf, ProposeSetup, SaveSetup, WireOf } from '@understudy/contracts';
import { z } from 'zod';

export type Proposal = AnswerOf<typeof ProposeSetup>;
export type SetupWire = WireOf<typeof ProposeSetup>;
export const STEPS = ['dates', 'who', 'priorities', 'told', 'proof'] as const;
export type StepKey = (typeof STEPS)[number];
export const isStep = (text: string | null): text is StepKey => STEPS.some((step) => step === text);

const note = z.object({ note: z.string(), priority: z.enum(['high', 'medium', 'low']).nullable() });

/** What somebody has chosen of a set-up so far; null leaves it to what is known, or to what is best. */
const Draft = z.object({
  kind: z.enum(['vacation', 'sick', 'conference', 'parental', 'other']).nullable(),
  firstOn: z.string().nullable(),
  lastOn: z.string().nullable(),
  /** Nobody knows when it ends. */
  isOpenEnded: z.boolean().nullable(),
  /** "09:00-12:00"; empty: whole days. */
  hours: z.string().nullable(),
  timeZone: z.string().nullable(),
  /** Who shares; one is who covers alone. null: as the product proposes. */
  among: z.array(z.string()).nullable(),
  /** Customer to backup, over the proposal. */
  byHand: z.record(z.string(), z.string()),
  notes: z.record(z.string(), note),
  tell: z.enum(['auto', 'none']).nullable(),
  words: z.string().nullable(),
  /** The furthest step that was reached. */
  reached: z.int().min(0),
  savedAt: z.number(),
});
export type SetupDraft = z.infer<typeof Draft>;

export const EMPTY: SetupDraft = {
  kind: null,
  firstOn: null,
  lastOn: null,
  isOpenEnded: null,
  hours: null,
  timeZone: null,
  among: null,
  byHand: {},
  notes: {},
  tell: null,
  words: null,
  reached: 0,
  savedAt: 0,
};

/** Drafts are thrown away after that: dates have passed, customers have changed hands. */
const KEPT_MS = 30 * 86_400_000;

/** A draft from storage; null for none, one too old, or one of another version of this page. */
export function readDraft(text: string | null, now: number): SetupDraft | null {
  if (!text) return null;
  try {
    const found = Draft.safeParse(JSON.parse(text));
    return found.success && now - found.data.savedAt < KEPT_MS ? found.data : null;
  } catch {
    return null; // not JSON: nothing of ours
  }
}

/** Where a set-up starts from: an absence that is known, or days for a new one. */
export interface SetupStart {
  readonly absenceId: string | null;
  readonly personId: string | null;
  /** Proposed days of a new absence, `YYYY-MM-DD`. */
  readonly firstOn: string;
  readonly lastOn: string;
}

/** Days, kind and hours. Of a known absence only what differs is told: what others changed meanwhile stays. */
const timeOf = (draft: SetupDraft, start: SetupStart): SetupWire => {
  if (start.absenceId !== null) {
    return {
      absence_id: start.absenceId,
      ...(draft.kind ? { absence_type: draft.kind } : {}),
      ...(draft.firstOn ? { start_date: draft.firstOn } : {}),
      ...(draft.isOpenEnded ? { end_date: null } : draft.lastOn ? { end_date: draft.lastOn } : {}),
      ...(draft.hours === null ? {} : { partial_hours: draft.hours }),
    };
  }
  return {
    ...(start.personId ? { csm_id: start.personId } : {}),
    absence_type: draft.kind ?? 'vacation',
    start_date: draft.firstOn ?? start.firstOn,
    end_date: draft.isOpenEnded ? null : (draft.lastOn ?? start.lastOn),
    ...(draft.timeZone ? { time_zone: draft.timeZone } : {}),
    ...(draft.hours ? { partial_hours: draft.hours } : {}),
  };
};

/** The choices so far, as every step tells them. */
export function planOf(draft: SetupDraft, start: SetupStart): SetupWire {
  const { among } = draft;
  const byHand = Object.entries(draft.byHand)
    .filter(([, userId]) => among === null || among.includes(userId))
    .map(([customer_id, backup_user_id]) => ({ customer_id, backup_user_id }));
  const isSplit = among !== null ? among.length > 1 : byHand.length > 0;
  return {
    ...timeOf(draft, start),
    ...(isSplit ? { cover: 'split' as const } : among?.[0] ? { cover: among[0] } : {}),
    ...(among && among.length > 1 ? { among } : {}),
    ...(isSplit && byHand.length > 0 ? { by_hand: byHand } : {}),
  };
}

/** The last step: all of it, with the notes that say something. */
export function saveOf(draft: SetupDraft, start: SetupStart, tell: 'auto' | 'none'): WireOf<typeof SaveSetup> {
  const notes = Object.entries(draft.notes)
    .filter(([, { note: text, priority }]) => text.trim() !== '' || priority !== null)
    .map(([customer_id, { note: text, priority }]) => ({ customer_id, note: text.trim(), priority }));
  return {
    ...planOf(draft, start),
    notify_customers: tell,
    ...(draft.words === null ? {} : { special_instructions: draft.words.trim() }),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** Whether a day field holds a day the API can read; while a year is typed it does not. */
export const isDay = (text: string): boolean => /^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text);
