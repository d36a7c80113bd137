import { GetSlaPolicy, ListEscalationCategories, type AnswerOf } from '@understudy/contracts';
import { buttonClass, Chip, DataTable, EmptyState, formatCount, Panel, Person } from '@understudy/ui';
import { Plus, Shapes } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs } from '../page-tabs.js';
import { ROUTING_TABS } from '../routing/routing-page.js';
import { SEVERITIES, type SlaPolicy, toCategoryForm } from './category-form.js';
import { hoursWords } from './clock-words.js';

export type Category = AnswerOf<typeof ListEscalationCategories>['items'][number];

/** The kinds of escalations: who has them when no rule decides, and how long they may take. */
export function CategoriesPage() {
  return (
    <AdminOnly title="Categories">
      <Categories />
    </AdminOnly>
  );
}

function Categories() {
  const list = useApi(ListEscalationCategories, { limit: 100 });
  const policy = useApi(GetSlaPolicy, {});
  const items = list.data?.items ?? [];
  const active = items.filter((one) => one.active);
  const alone = active.filter((one) => !one.default_owner && !one.default_team);
  return (
    <Page
      title={
        list.data
          ? alone.length === 0
            ? `${formatCount(active.length, 'category', 'categories')}, each with somebody who has it`
            : `${formatCount(alone.length, 'category', 'categories')} without an owner of ${alone.length === 1 ? 'its' : 'their'} own`
          : 'Categories'
      }
      here="Categories"
      sub="Where no routing rule decides, the category’s owner gets it, then the least loaded of its team, then the CSM’s managers."
      actions={
        <Link className={buttonClass({ look: 'filled' })} to="/routing/categories/new">
          <Plus className="i" />
          Add a category
        </Link>
      }
    >
      <div className="stack">
        <PageTabs label="Routing and SLA" tabs={ROUTING_TABS} />
        <Panel title="Categories" count={list.data ? items.length : undefined}>
          <Loaded query={list} what="The categories" words="Reading the categories" rows={5}>
            {() =>
              items.length === 0 ? (
                <EmptyState icon={<Shapes className="i" />} title="No category yet">
                  Add the first kind of problem that is escalated at your place.
                </EmptyState>
              ) : (
                <CategoryTable items={items} policy={policy.data ?? null} />
              )
            }
          </Loaded>
        </Panel>
      </div>
    </Page>
  );
}

interface CategoryTableProps {
  readonly items: readonly Category[];
  readonly policy: SlaPolicy | null;
}

function CategoryTable({ items, policy }: CategoryTableProps) {
  const groups = [
    { key: 'active', head: null, rows: items.filter(({ active }) => active) },
    { key: 'out', head: 'Out of use', rows: items.filter(({ active }) => !active) },
  ];
  return (
    <DataTable
      caption="Categories"
      rowKey={({ id }) => id}
      groups={groups.filter(({ rows }) => rows.length > 0)}
      columns={[
        {
          key: 'name',
          head: 'Category',
          width: '32%',
          cell: ({ id, name, description }) => (
            <span className="lines">
              <Link className="clip font-medium hover:underline" to={`/routing/categories/${id}`}>
                {name}
              </Link>
              <span className="clip text-xs text-ink-2">{description ?? 'no description'}</span>
            </span>
          ),
        },
        {
          key: 'owner',
          head: 'Who has it',
          width: '26%',
          narrow: 'wide',
          cell: ({ default_owner: owner, default_secondary_owner: second, default_team: team }) =>
            owner ? (
              <Person name={owner.name} note={second ? `then ${second.name}` : null} />
            ) : team ? (
              <span>least loaded of {team.name}</span>
            ) : (
              <Chip tone="outlined">managers of the CSM</Chip>
            ),
        },
        {
          key: 'sla',
          head: 'To resolve: P0, P1, P2, P3',
          width: '28%',
          narrow: 'wide',
          cell: (one) => <span className="num">{lengthsWords(one, policy)}</span>,
        },
        {
          key: 'open',
          head: 'Open',
          width: '14%',
          cell: ({ open_escalations: open }) => <span className="num">{open}</span>,
        },
      ]}
    />
  );
}

/** As the clocks count them; before those are known just the numbers. */
function lengthsWords(category: Category, policy: SlaPolicy | null): string {
  const { p0, p1, p2, p3 } = toCategoryForm(category);
  return [p0, p1, p2, p3]
    .map((hours, index) => {
      const clock = policy?.severities[SEVERITIES[index] ?? 'P3'];
      return clock ? hoursWords(hours, clock.round_the_clock) : `${hours} h`;
    })
    .join(', ');
}
