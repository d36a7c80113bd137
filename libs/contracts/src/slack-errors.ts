import { table } from './error-table.js';

export const SLACK_ERRORS = table({
  'slack.not-connected': {
    status: 503,
    detail: 'Slack is not connected. An admin connects it under Set up, Integrations.',
  },
});
