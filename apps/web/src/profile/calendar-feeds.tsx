import { ListCalendarFeeds, MakeCalendarFeed, RevokeCalendarFeed, type AnswerOf } from '@understudy/contracts';
import { Button, formatMoment, Notice, Panel, useNow, useToast } from '@understudy/ui';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { Loaded } from '../states/loaded.js';

type Feed = AnswerOf<typeof ListCalendarFeeds>['items'][number];

/** Secret addresses for one's own calendar program: my coverage, and my team's. Shown once, when they are made. */
export function CalendarFeeds() {
  const { user } = useMe();
  const feeds = useApi(ListCalendarFeeds, {});
  return (
    <Panel title="In your calendar program">
      <Loaded query={feeds} what="Your calendar addresses" words="Reading your calendar addresses" rows={2}>
        {({ items }) => (
          <div className="form">
            <OneFeed words="My absences and what I cover" feed={items.find(({ team }) => team === null)} />
            {user.team ? (
              <OneFeed
                words={`Team ${user.team.name}: who is away, who covers`}
                teamId={user.team.id}
                feed={items.find(({ team }) => team?.id === user.team?.id)}
              />
            ) : null}
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

interface OneFeedProps {
  readonly words: string;
  readonly teamId?: string;
  readonly feed: Feed | undefined;
}

function OneFeed({ words, teamId, feed }: OneFeedProps) {
  const { user } = useMe();
  const now = useNow();
  const make = useSend(MakeCalendarFeed);
  const end = useSend(RevokeCalendarFeed);
  const tell = useToast();
  const [url, setUrl] = useState<string | null>(null);
  const whose = teamId ? { team_id: teamId } : {};
  const failed = (error: unknown) => tell({ tone: 'bad', text: wordsFor(error) });
  const lastRead = feed?.read_at ? `last read ${formatMoment(feed.read_at, user.time_zone, now)}` : 'not read yet';

  return (
    <div className="lines gap-1.5">
      <span className="field-label">{words}</span>
      {url ? (
        <Notice tone="info">
          <b>Copy it now, it is not shown again.</b> <span className="mut">Whoever has it can read it.</span>
          <code className="secret">{url}</code>
        </Notice>
      ) : (
        <span className="field-hint">{feed ? lastRead : 'Never why somebody is away.'}</span>
      )}
      <div className="form-foot">
        {url ? (
          <Button
            size="panel"
            onClick={() =>
              void navigator.clipboard.writeText(url).then(
                () => tell({ text: 'The address is copied' }),
                () => tell({ tone: 'bad', text: 'The browser did not copy it. Select it and copy it by hand.' }),
              )
            }
          >
            <Copy className="i" />
            Copy
          </Button>
        ) : (
          <Button
            size="panel"
            busy={make.isPending}
            onClick={() => make.mutate({ input: whose }, { onSuccess: (made) => setUrl(made.url), onError: failed })}
          >
            {feed ? 'New address' : 'Make an address'}
          </Button>
        )}
        {feed ? (
          <Button
            size="panel"
            look="quiet"
            busy={end.isPending}
            onClick={() =>
              end.mutate(
                { input: whose },
                {
                  onSuccess: () => {
                    setUrl(null);
                    tell({ text: 'The address no longer works' });
                  },
                  onError: failed,
                },
              )
            }
          >
            End it
          </Button>
        ) : null}
      </div>
    </div>
  );
}
