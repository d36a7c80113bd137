import { useCallback, useState } from 'react';

const PREFIX = 'understudy-sandbox-read:';

function stored(email: string): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(PREFIX + email) ?? '[]');
    return Array.isArray(found) ? found.filter((id) => typeof id === 'string') : [];
  } catch {
    return []; // storage switched off, or not our text: everything is new
  }
}

/** Which messages a person has opened in this browser. */
export function useReadMarks(email: string) {
  const [marks, setMarks] = useState({ email, ids: stored(email) });
  const current = marks.email === email ? marks.ids : stored(email);
  const mark = useCallback(
    (id: string) => {
      const ids = [...new Set([...stored(email), id])].slice(-500);
      try {
        localStorage.setItem(PREFIX + email, JSON.stringify(ids));
      } catch {
        // storage switched off: the mark lasts until the page is loaded again
      }
      setMarks({ email, ids });
    },
    [email],
  );
  return { isRead: (id: string) => current.includes(id), mark };
}
