/** What a button of ours does. The first three ask the backup, the next two the manager, and so on. */
export const SLACK_VERBS = [
  'coverage-accept',
  'coverage-decline',
  'coverage-help',
  'approval-approve',
  'approval-reject',
  'absence-confirm',
  'absence-dismiss',
  'escalation-acknowledge',
  'escalation-new',
  'open',
] as const;
export type SlackVerb = (typeof SLACK_VERBS)[number];

const ACTION = /^understudy:([a-z-]+):([0-9a-f-]{36}|-)$/;

/** The `action_id` of a button: at most 255 characters in Slack, ours have 70. Without a subject (`null`) it stands for itself. */
export const slackActionId = (verb: SlackVerb, subjectId: string | null): string =>
  `understudy:${verb}:${subjectId ?? '-'}`;

/** Null for what is not a button of ours. */
export function readSlackAction(actionId: string): { verb: SlackVerb; subjectId: string | null } | null {
  const [, name = '', subject = ''] = ACTION.exec(actionId) ?? [];
  const verb = SLACK_VERBS.find((known) => known === name);
  return verb === undefined ? null : { verb, subjectId: subject === '-' ? null : subject };
}
