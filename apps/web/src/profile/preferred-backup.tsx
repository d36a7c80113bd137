import { PutUserBackup } from '@understudy/contracts';
import { Button, Panel, Person, useToast } from '@understudy/ui';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { PersonPicker } from '../people/person-picker.js';
import { useMay, useMe } from '../session/session.js';

/** Who is asked first for each absence of mine. The policy of the team still decides whether they can. */
export function PreferredBackup() {
  const { user } = useMe();
  const may = useMay();
  const [choosing, setChoosing] = useState(false);
  const save = useSend(PutUserBackup);
  const tell = useToast();
  if (!may('coverage:answer')) return null;

  const put = (backup: string | null, words: string) =>
    save.mutate(
      { input: { user_id: user.id, backup_user_id: backup } },
      {
        onSuccess: () => {
          setChoosing(false);
          tell({ text: words });
        },
        onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
      },
    );
  const backup = user.preferred_backup;
  return (
    <Panel title="Who stands in for you first">
      <div className="form">
        {backup ? (
          <Person name={backup.name} note={backup.place} />
        ) : (
          <p className="text-ink-2">Nobody in particular: whoever fits best is asked.</p>
        )}
        <div className="form-foot">
          <Button size="panel" onClick={() => setChoosing(true)}>
            {backup ? 'Choose somebody else' : 'Choose somebody'}
          </Button>
          {backup ? (
            <Button
              size="panel"
              look="quiet"
              busy={save.isPending}
              onClick={() => put(null, 'Whoever fits best is asked first')}
            >
              Nobody in particular
            </Button>
          ) : null}
        </div>
      </div>
      {choosing ? (
        <PersonPicker
          title="Who stands in for you first?"
          except={[user.id]}
          onPick={({ user_id, name }) => put(user_id, `${name} is asked first from now on`)}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </Panel>
  );
}
