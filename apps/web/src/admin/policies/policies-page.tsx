import { ListCoveragePolicies } from '@understudy/contracts';
import { buttonClass, Chip, EmptyState, formatCount, Panel, Person } from '@understudy/ui';
import { Users } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs, POLICY_TABS } from '../page-tabs.js';
import { useTeams } from '../use-teams.js';
import { policyInWords } from './policy-words.js';

export function PoliciesPage() {
  return (
    <AdminOnly title="Coverage policies">
      <Policies />
    </AdminOnly>
  );
}

/** What happens when somebody is away, per team, as sentences. */
function Policies() {
  const query = useApi(ListCoveragePolicies, {});
  const teams = useTeams();
  const own = query.data?.items.filter(({ team, own: has }) => team && has).length ?? 0;
  return (
    <Page
      title="Coverage policies"
      sub={
        query.data
          ? own > 0
            ? `${formatCount(own, 'team has its', 'teams have their')} own; everybody else follows the organisation’s.`
            : 'Every team follows the organisation’s policy.'
          : 'Who is asked when somebody is away, how long they have, and who is turned to next.'
      }
    >
      <PageTabs label="Coverage policies" tabs={POLICY_TABS} />
      <Loaded query={query} what="The coverage policies" words="Reading the policies" rows={6}>
        {({ items }) => (
          <div className="stack">
            {items
              .filter((policy) => policy.team === null || policy.own)
              .map((policy) => (
                <Panel
                  key={policy.team?.id ?? 'default'}
                  title={policy.team?.name ?? 'The organisation'}
                  count={policy.team ? undefined : 'counts for every team without one of its own'}
                  actions={
                    <Link
                      className={buttonClass({ size: 'panel' })}
                      to={`/coverage-policies/${policy.team?.id ?? 'default'}`}
                      aria-label={`Change the policy of ${policy.team?.name ?? 'the organisation'}`}
                    >
                      Change
                    </Link>
                  }
                >
                  <ul className="panel-body grid gap-1">
                    {policyInWords(policy).map((sentence) => (
                      <li key={sentence}>{sentence}</li>
                    ))}
                  </ul>
                </Panel>
              ))}
            <Panel title="Teams that follow the organisation’s">
              {items.some(({ team, own: has }) => team && !has) ? (
                <ul className="rows">
                  {items
                    .filter(({ team, own: has }) => team && !has)
                    .map(({ team }) => (
                      <li key={team?.id}>
                        <span className="grow">
                          <span className="font-medium">{team?.name}</span>
                        </span>
                        <Fallback name={teams.find(({ id }) => id === team?.id)?.fallback?.name} />
                        <Link
                          className={buttonClass({ size: 'row' })}
                          to={`/coverage-policies/${team?.id ?? ''}`}
                          aria-label={`Give ${team?.name ?? 'the team'} its own policy`}
                        >
                          Own policy
                        </Link>
                      </li>
                    ))}
                </ul>
              ) : (
                <EmptyState icon={<Users className="i" />} title={items.length > 1 ? 'None' : 'No team yet'}>
                  {items.length > 1
                    ? 'Each team has a policy of its own.'
                    : 'The organisation’s policy counts for everybody.'}
                </EmptyState>
              )}
            </Panel>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Fallback({ name }: { readonly name: string | undefined }) {
  return name ? (
    <span className="hide-narrow flex items-center gap-2 text-ink-2">
      falls back to <Person name={name} />
    </span>
  ) : (
    <Chip tone="outlined" className="hide-narrow">
      no fallback
    </Chip>
  );
}
