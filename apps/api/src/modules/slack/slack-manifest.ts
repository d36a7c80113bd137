import { SlackCommands, SlackEvents, SlackInstalled, SlackInteractions } from '@understudy/contracts';
import { ESCALATE_SHORTCUT } from './slack-interactions.service.js';
import { SCOPE_NAMES, SLACK_BOT_EVENTS } from './slack-scopes.js';

/**
 * The app as Slack's console takes it at once ("Create an app", "From a manifest"): everything the code uses, and nothing else
 * (https://docs.slack.dev/reference/app-manifest). `apiUrl` is the public address of this installation.
 */
export const slackManifest = (apiUrl: string) => ({
  display_information: {
    name: 'Understudy',
    description: 'Covers for absent customer-success managers, and gets escalations to the right person',
    background_color: '#1f2937',
  },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    bot_user: { display_name: 'Understudy', always_online: true },
    shortcuts: [
      {
        name: 'Escalate',
        type: 'global',
        callback_id: ESCALATE_SHORTCUT,
        description: 'Get help for a customer',
      },
      {
        name: 'Escalate this',
        type: 'message',
        callback_id: ESCALATE_SHORTCUT,
        description: 'Get help for a customer because of this message',
      },
    ],
    slash_commands: [
      {
        command: '/understudy',
        url: `${apiUrl}${SlackCommands.path}`,
        description: 'Who covers, escalate, I am away',
        usage_hint: 'who Acme | out 6 Jul to 10 Jul | escalate | help',
        should_escape: false,
      },
    ],
  },
  oauth_config: {
    redirect_urls: [`${apiUrl}${SlackInstalled.path}`],
    scopes: { bot: [...SCOPE_NAMES].toSorted() },
  },
  settings: {
    event_subscriptions: {
      request_url: `${apiUrl}${SlackEvents.path}`,
      bot_events: [...SLACK_BOT_EVENTS],
    },
    interactivity: {
      is_enabled: true,
      request_url: `${apiUrl}${SlackInteractions.path}`,
      message_menu_options_url: `${apiUrl}${SlackInteractions.path}`,
    },
    org_deploy_enabled: false,
    socket_mode_enabled: false,
    token_rotation_enabled: false,
  },
});
