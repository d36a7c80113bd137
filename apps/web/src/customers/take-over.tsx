import { PlanTakeOver, ReleaseCustomer, TakeOverCustomer } from '@understudy/contracts';
import { Button, buttonClass, Dialog, firstNameOf, formatUntil, listNames, useNow, useToast } from '@understudy/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useApi, useSend } from '../api/use-api.js';
import { ReleaseDialog } from '../coverage/release-dialog.js';
import { useMay, useMe } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';
import type { Responsible } from './responsible-words.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}
export interface TakeOverActionsProps {
  readonly customer: Named;
  readonly responsible: Responsible;
  /** The coverage by which the brief is the reader's; null without one. */
  readonly assignmentId: string | null;
}

/** Take over, give back what was taken over, hand on a coverage, come back early: whichever of them fits the reader now. */
export function TakeOverActions({ customer, responsible, assignmentId }: TakeOverActionsProps) {
  const me = useMe();
  const may = useMay();
  const [open, setOpen] = useState<'take' | 'give' | 'hand-on' | null>(null);
  const isCovered = responsible.because !== 'owner';
  const plan = useApi(
    PlanTakeOver,
    { customer_id: customer.id },
    { enabled: isCovered && may('coverage:answer') && responsible.owner?.user_id !== me.user.id },
  );
  if (!isCovered) return null;
  if (responsible.owner?.user_id === me.user.id) {
    const away = me.covers_me[0];
    return away ? (
      <Link className={buttonClass({ size: 'panel' })} to={`/absences/${away.absence_id}/handback`}>
        I am back early
      </Link>
    ) : null;
  }
  const cover = me.i_cover.find(({ assignment_id }) => assignment_id === assignmentId);
  const isMine = responsible.responsible?.user_id === me.user.id;
  return (
    <>
      {plan.data?.taken_by_me ? (
        <Button size="panel" onClick={() => setOpen('give')}>
          Give it back
        </Button>
      ) : isMine && cover ? (
        <Button size="panel" onClick={() => setOpen('hand-on')}>
          Hand on
        </Button>
      ) : plan.data && !isMine ? (
        <Button size="panel" look={responsible.because === 'gap' ? 'filled' : 'plain'} onClick={() => setOpen('take')}>
          Take over
        </Button>
      ) : null}
      {open === 'take' ? <TakeOverDialog customer={customer} onClose={() => setOpen(null)} /> : null}
      {open === 'give' ? <GiveBackDialog customer={customer} onClose={() => setOpen(null)} /> : null}
      {open === 'hand-on' && cover ? (
        <ReleaseDialog
          assignment={{ id: cover.assignment_id, absent: cover.person, release_by: null }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

interface DialogProps {
  readonly customer: Named;
  readonly onClose: () => void;
}

/** One confirmation with until when it would be and who is told. */
export function TakeOverDialog({ customer, onClose }: DialogProps) {
  const { user } = useMe();
  const now = useNow();
  const plan = useApi(PlanTakeOver, { customer_id: customer.id });
  const take = useSend(TakeOverCustomer);
  const tell = useToast();
  const submit = () => {
    if (take.isPending || !plan.data) return;
    settle(take.mutateAsync({ input: { customer_id: customer.id } }), {
      onSuccess: () => {
        tell({ text: `You look after ${customer.name} now.` });
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={`Take over ${customer.name}?`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" look="filled" busy={take.isPending || plan.isPending}>
            Take over
          </Button>
        </>
      }
    >
      {take.error ? <NotSaved error={take.error} /> : null}
      {plan.error ? <p>{wordsFor(plan.error)}</p> : null}
      {plan.data ? (
        <>
          <p>
            You look after it until {formatUntil(plan.data.ends_at, plan.data.time_zone, user.time_zone, now)}, when{' '}
            {plan.data.absent.name} is back, or until you give it back.
          </p>
          <p className="text-ink-2">
            {plan.data.told.length > 0
              ? `${listNames(plan.data.told.map(({ name }) => firstNameOf(name)))} ${plan.data.told.length === 1 ? 'hears' : 'hear'} of it at once.`
              : 'Nobody else has to be told.'}
          </p>
        </>
      ) : null}
    </Dialog>
  );
}

export function GiveBackDialog({ customer, onClose }: DialogProps) {
  const release = useSend(ReleaseCustomer);
  const tell = useToast();
  const submit = () => {
    if (release.isPending) return;
    settle(release.mutateAsync({ input: { customer_id: customer.id } }), {
      onSuccess: () => {
        tell({ text: `Given back. Whoever stood in looks after ${customer.name} again.` });
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={`Give ${customer.name} back?`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Keep it
          </Button>
          <Button type="submit" look="filled" busy={release.isPending}>
            Give it back
          </Button>
        </>
      }
    >
      {release.error ? <NotSaved error={release.error} /> : null}
      <p>Whoever stood in before looks after it again, from now on. They are told.</p>
    </Dialog>
  );
}
