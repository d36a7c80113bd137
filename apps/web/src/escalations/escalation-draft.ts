import { SEVERITIES } from '@understudy/contracts';

export type Severity = (typeof SEVERITIES)[number];

export const NOTHING_TYPED = {
  severity: '',
  category: '',
  title: '',
  /** Markdown. */
  description: '',
  expected_resolution: '',
  /** A day, `YYYY-MM-DD`. */
  target_on: '',
};
export type EscalationDraft = typeof NOTHING_TYPED;

/** Severities that say what has to be true when it is solved (PRD-243; the API refuses them without). */
export const NEEDS_EXPECTATION: readonly Severity[] = ['P0', 'P1'];

export const isSeverity = (text: string): text is Severity => SEVERITIES.some((severity) => severity === text);

/** Something was typed or chosen that would be missed. */
export const isBegun = (draft: EscalationDraft): boolean => Object.values(draft).some((text) => text.trim() !== '');

/** What is still missing, by field, all at once. */
export function missingIn(draft: EscalationDraft): Readonly<Record<string, string>> {
  const needsExpectation = isSeverity(draft.severity) && NEEDS_EXPECTATION.includes(draft.severity);
  return {
    ...(isSeverity(draft.severity) ? {} : { severity: 'Choose how bad it is' }),
    ...(draft.category ? {} : { category: 'Choose what it is about' }),
    ...(draft.title.trim() ? {} : { title: 'Say it in one line' }),
    ...(draft.description.trim() ? {} : { description: 'Say what happened' }),
    ...(needsExpectation && !draft.expected_resolution.trim()
      ? { expected_resolution: 'P0 and P1 need this: what has to be true when it is solved' }
      : {}),
  };
}

/** What a template says, where nothing was typed yet: it never overwrites. */
export function beginWith(
  draft: EscalationDraft,
  template: {
    readonly category: string | null;
    readonly severity: Severity | null;
    readonly title: string;
    readonly description: string;
    readonly expected_resolution: string | null;
  },
): EscalationDraft {
  const or = (typed: string, given: string | null) => (typed.trim() ? typed : (given ?? ''));
  return {
    ...draft,
    severity: or(draft.severity, template.severity),
    category: or(draft.category, template.category),
    title: or(draft.title, template.title),
    description: or(draft.description, template.description),
    expected_resolution: or(draft.expected_resolution, template.expected_resolution),
  };
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3);

/** The two say nearly the same, as far as one is typed: half of the longer words of the shorter one stand in both. */
export function soundsLike(one: string, other: string): boolean {
  const [few, many] = [wordsOf(one), wordsOf(other)].toSorted((a, b) => a.length - b.length);
  if (!few || !many || few.length === 0) return false;
  const known = new Set(many);
  return few.filter((word) => known.has(word)).length * 2 >= Math.max(2, few.length);
}
