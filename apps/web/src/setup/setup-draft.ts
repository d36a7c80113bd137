import type { AnswerOf, ProposeSetup, SaveSetup, WireOf } from '@understudy/contracts';

export type Proposal = AnswerOf<typeof ProposeSetup>;
export type SetupWire = WireOf<typeof ProposeSetup>;
export const STEPS = ['dates', 'who', 'priorities', 'told', 'proof'] as const;
export type StepKey = (typeof STEPS)[number];
export const isStep = (text: string | null): text is StepKey => STEPS.some((step) => step === text);

/** What somebody has chosen of a set-up so far; null leaves it to what is known, or to what is best. */
export interface SetupDraft {
  readonly kind: Proposal['absence']['absence_type'] | null;
  readonly firstOn: string | null;
  readonly lastOn: string | null;
  /** Nobody knows when it ends. */
  readonly isOpenEnded: boolean | null;
  /** "09:00-12:00"; empty: whole days. */
  readonly hours: string | null;
  readonly timeZone: string | null;
  /** Who shares; one is who covers alone. null: as the product proposes. */
  readonly among: readonly string[] | null;
  /** Customer to backup, over the proposal. */
  readonly byHand: Readonly<Record<string, string>>;
  readonly notes: Readonly<Record<string, CustomerNote>>;
  readonly tell: 'auto' | 'none' | null;
  readonly words: string | null;
  /** The furthest step that was reached. */
  readonly reached: number;
  readonly savedAt: number;
}
export interface CustomerNote {
  readonly note: string;
  readonly priority: 'high' | 'medium' | 'low' | null;
}

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

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number';
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (...known: readonly string[]): Check =>
  (value) =>
    known.some((each) => each === value);
const isRecordOf =
  (check: Check): Check =>
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(check);
const isNote: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  'note' in value &&
  isText(value.note) &&
  'priority' in value &&
  orNull(oneOf('high', 'medium', 'low'))(value.priority);

const CHECKS = {
  kind: orNull(oneOf('vacation', 'sick', 'conference', 'parental', 'other')),
  firstOn: orNull(isText),
  lastOn: orNull(isText),
  isOpenEnded: orNull((value) => typeof value === 'boolean'),
  hours: orNull(isText),
  timeZone: orNull(isText),
  among: orNull((value) => Array.isArray(value) && value.every(isText)),
  byHand: isRecordOf(isText),
  notes: isRecordOf(isNote),
  tell: orNull(oneOf('auto', 'none')),
  words: orNull(isText),
  reached: isNumber,
  savedAt: isNumber,
} as const satisfies Record<keyof SetupDraft, Check>;

const isDraft = (value: unknown): value is SetupDraft =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(CHECKS).every(([name, check]) => check(Reflect.get(value, name)));

/** Drafts are thrown away after that: dates have passed, customers have changed hands. */
const KEPT_MS = 30 * 86_400_000;

/** A draft from storage; null for none, one too old, or one of another version of this page. */
export function readDraft(text: string | null, now: number): SetupDraft | null {
  if (!text) return null;
  try {
    const found: unknown = JSON.parse(text);
    return isDraft(found) && now - found.savedAt < KEPT_MS ? found : null;
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
    ...(among && among.length > 1 ? { among: [...among] } : {}),
    ...(isSplit && byHand.length > 0 ? { by_hand: byHand } : {}),
  };
}

/**
 * The last step: all of it. Notes that say nothing are left out where none was before; of a known absence they take back what was
 * written. `tell` null: what was decided about mails to customers stays.
 */
export function saveOf(draft: SetupDraft, start: SetupStart, tell: 'auto' | 'none' | null): WireOf<typeof SaveSetup> {
  const notes = Object.entries(draft.notes)
    .filter(([, { note: text, priority }]) => start.absenceId !== null || text.trim() !== '' || priority !== null)
    .map(([customer_id, { note: text, priority }]) => ({ customer_id, note: text.trim(), priority }));
  return {
    ...planOf(draft, start),
    ...(tell === null ? {} : { notify_customers: tell }),
    ...(draft.words === null ? {} : { special_instructions: draft.words.trim() }),
    ...(notes.length > 0 ? { notes } : {}),
  };
}
