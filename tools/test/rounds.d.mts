import type { Report } from './summary.mjs';

export interface Round {
  title: string;
  args: readonly string[];
}
export interface Outcome {
  title: string;
  status: number | null;
  signal: NodeJS.Signals | null;
  report: Report | null;
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
