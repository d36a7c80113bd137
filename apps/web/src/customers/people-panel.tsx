import { CreateStakeholder, PatchStakeholder } from '@understudy/contracts';
import { Button, Dialog, Field, Input, Panel, Person, useToast } from '@understudy/ui';
import { Mail, Pencil, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { ChangedMeanwhile, type FieldWords } from '../editing/changed-meanwhile.js';
import { versionOf } from '../editing/merge.js';
import { useEdit } from '../editing/use-edit.js';
import { fieldErrorsOf } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { Shorten } from '../parts/shorten.js';
import { useMay } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';
import type { Customer } from './customer-page.js';

type Stakeholder = Customer['stakeholders'][number];

/** Who to talk to at the customer; added, changed, and marked as gone. */
export function PeoplePanel({ customer }: { readonly customer: Customer }) {
  const may = useMay();
  const [edited, setEdited] = useState<Stakeholder | 'new' | null>(null);
  // as they stand now: what others change while the dialog is open is shown in it
  const known = (row: Stakeholder) => customer.stakeholders.find(({ id }) => id === row.id) ?? row;
  const writes = may('customers:write') && !customer.summary_only;
  return (
    <Panel
      title="Who to talk to"
      count={customer.stakeholders.length || undefined}
      actions={
        writes ? (
          <Button size="row" look="quiet" icon aria-label="Add a person" onClick={() => setEdited('new')}>
            <UserPlus className="i" />
          </Button>
        ) : null
      }
    >
      {customer.stakeholders.length === 0 ? <p className="panel-body text-ink-2">Nobody is known yet.</p> : null}
      <Shorten rows={customer.stakeholders} most={6} what="people">
        {(rows) => (
          <ul className="rows py-1">
            {rows.map((person) => (
              <li key={person.id}>
                <span className="grow lines">
                  <Person name={person.name} />
                  <span className="clip pl-[29px] text-xs text-ink-2">
                    {[person.title, person.role, person.is_primary ? 'main contact' : null]
                      .filter((w) => w)
                      .join(' · ')}
                  </span>
                </span>
                {writes ? (
                  <Button
                    size="row"
                    look="quiet"
                    icon
                    aria-label={`Change ${person.name}`}
                    onClick={() => setEdited(person)}
                  >
                    <Pencil className="i" />
                  </Button>
                ) : null}
                {person.email ? (
                  <a
                    className="btn btn-quiet btn-row btn-icon"
                    href={`mailto:${encodeURIComponent(person.email)}`}
                    aria-label={`Write to ${person.name}`}
                  >
                    <Mail className="i" />
                  </a>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Shorten>
      {edited ? (
        <PersonDialog
          customer={customer}
          person={edited === 'new' ? null : known(edited)}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </Panel>
  );
}

interface PersonDialogProps {
  readonly customer: Customer;
  readonly person: Stakeholder | null;
  readonly onClose: () => void;
}

const fieldsOf = (person: Stakeholder | null) => ({
  name: person?.name ?? '',
  email: person?.email ?? '',
  title: person?.title ?? '',
  role: person?.role ?? '',
  is_primary: person?.is_primary ?? false,
});
type Fields = ReturnType<typeof fieldsOf>;

const plain = (value: string): string => value;
const WORDS: FieldWords<Fields> = {
  name: { label: 'Name', words: plain },
  email: { label: 'E-mail', words: plain },
  title: { label: 'Title', words: plain },
  role: { label: 'Role', words: plain },
  is_primary: { label: 'The one to talk to first', words: (is) => (is ? 'yes' : 'no') },
};

/** Only what was touched of a known person is sent, so that nobody's words are taken back by an older form. */
function PersonDialog({ customer, person, onClose }: PersonDialogProps) {
  const row = fieldsOf(person);
  const edit = useEdit(`contact:${person?.id ?? customer.id}`, row, versionOf(row));
  const { values, edits, change } = edit;
  const [tried, setTried] = useState(false);
  const add = useSend(CreateStakeholder);
  const patch = useSend(PatchStakeholder);
  const tell = useToast();
  const error = add.error ?? patch.error;
  const errors = fieldErrorsOf(error);
  const busy = add.isPending || patch.isPending;
  const name = values.name.trim();
  const sent = (fields: Partial<Fields>) => ({
    ...(fields.email === undefined ? {} : { email: fields.email.trim() || null }),
    ...(fields.title === undefined ? {} : { title: fields.title.trim() || null }),
    ...(fields.role === undefined ? {} : { role: fields.role.trim() || null }),
    ...(fields.is_primary === undefined ? {} : { is_primary: fields.is_primary }),
  });
  const done = (words: string) => () => {
    edit.asItWas();
    tell({ text: words });
    onClose();
  };
  const submit = () => {
    setTried(true);
    if (!name || busy || edit.clashes) return;
    if (!person) {
      settle(add.mutateAsync({ input: { customer_id: customer.id, name, ...sent(values) } }), {
        onSuccess: done(`${name} is added.`),
      });
      return;
    }
    if (!edit.dirty) return onClose();
    settle(
      patch.mutateAsync({
        input: {
          customer_id: customer.id,
          stakeholder_id: person.id,
          ...(edits.name === undefined ? {} : { name }),
          ...sent(edits),
        },
      }),
      {
        onSuccess: done(`${name} is changed.`),
      },
    );
  };
  const leave = () => {
    if (!person || busy) return;
    settle(patch.mutateAsync({ input: { customer_id: customer.id, stakeholder_id: person.id, active: false } }), {
      onSuccess: done(`${person.name} is no longer listed. The history stays.`),
    });
  };
  return (
    <Dialog
      title={person ? `Change ${person.name}` : `Somebody at ${customer.name}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          {person ? (
            <Button className="mr-auto" look="quiet" busy={busy} onClick={leave}>
              Has left the company
            </Button>
          ) : null}
          <Button type="submit" look="filled" busy={busy} disabled={edit.clashes}>
            {edit.clashes ? 'Choose above first' : person ? 'Save' : 'Add'}
          </Button>
        </>
      }
    >
      {error ? <NotSaved error={error} /> : null}
      <ChangedMeanwhile edit={edit} fields={WORDS} subject={null} />
      <Field label="Name" {...errorOf(errors['name'] ?? (tried && !name ? 'Give a name' : undefined))}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={values.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="E-mail" note="optional" {...errorOf(errors['email'])}>
        {(control) => (
          <Input
            {...control}
            type="email"
            value={values.email}
            onChange={(event) => change({ email: event.target.value })}
          />
        )}
      </Field>
      <div className="form-pair">
        <Field label="Title" note="optional" {...errorOf(errors['title'])}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={values.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
        <Field label="Role" note="optional" {...errorOf(errors['role'])}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              placeholder="Signs the renewal"
              value={values.role}
              onChange={(event) => change({ role: event.target.value })}
            />
          )}
        </Field>
      </div>
      <label className="pick">
        <input
          type="checkbox"
          checked={values.is_primary}
          onChange={(event) => change({ is_primary: event.target.checked })}
        />
        <span>The one to talk to first</span>
      </label>
    </Dialog>
  );
}

const errorOf = (error: string | undefined) => (error ? { error } : {});
