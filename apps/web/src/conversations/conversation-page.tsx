import { GetConversation, GetEscalation } from '@understudy/contracts';
import { Button, formatMoment, Notice, useNow } from '@understudy/ui';
import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { AnswerField } from './answer-field.js';
import { EscalateConversationDialog } from './escalate-conversation-dialog.js';
import { channelWords, placeWords, requesterName, standing, type Conversation } from './thread-words.js';
import { Thread } from './thread.js';
import { useMessages } from './use-messages.js';

const CRUMBS = [{ to: '/conversations', words: 'Conversations' }] as const;

/** One conversation as whoever asked has it: what was said, who has it now, and a person when one is needed. */
export function ConversationPage() {
  const { id = '' } = useParams();
  const conversation = useApi(GetConversation, { conversation_id: id });
  if (conversation.data) return <ConversationView key={id} conversation={conversation.data} />;
  return (
    <Page title="Conversation" crumbs={CRUMBS}>
      <div className="panel">
        <Loaded
          query={conversation}
          what="This conversation"
          words="Reading the conversation"
          back={{ to: '/conversations', words: 'All conversations' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}

function ConversationView({ conversation }: { readonly conversation: Conversation }) {
  const { user } = useMe();
  const messages = useMessages(conversation.id);
  const [isEscalating, setIsEscalating] = useState(false);
  const { escalation } = conversation;
  const isOver = escalation?.status === 'resolved' || escalation?.status === 'closed';
  const isMine = conversation.requester?.user_id === user.id;
  const who = escalation?.assigned_to;
  const asks = requesterName(conversation);
  return (
    <Page
      title={conversation.subject || 'Without a subject'}
      crumbs={CRUMBS}
      sub={`${isMine ? 'You asked' : `${asks} asked`} by ${channelWords(conversation.channel)}. ${standing(conversation).words}.`}
      actions={
        <>
          {escalation ? (
            <Link className="btn" to={`/escalations/${escalation.escalation_id}`}>
              The escalation
            </Link>
          ) : null}
          {escalation && !isOver ? null : (
            <Button look="filled" onClick={() => setIsEscalating(true)}>
              <UserRound className="i" />
              {isOver ? 'Escalate again' : 'Escalate to a human'}
            </Button>
          )}
        </>
      }
    >
      <div className="chat-page">
        <Expectations conversation={conversation} />
        <Loaded query={messages} what="The conversation" words="Reading what was said">
          {(said) =>
            said.length === 0 ? (
              <p className="p-4 text-ink-2">Nothing has been said yet.</p>
            ) : (
              <Thread
                messages={said}
                asks={asks}
                join={who && escalation.assigned_at ? { name: who.name, at: escalation.assigned_at } : null}
              />
            )
          }
        </Loaded>
        <AnswerField
          conversationId={conversation.id}
          label="Write in this conversation"
          placeholder={who ? `Write to ${who.name}` : 'Write what there is to know'}
        />
      </div>
      {isEscalating ? (
        <EscalateConversationDialog conversationId={conversation.id} onClose={() => setIsEscalating(false)} />
      ) : null}
    </Page>
  );
}

/** What to expect, and nothing that is not known: the place in the row, and by when the first answer is due. */
function Expectations({ conversation: { escalation } }: { readonly conversation: Conversation }) {
  const { user } = useMe();
  const now = useNow();
  const whole = useApi(
    GetEscalation,
    { escalation_id: escalation?.escalation_id ?? '' },
    { enabled: escalation !== null },
  );
  if (!escalation) {
    return (
      <Notice>
        <b>No person reads this yet.</b>{' '}
        <span className="mut">Escalate to a human when you need one; everything said here goes along.</span>
      </Notice>
    );
  }
  const sla = whole.data?.sla;
  const by = sla ? ` First answer by ${formatMoment(sla.response_due_at, user.time_zone, now)}.` : '';
  if (escalation.status === 'pending') {
    return (
      <Notice tone="waiting">
        <b>{placeWords(escalation.ahead)}.</b>{' '}
        <span className="mut">Everybody is busy or away; it goes to the first who is free, by itself.{by}</span>
      </Notice>
    );
  }
  if (escalation.status === 'assigned') {
    return (
      <Notice tone="info">
        <b>{escalation.assigned_to?.name ?? 'Somebody'} has it</b> <span className="mut">and reads it first.{by}</span>
      </Notice>
    );
  }
  if (escalation.status === 'on_hold') {
    return (
      <Notice tone="waiting">
        <b>{escalation.assigned_to?.name ?? 'Support'} waits for your answer.</b>{' '}
        <span className="mut">Write it below; it goes on from there.</span>
      </Notice>
    );
  }
  if (escalation.status === 'resolved' || escalation.status === 'closed') {
    return (
      <Notice tone="covered">
        <b>Solved.</b>{' '}
        <span className="mut">{whole.data?.resolution_summary ?? 'Escalate again if it comes back.'}</span>
      </Notice>
    );
  }
  return null;
}
