import { useEffect, useState } from 'react';

/** What the extension appends to the document on a record it knows (apps/extension/src/bar/bar-host.tsx). */
const HOST = 'understudy-bar';

/** Whether the browser extension draws its bar on this page. */
export function useExtension(): boolean {
  const [isThere, setThere] = useState(() => document.querySelector(HOST) !== null);
  useEffect(() => {
    const look = () => setThere(document.querySelector(HOST) !== null);
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { childList: true });
    look();
    return () => observer.disconnect();
  }, []);
  return isThere;
}
