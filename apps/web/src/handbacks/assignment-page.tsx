import { GetAssignment, GetHandback, ListBriefs, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  CoverageBar,
  EmptyState,
  firstNameOf,
  formatCount,
  formatDuring,
  formatMoment,
  formatUntil,
  Panel,
  useNow,
} from '@understudy/ui';
import { Check, Hourglass, Lock } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { codeOf, statusOf } from '../api/send.js';
import { useApi } from '../api/use-api.js';
import { AnswerButtons } from '../coverage/answer-buttons.js';
import { ReleaseButton } from '../coverage/release-button.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { BriefRows } from './brief-rows.js';
import { FeedbackDialog, HandBackDialog } from './hand-back-dialog.js';
import { Summary } from './return-page.js';

type Assignment = AnswerOf<typeof GetAssignment>;
const CRUMBS = [{ to: '/', words: 'Coverage' }] as const;

/** One coverage, for the backup: the question, then the briefs, then what is handed back. */
export function AssignmentPage() {
  const { id = '' } = useParams();
  const assignment = useApi(GetAssignment, { assignment_id: id });
  if (assignment.data) return <AssignmentView assignment={assignment.data} />;
  return (
    <Page title="Coverage" crumbs={CRUMBS} here="Standing in">
      <div className="panel">
        <Loaded
          query={assignment}
          what="This coverage"
          words="Reading the coverage"
          back={{ to: '/', words: 'What you look after' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}

function AssignmentView({ assignment }: { readonly assignment: Assignment }) {
  const { user } = useMe();
  const now = useNow();
  const mine = assignment.backup.user_id === user.id;
  const days = formatDuring(assignment.during.starts_at, assignment.during.ends_at, assignment.time_zone);
  const hasBegun = assignment.status === 'active' || assignment.status === 'completed';
  const handback = useApi(GetHandback, { assignment_id: assignment.id }, { enabled: hasBegun });
  const neverBegan = codeOf(handback.error) === 'handbacks.nothing-to-hand-back';
  return (
    <Page
      title={titleOf(assignment, mine, days)}
      here={days}
      crumbs={CRUMBS}
      sub={`${formatCount(assignment.covered_customer_ids.length, 'customer')}${assignment.tier > 1 ? `, tier ${assignment.tier}` : ''}, ${days}, days of ${assignment.absent.place ?? assignment.time_zone}`}
      actions={mine ? <Acts assignment={assignment} handback={handback.data ?? null} /> : null}
    >
      <div className="stack">
        {assignment.status === 'pending' ? (
          <CoverageBar
            state="waiting"
            title={mine ? 'You are asked.' : `${assignment.backup.name} is asked.`}
            detail={
              assignment.approval === 'waiting'
                ? 'A manager has to say yes first.'
                : assignment.answer_by
                  ? `Without an answer by ${formatMoment(assignment.answer_by, user.time_zone, now)} somebody else is asked.`
                  : ''
            }
          />
        ) : null}
        {assignment.release_by ? (
          <CoverageBar
            state="waiting"
            title="A replacement is being found."
            detail={`Until somebody said yes, at most until ${formatUntil(assignment.release_by, assignment.time_zone, user.time_zone, now)}, it stays as it is.`}
          />
        ) : null}
        {hasBegun && !neverBegan ? (
          <Loaded
            query={handback}
            what="What is handed back"
            words="Comparing every customer with the day of departure"
            rows={8}
            back={{ to: '/', words: 'What you look after' }}
          >
            {(loaded) => <Summary absenceId={assignment.absence_id} handbacks={[loaded]} />}
          </Loaded>
        ) : assignment.status === 'declined' || neverBegan || assignment.approval === 'rejected' ? (
          <div className="panel">
            <EmptyState icon={<Check className="i" />} title="Nothing to do here">
              {assignment.status === 'declined' ? 'It was declined' : 'It ended before it began'}; somebody else is
              asked.
            </EmptyState>
          </div>
        ) : (
          <Briefs assignment={assignment} />
        )}
      </div>
    </Page>
  );
}

function titleOf({ status, absent, backup }: Assignment, mine: boolean, days: string): string {
  const who = mine ? 'You' : backup.name;
  switch (status) {
    case 'pending':
      return mine ? `Stand in for ${absent.name}?` : `${backup.name} is asked to stand in for ${absent.name}`;
    case 'accepted':
      return `${who} will stand in for ${absent.name}, ${days}`;
    case 'active':
      return `${who} ${mine ? 'stand' : 'stands'} in for ${absent.name}`;
    case 'completed':
      return `${who} stood in for ${absent.name}`;
    case 'declined':
      return `${who} declined to stand in for ${absent.name}`;
  }
}

interface ActsProps {
  readonly assignment: Assignment;
  readonly handback: AnswerOf<typeof GetHandback> | null;
}

function Acts({ assignment, handback }: ActsProps) {
  const [open, setOpen] = useState<'feedback' | 'hand-back' | null>(null);
  const briefs = useApi(
    ListBriefs,
    { assignment_id: assignment.id, limit: 100 },
    { enabled: open === 'feedback' && handback !== null },
  );
  if (assignment.status === 'pending') return <AnswerButtons assignment={assignment} presses place="header" />;
  const closable = handback?.status === 'ready';
  return (
    <>
      {assignment.status === 'accepted' || assignment.status === 'active' ? (
        <ReleaseButton assignment={assignment} />
      ) : null}
      {handback && handback.status !== 'completed' ? (
        <Button onClick={() => setOpen('feedback')}>About a customer</Button>
      ) : null}
      {closable ? (
        <Button look={handback.handed_back_at ? 'plain' : 'filled'} onClick={() => setOpen('hand-back')}>
          <Check className="i" />
          {handback.handed_back_at ? 'Change the note' : `Hand back to ${firstNameOf(assignment.absent.name)}`}
        </Button>
      ) : null}
      {open === 'feedback' && handback && briefs.data ? (
        <FeedbackDialog
          handback={handback}
          customers={briefs.data.items.map(({ customer_id, customer }) => ({ id: customer_id, name: customer.name }))}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'hand-back' && handback ? <HandBackDialog handback={handback} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

/** What to read before it begins, most pressing first. */
function Briefs({ assignment }: { readonly assignment: Assignment }) {
  const { user } = useMe();
  const mine = assignment.backup.user_id === user.id;
  const isOnlyAsked = mine && assignment.status === 'pending';
  const briefs = useApi(ListBriefs, { assignment_id: assignment.id, limit: 100 }, { enabled: !isOnlyAsked });
  return (
    <Panel
      title="What you would look after"
      count={briefs.data ? `${briefs.data.progress.acknowledged} of ${briefs.data.progress.total} read` : undefined}
    >
      {isOnlyAsked || statusOf(briefs.error) === 403 ? (
        <EmptyState icon={<Lock className="i" />} title="The briefs open with your yes">
          {formatCount(assignment.covered_customer_ids.length, 'customer')} of {assignment.absent.name}: what is urgent,
          whom to talk to and what to mind is written for whoever stands in.
        </EmptyState>
      ) : codeOf(briefs.error) === 'briefs.not-found' ? (
        <EmptyState icon={<Hourglass className="i" />} title="The briefs are being written">
          They appear here within minutes. Until then, the customers are under Customers.
        </EmptyState>
      ) : (
        <Loaded query={briefs} what="The briefs" words="Reading the briefs" rows={6}>
          {({ items, summary, progress }) => (
            <>
              {summary ? <TwoMinutes summary={summary} /> : null}
              <BriefRows briefs={items} mine={mine} />
              {items.length < progress.total ? (
                <p className="panel-body text-ink-2">
                  The {items.length} most pressing of {progress.total}; all of them are in the list at the start.
                </p>
              ) : null}
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}

/** The whole in a few lines; customer by customer for whoever has two minutes and will not read every brief. */
function TwoMinutes({ summary }: { readonly summary: string }) {
  const [opening, ...lines] = summary.split('\n');
  return (
    <div className="panel-body grid gap-2 text-ink-2">
      <p>{opening}</p>
      {lines.length > 0 ? (
        <details>
          <summary className="cursor-pointer font-medium text-ink">Customer by customer, in two minutes</summary>
          <p className="prose mt-2 leading-relaxed">{lines.join('\n')}</p>
        </details>
      ) : null}
    </div>
  );
}
