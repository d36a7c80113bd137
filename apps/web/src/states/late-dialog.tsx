import { Dialog, ErrorBoundary, SkeletonRows } from '@understudy/ui';
import { Suspense, useEffect, useState, type ReactNode } from 'react';

export interface LateDialogProps {
  /** As the dialog itself is called. */
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Around a dialog whose code is fetched when it is asked for: the wait, and what goes wrong, are seen in its place; the page stays. */
export function LateDialog({ title, onClose, children }: LateDialogProps) {
  const framed = (content: ReactNode) => (
    <Dialog title={title} onClose={onClose}>
      {content}
    </Dialog>
  );
  return (
    <ErrorBoundary of="dialog" reassurance="Nothing you saved is lost, and what you typed is kept." frame={framed}>
      <Suspense fallback={framed(<Fetching />)}>{children}</Suspense>
    </ErrorBoundary>
  );
}

function Fetching() {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  if (isOnline) return <SkeletonRows words="Fetching the form" rows={4} />;
  return <p role="status">You are offline. This opens by itself when the connection is back.</p>;
}
