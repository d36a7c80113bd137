import { Field, Input, Switch } from '@understudy/ui';
import { type DeadEnd, DeadEnds, deadEndWords } from './dead-ends.js';

export interface AddedDeadEndsProps {
  readonly found: readonly DeadEnd[];
  readonly accepts: boolean;
  readonly reason: string;
  readonly onAccept: (accepts: boolean) => void;
  readonly onReason: (reason: string) => void;
}

/** Dead ends that a change would add: fixed by another owner, a second one or coverage, or accepted by somebody who says why. */
export function AddedDeadEnds({ found, accepts, reason, onAccept, onReason }: AddedDeadEndsProps) {
  return (
    <DeadEnds
      urgent
      title={`With this change ${deadEndWords(found.length)}: these reach nobody who reach somebody now`}
      found={found}
      footer={
        <div className="grid gap-2 w-full">
          <Switch on={accepts} onChange={onAccept}>
            Save all the same
          </Switch>
          {accepts ? (
            <Field label="Why" hint="It stands in the history of the rules and in the audit log.">
              {(control) => (
                <Input {...control} value={reason} maxLength={1000} onChange={({ target }) => onReason(target.value)} />
              )}
            </Field>
          ) : null}
        </div>
      }
    >
      Give it to somebody else, name a second owner, or arrange coverage for whoever is away.
    </DeadEnds>
  );
}
