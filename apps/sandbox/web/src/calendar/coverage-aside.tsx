import { useMutation, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { ConfirmAbsence, DismissAbsence } from '@understudy/contracts';
import {
  Avatar,
  Button,
  Chip,
  EmptyState,
  formatCount,
  formatSpan,
  Notice,
  SkeletonRows,
  StateChip,
} from '@understudy/ui';
import { Plane } from 'lucide-react';
import { ask } from '../api/http.js';
import { usePerson } from '../person/person.js';
import { Failed, wordsFor } from '../states/loaded.js';
import { counts, isAccepted, sentenceOf, type Absence } from './coverage.js';

export interface CoverageAsideProps {
  readonly query: UseQueryResult<unknown, Error>;
  readonly absences: readonly Absence[];
  /** The calendar was changed and Understudy is reading it. */
  readonly isReading: boolean;
}

/** What Understudy made of the calendar: each absence of the weeks in sight, and who covers. */
export function CoverageAside({ query, absences, isReading }: CoverageAsideProps) {
  return (
    <aside className="sb-dock cal-aside" aria-label="Coverage" aria-busy={isReading}>
      <div className="sb-dock-head">
        <h2>Coverage</h2>
        <span className="text-xs text-ink-2" role="status">
          {isReading ? 'Understudy reads the calendar' : 'As Understudy has it'}
        </span>
      </div>
      {isReading ? <div className="gcard-busy" aria-hidden="true" /> : null}
      {query.isPending ? (
        <SkeletonRows rows={2} words="Reading the absences" />
      ) : query.isError && absences.length === 0 ? (
        <Failed what="The coverage" error={query.error} onRetry={() => void query.refetch()} />
      ) : absences.length === 0 && !isReading ? (
        <EmptyState icon={<Plane className="i" />} title="Nobody is away in these weeks">
          Add an out of office event and see who covers.
        </EmptyState>
      ) : (
        absences.map((absence) => <AbsencePanel key={absence.id} absence={absence} />)
      )}
    </aside>
  );
}

function AbsencePanel({ absence }: { readonly absence: Absence }) {
  const { start_date, end_date, coverage, title, status } = absence;
  return (
    <section className="panel cal-absence" aria-label={`Absence ${formatSpan(start_date, end_date)}`}>
      <header>
        <h3>{formatSpan(start_date, end_date)}</h3>
        <p className="mut">{title ?? 'Away'}</p>
        <p className="cal-sentence">{sentenceOf(absence)}</p>
      </header>
      <ul>
        {coverage.assignments.filter(counts).map((assignment) => (
          <li key={assignment.id}>
            <Avatar name={assignment.backup.name} />
            <span className="cal-backup">
              <b className="clip">{assignment.backup.name}</b>
              <span className="mut">{formatCount(assignment.covered_customer_ids.length, 'customer')}</span>
            </span>
            {isAccepted(assignment) ? (
              <StateChip state="covered">{assignment.status === 'active' ? 'Covers now' : 'Accepted'}</StateChip>
            ) : (
              <StateChip state="waiting">Asked</StateChip>
            )}
          </li>
        ))}
        {coverage.uncovered > 0 && status !== 'suggested' ? (
          <li>
            <StateChip state="gap">Nobody for {formatCount(coverage.uncovered, 'customer')}</StateChip>
          </li>
        ) : null}
      </ul>
      {status === 'suggested' ? <Decide absence={absence} /> : null}
      {status === 'completed' ? <Chip>Over</Chip> : null}
    </section>
  );
}

function Decide({ absence }: { readonly absence: Absence }) {
  const { token } = usePerson();
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (endpoint: typeof ConfirmAbsence | typeof DismissAbsence) =>
      ask(endpoint, { absence_id: absence.id }, { token, idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <div className="cal-decide">
      {decide.error ? <Notice tone="gap">{wordsFor(decide.error)}</Notice> : null}
      <Button size="panel" look="filled" busy={decide.isPending} onClick={() => decide.mutate(ConfirmAbsence)}>
        I am away
      </Button>
      <Button size="panel" busy={decide.isPending} onClick={() => decide.mutate(DismissAbsence)}>
        Not an absence
      </Button>
    </div>
  );
}
