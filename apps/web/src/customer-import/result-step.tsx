import { Button, buttonClass, formatCount, Panel } from '@understudy/ui';
import { Link } from 'react-router';
import type { KeptStepProps } from './columns-step.js';
import { OutcomeTable } from './outcome-table.js';
import { WrongRows } from './preview-step.js';
import { RunProgress } from './run-progress.js';
import { countOf } from './use-runs.js';

const WORDS = { created: 'Added', updated: 'Changed', unchanged: 'Stayed', failed: 'Left out' } as const;

/** What happened, row by row. */
export function ResultStep({ job, kept }: KeptStepProps) {
  const { result, sheet } = job;
  const { run } = result;
  const left = countOf(run, 'failed');
  return (
    <>
      <RunProgress
        run={run}
        rows={sheet.records.length}
        words="Importing"
        kept="What was imported stays; going on begins where it stopped, and nothing happens twice."
        onGoOn={job.goOn}
      />
      {run.state === 'done' || run.state === 'stopped' ? (
        <Panel
          title={`${formatCount(countOf(run, 'created'), 'customer')} added, ${countOf(run, 'updated')} changed`}
          count={left > 0 ? `${left} left out` : undefined}
          actions={
            <>
              {left > 0 ? <WrongRows job={job} kept={kept} outcomes={run.outcomes} /> : null}
              <Button size="panel" onClick={job.drop}>
                Another file
              </Button>
              <Link className={buttonClass({ size: 'panel', look: 'filled' })} to="/customers">
                All customers
              </Link>
            </>
          }
        >
          <OutcomeTable outcomes={run.outcomes} words={WORDS} />
        </Panel>
      ) : null}
    </>
  );
}
