import { GetEscalationReport, type AnswerOf } from '@understudy/contracts';
import { buttonClass, formatLength, formatShortDay } from '@understudy/ui';
import { Download } from 'lucide-react';
import { useApi } from '../api/use-api.js';
import { ChartPanel } from '../charts/chart-panel.js';
import { StackedBars } from '../charts/stacked-bars.js';
import { Nothing, WeekLines } from '../charts/week-lines.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { CountLink } from './count-link.js';
import { shareWords } from './metric-words.js';
import { PeriodFields, type Period, usePeriod } from './period.js';
import { ReportTabs } from './report-tabs.js';
import { RootCauses } from './root-causes.js';
import { mostWords, slaWords } from './trend-words.js';
import { InTimeChart, LoadChart, TimeChart } from './week-charts.js';

type Report = AnswerOf<typeof GetEscalationReport>;

/** Escalations of a period: how fast, in time or not, why they came, who carries them. */
export function EscalationReportPage() {
  const period = usePeriod();
  const report = useApi(GetEscalationReport, period, { keep: true });
  return (
    <Page
      title={report.data ? slaWords(report.data.sla.part.value, report.data.sla.whole.value) : 'Escalation report'}
      here="Escalations"
      crumbs={[{ to: '/success-metrics', words: 'Understand' }]}
      sub={report.data ? againstBaseline(report.data) : undefined}
      actions={<PeriodFields answered={report.data} />}
    >
      <ReportTabs />
      <Loaded query={report} what="The report" words="Counting the escalations" rows={8}>
        {(data) => (
          <div className="stack">
            <Strip report={data} />
            <Charts report={data} />
            <RootCauses causes={data.root_causes} />
            <Exports period={period} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function againstBaseline({ reduction, baseline }: Report): string {
  if (reduction === null)
    return baseline.source === null
      ? 'There is nothing to compare with yet: the first 30 days become the baseline.'
      : 'Nothing was resolved that could be compared with the baseline.';
  const since = baseline.source === 'entered' ? 'before Understudy' : 'in the first 30 days';
  return reduction >= 0
    ? `Resolution is ${shareWords(reduction)} faster than ${since}.`
    : `Resolution is ${shareWords(-reduction)} slower than ${since}.`;
}

const STRIP = [
  ['created', 'Opened'],
  ['resolved', 'Resolved'],
  ['sla-missed', 'Late'],
  ['response-missed', 'Answered late'],
  ['undocumented', 'Without a record'],
  ['saved', 'Customers saved'],
] as const satisfies readonly (readonly [keyof Report['counts'], string])[];

function Strip({ report: { counts, resolution, documentation, save_rate } }: { readonly report: Report }) {
  return (
    <dl className="panel stats">
      {STRIP.map(([filter, words]) => (
        <div key={filter} className="stat">
          <dt>{words}</dt>
          <dd>
            <CountLink count={counts[filter]} />
            {filter === 'saved' && save_rate.share !== null ? (
              <small>{shareWords(save_rate.share)}, target 80%</small>
            ) : null}
            {filter === 'undocumented' && documentation.share !== null ? (
              <small>{shareWords(documentation.share)} have one</small>
            ) : null}
          </dd>
        </div>
      ))}
      <div className="stat">
        <dt>Median to resolve</dt>
        <dd>
          {resolution.median_minutes === null ? (
            <small>nothing resolved</small>
          ) : (
            formatLength(resolution.median_minutes)
          )}
          {resolution.p90_minutes === null ? null : <small>90% within {formatLength(resolution.p90_minutes)}</small>}
        </dd>
      </div>
    </dl>
  );
}

function Charts({ report }: { readonly report: Report }) {
  const { trends, weeks } = report;
  const isQuiet = weeks.every(({ created, resolved }) => created.value + resolved.value === 0);
  return (
    <div className="grid2">
      <TimeChart weeks={weeks} />
      <InTimeChart weeks={weeks} />
      <ChartPanel
        title="What came and what was resolved"
        note="per week"
        legend={
          <>
            <span>
              <i className="sq line-main" />
              opened
            </span>
            <span>
              <i className="sq line-other" />
              resolved
            </span>
          </>
        }
        table={{
          head: ['Week of', 'Opened', 'Resolved'],
          rows: weeks.map(({ week_on, created, resolved }) => ({
            key: week_on,
            cells: [
              formatShortDay(week_on),
              <CountLink key="created" count={created} />,
              <CountLink key="resolved" count={resolved} />,
            ],
          })),
        }}
      >
        <WeekLines
          label="Escalations opened and resolved, week by week"
          weeks={
            isQuiet
              ? []
              : weeks.map(({ week_on, created, resolved }) => ({
                  week_on,
                  value: created.value,
                  other: resolved.value,
                }))
          }
          words={(value) => String(Math.round(value))}
          nothing="Nothing came and nothing was resolved in this time."
        />
      </ChartPanel>
      <SegmentBars trends={trends} />
      <LoadChart report={report} />
    </div>
  );
}

/** Which customers' problems they are: opened in the period, by segment. */
function SegmentBars({ trends }: Pick<Report, 'trends'>) {
  const segments = [...Map.groupBy(trends, ({ segment }) => segment)]
    .map(([segment, rows]) => ({
      segment: segment ?? 'no segment',
      created: rows.reduce((sum, { created }) => sum + created.value, 0),
      missed: rows.reduce((sum, { sla_missed }) => sum + sla_missed.value, 0),
    }))
    .filter(({ created, missed }) => created + missed > 0)
    .toSorted((one, other) => other.created - one.created);
  return (
    <ChartPanel
      title={mostWords(segments.map(({ segment, created }) => ({ name: segment, value: created })))}
      note="opened, by segment"
      table={{
        head: ['Segment', 'Opened', 'Late'],
        rows: segments.map(({ segment, created, missed }) => ({ key: segment, cells: [segment, created, missed] })),
      }}
    >
      {segments.length === 0 ? (
        <Nothing>Customers are counted here by their segment.</Nothing>
      ) : (
        <StackedBars
          bars={segments.map(({ segment, created }) => ({
            key: segment,
            name: segment,
            parts: [{ key: segment, value: created, look: 's1' }],
            total: created,
          }))}
        />
      )}
    </ChartPanel>
  );
}

const SECTIONS = { trends: 'Trends', root_causes: 'Root causes', people: 'People', teams: 'Teams' } as const;

function Exports({ period }: { readonly period: Period }) {
  return (
    <p className="flex flex-wrap items-center gap-2">
      <span className="text-ink-2">As CSV:</span>
      {Object.entries(SECTIONS).map(([section, words]) => (
        <a
          key={section}
          className={buttonClass({ size: 'row' })}
          href={`${GetEscalationReport.path}?${new URLSearchParams({ ...period, section, format: 'csv' })}`}
          download
        >
          <Download className="i" />
          {words}
        </a>
      ))}
    </p>
  );
}
