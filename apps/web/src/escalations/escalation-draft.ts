import { SEVERITIES } from '@understudy/contracts';

export type Severity = (typeof SEVERITIES)[number];

export const NOTHING_TYPED = { severity: '', category: '', title: '', description: '', expected_resolution: '' };
export type EscalationDraft = typeof NOTHING_TYPED;

/** Severities that say what has to be true when it is solved (PRD-243; the API refuses them without). */
export const NEEDS_EXPECTATION: readonly Severity[] = ['P0', 'P1'];

export const isSeverity = (text: string): text is Severity => SEVERITIES.some((severity) => severity === text);

/** What is still missing, by field, all at once. */
export function missingIn(draft: EscalationDraft): Readonly<Record<string, string>> {
  const needsExpectation = isSeverity(draft.severity) && NEEDS_EXPECTATION.includes(draft.severity);
  return {
    ...(isSeverity(draft.severity) ? {} : { severity: 'Choose how bad it is' }),
    ...(draft.title.trim() ? {} : { title: 'Say it in one line' }),
    ...(draft.description.trim() ? {} : { description: 'Say what happened' }),
    ...(needsExpectation && !draft.expected_resolution.trim()
      ? { expected_resolution: 'P0 and P1 need this: what has to be true when it is solved' }
      : {}),
  };
}
