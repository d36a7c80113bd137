import { GetCoverageCalendar, GetCoverageProof, GetCoverageResilience, GetFairness } from '@understudy/contracts';
import { dayOf, useNow } from '@understudy/ui';
import { useEffect } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { plusDays } from '../session/local-days.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { mondayOf } from '../team/lanes.js';
import { TeamFilter } from '../team/team-filter.js';
import { LONGEST_DAYS } from '../team/use-team-view.js';
import { AtRiskPanel } from './at-risk-panel.js';
import { ByDefaultPanel } from './by-default-panel.js';
import { FairnessPanel } from './fairness-panel.js';
import { LoadPanel } from './load-panel.js';
import { titleOf } from './resilience-words.js';

/** What if one more falls out? Who is the only one, who carries too much, and whether the load is shared. */
export function ResiliencePage() {
  const { user } = useMe();
  const now = useNow();
  const [params, setParams] = useSearchParams();
  const teamId = params.get('team_id');
  const scope = teamId === null ? {} : { team_id: teamId };
  const monday = mondayOf(dayOf(now, user.time_zone));
  const resilience = useApi(GetCoverageResilience, scope, { keep: true });
  const proof = useApi(GetCoverageProof, scope, { keep: true });
  const fairness = useApi(GetFairness, scope, { keep: true });
  const calendar = useApi(
    GetCoverageCalendar,
    { from: monday, to: plusDays(monday, LONGEST_DAYS - 1), everybody: 'true' },
    { keep: true },
  );
  const everybody = calendar.data?.people ?? [];
  const people = teamId === null ? everybody : everybody.filter(({ team }) => team?.id === teamId);
  useAnchor(proof.data !== undefined);
  return (
    <Page
      title={resilience.data ? titleOf(resilience.data.people) : 'Resilience'}
      here="Resilience"
      sub="The next 90 days, as planned now, with one person more away than planned. Each number leads to its list."
      actions={
        <TeamFilter
          people={everybody}
          teamId={teamId}
          onChange={(id) => setParams(id === null ? {} : { team_id: id }, { replace: true })}
        />
      }
    >
      <div className="stack">
        <Loaded
          query={resilience}
          what="The list of who must not fall out"
          words="Taking each one away in turn"
          rows={5}
        >
          {(data) => <AtRiskPanel people={data.people} teamId={teamId} />}
        </Loaded>
        <Loaded query={calendar} what="What everybody carries" words="Adding up what everybody carries" rows={4}>
          {() => <LoadPanel people={people} everybody={everybody} now={now} />}
        </Loaded>
        <Loaded query={fairness} what="Who gave and received coverage" words="Counting customer-days" rows={4}>
          {(data) => <FairnessPanel fairness={data} />}
        </Loaded>
        <Loaded query={proof} what="Who is there by default only" words="Proving the next 90 days" rows={3}>
          {(data) => <ByDefaultPanel proof={data} />}
        </Loaded>
      </div>
    </Page>
  );
}

/** Goes to the part that the address names, once it is there. */
function useAnchor(isThere: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (isThere && hash) document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'start' });
  }, [isThere, hash]);
}
