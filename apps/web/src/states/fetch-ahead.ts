import { useEffect } from 'react';

const SETTLED_MS = 3000;

/**
 * Fetches code that is no part of the first load once the page has settled and the browser has nothing to do, so that it is
 * there when it is asked for. `load` must not change. Without a connection it is fetched when it is asked for.
 */
export function useFetchAhead(load: () => Promise<unknown>): void {
  useEffect(() => {
    const fetchNow = () => void load().catch(() => undefined);
    const timer = setTimeout(() => {
      // Safari has no idle callback: there the wait has to do
      if ('requestIdleCallback' in window) requestIdleCallback(fetchNow);
      else fetchNow();
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [load]);
}
