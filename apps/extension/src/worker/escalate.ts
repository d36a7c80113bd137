import { say } from '../say.js';
import type { Reader } from '../view/describe-who.js';
import { Days, initialsOf, lengthOf } from '../view/days.js';
import { reasonOf } from '../view/reason.js';
import type { Escalation, EscalationDone } from './answers.js';

/** The answer to creating one, in the reader's words and clock. */
export function describeEscalation(made: Escalation, reader: Reader): EscalationDone {
  const days = new Days(reader.language, reader.timeZone);
  const { sla, created_at: at, primary_owner: owner } = made;
  const from = Date.parse(at);
  const lengthTo = (instant: string): string => lengthOf((Date.parse(instant) - from) / 60_000, reader.language);
  const others = made.stakeholders.filter(({ user, role }) => role !== 'owner' && user.user_id !== reader.userId);
  return {
    id: made.id,
    link: new URL(`/escalations/${made.id}`, __API_URL__).href,
    owner: owner && {
      headline: owner.user_id === reader.userId ? say('panel.youHaveIt') : say('panel.hasIt', owner.name),
      why: reasonOf(made.owner_because.explanation, owner.name),
      initials: initialsOf(owner.name),
    },
    firstAnswerBy: days.moment(sla.response_due_at, at),
    firstAnswerIn: lengthTo(sla.response_due_at),
    solvedBy: days.moment(sla.due_at, at),
    solvedIn: lengthTo(sla.due_at),
    informed: others.map(({ user }) => user.name),
    room: made.slack_channel,
  };
}
