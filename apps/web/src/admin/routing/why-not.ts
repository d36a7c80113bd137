import { formatCount } from '@understudy/ui';

export interface Standing {
  readonly isDirty: boolean;
  /** What is not there yet, or not right, in words; null when the rule is whole. */
  readonly missing: string | null;
  readonly isChecked: boolean;
  readonly clashes: boolean;
  /** Those that the change adds and nobody accepted. */
  readonly deadEnds: number;
}

/** Why the rule cannot be saved now, in words that stand at the button; null when it can. */
export function whyNot({ isDirty, missing, isChecked, clashes, deadEnds }: Standing): string | null {
  if (!isDirty) return 'Nothing is changed.';
  if (clashes) return 'Somebody changed the same thing: choose first.';
  if (missing) return missing;
  if (deadEnds > 0) return `It adds ${formatCount(deadEnds, 'dead end')}: fix or accept them to save this rule.`;
  return isChecked ? null : 'Looking for dead ends.';
}
