import { Button, EmptyState } from '@understudy/ui';
import { MessageSquare, SmilePlus } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { SlackInbox } from '../api/slack.js';
import { usePerson } from '../person/person.js';
import { Loaded } from '../states/loaded.js';
import { ChannelList } from './channel-list.js';
import { Conversation } from './conversation.js';
import { HomeTab } from './home-tab.js';
import { Modal } from './modal.js';
import { withEmoji } from './mrkdwn.js';
import { StatusDialog } from './status-dialog.js';
import { useAct, useSlack } from './use-slack.js';

/** The stand-in Slack as one person sees it; the conversation that is open is in the address (`?c=`). */
export function SlackPage() {
  const slack = useSlack();
  const [search] = useSearchParams();
  const openId = search.get('c');
  return (
    <main className={openId ? 'sb-slack sb-slack-open' : 'sb-slack'}>
      <Loaded query={slack} what="Slack" words="Reading Slack" rows={6}>
        {(inbox) => <Slack inbox={inbox} openId={openId} />}
      </Loaded>
    </main>
  );
}

function Slack({ inbox, openId }: { readonly inbox: SlackInbox; readonly openId: string | null }) {
  const { user } = usePerson();
  const act = useAct();
  const [setsStatus, setSetsStatus] = useState(false);
  const { status, team } = inbox.user;
  const shownId = openId ?? 'home';
  const channel = inbox.channels.find(({ id }) => id === shownId);
  const Title = openId === null ? 'h1' : 'p';
  const words = withEmoji(`${status.emoji} ${status.text}`).trim();
  return (
    <>
      <nav className="slack-side" aria-label="Slack">
        <div className="slack-team">
          <Title className="clip">{team}</Title>
          <Button
            size="row"
            look="quiet"
            aria-label={words ? `Status: ${words}` : 'Set a status'}
            onClick={() => setSetsStatus(true)}
          >
            {words || <SmilePlus className="i" />}
          </Button>
        </div>
        <ChannelList inbox={inbox} openId={shownId} />
      </nav>
      {shownId === 'home' ? (
        <HomeTab key={user.email} inbox={inbox} act={act} Title={openId === null ? 'h2' : 'h1'} />
      ) : channel ? (
        <Conversation key={`${user.email} ${channel.id}`} channel={channel} inbox={inbox} act={act} />
      ) : (
        <EmptyState icon={<MessageSquare className="i" />} title="This conversation is not here">
          It belongs to somebody else. Choose another one.
        </EmptyState>
      )}
      {inbox.modal ? <Modal key={`${inbox.modal.id} ${inbox.modal.hash}`} view={inbox.modal} inbox={inbox} /> : null}
      {setsStatus ? <StatusDialog status={status} act={act} onClose={() => setSetsStatus(false)} /> : null}
    </>
  );
}
