import { useCallback, useState } from 'react';

const KEY = 'inbox:seen';
const KEPT = 200;

type Seen = Readonly<Record<string, string>>;

/** Until when each conversation was looked at on this machine; instants by the id of the conversation. */
export function useSeen() {
  const [seen, setSeen] = useState<Seen>(stored);
  const see = useCallback((conversationId: string, at: string) => {
    setSeen((before) => {
      if ((before[conversationId] ?? '') >= at) return before;
      const kept = Object.entries({ ...before, [conversationId]: at }).slice(-KEPT);
      const after = Object.fromEntries(kept);
      try {
        localStorage.setItem(KEY, JSON.stringify(after));
      } catch {
        // a full or forbidden store: the count is right until the page is left
      }
      return after;
    });
  }, []);
  return { seen, see };
}

function stored(): Seen {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}
