import { CreateUser, ROLES } from '@understudy/contracts';
import { Button, Dialog, Field, Input, Select, useToast } from '@understudy/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { codeOf, fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import { useMe } from '../../session/session.js';
import { NotSaved } from '../../states/not-saved.js';
import { PickPerson } from '../pick-person.js';
import { useTeams } from '../use-teams.js';
import { RolesField } from './roles-field.js';
import { ZoneField } from './zone-field.js';

const EMPTY = { name: '', email: '', time_zone: '', team_id: '', roles: 'csm', manager_id: '', manager_name: '' };

/** Somebody new: the rest (skills, hours, capacity) has defaults and is on their page. */
export function AddPersonDialog({ onClose }: { readonly onClose: () => void }) {
  const me = useMe().user;
  const { draft, change, forget } = useDraft('person:new', EMPTY);
  const roles = ROLES.filter((role) => draft.roles.split(' ').includes(role));
  const manager = draft.manager_id ? { user_id: draft.manager_id, name: draft.manager_name } : null;
  const [tried, setTried] = useState(false);
  const teams = useTeams();
  const add = useSend(CreateUser);
  const tell = useToast();
  const navigate = useNavigate();
  const zone = draft.time_zone || me.time_zone;

  const errors = fieldErrorsOf(add.error);
  const ofEmail =
    codeOf(add.error) === 'users.email-taken' || codeOf(add.error) === 'users.foreign-domain'
      ? wordsFor(add.error)
      : errors['email'];
  const missing = {
    name: draft.name.trim() ? undefined : 'Their name is needed',
    email: /^\S+@\S+$/.test(draft.email.trim()) ? undefined : 'An e-mail address of your organisation is needed',
    roles: roles.length > 0 ? undefined : 'Choose at least one',
  };
  const incomplete = Boolean(missing.name ?? missing.email ?? missing.roles);

  const submit = () => {
    setTried(true);
    if (incomplete || add.isPending) return;
    add.mutate(
      {
        input: {
          name: draft.name.trim(),
          email: draft.email.trim(),
          roles,
          time_zone: zone,
          team_id: draft.team_id || null,
          manager_id: manager?.user_id ?? null,
        },
      },
      {
        onSuccess: (person) => {
          forget();
          tell({ text: `${person.name} can sign in now` });
          void navigate(`/people/${person.id}`);
        },
      },
    );
  };
  const wrong = (name: 'name' | 'email', more?: string) => {
    const error = more ?? errors[name] ?? (tried ? missing[name] : undefined);
    return error ? { error } : {};
  };

  return (
    <Dialog
      title="Add a person"
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Keep for later</Button>
          <Button look="filled" type="submit" busy={add.isPending}>
            Add {draft.name.trim().split(/\s+/)[0] || 'person'}
          </Button>
        </>
      }
    >
      {add.error && !ofEmail && Object.keys(errors).length === 0 ? <NotSaved error={add.error} /> : null}
      <Field label="Name" {...wrong('name')}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={200}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="E-mail address"
        hint="They sign in with it; nothing is sent, so tell them. It cannot be changed here later."
        {...wrong('email', ofEmail)}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            value={draft.email}
            onChange={(event) => change({ email: event.target.value })}
          />
        )}
      </Field>
      <RolesField
        roles={roles}
        onChange={(next) => change({ roles: next.join(' ') })}
        error={tried ? missing.roles : undefined}
      />
      <div className="form-pair">
        <Field label="Team" note="optional">
          {(control) => (
            <Select {...control} value={draft.team_id} onChange={(event) => change({ team_id: event.target.value })}>
              <option value="">No team</option>
              {teams.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Manager" note="optional">
          {(control) => (
            <PickPerson
              {...control}
              clearable
              value={manager}
              onChange={(person) => change({ manager_id: person?.user_id ?? '', manager_name: person?.name ?? '' })}
            />
          )}
        </Field>
      </div>
      <ZoneField zone={zone} onChange={(time_zone) => change({ time_zone })} error={errors['time_zone']} />
    </Dialog>
  );
}
