import {
  GetCoverageDashboard,
  GetCustomer,
  GetCustomerBrief,
  GetResponsible,
  type AnswerOf,
} from '@understudy/contracts';
import {
  buttonClass,
  Chip,
  CoverageBar,
  EmptyState,
  formatDuring,
  formatMoment,
  Panel,
  PriorityBars,
  useNow,
} from '@understudy/ui';
import { Hourglass, Lock, Siren } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { useStandOn } from '../escalations/escalate-provider.js';
import { useMay, useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { BriefActions } from './brief-actions.js';
import { isBriefAwaited } from './brief-standing.js';
import { ChangedPanel } from './changed-panel.js';
import { CustomerAside } from './customer-aside.js';
import { CustomerFacts } from './customer-facts.js';
import { CustomerPanels } from './customer-panels.js';
import { responsibleInFull } from './responsible-words.js';
import { TakeOverActions } from './take-over.js';

export type Customer = AnswerOf<typeof GetCustomer>;
export type Brief = AnswerOf<typeof GetCustomerBrief>;

/** One customer: who looks after them, the brief that counts now, and what stands around it. */
export function CustomerPage() {
  const { id = '' } = useParams();
  const customer = useApi(GetCustomer, { customer_id: id });
  if (!customer.data) {
    return (
      <Page title="Customer" crumbs={CRUMBS}>
        <div className="panel">
          <Loaded
            query={customer}
            what="This customer"
            words="Reading the customer"
            back={{ to: '/customers', words: 'All customers' }}
          >
            {() => null}
          </Loaded>
        </div>
      </Page>
    );
  }
  return <CustomerView key={id} customer={customer.data} />;
}

const CRUMBS = [{ to: '/customers', words: 'Customers' }] as const;

function CustomerView({ customer }: { readonly customer: Customer }) {
  const { user } = useMe();
  const may = useMay();
  const now = useNow();
  const responsible = useApi(GetResponsible, { customer_id: customer.id });
  const brief = useApi(GetCustomerBrief, { customer_id: customer.id }, { enabled: may('briefs:read') });
  const isAwaited = isBriefAwaited(brief, may('briefs:read') && !customer.summary_only);
  useStandOn({ id: customer.id, name: customer.name });
  const until = responsible.data?.until;
  const afterwards = useApi(
    GetResponsible,
    { customer_id: customer.id, ...(until ? { at: until } : {}) },
    { enabled: !!until },
  );
  const words = responsible.data
    ? responsibleInFull(responsible.data, customer.name, user.id, user.time_zone, afterwards.data ?? null)
    : null;
  const worst = customer.open_escalations.toSorted((a, b) => a.severity.localeCompare(b.severity))[0];

  return (
    <Page
      title={customer.name}
      crumbs={CRUMBS}
      sub={[customer.segment, customer.industry, ...customer.domains.slice(0, 2)].join(' · ')}
      aside={
        <>
          {brief.data ? <PriorityBars priority={brief.data.priority} /> : null}
          {worst ? (
            <Chip tone="outlined" icon={<Siren className="i" />}>
              {worst.severity} open
            </Chip>
          ) : null}
        </>
      }
      actions={<BriefActions customer={customer} brief={brief.data ?? null} />}
    >
      <div className="stack">
        {words ? (
          <CoverageBar
            state={words.state}
            title={words.title}
            detail={words.detail}
            actions={
              <>
                {brief.data ? (
                  <span className="mut text-xs">
                    {brief.data.frozen ? 'Brief frozen at departure, refreshed' : 'Brief made'}{' '}
                    {formatMoment(brief.data.generated_at, user.time_zone, now)}
                  </span>
                ) : null}
                {responsible.data ? (
                  <TakeOverActions
                    customer={customer}
                    responsible={responsible.data}
                    assignmentId={brief.data?.coverage_assignment_id ?? null}
                  />
                ) : null}
              </>
            }
          />
        ) : null}
        <CustomerFacts customer={customer} />
        <div className="cols">
          <div className="stack">
            {brief.data ? <ChangedPanel brief={brief.data} /> : null}
            {customer.summary_only ? (
              <SummaryOnly customerId={customer.id} />
            ) : (
              <CustomerPanels customer={customer} brief={brief.data ?? null} awaited={isAwaited ? brief : null} />
            )}
          </div>
          <CustomerAside customer={customer} brief={brief.data ?? null} responsible={responsible.data ?? null} />
        </div>
      </div>
    </Page>
  );
}

/** Says why there is little to see, so that nobody takes it for "nothing happened"; who stands in later is sent to the brief. */
function SummaryOnly({ customerId }: { readonly customerId: string }) {
  const may = useMay();
  const dashboard = useApi(GetCoverageDashboard, { show: 'both' }, { enabled: may('briefs:read') });
  const mine = dashboard.data?.standing_in.find(({ assignment }) =>
    assignment.covered_customer_ids.includes(customerId),
  )?.assignment;
  return (
    <Panel title="What is going on">
      {mine ? (
        <EmptyState
          icon={<Hourglass className="i" />}
          title={`Yours ${formatDuring(mine.during.starts_at, mine.during.ends_at, mine.time_zone)}`}
          actions={
            <Link className={buttonClass({ size: 'panel' })} to={`/coverage/${mine.id}`}>
              Read the briefs
            </Link>
          }
        >
          You stand in for {mine.absent.name} then. This page opens when it begins; what you need to know before that
          stands in the briefs.
        </EmptyState>
      ) : (
        <EmptyState icon={<Lock className="i" />} title="Kept for who looks after this customer">
          Tasks, meetings, risks and what happened last are shown to the owner, to whoever stands in, and to their
          managers. You can still see who is responsible, and escalate.
        </EmptyState>
      )}
    </Panel>
  );
}
