export { readSlackAction, slackActionId, SLACK_VERBS, type SlackVerb } from './slack-actions.js';
export { SlackConnections, type SlackWorkspace } from './slack-connections.service.js';
export { isSlackFailure, readSlackFailure, type SlackFailure } from './slack-failure.js';
export { SlackPeople } from './slack-people.service.js';
export { SlackModule } from './slack.module.js';
