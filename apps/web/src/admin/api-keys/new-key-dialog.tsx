import { CreateApiKey, type Role } from '@understudy/contracts';
import { Button, Dialog, Field, Input, Select } from '@understudy/ui';
import { useState } from 'react';
import { fieldErrorsOf } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import { NotSaved } from '../../states/not-saved.js';
import { RolesField } from '../people/roles-field.js';
import { SecretOnce } from '../secret-once.js';

const EMPTY = { name: '', days: '90' };
const ENDS = [
  { days: '30', words: 'in 30 days' },
  { days: '90', words: 'in 90 days' },
  { days: '365', words: 'in a year' },
  { days: '730', words: 'in two years' },
  { days: '', words: 'never' },
] as const;

/** Name, what it may, until when; then its secret, once. Closing by accident does not lose the secret: only "Done" goes on. */
export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { draft, change, forget } = useDraft('api-key:new', EMPTY);
  const [roles, setRoles] = useState<Role[]>([]);
  const [tried, setTried] = useState(false);
  const make = useSend(CreateApiKey);
  const errors = fieldErrorsOf(make.error);
  const made = make.data;

  if (made) {
    return (
      <Dialog
        title={`“${made.api_key.name}” is made`}
        onClose={onClose}
        footer={<Button onClick={onClose}>Done</Button>}
      >
        <SecretOnce what="key" secret={made.secret} otherwise="Without it, revoke this key and make another one." />
        <p className="text-ink-2">
          Send it with each request as <code>Authorization: Bearer …</code>
        </p>
      </Dialog>
    );
  }
  const nameError = errors['name'] ?? (tried && !draft.name.trim() ? 'Name what will use it' : undefined);
  return (
    <Dialog
      title="Make an API key"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!draft.name.trim() || roles.length === 0 || make.isPending) return;
        const days = draft.days ? { expires_in_days: Number(draft.days) } : {};
        make.mutate({ input: { name: draft.name.trim(), roles, ...days } }, { onSuccess: forget });
      }}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="filled" type="submit" busy={make.isPending}>
            Make the key
          </Button>
        </>
      }
    >
      {make.error && Object.keys(errors).length === 0 ? <NotSaved error={make.error} /> : null}
      <Field label="What will use it" hint="To know it again in a year." {...(nameError ? { error: nameError } : {})}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            autoComplete="off"
            placeholder="Nightly export to the warehouse"
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <RolesField
        legend="It may do what these roles may: as few as it needs"
        roles={roles}
        onChange={setRoles}
        error={tried && roles.length === 0 ? 'Choose at least one' : undefined}
      />
      <Field label="It ends">
        {(control) => (
          <Select {...control} value={draft.days} onChange={(event) => change({ days: event.target.value })}>
            {ENDS.map(({ days, words }) => (
              <option key={words} value={days}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </Dialog>
  );
}
