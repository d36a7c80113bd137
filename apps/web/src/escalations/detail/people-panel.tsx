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
    add.move({ input: { escalation_id: id, user_id: userId, role } }, { loud: true });
  const off = ({ user: { user_id: userId, name } }: Stakeholder) =>
    remove.move(
      { input: { escalation_id: id, user_id: userId } },
      { loud: true, done: userId === user.id ? 'You no longer follow it.' : `${name} no longer follows it.` },
    );

  return (
    <Panel
      title="People"
      className="o4"
      actions={
        <>
          {isOwner ? null : own ? (
            <Button size="row" look="quiet" busy={remove.isPending} onClick={() => off(own)}>
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
          <li key={each.user.user_id}>
            <Person name={each.user.name} kind={each.user.user_id === user.id ? 'you' : 'other'} />
            {acts ? (
              <>
                <Select
                  className="role-select ml-auto"
                  aria-label={`What ${each.user.name} is on it for`}
                  value={each.role}
                  onChange={(event) => {
                    const role = ROLES.find(([value]) => value === event.target.value)?.[0];
                    if (role) put(each.user.user_id, role);
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
                  aria-label={`Take ${each.user.name} off it`}
                  onClick={() => off(each)}
                >
                  <X className="i i-s" />
                </Button>
              </>
            ) : (
              <span className="ml-auto text-ink-2">{ROLES.find(([value]) => value === each.role)?.[1]}</span>
            )}
          </li>
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
