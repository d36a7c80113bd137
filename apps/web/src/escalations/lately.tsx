import { GetEscalationMetrics, GetEscalationReport } from '@understudy/contracts';
import { formatLength } from '@understudy/ui';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.js';
import { CountLink } from '../reports/count-link.js';
import { shareWords } from '../reports/metric-words.js';
import { type Carried, IN_TIME_TARGET } from '../reports/trend-words.js';
import { InTimeChart, OwnersChart, TimeChart } from '../reports/week-charts.js';
import { Loaded } from '../states/loaded.js';

const SAVED_TARGET = 0.8;

interface LatelyProps {
  readonly teamId: string | null;
  /** What is open, by its first owner. */
  readonly carried: readonly Carried[];
}

/** How it went in the last 90 days, for those who read reports: how fast, in time or not, and who carries what is open. */
export function Lately({ teamId, carried }: LatelyProps) {
  const asked = teamId ? { team_id: teamId } : {};
  const metrics = useApi(GetEscalationMetrics, asked, { keep: true });
  const report = useApi(GetEscalationReport, asked, { keep: true });
  const figures = metrics.data;
  const saved = report.data?.save_rate;
  return (
    <>
      <dl className="panel stats" aria-label="The last 90 days">
        {figures ? (
          <>
            <div className="stat">
              <dt>Resolved in time</dt>
              <dd>
                {figures.sla.share === null ? (
                  <small>none ended</small>
                ) : (
                  <CountLink count={figures.sla.part}>{shareWords(figures.sla.share)}</CountLink>
                )}
                <small>target {shareWords(IN_TIME_TARGET)}</small>
              </dd>
            </div>
            <Time words="Median to resolve" minutes={figures.resolution.median_minutes} nothing="nothing resolved" />
            <Time words="90% resolved within" minutes={figures.resolution.p90_minutes} nothing="nothing resolved" />
            <Time words="First answer, median" minutes={figures.response.median_minutes} nothing="none answered" />
          </>
        ) : null}
        {saved ? (
          <div className="stat">
            <dt>Customers saved</dt>
            <dd>
              {saved.share === null ? (
                <small>none decided</small>
              ) : (
                <CountLink count={saved.part}>{shareWords(saved.share)}</CountLink>
              )}
              <small>target {shareWords(SAVED_TARGET)}</small>
            </dd>
          </div>
        ) : null}
        <div className="stat">
          <dt>The last 90 days</dt>
          <dd className="stat-link">
            <Link className="link" to={`/reports/escalations${teamId ? `?team_id=${teamId}` : ''}`}>
              The whole report
            </Link>
          </dd>
        </div>
      </dl>
      <Loaded query={report} what="The last 90 days" words="Counting the last 90 days" rows={4}>
        {({ weeks }) => (
          <div className="grid2">
            <TimeChart weeks={weeks} />
            <InTimeChart weeks={weeks} />
            <OwnersChart carried={carried} />
          </div>
        )}
      </Loaded>
    </>
  );
}

interface TimeProps {
  readonly words: string;
  readonly minutes: number | null;
  readonly nothing: string;
}

function Time({ words, minutes, nothing }: TimeProps) {
  return (
    <div className="stat">
      <dt>{words}</dt>
      <dd>{minutes === null ? <small>{nothing}</small> : formatLength(minutes)}</dd>
    </div>
  );
}
