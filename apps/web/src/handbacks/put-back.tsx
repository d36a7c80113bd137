import { ListRouting, RetryRouting, type AnswerOf } from '@understudy/contracts';
import { Button, formatCount, Panel, sentence, useToast } from '@understudy/ui';
import { CircleAlert, CircleCheck, Hourglass } from 'lucide-react';
import { statusOf, wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { Shorten } from '../parts/shorten.js';
import { useMay } from '../session/session.js';

type Update = AnswerOf<typeof ListRouting>['items'][number];

/** Whether everything that was redirected because of the absence is as it was. */
export function PutBack({ absenceId }: { readonly absenceId: string }) {
  const routing = useApi(ListRouting, { absence_id: absenceId });
  if (statusOf(routing.error) === 403 || !routing.data || routing.data.items.length === 0) return null;
  const { items } = routing.data;
  const back = items.filter(({ reverted_at }) => reverted_at !== null);
  const troubled = items.filter(({ problem }) => problem !== null);
  return (
    <Panel title="Put back as it was" className="o4" count={`${back.length} of ${items.length}`}>
      <ul className="rows rows-top py-1">
        {back.length > 0 ? (
          <li>
            <CircleCheck className="i mt-px text-covered-text" />
            <span className="grow">{summaryOf(back)}</span>
          </li>
        ) : null}
        {items.length - back.length - troubled.filter(({ reverted_at }) => reverted_at === null).length > 0 ? (
          <li>
            <Hourglass className="i mt-px text-ink-2" />
            <span className="grow text-ink-2">
              {summaryOf(items.filter((item) => item.reverted_at === null && item.problem === null))}: when the absence
              ends
            </span>
          </li>
        ) : null}
      </ul>
      <Shorten rows={troubled} most={4} what="that need a look">
        {(rows) => (
          <ul className="rows rows-top pb-1">
            {rows.map((update) => (
              <Troubled key={update.id} update={update} />
            ))}
          </ul>
        )}
      </Shorten>
    </Panel>
  );
}

function Troubled({ update }: { readonly update: Update }) {
  const may = useMay();
  const retry = useSend(RetryRouting);
  const tell = useToast();
  return (
    <li>
      <CircleAlert className="i mt-px text-waiting-text" />
      <span className="grow">
        {sentence(update.type.replaceAll(/[_-]/g, ' '))}: {update.problem}
      </span>
      {may('absences:manage') ? (
        <Button
          size="row"
          busy={retry.isPending}
          onClick={() =>
            retry.mutate(
              { input: { routing_update_id: update.id } },
              { onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }) },
            )
          }
        >
          Look again
        </Button>
      ) : null}
    </li>
  );
}

const WORDS = {
  email: ['mail redirection', 'mail redirections'],
  slack: ['Slack change', 'Slack changes'],
  calendar: ['calendar change', 'calendar changes'],
  tasks: ['list of tasks', 'lists of tasks'],
  alerts: ['list of alerts', 'lists of alerts'],
} as const satisfies Record<Update['type'], readonly [one: string, many: string]>;

/** "40 mail redirections, 3 Slack changes". */
function summaryOf(updates: readonly Update[]): string {
  const kinds = Map.groupBy(updates, ({ type }) => type);
  const words = ([type, list]: [Update['type'], readonly Update[]]) => {
    const [one, many] = WORDS[type];
    return formatCount(list.length, one, many);
  };
  return [...kinds].map(words).join(', ');
}
