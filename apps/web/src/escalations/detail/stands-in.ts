import type { AnswerOf, GetResponsible } from '@understudy/contracts';
import { formatUntil } from '@understudy/ui';

export type Responsible = AnswerOf<typeof GetResponsible>;
interface Named {
  readonly user_id: string;
  readonly name: string;
}

/** Who acts for the customer's owner at the moment, and until when; null while the owner is there, or nobody is. */
export function standsInNow(
  answer: Responsible | undefined,
  readerZone: string,
): { readonly backup: string; readonly absent: string; readonly until?: string } | null {
  if (!answer?.responsible || !answer.owner || answer.responsible.user_id === answer.owner.user_id) return null;
  const { responsible, owner, until, time_zone: zone, at } = answer;
  return {
    backup: responsible.name,
    absent: owner.name,
    ...(until ? { until: formatUntil(until, zone, readerZone, at) } : {}),
  };
}

/** Who is to do a step; whoever looks after the customer instead, while the owner it was meant for is away. */
export function doerWords(assignee: Named | null, answer: Responsible | undefined): string | null {
  if (!assignee) return null;
  if (!answer?.responsible || answer.owner?.user_id !== assignee.user_id) return assignee.name;
  return answer.responsible.user_id === assignee.user_id
    ? assignee.name
    : `${answer.responsible.name} for ${assignee.name}`;
}
