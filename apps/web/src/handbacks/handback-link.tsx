import { buttonClass } from '@understudy/ui';
import { Link } from 'react-router';
import type { Absence } from '../absences/absence-words.js';
import { useMay, useMe } from '../session/session.js';

/** From the page of an absence to its return summary, once it has begun; for who was away and whoever manages them. */
export function HandbackLink({ absence }: { readonly absence: Absence }) {
  const { user } = useMe();
  const may = useMay();
  const hasBegun = absence.status === 'active' || absence.status === 'completed';
  if (!hasBegun || !(absence.user.user_id === user.id || may('absences:manage'))) return null;
  return (
    <Link className={buttonClass({})} to={`/absences/${absence.id}/handback`}>
      What happened
    </Link>
  );
}
