import { Button, Dialog, Field, Input, Select } from '@understudy/ui';
import { useState } from 'react';
import type { SlackInbox } from '../api/slack.js';
import { usePerson } from '../person/person.js';
import { endOf } from './status-end.js';
import { withEmoji } from './mrkdwn.js';
import type { Act } from './use-slack.js';

const EMOJI = [
  ':palm_tree:',
  ':face_with_thermometer:',
  ':baby:',
  ':spiral_calendar_pad:',
  ':airplane:',
  ':house_with_garden:',
  ':speech_balloon:',
];
const IDEAS = ['On holiday', 'Out sick', 'Parental leave', 'In a meeting', 'Commuting'];

export interface StatusDialogProps {
  readonly status: SlackInbox['user']['status'];
  readonly act: Act;
  readonly onClose: () => void;
}

/** The person's status: the product reads it, and asks when it says that somebody is away. */
export function StatusDialog({ status, act, onClose }: StatusDialogProps) {
  const { user } = usePerson();
  const [text, setText] = useState(status.text);
  const [emoji, setEmoji] = useState(status.emoji || ':palm_tree:');
  const [lastDay, setLastDay] = useState('');
  const set = (profile: object) =>
    act.mutate({ method: 'users.profile.set', body: { profile } }, { onSuccess: onClose });
  return (
    <Dialog
      title="Set a status"
      onClose={onClose}
      onSubmit={() =>
        set({ status_text: text, status_emoji: emoji, status_expiration: endOf(lastDay, user.time_zone) })
      }
      footer={
        <>
          {status.text || status.emoji ? (
            <Button
              className="mr-auto"
              onClick={() => set({ status_text: '', status_emoji: '', status_expiration: 0 })}
            >
              Clear the status
            </Button>
          ) : null}
          <Button look="quiet" onClick={onClose}>
            Back
          </Button>
          <Button look="filled" type="submit" busy={act.isPending}>
            Save
          </Button>
        </>
      }
    >
      <Field label="Status" hint="Words such as “On holiday” make Understudy ask whether you are away.">
        {(control) => (
          <Input
            {...control}
            value={text}
            maxLength={100}
            list="slack-statuses"
            onChange={(e) => setText(e.target.value)}
          />
        )}
      </Field>
      <datalist id="slack-statuses">
        {IDEAS.map((idea) => (
          <option key={idea} value={idea} />
        ))}
      </datalist>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Emoji">
          {(control) => (
            <Select {...control} value={emoji} onChange={(e) => setEmoji(e.target.value)}>
              {[...new Set([emoji, ...EMOJI])].map((one) => (
                <option key={one} value={one}>
                  {withEmoji(one)} {one}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Until the end of" note="optional">
          {(control) => <Input {...control} type="date" value={lastDay} onChange={(e) => setLastDay(e.target.value)} />}
        </Field>
      </div>
    </Dialog>
  );
}
