import { table } from './error-table.js';

export const SLACK_ROOM_ERRORS = table({
  'slack-rooms.channel-not-found': {
    status: 422,
    detail:
      'There is no such channel in Slack, or it is private and Understudy is not in it: type /invite @Understudy there first.',
  },
  'slack-rooms.channel-archived': { status: 422, detail: 'This channel is archived. Choose one that is in use.' },
  'slack-rooms.unreachable': { status: 503, detail: 'Slack does not answer at the moment. Try again in a minute.' },
});
