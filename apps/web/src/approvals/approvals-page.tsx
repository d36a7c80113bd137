import { EmptyState, formatCount, formatMoment, Panel, useNow } from '@understudy/ui';
import { CircleCheck, Lock } from 'lucide-react';
import { useState } from 'react';
import { useMay, useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { ApprovalRow } from './approval-row.js';
import type { Approval } from './approval-words.js';
import { useApprovals } from './use-approvals.js';

/** A manager's queue: who would stand in for whom, why, and what happens without an answer. */
export function ApprovalsPage() {
  const { user } = useMe();
  const now = useNow();
  const may = useMay();
  const queue = useApprovals();
  const [held, setHeld] = useState<Approval | null>(null);
  const mine = queue.data?.items.filter((item) => item.asked_of_me) ?? [];
  const first = mine.find(({ assignment }) => assignment.approve_by)?.assignment.approve_by;
  const others = (queue.data?.items.length ?? 0) - mine.length;
  return (
    <Page
      title={titleFor(mine.length, queue.data !== undefined)}
      here="Approvals"
      sub={
        queue.data
          ? [
              first ? `The first one is due ${formatMoment(first, user.time_zone, now)}.` : '',
              others > 0 ? `You may decide ${others} more, of which others are asked.` : '',
            ].join(' ')
          : undefined
      }
    >
      {may('absences:manage') ? null : (
        <div className="panel">
          <EmptyState icon={<Lock className="i" />} title="Not yours to decide">
            Managers say yes to backups. Who stands in for you is on the page of your absence.
          </EmptyState>
        </div>
      )}
      {may('absences:manage') ? (
        <Loaded query={queue} what="The approvals" words="Reading what waits for a yes">
          {({ items }) =>
            items.length === 0 && held === null ? (
              <div className="panel">
                <EmptyState icon={<CircleCheck className="i" />} good title="No backup waits for your yes">
                  When a team needs approval, its backups wait here before they are asked. You are told in Slack and by
                  e-mail too.
                </EmptyState>
              </div>
            ) : (
              <div className="stack">
                <Queue
                  title="You are asked"
                  approvals={withHeld(items, held).filter((item) => item.asked_of_me)}
                  waiting={items}
                  onHold={setHeld}
                  presses
                />
                <Queue
                  title="You may decide too"
                  approvals={withHeld(items, held).filter((item) => !item.asked_of_me)}
                  waiting={items}
                  onHold={setHeld}
                />
              </div>
            )
          }
        </Loaded>
      ) : null}
    </Page>
  );
}

function titleFor(mine: number, isRead: boolean): string {
  if (!isRead) return 'Approvals';
  return mine > 0
    ? `${formatCount(mine, 'backup')} ${mine === 1 ? 'waits' : 'wait'} for your yes`
    : 'Nothing waits for your yes';
}

/** What somebody is writing about stays, also when another manager was faster: nothing chosen or typed goes with it. */
const withHeld = (items: readonly Approval[], held: Approval | null): readonly Approval[] =>
  held === null || items.some(({ assignment: { id } }) => id === held.assignment.id) ? items : [...items, held];

interface QueueProps {
  readonly title: string;
  readonly approvals: readonly Approval[];
  /** Those that still wait. */
  readonly waiting: readonly Approval[];
  /** A dialog about one of them is open; null when it is closed. */
  readonly onHold: (approval: Approval | null) => void;
  readonly presses?: boolean;
}

function Queue({ title, approvals, waiting, onHold, presses = false }: QueueProps) {
  if (approvals.length === 0) return null;
  return (
    <Panel title={title} count={approvals.length}>
      <ul className="rows rows-top py-1">
        {approvals.map((approval, index) => (
          <ApprovalRow
            key={approval.assignment.id}
            approval={approval}
            isDecided={!waiting.includes(approval)}
            onHold={onHold}
            presses={presses && index === 0}
          />
        ))}
      </ul>
    </Panel>
  );
}
