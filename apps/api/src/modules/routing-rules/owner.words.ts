import type { OwnerChoice, OwnerKind, OwnerOutcome, OwnerWhy, RoutingRule, UserId } from '@understudy/domain';
import { titleOfRule } from '@understudy/domain';
import type { PersonName } from '../customers/index.js';

type Names = ReadonlyMap<UserId, PersonName>;

const WORDS = {
  'hand-picked': 'picked by hand',
  'hand-picked-team': 'least loaded of the team that was picked',
  rule: 'by the routing rule',
  'category-owner': 'default owner of the category',
  'category-team': "least loaded of the category's team",
  'catch-all': 'by the routing rule for everything else',
  'manager-chain': 'next in the chain of managers of the CSM',
} as const satisfies Record<OwnerKind, string>;

const SKIPPED = {
  chosen: 'is there',
  absent: 'is not there and nobody covers them',
  left: 'is not with us any more',
  'team-empty': 'the team has no members',
  'nobody-free': 'nobody of them is there',
  'no-manager': 'no manager is set',
  unknown: 'is neither a person nor a team',
} as const satisfies Record<OwnerOutcome, string>;

/** Why somebody was passed over, in words. */
export const outcomeWords = (outcome: OwnerOutcome): string => SKIPPED[outcome];

/** A person as stored answers name them. */
export const refOf = (names: Names, id: UserId) => {
  const found = names.get(id);
  return { user_id: id, name: found?.name ?? 'somebody who left', place: found?.place ?? null };
};

/** One step that was tried, as a sentence: what a dead end and a dry run are told with. */
export function whyWords(
  { kind, userId, outcome, ruleId }: OwnerWhy,
  names: Names,
  rules: readonly RoutingRule[],
): string {
  const rule = rules.find(({ id }) => id === ruleId);
  const step = rule ? `${WORDS[kind]} "${titleOfRule(rule)}"` : WORDS[kind];
  return userId === null ? `${step}: ${SKIPPED[outcome]}` : `${step}: ${refOf(names, userId).name} ${SKIPPED[outcome]}`;
}

/** The choice as it is stored with an escalation and shown on every surface; it names the rule that gave the owner. */
export function ownerBecause(choice: OwnerChoice, names: Names, rules: readonly RoutingRule[]) {
  const ref = (id: UserId) => refOf(names, id);
  const skipped = choice.why.flatMap(({ userId, outcome }) =>
    outcome === 'chosen' || userId === null ? [] : [{ user: ref(userId), reason: SKIPPED[outcome] }],
  );
  if (choice.ownerId === null || choice.because === null) {
    const explanation = 'Nobody could be found; the escalation is kept and stays open without an owner';
    return { rule: 'nobody' as const, explanation, skipped };
  }
  const rule = rules.find(({ id }) => id === choice.why.at(-1)?.ruleId);
  const words = rule ? `${WORDS[choice.because]} "${titleOfRule(rule)}"` : WORDS[choice.because];
  const instead = choice.standsInFor === null ? '' : `, standing in for ${ref(choice.standsInFor).name}`;
  const kind = choice.because === 'hand-picked-team' ? ('hand-picked' as const) : choice.because;
  return { rule: kind, explanation: `${ref(choice.ownerId).name}: ${words}${instead}`, skipped };
}
