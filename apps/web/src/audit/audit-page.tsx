import { ExportAudit, ListAudit, VerifyAudit, type WireOf } from '@understudy/contracts';
import { toCall } from '@understudy/api-client';
import { Button, buttonClass, EmptyState, Notice, Panel, useNow } from '@understudy/ui';
import { Download, ScrollText, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { AdminOnly } from '../admin/admin-only.js';
import { Pager } from '../admin/pager.js';
import { useListAddress, type ListAddress } from '../admin/use-pages.js';
import { wordsFor } from '../api/send.js';
import { useApi } from '../api/use-api.js';
import { instantOf, plusDays } from '../session/local-days.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { AuditFilters } from './audit-filters.js';
import { AuditTable } from './audit-table.js';
import { AuditVerdict } from './audit-verdict.js';
import type { AuditEvent } from './audit-words.js';
import { EventDetails } from './event-details.js';

type Filters = Omit<WireOf<typeof ListAudit>, 'limit' | 'cursor'>;

/** The filters of the address as the API takes them; days are whole days of the reader's zone. */
function filtersOf(address: ListAddress, timeZone: string): Filters {
  const [by, type, record, id, from, to] = ['by', 'type', 'record', 'id', 'from', 'to'].map(address.get);
  return {
    ...(by ? { actor_user_id: by } : {}),
    ...(type ? { type } : {}),
    ...(record && id ? { subject_kind: record, subject_id: id } : {}),
    ...(from ? { from: instantOf(from, '00:00', timeZone) } : {}),
    ...(to ? { to: instantOf(plusDays(to, 1), '00:00', timeZone) } : {}),
  };
}

export function AuditPage() {
  return (
    <AdminOnly title="Audit log">
      <Audit />
    </AdminOnly>
  );
}

/** The append-only history, and the proof that nobody touched it. */
function Audit() {
  const { user } = useMe();
  const address = useListAddress();
  const filters = filtersOf(address, user.time_zone);
  const [opened, setOpened] = useState<AuditEvent | null>(null);
  const list = useApi(
    ListAudit,
    { limit: 50, ...filters, ...(address.cursor ? { cursor: address.cursor } : {}) },
    { keep: true },
  );
  const verify = useApi(VerifyAudit, {}, { enabled: false });
  const now = useNow();
  const [checked, setChecked] = useState({ at: now, tookMs: 0 });
  const check = async () => {
    const began = performance.now();
    await verify.refetch();
    setChecked({ at: now, tookMs: performance.now() - began });
  };
  return (
    <Page
      title="Audit log"
      sub="Everything that happened, append-only. Each event carries the hash of the one before, so a changed byte is found."
      actions={
        <>
          <a className={buttonClass()} href={toCall(ExportAudit, { ...filters, format: 'csv' }).path} download>
            <Download className="i" />
            {address.filtered ? 'Export what is shown' : 'Export CSV'}
          </a>
          <a className={buttonClass()} href={ExportAudit.path} download title="The whole history, with every hash">
            <Download className="i" />
            Export JSON
          </a>
          <Button look="filled" busy={verify.isFetching} onClick={() => void check()}>
            <ShieldCheck className="i" />
            {verify.isFetching ? 'Checking every event' : 'Verify the chain'}
          </Button>
        </>
      }
    >
      <div className="stack">
        {verify.error ? <Notice tone="gap">The check did not run. {wordsFor(verify.error)}</Notice> : null}
        {verify.data && !verify.isFetching ? (
          <AuditVerdict verdict={verify.data} checkedAt={checked.at} tookMs={checked.tookMs} />
        ) : null}
        <AuditFilters address={address} />
        <Panel
          title={address.filtered ? 'Matching events' : 'Events'}
          count={address.page > 1 ? `page ${address.page}` : 'newest first'}
          actions={<Pager address={address} next={list.data?.next_cursor} words={['Newer', 'Older']} />}
        >
          <Loaded query={list} what="The history" words="Reading the history" rows={8}>
            {({ items }) =>
              items.length > 0 ? (
                <AuditTable events={items} onOpen={setOpened} />
              ) : (
                <EmptyState
                  icon={<ScrollText className="i" />}
                  title={address.filtered ? 'No event fits' : 'Nothing happened yet'}
                  actions={
                    address.filtered ? (
                      <Button size="panel" onClick={address.clear}>
                        Clear filters
                      </Button>
                    ) : null
                  }
                >
                  {address.filtered ? 'Nothing of this kind happened in this time.' : 'The first change appears here.'}
                </EmptyState>
              )
            }
          </Loaded>
        </Panel>
      </div>
      {opened ? <EventDetails key={opened.seq} event={opened} onClose={() => setOpened(null)} /> : null}
    </Page>
  );
}
