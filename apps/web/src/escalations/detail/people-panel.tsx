import { AddEscalationStakeholder, RemoveEscalationStakeholder } from '@understudy/contracts';
import { Button, Panel, Person, Select } from '@understudy/ui';
import { Eye, EyeOff, UserPlus, X } from 'lucide-react';
import { useState } from 'react';
import { PersonPicker } from '../../people/person-picker.js';
import { useMe } from '../../session/session.js';
import { mayAct, type Escalation } from './escalation.js';
import { useMove } from './move-dialog.js';

type Stakeholder = Escalation['stakeholders'][number];
const ROLES = [
  ['watcher', 'Watches'],
  ['approver', 'Approves drafts'],
  ['informed', 'Informed'],
] as const;
type Role = (typeof ROLES)[number][0];

/** Who has it and who is on it, in what role; below it why this owner and not another. */
export function PeoplePanel({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const [isAdding, setIsAdding] = useState(false);
  const add = useMove(AddEscalationStakeholder);
  const remove = useMove(RemoveEscalationStakeholder);
  const id = escalation.id;
  const acts = mayAct(escalation);
  const others = escalation.stakeholders.filter(({ role }) => role !== 'owner');
  const owners = [
    { person: escalation.primary_owner, role: 'Owner' },
    { person: escalation.secondary_owner, role: 'Secondary' },
  ];
  const own = others.find((each) => each.user.user_id === user.id);
  const isOwner = owners.some(({ person }) => person?.user_id === user.id);
  const put = (userId: string, role: Role) =>
    add.move({ input: { escalation_id: id, user_id: userId, role } }, { loud: true, again: true });
  const leave = () =>
    remove.move({ input: { escalation_id: id, user_id: user.id } }, { loud: true, done: 'You no longer follow it.' });

  return (
    <Panel
      title="People"
      className="o4"
      actions={
        <>
          {isOwner ? null : own ? (
            <Button size="row" look="quiet" busy={remove.isPending} onClick={leave}>
              <EyeOff className="i i-s" />
              Unfollow
            </Button>
          ) : (
            <Button size="row" look="quiet" busy={add.isPending} onClick={() => put(user.id, 'watcher')}>
              <Eye className="i i-s" />
              Follow
            </Button>
          )}
          {acts ? (
            <Button size="row" look="quiet" icon aria-label="Put somebody on it" onClick={() => setIsAdding(true)}>
              <UserPlus className="i" />
            </Button>
          ) : null}
        </>
      }
    >
      <ul className="rows py-1">
        {owners.map(({ person, role }) =>
          person ? (
            <li key={role}>
              <Person name={person.name} kind={person.user_id === user.id ? 'you' : 'other'} />
              <span className="ml-auto text-ink-2">{role}</span>
            </li>
          ) : null,
        )}
        {escalation.primary_owner ? null : (
          <li className="text-waiting-text">Nobody is free yet; the first who is gets it.</li>
        )}
        {others.map((each) => (
          <StakeholderRow key={each.user.user_id} escalationId={id} stakeholder={each} acts={acts} />
        ))}
      </ul>
      <WhyThisOwner escalation={escalation} />
      {isAdding ? (
        <PersonPicker
          title="Put on it"
          except={[...others.map((each) => each.user.user_id), ...owners.map(({ person }) => person?.user_id ?? '')]}
          onPick={(person) => {
            put(person.user_id, 'informed');
            setIsAdding(false);
          }}
          onClose={() => setIsAdding(false)}
        />
      ) : null}
    </Panel>
  );
}

interface StakeholderRowProps {
  readonly escalationId: string;
  readonly stakeholder: Stakeholder;
  readonly acts: boolean;
}

/** One who is on it; each row has moves of its own, so that no choice waits for another row's. */
function StakeholderRow({ escalationId, stakeholder: { user: person, role }, acts }: StakeholderRowProps) {
  const { user } = useMe();
  const put = useMove(AddEscalationStakeholder);
  const remove = useMove(RemoveEscalationStakeholder);
  const of = { escalation_id: escalationId, user_id: person.user_id };
  const shown = put.isPending ? put.variables.input.role : role;
  const isYou = person.user_id === user.id;
  return (
    <li>
      <Person name={person.name} kind={isYou ? 'you' : 'other'} />
      {acts ? (
        <>
          <Select
            className="role-select ml-auto"
            aria-label={`What ${person.name} is on it for`}
            value={shown}
            onChange={(event) => {
              const chosen = ROLES.find(([value]) => value === event.target.value)?.[0];
              if (chosen) put.move({ input: { ...of, role: chosen } }, { loud: true, again: true });
            }}
          >
            {ROLES.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
          <Button
            size="row"
            look="quiet"
            icon
            aria-label={`Take ${person.name} off it`}
            onClick={() =>
              remove.move(
                { input: of },
                { loud: true, done: isYou ? 'You no longer follow it.' : `${person.name} no longer follows it.` },
              )
            }
          >
            <X className="i i-s" />
          </Button>
        </>
      ) : (
        <span className="ml-auto text-ink-2">{ROLES.find(([value]) => value === role)?.[1]}</span>
      )}
    </li>
  );
}

function WhyThisOwner({ escalation: { owner_because: because } }: { readonly escalation: Escalation }) {
  return (
    <div className="grid gap-1 border-t border-hair px-3.5 py-2.5 text-xs text-ink-2">
      <p>
        <span className="font-medium text-ink">Why:</span> {because.explanation}
      </p>
      {because.skipped.map(({ user: person, reason }) => (
        <p key={person.user_id}>
          Not {person.name}: {reason}
        </p>
      ))}
    </div>
  );
}
