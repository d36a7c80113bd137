/** The shortcut of the app's manifest (docs/integrations/slack-manifest.yml), from anywhere and on a message. */
export const ESCALATE_SHORTCUT = 'understudy_escalate';
