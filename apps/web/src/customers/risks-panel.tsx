import { CreateRisk, PatchRisk } from '@understudy/contracts';
import {
  Button,
  Dialog,
  Field,
  formatMoment,
  Input,
  Panel,
  Select,
  sentence,
  Textarea,
  useNow,
  useToast,
} from '@understudy/ui';
import { Flag, Plus } from 'lucide-react';
import { useState } from 'react';
import { fieldErrorsOf } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { ReasonDialog } from '../parts/reason-dialog.js';
import { Shorten } from '../parts/shorten.js';
import { useMay, useMe } from '../session/session.js';
import { NotSaved } from '../states/not-saved.js';
import type { Customer } from './customer-page.js';

type Risk = Customer['risks'][number];

/** What could lose us this customer; added, and closed with what became of it. */
export function RisksPanel({ customer }: { readonly customer: Customer }) {
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const writes = may('customers:write');
  return (
    <Panel
      title="Risks"
      count={customer.risks.length ? `${customer.risks.length} active` : 'none known'}
      actions={
        writes ? (
          <Button size="row" look="quiet" icon aria-label="Add a risk" onClick={() => setAdding(true)}>
            <Plus className="i" />
          </Button>
        ) : null
      }
    >
      {customer.risks.length > 0 ? (
        <Shorten rows={customer.risks} most={5} what="risks">
          {(rows) => (
            <ul className="rows rows-top py-1">
              {rows.map((risk) => (
                <RiskRow key={risk.id} customerId={customer.id} risk={risk} writes={writes} />
              ))}
            </ul>
          )}
        </Shorten>
      ) : (
        <p className="pb-2" />
      )}
      {adding ? <AddRiskDialog customer={customer} onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function RiskRow(props: { readonly customerId: string; readonly risk: Risk; readonly writes: boolean }) {
  const { customerId, risk, writes } = props;
  const { user } = useMe();
  const now = useNow();
  const [closing, setClosing] = useState(false);
  const patch = useSend(PatchRisk);
  const tell = useToast();
  return (
    <li>
      <Flag className="i mt-px text-ink-3" />
      <span className="grow">
        <span className="font-medium">{sentence(risk.kind.replaceAll('_', ' '))}</span>{' '}
        <span className="text-ink-2">
          {risk.description} · {risk.severity}, since {formatMoment(risk.opened_at, user.time_zone, now)}
        </span>
      </span>
      {writes ? (
        <Button size="row" aria-label={`Close the risk: ${risk.kind}`} onClick={() => setClosing(true)}>
          Close
        </Button>
      ) : null}
      {closing ? (
        <ReasonDialog
          title="Close this risk?"
          label="What became of it"
          hint="Stays in the history of the customer."
          words="Close the risk"
          draftKey={`risk:${risk.id}`}
          busy={patch.isPending}
          error={patch.error}
          onClose={() => setClosing(false)}
          onReason={(resolution, done) =>
            settle(
              patch.mutateAsync({ input: { customer_id: customerId, risk_id: risk.id, resolved: true, resolution } }),
              {
                onSuccess: () => {
                  tell({ text: 'The risk is closed.' });
                  done();
                },
              },
            )
          }
        >
          <p className="text-ink-2">{risk.description}</p>
        </ReasonDialog>
      ) : null}
    </li>
  );
}

const SEVERITIES = ['high', 'medium', 'low'] as const;
type Severity = (typeof SEVERITIES)[number];
const isSeverity = (text: string): text is Severity => SEVERITIES.some((one) => one === text);

function AddRiskDialog({ customer, onClose }: { readonly customer: Customer; readonly onClose: () => void }) {
  const { draft, change, forget } = useDraft(`risk:of:${customer.id}`, {
    kind: '',
    description: '',
    severity: 'medium',
  });
  const [tried, setTried] = useState(false);
  const add = useSend(CreateRisk);
  const tell = useToast();
  const errors = fieldErrorsOf(add.error);
  const [kind, description] = [draft.kind.trim(), draft.description.trim()];
  const submit = () => {
    setTried(true);
    if (!kind || !description || add.isPending) return;
    const severity = isSeverity(draft.severity) ? draft.severity : 'medium';
    add.mutate(
      { input: { customer_id: customer.id, kind, description, severity } },
      {
        onSuccess: () => {
          forget();
          tell({ text: 'The risk is known to everybody who looks after them.' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={`A risk at ${customer.name}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <Button type="submit" look="filled" busy={add.isPending}>
          Add the risk
        </Button>
      }
    >
      {add.error ? <NotSaved error={add.error} /> : null}
      <Field label="What kind" {...errorOf(errors['kind'] ?? (tried && !kind ? 'Name it in two words' : undefined))}>
        {(control) => (
          <Input
            {...control}
            maxLength={60}
            placeholder="Usage falls"
            value={draft.kind}
            onChange={(event) => change({ kind: event.target.value })}
          />
        )}
      </Field>
      <Field label="How severe">
        {(control) => (
          <Select {...control} value={draft.severity} onChange={(event) => change({ severity: event.target.value })}>
            {SEVERITIES.map((severity) => (
              <option key={severity}>{severity}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="What you know"
        {...errorOf(errors['description'] ?? (tried && !description ? 'Say what you saw' : undefined))}
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={2000}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
    </Dialog>
  );
}

const errorOf = (error: string | undefined) => (error ? { error } : {});
