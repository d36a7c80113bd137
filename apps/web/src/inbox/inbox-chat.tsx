import { GetConversation, GetEscalation, GetEscalationPlaybook, KeepEscalation } from '@understudy/contracts';
import { Button, buttonClass, Dialog, formatMoment, Notice, SeverityMark, useNow } from '@understudy/ui';
import { BookOpen, Check, ChevronLeft, Hand, Pause, Play, Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.js';
import { AnswerField } from '../conversations/answer-field.js';
import { requesterName } from '../conversations/thread-words.js';
import { Thread } from '../conversations/thread.js';
import { useMessages } from '../conversations/use-messages.js';
import { isForSupporters, type Escalation } from '../escalations/detail/escalation.js';
import { useMove } from '../escalations/detail/move-dialog.js';
import type { MoveKey } from '../escalations/detail/moves.js';
import { PlaybookPanel } from '../escalations/detail/playbook-panel.js';
import { useMoves, type Moves } from '../escalations/detail/use-moves.js';
import { WhatHappened } from '../escalations/detail/what-happened.js';
import { useMe } from '../session/session.js';
import { Loaded } from '../states/loaded.js';
import { InboxAside } from './inbox-aside.js';
import type { Supporter } from './inbox-words.js';

export interface InboxChatProps {
  readonly escalationId: string;
  readonly supporter: Supporter | null;
  readonly back: string;
  readonly onSeen: (conversationId: string, at: string) => void;
}

/** The conversation one works on: what was said, what can be done, and beside it what one has to know. */
export function InboxChat({ escalationId, ...rest }: InboxChatProps) {
  const escalation = useApi(GetEscalation, { escalation_id: escalationId });
  if (escalation.data) return <Chat key={escalationId} escalation={escalation.data} {...rest} />;
  return (
    <section className="inbox-chat" aria-label="Conversation">
      <Loaded query={escalation} what="This conversation" words="Reading the conversation">
        {() => null}
      </Loaded>
    </section>
  );
}

function Chat({
  escalation,
  supporter,
  back,
  onSeen,
}: Omit<InboxChatProps, 'escalationId'> & { readonly escalation: Escalation }) {
  const moves = useMoves(escalation);
  return (
    <>
      <section className="inbox-chat" aria-label={`Conversation: ${escalation.title}`}>
        <header className="inbox-head">
          <Link
            className={buttonClass({ look: 'quiet', size: 'row', icon: true, className: 'only-narrow' })}
            to={back}
            aria-label="All conversations"
          >
            <ChevronLeft className="i" />
          </Link>
          <SeverityMark severity={escalation.severity} />
          <h2 className="clip" title={escalation.title}>
            {escalation.title}
          </h2>
          <span className="inbox-acts">
            <Acts moves={moves} />
          </span>
        </header>
        <KeepQuestion escalation={escalation} supporter={supporter} onHandOn={() => moves.run('hand-on')} />
        {escalation.conversation_id ? (
          <Talk escalation={escalation} conversationId={escalation.conversation_id} onSeen={onSeen} />
        ) : (
          <div className="grid content-start gap-3 overflow-auto p-4">
            <WhatHappened escalation={escalation} />
            <Link className={buttonClass({ className: 'justify-self-start' })} to={`/escalations/${escalation.id}`}>
              Discussion, files and drafts
            </Link>
          </div>
        )}
      </section>
      <InboxAside escalation={escalation} />
      {moves.parts}
    </>
  );
}

const SHOWN: readonly MoveKey[] = ['hand-on', 'wait', 'acknowledge', 'resume', 'resolve', 'close', 'reopen'];
const LOOKS = {
  'hand-on': [Send, 'Hand on'],
  wait: [Pause, 'Pause'],
  acknowledge: [Hand, 'I am on it'],
  resume: [Play, 'Go on'],
  resolve: [Check, 'Resolve'],
  close: [Check, 'Close'],
  reopen: [Play, 'Reopen'],
} as const;

function Acts({ moves: { moves, busy, run } }: { readonly moves: Moves }) {
  const possible = SHOWN.filter((key) => moves.some((move) => move.key === key && move.whyNot === null));
  return possible.map((key) => {
    const [Icon, words] = LOOKS[key as keyof typeof LOOKS];
    return (
      <Button key={key} size="panel" busy={busy} onClick={() => run(key)}>
        <Icon className="i i-s" />
        {words}
      </Button>
    );
  });
}

interface KeepQuestionProps {
  readonly escalation: Escalation;
  readonly supporter: Supporter | null;
  readonly onHandOn: () => void;
}

/** Whoever leaves keeps what they began, or hands it on: asked, never decided for them. */
function KeepQuestion({ escalation, supporter, onHandOn }: KeepQuestionProps) {
  const { user } = useMe();
  const keep = useMove(KeepEscalation);
  const isBegun = escalation.status === 'investigating' || escalation.status === 'action_required';
  const isMine = escalation.primary_owner?.user_id === user.id;
  if (!supporter || supporter.is_available || !isBegun || !isMine || !isForSupporters(escalation) || keep.isSuccess)
    return null;
  return (
    <Notice
      tone="waiting"
      className="mx-4 mt-3"
      actions={
        <>
          <Button size="row" onClick={onHandOn}>
            Hand on
          </Button>
          <Button
            size="row"
            look="filled"
            busy={keep.isPending}
            onClick={() =>
              keep.move({ input: { escalation_id: escalation.id } }, { loud: true, done: 'It stays with you.' })
            }
          >
            Keep it
          </Button>
        </>
      }
    >
      <b>You take no new ones.</b> <span className="mut">Do you keep this one, which you began?</span>
    </Notice>
  );
}

interface TalkProps {
  readonly escalation: Escalation;
  readonly conversationId: string;
  readonly onSeen: (conversationId: string, at: string) => void;
}

function Talk({ escalation, conversationId, onSeen }: TalkProps) {
  const { user } = useMe();
  const now = useNow();
  const conversation = useApi(GetConversation, { conversation_id: conversationId });
  const messages = useMessages(conversationId);
  const [isPlaybook, setIsPlaybook] = useState(false);
  const last = messages.data?.at(-1)?.sent_at;
  useEffect(() => {
    if (last) onSeen(conversationId, last);
  }, [last, conversationId, onSeen]);
  const asks = conversation.data ? requesterName(conversation.data) : escalation.created_by.name;
  const owner = escalation.primary_owner;
  const note = escalation.custom_message ?? escalation.description;
  return (
    <>
      <div className="inbox-note">
        <Notice tone="info">
          <b>
            {escalation.created_by.name} asked for a person, {formatMoment(escalation.created_at, user.time_zone, now)}.
          </b>{' '}
          <span className="mut">
            “{note}” {escalation.owner_because.explanation ? `Yours: ${escalation.owner_because.explanation}.` : ''}
          </span>
        </Notice>
      </div>
      <Loaded query={messages} what="The conversation" words="Reading what was said">
        {(said) => (
          <Thread
            messages={said}
            asks={asks}
            join={owner && escalation.assigned_at ? { name: owner.name, at: escalation.assigned_at } : null}
          />
        )}
      </Loaded>
      <div className="inbox-answer">
        <AnswerField
          conversationId={conversationId}
          label={`Answer ${asks}`}
          placeholder={`Answer ${asks}. They read it at once.`}
          tools={(insert) => (
            <>
              <Button size="row" look="quiet" onClick={() => setIsPlaybook(true)}>
                <BookOpen className="i i-s" />
                Playbook
              </Button>
              {isPlaybook ? (
                <PlaybookDialog escalation={escalation} onInsert={insert} onClose={() => setIsPlaybook(false)} />
              ) : null}
            </>
          )}
        />
      </div>
    </>
  );
}

interface PlaybookDialogProps {
  readonly escalation: Escalation;
  readonly onInsert: (words: string) => void;
  readonly onClose: () => void;
}

/** The steps for such a thing, to tick off; the words of a step go into the answer at a click. */
function PlaybookDialog({ escalation, onInsert, onClose }: PlaybookDialogProps) {
  const playbook = useApi(GetEscalationPlaybook, { escalation_id: escalation.id });
  const items = playbook.data?.items ?? [];
  return (
    <Dialog title="Playbook" onClose={onClose}>
      {playbook.data && items.length === 0 ? (
        <p className="text-ink-2">No playbook fitted when this was opened. Admins make them under Playbooks.</p>
      ) : null}
      <PlaybookPanel escalation={escalation} />
      {items.length > 0 ? (
        <div className="grid gap-1">
          <p className="font-medium">Put into the answer</p>
          {items.map(({ id, title, details }) => (
            <button
              key={id}
              type="button"
              className="menu-item"
              onClick={() => {
                onInsert(details ?? title);
                onClose();
              }}
            >
              <span className="clip">{details ?? title}</span>
            </button>
          ))}
        </div>
      ) : null}
    </Dialog>
  );
}
