import {
  createContext,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useShortcut } from '../shell/use-shortcut.js';
import { useFetchAhead } from '../states/fetch-ahead.js';
import { LateDialog } from '../states/late-dialog.js';
import { lazyDialog } from '../states/lazy-page.js';

/** The customer an escalation is about. */
export interface Subject {
  readonly id: string;
  readonly name: string;
}
interface Escalate {
  /** Opens the dialog, for this customer, else for the one of the page. */
  readonly open: (subject?: Subject) => void;
  readonly standOn: (subject: Subject | null) => void;
}

const EscalateContext = createContext<Escalate>({ open: () => undefined, standOn: () => undefined });

export const useEscalate = (): Escalate => useContext(EscalateContext);

/** The page stands on this customer, from its first paint: Escalate, the button and the key `E`, is about it. */
export function useStandOn(subject: Subject | null): void {
  const { standOn } = useEscalate();
  const id = subject?.id;
  const name = subject?.name;
  useLayoutEffect(() => {
    standOn(id && name ? { id, name } : null);
    return () => standOn(null);
  }, [standOn, id, name]);
}

const load = async () => (await import('./escalate-dialog.js')).EscalateDialog;
const EscalateDialog = lazyDialog(load);

/** The form's code is no part of the first load; it is fetched once the page has settled, so that `E` finds it there. */
export function EscalateProvider({ children }: { readonly children: ReactNode }) {
  const page = useRef<Subject | null>(null);
  const [shown, setShown] = useState<{ readonly subject: Subject | null } | null>(null);
  const open = useCallback((subject?: Subject) => setShown({ subject: subject ?? page.current }), []);
  const close = useCallback(() => setShown(null), []);
  const standOn = useCallback((subject: Subject | null) => {
    page.current = subject;
  }, []);
  useShortcut('e', () => open());
  useFetchAhead(load);

  return (
    <EscalateContext.Provider value={useMemo(() => ({ open, standOn }), [open, standOn])}>
      {children}
      {shown ? (
        <LateDialog title="Escalate" onClose={close}>
          <EscalateDialog about={shown.subject} onClose={close} />
        </LateDialog>
      ) : null}
    </EscalateContext.Provider>
  );
}
