import { Button, Field, Notice, Textarea } from '@understudy/ui';
import { useRef, useState } from 'react';
import type { BriefView } from '../desk.js';
import { sendMessage } from '../protocol.js';
import { say } from '../say.js';
import { wordsOf } from './failure-notice.js';

type Doing = 'log' | 'note';

export interface BriefActionsProps {
  readonly brief: BriefView;
  readonly customerId: string;
  readonly changed: () => void;
}

/** What whoever stands in writes down: what they did, and what everybody should know. */
export function BriefActions({ brief, customerId, changed }: BriefActionsProps) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const [text, setText] = useState('');
  const [said, setSaid] = useState<{ tone: 'covered' | 'waiting'; words: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  // As old as the words: a second press says nothing twice.
  const key = useRef(crypto.randomUUID());

  const save = async (): Promise<void> => {
    const { assignmentId, briefId } = brief;
    const words = text.trim();
    if (!words || !assignmentId) return;
    setBusy(true);
    const answer =
      doing === 'log' || !briefId
        ? await sendMessage('logActivity', { assignmentId, customerId, text: words, key: key.current })
        : await sendMessage('addNote', { briefId, text: words, key: key.current });
    setBusy(false);
    if (!answer.ok) return setSaid({ tone: 'waiting', words: wordsOf(answer) });
    key.current = crypto.randomUUID();
    setSaid({ tone: 'covered', words: say(doing === 'log' ? 'brief.logged' : 'brief.noted') });
    setDoing(null);
    setText('');
    changed();
  };

  return (
    <footer className="grid gap-2 border-t border-line bg-panel px-4 py-3">
      {said ? <Notice tone={said.tone}>{said.words}</Notice> : null}
      {doing ? (
        <>
          <Field label={say(doing === 'log' ? 'brief.logLabel' : 'brief.noteLabel')}>
            {(control) => (
              <Textarea
                {...control}
                autoFocus
                maxLength={4000}
                value={text}
                onChange={(event) => {
                  setText(event.target.value);
                  key.current = crypto.randomUUID();
                }}
              />
            )}
          </Field>
          <div className="flex gap-2">
            <Button look="filled" busy={isBusy} onClick={() => void save()}>
              {say('brief.save')}
            </Button>
            <Button onClick={() => setDoing(null)}>{say('brief.cancel')}</Button>
          </div>
        </>
      ) : (
        <div className="flex gap-2">
          <Button look="filled" className="flex-1" onClick={() => setDoing('log')}>
            {say('brief.log')}
          </Button>
          {brief.briefId ? <Button onClick={() => setDoing('note')}>{say('brief.addNote')}</Button> : null}
        </div>
      )}
    </footer>
  );
}
