import {
  Avatar,
  Chip,
  formatCount,
  formatDuring,
  formatMoment,
  formatMoney,
  Panel,
  Ring,
  useNow,
} from '@understudy/ui';
import { Link } from 'react-router';
import { Shorten } from '../parts/shorten.js';
import { useMe } from '../session/session.js';
import { AnswerButtons } from './answer-buttons.js';
import type { Dashboard } from './dashboard-page.js';

type Request = Dashboard['waiting_for_my_answer'][number];

export interface WaitingForMeProps {
  readonly requests: readonly Request[];
}

/** Requests to stand in: what it means for you, by when, then yes or no. */
export function WaitingForMe({ requests }: WaitingForMeProps) {
  if (requests.length === 0) return null;
  return (
    <Panel title="Waiting for your answer" count={requests.length} className="o2">
      <Shorten rows={requests} most={3} what="requests">
        {(shown) => (
          <ul className="rows pt-1">
            {shown.map((request, index) => (
              <RequestRow key={request.assignment.id} request={request} presses={index === 0} />
            ))}
          </ul>
        )}
      </Shorten>
    </Panel>
  );
}

function RequestRow(props: { readonly request: Request; readonly presses: boolean }) {
  const { assignment, arr, at_risk: atRisk, load_after: load } = props.request;
  const { starts_at, ends_at } = assignment.during;
  const span = formatDuring(starts_at, ends_at, assignment.time_zone);
  const part = assignment.coverage_type === 'partial' ? 'a part: ' : '';
  return (
    <li className="flex-col !items-stretch">
      <div className="flex items-start gap-2">
        <Avatar name={assignment.absent.name} />
        <span className="grow">
          <Link className="font-medium hover:underline" to={`/coverage/${assignment.id}`}>
            {assignment.absent.name}
          </Link>{' '}
          asks you to cover {part}
          <span className="font-medium">{formatCount(assignment.covered_customer_ids.length, 'customer')}</span>,{' '}
          {formatMoney(arr)}
          {atRisk > 0 ? `, ${atRisk} with a health under 50` : ''}, {span}
          {assignment.tier > 1 ? ', if the first backup cannot' : ''}. You would carry {load.customers} of{' '}
          {load.capacity_points}.
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <AnswerButtons assignment={assignment} presses={props.presses} />
        <Deadline request={props.request} />
      </div>
    </li>
  );
}

/** Until when the answer is awaited: amber in the last quarter. */
function Deadline({ request: { assignment } }: { readonly request: Request }) {
  const { user } = useMe();
  const now = useNow();
  if (!assignment.answer_by) return null;
  const [from, by] = [Date.parse(assignment.asked_at ?? assignment.created_at), Date.parse(assignment.answer_by)];
  const left = Math.max(0, (by - now) / Math.max(1, by - from));
  return (
    <span className="ml-auto">
      <Chip tone={left < 0.25 ? 'waiting' : 'outlined'} icon={<Ring share={left} />}>
        by {formatMoment(assignment.answer_by, user.time_zone, now)}
      </Chip>
    </span>
  );
}
