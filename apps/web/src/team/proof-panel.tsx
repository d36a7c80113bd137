import { formatShortDay, useNow } from '@understudy/ui';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { Link } from 'react-router';
import { GapAct } from './gap-act.js';
import { GapCustomers } from './gap-dialog.js';
import { type DayState, gapSentence, stripWords, type TeamGap } from './team-gaps.js';

export interface ProofPanelProps {
  readonly gaps: readonly TeamGap[];
  /** From today on. */
  readonly strip: readonly DayState[];
  readonly days: readonly string[];
  /** Customers whom for some time only the team's fallback or a manager looks after; null when not known. */
  readonly weak: number | null;
}

/** Ninety days, a cell each, and the first gap with what to do about it; the rest is a click away. */
export function ProofPanel({ gaps, strip, days, weak }: ProofPanelProps) {
  const now = useNow();
  const [first, ...rest] = gaps;
  const waits = strip.includes('waiting');
  const [from, to] = [formatShortDay(days[0] ?? ''), formatShortDay(days.at(-1) ?? '')];
  return (
    <section
      className={first ? 'panel team-proof' : 'panel team-proof team-proof-alone'}
      aria-label="Proof of coverage"
    >
      <span
        className={
          first
            ? 'team-proof-mark'
            : waits
              ? 'team-proof-mark team-proof-mark-waiting'
              : 'team-proof-mark team-proof-mark-covered'
        }
        aria-hidden="true"
      >
        {first ? <ShieldAlert className="i" /> : <ShieldCheck className="i" />}
      </span>
      <div className="grid min-w-0 gap-[7px]">
        <h2>{first ? gapSentence(first, now) : calmWords(waits, weak)}</h2>
        <div className="team-strip" role="img" aria-label={stripWords(strip, from)}>
          {strip.map((state, index) => (
            <i key={days[index]} className={state === 'covered' ? undefined : `team-strip-${state}`} />
          ))}
        </div>
        <div className="num flex justify-between text-xs text-ink-2">
          <span>{from}</span>
          {first && weak ? <WeakLink weak={weak} /> : null}
          <span>{to}</span>
        </div>
      </div>
      {first ? (
        <div className="team-proof-why">
          <GapAct gap={first} />
        </div>
      ) : null}
      {rest.length > 0 ? (
        <details className="more-gaps">
          <summary>{rest.length === 1 ? '1 more gap' : `${rest.length} more gaps`}</summary>
          <ul className="rows">
            {rest.map((gap) => (
              <li key={gap.key} className="!items-start">
                <span className="grow grid gap-1">
                  <span className="font-medium">{gapSentence(gap, now)}</span>
                  <GapCustomers gap={gap} />
                </span>
                {gap.absenceId ? (
                  <Link className="btn btn-row" to={`/absences/${gap.absenceId}`}>
                    Cover it
                  </Link>
                ) : null}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function calmWords(waits: boolean, weak: number | null): string {
  if (waits) return 'Until they answer, the fallback of the team or a manager looks after the customers';
  return weak
    ? `Somebody is there for every customer; for ${weak} of them for a time only by default`
    : 'Every customer has somebody at every moment';
}

const WeakLink = ({ weak }: { readonly weak: number }) => (
  <Link className="hover:underline" to="/resilience#by-default">
    {weak} more only by default
  </Link>
);
