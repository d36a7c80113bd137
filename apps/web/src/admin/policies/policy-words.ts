import type { AnswerOf, ListCoveragePolicies } from '@understudy/contracts';
import { formatCount, formatLength } from '@understudy/ui';

export type Policy = AnswerOf<typeof ListCoveragePolicies>['items'][number];
export type PolicyFields = Omit<Policy, 'team' | 'own' | 'version' | 'updated_at'>;
export type Rung = Policy['ladder'][number];
export type Strategy = Policy['strategy'];

export const policyFieldsOf = ({
  team: _team,
  own: _own,
  version: _version,
  updated_at: _updatedAt,
  ...fields
}: Policy): PolicyFields => fields;

export const STRATEGY_WORDS = {
  primary: { words: 'The best fit', why: 'room, familiarity and skill together' },
  round_robin: { words: 'In turn', why: 'whoever was asked longest ago' },
  workload: { words: 'The least busy', why: 'whoever has most room' },
  skill: { words: 'The best skilled', why: 'whoever knows such customers' },
} as const satisfies Record<Strategy, { readonly words: string; readonly why: string }>;

/** In the order in which people are turned to. */
export const RUNG_WORDS = {
  secondary: 'the second backup',
  'next-suggestion': 'the next suggestion',
  'team-fallback': 'the team’s fallback',
  manager: 'the manager',
} as const satisfies Record<Rung, string>;

export const NOTICE_WORDS = {
  auto: 'automatically',
  manual: 'when somebody sends the notice',
  none: 'never',
} as const satisfies Record<Policy['notices']['method'], string>;

/** A policy as sentences, in the order in which things happen. */
export function policyInWords(policy: PolicyFields): readonly string[] {
  const { notices, brief_gate: gate } = policy;
  // a second backup who was never asked cannot answer
  const ladder = policy.ladder
    .filter((rung) => rung !== 'secondary' || policy.secondary)
    .map((rung) => RUNG_WORDS[rung]);
  return [
    policy.split_above === null
      ? `One backup gets the whole portfolio, unless nobody can carry it. Chosen: ${STRATEGY_WORDS[policy.strategy].words.toLowerCase()}.`
      : `Portfolios of more than ${formatCount(policy.split_above, 'customer')} are split. Chosen: ${STRATEGY_WORDS[policy.strategy].words.toLowerCase()}.`,
    policy.needs_approval
      ? `The manager approves first, within ${formatLength(policy.approve_within_minutes)}.`
      : 'No manager has to approve.',
    policy.needs_acceptance
      ? `Whoever is asked has ${formatLength(policy.answer_within_minutes)} to say yes, ${formatLength(policy.urgent_answer_minutes)} when the absence runs already.`
      : 'Whoever is chosen stands in without being asked.',
    policy.secondary ? 'A second backup is asked too.' : 'There is one backup, no second.',
    ladder.length > 0
      ? `Without an answer: ${ladder.join(', then ')}.`
      : 'Without an answer nobody else is turned to: that is a gap.',
    notices.method === 'none'
      ? 'Customers are not told.'
      : `Customers are told ${NOTICE_WORDS[notices.method]}${notices.min_days > 1 ? `, for absences of ${notices.min_days} days or more` : ''}${notices.segments ? `, in ${notices.segments.join(', ') || 'no segment'}` : ''}.`,
    `Notes that are missing: the owner is reminded ${gate.owner_hours} h before, the manager ${gate.manager_hours} h before.`,
  ];
}

const whole = (value: number, from: number, to: number): boolean =>
  Number.isInteger(value) && value >= from && value <= to;

/** What the API would refuse, by field; the same rules as on the server, so that nobody has to send to hear of it. */
export function wrongPolicy(policy: PolicyFields): Readonly<Record<string, string>> {
  const { weights, brief_gate: gate, notices } = policy;
  const wrong: Record<string, string> = {};
  for (const name of ['approve_within_minutes', 'answer_within_minutes', 'urgent_answer_minutes'] as const)
    if (!whole(policy[name], 1, 43_200)) wrong[name] = 'Between 1 minute and 30 days';
  if (policy.urgent_answer_minutes > policy.answer_within_minutes)
    wrong['urgent_answer_minutes'] = 'Must not be longer than the usual time';
  if (policy.split_above !== null && !whole(policy.split_above, 1, 100_000))
    wrong['split_above'] = 'A whole number from 1 on';
  if (!whole(notices.min_days, 0, 366)) wrong['notices.min_days'] = 'Between 0 and 366 days';
  if (!whole(gate.owner_hours, 0, 720)) wrong['brief_gate.owner_hours'] = 'Between 0 and 720 hours';
  if (!whole(gate.manager_hours, 0, 720)) wrong['brief_gate.manager_hours'] = 'Between 0 and 720 hours';
  else if (gate.manager_hours > gate.owner_hours)
    wrong['brief_gate.manager_hours'] = 'The owner is reminded first: at most as many hours as theirs';
  const all = [...Object.values(weights), ...Object.values(policy.load_weights ?? {})];
  if (all.some((weight) => !(weight >= 0 && weight <= 10))) wrong['weights'] = 'Each between 0 and 10';
  else if (weights.capacity + weights.familiarity + weights.skill === 0)
    wrong['weights'] = 'At least one of room, familiarity and skill must count';
  return wrong;
}
