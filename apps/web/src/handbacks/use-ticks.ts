import { useCallback, useState } from 'react';

const PREFIX = 'ticks:';

/** Which follow-ups the reader ticked off, kept on this device under a place. */
export function useTicks(place: string) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => stored(place));
  const toggle = useCallback(
    (key: string) =>
      setTicked((before) => {
        const after = new Set(before);
        if (!after.delete(key)) after.add(key);
        keep(place, after);
        return after;
      }),
    [place],
  );
  return { isTicked: (key: string) => ticked.has(key), toggle };
}

function stored(place: string): ReadonlySet<string> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(PREFIX + place) ?? '[]');
    return new Set(Array.isArray(found) ? found.filter((key) => typeof key === 'string') : []);
  } catch {
    return new Set();
  }
}

function keep(place: string, ticked: ReadonlySet<string>): void {
  try {
    localStorage.setItem(PREFIX + place, JSON.stringify([...ticked]));
  } catch {
    // a full or forbidden store: the ticks are still on the screen
  }
}
