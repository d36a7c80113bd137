import { z } from 'zod';
import { PersonRef } from './common.js';
import { endpoint } from './core/endpoint.js';
import { oneLine, text, userId } from './core/text.js';
import { instant } from './core/time.js';

/** What the workspace's answer may bring back in the address. */
const fromSlack = text(2000).optional();
const slackUserId = oneLine(20).refine((value) => /^[UW][A-Z0-9]{2,18}$/.test(value), 'must look like "U02ABCDEF"');

/** How our installation in the workspace stands. Lost: it worked, and Slack does not know it any more. */
export const SLACK_STATES = ['connected', 'not_connected', 'lost'] as const;

export const SlackScope = z.object({
  scope: z.string(),
  /** What does not work without it. */
  needed_for: z.string(),
  granted: z.boolean(),
});

export const SlackState = z
  .object({
    state: z.enum(SLACK_STATES),
    /** False: this installation of Understudy has no Slack app yet (SLACK_CLIENT_ID and the rest). */
    app_configured: z.boolean(),
    team: z.object({ id: z.string(), name: z.string() }).nullable(),
    installed_by: PersonRef.nullable(),
    installed_at: instant.nullable(),
    scopes: z.array(SlackScope),
    /** Of the scopes: those to add and install again for. */
    missing_scopes: z.array(z.string()),
    /** What is wrong and what to do; null when nothing is. */
    problem: z.string().nullable(),
  })
  .meta({ id: 'SlackState' });

export const GetSlack = endpoint({
  method: 'GET',
  path: '/api/admin/integrations/slack',
  summary: 'The Slack workspace: connected or not, what it granted and what is missing',
  allow: 'admin',
  response: SlackState,
});

export const InstallSlack = endpoint({
  method: 'GET',
  path: '/api/admin/integrations/slack/install',
  summary:
    'The address at which a workspace admin installs the app; valid ten minutes, once, in the browser that asked. With go=true it is gone to at once',
  allow: 'admin',
  raw: true,
  query: { go: z.enum(['true', 'false']).optional() },
  response: z.object({ url: z.string(), expires_in_seconds: z.int() }).meta({ id: 'SlackInstall' }),
  errors: ['slack.no-app'],
});

export const SlackInstalled = endpoint({
  method: 'GET',
  path: '/api/integrations/slack/callback',
  summary: 'Where Slack sends the browser back to after the installation',
  allow: 'public',
  raw: true,
  query: { code: fromSlack, state: fromSlack, error: fromSlack, error_description: fromSlack },
  response: z.string(),
  errors: ['slack.install-invalid', 'slack.install-refused', 'slack.workspace-taken', 'slack.no-app'],
});

export const DisconnectSlack = endpoint({
  method: 'DELETE',
  path: '/api/admin/integrations/slack',
  summary: 'Give the installation back: the token is revoked and forgotten',
  allow: 'admin',
  response: SlackState,
});

export const SlackPersonRow = z
  .object({
    user_id: z.uuid(),
    name: z.string(),
    email: z.string(),
    /** Null: nobody in the workspace, or not looked for yet. */
    slack_user_id: z.string().nullable(),
    mapped_by: z.enum(['email', 'hand']),
  })
  .meta({ id: 'SlackPerson' });

export const ListSlackPeople = endpoint({
  method: 'GET',
  path: '/api/admin/integrations/slack/people',
  summary: 'Who is who in Slack',
  allow: 'admin',
  response: z.object({ items: z.array(SlackPersonRow) }).meta({ id: 'SlackPeople' }),
});

export const SetSlackPerson = endpoint({
  method: 'PUT',
  path: '/api/admin/integrations/slack/people/{user_id}',
  summary: 'Say by hand who somebody is in Slack (null: nobody), or leave it to their e-mail address again',
  allow: 'admin',
  params: { user_id: userId },
  body: {
    mapped_by: z.enum(['email', 'hand']),
    /** With mapped_by "hand" only. */
    slack_user_id: slackUserId.nullable().optional(),
  },
  response: SlackPersonRow,
  errors: ['users.not-found'],
});

/** https://docs.slack.dev/apis/events-api: envelopes with one event each, and once the check of the address. */
export const SlackEvents = endpoint({
  method: 'POST',
  path: '/api/webhooks/slack/events',
  summary: 'Slack says that something happened',
  allow: 'public',
  signed: true,
  response: z.object({ challenge: z.string().optional() }).meta({ id: 'SlackEventTaken' }),
  errors: ['slack.signature-invalid', 'slack.workspace-unknown', 'slack.payload-unreadable'],
});

/** https://docs.slack.dev/interactivity: buttons, modals, shortcuts, and the options of a menu that is typed into. */
export const SlackInteractions = endpoint({
  method: 'POST',
  path: '/api/webhooks/slack/interactions',
  summary: 'Somebody used a button, a modal, a shortcut or a menu of ours in Slack',
  allow: 'public',
  signed: true,
  raw: true,
  response: z.string(),
  errors: ['slack.signature-invalid', 'slack.workspace-unknown', 'slack.payload-unreadable'],
});

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export const SlackCommands = endpoint({
  method: 'POST',
  path: '/api/webhooks/slack/commands',
  summary: 'Somebody typed /understudy in Slack',
  allow: 'public',
  signed: true,
  raw: true,
  response: z.string(),
  errors: ['slack.signature-invalid', 'slack.workspace-unknown', 'slack.payload-unreadable'],
});
