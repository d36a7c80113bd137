import {
  ApproveCoverage,
  ChangeAssignment,
  GetBackupReasons,
  GetBackupSuggestions,
  ListAbsenceCoverage,
} from '@understudy/contracts';
import { Button, Dialog, Field, firstNameOf, formatCount, Input, Notice, Select, useToast } from '@understudy/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { codeOf } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useApi, useSend } from '../api/use-api.js';
import { NotSaved } from '../states/not-saved.js';
import { daysOf, type Approval } from './approval-words.js';

export interface ChangeDialogProps {
  readonly approval: Approval;
  /** Another manager said yes, no, or something else meanwhile. */
  readonly isDecided: boolean;
  readonly onClose: () => void;
}

/** A yes with changes: another backup, or only some of the customers. What a manager sets by hand needs no second approval. */
export function ChangeDialog({ approval, isDecided: isGone, onClose }: ChangeDialogProps) {
  const { assignment } = approval;
  const [backup, setBackup] = useState(assignment.backup.user_id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(assignment.covered_customer_ids));
  const [find, setFind] = useState('');
  const suggestions = useApi(GetBackupSuggestions, { absence_id: assignment.absence_id });
  const reasons = useApi(GetBackupReasons, { absence_id: assignment.absence_id, user_id: backup }, { keep: true });
  const change = useSend(ChangeAssignment);
  const approve = useSend(ApproveCoverage);
  const tell = useToast();

  const people = [
    { user_id: assignment.backup.user_id, name: assignment.backup.name, words: assignment.backup.name },
    ...(suggestions.data?.items ?? [])
      .filter(({ user_id }) => user_id !== assignment.backup.user_id)
      .map(({ user_id, name: who, score }) => ({ user_id, name: who, words: `${who}, score ${Math.round(score)}` })),
  ];
  const name = people.find(({ user_id }) => user_id === backup)?.name ?? '';
  const customers = (reasons.data?.customers ?? []).filter(({ customer }) =>
    customer.name.toLowerCase().includes(find.trim().toLowerCase()),
  );
  const before = new Set(assignment.covered_customer_ids);
  const sameCustomers = chosen.size === before.size && [...chosen].every((id) => before.has(id));
  const isChanged = backup !== assignment.backup.user_id || !sameCustomers;
  const busy = change.isPending || approve.isPending;
  // one's own answer takes it off the list, too
  const isDecided = isGone && !busy && !change.isSuccess;
  const limits = reasons.data?.limits ?? [];

  const finish = () => {
    tell({ text: `${name} is asked to stand in for ${assignment.absent.name}, ${daysOf(approval)}.` });
    onClose();
  };
  const submit = () => {
    if (busy || isDecided || !isChanged || chosen.size === 0) return;
    settle(
      change.mutateAsync({
        input: {
          assignment_id: assignment.id,
          ...(backup === assignment.backup.user_id ? {} : { backup_user_id: backup }),
          ...(sameCustomers ? {} : { covered_customer_ids: [...chosen] }),
        },
        ifMatch: assignment.version,
      }),
      {
        onSuccess: ({ id, approval: state }) => {
          if (state === 'waiting') settle(approve.mutateAsync({ input: { assignment_id: id } }), { onSuccess: finish });
          else finish();
        },
      },
    );
  };
  const toggle = (id: string) =>
    setChosen((ids) => new Set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id]));
  const error = change.error ?? approve.error;

  return (
    <Dialog
      title={`Change who stands in for ${assignment.absent.name}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <span className="mr-auto text-xs text-ink-2">
            {isChanged ? '' : 'Change the person or the customers to send it.'}
          </span>
          <Button look="quiet" onClick={onClose}>
            Back
          </Button>
          <Button type="submit" look="filled" busy={busy} disabled={isDecided || !isChanged || chosen.size === 0}>
            Ask {firstNameOf(name)}
          </Button>
        </>
      }
    >
      {isDecided ? <DecidedMeanwhile approval={approval} /> : null}
      {error && !isDecided ? <NotSaved error={error} /> : null}
      {!isDecided && codeOf(error) === 'version.stale' ? (
        <p className="text-ink-2">The list behind this shows the state of now. Look at it, then send again.</p>
      ) : null}
      <Field label="Who stands in" hint={backupHint(suggestions.data?.items.find((one) => one.user_id === backup))}>
        {(control) => (
          <Select {...control} value={backup} onChange={(event) => setBackup(event.target.value)}>
            {people.map((person) => (
              <option key={person.user_id} value={person.user_id}>
                {person.words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {limits.length > 0 ? <Notice tone="waiting">{limits.join(' ')}</Notice> : null}
      <Field
        label="Customers"
        hint={`${chosen.size} of ${formatCount(reasons.data?.customers.length ?? before.size, 'customer')}`}
      >
        {(control) => (
          <Input
            {...control}
            type="search"
            placeholder="Find one of them"
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        )}
      </Field>
      {chosen.size === 0 ? (
        <Notice tone="gap">Leave at least one customer, or refuse the backup instead.</Notice>
      ) : null}
      <ul className="picks" aria-label="Customers they stand in for">
        {customers.map(({ customer, fit, limit }) => (
          <li key={customer.customer_id}>
            <label className="pick">
              <input
                type="checkbox"
                checked={chosen.has(customer.customer_id)}
                onChange={() => toggle(customer.customer_id)}
              />
              <span className="lines grow">
                <span className="clip">{customer.name}</span>
                {limit ? <span className="text-xs text-ink-2">{limit}</span> : null}
              </span>
              <span className="num text-xs text-ink-2">fit {Math.round(fit)}</span>
            </label>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const backupHint = (suggestion?: { readonly reasons: readonly string[] }): string =>
  suggestion ? suggestion.reasons.slice(0, 2).join(' · ') : 'The one proposed';

/** What stands now is on the page of the absence; what was chosen here can be set there. */
function DecidedMeanwhile({ approval: { assignment } }: { readonly approval: Approval }) {
  const now = useApi(ListAbsenceCoverage, { absence_id: assignment.absence_id });
  const live = now.data?.items.filter(({ status }) => status !== 'declined' && status !== 'completed') ?? [];
  const words = live.map(({ backup, status }) => `${backup.name} ${status === 'pending' ? 'is asked' : 'stands in'}`);
  return (
    <Notice tone="waiting">
      <b>Somebody decided this meanwhile.</b>{' '}
      <span className="mut">
        {words.length > 0 ? `Now ${words.join(', ')}. ` : ''}What you chose is still here: set it on{' '}
        <Link to={`/absences/${assignment.absence_id}`}>the page of the absence</Link>, if it still should be so.
      </span>
    </Notice>
  );
}
