import { createContext, useContext, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { beatOf, freshenBeat, timeOfBeat } from './beat.js';

interface Clock {
  readonly offset: number;
  readonly readAt: number;
}
const MACHINE: Clock = { offset: 0, readAt: 0 };
const ProductTime = createContext(MACHINE);

/**
 * The product's time on this screen. The sandbox can be ahead of the machine, and a laptop's clock can be wrong:
 * `now` is the server's time when it last answered, `readAt` the machine's (epoch milliseconds) at that moment.
 */
export function ProductClock(props: { readonly now: string; readonly readAt: number; readonly children: ReactNode }) {
  const { now, readAt, children } = props;
  const clock = useMemo(() => ({ offset: Date.parse(now) - readAt, readAt }), [now, readAt]);
  return <ProductTime.Provider value={clock}>{children}</ProductTime.Provider>;
}

/** Product time in epoch milliseconds, read again every `stepMs`; without a `ProductClock` around it, the machine's. */
export const useNow = (stepMs = 30_000): number => useOfNow((now) => now, stepMs);

/**
 * What `read` says of the product's time, looked at every `stepMs`. Who reads it is drawn again only when that is something
 * else: a clock that shows minutes lets most beats pass.
 */
export function useOfNow<Said extends string | number | boolean>(read: (now: number) => Said, stepMs = 30_000): Said {
  const { offset, readAt } = useContext(ProductTime);
  useState(freshenBeat); // once, before the first reading
  // never before the server's last word: after a jump of the sandbox's clock the last beat would be
  return useSyncExternalStore(beatOf(stepMs).follow, () => read(Math.max(timeOfBeat(), readAt) + offset));
}
