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
  const summary = 'summary' in body ? text(body.summary) : null;
  return { title: METHODS[method] ?? method, to: text(what['as']) ?? '', text: summary };
}
