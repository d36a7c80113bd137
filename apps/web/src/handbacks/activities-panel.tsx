import { formatMoment, Panel, Timeline, TimelineBox, useNow } from '@understudy/ui';
import { Link } from 'react-router';
import { Shorten } from '../parts/shorten.js';
import { useMe } from '../session/session.js';
import type { Whole } from './handback-words.js';

/** What was done and said for the customers, newest first. */
export function ActivitiesPanel({ activities }: { readonly activities: Whole['activities'] }) {
  const { user } = useMe();
  const now = useNow();
  return (
    <Panel title="What was done" className="o5" count={activities.length || undefined}>
      {activities.length === 0 ? (
        <p className="panel-body text-ink-2">Nobody logged anything in that time.</p>
      ) : (
        <Shorten rows={activities} most={12} what="entries">
          {(rows) => (
            <div className="panel-body">
              <Timeline label="What was done, newest first">
                {rows.map((row, index) => (
                  <TimelineBox
                    key={`${row.at}:${index}`}
                    name={row.by ?? row.customer.name}
                    you={row.by === user.name}
                    at={row.at}
                    time={formatMoment(row.at, user.time_zone, now)}
                  >
                    <p className="prose">
                      <Link className="font-medium hover:underline" to={`/customers/${row.customer.customer_id}`}>
                        {row.customer.name}
                      </Link>{' '}
                      <span className="text-ink-2">{row.activity_type}</span> {row.description}
                    </p>
                    {row.outcome ? <p className="prose text-ink-2">Came of it: {row.outcome}</p> : null}
                  </TimelineBox>
                ))}
              </Timeline>
            </div>
          )}
        </Shorten>
      )}
    </Panel>
  );
}
