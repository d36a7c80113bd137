import { changesOf, type Change } from './changes.js';
import type { EscalationUpdate } from './escalation.js';

type About = Pick<
  EscalationUpdate,
  'update_type' | 'user' | 'summary' | 'previous_value' | 'new_value' | 'reason' | 'comment_html'
>;

/** One event as a line of the timeline: who, what, more about it, was → is, why. */
export interface Happening {
  /** Null: the product. */
  readonly who: string | null;
  readonly what: string;
  readonly changes: readonly Change[];
  readonly why: string | null;
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const textIn = (value: About['new_value'], name: string): string | null => {
  const found = value?.[name];
  return typeof found === 'string' && found ? found : null;
};

/** `names` are the people the page knows, by id. */
export function happeningOf(update: About, names: ReadonlyMap<string, string>, userId: string): Happening {
  const who = update.user ? (update.user.user_id === userId ? 'You' : update.user.name) : null;
  const detail = detailOf(update, names);
  const what = who ? lower(update.summary) : update.summary;
  return {
    who,
    what: detail ? `${what}: ${detail}` : what,
    changes: update.update_type === 'customer_draft' ? [] : changesOf(update.previous_value, update.new_value),
    why: update.reason,
  };
}

/** What was done to what: the file, the step of the playbook, whom it went to. */
function detailOf({ update_type: type, new_value: value }: About, names: ReadonlyMap<string, string>): string | null {
  if (type === 'attachment') return textIn(value, 'name');
  if (type === 'assignment') {
    const id = textIn(value, 'primary_owner_id') ?? textIn(value, 'user_id');
    return id ? (names.get(id) ?? null) : null;
  }
  const title = textIn(value, 'title');
  const to = textIn(value, 'to');
  if (type === 'change' && title && to) return `“${title}” is ${to}`;
  const userId = textIn(value, 'user_id');
  if (type === 'change' && userId) return names.get(userId) ?? null;
  const percent = value?.['percent'];
  return type === 'clock' && typeof percent === 'number' ? `${percent} %` : null;
}

/** Said by people to people: in a box. All else is one line. */
export const isSaid = ({ comment_html: html }: Pick<EscalationUpdate, 'comment_html'>): boolean => html !== null;
