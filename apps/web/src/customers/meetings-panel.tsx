import { PatchEvent } from '@understudy/contracts';
import { dayOf, formatDay, formatTime, Panel, SegmentedControl, useNow, useToast } from '@understudy/ui';
import { wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { Shorten } from '../parts/shorten.js';
import { useMay, useMe } from '../session/session.js';
import type { Brief, Customer } from './customer-page.js';

type Meeting = Customer['meetings'][number];
type Handling = NonNullable<Meeting['handling']>;

const HANDLINGS = [
  { value: 'attend', words: 'Attend' },
  { value: 'hand_over', words: 'Hand over' },
  { value: 'move', words: 'Move' },
] as const satisfies readonly { value: Handling; words: string }[];

export interface MeetingsPanelProps {
  readonly customer: Customer;
  readonly brief: Brief | null;
}

/** Meetings ahead. Those in the time of an absence are decided here: attend, hand over or move; the proposal says why. */
export function MeetingsPanel({ customer, brief }: MeetingsPanelProps) {
  const now = useNow();
  const ahead = customer.meetings.filter((meeting) => Date.parse(meeting.ends_at) > now);
  if (ahead.length === 0) return null;
  const proposals = new Map((brief?.scheduled_events.value ?? []).map((meeting) => [meeting.id, meeting]));
  const undecided = ahead.filter(({ id, handling }) => proposals.has(id) && handling === null).length;
  return (
    <Panel title="Meetings ahead" count={undecided > 0 ? `${ahead.length}, ${undecided} undecided` : ahead.length}>
      <Shorten rows={ahead} what="meetings">
        {(rows) => (
          <ul className="rows py-1">
            {rows.map((meeting) => (
              <MeetingRow
                key={meeting.id}
                customerId={customer.id}
                meeting={meeting}
                proposal={proposals.get(meeting.id) ?? null}
              />
            ))}
          </ul>
        )}
      </Shorten>
    </Panel>
  );
}

interface MeetingRowProps {
  readonly customerId: string;
  readonly meeting: Meeting;
  readonly proposal: Brief['scheduled_events']['value'][number] | null;
}

function MeetingRow({ customerId, meeting, proposal }: MeetingRowProps) {
  const { user } = useMe();
  const now = useNow();
  const may = useMay();
  const patch = useSend(PatchEvent);
  const tell = useToast();
  const handling = patch.isPending ? (patch.variables.input.handling ?? meeting.handling) : meeting.handling;
  const decide = (value: Handling) =>
    patch.mutate(
      { input: { customer_id: customerId, event_id: meeting.id, handling: value } },
      { onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }) },
    );
  const day = formatDay(dayOf(meeting.starts_at, user.time_zone), dayOf(now, user.time_zone));
  return (
    <li className="flex-wrap">
      <span className="num w-[104px] flex-none font-medium">
        {day} {formatTime(meeting.starts_at, user.time_zone)}
      </span>
      <span className="grow basis-[180px] lines">
        <span className="clip">
          <span className="font-medium">{meeting.title}</span>{' '}
          <span className="text-ink-2">{meeting.organizer ? `with ${meeting.organizer.name}` : ''}</span>
        </span>
        {proposal && handling === null ? (
          <span className="text-xs text-waiting-text">
            Undecided. {WORDS[proposal.recommendation]}? {proposal.recommendation_reason}
          </span>
        ) : null}
      </span>
      {proposal && may('customers:write') ? (
        <SegmentedControl<Handling>
          label={`What becomes of ${meeting.title}`}
          size="row"
          value={handling}
          onChange={decide}
          options={HANDLINGS}
        />
      ) : null}
    </li>
  );
}

const WORDS = { attend: 'Attend', hand_over: 'Hand over', move: 'Move' } as const satisfies Record<Handling, string>;
