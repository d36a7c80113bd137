import type { OutboxItem } from '../api/outbox.js';

/** One message or change as people read it. */
export interface SentWords {
  readonly title: string;
  readonly to: string;
  /** What was written, or null for a change without words. */
  readonly text: string | null;
}

const METHODS: Readonly<Record<string, string>> = {
  'calendar.events.watch': 'Asked to be told about changes of the calendar',
  'calendar.channels.stop': 'Stopped being told about changes of the calendar',
  'calendar.events.insert': 'Put an event into the calendar',
  'calendar.events.patch': 'Changed an event in the calendar',
  'calendar.events.update': 'Changed an event in the calendar',
  'calendar.events.delete': 'Removed an event from the calendar',
  'gmail.users.messages.send': 'Sent an e-mail from the mailbox',
  'gmail.users.drafts.create': 'Put a draft into the mailbox',
  'gmail.users.settings.updateVacation': 'Changed the vacation reply',
  'gmail.users.settings.filters.create': 'Made a mail filter',
  'gmail.users.settings.filters.delete': 'Removed a mail filter',
  'gmail.users.settings.forwardingaddresses.create': 'Added an address to forward to',
  'gmail.users.settings.forwardingaddresses.delete': 'Removed an address to forward to',
  'gmail.users.settings.delegates.create': 'Let somebody open the mailbox',
  'gmail.users.settings.delegates.delete': 'No longer lets somebody open the mailbox',
  'drive.files.create': 'Made a document',
  'drive.files.update': 'Changed a document',
  'drive.files.delete': 'Removed a document',
  'drive.permissions.create': 'Shared a document',
  'drive.permissions.delete': 'Stopped sharing a document',
  'docs.documents.create': 'Made a document',
  'docs.documents.batchUpdate': 'Wrote in a document',
};
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export function wordsFor({ kind, what }: OutboxItem): SentWords {
  if (kind === 'email')
    return {
      title: text(what['subject']) ?? 'E-mail',
      to: Array.isArray(what['to']) ? what['to'].join(', ') : '',
      text: text(what['text']),
    };
  if (kind === 'slack') {
    const [first = 'Slack post', ...more] = text(what['text'])?.split('\n') ?? [];
    return { title: first, to: text(what['channel_name']) ?? text(what['channel']) ?? '', text: text(more.join('\n')) };
  }
  const method = text(what['method']) ?? 'A change';
  const body = typeof what['body'] === 'object' && what['body'] !== null ? what['body'] : {};
  return { title: METHODS[method] ?? method, to: text(what['as']) ?? '', text: subjectOf(what, body) };
}

/** What a change is about, where Google's own request says it: an event, a document, an address. */
function subjectOf(what: OutboxItem['what'], body: object): string | null {
  const said = new Map(Object.entries(body));
  const names = ['summary', 'name', 'title', 'responseSubject', 'forwardingEmail', 'delegateEmail'];
  return (
    names.map((name) => text(said.get(name))).find((one) => one !== null) ?? text(what['name']) ?? text(what['title'])
  );
}
