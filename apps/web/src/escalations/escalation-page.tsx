import { AcknowledgeEscalation, GetEscalation, GetEscalationTimeline, type AnswerOf } from '@understudy/contracts';
import { Button, CoverageChip, formatMoment, Panel, SeverityMark, StatusMark, useNow, useToast } from '@understudy/ui';
import { Hand } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { useStandOn } from './escalate-provider.js';
import { EscalationAside } from './escalation-aside.js';
import { FLOW } from './escalation-status.js';
import { EscalationTimeline } from './escalation-timeline.js';

export type Escalation = AnswerOf<typeof GetEscalation>;
const CRUMBS = [{ to: '/escalations', words: 'Escalations' }] as const;

/** One escalation: its clock, who has it and why, the customer as it was then, everything that happened. */
export function EscalationPage() {
  const { id = '' } = useParams();
  const escalation = useApi(GetEscalation, { escalation_id: id });
  if (escalation.data) return <EscalationView escalation={escalation.data} />;
  return (
    <Page title="Escalation" crumbs={CRUMBS}>
      <div className="panel">
        <Loaded
          query={escalation}
          what="This escalation"
          words="Reading the escalation"
          back={{ to: '/escalations', words: 'All escalations' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}

function EscalationView({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const now = useNow();
  const timeline = useApi(GetEscalationTimeline, { escalation_id: escalation.id, limit: 100 });
  useStandOn(escalation.customer);
  const { csm, responsible } = escalation.customer_context ?? { csm: null, responsible: null };
  const standsIn = csm && responsible && csm.user_id !== responsible.user_id;
  const by = escalation.created_by.user_id === user.id ? 'you' : escalation.created_by.name;

  return (
    <Page
      title={escalation.title}
      crumbs={CRUMBS}
      over={
        <>
          <SeverityMark severity={escalation.severity} />
          <span className="text-ink-2">{escalation.category ?? 'Conversation'}</span>
          {escalation.customer ? (
            <>
              <span className="text-ink-2">·</span>
              <Link className="font-medium hover:underline" to={`/customers/${escalation.customer.id}`}>
                {escalation.customer.name}
              </Link>
            </>
          ) : null}
          {standsIn ? <CoverageChip backup={responsible.name} absent={csm.name} /> : null}
        </>
      }
      actions={<Acknowledge escalation={escalation} />}
    >
      <div className="cols mixed">
        <div className="stack">
          <section className="panel o2 px-3.5 py-2.5" aria-label="Status">
            <Flow escalation={escalation} />
          </section>
          <Panel
            title="What happened"
            className="o3"
            actions={
              <span className="num text-xs text-ink-2">
                opened {formatMoment(escalation.created_at, user.time_zone, now)} by {by}, from{' '}
                {escalation.source.surface}
              </span>
            }
          >
            <div className="panel-body grid gap-2">
              <p className="prose text-base">{escalation.description}</p>
              {escalation.expected_resolution ? (
                <p className="prose">
                  <span className="text-ink-2">Expected:</span> {escalation.expected_resolution}
                </p>
              ) : null}
              {escalation.source.url ? <SourceLink url={escalation.source.url} /> : null}
            </div>
          </Panel>
          <section className="o5" aria-label="Timeline">
            <Loaded query={timeline} what="The timeline" words="Reading what happened" rows={3}>
              {({ items }) => <EscalationTimeline events={items} />}
            </Loaded>
          </section>
        </div>
        <EscalationAside escalation={escalation} />
      </div>
    </Page>
  );
}

/** Only the web: anything else in a stored address is shown as text. */
function SourceLink({ url }: { readonly url: string }) {
  if (!/^https?:\/\//i.test(url)) return <p className="text-xs text-ink-2">{url}</p>;
  return (
    <p>
      <a className="link" href={url} target="_blank" rel="noreferrer noopener">
        Where it came from
      </a>
    </p>
  );
}

function Flow({ escalation }: { readonly escalation: Escalation }) {
  if (escalation.status === 'void') return <StatusMark status="void" />;
  const { status: current } = escalation;
  const here = FLOW.findIndex((status) => status === current);
  return (
    <ol className="flow">
      {FLOW.map((status, index) => (
        <li key={status} aria-current={index === here ? 'step' : undefined}>
          <StatusMark status={status} step={index < here ? 'behind' : index > here ? 'ahead' : 'here'} />
        </li>
      ))}
    </ol>
  );
}

/** Taking it: stops the response clock. For the owners, and whoever manages. */
function Acknowledge({ escalation }: { readonly escalation: Escalation }) {
  const tell = useToast();
  const acknowledge = useSend(AcknowledgeEscalation);
  if (escalation.status !== 'open' || !escalation.allowed_statuses.includes('investigating')) return null;
  return (
    <Button
      look="filled"
      busy={acknowledge.isPending}
      onClick={() =>
        acknowledge.mutate(
          { input: { escalation_id: escalation.id } },
          { onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }) },
        )
      }
    >
      <Hand className="i" />I am on it
    </Button>
  );
}
