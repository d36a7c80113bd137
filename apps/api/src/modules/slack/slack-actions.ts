/** What a button of ours does, and what it is about. */
export const SLACK_VERBS = [
  'coverage-accept',
  'coverage-decline',
  'approval-approve',
  'approval-reject',
  'absence-confirm',
  'absence-dismiss',
  'cover-ask',
  'escalation-acknowledge',
  'escalation-new',
  'customer-who',
  'open',
] as const;
export type SlackVerb = (typeof SLACK_VERBS)[number];

/** A press, or a form that was opened by one. */
export interface SlackAction {
  readonly verb: SlackVerb;
  /** Null where there is nothing it is about: "escalate". */
  readonly subjectId: string | null;
}

const ACTION = /^understudy:([a-z-]+):([0-9a-f-]{36}|-)$/;

/** The `action_id` of a button, and the `callback_id` of the form it opens: at most 255 characters in Slack, ours have 70. */
export const slackActionId = (verb: SlackVerb, subjectId: string | null): string =>
  `understudy:${verb}:${subjectId ?? '-'}`;

/** Null for what is not ours. */
export function readSlackAction(actionId: string): SlackAction | null {
  const [, name = '', subject = ''] = ACTION.exec(actionId) ?? [];
  const verb = SLACK_VERBS.find((known) => known === name);
  return verb === undefined ? null : { verb, subjectId: subject === '-' ? null : subject };
}
