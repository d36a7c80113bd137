import { Avatar, Button, buttonClass, Chip } from '@understudy/ui';
import { ArrowLeft, Pencil, Plane, Trash2, X } from 'lucide-react';
import { PageLink } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import { whenOf, type CalendarItem } from './weeks.js';

/** As many guests as are named. */
const GUESTS_SHOWN = 4;

export interface EventPanelProps {
  readonly item: CalendarItem;
  /** A meeting with guests while its owner is away. */
  readonly inTheWay: boolean;
  readonly busy: boolean;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** The open event as Google's own bubble shows it; beside it stands what the add-on has to say. */
export function EventPanel({ item, inTheWay, busy, onEdit, onDelete }: EventPanelProps) {
  const { user, tenant } = usePerson();
  const { event, isAway } = item;
  const guests = event.attendees.filter(({ email }) => email !== user.email);
  const nameOf = (email: string, given: string | undefined) =>
    tenant.users.find((one) => one.email === email)?.name ?? given ?? email;
  return (
    <section className="panel cal-event" aria-labelledby="event">
      <PageLink className="cal-back link" to="/calendar">
        <ArrowLeft className="i" /> Calendar
      </PageLink>
      <header>
        {isAway ? <Plane className="i cal-event-away" aria-hidden="true" /> : null}
        <h1 id="event">{event.summary}</h1>
        <PageLink
          className={buttonClass({ look: 'quiet', size: 'row', icon: true })}
          to="/calendar"
          aria-label="Close the event"
        >
          <X className="i" />
        </PageLink>
      </header>
      <p>{whenOf(item, user.time_zone)}</p>
      {inTheWay ? (
        <p>
          <Chip tone="waiting" icon={<Plane className="i" />}>
            You are away then
          </Chip>
        </p>
      ) : null}
      {guests.length > 0 ? (
        <ul aria-label="Guests">
          {guests.slice(0, GUESTS_SHOWN).map(({ email, displayName }) => (
            <li key={email}>
              <Avatar name={nameOf(email, displayName)} /> <span className="clip">{nameOf(email, displayName)}</span>
            </li>
          ))}
          {guests.length > GUESTS_SHOWN ? <li className="mut">and {guests.length - GUESTS_SHOWN} more</li> : null}
        </ul>
      ) : null}
      <footer>
        <Button size="panel" disabled={busy} onClick={onEdit}>
          <Pencil className="i" /> Change
        </Button>
        <Button size="panel" look="quiet" busy={busy} onClick={onDelete}>
          <Trash2 className="i" /> Delete
        </Button>
      </footer>
    </section>
  );
}
