import { ChangeUser } from '@understudy/contracts';
import { firstNameOf, formatCount, useToast } from '@understudy/ui';
import { useSend } from '../../api/use-api.js';
import { ReasonDialog } from '../reason-dialog.js';
import type { AdminPerson } from './person-words.js';
import { useWorkOf } from './use-work-of.js';

export interface DeactivateDialogProps {
  readonly person: AdminPerson;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What becomes of somebody's work when they leave, said before it happens. Nothing of it is deleted. */
export function DeactivateDialog({ person, onClose, onDone }: DeactivateDialogProps) {
  const change = useSend(ChangeUser);
  const tell = useToast();
  const work = useWorkOf(person.id);
  const first = firstNameOf(person.name);
  const count = (items: readonly unknown[] | undefined, one: string, many?: string) =>
    items === undefined ? 'being counted' : formatCount(items.length, one, many);
  return (
    <ReasonDialog
      title={`Deactivate ${person.name}`}
      act={`Deactivate ${first}`}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onAct={() =>
        change.mutate(
          { input: { user_id: person.id, active: false }, ifMatch: person.version },
          {
            onSuccess: () => {
              tell({ text: `${person.name} is signed out and no longer active` });
              onDone();
            },
          },
        )
      }
    >
      <p>{first} is signed out everywhere within a second. Nothing is deleted, and you can activate them again.</p>
      <dl className="kv kv-left">
        <dt>
          {count(work.customers, 'customer')}
          {work.moreCustomers ? ' or more' : ''}
        </dt>
        <dd>The team’s fallback and the managers look after them until each has another CSM.</dd>
        <dt>{count(work.standsInFor, 'absence they stand in for', 'absences they stand in for')}</dt>
        <dd>The next one is asked at once, by the coverage policy.</dd>
        <dt>{count(work.escalations, 'open escalation')}</dt>
        <dd>
          Conversations go to whoever is free. The rest keeps its clock and climbs unanswered: give it another owner.
        </dd>
        {work.reports && work.reports.length > 0 ? (
          <>
            <dt>{count(work.reports, 'person they manage', 'people they manage')}</dt>
            <dd>They keep {first} as manager until you name another one.</dd>
          </>
        ) : null}
        {work.fallbackOf.length > 0 ? (
          <>
            <dt>{count(work.fallbackOf, 'team')}</dt>
            <dd>
              {work.fallbackOf.map(({ name }) => name).join(', ')}: the fallback is {first}. Name another one.
            </dd>
          </>
        ) : null}
      </dl>
    </ReasonDialog>
  );
}
