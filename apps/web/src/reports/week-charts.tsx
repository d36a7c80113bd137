import { type AnswerOf, type GetEscalationReport, SEVERITIES } from '@understudy/contracts';
import { formatLength, formatShortDay, Person } from '@understudy/ui';
import { ChartPanel, type ChartPanelProps } from '../charts/chart-panel.js';
import { StackedBars } from '../charts/stacked-bars.js';
import { Nothing, WeekLines } from '../charts/week-lines.js';
import { useMe } from '../session/session.js';
import { CountLink } from './count-link.js';
import { shareWords } from './metric-words.js';
import {
  type Carried,
  carriedIn,
  IN_TIME_TARGET,
  loadWords,
  targetWords,
  timeWords,
  type Week,
} from './trend-words.js';

type Report = AnswerOf<typeof GetEscalationReport>;
interface WeeksProps {
  readonly weeks: readonly Week[];
}

const length = (minutes: number | null): string => (minutes === null ? 'nothing resolved' : formatLength(minutes));

/** How long it took to resolve: the median, and what nine of ten were faster than. */
export function TimeChart({ weeks }: WeeksProps) {
  return (
    <ChartPanel
      title={timeWords(weeks)}
      note="per week"
      legend={
        <>
          <span>
            <i className="sq line-main" />
            median
          </span>
          <span>
            <i className="sq line-other" />
            90% are faster than
          </span>
        </>
      }
      table={{
        head: ['Week of', 'Median', '90% are faster than', 'Resolved'],
        rows: weeks.map(({ week_on, median_minutes, p90_minutes, resolved }) => ({
          key: week_on,
          cells: [
            formatShortDay(week_on),
            length(median_minutes),
            length(p90_minutes),
            <CountLink key="resolved" count={resolved} />,
          ],
        })),
      }}
    >
      <WeekLines
        label="Median time to resolve and what 90% are faster than, week by week"
        weeks={weeks.map(({ week_on, median_minutes: value, p90_minutes: other }) => ({ week_on, value, other }))}
        words={(minutes) => formatLength(minutes)}
        nothing="Nothing was resolved in this time."
      />
    </ChartPanel>
  );
}

/** The part that was resolved in time, against the target. */
export function InTimeChart({ weeks }: WeeksProps) {
  return (
    <ChartPanel
      title={targetWords(weeks)}
      note={`resolved in time, per week; target ${shareWords(IN_TIME_TARGET)}`}
      table={{
        head: ['Week of', 'In time', 'Ended', 'Share'],
        rows: weeks.map(({ week_on, sla }) => ({
          key: week_on,
          cells: [
            formatShortDay(week_on),
            <CountLink key="part" count={sla.part} />,
            <CountLink key="whole" count={sla.whole} />,
            sla.share === null ? 'none ended' : shareWords(sla.share),
          ],
        })),
      }}
    >
      <WeekLines
        label="Share resolved in time, week by week"
        weeks={weeks.map(({ week_on, sla }) => ({ week_on, value: sla.share }))}
        words={shareWords}
        nothing="What is resolved, or runs out, is counted in its week."
        target={IN_TIME_TARGET}
        domain={[0, 1]}
      />
    </ChartPanel>
  );
}

/** Who carries what is open now; with what they resolved, and the customers they stand in for, in the table. */
export function LoadChart({ report }: { readonly report: Pick<Report, 'people' | 'unowned'> }) {
  const rows = [
    ...report.people.map(({ user, load }) => ({ key: user.user_id, name: user.name, load })),
    ...(report.unowned.open > 0 ? [{ key: 'queue', name: QUEUE, load: report.unowned }] : []),
  ];
  return (
    <CarriedChart
      carried={carriedIn(report)}
      table={{
        head: ['Owner', 'Open', 'Opened', 'Resolved', 'Customers covered'],
        rows: rows.map(({ key, name, load }) => ({
          key,
          cells: [
            name,
            load.open,
            <CountLink key="created" count={load.created} />,
            <CountLink key="resolved" count={load.resolved} />,
            load.covering_customers,
          ],
        })),
      }}
    />
  );
}

const QUEUE = 'In queue';

/** Who has what is open on a dashboard: all that it counts. */
export const OwnersChart = ({ carried }: { readonly carried: readonly Carried[] }) => (
  <CarriedChart
    carried={carried}
    table={{
      head: ['Owner', 'Open', ...SEVERITIES],
      rows: carried.map(({ owner, open, by_severity }) => ({
        key: owner?.user_id ?? 'queue',
        cells: [owner?.name ?? QUEUE, open, ...SEVERITIES.map((severity) => by_severity[severity])],
      })),
    }}
  />
);

interface CarriedProps {
  readonly carried: readonly Carried[];
  readonly table: ChartPanelProps['table'];
}

function CarriedChart({ carried, table }: CarriedProps) {
  const { user } = useMe();
  return (
    <ChartPanel
      title={loadWords(carried.map(({ owner, open }) => ({ name: owner?.name ?? null, open })))}
      note="open now, by first owner and severity"
      table={table}
    >
      {carried.length === 0 ? (
        <Nothing>Each owner stands here with what they have open.</Nothing>
      ) : (
        <StackedBars
          bars={carried.map(({ owner, open, by_severity }) => ({
            key: owner?.user_id ?? 'queue',
            name: owner ? <Person name={owner.name} kind={owner.user_id === user.id ? 'you' : 'other'} /> : QUEUE,
            parts: SEVERITIES.map((severity, at) => ({
              key: severity,
              value: by_severity[severity],
              look: (['s0', 's1', 's2', 's3'] as const)[at] ?? 's1',
            })),
            total: open,
          }))}
        />
      )}
    </ChartPanel>
  );
}
