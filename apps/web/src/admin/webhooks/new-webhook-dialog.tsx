import { CreateWebhook } from '@understudy/contracts';
import { WEBHOOK_EVENT_TYPES } from '@understudy/domain';
import { Button, Dialog, Field, Input } from '@understudy/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldErrorsOf } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import { NotSaved } from '../../states/not-saved.js';
import { SecretOnce } from '../secret-once.js';
import { EventChoice } from './event-choice.js';
import { refusedBecause, shortAddress } from './webhook-words.js';

const EMPTY = { url: '', description: '', types: '' };

/** Address and events; then the signing secret, once. */
export function NewWebhookDialog({ onClose }: { readonly onClose: () => void }) {
  const { draft, change, forget } = useDraft('webhook:new', EMPTY);
  const types = WEBHOOK_EVENT_TYPES.filter((type) => draft.types.split(' ').includes(type));
  const [tried, setTried] = useState(false);
  const create = useSend(CreateWebhook);
  const navigate = useNavigate();
  const errors = fieldErrorsOf(create.error);
  const refused = refusedBecause(create.error);
  const made = create.data;

  if (made) {
    const open = () => void navigate(`/webhooks/${made.webhook.id}`);
    return (
      <Dialog
        title={`${shortAddress(made.webhook.url)} is called from now on`}
        onClose={open}
        footer={<Button onClick={open}>Done: open it</Button>}
      >
        <SecretOnce
          what="signing secret"
          secret={made.secret}
          otherwise="Without it the endpoint cannot check who calls: rotate the secret on its page."
        />
        <p className="text-ink-2">
          Each request is signed after standardwebhooks.com; check the signature before you trust a word of it.
        </p>
      </Dialog>
    );
  }
  const urlError = refused ?? errors['url'] ?? (tried && !draft.url.trim() ? 'An https address is needed' : undefined);
  return (
    <Dialog
      title="Add an endpoint"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!draft.url.trim() || types.length === 0 || create.isPending) return;
        create.mutate(
          { input: { url: draft.url.trim(), description: draft.description.trim(), event_types: types } },
          { onSuccess: forget },
        );
      }}
      footer={
        <>
          <Button onClick={onClose}>Keep for later</Button>
          <Button look="filled" type="submit" busy={create.isPending}>
            Add endpoint
          </Button>
        </>
      }
    >
      {create.error && !refused && Object.keys(errors).length === 0 ? <NotSaved error={create.error} /> : null}
      <Field label="Address" hint="https, and reachable from the Internet." {...(urlError ? { error: urlError } : {})}>
        {(control) => (
          <Input
            {...control}
            type="url"
            inputMode="url"
            autoComplete="off"
            placeholder="https://hooks.example.com/understudy"
            value={draft.url}
            onChange={(event) => change({ url: event.target.value })}
          />
        )}
      </Field>
      <Field label="What it is for" note="optional">
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            autoComplete="off"
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
      <EventChoice
        chosen={types}
        onChange={(next) => change({ types: next.join(' ') })}
        error={errors['event_types'] ?? (tried && types.length === 0 ? 'Choose at least one event' : undefined)}
      />
    </Dialog>
  );
}
