import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useToast } from '@understudy/ui';
import { actInSlack, callSlack, readSlack, SlackRefused } from '../api/slack.js';
import { usePerson } from '../person/person.js';
import { wordsFor } from '../states/loaded.js';

const LOOK_AGAIN_MS = 3000;

/** What the person sees in Slack; read again now and then, because the product writes by itself. */
export function useSlack() {
  const { user } = usePerson();
  return useQuery({
    queryKey: ['slack', user.email],
    queryFn: ({ signal }) => readSlack(user.email, signal),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** Does something as the person and reads what came of it. A refusal is said at the edge of the page. */
export function useAct() {
  const { user } = usePerson();
  const queries = useQueryClient();
  const tell = useToast();
  return useMutation({
    mutationFn: (
      work: { readonly act: string; readonly body: object } | { readonly method: string; readonly body: object },
    ) => ('act' in work ? actInSlack(user.email, work.act, work.body) : callSlack(user.email, work.method, work.body)),
    onError: (error) => tell({ text: error instanceof SlackRefused ? error.message : wordsFor(error), tone: 'bad' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['slack', user.email] }),
  });
}
export type Act = ReturnType<typeof useAct>;
