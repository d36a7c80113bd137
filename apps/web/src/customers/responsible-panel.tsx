import { GetCoverageHistory, GetResponsible } from '@understudy/contracts';
import { Button, dayOf, Field, formatDay, formatSpan, Input, Panel, ResponsibleChain, useNow } from '@understudy/ui';
import { useState } from 'react';
import { useApi } from '../api/use-api.js';
import { Shorten } from '../parts/shorten.js';
import { instantOf } from '../session/local-days.js';
import { useMe } from '../session/session.js';
import { Loaded } from '../states/loaded.js';
import { chainOf } from './responsible-chain-links.js';
import type { Customer } from './customer-page.js';
import type { Responsible } from './responsible-words.js';

export interface ResponsiblePanelProps {
  readonly customer: Customer;
  readonly responsible: Responsible | null;
}

const NOON = '12:00';

/** Who is responsible now, or on a chosen day, and why; below it who had it when, and who is planned. */
export function ResponsiblePanel({ customer, responsible }: ResponsiblePanelProps) {
  const me = useMe();
  const now = useNow();
  const [day, setDay] = useState('');
  const [history, setHistory] = useState(false);
  const zone = me.user.time_zone;
  const at = day ? instantOf(day, NOON, zone) : undefined;
  const then = useApi(
    GetResponsible,
    { customer_id: customer.id, ...(at ? { at } : {}) },
    { enabled: at !== undefined },
  );
  const answer = at ? then.data : responsible;
  return (
    <Panel
      title="Who is responsible"
      actions={
        day ? (
          <Button size="row" look="quiet" onClick={() => setDay('')}>
            Now
          </Button>
        ) : null
      }
    >
      <div className="panel-body grid gap-3">
        {at && then.error ? (
          <Loaded query={then} what="That day" words="Working it out" rows={2}>
            {() => null}
          </Loaded>
        ) : answer ? (
          <>
            {at ? (
              <p className="text-xs text-ink-2">
                On {formatDay(day, dayOf(now, zone))} at noon, {answer.is_plan ? 'as planned now' : 'as it was'}.
              </p>
            ) : null}
            <ResponsibleChain links={chainOf(answer, customer, me)} when={at ? 'then' : 'now'} />
            {answer.because === 'gap' ? <p className="text-gap-text">Nobody is responsible then.</p> : null}
          </>
        ) : (
          <span className="text-ink-2">Working it out</span>
        )}
        <Field label="On another day">
          {(control) => (
            <Input
              {...control}
              type="date"
              value={day}
              min="2000-01-01"
              max="2100-12-31"
              onChange={(event) => setDay(event.target.value)}
            />
          )}
        </Field>
        <Button size="row" look="quiet" aria-expanded={history} onClick={() => setHistory(!history)}>
          {history ? 'Hide who had it when' : 'Who had it when'}
        </Button>
      </div>
      {history ? <CoverageHistory customerId={customer.id} /> : null}
    </Panel>
  );
}

const HISTORY_DAYS = 90;
const DAY_MS = 86_400_000;

function CoverageHistory({ customerId }: { readonly customerId: string }) {
  const { user } = useMe();
  const now = useNow();
  const [today] = useState(now);
  const history = useApi(GetCoverageHistory, {
    customer_id: customerId,
    from: new Date(today - HISTORY_DAYS * DAY_MS).toISOString(),
    to: new Date(today + HISTORY_DAYS * DAY_MS).toISOString(),
  });
  return (
    <Loaded query={history} what="The history" words="Working out who had it when" rows={3}>
      {({ tiles, time_zone }) => (
        <Shorten rows={tiles.toReversed()} most={6} what="spans">
          {(rows) => (
            <ul className="rows pb-1">
              {rows.map((tile) => (
                <li key={tile.starts_at}>
                  <span className="grow lines">
                    <span className={tile.responsible ? 'font-medium' : 'font-medium text-gap-text'}>
                      {tile.responsible?.user_id === user.id ? 'You' : (tile.responsible?.name ?? 'Nobody')}
                    </span>
                    <span className="text-xs text-ink-2">
                      {tile.grade === 'owner' ? 'owner' : tile.owner ? `for ${tile.owner.name}` : tile.grade}
                      {tile.is_plan ? ', planned' : ''}
                    </span>
                  </span>
                  <span className="num text-xs text-ink-2">
                    {formatSpan(dayOf(tile.starts_at, time_zone), dayOf(Date.parse(tile.ends_at) - 1, time_zone))}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Shorten>
      )}
    </Loaded>
  );
}
