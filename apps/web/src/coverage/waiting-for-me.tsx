import { AcceptCoverage, DeclineCoverage } from '@understudy/contracts';
import {
  Avatar,
  Button,
  Dialog,
  Field,
  firstNameOf,
  formatCount,
  formatDuring,
  formatMoney,
  Notice,
  Panel,
  Textarea,
  useToast,
} from '@understudy/ui';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../api/use-draft.js';
import type { Dashboard } from './dashboard-page.js';

type Request = Dashboard['waiting_for_my_answer'][number];

export interface WaitingForMeProps {
  readonly requests: readonly Request[];
}

/** Requests to stand in: what it means for you, then yes or no. */
export function WaitingForMe({ requests }: WaitingForMeProps) {
  if (requests.length === 0) return null;
  return (
    <Panel title="Waiting for your answer" count={requests.length} className="o2">
      <ul className="rows pt-1">
        {requests.map((request, index) => (
          <RequestRow key={request.assignment.id} request={request} presses={index === 0} />
        ))}
      </ul>
    </Panel>
  );
}

function RequestRow(props: { readonly request: Request; readonly presses: boolean }) {
  const { assignment, arr, load_after: load } = props.request;
  const [declining, setDeclining] = useState(false);
  const accept = useSend(AcceptCoverage);
  const tell = useToast();
  const { starts_at, ends_at } = assignment.during;
  const span = formatDuring(starts_at, ends_at, assignment.time_zone);
  const say = () =>
    accept.mutate(
      { input: { assignment_id: assignment.id } },
      {
        onSuccess: () => tell({ text: `You cover for ${firstNameOf(assignment.absent.name)}, ${span}` }),
        onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
      },
    );
  return (
    <li className="flex-col !items-stretch">
      <div className="flex items-start gap-2">
        <Avatar name={assignment.absent.name} />
        <span className="grow">
          <span className="font-medium">{assignment.absent.name}</span> needs cover for{' '}
          <span className="font-medium">{formatCount(assignment.covered_customer_ids.length, 'customer')}</span>,{' '}
          {formatMoney(arr)}, {span}. You would carry {load.customers} of {load.capacity_points}.
        </span>
      </div>
      <div className="flex items-center gap-2">
        <Button size="panel" look={props.presses ? 'filled' : 'plain'} busy={accept.isPending} onClick={say}>
          Accept
        </Button>
        <Button size="panel" onClick={() => setDeclining(true)}>
          Decline
        </Button>
      </div>
      {declining ? <DeclineDialog request={props.request} onClose={() => setDeclining(false)} /> : null}
    </li>
  );
}

function DeclineDialog({ request, onClose }: { readonly request: Request; readonly onClose: () => void }) {
  const { id, absent } = request.assignment;
  const { draft, change, forget } = useDraft(`decline:${id}`, { reason: '' });
  const [tried, setTried] = useState(false);
  const decline = useSend(DeclineCoverage);
  const tell = useToast();
  const submit = () => {
    setTried(true);
    if (!draft.reason.trim() || decline.isPending) return;
    decline.mutate(
      { input: { assignment_id: id, reason: draft.reason.trim() } },
      {
        onSuccess: () => {
          forget();
          tell({ text: `Declined. Somebody else is asked to cover for ${firstNameOf(absent.name)}.` });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={`Decline to cover for ${absent.name}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" busy={decline.isPending}>
            Decline
          </Button>
        </>
      }
    >
      {decline.error ? <Notice tone="gap">{wordsFor(decline.error)}</Notice> : null}
      <Field
        label="Why"
        hint={`${firstNameOf(absent.name)} and the manager read it. The answer is final; somebody else is asked.`}
        {...(tried && !draft.reason.trim() ? { error: 'Say why in a few words' } : {})}
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={500}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
    </Dialog>
  );
}
