import { BroadcastEscalation, PostEscalationUpdate } from '@understudy/contracts';
import { Button, Kbd, SegmentedControl, useToast } from '@understudy/ui';
import { AtSign, Lock, Mail, Megaphone, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useOutgoing } from '../../drafts/use-outgoing.js';
import { PersonPicker } from '../../people/person-picker.js';
import { RichTextField } from '../../rich-text/rich-text-field.js';
import { useMe } from '../../session/session.js';
import { NotSaved } from '../../states/not-saved.js';
import { DraftDialog } from './draft-dialog.js';
import { mayAct, type Escalation, type EscalationUpdate } from './escalation.js';
import { asksForPerson, fromText, stillMentioned, toText, withMention } from './mentions.js';
import { useMove } from './move-dialog.js';

type Kind = 'discussion' | 'news' | 'customer' | 'requester';

export interface ComposeProps {
  readonly escalation: Escalation;
  /** The comment that is being corrected; null: a new one. */
  readonly correcting: EscalationUpdate | null;
  readonly onCorrected: () => void;
}

/** Where one writes: to those on it, as news to everybody, to the customer. What leaves the house is another tab, never a tick box. */
export function Compose({ escalation, correcting, onCorrected }: ComposeProps) {
  const { tenant } = useMe();
  const [kind, setKind] = useState<Kind>('discussion');
  const [isWriting, setIsWriting] = useState(false);
  const acts = mayAct(escalation);
  const options = [
    { value: 'discussion' as const, words: 'Discussion' },
    ...(escalation.conversation_id ? [{ value: 'requester' as const, words: 'To whoever asked' }] : []),
    ...(acts ? [{ value: 'news' as const, words: 'Status update' }] : []),
    ...(escalation.customer ? [{ value: 'customer' as const, words: 'To customer' }] : []),
  ];
  const shown = correcting ? (correcting.is_internal ? 'discussion' : 'requester') : kind;
  return (
    <section className="compose o5" aria-label="Write">
      <div className="compose-head">
        <SegmentedControl
          label="Who reads it"
          options={options}
          value={shown}
          size="row"
          onChange={(value) => (value === 'customer' ? setIsWriting(true) : setKind(value))}
        />
        <span className="compose-reach">
          {shown === 'requester' ? (
            <Mail className="i i-s" />
          ) : shown === 'news' ? (
            <Megaphone className="i i-s" />
          ) : (
            <Lock className="i i-s" />
          )}
          {shown === 'requester'
            ? 'whoever asked reads it'
            : shown === 'news'
              ? 'told to everybody on it'
              : `stays inside ${tenant.name}`}
        </span>
      </div>
      {shown === 'news' ? (
        <News escalation={escalation} />
      ) : (
        <Comment
          key={`${shown}:${correcting?.id ?? ''}`}
          escalation={escalation}
          isInternal={shown === 'discussion'}
          correcting={correcting}
          onCorrected={onCorrected}
        />
      )}
      {isWriting ? <DraftDialog escalation={escalation} draft={null} onClose={() => setIsWriting(false)} /> : null}
    </section>
  );
}

interface CommentProps extends ComposeProps {
  readonly isInternal: boolean;
}

function Comment({ escalation, isInternal, correcting, onCorrected }: CommentProps) {
  const tell = useToast();
  const { user } = useMe();
  const { draft, change, forget, leave, answered } = useOutgoing(
    correcting ? `comment:${correcting.id ?? ''}` : `escalation:${escalation.id}:${isInternal ? 'comment' : 'answer'}`,
    { text: correcting?.comment ?? '', picked: toText(mentionsOf(correcting)) },
  );
  const [isPicking, setIsPicking] = useState(false);
  const post = useMove(PostEscalationUpdate, { untilAnswered: true });
  const picked = fromText(draft.picked);
  const text = draft.text.trim();
  const people = [escalation.primary_owner, escalation.secondary_owner].flatMap((person) =>
    person && person.user_id !== user.id ? [person.name.split(' ')[0]] : [],
  );
  const submit = () => {
    if (!text || post.isPending) return;
    // a correction stands in its form until it is known
    if (!correcting) leave();
    post.move(
      {
        input: {
          escalation_id: escalation.id,
          comment: text,
          is_internal: isInternal,
          mentioned_user_ids: [...stillMentioned(text, picked)],
          ...(correcting?.id ? { edits_update_id: correcting.id } : {}),
        },
      },
      {
        ...(correcting ? {} : { onAnswered: answered }),
        onDone: () => {
          if (!correcting) return;
          forget();
          tell({ text: 'Corrected. What it said before can still be read.' });
          onCorrected();
        },
      },
    );
  };
  return (
    <Writing
      label={correcting ? 'Correct what you said' : isInternal ? 'Write to those on it' : 'Write to whoever asked'}
      placeholder={
        isInternal
          ? `Write to ${people.length > 0 ? people.join(' and ') : 'those on it'}. @ names someone.`
          : 'Whoever asked for help reads this. @ names someone.'
      }
      value={draft.text}
      busy={post.isPending}
      error={post.error}
      words={correcting ? 'Correct' : 'Send'}
      onChange={(value) => {
        if (asksForPerson(draft.text, value)) setIsPicking(true);
        change({ text: value });
      }}
      onSend={submit}
      tools={
        <>
          <Button size="row" look="quiet" icon aria-label="Name somebody" onClick={() => setIsPicking(true)}>
            <AtSign className="i" />
          </Button>
          {correcting ? (
            <Button size="row" look="quiet" onClick={onCorrected}>
              <X className="i i-s" />
              Leave it as it was
            </Button>
          ) : null}
        </>
      }
    >
      {isPicking ? (
        <PersonPicker
          title="Name somebody"
          onPick={(person) => {
            change({
              text: withMention(draft.text, person),
              picked: toText([...picked, { user_id: person.user_id, name: person.name }]),
            });
            setIsPicking(false);
          }}
          onClose={() => setIsPicking(false)}
        />
      ) : null}
    </Writing>
  );
}

const mentionsOf = (update: EscalationUpdate | null) =>
  (update?.mentioned ?? []).map(({ user_id, name }) => ({ user_id, name }));

/** News to everybody who follows it, in the app, by e-mail and Slack as each wants it. */
function News({ escalation }: { readonly escalation: Escalation }) {
  const { draft, change, leave, answered } = useOutgoing(`escalation:${escalation.id}:news`, { text: '' });
  const broadcast = useMove(BroadcastEscalation, { untilAnswered: true });
  const followers = escalation.stakeholders.filter(({ role }) => role !== 'owner').length;
  const text = draft.text.trim();
  return (
    <Writing
      label="News for everybody on it"
      placeholder="What is new, and when is the next word?"
      value={draft.text}
      busy={broadcast.isPending}
      error={broadcast.error}
      words={followers === 0 ? 'Tell everybody' : followers === 1 ? 'Tell 1 person' : `Tell ${followers} people`}
      {...(followers === 0 ? { missing: 'Nobody follows it yet: put somebody on it under People.' } : {})}
      onChange={(value) => change({ text: value })}
      onSend={() => {
        if (!text || followers === 0 || broadcast.isPending) return;
        leave();
        broadcast.move(
          { input: { escalation_id: escalation.id, message: text } },
          { done: 'Everybody who follows it is told.', onAnswered: answered },
        );
      }}
    />
  );
}

interface WritingProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly words: string;
  /** What keeps it from being sent, in sight. */
  readonly missing?: string;
  readonly onChange: (value: string) => void;
  readonly onSend: () => void;
  readonly tools?: ReactNode;
  readonly children?: ReactNode;
}

function Writing({ label, placeholder, value, busy, error, words, missing, onChange, onSend, ...rest }: WritingProps) {
  const { tools, children } = rest;
  return (
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onSend();
      }}
    >
      {error ? (
        <div className="p-3 pb-0">
          <NotSaved error={error} done="sent" />
        </div>
      ) : null}
      <div className="compose-text">
        <RichTextField label={label} placeholder={placeholder} value={value} small onChange={onChange} />
      </div>
      <div className="compose-foot">
        {tools}
        {missing ? <span className="text-xs text-ink-2">{missing}</span> : null}
        {value.trim() && !missing ? <span className="text-xs text-ink-2">Kept as you type</span> : null}
        <Button
          className="ml-auto"
          size="panel"
          busy={busy}
          disabled={!value.trim() || missing !== undefined}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={onSend}
        >
          {words}
          <Kbd>Ctrl ↵</Kbd>
        </Button>
      </div>
      {children}
    </div>
  );
}
