import { Button, FileDrop, Panel } from '@understudy/ui';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { download, toSheetCsv } from '../csv/csv.js';
import { FIELDS } from './fields.js';
import type { ImportJob } from './use-import.js';

/** Choose or drop a file; an example shows the columns. */
export function FileStep({ job }: { readonly job: ImportJob }) {
  const [busy, setBusy] = useState(false);
  const take = (files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    setBusy(true);
    void job.take(file).finally(() => setBusy(false));
  };
  return (
    <Panel
      title={job.kept ? 'Another file' : 'The file'}
      actions={
        <Button size="row" onClick={() => download('customers-example.csv', EXAMPLE)}>
          <Download className="i i-s" />
          Example
        </Button>
      }
    >
      <div className="panel-body grid gap-3">
        <FileDrop
          label="CSV file of customers"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          hint="CSV with a row of names on top; commas, semicolons or tabs; up to 50,000 rows, 20 MB."
          error={job.wrong ?? undefined}
          onFiles={take}
        />
        <p className="text-ink-2" role="status">
          {busy
            ? 'Reading the file.'
            : job.kept
              ? `“${job.kept.file}” is kept on this device until it is imported or replaced.`
              : 'A customer is found again by its mail domains or its record in the CRM: importing the same file twice changes nothing.'}
        </p>
      </div>
    </Panel>
  );
}

const EXAMPLE = toSheetCsv([
  FIELDS.map(({ key }) => key),
  [
    'Corvane Bank',
    'corvane.example',
    '001A000001',
    'salesforce',
    'ana@harbor.example',
    '412000',
    '43',
    'adoption',
    'Enterprise',
    'Banking',
    '2027-08-12',
    'en',
    'sso;audit',
    'Never call before 9',
    'Lena needs dates',
  ],
]);
