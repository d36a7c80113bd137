import { Button, Dialog } from '@understudy/ui';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { OnTheWay, type Happening } from './on-the-way.js';

interface Jumps {
  /** Jumps made on this page: what was drawn before the last one is out of date. */
  readonly count: number;
  readonly jumped: () => void;
  /** Opens the list of what a jump made happen. */
  readonly show: (happened: readonly Happening[]) => void;
}
const Context = createContext<Jumps>({ count: 0, jumped: () => undefined, show: () => undefined });

export const useJumps = (): Jumps => useContext(Context);

export function JumpsProvider({ children }: { readonly children: ReactNode }) {
  const [happened, setHappened] = useState<readonly Happening[] | null>(null);
  const [count, setCount] = useState(0);
  const jumps = useMemo(() => ({ count, jumped: () => setCount((before) => before + 1), show: setHappened }), [count]);
  return (
    <Context value={jumps}>
      {children}
      {happened ? (
        <Dialog
          title="What happened on the way"
          onClose={() => setHappened(null)}
          footer={<Button onClick={() => setHappened(null)}>Close</Button>}
        >
          <OnTheWay items={happened} isAhead />
        </Dialog>
      ) : null}
    </Context>
  );
}
