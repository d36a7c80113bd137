import { GetSlack } from '@understudy/contracts';
import { useApi } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';
import { SlackConnect } from './slack-connect.js';
import { SlackChannels } from './slack-channels.js';
import { SlackPeople } from './slack-people.js';
import { SlackRooms } from './slack-rooms.js';

/** Slack: the installation, who is who there, where war rooms go, which channels belong to which customer. */
export function SlackParts() {
  const slack = useApi(GetSlack, {});
  return (
    <Loaded query={slack} what="The connection to Slack" words="Looking how Slack is connected" rows={4}>
      {(state) => (
        <>
          <SlackConnect state={state} />
          {state.state === 'connected' ? (
            <>
              <SlackPeople />
              <SlackRooms />
              <SlackChannels />
            </>
          ) : null}
        </>
      )}
    </Loaded>
  );
}
