import { ChangeCoverageRule, ListCoverageRules, OrderCoverageRules } from '@understudy/contracts';
import { buttonClass, EmptyState, formatCount, OrderedList, Panel, Switch, useToast } from '@understudy/ui';
import { Plus, Split } from 'lucide-react';
import { Link } from 'react-router';
import { useApi, useSend } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs, POLICY_TABS } from '../page-tabs.js';
import { useNames } from '../use-names.js';
import { useTeams } from '../use-teams.js';
import { ruleInWords, type CoverageRule } from './coverage-rule-words.js';
import { DryRun } from './dry-run.js';

export function CoverageRulesPage() {
  return (
    <AdminOnly title="Coverage rules">
      <Rules />
    </AdminOnly>
  );
}

function Rules() {
  const query = useApi(ListCoverageRules, {});
  const rules = query.data?.items;
  const active = rules?.filter((rule) => rule.active).length ?? 0;
  return (
    <Page
      title={
        rules && rules.length > 0 ? `${formatCount(active, 'rule')} of ${rules.length} in force` : 'Coverage rules'
      }
      here="Coverage rules"
      sub="For each customer of somebody who is away the first rule that matches decides; without one the policy does."
      actions={
        <Link className={buttonClass({ look: 'filled' })} to="/coverage-policies/rules/new">
          <Plus className="i" />
          Add a rule
        </Link>
      }
    >
      <PageTabs label="Coverage policies" tabs={POLICY_TABS} />
      <div className="cols cols-wide">
        <Panel title="Asked from the top" count={rules?.length}>
          <Loaded query={query} what="The list of rules" words="Reading the rules" rows={5}>
            {({ items }) =>
              items.length > 0 ? (
                <RuleList rules={items} />
              ) : (
                <EmptyState icon={<Split className="i" />} title="No rule yet">
                  The policy of each team chooses. Add a rule where some customers need somebody particular.
                </EmptyState>
              )
            }
          </Loaded>
        </Panel>
        <aside className="stack">
          <DryRun />
        </aside>
      </div>
    </Page>
  );
}

function RuleList({ rules }: { readonly rules: readonly CoverageRule[] }) {
  const order = useSend(OrderCoverageRules);
  const change = useSend(ChangeCoverageRule);
  const teams = useTeams();
  const person = useNames(rules.map(({ action }) => action.backup_user_id));
  const tell = useToast();
  const names = { person, team: (id: string | null) => teams.find((team) => team.id === id)?.name ?? 'a team' };

  const move = (from: number, to: number) => {
    const ids = rules.map(({ id }) => id);
    const [moved] = ids.splice(from, 1);
    if (moved === undefined) return;
    ids.splice(to, 0, moved);
    order.mutate(
      { input: { rule_ids: ids } },
      { onSuccess: () => tell({ text: `“${rules[from]?.name ?? ''}” is asked as number ${to + 1}` }) },
    );
  };
  const error = order.error ?? change.error;
  return (
    <>
      {error ? (
        <div className="panel-body">
          <NotSaved error={error} />
        </div>
      ) : null}
      <OrderedList
        label="Coverage rules in their order"
        items={rules}
        itemKey={({ id }) => id}
        itemName={({ name }) => name}
        onMove={move}
      >
        {(rule, index) => (
          <div className="flex min-w-0 flex-1 items-center gap-3">
            <span className="num w-4 text-right text-ink-2">{index + 1}</span>
            <span className="grow lines">
              <Link className="clip font-medium hover:underline" to={`/coverage-policies/rules/${rule.id}`}>
                {rule.name}
              </Link>
              <span className="text-xs text-ink-2">{ruleInWords(rule, names)}</span>
            </span>
            <Switch
              aria-label={`${rule.name} is in force`}
              on={rule.active}
              onChange={(active) =>
                change.mutate({ input: { coverage_rule_id: rule.id, active }, ifMatch: rule.version })
              }
            />
          </div>
        )}
      </OrderedList>
    </>
  );
}
