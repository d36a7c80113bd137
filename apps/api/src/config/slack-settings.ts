import path from 'node:path';

const SLACK_APP = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET'] as const;

/** What the environment says of the Slack app, every value checked by itself. */
export type SlackVariables = {
  readonly [Name in (typeof SLACK_APP)[number] | 'SLACK_API_URL']?: string | undefined;
};

/** One Slack app has all three; none means that nobody connects Slack. */
export function slackProblems(vars: SlackVariables): string[] {
  const missing = SLACK_APP.filter((name) => vars[name] === undefined);
  if (missing.length === 0 || missing.length === SLACK_APP.length) return [];
  return missing.map((name) => `${name}: not set; the Slack app needs ${SLACK_APP.join(', ')} together`);
}

/** The Slack app; `sandboxDir` is the DATA_DIR of sandbox mode, null in production. */
export const slackOf = (vars: SlackVariables, sandboxDir: string | null) => ({
  clientId: vars.SLACK_CLIENT_ID ?? null,
  clientSecret: vars.SLACK_CLIENT_SECRET ?? null,
  signingSecret: vars.SLACK_SIGNING_SECRET ?? null,
  /** Null: Slack's own address. */
  apiUrl: vars.SLACK_API_URL ?? null,
  /** Written by the stand-in: the app it plays. Null in production. */
  appFile: sandboxDir === null ? null : path.join(sandboxDir, 'sandbox', 'slack-app.json'),
});
