import { EndWebhook, RotateWebhookSecret } from '@understudy/contracts';
import { Button, Dialog, Field, Select, useToast } from '@understudy/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useSend } from '../../api/use-api.js';
import { NotSaved } from '../../states/not-saved.js';
import { ReasonDialog } from '../reason-dialog.js';
import { SecretOnce } from '../secret-once.js';
import { shortAddress, type Webhook } from './webhook-words.js';

interface WebhookDialogProps {
  readonly webhook: Webhook;
  readonly onClose: () => void;
}

const OVERLAPS = [
  { hours: 24, words: 'for a day' },
  { hours: 72, words: 'for three days' },
  { hours: 168, words: 'for a week' },
  { hours: 0, words: 'not at all: the old one leaked' },
] as const;

/** A new secret beside the old one, so that no request is refused while the endpoint is changed. */
export function RotateSecretDialog({ webhook, onClose }: WebhookDialogProps) {
  const [hours, setHours] = useState(24);
  const rotate = useSend(RotateWebhookSecret);
  if (rotate.data) {
    return (
      <Dialog title="The new secret" onClose={onClose} footer={<Button onClick={onClose}>Done</Button>}>
        <SecretOnce what="signing secret" secret={rotate.data.secret} otherwise="Without it, rotate once more." />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`Rotate the secret of ${shortAddress(webhook.url)}`}
      onClose={onClose}
      onSubmit={() => {
        if (!rotate.isPending) rotate.mutate({ input: { webhook_id: webhook.id, overlap_hours: hours } });
      }}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button look="filled" type="submit" busy={rotate.isPending}>
            Make a new secret
          </Button>
        </>
      }
    >
      {rotate.error ? <NotSaved error={rotate.error} /> : null}
      <p>A new secret is made and shown once. Meanwhile each request carries both signatures.</p>
      <Field label="The old one signs beside it">
        {(control) => (
          <Select {...control} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
            {OVERLAPS.map(({ hours: each, words }) => (
              <option key={each} value={each}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </Dialog>
  );
}

export function EndWebhookDialog({ webhook, onClose }: WebhookDialogProps) {
  const end = useSend(EndWebhook);
  const tell = useToast();
  const navigate = useNavigate();
  return (
    <ReasonDialog
      title={`End ${shortAddress(webhook.url)}`}
      act="End the webhook"
      reason={{ label: 'Why' }}
      busy={end.isPending}
      error={end.error}
      onClose={onClose}
      onAct={(reason) =>
        end.mutate(
          { input: { webhook_id: webhook.id, reason } },
          {
            onSuccess: () => {
              tell({ text: `${shortAddress(webhook.url)} is called no more` });
              void navigate('/webhooks');
            },
          },
        )
      }
    >
      <p>
        Nothing is sent to it any more, also not the {webhook.waiting} that wait. It cannot be taken back; to stop it
        for a while, pause it.
      </p>
    </ReasonDialog>
  );
}
