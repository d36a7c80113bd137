import type { HandbackView } from '../handbacks/index.js';
import type { HandoffService } from '../briefs/index.js';

type Handoff = Awaited<ReturnType<HandoffService['contentOf']>>;
interface About {
  readonly absent: string;
  readonly backup: string;
  readonly timeZone: string;
}

/** A document as Drive makes a Google Doc of it, and its title. */
export interface WrittenDocument {
  readonly title: string;
  readonly html: string;
}

const FOOT = 'Written by Understudy, and written anew when something changes: notes belong into Understudy, not here.';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`).replace(/\n/g, '<br>');
const paragraph = (text: string): string => (text.trim() === '' ? '' : `<p>${escaped(text)}</p>`);
const list = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `<h3>${title}</h3><ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
const page = (title: string, body: readonly string[]): WrittenDocument => ({
  title,
  html: `<html><body><h1>${escaped(title)}</h1>${body.join('')}${paragraph(FOOT)}</body></html>`,
});

/** PRD-131's handoff brief. The same content is the same text, so that nothing is written twice. */
export function handoffDocument({ absent, backup, timeZone }: About, handoff: Handoff): WrittenDocument {
  const at = (instant: Temporal.Instant) => dayAndTime(instant, timeZone);
  return page(`Handoff: ${absent} → ${backup}`, [
    paragraph(handoff.summary),
    ...(handoff.instructions ? [`<h2>From ${escaped(absent)}</h2>`, paragraph(handoff.instructions)] : []),
    ...handoff.accounts.flatMap((account) => [
      `<h2>${escaped(account.name)}</h2>`,
      paragraph(`Priority ${account.priority}: ${account.priority_reason}. Health ${account.health_score}.`),
      list('Open issues', account.active_issues),
      list(
        'To do',
        account.pending_tasks.map(({ title, due_at }) => (due_at ? `${title} (due ${at(due_at)})` : title)),
      ),
      list(
        'Meetings',
        account.upcoming_meetings.map(({ title, starts_at }) => `${at(starts_at)}: ${title}`),
      ),
      list('Contacts', account.key_contacts),
      paragraph(account.context_notes),
    ]),
  ]);
}

/** PRD-131 FR-7: what happened, for whoever comes back. */
export function returnDocument({ absent, backup, timeZone }: About, view: HandbackView): WrittenDocument {
  const { content, notes } = view;
  const at = (instant: Temporal.Instant) => dayAndTime(instant, timeZone);
  const issue = ({ customer, title, by }: (typeof content.resolved_issues)[number]) =>
    `${customer.name}: ${title}${by === null ? '' : ` (${by})`}`;
  const shift = ({ customer, from, to }: (typeof content.health_changes)[number]) =>
    `${customer.name}: ${from} → ${to}`;
  return page(`While you were away: ${backup} for ${absent}`, [
    ...(notes.trim() === '' ? [] : [`<h2>From ${escaped(backup)}</h2>`, paragraph(notes)]),
    '<h2>Summary</h2>',
    list('Still open', content.outstanding_issues.map(issue)),
    list('Resolved', content.resolved_issues.map(issue)),
    list('Health', content.health_changes.map(shift)),
    list('Sentiment', content.sentiment_changes.map(shift)),
    list(
      'Suggested next',
      content.recommendations.map(
        ({ customer, text, within_days }) => `${customer.name}: ${text} (within ${within_days} days)`,
      ),
    ),
    list(
      'What was done',
      content.activities_during_absence.map(
        ({ customer, description, by, at: when }) =>
          `${at(when)}, ${customer.name}: ${description}${by === null ? '' : ` (${by})`}`,
      ),
    ),
  ]);
}

const dayAndTime = (instant: Temporal.Instant, timeZone: string): string =>
  instant
    .toZonedDateTimeISO(timeZone)
    .toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
