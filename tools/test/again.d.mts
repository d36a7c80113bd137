import type { Outcome } from './rounds.mjs';

export function filesToRunAgain(outcomes: readonly Outcome[]): string[];
export function withSecondRun(outcome: Outcome, again: ReadonlyMap<string, Outcome>): Outcome;
