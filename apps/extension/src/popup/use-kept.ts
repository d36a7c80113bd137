import { useEffect, useState } from 'react';
import type { KeptLine } from '../desk.js';
import { watchKept } from '../panel/send-draft.js';
import { sendMessage } from '../protocol.js';

/** What this person has written and the server does not have yet, as it changes. */
export function useKept(): readonly KeptLine[] {
  const [kept, setKept] = useState<readonly KeptLine[]>([]);
  useEffect(() => {
    const look = (): void => void sendMessage('keptList', undefined).then(setKept);
    look();
    return watchKept(look);
  }, []);
  return kept;
}
