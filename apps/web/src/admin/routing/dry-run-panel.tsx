import {
  formatCount,
  formatDay,
  dayOf,
  Panel,
  SegmentedControl,
  SeverityMark,
  SkeletonRows,
  firstNameOf,
} from '@understudy/ui';
import { ArrowRight, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../../api/send.js';
import { useMe } from '../../session/session.js';
import { type Trial, TRIED_DAYS } from './use-trial.js';

type Past = Trial['past'][number];
type Show = 'match' | 'other' | 'nobody';
const FIRST = 8;

export interface DryRunPanelProps {
  readonly ruleId: string;
  readonly trial: Trial | undefined;
  readonly error: Error | null;
  readonly busy: boolean;
  /** Why it is not tried: the rule is not whole yet. */
  readonly waitsFor?: string;
}

/** What the rules would have done with the escalations there were: who got it, who would. Each number leads to its list below. */
export function DryRunPanel({ ruleId, trial, error, busy, waitsFor }: DryRunPanelProps) {
  const [show, setShow] = useState<Show>('match');
  const [all, setAll] = useState(false);
  const lists = trial ? listsOf(trial, ruleId) : null;
  const rows = lists?.[show] ?? [];
  return (
    <Panel
      title={`Dry run on the last ${TRIED_DAYS} days`}
      count={
        trial
          ? `${formatCount(trial.summary.tried, 'escalation')}${trial.summary.truncated ? ', the newest' : ''}`
          : undefined
      }
      className={busy ? 'is-stale' : ''}
    >
      <p className="sr-only" role="status">
        {lists && !busy
          ? `${lists.match.length} match, ${lists.other.length} would go to somebody else, ${lists.nobody.length} would reach nobody`
          : ''}
      </p>
      {waitsFor ? <p className="panel-body text-ink-2">{waitsFor}</p> : null}
      {error && !trial && !waitsFor ? (
        <p className="panel-body text-ink-2">It was not tried. {wordsFor(error)}</p>
      ) : null}
      {!lists && !waitsFor && !error ? <SkeletonRows words="Trying the rules on what there was" rows={4} /> : null}
      {lists && !waitsFor ? (
        <>
          <div className="panel-body">
            <SegmentedControl
              label="Which escalations are listed"
              size="row"
              value={show}
              onChange={(next) => {
                setShow(next);
                setAll(false);
              }}
              options={[
                { value: 'match', words: `Match ${lists.match.length}` },
                { value: 'other', words: `Other owner ${lists.other.length}` },
                { value: 'nobody', words: `Nobody ${lists.nobody.length}` },
              ]}
            />
          </div>
          {rows.length === 0 ? <p className="panel-body text-ink-2">{NONE[show]}</p> : null}
          {rows.length > 0 ? (
            <table className="tbl tbl-fixed tbl-dry">
              <caption className="sr-only">Past escalations: who got it, who would get it</caption>
              <colgroup>
                <col width="52%" />
                <col width="20%" />
                <col width="28%" />
              </colgroup>
              <thead>
                <tr>
                  <th scope="col">Escalation</th>
                  <th scope="col">Then</th>
                  <th scope="col">With this rule</th>
                </tr>
              </thead>
              <tbody>
                {(all ? rows : rows.slice(0, FIRST)).map((past) => (
                  <PastRow key={past.escalation_id} past={past} />
                ))}
              </tbody>
            </table>
          ) : null}
          {rows.length > FIRST && !all ? (
            <p className="panel-foot">
              <button type="button" className="link" onClick={() => setAll(true)}>
                All {rows.length}
              </button>
            </p>
          ) : null}
        </>
      ) : null}
    </Panel>
  );
}

const NONE: Readonly<Record<Show, string>> = {
  match: 'None of them would have been decided by this rule.',
  other: 'Everyone would have gone to whom it went.',
  nobody: 'None would have been left without an owner.',
};

/** What this rule would decide, and what would go elsewhere or nowhere with it in place, whichever rule decides. */
function listsOf({ past }: Trial, ruleId: string): Readonly<Record<Show, readonly Past[]>> {
  return {
    match: past.filter(({ rule }) => rule?.id === ruleId),
    other: past.filter(({ differs, primary_owner }) => differs && primary_owner !== null),
    nobody: past.filter(({ primary_owner }) => primary_owner === null),
  };
}

function PastRow({ past }: { readonly past: Past }) {
  const { user } = useMe();
  const { escalation_id: id, severity, customer, title, created_at: at, owner_then: then, primary_owner: now } = past;
  return (
    <tr>
      <td>
        <span className="flex items-center gap-2 min-w-0">
          <SeverityMark severity={severity} />
          <span className="lines">
            <Link className="clip font-medium hover:underline" to={`/escalations/${id}`} title={title}>
              {customer.name}
            </Link>
            <span className="clip text-xs text-ink-2">
              {past.category}, {formatDay(dayOf(at, user.time_zone))}
            </span>
          </span>
        </span>
      </td>
      <td className="text-ink-2">
        <span className="clip block" title={then?.name}>
          {then ? firstNameOf(then.name) : 'nobody'}
        </span>
      </td>
      <td title={past.explanation}>
        {now === null ? (
          <span className="chip chip-gap">
            <TriangleAlert className="i" />
            <span className="clip">nobody</span>
          </span>
        ) : past.differs ? (
          <span className="flex items-center gap-1 min-w-0">
            <ArrowRight className="i i-s" aria-hidden="true" />
            <span className="clip font-medium">{firstNameOf(now.name)}</span>
          </span>
        ) : (
          <span className="text-ink-2">same</span>
        )}
      </td>
    </tr>
  );
}
