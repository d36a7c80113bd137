import { CreateCustomerActivity } from '@understudy/contracts';
import {
  Button,
  Dialog,
  Field,
  formatMoment,
  Panel,
  Select,
  sentence,
  Textarea,
  Timeline,
  TimelineBox,
  useNow,
  useToast,
} from '@understudy/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { fieldErrorsOf } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { Shorten } from '../parts/shorten.js';
import { useMay, useMe } from '../session/session.js';
import { useAddress } from '../shell/use-address.js';
import { NotSaved } from '../states/not-saved.js';
import type { Brief, Customer } from './customer-page.js';
import { happenedAt, kindsOf } from './happened.js';

export interface HappenedPanelProps {
  readonly customer: Customer;
  readonly brief: Brief | null;
}

/** What was said and done, newest first, of all kinds or one; the kind stands in the address. */
export function HappenedPanel({ customer, brief }: HappenedPanelProps) {
  const { user } = useMe();
  const now = useNow();
  const may = useMay();
  const [params, rewrite] = useAddress();
  const [adding, setAdding] = useState(false);
  const entries = happenedAt(customer, brief);
  const kinds = kindsOf(entries);
  const asked = params.get('kind') ?? '';
  const kind = kinds.some((one) => one.kind === asked) ? asked : '';
  const shown = kind ? entries.filter((entry) => entry.kind === kind) : entries;
  return (
    <Panel
      title="What happened"
      count={shown.length || undefined}
      actions={
        <>
          {kinds.length > 1 ? (
            <Select
              aria-label="Of which kind"
              className="small-select"
              value={kind}
              onChange={(event) => rewrite({ kind: event.target.value })}
            >
              <option value="">All kinds</option>
              {kinds.map((one) => (
                <option key={one.kind} value={one.kind}>
                  {sentence(one.kind.replaceAll('_', ' '))} ({one.count})
                </option>
              ))}
            </Select>
          ) : null}
          {may('customers:write') ? (
            <Button size="row" onClick={() => setAdding(true)}>
              <Plus className="i i-s" />
              Write down
            </Button>
          ) : null}
        </>
      }
    >
      {shown.length > 0 ? (
        <Shorten rows={shown} what="entries">
          {(rows) => (
            <div className="panel-body">
              <Timeline label="What happened, newest first">
                {rows.map((entry) => (
                  <TimelineBox
                    key={entry.id}
                    name={entry.by ?? entry.from ?? customer.name}
                    you={entry.by === user.name}
                    at={entry.at}
                    time={`${entry.kind.replaceAll('_', ' ')}, ${formatMoment(entry.at, user.time_zone, now)}`}
                  >
                    <p className="prose">{entry.text}</p>
                  </TimelineBox>
                ))}
              </Timeline>
            </div>
          )}
        </Shorten>
      ) : (
        <p className="panel-body text-ink-2">No word yet with this customer.</p>
      )}
      {adding ? <WriteDownDialog customer={customer} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

const KINDS = ['note', 'email', 'call', 'meeting'] as const;
const FEELINGS = ['', 'positive', 'neutral', 'negative'] as const;

/** What was said or done, by anybody who looks after the customer; a backup's own work goes through "Log what I did". */
function WriteDownDialog({ customer, onClose }: { readonly customer: Customer; readonly onClose: () => void }) {
  const { draft, change, forget } = useDraft(`write-down:${customer.id}`, { kind: 'note', summary: '', feeling: '' });
  const [tried, setTried] = useState(false);
  const write = useSend(CreateCustomerActivity);
  const tell = useToast();
  const summary = draft.summary.trim();
  const errors = fieldErrorsOf(write.error);
  const wrong = errors['summary'] ?? (tried && !summary ? 'Say what happened' : undefined);
  const feeling = FEELINGS.find((one) => one === draft.feeling) || undefined;
  const submit = () => {
    setTried(true);
    if (!summary || write.isPending) return;
    write.mutate(
      { input: { customer_id: customer.id, kind: draft.kind, summary, ...(feeling ? { sentiment: feeling } : {}) } },
      {
        onSuccess: () => {
          forget();
          tell({ text: 'Written down.' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={`What happened with ${customer.name}?`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <Button type="submit" look="filled" busy={write.isPending}>
          Write it down
        </Button>
      }
    >
      {write.error ? <NotSaved error={write.error} /> : null}
      <Field label="Kind">
        {(control) => (
          <Select {...control} value={draft.kind} onChange={(event) => change({ kind: event.target.value })}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {sentence(kind)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="What happened" {...(wrong ? { error: wrong } : {})}>
        {(control) => (
          <Textarea
            {...control}
            maxLength={4000}
            value={draft.summary}
            onChange={(event) => change({ summary: event.target.value })}
          />
        )}
      </Field>
      <Field label="How they felt about it" note="optional">
        {(control) => (
          <Select {...control} value={draft.feeling} onChange={(event) => change({ feeling: event.target.value })}>
            {FEELINGS.map((one) => (
              <option key={one} value={one}>
                {one ? sentence(one) : 'Not known'}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </Dialog>
  );
}
