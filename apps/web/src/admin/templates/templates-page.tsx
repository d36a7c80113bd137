import { ListAdminTemplates, type AnswerOf } from '@understudy/contracts';
import { buttonClass, DataTable, EmptyState, Panel, SeverityMark } from '@understudy/ui';
import { FileText, Plus } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs } from '../page-tabs.js';
import { Pager } from '../pager.js';
import { TEXT_TABS } from '../playbooks/playbooks-page.js';
import { useListAddress } from '../use-pages.js';

export type Template = AnswerOf<typeof ListAdminTemplates>['items'][number];

/** What escalations of one kind begin with. */
export function TemplatesPage() {
  return (
    <AdminOnly title="Escalation templates">
      <Templates />
    </AdminOnly>
  );
}

function Templates() {
  const address = useListAddress();
  const list = useApi(
    ListAdminTemplates,
    { limit: 50, ...(address.cursor ? { cursor: address.cursor } : {}) },
    { keep: true },
  );
  return (
    <Page
      title="Escalation templates"
      sub="What an escalation of one kind begins with. They are read inside only; customers never see them."
      actions={
        <Link className={buttonClass({ look: 'filled' })} to="/playbooks/templates/new">
          <Plus className="i" />
          Add a template
        </Link>
      }
    >
      <div className="stack">
        <PageTabs label="Playbooks and templates" tabs={TEXT_TABS} />
        <Panel title="Templates" actions={<Pager address={address} next={list.data?.next_cursor} />}>
          <Loaded query={list} what="The templates" words="Reading the templates" rows={4}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState icon={<FileText className="i" />} title="No template yet">
                  Whoever escalates begins with an empty text.
                </EmptyState>
              ) : (
                <TemplateTable items={items} />
              )
            }
          </Loaded>
        </Panel>
      </div>
    </Page>
  );
}

function TemplateTable({ items }: { readonly items: readonly Template[] }) {
  const groups = [
    { key: 'in', head: null, rows: items.filter(({ active }) => active) },
    { key: 'out', head: 'Out of use', rows: items.filter(({ active }) => !active) },
  ];
  return (
    <DataTable
      caption="Templates"
      rowKey={({ id }) => id}
      groups={groups.filter(({ rows }) => rows.length > 0)}
      columns={[
        {
          key: 'name',
          head: 'Template',
          width: '60%',
          cell: ({ id, name, title }) => (
            <span className="lines">
              <Link className="clip font-medium hover:underline" to={`/playbooks/templates/${id}`}>
                {name}
              </Link>
              <span className="clip text-xs text-ink-2">{title}</span>
            </span>
          ),
        },
        { key: 'category', head: 'Category', width: '24%', cell: ({ category }) => category ?? 'any' },
        {
          key: 'severity',
          head: 'Severity',
          width: '16%',
          cell: ({ severity }) => (severity ? <SeverityMark severity={severity} /> : 'any'),
        },
      ]}
    />
  );
}
