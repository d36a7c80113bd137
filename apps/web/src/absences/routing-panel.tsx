import { ListRouting, RetryRouting, type AnswerOf } from '@understudy/contracts';
import { Button, Chip, Panel, StateChip, useToast } from '@understudy/ui';
import { statusOf, wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { Shorten } from '../parts/shorten.js';
import { useMay } from '../session/session.js';
import type { Absence } from './absence-words.js';

type Update = AnswerOf<typeof ListRouting>['items'][number];

const TYPES = {
  tasks: 'Tasks',
  alerts: 'Alerts',
  email: 'E-mail',
  slack: 'Slack',
  calendar: 'Calendar',
} as const satisfies Record<Update['type'], string>;
const STATES = {
  planned: 'Planned',
  applying: 'Being set up',
  applied: 'In place',
  reverting: 'Being taken back',
  reverted: 'Taken back',
  conflict: 'Changed by somebody else',
  failed: 'Did not work',
  unsupported: 'Not connected',
} as const satisfies Record<Update['state'], string>;

/** "Mail from aurelle.example: Ana Duarte → Ben Vogel, for Ana Duarte": what both sides say is said once. */
function turnWords({ original_routing: from, temporary_routing: to }: Update): string {
  const what = from.slice(0, from.indexOf(': ') + 2);
  return `${from} → ${to.startsWith(what) ? to.slice(what.length) : to}`;
}

/** What was redirected in other systems because of it, what was there before, and whether it is back. */
export function RoutingPanel({ absence }: { readonly absence: Absence }) {
  const may = useMay();
  const routing = useApi(ListRouting, { absence_id: absence.id }, { enabled: may('coverage:read') });
  const items = routing.data?.items ?? [];
  if (statusOf(routing.error) === 403 || items.length === 0) return null;
  return (
    <Panel title="Redirected meanwhile" count={items.length}>
      <Shorten
        rows={items.toSorted((a, b) => Number(b.problem !== null) - Number(a.problem !== null))}
        most={6}
        what="of them"
      >
        {(rows) => (
          <ul className="rows py-1">
            {rows.map((update) => (
              <li key={update.id} className="flex-wrap">
                <span className="lines grow">
                  <span className="font-medium">{TYPES[update.type]}</span>
                  <span className="text-xs text-ink-2">
                    {turnWords(update)}
                    {update.problem ? ` · ${update.problem}` : ''}
                  </span>
                </span>
                <UpdateState update={update} />
              </li>
            ))}
          </ul>
        )}
      </Shorten>
    </Panel>
  );
}

function UpdateState({ update }: { readonly update: Update }) {
  const may = useMay();
  const retry = useSend(RetryRouting);
  const tell = useToast();
  if (!update.problem) return <Chip tone="outlined">{STATES[update.state]}</Chip>;
  return (
    <span className="flex items-center gap-1.5">
      <StateChip state="waiting">{STATES[update.state]}</StateChip>
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
    </span>
  );
}
