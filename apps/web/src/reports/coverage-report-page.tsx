import { GetCoverageReport, type AnswerOf } from '@understudy/contracts';
import { DataTable, EmptyState, formatLength, Panel, Person } from '@understudy/ui';
import { Users } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.js';
import { useMay, useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { reasonWords } from './metric-words.js';
import { CountLink } from './count-link.js';
import { coverageStrip } from './coverage-strip.js';
import { PeriodFields, usePeriod } from './period.js';
import { ReportTabs } from './report-tabs.js';

type Report = AnswerOf<typeof GetCoverageReport>;
type Quality = Report['quality'];

/** How absences were covered in a period: what was asked, what was answered, what backups did. */
export function CoverageReportPage() {
  const period = usePeriod();
  const may = useMay();
  const report = useApi(GetCoverageReport, period, { keep: true });
  const scope: Readonly<Record<string, string>> = period.team_id ? { team_id: period.team_id } : {};
  return (
    <Page
      title={report.data ? titleOf(report.data) : 'Coverage report'}
      here="Coverage"
      crumbs={[{ to: '/success-metrics', words: 'Understand' }]}
      sub="What was asked and answered, and what backups did. Each number leads to the list that it counts."
      actions={<PeriodFields answered={report.data} />}
    >
      <ReportTabs />
      <Loaded query={report} what="The report" words="Counting the absences" rows={6}>
        {(data) => (
          <div className="stack">
            <dl className="panel stats">
              {coverageStrip(data).map(({ key, words, count }) => (
                <div key={key} className="stat">
                  <dt>{words}</dt>
                  <dd>
                    <CountLink count={count} />
                  </dd>
                </div>
              ))}
            </dl>
            <Responses times={data.response_time} />
            {may('absences:manage') ? (
              <p className="text-ink-2">
                Who gives and receives coverage, and who carries too much, is on{' '}
                <Link className="font-medium text-ink underline underline-offset-2" to="/resilience">
                  Resilience
                </Link>
                .
              </p>
            ) : null}
            <QualityPanel
              title="By backup"
              rows={data.by_backup.map(({ backup, quality }) => ({
                key: backup.user_id,
                name: backup.name,
                quality,
                list: listOf(data, { ...scope, backup_user_id: backup.user_id }),
              }))}
              people
            />
            <QualityPanel
              title="By team"
              rows={data.by_team.map(({ team_id, name, quality }) => ({
                key: team_id ?? 'none',
                name,
                quality,
                list: team_id === null ? null : listOf(data, { ...scope, backup_team_id: team_id }),
              }))}
            />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** The assignments that began in the period and counted, of one backup or one team. */
const listOf = ({ from, to }: Report, whose: Readonly<Record<string, string>>): string =>
  `/api/reports/coverage/assignments?${new URLSearchParams({ from, to, filter: 'in-force', ...whose })}`;

function titleOf({ absences }: Report): string {
  const { begun, unassigned } = absences;
  if (begun.value === 0) return 'No absence began in this time';
  if (unassigned.value === 0) return `All ${begun.value} absences were covered`;
  return `${unassigned.value} of ${begun.value} absences left somebody alone`;
}

function Responses({ times: { during, normal, why } }: { readonly times: Report['response_time'] }) {
  return (
    <Panel title="How fast customers had a reply">
      <div className="panel-body lines">
        <span className="font-medium">
          {during === null ? 'Not measured' : `${formatLength(during)} (median) while somebody stood in`}
          {normal === null ? '' : `, ${formatLength(normal)} otherwise`}
        </span>
        <span className="text-xs text-ink-2">{reasonWords(why)}</span>
      </div>
    </Panel>
  );
}

interface QualityPanelProps {
  readonly title: string;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly quality: Quality;
    /** Of the assignments that are counted. */
    readonly list: string | null;
  }[];
  readonly people?: boolean;
}

function QualityPanel({ title, rows, people = false }: QualityPanelProps) {
  const { user } = useMe();
  return (
    <Panel title={title} count={rows.length}>
      {rows.length === 0 ? (
        <EmptyState icon={<Users className="i" />} title="Nobody stood in">
          Coverage that began in this time and counted is listed here.
        </EmptyState>
      ) : (
        <DataTable
          caption={`Quality of coverage ${title.toLowerCase()}`}
          rowKey={({ key }) => key}
          groups={[{ key: 'all', head: null, rows }]}
          columns={[
            {
              key: 'name',
              head: 'Who',
              width: '24%',
              narrow: 'wide',
              cell: ({ key, name }) =>
                people ? (
                  <Person name={name} kind={key === user.id ? 'you' : 'other'} />
                ) : (
                  <span className="font-medium">{name}</span>
                ),
            },
            {
              key: 'times',
              head: 'Times',
              width: '9%',
              cell: ({ quality, list }) =>
                list === null ? (
                  <Number value={quality.assignments} />
                ) : (
                  <CountLink count={{ value: quality.assignments, list }} />
                ),
            },
            {
              key: 'customers',
              head: 'Customers',
              width: '11%',
              cell: ({ quality }) => <Number value={quality.customers} />,
            },
            {
              key: 'briefs',
              head: 'Briefs read in time',
              width: '17%',
              cell: ({ quality }) => (
                <span className="num">
                  {quality.briefs_read_before_start} of {quality.briefs}
                </span>
              ),
            },
            {
              key: 'actions',
              head: 'Actions',
              width: '10%',
              cell: ({ quality }) => <Number value={quality.actions} />,
            },
            {
              key: 'settled',
              head: 'Settled',
              width: '10%',
              cell: ({ quality }) => <Number value={quality.items_resolved} />,
            },
            {
              key: 'rating',
              head: 'Accounts rated',
              width: '19%',
              cell: ({ quality: { feedback, feedback_rating: rating } }) =>
                rating === null ? (
                  <span className="text-ink-2">not yet</span>
                ) : (
                  <span className="num">
                    {rating.toFixed(1)} of 5 <span className="text-xs text-ink-2">({feedback})</span>
                  </span>
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

const Number = ({ value }: { readonly value: number }) => <span className="num">{value}</span>;
