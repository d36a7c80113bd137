import {
  ListCoverageConflicts,
  PutCoverageConflict,
  RemoveCoverageConflict,
  type AnswerOf,
} from '@understudy/contracts';
import {
  Button,
  DataTable,
  Dialog,
  EmptyState,
  Field,
  formatCount,
  formatMoment,
  Panel,
  Person,
  Textarea,
  useNow,
  useToast,
} from '@understudy/ui';
import { Plus, UserX } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { fieldErrorsOf } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import { useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs, POLICY_TABS } from '../page-tabs.js';
import { PickCustomer, type PickedCustomer } from '../pick-customer.js';
import { PickPerson, type PickedPerson } from '../pick-person.js';
import { ReasonDialog } from '../reason-dialog.js';

type Conflict = AnswerOf<typeof ListCoverageConflicts>['items'][number];

export function ConflictsPage() {
  return (
    <AdminOnly title="Conflicts of interest">
      <Conflicts />
    </AdminOnly>
  );
}

function Conflicts() {
  const query = useApi(ListCoverageConflicts, {});
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Conflict | null>(null);
  const count = query.data?.items.length ?? 0;
  return (
    <Page
      title={count > 0 ? `${formatCount(count, 'conflict')} of interest` : 'Conflicts of interest'}
      here="Conflicts of interest"
      sub="Somebody who must not look after a customer is never suggested, asked or assigned for it."
      actions={
        <Button look="filled" onClick={() => setAdding(true)}>
          <Plus className="i" />
          Declare one
        </Button>
      }
    >
      <PageTabs label="Coverage policies" tabs={POLICY_TABS} />
      <Panel title="Who must not look after whom" count={query.data?.items.length}>
        <Loaded query={query} what="The list of conflicts" words="Reading the conflicts">
          {({ items }) =>
            items.length > 0 ? (
              <ConflictTable rows={items} onRemove={setRemoving} />
            ) : (
              <EmptyState icon={<UserX className="i" />} title="None declared">
                Declare one where somebody must not see or speak for a customer: family, a former employer, a lawsuit.
              </EmptyState>
            )
          }
        </Loaded>
      </Panel>
      {adding ? <DeclareDialog onClose={() => setAdding(false)} /> : null}
      {removing ? <TakeBackDialog conflict={removing} onClose={() => setRemoving(null)} /> : null}
    </Page>
  );
}

interface ConflictTableProps {
  readonly rows: readonly Conflict[];
  readonly onRemove: (conflict: Conflict) => void;
}

function ConflictTable({ rows, onRemove }: ConflictTableProps) {
  const { user } = useMe();
  const now = useNow();
  return (
    <DataTable
      caption="Conflicts of interest"
      rowKey={(row) => `${row.user.user_id} ${row.customer.customer_id}`}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'who',
          head: 'Person',
          width: '22%',
          cell: (row) => (
            <Link className="hover:underline" to={`/people/${row.user.user_id}`}>
              <Person name={row.user.name} note={row.user.place} />
            </Link>
          ),
        },
        {
          key: 'customer',
          head: 'Must not look after',
          width: '22%',
          narrow: 'wide',
          cell: (row) => (
            <Link className="clip block font-medium hover:underline" to={`/customers/${row.customer.customer_id}`}>
              {row.customer.name}
            </Link>
          ),
        },
        {
          key: 'why',
          head: 'Because',
          width: '30%',
          narrow: 'wide',
          cell: (row) => <span className="prose">{row.reason}</span>,
        },
        {
          key: 'when',
          head: 'Since',
          width: '14%',
          narrow: 'hide',
          cell: (row) => <span className="num">{formatMoment(row.updated_at, user.time_zone, now)}</span>,
        },
        {
          key: 'act',
          head: 'Actions',
          headHidden: true,
          width: '12%',
          narrow: 'wide',
          className: 'text-right',
          cell: (row) => (
            <Button
              size="row"
              aria-label={`Take back: ${row.user.name} and ${row.customer.name}`}
              onClick={() => onRemove(row)}
            >
              Take back
            </Button>
          ),
        },
      ]}
    />
  );
}

function TakeBackDialog({ conflict, onClose }: { readonly conflict: Conflict; readonly onClose: () => void }) {
  const remove = useSend(RemoveCoverageConflict);
  const tell = useToast();
  const { user, customer } = conflict;
  return (
    <ReasonDialog
      title={`${user.name} and ${customer.name}`}
      act="Take it back"
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onAct={() =>
        remove.mutate(
          { input: { user_id: user.user_id, customer_id: customer.customer_id } },
          {
            onSuccess: () => {
              tell({ text: `${user.name} may look after ${customer.name} again` });
              onClose();
            },
          },
        )
      }
    >
      <p>
        From now on {user.name} can be suggested and asked for {customer.name} again. It was declared because:{' '}
        {conflict.reason}
      </p>
    </ReasonDialog>
  );
}

const EMPTY = { reason: '' };

function DeclareDialog({ onClose }: { readonly onClose: () => void }) {
  const { draft, change, forget } = useDraft('conflict:new', EMPTY);
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [customer, setCustomer] = useState<PickedCustomer | null>(null);
  const [tried, setTried] = useState(false);
  const put = useSend(PutCoverageConflict);
  const tell = useToast();
  const errors = fieldErrorsOf(put.error);
  const need = (missing: boolean, words: string, sent?: string) => {
    const error = tried && missing ? words : sent;
    return error ? { error } : {};
  };
  return (
    <Dialog
      title="Declare a conflict of interest"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!person || !customer || !draft.reason.trim() || put.isPending) return;
        put.mutate(
          { input: { user_id: person.user_id, customer_id: customer.customer_id, reason: draft.reason.trim() } },
          {
            onSuccess: () => {
              forget();
              tell({ text: `${person.name} is never asked for ${customer.name}` });
              onClose();
            },
          },
        );
      }}
      footer={
        <>
          <Button onClick={onClose}>Keep for later</Button>
          <Button look="filled" type="submit" busy={put.isPending}>
            Declare it
          </Button>
        </>
      }
    >
      {put.error && Object.keys(errors).length === 0 ? <NotSaved error={put.error} /> : null}
      <Field label="Person" {...need(!person, 'Choose who')}>
        {(control) => <PickPerson {...control} value={person} onChange={setPerson} />}
      </Field>
      <Field label="Must not look after" {...need(!customer, 'Choose the customer')}>
        {(control) => <PickCustomer {...control} value={customer} onChange={setCustomer} />}
      </Field>
      <Field
        label="Because"
        hint="Enough for another admin to understand it later."
        {...need(!draft.reason.trim(), 'Say why in a few words', errors['reason'])}
      >
        {(control) => (
          <Textarea
            {...control}
            maxLength={500}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
    </Dialog>
  );
}
