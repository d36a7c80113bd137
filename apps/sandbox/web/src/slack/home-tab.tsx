import { Button, EmptyState } from '@understudy/ui';
import { ArrowLeft, House, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import type { SlackInbox } from '../api/slack.js';
import { PageLink } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import { ESCALATE_SHORTCUT } from './app-shortcuts.js';
import { Block } from './block.js';
import type { Act } from './use-slack.js';

export interface HomeTabProps {
  readonly inbox: SlackInbox;
  readonly act: Act;
  /** `h2` beside a list that has the page's heading. */
  readonly Title: 'h1' | 'h2';
}

/** The app's home tab, drawn by the product when somebody opens it. */
export function HomeTab({ inbox, act, Title }: HomeTabProps) {
  const { user } = usePerson();
  const { mutate } = act;
  const isInstalled = inbox.is_installed;
  useEffect(() => {
    if (isInstalled) mutate({ act: 'open-home', body: {} });
  }, [mutate, isInstalled, user.email]);
  const view = inbox.home;
  const use = (action_id: string, value?: string) =>
    mutate({ act: 'click', body: { view_id: view?.id, action_id, ...(value !== undefined && { value }) } });
  return (
    <section className="slack-conversation" aria-labelledby="slack-title">
      <header className="slack-head">
        <PageLink className="mail-back link" to="/slack">
          <ArrowLeft className="i" /> Slack
        </PageLink>
        <Title id="slack-title">
          <House className="i" /> Understudy
        </Title>
        {isInstalled ? (
          <Button size="panel" onClick={() => mutate({ act: 'shortcut', body: { callback_id: ESCALATE_SHORTCUT } })}>
            <TriangleAlert className="i" /> Escalate
          </Button>
        ) : null}
      </header>
      <div className="slack-scroll">
        {view ? (
          <div className="slack-home">
            {view.blocks.map((block, index) => (
              <Block key={`${block.block_id} ${index}`} block={block} inbox={inbox} onUse={use} busy={act.isPending} />
            ))}
          </div>
        ) : (
          <EmptyState
            icon={<House className="i" />}
            title={isInstalled ? 'Understudy is drawing this page' : 'Understudy is not installed here'}
          >
            {isInstalled
              ? 'It takes a few seconds when it is opened for the first time.'
              : `An admin of ${inbox.user.team} connects Slack in Understudy's settings.`}
          </EmptyState>
        )}
      </div>
    </section>
  );
}
