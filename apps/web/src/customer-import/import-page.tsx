import { EmptyState, SkeletonRows, Stepper } from '@understudy/ui';
import { Lock } from 'lucide-react';
import { useMay } from '../session/session.js';
import { Page } from '../shell/page.js';
import { ColumnsStep } from './columns-step.js';
import { FileStep } from './file-step.js';
import { PreviewStep } from './preview-step.js';
import { ResultStep } from './result-step.js';
import { useImport, type StepKey } from './use-import.js';

const CRUMBS = [{ to: '/customers', words: 'Customers' }] as const;

const SUBS = {
  file: 'A CSV from the CRM or a spreadsheet. Nothing is changed before you confirm.',
  columns: 'Say which column is what. The guesses come from the names and from what stands in the cells.',
  preview: 'What would happen with each row. Rows that are wrong are left out, and can be downloaded with the reason.',
  result: 'What happened with each row.',
} as const satisfies Record<StepKey, string>;

/** Customers from a CSV: file, columns, what would happen, what happened. */
export function ImportPage() {
  const may = useMay();
  return (
    <Page title="Import customers" here="Import" crumbs={CRUMBS}>
      {may('customers:write') ? (
        <Steps />
      ) : (
        <div className="panel">
          <EmptyState icon={<Lock className="i" />} title="Not yours to do">
            Customers are imported by admins, managers and CSMs.
          </EmptyState>
        </div>
      )}
    </Page>
  );
}

function Steps() {
  const job = useImport();
  if (!job.isRead) return <SkeletonRows words="Looking for an import that was begun" />;
  const { step, go, kept, preview, result } = job;
  const isRunning = preview.run.state === 'running' || result.run.state === 'running';
  return (
    <div className="stack">
      <Stepper<StepKey>
        label="Steps of the import"
        current={step}
        onGo={go}
        steps={[
          { key: 'file', words: 'File', done: kept !== null, open: !isRunning },
          {
            key: 'columns',
            words: 'Columns',
            done: step === 'preview' || step === 'result',
            open: kept !== null && !isRunning,
          },
          {
            key: 'preview',
            words: 'Preview',
            done: result.run.state !== 'idle',
            open: preview.run.state === 'done' && !isRunning,
          },
          { key: 'result', words: 'Result', open: result.run.state !== 'idle' },
        ]}
      />
      <p className="text-ink-2">{SUBS[step]}</p>
      {step === 'file' || !kept ? <FileStep job={job} /> : null}
      {step === 'columns' && kept ? <ColumnsStep job={job} kept={kept} /> : null}
      {step === 'preview' && kept ? <PreviewStep job={job} kept={kept} /> : null}
      {step === 'result' && kept ? <ResultStep job={job} kept={kept} /> : null}
    </div>
  );
}
