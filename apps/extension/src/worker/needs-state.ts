import type { AnswerOf, ListNotifications } from '@understudy/contracts';

export type Told = AnswerOf<typeof ListNotifications>['items'][number];

/** What can be done about it without opening anything. */
export type NeedAction = 'accept' | 'acknowledge' | 'open';

export interface Need {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly isUrgent: boolean;
  readonly link: string | null;
  readonly actions: readonly NeedAction[];
  readonly assignmentId: string | null;
  readonly escalationId: string | null;
}

/** Kinds that ask this person for something, beside all that is urgent; everything else waits in the dashboard. */
const ASKING: ReadonlySet<string> = new Set([
  'coverage.requested',
  'coverage.answer-due',
  'coverage.approval-requested',
  'absence.suggested',
  'escalation.keep-asked',
  'escalation.draft-waiting',
  'escalation.created',
  'escalation.assigned',
  'survey.asked',
]);
const ASKS_TO_COVER: ReadonlySet<string> = new Set(['coverage.requested', 'coverage.answer-due']);
const ASKS_TO_BEGIN: ReadonlySet<string> = new Set(['escalation.created', 'escalation.assigned', 'escalation.climbed']);

/** More than this at once become one line that says how many. */
export const MOST_AT_ONCE = 3;

/**
 * What is to be announced now: unread, newer than what was announced last, and either urgent or a question to this person. The oldest
 * first, so that the latest lies on top. `since` is the product's instant of the newest one that was announced before.
 */
export function toAnnounce(items: readonly Told[], since: string): { needs: readonly Need[]; until: string } {
  const fresh = items
    .filter(({ read_at: read, last_at: at }) => read === null && Date.parse(at) > Date.parse(since))
    .toSorted((a, b) => Date.parse(a.last_at) - Date.parse(b.last_at));
  return {
    needs: fresh.filter(({ kind, urgency }) => urgency === 'urgent' || ASKING.has(kind)).map(needOf),
    until: fresh.at(-1)?.last_at ?? since,
  };
}

function needOf({ id, kind, title, why, urgency, link, ...about }: Told): Need {
  const { assignment_id: assignmentId, escalation_id: escalationId } = about;
  const first: NeedAction[] =
    assignmentId && ASKS_TO_COVER.has(kind)
      ? ['accept']
      : escalationId && ASKS_TO_BEGIN.has(kind)
        ? ['acknowledge']
        : [];
  const actions: NeedAction[] = [...first, 'open'];
  return { id, title, why, isUrgent: urgency === 'urgent', link, actions, assignmentId, escalationId };
}
