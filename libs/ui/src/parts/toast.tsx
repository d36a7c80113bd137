import { CircleAlert, CircleCheck } from 'lucide-react';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button } from './button.js';

export interface ToastMessage {
  readonly text: ReactNode;
  readonly tone?: 'good' | 'bad';
  readonly action?: { readonly words: string; readonly onAction: () => void };
}
interface Shown extends ToastMessage {
  readonly id: number;
}

const Toasts = createContext<(message: ToastMessage) => void>(() => undefined);
const SHOWN_MS = 8000;

/** Says that something worked, or did not: eight seconds, with an action when it can be undone. */
export const useToast = (): ((message: ToastMessage) => void) => useContext(Toasts);

/** Draws the toasts of the app, read politely by screen readers. In the top layer, so that dialogs do not cover them. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const next = useRef(0);
  const layer = useRef<HTMLDivElement>(null);

  const tell = useCallback((message: ToastMessage) => {
    const id = next.current++;
    setShown((before) => [...before.slice(-2), { ...message, id }]);
    setTimeout(() => setShown((before) => before.filter((toast) => toast.id !== id)), SHOWN_MS);
  }, []);
  const drop = (id: number) => setShown((before) => before.filter((toast) => toast.id !== id));

  useEffect(() => {
    const element = layer.current;
    if (!element?.showPopover) return;
    if (element.matches(':popover-open')) element.hidePopover();
    if (shown.length > 0) element.showPopover();
  }, [shown.length]);

  return (
    <Toasts.Provider value={useMemo(() => tell, [tell])}>
      {children}
      <div ref={layer} className="toasts" popover="manual" role="status">
        {shown.map((toast) => (
          <div key={toast.id} className="toast">
            {toast.tone === 'bad' ? <CircleAlert className="i i-bad" /> : <CircleCheck className="i i-good" />}
            <span className="toast-text">{toast.text}</span>
            {toast.action ? (
              <Button
                size="panel"
                onClick={() => {
                  toast.action?.onAction();
                  drop(toast.id);
                }}
              >
                {toast.action.words}
              </Button>
            ) : (
              <Button size="panel" look="quiet" onClick={() => drop(toast.id)}>
                Hide
              </Button>
            )}
          </div>
        ))}
      </div>
    </Toasts.Provider>
  );
}
