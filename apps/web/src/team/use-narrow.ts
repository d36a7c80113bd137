import { useSyncExternalStore } from 'react';

const QUERY = '(max-width: 760px)';

/** Too narrow for a timeline: rows instead. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(QUERY);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(QUERY).matches,
  );
