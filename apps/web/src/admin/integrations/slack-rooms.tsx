import { GetSlackRoomSettings, PutSlackRoomSettings, type AnswerOf } from '@understudy/contracts';
import { Button, Field, Input, Panel, useToast } from '@understudy/ui';
import { codeOf, fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { ChangedMeanwhile } from '../../editing/changed-meanwhile.js';
import { useEdit } from '../../editing/use-edit.js';

type Settings = AnswerOf<typeof GetSlackRoomSettings>;

/** Where war rooms go that the workspace does not let us make, and how channels about customers are called. */
export function SlackRooms() {
  const settings = useApi(GetSlackRoomSettings, {});
  return (
    <Panel title="War rooms and channels">
      <Loaded query={settings} what="These settings" words="Reading the settings" rows={2}>
        {(all) => <Form settings={all} />}
      </Loaded>
    </Panel>
  );
}

const NOT_A_CHANNEL = ['slack-rooms.channel-not-found', 'slack-rooms.channel-archived'];

function Form({ settings }: { readonly settings: Settings }) {
  const row = {
    channel: settings.fallback_channel?.channel_id ?? '',
    pattern: settings.customer_channel_pattern,
  };
  const edit = useEdit('slack-rooms', row, settings.version);
  const put = useSend(PutSlackRoomSettings);
  const tell = useToast();
  const errors = fieldErrorsOf(put.error);
  const channelError = NOT_A_CHANNEL.includes(codeOf(put.error)) ? wordsFor(put.error) : errors['fallback_channel_id'];
  const patternError = errors['customer_channel_pattern'];
  const save = () =>
    put.mutate(
      {
        input: {
          fallback_channel_id: edit.values.channel.trim() || null,
          customer_channel_pattern: edit.values.pattern.trim(),
        },
        ifMatch: settings.version,
      },
      {
        onSuccess: () => {
          edit.asItWas();
          tell({ text: 'It is saved' });
        },
        onError: edit.onError,
      },
    );
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (edit.dirty && !edit.clashes && !put.isPending) save();
      }}
    >
      <ChangedMeanwhile
        edit={edit}
        subject={{ kind: 'integration', id: 'slack' }}
        fields={{
          channel: { label: 'Channel', words: (id) => id },
          pattern: { label: 'Names of channels', words: (pattern) => pattern },
        }}
      />
      {put.error && !channelError && !patternError ? <NotSaved error={put.error} /> : null}
      <Field
        label="Where no room can be made"
        note="optional"
        hint={
          settings.fallback_channel
            ? `Now #${settings.fallback_channel.name}: each escalation gets a thread there.`
            : 'The ID of a channel, like C0123ABCD; each escalation gets a thread there. Without one it is discussed here.'
        }
        {...(channelError ? { error: channelError } : {})}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            placeholder="C0123ABCD"
            value={edit.values.channel}
            onChange={({ target }) => edit.change({ channel: target.value })}
          />
        )}
      </Field>
      <Field
        label="How channels about customers are called"
        hint={`With {customer} where the customer’s name stands: ${edit.values.pattern.replace('{customer}', 'northwind')}`}
        {...(patternError ? { error: patternError } : {})}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            value={edit.values.pattern}
            onChange={({ target }) => edit.change({ pattern: target.value })}
          />
        )}
      </Field>
      {edit.dirty ? (
        <div className="form-foot">
          <Button size="panel" look="filled" type="submit" busy={put.isPending} disabled={edit.clashes}>
            Save
          </Button>
          <Button size="panel" look="quiet" onClick={edit.asItWas}>
            As it was
          </Button>
        </div>
      ) : null}
    </form>
  );
}
