import { GetCoverageDashboard, type AnswerOf } from '@understudy/contracts';
import { formatCount, SegmentedControl } from '@understudy/ui';
import { useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { CoveredCustomers } from './covered-customers.js';
import { DashboardAside } from './dashboard-aside.js';
import { StandingIn } from './standing-in.js';
import { WelcomeBack } from '../handbacks/welcome-back.js';
import { OpenSurveys } from '../handbacks/open-surveys.js';
import { WaitingForMe } from './waiting-for-me.js';

export type Dashboard = AnswerOf<typeof GetCoverageDashboard>;
export type Show = 'mine' | 'covered' | 'both';

const isShow = (text: string | null): text is Show => text === 'mine' || text === 'covered' || text === 'both';

/** What I look after today: mine, what I cover for others, or both, by priority. */
export function DashboardPage() {
  const [params, setParams] = useSearchParams();
  const asked = params.get('show');
  const dashboard = useApi(GetCoverageDashboard, { show: isShow(asked) ? asked : 'both' }, { keep: true });
  const data = dashboard.data;
  const show: Show = isShow(asked) ? asked : 'both';
  const setShow = (value: Show) => setParams({ show: value }, { replace: true });

  return (
    <Page
      title="What you look after today"
      here="Coverage"
      sub={data ? summaryOf(data) : 'Reading your customers.'}
      actions={
        <SegmentedControl
          label="Whose customers"
          value={show}
          onChange={setShow}
          options={(['mine', 'covered', 'both'] as const).map((value) => ({
            value,
            words: (
              <>
                {WORDS[value]} <span className="num text-ink-2">{data?.counts[value] ?? ''}</span>
              </>
            ),
          }))}
        />
      }
    >
      <Loaded query={dashboard} what="Your coverage" words="Working out what you look after" rows={8}>
        {(loaded) => (
          <div className="cols mixed">
            <div className="stack">
              <WelcomeBack />
              <StandingIn dashboard={loaded} />
              <CoveredCustomers dashboard={loaded} show={show} onShow={setShow} />
            </div>
            <aside className="stack" aria-label="What needs you">
              <WaitingForMe requests={loaded.waiting_for_my_answer} />
              <DashboardAside dashboard={loaded} />
              <OpenSurveys />
            </aside>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

const WORDS = { mine: 'Mine', covered: 'Covered', both: 'Both' } as const satisfies Record<Show, string>;

/** The sentence under the title: what presses, or that nothing does. */
function summaryOf({ rows, waiting_for_my_answer, counts }: Dashboard): string {
  const overdue = rows.filter((row) => row.due?.overdue).length;
  const high = rows.filter((row) => row.priority === 'high').length;
  const parts = [
    waiting_for_my_answer.length > 0 ? `${formatCount(waiting_for_my_answer.length, 'request')} for your answer` : '',
    overdue > 0 ? `${overdue} overdue` : '',
    high > 0 ? `${formatCount(high, 'customer')} of high priority` : '',
  ].filter((part) => part);
  if (parts.length > 0) return `${parts.join(', ')}.`;
  return counts.both > 0 ? 'Nothing presses. What comes next is listed by day.' : 'Nobody is in your care right now.';
}
