import { Chip, formatMoment, formatSpan, Panel, Person, useNow } from '@understudy/ui';
import { Link } from 'react-router';
import { useMe } from '../../session/session.js';
import type { Integration } from './integration-words.js';

/** For whom it stopped working, since when, and whose absences may go unseen by that; nothing when nothing is lost. */
export function LostPanel({ item: { lost, at_risk: atRisk } }: { readonly item: Integration }) {
  const { user: me } = useMe();
  const now = useNow();
  if (lost.length === 0) return null;
  return (
    <>
      <Panel title="Lost" count={lost.length}>
        <ul className="rows rows-top">
          {lost.map(({ user, what, since }) => (
            <li key={user?.user_id ?? 'all'}>
              <span className="grow">
                {user ? <Person name={user.name} /> : <b className="font-medium">Everybody</b>}
                <span className="block text-ink-2">{what}</span>
              </span>
              <span className="text-xs text-ink-2 num">since {formatMoment(since, me.time_zone, now)}</span>
            </li>
          ))}
        </ul>
      </Panel>
      {atRisk.total > 0 ? (
        <Panel title="Absences at risk" count={atRisk.total}>
          <p className="panel-body text-ink-2">Changes to them may go unseen until it works again.</p>
          <ul className="rows">
            {atRisk.absences.map(({ absence_id: id, user, first_on: first, last_on: last, has_begun: begun }) => (
              <li key={id}>
                <Link className="link grow" to={`/absences/${id}`}>
                  {user.name}, {formatSpan(first, last)}
                </Link>
                {begun ? <Chip tone="away">away now</Chip> : null}
              </li>
            ))}
            {atRisk.total > atRisk.absences.length ? (
              <li className="text-ink-2">and {atRisk.total - atRisk.absences.length} later ones</li>
            ) : null}
          </ul>
        </Panel>
      ) : null}
    </>
  );
}
