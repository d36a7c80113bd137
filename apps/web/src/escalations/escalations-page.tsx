import { ListEscalations, SEVERITIES, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  DataTable,
  EmptyState,
  formatCount,
  Panel,
  Person,
  Select,
  SeverityMark,
  SlaChip,
  StatusMark,
  useNow,
} from '@understudy/ui';
import { SearchX, Siren } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { isSeverity } from './escalation-draft.js';
import { useEscalate } from './escalate-provider.js';
import { EscalationTabs } from './escalation-tabs.js';
import { isDone, isStatus, OPEN_STATUSES } from './escalation-status.js';

type Row = AnswerOf<typeof ListEscalations>['items'][number];

/** What I may see, as the API orders it: over first, then least time left. */
export function EscalationsPage() {
  const [params, setParams] = useSearchParams();
  const severity = params.get('severity') ?? '';
  const status = params.get('status') ?? '';
  const mine = params.get('owner') === 'me';
  const { user } = useMe();
  const list = useApi(
    ListEscalations,
    {
      limit: 100,
      ...(isSeverity(severity) ? { severity } : {}),
      ...(isStatus(status) ? { status } : {}),
      ...(mine ? { owner_id: user.id } : {}),
    },
    { keep: true },
  );
  const filtered = Boolean(severity || status || mine);
  const filter = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true });
  };

  return (
    <Page
      title="Escalations"
      sub={<Summary rows={list.data?.items ?? []} />}
      actions={
        <>
          <Select
            aria-label="Owner"
            className="w-auto"
            value={mine ? 'me' : ''}
            onChange={(e) => filter('owner', e.target.value)}
          >
            <option value="">Any owner</option>
            <option value="me">Owned by me</option>
          </Select>
          <Select
            aria-label="Severity"
            className="w-auto"
            value={severity}
            onChange={(e) => filter('severity', e.target.value)}
          >
            <option value="">Any severity</option>
            {SEVERITIES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
          <Select
            aria-label="Status"
            className="w-auto"
            value={status}
            onChange={(e) => filter('status', e.target.value)}
          >
            <option value="">Any status</option>
            {OPEN_STATUSES.map(({ status: each, words }) => (
              <option key={each} value={each}>
                {words}
              </option>
            ))}
          </Select>
        </>
      }
    >
      <EscalationTabs />
      <Panel title={filtered ? 'Matching' : 'All that you may see'} count={list.data?.items.length}>
        <Loaded query={list} what="The list of escalations" words="Reading the escalations" rows={6}>
          {({ items }) =>
            items.length > 0 ? (
              <EscalationTable rows={items} />
            ) : (
              <NothingHere filtered={filtered} onClear={() => setParams({}, { replace: true })} />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function Summary({ rows }: { readonly rows: readonly Row[] }) {
  const now = useNow();
  const open = rows.filter((row) => !isDone(row.status));
  const over = open.filter((row) => Date.parse(row.sla.due_at) < now).length;
  const warned = open.filter((row) => Date.parse(row.sla.due_at) >= now && Date.parse(row.sla.warn_at) < now).length;
  if (open.length === 0) return <>None is open.</>;
  return (
    <>
      {formatCount(open.length, 'open one', 'open')}. {over > 0 ? `${over} past the time` : 'None past its time'}
      {warned > 0 ? `, ${warned} running out.` : '.'}
    </>
  );
}

function EscalationTable({ rows }: { readonly rows: readonly Row[] }) {
  const { user } = useMe();
  return (
    <DataTable
      caption="Escalations, over first, then least time left"
      rowKey={(row) => row.id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'title',
          head: 'Escalation',
          width: '42%',
          narrow: 'wide',
          cell: (row) => (
            <span className="flex items-start gap-2.5">
              <SeverityMark severity={row.severity} />
              <span className="lines">
                <Link className="clip font-medium hover:underline" to={`/escalations/${row.id}`}>
                  {row.title}
                </Link>
                <span className="clip text-xs text-ink-2">
                  {[row.customer?.name, row.category].filter(Boolean).join(' · ') || 'Conversation'}
                </span>
              </span>
            </span>
          ),
        },
        {
          key: 'owner',
          head: 'Owner',
          width: '21%',
          cell: (row) =>
            row.primary_owner ? (
              <Person name={row.primary_owner.name} kind={row.primary_owner.user_id === user.id ? 'you' : 'other'} />
            ) : (
              <span className="text-waiting-text">In queue</span>
            ),
        },
        {
          key: 'sla',
          head: 'Time left',
          width: '18%',
          cell: (row) => (
            <SlaChip
              startedAt={row.created_at}
              warnAt={row.sla.warn_at}
              dueAt={row.sla.due_at}
              paused={row.sla.paused}
              done={isDone(row.status)}
            />
          ),
        },
        { key: 'status', head: 'Status', width: '19%', cell: (row) => <StatusMark status={row.status} /> },
      ]}
    />
  );
}

function NothingHere({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  const { open } = useEscalate();
  if (filtered) {
    return (
      <EmptyState
        icon={<SearchX className="i" />}
        title="No escalation matches these filters"
        actions={
          <Button size="panel" onClick={onClear}>
            Clear filters
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      good
      icon={<Siren className="i" />}
      title="Nothing is escalated"
      actions={
        <Button size="panel" onClick={() => open()}>
          Escalate
        </Button>
      }
    >
      When a customer needs more than you can give, press E on any page.
    </EmptyState>
  );
}
