import { GetEscalationDashboard, ListDashboardEscalations, SEVERITIES } from '@understudy/contracts';
import {
  buttonClass,
  EmptyState,
  formatCount,
  Panel,
  SeverityMark,
  sentence,
  SkeletonRows,
  statusWords,
} from '@understudy/ui';
import { Download, Siren } from 'lucide-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { ChartPanel } from '../charts/chart-panel.js';
import { type OneBar, StackedBars } from '../charts/stacked-bars.js';
import { CountLink, type Counted } from '../reports/count-link.js';
import { EscalationRows } from '../reports/escalation-rows.js';
import { useMay, useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { AGE_WORDS, type Board, categoryWords, mostlyWords, pressingWords } from './dashboard-words.js';
import { EscalationTabs } from './escalation-tabs.js';
import { TeamSwitch } from '../reports/team-switch.js';

/** With its lines it is most of the code of this page, and only for those who read reports. */
const Lately = lazy(async () => ({ default: (await import('./lately.js')).Lately }));

const LOOKS = { P0: 's0', P1: 's1', P2: 's2', P3: 's3' } as const;

/** Everything open that one may see, in numbers; each number leads to its list. */
export function EscalationDashboardPage() {
  const { user } = useMe();
  const may = useMay();
  const [params] = useSearchParams();
  const team = params.get('team_id');
  const board = useApi(GetEscalationDashboard, team ? { team_id: team } : {}, { keep: true });
  return (
    <Page
      title="Escalations"
      here="Dashboard"
      crumbs={[{ to: '/escalations', words: 'Escalations' }]}
      sub={board.data ? pressingWords(board.data) : undefined}
      actions={
        <>
          {user.team ? <TeamSwitch team={user.team} /> : null}
          <a
            className={buttonClass()}
            href={`${ListDashboardEscalations.path}?${new URLSearchParams({ format: 'csv', ...(team ? { team_id: team } : {}) })}`}
            download
          >
            <Download className="i" />
            CSV
          </a>
        </>
      }
    >
      <EscalationTabs />
      <Loaded query={board} what="The dashboard" words="Counting what is open" rows={6}>
        {(data) => (
          <div className="stack">
            <Strip counts={data.counts} />
            {data.counts.open.value === 0 ? <AllDone /> : <Charts board={data} />}
            {may('reports:read') ? (
              <Suspense fallback={<SkeletonRows words="Counting the last 90 days" rows={4} />}>
                <Lately teamId={team} carried={data.by_owner} />
              </Suspense>
            ) : null}
            {data.counts.open.value === 0 ? null : <NextDue rows={data.next_due} />}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

const STRIP = [
  ['open', 'Open now'],
  ['breached', 'Past the time'],
  ['due-within-a-day', 'Due within a day'],
  ['unanswered', 'Not answered yet'],
  ['response-breached', 'Answer is late'],
  ['unassigned', 'In queue'],
  ['paused', 'Waits for the customer'],
] as const satisfies readonly (readonly [keyof Board['counts'], string])[];

function Strip({ counts }: Pick<Board, 'counts'>) {
  return (
    <dl className="panel stats">
      {STRIP.map(([filter, words]) => (
        <div key={filter} className="stat">
          <dt>{words}</dt>
          <dd className={filter === 'breached' && counts.breached.value > 0 ? 'text-gap-text' : undefined}>
            <CountLink count={counts[filter]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const AllDone = () => (
  <div className="panel">
    <EmptyState icon={<Siren className="i" />} title="None is open">
      When somebody escalates, it is counted here at once.
    </EmptyState>
  </div>
);

function Charts({ board }: { readonly board: Board }) {
  const categories = board.by_category.toSorted((one, other) => other.open.value - one.open.value);
  return (
    <div className="grid2">
      <ChartPanel
        title={mostlyWords(categories.map(({ category, open }) => ({ category, value: open.value })))}
        note="open now, by category and severity"
        legend={SEVERITIES.map((severity) => (
          <span key={severity}>
            <i className={`sq ${LOOKS[severity]}`} />
            {severity}
          </span>
        ))}
        table={{
          head: ['Category', ...SEVERITIES, 'Open'],
          rows: categories.map(({ category, open, by_severity }) => ({
            key: categoryWords(category),
            cells: [
              sentence(categoryWords(category)),
              ...by_severity.map((part) => <CountLink key={part.severity} count={part.open} />),
              <CountLink key="open" count={open} />,
            ],
          })),
        }}
      >
        <StackedBars
          bars={categories.map(({ category, open, by_severity }) => ({
            key: categoryWords(category),
            name: sentence(categoryWords(category)),
            parts: by_severity.map(({ severity, open: { value } }) => ({
              key: severity,
              value,
              look: LOOKS[severity],
            })),
            total: <CountLink count={open} />,
          }))}
        />
      </ChartPanel>
      <PlainBars
        title="How long they are open"
        note="open now, by age"
        bars={board.by_age.map(({ age, open }) => ({ key: age, name: sentence(AGE_WORDS[age]), count: open }))}
      />
      <PlainBars
        title="Where they stand"
        note="open now, by status"
        bars={board.by_status.map(({ status, open }) => ({ key: status, name: statusWords(status), count: open }))}
      />
      <PlainBars
        title="How severe they are"
        note="open now, by severity"
        bars={board.by_severity.map(({ severity, open }) => ({
          key: severity,
          name: <SeverityMark severity={severity} />,
          count: open,
        }))}
      />
    </div>
  );
}

const NextDue = ({ rows }: { readonly rows: Board['next_due'] }) => (
  <Panel title="Next due" count={formatCount(rows.length, 'escalation')}>
    <EscalationRows rows={rows} caption="The escalations that are due next" />
  </Panel>
);

interface PlainBarsProps {
  readonly title: string;
  readonly note: string;
  readonly bars: readonly { readonly key: string; readonly name: ReactNode; readonly count: Counted }[];
}

function PlainBars({ title, note, bars }: PlainBarsProps) {
  const drawn: OneBar[] = bars.map(({ key, name, count }) => ({
    key,
    name,
    parts: [{ key, value: count.value, look: 's1' }],
    total: <CountLink count={count} />,
  }));
  return (
    <ChartPanel
      title={title}
      note={note}
      table={{
        head: [note, 'Open'],
        rows: bars.map(({ key, name, count }) => ({ key, cells: [name, <CountLink key="count" count={count} />] })),
      }}
    >
      <StackedBars bars={drawn} />
    </ChartPanel>
  );
}
