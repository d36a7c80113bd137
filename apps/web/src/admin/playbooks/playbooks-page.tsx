import { ListPlaybooks, type AnswerOf } from '@understudy/contracts';
import { buttonClass, DataTable, EmptyState, formatCount, Panel, SeverityMark } from '@understudy/ui';
import { BookOpenCheck, Plus } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs } from '../page-tabs.js';
import { Pager } from '../pager.js';
import { useListAddress } from '../use-pages.js';

type Playbook = AnswerOf<typeof ListPlaybooks>['items'][number];

export const TEXT_TABS = [
  { to: '/playbooks', words: 'Playbooks' },
  { to: '/playbooks/templates', words: 'Escalation templates' },
  { to: '/playbooks/notices', words: 'Notices to customers' },
] as const;

/** Suggested actions for kinds of escalations. */
export function PlaybooksPage() {
  return (
    <AdminOnly title="Playbooks">
      <Playbooks />
    </AdminOnly>
  );
}

function Playbooks() {
  const address = useListAddress();
  const list = useApi(
    ListPlaybooks,
    { limit: 50, ...(address.cursor ? { cursor: address.cursor } : {}) },
    { keep: true },
  );
  return (
    <Page
      title="Playbooks"
      sub="Steps that are suggested with an escalation. The one that says most about it is taken: category before severity."
      actions={
        <Link className={buttonClass({ look: 'filled' })} to="/playbooks/new">
          <Plus className="i" />
          Add a playbook
        </Link>
      }
    >
      <div className="stack">
        <PageTabs label="Playbooks and templates" tabs={TEXT_TABS} />
        <Panel title="Playbooks" actions={<Pager address={address} next={list.data?.next_cursor} />}>
          <Loaded query={list} what="The playbooks" words="Reading the playbooks" rows={4}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState icon={<BookOpenCheck className="i" />} title="No playbook yet">
                  Without one an escalation begins with an empty list of steps.
                </EmptyState>
              ) : (
                <PlaybookTable items={items} />
              )
            }
          </Loaded>
        </Panel>
      </div>
    </Page>
  );
}

function PlaybookTable({ items }: { readonly items: readonly Playbook[] }) {
  const groups = [
    { key: 'in', head: null, rows: items.filter(({ active }) => active) },
    { key: 'out', head: 'Out of use', rows: items.filter(({ active }) => !active) },
  ];
  return (
    <DataTable
      caption="Playbooks"
      rowKey={({ id }) => id}
      groups={groups.filter(({ rows }) => rows.length > 0)}
      columns={[
        {
          key: 'name',
          head: 'Playbook',
          width: '40%',
          cell: ({ id, name }) => (
            <Link className="clip block font-medium hover:underline" to={`/playbooks/${id}`}>
              {name}
            </Link>
          ),
        },
        { key: 'category', head: 'Category', width: '24%', cell: ({ category }) => category ?? 'any' },
        {
          key: 'severity',
          head: 'Severity',
          width: '20%',
          cell: ({ severities }) =>
            severities.length === 0 ? (
              'any'
            ) : (
              <span className="inline-flex gap-1">
                {severities.map((one) => (
                  <SeverityMark key={one} severity={one} />
                ))}
              </span>
            ),
        },
        { key: 'steps', head: 'Steps', width: '16%', cell: ({ steps }) => formatCount(steps.length, 'step') },
      ]}
    />
  );
}
