import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

const Offset = createContext(0);

/**
 * The product's time on this screen. The sandbox can be ahead of the machine, and a laptop's clock can be wrong:
 * `now` is the server's time when it last answered, `readAt` the machine's (epoch milliseconds) at that moment.
 */
export function ProductClock(props: { readonly now: string; readonly readAt: number; readonly children: ReactNode }) {
  return <Offset.Provider value={Date.parse(props.now) - props.readAt}>{props.children}</Offset.Provider>;
}

/** Product time in epoch milliseconds, read again every `stepMs`; without a `ProductClock` around it, the machine's. */
export function useNow(stepMs = 30_000): number {
  const offset = useContext(Offset);
  const [machine, setMachine] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setMachine(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return machine + offset;
}
