/** Nobody begins with a time that is older. */
const FRESH_MS = 1000;

/** Tells its readers at every beat; the timer runs only while there are any. */
interface Beat {
  readonly follow: (reader: () => void) => () => void;
}

let at = Date.now();
const beats = new Map<number, Beat>();

/** The machine's time in epoch milliseconds as of the last beat: one and the same for everything that is drawn together. */
export const timeOfBeat = (): number => at;

/** For a reader that begins between two beats. */
export function freshenBeat(): void {
  const now = Date.now();
  if (Math.abs(now - at) >= FRESH_MS) at = now;
}

/** The one timer of all who read the time every `stepMs`: a table of fifty clocks has one and not a hundred. */
export function beatOf(stepMs: number): Beat {
  const known = beats.get(stepMs);
  if (known) return known;
  const readers = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const strike = () => {
    at = Date.now();
    for (const reader of [...readers]) reader();
  };
  const made: Beat = {
    follow: (reader) => {
      if (readers.size === 0) timer = setInterval(strike, stepMs);
      readers.add(reader);
      return () => {
        readers.delete(reader);
        if (readers.size === 0) clearInterval(timer);
      };
    },
  };
  beats.set(stepMs, made);
  return made;
}
