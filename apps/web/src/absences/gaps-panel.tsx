import type { AnswerOf, ListAbsenceCoverage } from '@understudy/contracts';
import { EmptyState, formatCount, formatDuring, GapChip, Panel, SkeletonRows, StateChip } from '@understudy/ui';
import { ShieldCheck } from 'lucide-react';
import { Link } from 'react-router';
import { groupGaps, type GapGroup } from './gap-groups.js';

type Gap = AnswerOf<typeof ListAbsenceCoverage>['gaps'][number];

export interface GapsPanelProps {
  readonly gaps: readonly Gap[];
  readonly loading?: boolean;
  /** Somebody was asked for every customer: what is missing is only the answer. */
  readonly waiting: boolean;
  /** The zone whose days a gap is told in. */
  readonly zoneOf: (gap: Gap) => string;
}

/** Customers that have nobody, by cause and span; the names are one click away. */
export function GapsPanel({ gaps, loading = false, waiting, zoneOf }: GapsPanelProps) {
  if (loading) {
    return (
      <Panel title="Gaps">
        <SkeletonRows rows={3} words="Looking for gaps" />
      </Panel>
    );
  }
  if (gaps.length === 0) {
    return (
      <Panel title="Gaps" count="none">
        <EmptyState good icon={<ShieldCheck className="i" />} title="No gap">
          {waiting
            ? 'Until somebody accepts, the fallback of the team or the manager stands in.'
            : 'Every customer has somebody at every moment of this time.'}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={waiting ? 'Open until the answer' : 'Gaps'} count={gaps.length}>
      <ul className="rows py-1">
        {groupGaps(gaps).map((group) => (
          <li key={group.key} className="flex-col !items-stretch !gap-1.5">
            <GroupRow group={group} waiting={waiting} timeZone={zoneOf(group.first)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface GroupRowProps {
  readonly group: GapGroup<Gap>;
  readonly waiting: boolean;
  readonly timeZone: string;
}

function GroupRow({ group, waiting, timeZone }: GroupRowProps) {
  const { first, customers } = group;
  const one = customers.length === 1;
  return (
    <>
      <span>
        {waiting ? (
          <StateChip state="waiting">{formatDuring(first.starts_at, first.ends_at, timeZone)}</StateChip>
        ) : (
          <GapChip startsAt={first.starts_at} endsAt={first.ends_at} timeZone={timeZone} />
        )}
      </span>
      <span className="text-ink-2">{first.cause}</span>
      <details open={one}>
        <summary className="cursor-pointer font-medium">{formatCount(customers.length, 'customer')}</summary>
        <ul className="mt-1 grid gap-1 pl-4">
          {customers.map((customer) => (
            <li key={customer.customer_id} className="clip">
              <Link className="hover:underline" to={`/customers/${customer.customer_id}`}>
                {customer.name}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
