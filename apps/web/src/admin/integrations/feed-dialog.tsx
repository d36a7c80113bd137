import { ChangePtoFeed, CreatePtoFeed } from '@understudy/contracts';
import { Button, Dialog, Field, Input, Select, useToast } from '@understudy/ui';
import { useState } from 'react';
import { codeOf, fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { NotSaved } from '../../states/not-saved.js';
import { type Feed, FEED_KINDS } from './feed-words.js';

const FIELDS = {
  ical: [
    {
      name: 'address',
      label: 'Secret address of the feed',
      hint: 'https:// or webcal://. It is sealed, and never shown again.',
      secret: true,
    },
  ],
  hibob: [
    {
      name: 'service_user_id',
      label: 'ID of the service user',
      hint: 'HiBob, Settings, Integrations, Automation, Service users.',
      secret: false,
    },
    { name: 'service_user_token', label: 'Token of the service user', hint: 'It may see time off.', secret: true },
    {
      name: 'webhook_secret',
      label: 'Secret of the webhook',
      hint: 'May follow later, when the webhook is made there.',
      secret: true,
    },
  ],
  bamboohr: [
    { name: 'company', label: 'Company', hint: 'The part before .bamboohr.com.', secret: false },
    { name: 'api_key', label: 'API key', hint: 'Of somebody who may see who is out.', secret: true },
  ],
} as const;
type Access = Partial<
  Record<'address' | 'company' | 'api_key' | 'service_user_id' | 'service_user_token' | 'webhook_secret', string>
>;

/** Which field an error of the API is about. */
const FIELD_OF: Readonly<Record<string, string>> = { 'pto.name-taken': 'name', 'pto.address-refused': 'address' };

/** A new system, or another name, address or key of one. What was entered before is sealed and stays unless something new is typed. */
export function FeedDialog({ feed, onClose }: { readonly feed: Feed | null; readonly onClose: () => void }) {
  const [kind, setKind] = useState<Feed['kind']>(feed?.kind ?? 'ical');
  const [name, setName] = useState(feed?.name ?? '');
  const [access, setAccess] = useState<Access>({});
  const create = useSend(CreatePtoFeed);
  const change = useSend(ChangePtoFeed);
  const saving = feed ? change : create;
  const tell = useToast();
  const where = FIELD_OF[codeOf(saving.error)];
  const errors: Readonly<Record<string, string>> = {
    ...fieldErrorsOf(saving.error),
    ...(where ? { [where]: wordsFor(saving.error) } : {}),
  };
  const error = (field: string) => (errors[field] ? { error: errors[field] } : {});
  const given = Object.fromEntries(Object.entries(access).filter(([, value]) => value?.trim()));
  const isReady =
    name.trim() !== '' &&
    (feed !== null || FIELDS[kind].every((field) => field.name === 'webhook_secret' || access[field.name]?.trim()));
  const save = () => {
    const options = {
      onSuccess: () => {
        tell({ text: feed ? `${name.trim()} is saved` : `${name.trim()} is being read` });
        onClose();
      },
    };
    if (feed)
      change.mutate({ input: { feed_id: feed.id, name: name.trim(), ...given }, ifMatch: feed.version }, options);
    else create.mutate({ input: { kind, name: name.trim(), ...given } }, options);
  };
  return (
    <Dialog
      title={feed ? `Change “${feed.name}”` : 'Add a PTO system'}
      onClose={onClose}
      onSubmit={() => isReady && !saving.isPending && save()}
      footer={
        <>
          {isReady ? null : <span className="field-hint mr-auto">Name and access are needed.</span>}
          <Button onClick={onClose}>Leave it</Button>
          <Button look="filled" type="submit" busy={saving.isPending} disabled={!isReady}>
            {feed ? 'Save' : 'Add and read it'}
          </Button>
        </>
      }
    >
      {saving.error && Object.keys(errors).length === 0 ? <NotSaved error={saving.error} /> : null}
      {feed ? null : (
        <Field label="Which">
          {(control) => (
            <Select {...control} value={kind} onChange={({ target }) => setKind(target.value as Feed['kind'])}>
              {Object.entries(FEED_KINDS).map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field label="Name" hint="As people call it here." {...error('name')}>
        {(control) => (
          <Input {...control} maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />
        )}
      </Field>
      {FIELDS[kind].map((field) => (
        <Field
          key={field.name}
          label={field.label}
          {...(feed ? { note: 'empty: as it is' } : {})}
          hint={field.hint}
          {...error(field.name)}
        >
          {(control) => (
            <Input
              {...control}
              type={field.secret ? 'password' : 'text'}
              autoComplete="off"
              spellCheck={false}
              value={access[field.name] ?? ''}
              onChange={({ target }) => setAccess({ ...access, [field.name]: target.value })}
            />
          )}
        </Field>
      ))}
    </Dialog>
  );
}
