import { Button, formatCount, Panel } from '@understudy/ui';
import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { download } from '../csv/csv.js';
import type { KeptStepProps } from './columns-step.js';
import { OutcomeTable } from './outcome-table.js';
import { RunProgress } from './run-progress.js';
import { countOf } from './use-runs.js';
import { wrongRowsFile } from './wrong-rows.js';

const WORDS = { created: 'New', updated: 'Changes', unchanged: 'Stays', failed: 'Wrong' } as const;

/** What would happen, row by row; nothing is changed yet. */
export function PreviewStep({ job, kept }: KeptStepProps) {
  const { preview, planned, sheet } = job;
  const { run, start } = preview;
  useEffect(() => {
    if (run.state === 'idle' && planned) void start(planned);
  }, [run.state, planned, start]);
  const [fresh, changed, wrong] = [countOf(run, 'created'), countOf(run, 'updated'), countOf(run, 'failed')];
  const good = fresh + changed;
  return (
    <>
      <RunProgress
        run={run}
        rows={sheet.records.length}
        words="Looking at"
        kept="Nothing was changed."
        onGoOn={() => planned && void preview.goOn(planned)}
      />
      {run.state === 'done' ? (
        <Panel
          title={titleOf(fresh, changed)}
          count={wrong > 0 ? `${formatCount(wrong, 'row')} wrong` : undefined}
          actions={
            <>
              {wrong > 0 ? <WrongRows job={job} kept={kept} outcomes={run.outcomes} /> : null}
              <Button size="panel" look="filled" disabled={good === 0} onClick={job.confirm}>
                {good > 0 ? `Import ${formatCount(good, 'row')}` : 'Nothing to import'}
              </Button>
            </>
          }
        >
          <OutcomeTable outcomes={run.outcomes} words={WORDS} />
        </Panel>
      ) : null}
    </>
  );
}

function titleOf(fresh: number, changed: number): string {
  if (fresh + changed === 0) return 'Nothing would change';
  const parts = [
    fresh > 0 ? formatCount(fresh, 'new customer') : '',
    changed > 0 ? `${formatCount(changed, 'customer')} changed` : '',
  ];
  return `It would be ${parts.filter((part) => part).join(', ')}`;
}

export interface WrongRowsProps extends KeptStepProps {
  readonly outcomes: ImportJobOutcomes;
}
type ImportJobOutcomes = KeptStepProps['job']['preview']['run']['outcomes'];

/** The rows that are wrong, with their reasons, as a file to mend and import again. */
export function WrongRows({ job, kept, outcomes }: WrongRowsProps) {
  const { head, records } = job.sheet;
  const wrong = outcomes.filter(({ outcome }) => outcome === 'failed').length;
  const name = `${kept.file.replace(/\.[^.]*$/, '')}-wrong.csv`;
  return (
    <Button size="panel" onClick={() => download(name, wrongRowsFile(head, records, outcomes))}>
      <Download className="i i-s" />
      {formatCount(wrong, 'wrong row')} as CSV
    </Button>
  );
}
