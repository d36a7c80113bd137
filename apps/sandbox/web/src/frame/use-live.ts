import { useQueryClient } from '@tanstack/react-query';
import { StreamEvents } from '@understudy/contracts';
import { useEffect } from 'react';
import { usePerson } from '../person/person.js';

const SETTLE_MS = 300;
const AGAIN_MS = 5000;

/** Reads what is on the screen again when the product says that something changed; events close together are one reading. */
export function useLive(): void {
  const { token } = usePerson();
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    let soon: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(soon);
      soon = setTimeout(
        () => void queries.invalidateQueries({ predicate: ({ queryKey }) => LIVE.has(queryKey[0]) }),
        SETTLE_MS,
      );
    };
    void listen(token, stop.signal, changed);
    return () => {
      stop.abort();
      clearTimeout(soon);
    };
  }, [queries, token]);
}

/** What can change by itself; the demo world and a session do not. */
const LIVE = new Set<unknown>(['api', 'outbox', 'google', 'mailbox', 'slack']);

async function listen(token: string, signal: AbortSignal, changed: () => void): Promise<void> {
  while (!signal.aborted) {
    await readStream(token, signal, changed);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Until the connection ends, whatever ends it. Heartbeats are comments and change nothing. */
async function readStream(token: string, signal: AbortSignal, changed: () => void): Promise<void> {
  try {
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
    const response = await fetch(StreamEvents.path, { signal, headers });
    if (!response.ok || !response.body) return;
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
      if (/^data:/m.test(piece.value)) changed();
    }
  } catch {
    // offline or left: the caller tries again until the page is gone
  }
}
