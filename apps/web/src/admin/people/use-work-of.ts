import {
  ListAbsences,
  ListCustomers,
  ListEscalations,
  ListTeams,
  ListUsers,
  type AnswerOf,
} from '@understudy/contracts';
import { dayOf, useNow } from '@understudy/ui';
import { useApi } from '../../api/use-api.js';
import { isDone } from '../../escalations/escalation-status.js';

type Items<T extends { readonly items: readonly unknown[] }> = T['items'];

/** What hangs on a person now; undefined while it is being read. A list may go on past what is here: `more`. */
export interface WorkOf {
  readonly customers: Items<AnswerOf<typeof ListCustomers>> | undefined;
  readonly moreCustomers: boolean;
  readonly escalations: Items<AnswerOf<typeof ListEscalations>> | undefined;
  readonly moreEscalations: boolean;
  /** Absences of others that they stand in for, or are asked to. */
  readonly standsInFor: Items<AnswerOf<typeof ListAbsences>> | undefined;
  readonly reports: Items<AnswerOf<typeof ListUsers>> | undefined;
  readonly fallbackOf: Items<AnswerOf<typeof ListTeams>>;
}

const STANDS_IN: readonly string[] = ['pending', 'accepted', 'active'];

export function useWorkOf(userId: string): WorkOf {
  const today = dayOf(useNow(), 'UTC');
  const customers = useApi(ListCustomers, { limit: 100, csm_id: userId });
  const escalations = useApi(ListEscalations, { limit: 100, owner_id: userId });
  const absences = useApi(ListAbsences, { limit: 100, from: today });
  const people = useApi(ListUsers, { limit: 100, active: 'true' });
  const teams = useApi(ListTeams, { limit: 100 });
  return {
    customers: customers.data?.items,
    moreCustomers: customers.data?.next_cursor != null,
    escalations: escalations.data?.items.filter(({ status }) => !isDone(status)),
    moreEscalations: escalations.data?.next_cursor != null,
    standsInFor: absences.data?.items.filter(({ coverage }) =>
      coverage.assignments.some(({ backup, status }) => backup.user_id === userId && STANDS_IN.includes(status)),
    ),
    reports: people.data?.items.filter(({ manager }) => manager?.user_id === userId),
    fallbackOf: teams.data?.items.filter(({ fallback }) => fallback?.user_id === userId) ?? [],
  };
}
