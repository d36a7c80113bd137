import { Button, Notice, Panel } from '@understudy/ui';
import { requestOf, wordsFor } from '../api/send.js';
import type { Run } from './use-runs.js';

export interface RunProgressProps {
  readonly run: Run;
  readonly rows: number;
  /** "Looking at" or "Importing". */
  readonly words: string;
  /** What is true of the part that was done. */
  readonly kept: string;
  readonly onGoOn: () => void;
}

/** How far a run is; or why it stopped, what is done, and the way on. */
export function RunProgress({ run, rows, words, kept, onGoOn }: RunProgressProps) {
  if (run.state === 'stopped') {
    const request = requestOf(run.error);
    return (
      <Notice
        tone="gap"
        actions={
          <Button size="panel" look="filled" onClick={onGoOn}>
            Go on
          </Button>
        }
      >
        <b>
          Stopped after {run.outcomes.length} of {rows} rows.
        </b>{' '}
        <span className="mut">
          {kept} {wordsFor(run.error)}
          {request ? ` Request ${request}.` : ''}
        </span>
      </Notice>
    );
  }
  if (run.state !== 'running') return null;
  return (
    <Panel title={`${words} ${rows} rows`}>
      <div className="panel-body grid gap-2">
        <progress className="import-progress" aria-label={words} max={run.of} value={run.done} />
        <p className="num text-ink-2" role="status">
          {run.outcomes.length} of {rows} rows
        </p>
      </div>
    </Panel>
  );
}
