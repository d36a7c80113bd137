import type { Report, Suite } from './summary.mjs';

export interface Round {
  title: string;
  args: readonly string[];
}
export interface Outcome {
  title: string;
  status: number | null;
  signal: NodeJS.Signals | null;
  report: Report | null;
  /** Files of the round that failed and passed when they were run again alone, as they failed. */
  passedAgain?: readonly Suite[];
}
export function runRounds(
  rounds: readonly Round[],
  how: {
    root: string;
    folder: string;
    env: NodeJS.ProcessEnv;
    atOnce: number;
    say: (text: string) => void;
  },
): Promise<Outcome[]>;
export function inPassages(say: (text: string) => void): { add: (text: string) => void; end: () => void };
