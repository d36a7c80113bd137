import { ListAbsenceHandbacks, ListAbsences } from '@understudy/contracts';
import { buttonClass, dayOf, Notice, useNow } from '@understudy/ui';
import { Link } from 'react-router';
import { absenceDays, type Absence } from '../absences/absence-words.js';
import { useApi } from '../api/use-api.js';
import { plusDays } from '../session/local-days.js';
import { useMe } from '../session/session.js';

const LATELY_DAYS = 21;

/** After an absence, until everything was taken back: the way to the return summary. */
export function WelcomeBack() {
  const { user } = useMe();
  const today = dayOf(useNow(), user.time_zone);
  const over = useApi(ListAbsences, {
    user_id: user.id,
    status: 'completed',
    from: plusDays(today, -LATELY_DAYS),
    to: today,
    limit: 20,
  });
  const last = over.data?.items.toSorted((a, b) => b.start_date.localeCompare(a.start_date))[0];
  return last ? <Summary absence={last} /> : null;
}

function Summary({ absence }: { readonly absence: Absence }) {
  const handbacks = useApi(ListAbsenceHandbacks, { absence_id: absence.id });
  const open = (handbacks.data?.items ?? []).filter(({ status }) => status !== 'completed');
  if (open.length === 0) return null;
  return (
    <Notice
      tone="info"
      className="o1"
      actions={
        <Link className={buttonClass({ look: 'filled', size: 'panel' })} to={`/absences/${absence.id}/handback`}>
          Read what happened
        </Link>
      }
    >
      <b>Welcome back.</b> <span className="mut">What happened {absenceDays(absence)} is collected for you.</span>
    </Notice>
  );
}
