import { Dialog, GapChip, useNow } from '@understudy/ui';
import { Link } from 'react-router';
import { GapAct } from './gap-act.js';
import { gapSentence, type TeamGap } from './team-gaps.js';

/** Behind a red bar: who has nobody, why step by step, and what to do. */
export function GapDialog({ gaps, onClose }: { readonly gaps: readonly TeamGap[]; readonly onClose: () => void }) {
  const now = useNow();
  const [first] = gaps;
  if (!first) return null;
  return (
    <Dialog title={gapSentence(first, now)} onClose={onClose}>
      {gaps.map((gap, index) => (
        <section key={gap.key} className="grid gap-2.5" aria-label={gapSentence(gap, now)}>
          <span className="flex flex-wrap items-center gap-2">
            <GapChip startsAt={gap.startsAt} endsAt={gap.endsAt} timeZone={gap.timeZone} />
            {index > 0 ? <span className="font-medium">{gapSentence(gap, now)}</span> : null}
          </span>
          {gap.explanation.length > 0 ? (
            <ol className="list-decimal pl-5 text-ink-2">
              {gap.explanation.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          ) : null}
          <GapCustomers gap={gap} />
          <GapAct gap={gap} onAsked={onClose} />
        </section>
      ))}
    </Dialog>
  );
}

/** As many as the count says. */
export function GapCustomers({ gap: { customers, count } }: { readonly gap: TeamGap }) {
  if (customers.length === 0) return null;
  return (
    <details open={count <= 3}>
      <summary className="cursor-pointer font-medium">{count === 1 ? '1 customer' : `${count} customers`}</summary>
      <ul className="mt-1 grid max-h-60 gap-1 overflow-auto pl-4">
        {customers.map(({ customer_id, name }) => (
          <li key={customer_id} className="clip">
            <Link className="hover:underline" to={`/customers/${customer_id}`}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
