import { CheckRoutingRules, ListRoutingRules } from '@understudy/contracts';
import { buttonClass, Notice } from '@understudy/ui';
import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs } from '../page-tabs.js';
import { DeadEnds, deadEndWords } from './dead-ends.js';
import { RuleList } from './rule-list.js';
import { TryOne } from './try-one.js';
import { VersionsPanel } from './versions-panel.js';

export const ROUTING_TABS = [
  { to: '/routing', words: 'Rules' },
  { to: '/routing/categories', words: 'Categories' },
  { to: '/routing/clocks', words: 'Clocks' },
] as const;

/** The book of routing rules in its order: who gets an escalation, and whether any would find nobody. */
export function RoutingPage() {
  return (
    <AdminOnly title="Routing rules">
      <Routing />
    </AdminOnly>
  );
}

function Routing() {
  const book = useApi(ListRoutingRules, {});
  const check = useApi(CheckRoutingRules, {});
  const deadEnds = check.data?.dead_ends ?? [];
  return (
    <Page
      title="Routing rules"
      sub="Rules are tried from the top; the first that matches decides who gets an escalation. Drag them, or move them by keys."
      actions={
        <Link className={buttonClass({ look: deadEnds.length > 0 ? 'plain' : 'filled' })} to="/routing/new">
          <Plus className="i" />
          Add a rule
        </Link>
      }
    >
      <div className="stack">
        <PageTabs label="Routing and SLA" tabs={ROUTING_TABS} />
        {check.data && deadEnds.length === 0 ? (
          <Notice tone="covered">
            <b>Everybody finds somebody for {check.data.horizon_days} days.</b>{' '}
            <span className="mut">
              {check.data.checked.categories} categories, {check.data.checked.severities} severities, every hour of the
              week and {check.data.checked.customers} customers were looked at.
            </span>
          </Notice>
        ) : null}
        {deadEnds.length > 0 ? (
          <DeadEnds
            title={`${deadEndWords(deadEnds.length)}: these escalations would find nobody in time`}
            found={deadEnds}
          >
            A rule with a second owner, a manager above, or coverage for whoever is away closes them.
          </DeadEnds>
        ) : null}
        <div className="cols">
          <Loaded query={book} what="The rules" words="Reading the rules" rows={6}>
            {(data) => <RuleList book={data} />}
          </Loaded>
          <aside className="stack" aria-label="Trying and history">
            <TryOne />
            {book.data ? <VersionsPanel book={book.data} /> : null}
          </aside>
        </div>
      </div>
    </Page>
  );
}
