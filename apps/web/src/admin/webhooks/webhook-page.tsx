import { ChangeWebhook, GetWebhook } from '@understudy/contracts';
import { Button, Chip, Field, formatMoment, Input, Notice, Panel, Person, useNow, useToast } from '@understudy/ui';
import { useState } from 'react';
import { useParams } from 'react-router';
import { fieldErrorsOf } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { AdminOnly } from '../admin-only.js';
import { ChangedMeanwhile, type FieldWords } from '../../editing/changed-meanwhile.js';
import { useEdit } from '../../editing/use-edit.js';
import { Deliveries } from './deliveries.js';
import { EventChoice } from './event-choice.js';
import { EndWebhookDialog, RotateSecretDialog } from './webhook-dialogs.js';
import { WebhookTest } from './webhook-test.js';
import { refusedBecause, shortAddress, type Webhook } from './webhook-words.js';
import { WebhookState } from './webhooks-page.js';

type WebhookFields = Pick<Webhook, 'url' | 'description' | 'event_types'>;

const CRUMBS = [{ to: '/webhooks', words: 'Webhooks' }];
const FIELDS: FieldWords<WebhookFields> = {
  url: { label: 'Address', words: (url) => url },
  description: { label: 'What it is for', words: (text) => text },
  event_types: { label: 'Events', words: (types) => types.join(', ') },
};

export function WebhookPage() {
  const { id = '' } = useParams();
  return (
    <AdminOnly title="Webhook">
      <OneWebhook key={id} id={id} />
    </AdminOnly>
  );
}

function OneWebhook({ id }: { readonly id: string }) {
  const query = useApi(GetWebhook, { webhook_id: id });
  if (query.data) return <Editor webhook={query.data} />;
  return (
    <Page title="Webhook" crumbs={CRUMBS}>
      <div className="panel">
        <Loaded
          query={query}
          what="This webhook"
          words="Reading the webhook"
          back={{ to: '/webhooks', words: 'All webhooks' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}

function Editor({ webhook }: { readonly webhook: Webhook }) {
  const { user } = useMe();
  const now = useNow();
  const [asked, setAsked] = useState<'rotate' | 'end' | null>(null);
  const edit = useEdit<WebhookFields>(
    `webhook:${webhook.id}`,
    { url: webhook.url, description: webhook.description, event_types: webhook.event_types },
    webhook.version,
  );
  const save = useSend(ChangeWebhook);
  const tell = useToast();
  const errors = fieldErrorsOf(save.error);
  const refused = refusedBecause(save.error);
  const { url, description, event_types: types } = edit.values;
  const urlError = refused ?? errors['url'] ?? (url.trim() ? undefined : 'An https address is needed');
  const typesError = types.length > 0 ? errors['event_types'] : 'Choose at least one event';
  const ended = webhook.state === 'ended';
  const send = (fields: Partial<WebhookFields> & { state?: 'active' | 'paused' }, said: string) =>
    save.mutate(
      { input: { webhook_id: webhook.id, ...fields }, ifMatch: webhook.version },
      {
        onError: edit.onError,
        onSuccess: () => {
          if (!fields.state) edit.asItWas();
          tell({ text: said });
        },
      },
    );
  const submit = () => {
    if (!edit.dirty || edit.clashes || !url.trim() || types.length === 0 || save.isPending) return;
    send(edit.edits, 'The endpoint is saved');
  };

  return (
    <Page
      title={shortAddress(webhook.url)}
      crumbs={CRUMBS}
      aside={
        <>
          <WebhookState state={webhook.state} />
          {edit.dirty ? <Chip tone="outlined">not saved yet</Chip> : null}
        </>
      }
      sub={
        webhook.last_delivered_at
          ? `Last taken ${formatMoment(webhook.last_delivered_at, user.time_zone, now)}; ${webhook.waiting} waiting.`
          : `Nothing was taken yet; ${webhook.waiting} waiting.`
      }
      actions={
        ended ? null : (
          <>
            {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
            {webhook.state === 'active' ? (
              <Button
                busy={save.isPending}
                onClick={() => send({ state: 'paused' }, 'Paused: what happens is kept and sent afterwards')}
              >
                Pause
              </Button>
            ) : (
              <Button
                look={edit.dirty ? 'plain' : 'filled'}
                busy={save.isPending}
                onClick={() => send({ state: 'active' }, 'It is called again; what waits goes out now')}
              >
                Call it again
              </Button>
            )}
            <Button
              look={edit.dirty ? 'filled' : 'plain'}
              busy={save.isPending}
              disabled={!edit.dirty || edit.clashes || types.length === 0}
              onClick={submit}
            >
              Save
            </Button>
          </>
        )
      }
    >
      <div className="cols cols-wide">
        <div className="stack">
          <ChangedMeanwhile edit={edit} fields={FIELDS} subject={{ kind: 'webhook', id: webhook.id }} />
          {webhook.problem ? (
            <Notice tone={webhook.state === 'disabled' ? 'gap' : 'waiting'}>
              <b>{webhook.state === 'disabled' ? 'It is switched off.' : 'It does not answer as it should.'}</b>{' '}
              <span className="mut">
                {webhook.problem}{' '}
                {webhook.state === 'disabled' ? 'Mend the endpoint, send a test, then call it again.' : ''}
              </span>
            </Notice>
          ) : null}
          {save.error && edit.meanwhile.length === 0 && !refused && Object.keys(errors).length === 0 ? (
            <NotSaved error={save.error} />
          ) : null}
          <Deliveries webhookId={webhook.id} />
        </div>
        <aside className="stack">
          {ended ? null : <WebhookTest webhookId={webhook.id} />}
          <Panel title="Endpoint">
            <form
              className="form"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                submit();
              }}
            >
              <Field label="Address" {...(urlError ? { error: urlError } : {})}>
                {(control) => (
                  <Input
                    {...control}
                    type="url"
                    disabled={ended}
                    value={url}
                    onChange={(event) => edit.change({ url: event.target.value })}
                  />
                )}
              </Field>
              <Field label="What it is for" note="optional">
                {(control) => (
                  <Input
                    {...control}
                    maxLength={200}
                    disabled={ended}
                    value={description}
                    onChange={(event) => edit.change({ description: event.target.value })}
                  />
                )}
              </Field>
              <EventChoice chosen={types} onChange={(event_types) => edit.change({ event_types })} error={typesError} />
            </form>
          </Panel>
          <Panel title="Secret">
            <div className="form">
              <p className="text-ink-2">
                {webhook.previous_secret_until
                  ? `Two secrets sign until ${formatMoment(webhook.previous_secret_until, user.time_zone, now)}, then only the new one.`
                  : 'One secret signs every request. It is shown when it is made, and never again.'}
              </p>
              <p className="flex items-center gap-2 text-ink-2">
                Made by <Person name={webhook.created_by.name} />,{' '}
                {formatMoment(webhook.created_at, user.time_zone, now)}
              </p>
              {ended ? null : (
                <div className="form-foot">
                  <Button size="panel" onClick={() => setAsked('rotate')}>
                    Rotate the secret
                  </Button>
                  <Button size="panel" onClick={() => setAsked('end')}>
                    End the webhook
                  </Button>
                </div>
              )}
            </div>
          </Panel>
        </aside>
      </div>
      {asked === 'rotate' ? <RotateSecretDialog webhook={webhook} onClose={() => setAsked(null)} /> : null}
      {asked === 'end' ? <EndWebhookDialog webhook={webhook} onClose={() => setAsked(null)} /> : null}
    </Page>
  );
}
