import { ExportAudit, ListAudit, VerifyAudit, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  buttonClass,
  DataTable,
  EmptyState,
  formatCount,
  formatMoment,
  Notice,
  Panel,
  Person,
  useNow,
} from '@understudy/ui';
import { Download, ScrollText, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { useApi } from '../api/use-api.js';
import { useMay, useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';

type Event = AnswerOf<typeof ListAudit>['items'][number];

/** The append-only history, and the proof that nobody touched it. */
export function AuditPage() {
  const may = useMay();
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const list = useApi(ListAudit, { limit: 50, ...(cursor ? { cursor } : {}) }, { enabled: may('admin'), keep: true });
  const verify = useApi(VerifyAudit, {}, { enabled: false });
  const next = list.data?.next_cursor;
  if (!may('admin')) {
    return (
      <Page title="Audit log">
        <div className="panel">
          <EmptyState icon={<ScrollText className="i" />} title="Only for admins">
            Ask an admin of your organisation to look something up.
          </EmptyState>
        </div>
      </Page>
    );
  }
  return (
    <Page
      title="Audit log"
      sub="Everything that happened, append-only. Each event carries the hash of the one before, so a changed byte is found."
      actions={
        <>
          <a className={buttonClass()} href={ExportAudit.path} download>
            <Download className="i" />
            Export
          </a>
          <Button look="filled" busy={verify.isFetching} onClick={() => void verify.refetch()}>
            <ShieldCheck className="i" />
            {verify.isFetching ? 'Checking every event' : 'Verify'}
          </Button>
        </>
      }
    >
      <div className="stack">
        {verify.error ? <Notice tone="gap">The check did not run. {wordsFor(verify.error)}</Notice> : null}
        {verify.data ? <Verdict verdict={verify.data} /> : null}
        <Panel
          title="Events"
          count={cursors.length ? `page ${cursors.length + 1}` : 'newest first'}
          actions={
            cursors.length > 0 || next ? (
              <>
                <Button size="row" disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
                  Newer
                </Button>
                <Button size="row" disabled={!next} onClick={() => next && setCursors([...cursors, next])}>
                  Older
                </Button>
              </>
            ) : null
          }
        >
          <Loaded query={list} what="The history" words="Reading the history" rows={8}>
            {({ items }) => <EventTable events={items} />}
          </Loaded>
        </Panel>
      </div>
    </Page>
  );
}

function Verdict({ verdict }: { readonly verdict: AnswerOf<typeof VerifyAudit> }) {
  if (verdict.intact) {
    return (
      <Notice tone="covered">
        <b>Nothing was touched.</b>{' '}
        <span className="mut">{formatCount(verdict.events, 'event')} checked, each fits the one before.</span>
      </Notice>
    );
  }
  return (
    <Notice tone="gap">
      <b>The history was changed{verdict.broken_at === null ? '' : ` at event ${verdict.broken_at}`}.</b>{' '}
      <span className="mut">{verdict.reason}</span>
    </Notice>
  );
}

function EventTable({ events }: { readonly events: readonly Event[] }) {
  const { user } = useMe();
  const now = useNow();
  if (events.length === 0) {
    return (
      <EmptyState icon={<ScrollText className="i" />} title="Nothing happened yet">
        The first absence or escalation appears here.
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Events, newest first"
      rowKey={(event) => String(event.seq)}
      groups={[{ key: 'all', head: null, rows: events }]}
      columns={[
        {
          key: 'what',
          head: 'What',
          width: '34%',
          narrow: 'wide',
          cell: (event) => (
            <span className="lines">
              <span className="clip font-medium">{event.type}</span>
              <span className="clip text-xs text-ink-2">
                {event.subject.kind} {event.subject.id}
              </span>
            </span>
          ),
        },
        {
          key: 'who',
          head: 'Who',
          width: '24%',
          cell: (event) =>
            event.actor.kind === 'user' ? (
              <Person
                name={event.actor.name}
                note={event.actor.surface}
                kind={event.actor.user_id === user.id ? 'you' : 'other'}
              />
            ) : (
              <span className="text-ink-2">{event.actor.name}</span>
            ),
        },
        {
          key: 'when',
          head: 'When',
          width: '18%',
          cell: (event) => <span className="num">{formatMoment(event.at, user.time_zone, now)}</span>,
        },
        {
          key: 'seq',
          head: 'Number',
          width: '8%',
          narrow: 'hide',
          cell: (event) => <span className="num text-ink-2">{event.seq}</span>,
        },
        {
          key: 'request',
          head: 'Request',
          width: '16%',
          narrow: 'hide',
          cell: (event) => <span className="clip block text-xs text-ink-2">{event.request_id ?? ''}</span>,
        },
      ]}
    />
  );
}
