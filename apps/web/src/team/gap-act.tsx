import { AssignCoverage, GetBackupSuggestions } from '@understudy/contracts';
import { Button, buttonClass, firstNameOf, formatDuring, useToast } from '@understudy/ui';
import { Link } from 'react-router';
import { wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useApi, useSend } from '../api/use-api.js';
import { askedWords } from '../coverage/asked-words.js';
import { useMay } from '../session/session.js';
import { CAUSES, type TeamGap } from './team-gaps.js';

/** Why nobody is there, who could be, and the way to ask them. */
export function GapAct({ gap, onAsked }: { readonly gap: TeamGap; readonly onAsked?: () => void }) {
  const may = useMay();
  const cause = gap.cause === null ? '' : CAUSES[gap.cause];
  if (gap.absenceId === null) {
    return (
      <>
        <span>
          <b className="font-medium">Why:</b> {cause || 'No absence opens it.'}
        </span>
        <span className="flex flex-wrap gap-2">
          <Link className={buttonClass({ size: 'panel' })} to={`/customers/${gap.customers[0]?.customer_id ?? ''}`}>
            Open {gap.customers[0]?.name ?? 'the customer'}
          </Link>
        </span>
      </>
    );
  }
  return may('absences:manage') ? (
    <Ask gap={gap} absenceId={gap.absenceId} cause={cause} {...(onAsked ? { onAsked } : {})} />
  ) : (
    <>
      <span>
        <b className="font-medium">Why:</b> {cause || 'Nobody who was asked said yes.'} The manager of{' '}
        {gap.csm?.name ?? 'the team'} can ask somebody.
      </span>
      <span>
        <Link className={buttonClass({ size: 'panel' })} to={`/absences/${gap.absenceId}`}>
          Open the absence
        </Link>
      </span>
    </>
  );
}

interface AskProps {
  readonly gap: TeamGap;
  readonly absenceId: string;
  readonly cause: string;
  readonly onAsked?: () => void;
}

function Ask({ gap, absenceId, cause, onAsked }: AskProps) {
  const suggestions = useApi(GetBackupSuggestions, { absence_id: absenceId });
  const assign = useSend(AssignCoverage);
  const tell = useToast();
  const best = suggestions.data?.items[0];
  const partly = suggestions.data?.excluded.find(({ free }) => free && free.length > 0);
  const ask = () => {
    if (!best) return;
    settle(
      assign.mutateAsync({
        input: {
          absence_id: absenceId,
          backup_user_id: best.user_id,
          ...(gap.customers.length > 0
            ? { covered_customer_ids: gap.customers.map(({ customer_id }) => customer_id) }
            : {}),
        },
      }),
      {
        onSuccess: () => {
          tell({ text: askedWords([firstNameOf(best.name)]) });
          onAsked?.();
        },
        onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
      },
    );
  };
  const carries = best ? best.load.customers + best.load.coverage + gap.count : 0;
  return (
    <>
      <span>
        <b className="font-medium">Why:</b> {cause || 'Nobody who was asked said yes.'}{' '}
        {best ? (
          <>
            {firstNameOf(best.name)} is free, fits {Math.round(best.score)}, would carry{' '}
            <span className="num">
              {Math.round(carries)} of {best.load.capacity_points}
            </span>
            {carries > best.load.capacity_points ? ', too many' : ''}.
          </>
        ) : null}
        {suggestions.isPending ? <span className="text-ink-2">Comparing the people of the team.</span> : null}
        {suggestions.error ? <span className="text-ink-2">{wordsFor(suggestions.error)}</span> : null}
        {suggestions.data && !best
          ? partly?.free
            ? `Nobody is free for all of it; ${firstNameOf(partly.name)} is ${partly.free
                .map((part) => formatDuring(part.starts_at, part.ends_at, gap.timeZone))
                .join(', ')}.`
            : 'Nobody is free in that time.'
          : null}
      </span>
      <span className="flex flex-wrap gap-2">
        {best ? (
          <Button look="filled" size="panel" busy={assign.isPending} onClick={ask}>
            Ask {firstNameOf(best.name)}
          </Button>
        ) : null}
        <Link className={buttonClass({ size: 'panel' })} to={`/absences/${absenceId}`}>
          Other options
        </Link>
      </span>
    </>
  );
}
