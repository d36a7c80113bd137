import { ChangeUser, GetUser } from '@understudy/contracts';
import { Button, Chip, useToast } from '@understudy/ui';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useApi, useSend } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { fieldErrorsOf } from '../../api/send.js';
import { AdminOnly } from '../admin-only.js';
import { ChangedMeanwhile, type FieldWords } from '../../editing/changed-meanwhile.js';
import { useEdit } from '../../editing/use-edit.js';
import { DeactivateDialog } from './deactivate-dialog.js';
import { PersonForm, wrongPerson } from './person-form.js';
import { PersonWork } from './person-work.js';
import { fieldsOf, hoursInWords, rolesInWords, toInput, type AdminPerson, type PersonFields } from './person-words.js';

const CRUMBS = [{ to: '/people', words: 'People and teams' }];
const FIELDS: FieldWords<PersonFields> = {
  name: { label: 'Name', words: (name) => name },
  roles: { label: 'Roles', words: rolesInWords },
  team: { label: 'Team', words: (team) => team?.name ?? 'no team' },
  manager: { label: 'Manager', words: (manager) => manager?.name ?? 'no manager' },
  time_zone: { label: 'Time zone', words: (zone) => zone },
  place: { label: 'Place', words: (place) => place ?? 'none' },
  working_hours: { label: 'Hours', words: hoursInWords },
  skills: { label: 'Skills', words: (skills) => skills.join(', ') },
  capacity_points: { label: 'Capacity', words: String },
};

export function PersonPage() {
  const { id = '' } = useParams();
  return (
    <AdminOnly title="Person">
      <OnePerson key={id} id={id} />
    </AdminOnly>
  );
}

function OnePerson({ id }: { readonly id: string }) {
  const query = useApi(GetUser, { user_id: id });
  if (query.data) return <Editor person={query.data} />;
  return (
    <Page title="Person" crumbs={CRUMBS}>
      <div className="panel">
        <Loaded
          query={query}
          what="This person"
          words="Reading what is known about them"
          rows={6}
          back={{ to: '/people', words: 'All people' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}

function Editor({ person }: { readonly person: AdminPerson }) {
  const edit = useEdit(`person:${person.id}`, fieldsOf(person), person.version);
  const [leaving, setLeaving] = useState(false);
  const save = useSend(ChangeUser);
  const tell = useToast();
  const wrong = wrongPerson(edit.values);
  const refused = fieldErrorsOf(save.error);

  const send = (input: Parameters<typeof save.mutate>[0]['input'], said: string) =>
    save.mutate(
      { input, ifMatch: person.version },
      {
        onError: edit.onError,
        onSuccess: () => {
          edit.asItWas();
          tell({ text: said });
        },
      },
    );
  const submit = () => {
    if (!edit.dirty || edit.clashes || Object.keys(wrong).length > 0 || save.isPending) return;
    send({ user_id: person.id, ...toInput(edit.edits) }, `${edit.values.name} is saved`);
  };

  return (
    <Page
      title={person.name}
      crumbs={CRUMBS}
      sub={`${person.email} · ${rolesInWords(person.roles)}${person.team ? ` · ${person.team.name}` : ''}`}
      aside={
        <>
          {person.active ? null : <Chip tone="outlined">no longer active</Chip>}
          {edit.dirty ? <Chip tone="outlined">not saved yet</Chip> : null}
        </>
      }
      actions={
        <>
          {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
          {person.active ? (
            <Button onClick={() => setLeaving(true)}>Deactivate</Button>
          ) : (
            <Button
              busy={save.isPending}
              onClick={() => send({ user_id: person.id, active: true }, `${person.name} can sign in again`)}
            >
              Activate again
            </Button>
          )}
          <Button
            look={edit.dirty ? 'filled' : 'plain'}
            busy={save.isPending}
            disabled={!edit.dirty || edit.clashes}
            onClick={submit}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="cols">
        <div className="stack">
          <ChangedMeanwhile edit={edit} fields={FIELDS} subject={{ kind: 'user', id: person.id }} />
          {save.error && edit.meanwhile.length === 0 && Object.keys(refused).length === 0 ? (
            <NotSaved error={save.error} />
          ) : null}
          <PersonForm
            person={person}
            values={edit.values}
            change={edit.change}
            errors={{ ...refused, ...wrong }}
            onSubmit={submit}
          />
        </div>
        <aside className="stack">
          <PersonWork person={person} />
          <p className="text-xs text-ink-2">
            <Link className="link" to={`/audit?record=user&id=${person.id}`}>
              What was changed here
            </Link>{' '}
            stands in the audit log.
          </p>
        </aside>
      </div>
      {leaving ? (
        <DeactivateDialog
          person={person}
          onClose={() => setLeaving(false)}
          onDone={() => (edit.asItWas(), setLeaving(false))}
        />
      ) : null}
    </Page>
  );
}
