import { AcknowledgeBrief, type AnswerOf, type ListBriefs } from '@understudy/contracts';
import {
  Button,
  Chip,
  dayOf,
  formatDay,
  formatMoment,
  formatMoney,
  PriorityBars,
  sentence,
  useNow,
} from '@understudy/ui';
import { BookOpen } from 'lucide-react';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useSend } from '../api/use-api.js';
import { useMe } from '../session/session.js';

type Brief = AnswerOf<typeof ListBriefs>['items'][number];

/** Briefs to read before it begins: the customers' own pages open with the first day, so each is unfolded in its place. */
export function BriefRows({ briefs, mine }: { readonly briefs: readonly Brief[]; readonly mine: boolean }) {
  return (
    <ul className="rows rows-top py-1">
      {briefs.map((brief) => (
        <BriefRow key={brief.customer_id} brief={brief} mine={mine} />
      ))}
    </ul>
  );
}

/** Unfolding is reading: it is said to the API, and the row says so. */
function BriefRow({ brief, mine }: { readonly brief: Brief; readonly mine: boolean }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const read = useSend(AcknowledgeBrief);
  const toggle = () => {
    setOpen(!isOpen);
    if (!isOpen && mine && brief.id && !brief.acknowledged_at && !read.isPending)
      read.mutate({ input: { brief_id: brief.id } });
  };
  return (
    <li className="flex-wrap">
      <PriorityBars priority={brief.priority} bare />
      <span className="grow lines">
        <Link className="font-medium clip hover:underline" to={`/customers/${brief.customer_id}`}>
          {brief.customer.name}
        </Link>
        <span className="text-xs text-ink-2 clip">{brief.priority_reason}</span>
      </span>
      {brief.acknowledged_at ? (
        <Chip tone="outlined" icon={<BookOpen className="i" />}>
          read
        </Chip>
      ) : null}
      <Button
        size="row"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={`${isOpen ? 'Fold' : 'Read'} the brief on ${brief.customer.name}`}
        onClick={toggle}
      >
        {isOpen ? 'Fold' : 'Read'}
      </Button>
      {isOpen ? <BriefInFull id={id} brief={brief} /> : null}
    </li>
  );
}

function BriefInFull({ id, brief }: { readonly id: string; readonly brief: Brief }) {
  const { user } = useMe();
  const now = useNow();
  const day = (at: string) => formatDay(dayOf(at, user.time_zone), dayOf(now, user.time_zone));
  const { customer } = brief;
  const parts: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['The note for you', [brief.special_notes.value, brief.notes_added]],
    ['Special handling', [brief.special_handling.value ?? '']],
    [
      'Urgent first',
      brief.urgent_items.value.map(
        (item) => `${item.overdue ? 'since ' : ''}${day(item.due_date)}: ${item.description}`,
      ),
    ],
    [
      'Open escalations',
      brief.open_escalations.value.map((one) => `${one.severity} ${one.title}, due ${day(one.due_at)}`),
    ],
    ['Risks', brief.risk_flags.value.map((risk) => `${sentence(risk.kind.replaceAll('_', ' '))}: ${risk.description}`)],
    [
      'Meetings in this time',
      brief.scheduled_events.value.map(
        (meeting) => `${formatMoment(meeting.starts_at, user.time_zone, now)} ${meeting.title}`,
      ),
    ],
    [
      'Who to talk to',
      brief.key_contacts.value.map((person) =>
        [person.name, person.title, person.role, person.email].filter((words) => words).join(' · '),
      ),
    ],
    [
      'What happened last',
      brief.recent_activity.value.slice(0, 3).map((one) => `${day(one.occurred_at)}: ${one.summary}`),
    ],
  ];
  const facts = [
    formatMoney(customer.arr),
    `health ${customer.health_score}`,
    sentence(customer.stage),
    customer.renewal_date ? `renews ${formatDay(customer.renewal_date, dayOf(now, user.time_zone))}` : '',
  ];
  return (
    <section id={id} className="w-full grid gap-2 pb-2" aria-label={`Brief on ${customer.name}`}>
      <p className="num text-ink-2">{facts.filter((words) => words).join(' · ')}</p>
      {parts.map(([title, lines]) => {
        const said = lines.filter((line) => line);
        if (said.length === 0) return null;
        return (
          <div key={title}>
            <h3 className="font-medium">{title}</h3>
            <ul className="prose grid gap-0.5">
              {said.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
