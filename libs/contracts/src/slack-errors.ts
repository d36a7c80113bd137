import { table } from './error-table.js';

export const SLACK_ERRORS = table({
  'slack.not-connected': {
    status: 503,
    detail: 'Slack is not connected. An admin connects it under Set up, Integrations.',
  },
  'slack.no-app': {
    status: 409,
    detail:
      'This installation has no Slack app yet. Whoever runs it makes one at api.slack.com/apps and sets SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET.',
  },
  'slack.install-invalid': {
    status: 422,
    detail: 'This installation was not begun in this browser, is used, or took more than ten minutes. Begin again.',
  },
  'slack.install-refused': {
    status: 422,
    detail: 'Slack did not install the app; its reason is under "reason". Begin again, as an admin of the workspace.',
  },
  'slack.workspace-taken': {
    status: 409,
    detail: 'This Slack workspace is connected to another organisation. Disconnect it there first.',
  },
  'slack.signature-invalid': { status: 401, detail: 'This request is not signed by Slack, or it is too old.' },
  'slack.workspace-unknown': { status: 404, detail: 'Nobody here is connected to this Slack workspace.' },
  'slack.payload-unreadable': { status: 400, detail: 'This is nothing that Slack sends.' },
});
