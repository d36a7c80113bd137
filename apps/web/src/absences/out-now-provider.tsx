import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { LateDialog } from '../states/late-dialog.js';
import { lazyDialog } from '../states/lazy-page.js';

const OutNowDialog = lazyDialog(async () => (await import('./out-now-dialog.js')).OutNowDialog);

/** Somebody else who is out and cannot say so. */
export interface OutPerson {
  readonly user_id: string;
  readonly name: string;
}
interface OutNow {
  /** Opens the dialog: about me, or about somebody else. */
  readonly open: (person?: OutPerson) => void;
}
const OutNowContext = createContext<OutNow>({ open: () => undefined });

/** "I am out now", from every page and from the palette. */
export const useOutNow = (): OutNow => useContext(OutNowContext);

export function OutNowProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<{ readonly person: OutPerson | null } | null>(null);
  const open = useCallback((person?: OutPerson) => setShown({ person: person ?? null }), []);
  return (
    <OutNowContext.Provider value={useMemo(() => ({ open }), [open])}>
      {children}
      {shown ? (
        <LateDialog
          title={shown.person ? `${shown.person.name} is out` : 'I am out now'}
          onClose={() => setShown(null)}
        >
          <OutNowDialog about={shown.person} onClose={() => setShown(null)} />
        </LateDialog>
      ) : null}
    </OutNowContext.Provider>
  );
}
