import type { KnownBlock } from '@slack/web-api';
import type { NotificationKind } from '@understudy/domain';
import { button, buttons, context, mrkdwn } from './slack-blocks.js';

/** What a message asks, and about what: the assignment, the absence, the escalation. */
export interface SlackQuestion {
  readonly kind: 'coverage' | 'approval' | 'absence' | 'gap' | 'escalation';
  readonly subjectId: string;
}

const ASKS = {
  'coverage.requested': 'coverage',
  'coverage.answer-due': 'coverage',
  'coverage.moved': 'coverage',
  'coverage.approval-requested': 'approval',
  'absence.suggested': 'absence',
  'absence.planned': 'absence',
  'coverage.gap': 'gap',
  'escalation.created': 'escalation',
  'escalation.assigned': 'escalation',
  'escalation.sla-warning': 'escalation',
  'escalation.response-breached': 'escalation',
  'escalation.climbed': 'escalation',
  'escalation.keep-asked': 'escalation',
} as const satisfies Partial<Record<NotificationKind, SlackQuestion['kind']>>;

/** What a notification of this kind asks, if anything. */
export function questionIn(told: {
  readonly kind: NotificationKind;
  readonly assignmentId: string | null;
  readonly absenceId: string | null;
  readonly escalationId: string | null;
}): SlackQuestion | null {
  const kind = Object.hasOwn(ASKS, told.kind) ? ASKS[told.kind as keyof typeof ASKS] : null;
  if (kind === null) return null;
  const subjectId =
    kind === 'coverage' || kind === 'approval'
      ? told.assignmentId
      : kind === 'escalation'
        ? told.escalationId
        : told.absenceId;
  return subjectId === null ? null : { kind, subjectId };
}

/** Names the block of buttons, so that it is found again when it was answered. */
const blockIdOf = ({ kind, subjectId }: SlackQuestion): string => `understudy:${kind}:${subjectId}`;

/** The buttons under a question. */
export function questionBlock(question: SlackQuestion): KnownBlock {
  const { kind, subjectId } = question;
  const BUTTONS = {
    coverage: [
      button('coverage-accept', subjectId, 'I stand in', { style: 'primary' }),
      button('coverage-decline', subjectId, 'I cannot'),
    ],
    approval: [
      button('approval-approve', subjectId, 'Approve', { style: 'primary' }),
      button('approval-reject', subjectId, 'Reject'),
    ],
    absence: [
      button('absence-confirm', subjectId, 'Yes, I am away', { style: 'primary' }),
      button('absence-dismiss', subjectId, 'Not away'),
    ],
    gap: [button('cover-ask', subjectId, 'Ask for cover', { style: 'primary' })],
    escalation: [button('escalation-acknowledge', subjectId, 'I’m on it', { style: 'primary' })],
  } as const;
  return buttons(blockIdOf(question), BUTTONS[kind]);
}

/** The message with what became of a question where its buttons were; unchanged when they are not in it. */
export const answered = (blocks: readonly KnownBlock[], question: SlackQuestion, words: string): KnownBlock[] =>
  blocks.map((block) =>
    block.block_id === blockIdOf(question)
      ? { ...context(`✓ ${mrkdwn(words)}`), block_id: blockIdOf(question) }
      : block,
  );
