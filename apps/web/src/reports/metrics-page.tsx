import { GetSuccessMetrics } from '@understudy/contracts';
import { Chip, DataTable, Panel, StateChip } from '@understudy/ui';
import { useApi } from '../api/use-api.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { CountLink } from './count-link.js';
import { type Metric, reasonWords, summaryOf, valueWords } from './metric-words.js';
import { PeriodFields, usePeriod } from './period.js';

/** Every success metric of the requirements: its target, what was measured, and how; what has no data says so. */
export function MetricsPage() {
  const period = usePeriod();
  const report = useApi(GetSuccessMetrics, period, { keep: true });
  return (
    <Page
      title={report.data ? summaryOf(report.data.metrics) : 'Success metrics'}
      here="Success metrics"
      sub="Measured from what happened, never estimated. Each number leads to the list that it counts."
      actions={<PeriodFields answered={report.data} />}
    >
      <Loaded query={report} what="The success metrics" words="Counting what happened" rows={9}>
        {({ metrics, time_zone }) => (
          <Panel title="Success metrics" count={`days of ${time_zone}`}>
            <DataTable
              caption="Success metrics with target and measured value"
              rowKey={({ id }) => id}
              groups={[{ key: 'all', head: null, rows: metrics }]}
              columns={[
                {
                  key: 'name',
                  head: 'Metric',
                  width: '28%',
                  narrow: 'wide',
                  cell: ({ name, documents }) => (
                    <span className="lines">
                      <span className="font-medium">{name}</span>
                      <span className="text-xs text-ink-2">{documents.join(', ')}</span>
                    </span>
                  ),
                },
                { key: 'target', head: 'Target', width: '18%', cell: ({ target }) => target },
                { key: 'measured', head: 'Measured', width: '18%', cell: (metric) => <Measured metric={metric} /> },
                { key: 'status', head: 'State', width: '12%', cell: ({ status }) => <Status status={status} /> },
                {
                  key: 'why',
                  head: 'How it was measured',
                  width: '24%',
                  narrow: 'wide',
                  cell: ({ why }) => <span className="text-xs text-ink-2">{reasonWords(why)}</span>,
                },
              ]}
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  );
}

function Measured({ metric: { value, unit, normal, worst, part, whole } }: { readonly metric: Metric }) {
  if (value === null) return <span className="text-ink-2">nothing yet</span>;
  return (
    <span className="lines num">
      <span className="font-medium">{valueWords(value, unit)}</span>
      <span className="text-xs text-ink-2">
        {part && whole ? (
          <>
            <CountLink count={part} /> of <CountLink count={whole} />
          </>
        ) : whole ? (
          <>
            of <CountLink count={whole} />
          </>
        ) : null}
        {normal === null ? null : ` usually ${valueWords(normal, unit)}`}
        {worst === null ? null : ` slowest ${valueWords(worst, unit)}`}
      </span>
    </span>
  );
}

function Status({ status }: { readonly status: Metric['status'] }) {
  if (status === 'met') return <StateChip state="covered">Met</StateChip>;
  if (status === 'missed') return <StateChip state="gap">Missed</StateChip>;
  return <Chip>Not measured</Chip>;
}
