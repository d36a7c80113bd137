import { ImportCustomers, type AnswerOf } from '@understudy/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { send } from '../api/send.js';
import type { Planned, Problem } from './chunks.js';

type Answer = AnswerOf<typeof ImportCustomers>;
export type Outcome = Answer['rows'][number]['outcome'];

/** What becomes, or became, of one row of the file. */
export interface RowOutcome {
  readonly line: number;
  readonly name: string;
  readonly outcome: Outcome;
  readonly customerId: string | null;
  readonly errors: readonly Problem[];
}

export interface Run {
  readonly state: 'idle' | 'running' | 'stopped' | 'done';
  readonly done: number;
  readonly of: number;
  readonly outcomes: readonly RowOutcome[];
  readonly error: unknown;
}

const IDLE: Run = { state: 'idle', done: 0, of: 0, outcomes: [], error: null };

/**
 * Sends a file in its parts, one after the other, dry or for real. A part that fails stops it with what was done; going on begins
 * with that part, with the same Idempotency-Key, so that nothing happens twice.
 */
export function useRuns(dryRun: boolean) {
  const queries = useQueryClient();
  const [run, setRun] = useState<Run>(IDLE);
  const keys = useRef(new Map<number, string>());
  const turn = useRef(0);

  const start = useCallback(
    async (planned: Planned, from = 0, before: readonly RowOutcome[] = []): Promise<boolean> => {
      const mine = ++turn.current;
      const { chunks, left } = planned;
      const outcomes: RowOutcome[] =
        from === 0 ? left.map((row) => ({ ...row, outcome: 'failed', customerId: null })) : [...before];
      if (from === 0) keys.current = new Map();
      const say = (state: Run['state'], done: number, error: unknown = null) => {
        if (mine === turn.current)
          setRun({
            state,
            done,
            of: chunks.length,
            outcomes: [...outcomes].toSorted((a, b) => a.line - b.line),
            error,
          });
      };
      for (let index = from; index < chunks.length; index++) {
        const chunk = chunks[index];
        if (!chunk || mine !== turn.current) return false;
        say('running', index);
        const idempotencyKey = keys.current.get(index) ?? crypto.randomUUID();
        keys.current.set(index, idempotencyKey);
        try {
          const answer = await send(
            ImportCustomers,
            { format: 'csv', content: chunk.content, dry_run: dryRun },
            { idempotencyKey },
          );
          for (const row of answer.rows) {
            outcomes.push({
              line: chunk.lines[row.line] ?? row.line,
              name: row.name,
              outcome: row.outcome,
              customerId: row.customer_id,
              errors: row.errors,
            });
          }
        } catch (error) {
          say('stopped', index, error);
          return false;
        }
      }
      say('done', chunks.length);
      if (!dryRun) void queries.invalidateQueries();
      return true;
    },
    [dryRun, queries],
  );
  const goOn = (planned: Planned): Promise<boolean> => start(planned, run.done, run.outcomes);
  const forget = useCallback(() => {
    turn.current++;
    setRun(IDLE);
  }, []);
  return { run, start, goOn, forget };
}

export const countOf = (run: Run, outcome: Outcome): number =>
  run.outcomes.filter((row) => row.outcome === outcome).length;
