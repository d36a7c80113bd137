import { useSyncExternalStore } from 'react';

const QUERY = '(max-width: 760px)';

/** Under 760 px: no timeline, and rows of a table are cards. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(QUERY);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(QUERY).matches,
  );
