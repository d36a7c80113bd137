import { GetCoverageResilience } from '@understudy/contracts';
import {
  buttonClass,
  Chip,
  DataTable,
  EmptyState,
  firstNameOf,
  formatCount,
  formatDuring,
  formatMoney,
  Panel,
  StateChip,
} from '@understudy/ui';
import { FlaskConical, ShieldCheck } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { customersOf } from './resilience-words.js';

const BACK = { to: '/resilience', words: 'Resilience' } as const;

const LEFT = { 'team-fallback': "The team's fallback", manager: 'A manager' } as const;

/** Behind the numbers of one person: every customer that hangs on them, and when. */
export function AtRiskPage() {
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const { user } = useMe();
  const teamId = params.get('team_id');
  const onlyNobody = params.get('left') === 'nobody';
  const answer = useApi(GetCoverageResilience, { user_id: id, ...(teamId ? { team_id: teamId } : {}) });
  const person = answer.data?.people[0];
  const points = (person?.points ?? []).filter(({ left_with }) => !onlyNobody || left_with === 'nobody');
  const rows = customersOf(points);
  const name = person ? firstNameOf(person.user.name) : 'them';
  const title = onlyNobody
    ? `${formatCount(rows.length, 'customer')} would have nobody without ${name}`
    : `${formatCount(rows.length, 'customer')} ${rows.length === 1 ? 'hangs' : 'hang'} on ${name}`;
  return (
    <Page
      title={answer.data ? title : 'Who hangs on them'}
      here={person?.user.name ?? 'One person'}
      crumbs={[BACK]}
      sub="As planned now, for the next 90 days, if they too were away without anybody covering."
      actions={
        person ? (
          <Link className={buttonClass()} to={`/team?person=${id}`}>
            <FlaskConical className="i" />
            Look at the calendar
          </Link>
        ) : null
      }
    >
      <Panel title={onlyNobody ? 'Would have nobody' : 'Hang on one person'} count={rows.length || undefined}>
        <Loaded query={answer} what="This list" words="Taking them away in turn" rows={8} back={BACK}>
          {() =>
            rows.length === 0 ? (
              <EmptyState good icon={<ShieldCheck className="i" />} title="Nobody hangs on them any more">
                Somebody else stands behind every one of these customers.
              </EmptyState>
            ) : (
              <DataTable
                caption={title}
                rowKey={({ customerId }) => customerId}
                groups={[{ key: 'all', head: null, rows }]}
                columns={[
                  {
                    key: 'customer',
                    head: 'Customer',
                    width: '34%',
                    narrow: 'wide',
                    cell: ({ customerId, name: customer, standsIn }) => (
                      <span className="lines">
                        <Link className="clip font-medium hover:underline" to={`/customers/${customerId}`}>
                          {customer}
                        </Link>
                        <span className="text-xs text-ink-2">{standsIn ? 'covered by them' : 'owned by them'}</span>
                      </span>
                    ),
                  },
                  {
                    key: 'left',
                    head: 'Who would be left',
                    width: '24%',
                    cell: ({ leftWith }) =>
                      leftWith === 'nobody' ? (
                        <StateChip state="gap">Nobody</StateChip>
                      ) : (
                        <Chip tone="outlined">{LEFT[leftWith]}</Chip>
                      ),
                  },
                  {
                    key: 'when',
                    head: 'When',
                    width: '28%',
                    cell: ({ spans }) => (
                      <span className="num text-ink-2">
                        {spans
                          .slice(0, 2)
                          .map((span) => formatDuring(span.starts_at, span.ends_at, user.time_zone))
                          .join(', ')}
                        {spans.length > 2 ? ` and ${spans.length - 2} more` : ''}
                      </span>
                    ),
                  },
                  {
                    key: 'arr',
                    head: 'ARR',
                    width: '14%',
                    cell: ({ arr }) => <span className="num">{formatMoney(arr)}</span>,
                  },
                ]}
              />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}
