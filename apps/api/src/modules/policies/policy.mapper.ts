import type { CoveragePolicy as PolicyView, InputOf, PutDefaultCoveragePolicy } from '@understudy/contracts';
import { type CoveragePolicy, requirePolicy, type TeamId } from '@understudy/domain';
import type { z } from 'zod';

export type View = z.output<typeof PolicyView>;

export interface PolicyOfTeam {
  readonly team: { readonly id: TeamId; readonly name: string } | null;
  readonly policy: CoveragePolicy;
  /** null: nothing is stored for the team. */
  readonly stored: { readonly version: number; readonly updatedAt: Temporal.Instant } | null;
}

export const toPolicyView = ({ team, policy, stored }: PolicyOfTeam): View => ({
  team,
  own: stored !== null,
  needs_approval: policy.needsApproval,
  approve_within_minutes: policy.approveWithinMinutes,
  needs_acceptance: policy.needsAcceptance,
  answer_within_minutes: policy.answerWithinMinutes,
  urgent_answer_minutes: policy.urgentAnswerMinutes,
  strategy: policy.strategy,
  weights: { ...policy.weights },
  load_weights: policy.loadWeights && { ...policy.loadWeights },
  split_above: policy.splitAbove,
  secondary: policy.secondary,
  ladder: [...policy.ladder],
  notices: {
    method: policy.notices.method,
    segments: policy.notices.segments && [...policy.notices.segments],
    min_days: policy.notices.minDays,
  },
  brief_gate: { owner_hours: policy.briefGate.ownerHours, manager_hours: policy.briefGate.managerHours },
  version: stored?.version ?? 0,
  updated_at: stored?.updatedAt ?? null,
});

/** Throws coverage-policies.malformed. */
export const toPolicy = (teamId: TeamId | null, input: InputOf<typeof PutDefaultCoveragePolicy>): CoveragePolicy =>
  requirePolicy({
    teamId,
    needsApproval: input.needs_approval,
    approveWithinMinutes: input.approve_within_minutes,
    needsAcceptance: input.needs_acceptance,
    answerWithinMinutes: input.answer_within_minutes,
    urgentAnswerMinutes: input.urgent_answer_minutes,
    strategy: input.strategy,
    weights: input.weights,
    loadWeights: input.load_weights,
    splitAbove: input.split_above,
    secondary: input.secondary,
    ladder: input.ladder,
    notices: {
      method: input.notices.method,
      segments: input.notices.segments,
      minDays: input.notices.min_days,
    },
    briefGate: { ownerHours: input.brief_gate.owner_hours, managerHours: input.brief_gate.manager_hours },
  });
